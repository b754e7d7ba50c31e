/** The rules of a thread: open or read-only, until when, for whom, and how often one may write. */
import { type Actor, may } from '../accounts/index.js'
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import { write } from '../platform/events.js'
import { readArticlePlace } from '../publishing/index.js'
import type { Author } from './comment.js'
import { changeThreadRules, type RuleChange } from './store/thread-rules.js'
import { lockThreads } from './store/write-comments.js'

/** Longest pause of slow mode: a day, in seconds. */
export const SLOW_SECONDS_MAX = 86_400
const DAY_MS = 24 * 3_600_000

/** A thread's rules as they stand in its row, and when its article was published. */
export type ThreadRules = {
  is_closed: boolean
  closes_at: Date | null
  members_only: boolean
  slow_seconds: number
  published_at: Date | null
}

/**
 * When a thread closes by itself: at its own time, or so many days after its article was published.
 * @param afterDays of the site; 0: never
 */
export function closingTime(
  rules: Pick<ThreadRules, 'closes_at' | 'published_at'>,
  afterDays: number,
): Date | null {
  if (rules.closes_at !== null) return rules.closes_at
  if (afterDays === 0 || rules.published_at === null) return null
  return new Date(rules.published_at.getTime() + afterDays * DAY_MS)
}

/** True when nothing can be written in a thread now. */
export function isThreadClosed(
  ctx: Pick<Ctx, 'config' | 'clock'>,
  rules: Pick<ThreadRules, 'is_closed' | 'closes_at' | 'published_at'>,
): boolean {
  const closesAt = closingTime(rules, ctx.config.commentsCloseAfterDays)
  return rules.is_closed || (closesAt !== null && closesAt <= ctx.clock())
}

/** @throws Refusal comment/thread-closed, comment/members-only */
export function requireMayWrite(
  ctx: Pick<Ctx, 'config' | 'clock'>,
  rules: ThreadRules,
  author: Author,
): void {
  if (isThreadClosed(ctx, rules)) throw new Refusal('comment/thread-closed')
  if (rules.members_only && author.kind === 'guest') throw new Refusal('comment/members-only')
}

/** Seconds that an author must leave between two comments; staff are free. */
export const pauseOf = (rules: ThreadRules, author: Author): number =>
  author.kind === 'reader' && author.isStaff ? 0 : rules.slow_seconds

/** Changes the rules of a thread. @throws Refusal access/forbidden, article/not-found, request/invalid */
export async function setThreadRules(
  ctx: Ctx,
  actor: Actor,
  input: { articleSlug: string; change: RuleChange },
): Promise<void> {
  if (may(actor, 'decide-comment') !== 'yes') throw new Refusal('access/forbidden')
  const { slowSeconds = 0 } = input.change
  if (!Number.isInteger(slowSeconds) || slowSeconds < 0 || slowSeconds > SLOW_SECONDS_MAX)
    throw new Refusal('request/invalid', { detail: 'slowSeconds' })
  const { thread_id: threadId } = await readArticlePlace(ctx, input.articleSlug)
  await write(ctx, async (tx, emit) => {
    await lockThreads(tx, [threadId])
    await changeThreadRules(tx, threadId, input.change)
    emit({ name: 'thread.imported', threadId })
  })
}
