/** Threads that somebody has open: what happens in them is told once, in the same words as to those who come back. */
import type { Ctx } from '../platform/ctx.js'
import type { DomainEvent } from '../platform/events.js'
import { CHANGES_TOLD_MAX } from './changes.js'
import {
  openThreadLog,
  readSameMoment,
  readThreadEvents,
  type ThreadLog,
  type ToldEvent,
} from './replay.js'
import type { ThreadEvent } from './store/replay.js'

export type FollowedThreads = {
  /**
   * What happened in a thread: from memory, or read now; from then on it is followed until `sweep` finds it
   * closed. Whoever joins the thread in the same turn misses nothing. @throws the fault of the database
   */
  logOf(threadId: string): Promise<ThreadLog>
  /** The same, read anew whatever is in memory. */
  readLogOf(threadId: string): Promise<ThreadLog>
  /** The log of a followed thread, without reading anything. */
  known(threadId: string): ThreadLog | null
  /**
   * A moment that the log of a followed thread reaches, for one from long before: the same where nothing happened in
   * between, else the one that was asked about. Read once for all readers of the same old page.
   */
  nearer(threadId: string, id: string): Promise<string>
  hear(event: DomainEvent): void
  /** Reads every followed thread again: events may have been missed. */
  catchUp(): void
  /** Stops following what nobody has open, and tries again what could not be read. */
  sweep(isOpen: (threadId: string) => boolean): void
}

/** What is new in a thread. */
export type ThreadNews = {
  /** In order; null: more happened than can be told. */
  events: ToldEvent[] | null
  /** Comments on pages that say something else now. */
  changed: string[]
}

type Followed = {
  log: ThreadLog | null
  /** Moments of now, by the ids of older ones after which nothing happened. */
  same: Map<string, string>
  reading: Promise<void> | null
  /** Something happened that only the database can tell. */
  isStale: boolean
  /** Heard while reading; what was read may hold it or not. */
  waiting: ThreadEvent[]
}

/** Old pages of one thread that are read at the same time: its orders and further pages. */
const SAME_MAX = 100

/** @param tell hears what is new in a thread */
export function followThreads(
  ctx: Ctx,
  tell: (threadId: string, news: ThreadNews, log: ThreadLog) => void,
): FollowedThreads {
  const threads = new Map<string, Followed>()

  function read(threadId: string, one: Followed): Promise<void> {
    one.reading ??= readOn(threadId, one).finally(() => {
      one.reading = null
      takeWaiting(threadId, one)
    })
    return one.reading
  }

  async function readOn(threadId: string, one: Followed): Promise<void> {
    while (one.isStale) {
      one.isStale = false
      try {
        const now = ctx.clock().getTime()
        const found = await readThreadEvents(ctx, threadId)
        if (!one.log) one.log = openThreadLog(found, now)
        else {
          const changed = one.log.changes.take(found.changes)
          const events = one.log.catchUp(found)
          const isTooMuch = changed.length > CHANGES_TOLD_MAX
          tell(threadId, { events: isTooMuch ? null : events, changed }, one.log)
        }
      } catch (error) {
        one.isStale = true
        if (!one.log) threads.delete(threadId)
        throw error
      }
    }
  }

  function takeWaiting(threadId: string, one: Followed): void {
    add(threadId, one, one.waiting.splice(0))
  }

  function add(threadId: string, one: Followed, events: ThreadEvent[]): void {
    const { log } = one
    if (!log) return
    tell(threadId, { events: events.flatMap((event) => log.add(event) ?? []), changed: [] }, log)
  }

  function followed(threadId: string): Followed {
    const one = threads.get(threadId) ?? {
      log: null,
      same: new Map(),
      reading: null,
      isStale: true,
      waiting: [],
    }
    threads.set(threadId, one)
    return one
  }

  async function logOf(threadId: string, one: Followed, isToRead: boolean): Promise<ThreadLog> {
    if (isToRead) one.isStale = true
    if (one.reading || isToRead) await read(threadId, one)
    if (!one.log) throw new Error('a thread without log')
    return one.log
  }

  function readSoon(threadId: string, one: Followed): void {
    one.isStale = true
    read(threadId, one).catch((error: Error) =>
      ctx.log.warn({ error: error.message }, 'News of a thread could not be read.'),
    )
  }

  return {
    logOf: (threadId) => {
      const one = followed(threadId)
      return logOf(threadId, one, one.isStale)
    },
    readLogOf: (threadId) => logOf(threadId, followed(threadId), true),
    known: (threadId) => threads.get(threadId)?.log ?? null,
    async nearer(threadId, id) {
      const one = threads.get(threadId)
      if (!one?.log || one.log.reaches(id)) return id
      const known = one.same.get(id)
      if (known !== undefined && one.log.reaches(known)) return known
      const same = await readSameMoment(ctx, threadId, id)
      if (same === null) return id
      if (one.same.size >= SAME_MAX) one.same.clear()
      one.same.set(id, same)
      return same
    },
    hear(event) {
      if (!changesComments(event)) return
      const one = threads.get(event.threadId)
      if (!one) return
      if (event.name === 'comment.changed') {
        one.log?.shift(event.by)
        one.log?.changes.forget(event.commentId)
      }
      if (event.name !== 'comment.posted') return readSoon(event.threadId, one)
      const events = event.comments.map(eventOf)
      if (one.reading) one.waiting.push(...events)
      else add(event.threadId, one, events)
    },
    catchUp() {
      for (const [threadId, one] of threads) readSoon(threadId, one)
    },
    sweep(isOpen) {
      for (const [threadId, one] of threads)
        if (one.reading) continue
        else if (!isOpen(threadId)) threads.delete(threadId)
        else if (one.isStale) readSoon(threadId, one)
    },
  }
}

type CommentEvent = Extract<
  DomainEvent,
  { name: 'comment.posted' | 'comment.decided' | 'comment.changed' | 'thread.imported' }
>

/** Votes, picks and rules change nothing that is told here. */
const changesComments = (event: DomainEvent): event is CommentEvent =>
  event.name === 'comment.posted' ||
  event.name === 'comment.decided' ||
  event.name === 'comment.changed' ||
  event.name === 'thread.imported'

const eventOf = ({ id, parentId }: { id: string; parentId: string | null }): ThreadEvent => ({
  key: id,
  kind: 'comment',
  commentId: id,
  parentId,
  by: 1,
  isShown: true,
})
