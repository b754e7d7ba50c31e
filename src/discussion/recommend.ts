/** Recommending a comment, once a person or browser: on disk when we say so, and many votes in one transaction. */
import { guestKeyOf } from '../accounts/index.js'
import { newId } from '../core/ids.js'
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import type { Tx } from '../platform/database.js'
import { write } from '../platform/events.js'
import { type Gathering, gather, type Outcome } from './commit-together.js'
import { bestKeyOf } from './ranking.js'
import {
  countVotes,
  findReadable,
  findRecommended,
  insertGuests,
  lockThreadsWith,
  type Vote,
  type VotedRow,
  writeVotes,
} from './store/votes.js'

/** Pages of a thread with new votes are made again at most this often. */
export const VOTES_TOLD_EVERY_MS = 1_000
/** Own votes of one thread that a page is told of; more than anybody gives to one article. */
export const OWN_VOTES_MAX = 1_000

/** Who recommends or reports: somebody with an account, in a browser that may have been a guest's, or a guest. */
export type Voter =
  | { kind: 'reader'; accountId: string; personId: string; browserHash: string | null }
  | { kind: 'guest'; browserHash: string }

export type Recommendation = { commentId: string; voter: Voter; on: boolean }

export type Recommended = {
  /** How many recommend it now. */
  recommends: number
  /** False when it was so before. */
  isChanged: boolean
  /** Of the article. */
  slug: string
}

/** Resolves when the vote is on disk. @throws of `add`: Refusal comment/not-found, comment/own, request/too-busy */
export type VoteQueue = Gathering<Recommendation, Recommended>

/** The queue through which all votes of this process are written. */
export function openVoteQueue(ctx: Ctx): VoteQueue {
  const teller = openTeller(ctx)
  const queue = gather(async (asked: Recommendation[]) => {
    const { outcomes, told, later } = await write(ctx, async (tx, emit) => {
      const done = await commitVotes(ctx, tx, asked)
      const told = done.threadIds.filter((id) => teller.mayTellNow(id))
      for (const threadId of told) emit({ name: 'comment.recommended', threadId })
      return { ...done, told, later: done.threadIds.filter((id) => !told.includes(id)) }
    })
    for (const id of told) teller.wasTold(id)
    for (const id of later) teller.tellLater(id)
    return outcomes
  })
  return {
    ...queue,
    async drain() {
      await queue.drain()
      await teller.drain()
    },
  }
}

/** Comments of a thread that this reader or guest recommends, the latest votes first, at most OWN_VOTES_MAX. */
export const recommendedBy = (
  ctx: Ctx,
  where: { threadId: string; voter: Voter },
): Promise<string[]> =>
  findRecommended(ctx.db, ctx.site.id, {
    threadId: where.threadId,
    ...personOf(where.voter),
    limit: OWN_VOTES_MAX,
  })

/** How a voter is found among the persons: a reader by id, a guest by the key of the browser. */
export const personOf = (voter: Voter): { personId: string | null; guestKey: string | null } =>
  voter.kind === 'reader'
    ? { personId: voter.personId, guestKey: null }
    : { personId: null, guestKey: guestKeyOf(voter.browserHash) }

/** One transaction for all votes; each is refused or counted for itself. */
async function commitVotes(
  ctx: Ctx,
  tx: Tx,
  asked: Recommendation[],
): Promise<{ outcomes: Outcome<Recommended>[]; threadIds: string[] }> {
  const commentIds = [...new Set(asked.map((one) => one.commentId))]
  await lockThreadsWith(tx, commentIds)
  const rows = await findReadable(tx, ctx.site.id, commentIds)
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  const accepted = asked.filter((one) => refusalOf(one, rowOf.get(one.commentId)) === null)
  const last = [...new Map(accepted.map((one) => [keyOf(one), one])).values()]
  const changed = await writeAll(ctx, tx, last, rowOf)
  const countOf = await countAll(tx, changed, rowOf)
  const changedKeys = new Set(changed.map(keyOf))
  const outcomes = asked.map((one): Outcome<Recommended> => {
    const row = rowOf.get(one.commentId)
    const refusal = refusalOf(one, row)
    if (refusal !== null || row === undefined)
      return { refusal: refusal ?? new Refusal('comment/not-found') }
    const recommends = countOf.get(row.id) ?? row.recommend_count
    return { result: { recommends, isChanged: changedKeys.has(keyOf(one)), slug: row.slug } }
  })
  const threadIds = changed.flatMap((one) => rowOf.get(one.commentId)?.thread_id ?? [])
  return { outcomes, threadIds: [...new Set(threadIds)] }
}

