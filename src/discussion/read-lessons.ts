/** The lessons of the house, read from the log of decisions: all that was learned is a function of them. */
import { NOBODY } from '../core/mention.js'
import type { HouseHead, HouseLesson } from '../moderation/index.js'
import type { Ctx } from '../platform/ctx.js'
import { commentHtml, readHtml } from '../platform/markup.js'
import { lessonOf } from './lesson.js'
import {
  findSaid,
  findSaidTexts,
  type Said,
  type SaidText,
  type SaidWindow,
} from './store/lessons.js'

/** Latest decisions that are learned from; learning all of them takes some three seconds, in steps. */
export const HOUSE_DECISIONS_MAX = 10_000
/** Oldest decisions that are let go at a time when there are more. */
const LET_GO = 2_500
export const HOUSE_WINDOW: SaidWindow = { max: HOUSE_DECISIONS_MAX, block: LET_GO }
/** Decisions learned before others have their turn: about 15 ms. */
const STEP = 50

export type ReadLessons = {
  /** The last word on each comment, by comment: also what nothing can be learned from. */
  known: Map<string, string>
  /** Older ones than those known were let go. */
  hasOlder: boolean
}

/** Teaches a head all that moderators decided. Cost: about 0.3 ms a decision. */
export async function readLessons(
  ctx: Pick<Ctx, 'db' | 'site'>,
  head: HouseHead,
  window: SaidWindow = HOUSE_WINDOW,
): Promise<ReadLessons> {
  const { said, hasOlder } = await findSaid(ctx.db, ctx.site.id, window)
  for (let i = 0; i < said.length; i += STEP) {
    for (const lesson of await lessonsOf(ctx, said.slice(i, i + STEP))) head.learn(lesson)
    await new Promise((done) => setImmediate(done))
  }
  return { known: new Map(said.map((one) => [one.comment_id, one.id])), hasOlder }
}

/** What some decisions teach, in their order. */
export async function lessonsOf(
  ctx: Pick<Ctx, 'db'>,
  said: readonly Said[],
): Promise<HouseLesson[]> {
  const texts = new Map(
    (await findSaidTexts(ctx.db, said)).map((text) => [text.comment_id, text] as const),
  )
  return said.flatMap((one) => {
    const text = texts.get(one.comment_id)
    return (text && lessonOf(decidedOf(one, text))) ?? []
  })
}

const decidedOf = (one: Said, text: SaidText) => ({
  commentId: one.comment_id,
  action: one.action,
  rule: one.rule,
  byAccountId: one.by_account_id,
  wasRemoved: one.was_removed,
  isCopy: text.is_copy,
  text: readHtml(text.former ? commentHtml(text.former, NOBODY) : text.html, {
    withoutQuotes: true,
  }).text,
  language: text.language,
})
