/** News of the house: what happened, told in the transaction that did it, heard by pages, streams and jobs. */
import { sql } from 'kysely'
import { type Database, NAMED, type Tx } from './database.js'

export type DomainEvent =
  | {
      name: 'comment.posted'
      threadId: string
      /** Published comments only, at most EVENT_COMMENTS_MAX of them. */
      comments: { id: string; parentId: string | null }[]
      /** Published comments in the thread after this. */
      total: number
    }
  /** Published, and an outside filter is to be asked. `network` is that of the sender, where it is known. */
  | { name: 'comment.unfiltered'; commentId: string; network: string | null }
  /** Replies to people who have an account, at most EVENT_COMMENTS_MAX of them. */
  | { name: 'comment.answered'; commentIds: string[] }
  /** Published comments that name people, at most EVENT_COMMENTS_MAX of them. */
  | { name: 'comment.mentioned'; commentIds: string[] }
  | { name: 'thread.imported'; threadId: string }
  | { name: 'comment.decided'; threadId: string; commentId: string; total: number }
  /** Staff decided on all copies of a text: those to come, and those that are held, of which the rest is to be done. */
  | {
      name: 'copies.decided'
      clusterId: string
      decided: { action: 'publish' | 'remove'; rule: string | null }
      batchId: string
      byAccountId: string | null
    }
  /** Published comments with links alone on a line, at most EVENT_COMMENTS_MAX of them. */
  | { name: 'comment.linked'; commentIds: string[] }
  /** A linked page is to be asked; null: at once. */
  | { name: 'card.wanted'; cardId: string; runAt: string | null }
  /** Comments of these threads show a card that they did not show before, or another one. */
  | { name: 'card.made'; threadIds: string[] }
  /** Its author changed or deleted it; `by` is what that did to the number of published comments: 0 or -1. */
  | { name: 'comment.changed'; threadId: string; commentId: string; total: number; by: number }
  /** Its pages count votes anew: told at most once a second for each thread, not for every vote. */
  | { name: 'comment.recommended'; threadId: string }
  /** Staff picked it, or took that back. */
  | { name: 'comment.picked'; threadId: string; commentId: string; isPicked: boolean }
  /** Rules of one thread, or of those of a section or the whole site; or who wrote the article. */
  | { name: 'rules.changed'; threadId: string | null }
  /** Somebody of the staff has a new name, or a new office: articles may be theirs. */
  | { name: 'staff.named'; accountId: string }
  /** A house rule was added or ended. */
  | { name: 'house-rules.changed' }
  /** The site or a section has another moderation policy. */
  | { name: 'policy.changed' }
  /** What was learned from decisions is to be learned anew: it was reset, or texts are gone. */
  | { name: 'learning.changed' }
  | { name: 'article.published'; articleId: string; slug: string }
  | { name: 'picture.added'; pictureId: string }
  | { name: 'picture.sized'; pictureId: string }
  | { name: 'gift.recorded'; campaignId: string }
  | { name: 'campaign.started'; campaignId: string }
  /** Role, name, ways in, sessions, mutes, notices: whatever is kept of a signed-in reader in memory is stale. */
  | { name: 'account.changed'; accountId: string }
  /** The account goes at this time unless its owner changes their mind. */
  | { name: 'account.leaving'; accountId: string; runAt: string }
  /** Name or texts of a person changed on pages. */
  | { name: 'person.changed'; personId: string }
  | { name: 'mail.queued'; mailId: string }
  /** A key of other software was made, changed or ended: what is kept of it in memory is stale. */
  | { name: 'judge-key.changed'; keyId: string }
  /** Other software told what its moderators decided. */
  | { name: 'judge.taught'; decisionId: string }
  /** Somebody has news that may go out by mail at once. */
  | { name: 'notice.added'; noticeIds: string[] }

export type EventName = DomainEvent['name']
export type Emit = (event: DomainEvent) => void

/** A NOTIFY payload holds under 8,000 bytes; a hundred pairs of UUIDs would be past it. */
export const EVENT_COMMENTS_MAX = 60

/** The PostgreSQL channel on which processes tell each other. */
export const CHANNEL = 'readership'

/** Jobs that an event starts, at its `runAt` if it has one; app.ts must have a task for each (its type demands it). */
const JOBS_OF_EVENT = {
  'picture.added': ['make-picture-sizes'],
  'mail.queued': ['send-mail'],
  'comment.answered': ['tell-of-replies'],
  'comment.mentioned': ['tell-of-mentions'],
  'comment.decided': ['tell-of-decision', 'tell-akismet'],
  'copies.decided': ['decide-copies'],
  'comment.unfiltered': ['ask-akismet'],
  'comment.linked': ['link-cards'],
  'card.wanted': ['make-card'],
  'notice.added': ['mail-notices'],
  'account.leaving': ['erase-account'],
  'staff.named': ['link-articles'],
} as const satisfies Partial<Record<EventName, readonly string[]>>

/** Jobs that wait for other servers: one at a time and after all others, so that no slow site holds up a letter. */
const QUEUE_OF_JOB: Partial<Record<EventJob, string>> = { 'make-card': 'cards' }
const LAST = 10

export type EventJob = (typeof JOBS_OF_EVENT)[keyof typeof JOBS_OF_EVENT][number]

/** What travels on the channel: the event and the process it came from (which has heard it already). */
export type Told = { from: string; event: DomainEvent }

/**
 * Runs one transaction and tells what it emitted: to jobs and to other processes inside the transaction,
 * to this process after the commit. Nothing is told of a transaction that fails.
 */
export async function write<T>(
  ctx: { db: Database; live: { processId: string; hear(event: DomainEvent): void } },
  story: (tx: Tx, emit: Emit) => Promise<T>,
): Promise<T> {
  const events: DomainEvent[] = []
  const result = await ctx.db.transaction().execute(async (tx) => {
    const told = await story(tx, (event) => events.push(event))
    await tell(tx, ctx.live.processId, events)
    return told
  })
  for (const event of events) ctx.live.hear(event)
  return result
}

async function tell(tx: Tx, from: string, events: DomainEvent[]): Promise<void> {
  if (events.length === 0) return
  const payloads = events.map((event) => JSON.stringify({ from, event } satisfies Told))
  await sql`${NAMED} select pg_notify(${CHANNEL}, payload) from unnest(${payloads}::text[]) as payload`.execute(
    tx,
  )
  for (const event of events)
    for (const job of jobsOf(event.name))
      await sql`select graphile_worker.add_job(${job}, ${JSON.stringify(event)}::json,
        queue_name := ${QUEUE_OF_JOB[job] ?? null}::text,
        run_at := ${'runAt' in event ? event.runAt : null}::timestamptz,
        priority := ${job in QUEUE_OF_JOB ? LAST : null}::int)`.execute(tx)
}

function jobsOf(name: EventName): readonly EventJob[] {
  return name in JOBS_OF_EVENT ? JOBS_OF_EVENT[name as keyof typeof JOBS_OF_EVENT] : []
}
