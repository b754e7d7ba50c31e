/** What Akismet takes for spam is held after it was published; what moderators then find is sent back. */
import { newId } from '../core/ids.js'
import {
  AKISMET_DOUBT,
  type AkismetComment,
  findVerdict,
  isSpamToAkismet,
  labelled,
  teachAkismet,
  usesAkismet,
  type Verdict,
  verdictInsert,
} from '../moderation/index.js'
import type { Ctx } from '../platform/ctx.js'
import { write } from '../platform/events.js'
import { isAboutSpam } from './decide-comment.js'
import { settleAnswers } from './store/answers.js'
import { countHeld } from './store/clusters.js'
import { findArticleOfThread, findWithAncestors, type ReadRow } from './store/read-comments.js'
import {
  countIntoAncestors,
  countIntoThreads,
  findLastDecision,
  holdPublished,
  lockThreads,
} from './store/write-comments.js'

type Asked = { commentId: string; network: string | null }
/** Where a comment is read, as a whole address. */
type AddressOf = (slug: string, id: string) => string

/** Job after posting. Runs again until Akismet answers; a comment that is no longer published is not asked about. */
export async function askAkismet(ctx: Ctx, input: Asked, addressOf: AddressOf): Promise<void> {
  if (!usesAkismet(ctx)) return
  const found = await findAsked(ctx, input, addressOf)
  if (found?.row.state !== 'published') return
  if (await isSpamToAkismet(ctx, found.comment)) await hold(ctx, found.row)
}

/** Job after a decision: a removal for spam that Akismet let pass, a publication of what it did not. */
export async function tellAkismet(
  ctx: Ctx,
  input: { commentId: string },
  addressOf: AddressOf,
): Promise<void> {
  if (!usesAkismet(ctx)) return
  const found = await findAsked(ctx, { ...input, network: null }, addressOf)
  const decision = await findLastDecision(ctx.db, input.commentId)
  if (!found || !decision || found.row.state === 'deleted') return
  const verdict = await findVerdict(ctx.db, input.commentId)
  const saidSpam = verdict?.signals.some((one) => one.detector === 'akismet') ?? false
  if (decision.action === 'publish' && saidSpam) await teachAkismet(ctx, found.comment, 'ham')
  if (decision.action === 'remove' && !saidSpam && isAboutSpam(decision.rule))
    await teachAkismet(ctx, found.comment, 'spam')
}

async function findAsked(
  ctx: Ctx,
  { commentId, network }: Asked,
  addressOf: AddressOf,
): Promise<{ row: ReadRow; comment: AkismetComment } | null> {
  const row = (await findWithAncestors(ctx.db, ctx.site.id, commentId)).at(-1)
  const article = row && (await findArticleOfThread(ctx.db, row.thread_id))
  if (!row || !article) return null
  const comment = {
    text: row.text,
    authorName: row.author_name,
    network,
    permalink: addressOf(article.slug, row.id),
    isReply: row.parent_id !== null,
    postedAt: row.posted_at,
  }
  return { row, comment }
}

/** Only the text that was asked about: one that was changed or decided on meanwhile stays. */
async function hold(ctx: Ctx, asked: ReadRow): Promise<void> {
  await write(ctx, async (tx, emit) => {
    const [thread] = await lockThreads(tx, [asked.thread_id])
    const row = (await findWithAncestors(tx, ctx.site.id, asked.id)).at(-1)
    const isSame = row?.state === 'published' && row.html === asked.html
    if (!row || !thread || !isSame || (await findLastDecision(tx, row.id))) return
    const before = await findVerdict(tx, row.id)
    const now = ctx.clock()
    const signals = [labelled(AKISMET_DOUBT), ...(before?.signals ?? [])]
    const verdict: Verdict = {
      outcome: 'hold',
      signals,
      policyVersion: before?.policyVersion ?? 0,
      policyIds: before?.policyIds ?? [],
      wasNudged: before?.wasNudged ?? false,
      waits: 'nobody',
    }
    const id = newId(now.getTime())
    const siteId = ctx.site.id
    await verdictInsert([{ id, siteId, subjectId: row.id, verdict, judgedAt: now }]).execute(tx)
    await holdPublished(tx, row.id, now)
    await countIntoAncestors(tx, [row.parent_id], -1)
    await countIntoThreads(tx, [row], -1)
    if (thread.author_ids.length > 0) await settleAnswers(tx, [row.id])
    await countHeld(tx, [{ id: row.id, from: 'published', to: 'held' }])
    const total = thread.comment_count - 1
    emit({ name: 'comment.changed', threadId: row.thread_id, commentId: row.id, total, by: -1 })
  })
}