/** Of votes of the same person on the same comment in one transaction the last one counts. */
const keyOf = ({ commentId, voter }: Recommendation): string =>
  `${commentId} ${voter.kind === 'reader' ? voter.personId : voter.browserHash}`

function refusalOf({ voter }: Recommendation, row: VotedRow | undefined): Refusal | null {
  if (row === undefined) return new Refusal('comment/not-found')
  const { browserHash } = voter
  const isOwn =
    (browserHash !== null && row.source_key === guestKeyOf(browserHash)) ||
    (voter.kind === 'reader' &&
      (row.person_id === voter.personId || row.account_id === voter.accountId))
  return isOwn ? new Refusal('comment/own') : null
}

/** @returns those that changed something */
async function writeAll(
  ctx: Ctx,
  tx: Tx,
  asked: Recommendation[],
  rowOf: Map<string, VotedRow>,
): Promise<Recommendation[]> {
  if (asked.length === 0) return []
  const at = ctx.clock()
  const keys = asked.flatMap((one) => (one.on ? (personOf(one.voter).guestKey ?? []) : []))
  await insertGuests(
    tx,
    ctx.site.id,
    [...new Set(keys)].map((key) => ({ id: newId(at.getTime()), key, at })),
  )
  const votes = asked.map(
    (one): Vote => ({
      commentId: one.commentId,
      threadId: rowOf.get(one.commentId)?.thread_id ?? '',
      ...personOf(one.voter),
      on: one.on,
    }),
  )
  const places = await writeVotes(tx, { siteId: ctx.site.id, votes, at })
  return places.flatMap((place) => asked[place] ?? [])
}

/** Counts what changed into the comments. @returns the new counts */
async function countAll(
  tx: Tx,
  changed: Recommendation[],
  rowOf: Map<string, VotedRow>,
): Promise<Map<string, number>> {
  const byOf = new Map<string, number>()
  for (const { commentId, on } of changed)
    byOf.set(commentId, (byOf.get(commentId) ?? 0) + (on ? 1 : -1))
  const counts = new Map<string, number>()
  const changes = [...byOf].flatMap(([id, by]) => {
    const row = rowOf.get(id)
    if (row === undefined || by === 0) return []
    const recommends = row.recommend_count + by
    counts.set(id, recommends)
    const { upheld_reports: upheldReports, reply_count: replies } = row
    return [{ id, by, bestKey: bestKeyOf({ recommends, upheldReports, replies }) }]
  })
  await countVotes(tx, changes)
  return counts
}

/**
 * Tells of votes at most once in VOTES_TOLD_EVERY_MS for each thread: the first at once, with its transaction; those
 * that follow together, when the time is over.
 */
function openTeller(ctx: Ctx) {
  /** Threads told of lately, and whether they have votes that nobody was told of. */
  const lately = new Map<string, { hasNews: boolean; timer: NodeJS.Timeout }>()

  function wasTold(threadId: string, hasNews = false): void {
    clearTimeout(lately.get(threadId)?.timer)
    const timer = setTimeout(() => void end(threadId), VOTES_TOLD_EVERY_MS)
    timer.unref()
    lately.set(threadId, { hasNews, timer })
  }

  async function end(threadId: string): Promise<void> {
    const hasNews = lately.get(threadId)?.hasNews
    lately.delete(threadId)
    if (!hasNews) return
    wasTold(threadId)
    await write(ctx, async (_tx, emit) => emit({ name: 'comment.recommended', threadId })).catch(
      (error: Error) => ctx.log.warn({ error: error.message }, 'New votes could not be told of.'),
    )
  }

  return {
    mayTellNow: (threadId: string): boolean => !lately.has(threadId),
    wasTold: (threadId: string): void => wasTold(threadId),
    tellLater(threadId: string): void {
      const known = lately.get(threadId)
      if (known) known.hasNews = true
      else wasTold(threadId, true)
    },
    /** Tells of everything now. */
    async drain(): Promise<void> {
      for (const [threadId, { timer }] of [...lately]) {
        clearTimeout(timer)
        await end(threadId)
        clearTimeout(lately.get(threadId)?.timer)
        lately.delete(threadId)
      }
    },
  }
}
