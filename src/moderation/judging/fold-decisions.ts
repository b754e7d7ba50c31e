/** Decisions that came from other software, folded into one snapshot: what was learned outlives their texts. */
import type { Ctx } from '../../platform/ctx.js'
import type { Db } from '../../platform/database.js'
import { blankLearned, type Learned, learnAll, readLearned } from './learned.js'
import {
  deleteOldDecisions,
  findLessons,
  findSiteHead,
  type Lesson,
  lockSiteHead,
  markFolded,
  saveSiteHead,
} from './store/decisions.js'
import { deleteUseBefore } from './store/keys.js'

/** Days: a quarter of a year, enough to learn everything anew with a better model. */
export const DECISION_DAYS_KEPT = 90
/** Decisions of one site whose texts are kept; learning all of them takes seconds. */
export const DECISIONS_KEPT_MAX = 20_000
/** Days: last year's counts are still there to compare with. */
export const USE_DAYS_KEPT = 400

const DAY_MS = 86_400_000
/** Younger decisions may still be on their way to other processes, or changed. */
const FOLD_AFTER_MS = 3_600_000

/** What has been learned up to now: the snapshot, and the decisions after it. */
export async function readHead(
  ctx: Pick<Ctx, 'db' | 'site'>,
  db: Db = ctx.db,
  before: Date | null = null,
): Promise<{ learned: Learned; lessons: Lesson[] }> {
  const row = await findSiteHead(db, ctx.site.id)
  const kept = row ? readLearned(ctx.site.language, row) : null
  const learned = kept ?? blankLearned(ctx.site.language)
  // With another model the features are others: everything is learned anew from the texts that are left.
  const lessons = await findLessons(db, ctx.site.id, {
    folded: kept === null,
    before,
    limit: DECISIONS_KEPT_MAX,
  })
  await learnAll(learned, lessons)
  return { learned, lessons }
}

/** Folds decisions up to a moment into the snapshot. Runs in the transaction it is given. */
export async function foldDecisions(
  ctx: Pick<Ctx, 'db' | 'site' | 'clock'>,
  tx: Db,
  at: { before: Date },
): Promise<void> {
  await lockSiteHead(tx, ctx.site.id)
  const { learned, lessons } = await readHead(ctx, tx, at.before)
  if (lessons.length === 0) return
  await saveSiteHead(tx, ctx.site.id, { ...learned.snapshot(), at: ctx.clock() })
  await markFolded(
    tx,
    lessons.map((lesson) => lesson.id),
  )
}

/** Every night: folds, then deletes what is too old or too much. */
export async function sweepJudging(ctx: Pick<Ctx, 'db' | 'site' | 'clock'>): Promise<void> {
  const nowMs = ctx.clock().getTime()
  await ctx.db
    .transaction()
    .execute((tx) => foldDecisions(ctx, tx, { before: new Date(nowMs - FOLD_AFTER_MS) }))
  await deleteOldDecisions(ctx.db, ctx.site.id, {
    before: new Date(nowMs - DECISION_DAYS_KEPT * DAY_MS),
    keep: DECISIONS_KEPT_MAX,
  })
  const firstDay = new Date(nowMs - USE_DAYS_KEPT * DAY_MS).toISOString().slice(0, 10)
  await deleteUseBefore(ctx.db, firstDay)
}
