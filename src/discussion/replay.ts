/**
 * What happened in a thread of late, kept in memory, so that a reader who was away is told exactly what they missed.
 *
 * Processes commit in an order that no key shows: a comment may become visible after one with a larger key. So the
 * id of a moment says three things: the largest key told, how many events were told in the stretch before it, and the
 * number of published comments. Any process can compare these with the rows: equal, and what has larger keys is
 * exactly what was missed; else something slipped in between, and the reader is told to load anew.
 */
import { timeOfId } from '../core/id-time.js'
import { isId } from '../core/ids.js'
import type { Ctx } from '../platform/ctx.js'
import { type Change, type Changes, openChanges } from './changes.js'
import {
  findQuietTotal,
  findThreadEvents,
  type ThreadEvent,
  type ThreadEvents,
} from './store/replay.js'

/** More than this is not told one by one: loading the thread anew is quicker. */
export const REPLAY_MAX = 200
/** Who was away longer loads anew; a laptop that slept over lunch does not. */
export const REPLAY_SPAN_MS = 60 * 60_000
/** Events of a thread in memory, about 500 bytes each; only the busiest thread sees more in an hour. */
const LOG_MAX = 1_000
/** The stretch that is counted: far more than a commit takes, and clocks of processes differ. */
const SETTLE_MS = 60_000

export type { ThreadEvent }

/** An event with the id of the moment after it and the published comments then. */
export type ToldEvent = ThreadEvent & { id: string; total: number }

export type ThreadLog = {
  /** Takes in what was not known. @returns it as it is to be told; null when it was known */
  add(event: ThreadEvent): ToldEvent | null
  /**
   * Takes in what the database has; the number of published comments is then what it says.
   * @returns what was not known, to be told; null when that is too much, or not all of what happened
   */
  catchUp(found: { events: ThreadEvent[]; total: number }): ToldEvent[] | null
  /**
   * What somebody missed who was told all up to the moment with this id, at most REPLAY_MAX events; null when that
   * cannot be known. Comments that cannot be read any more are left out.
   */
  since(id: string): ToldEvent[] | null
  /** Whether the moment with this id comes after events that are not known here yet: another process told them. */
  isBehind(id: string): boolean
  /** The id of this moment. @param now milliseconds since 1970 */
  idAt(now: number): string
  /** Published comments, as far as it was told. */
  total(): number
  /** Takes in that the number of published comments changed by something that is told as no event. */
  shift(by: number): void
  /** False for the id of a moment from before what is kept. */
  reaches(id: string): boolean
  /** Comments that changed of late. */
  changes: Changes
  /** Comments that changed since the moment with this id; null: too many to be told. */
  changedSince(id: string): string[] | null
}

/** Reads what happened in a thread of late, as `catchUp` takes it. Cost: one statement. */
export const readThreadEvents = (
  ctx: Ctx,
  threadId: string,
  spanMs: number = REPLAY_SPAN_MS,
): Promise<ThreadEvents> => {
  const afterMs = ctx.clock().getTime() - spanMs
  return findThreadEvents(ctx.db, threadId, {
    afterKey: keyAt(afterMs),
    after: new Date(afterMs),
    limit: LOG_MAX,
  })
}

/**
 * The id of this moment in a thread in which nothing happened of late: whoever reads the thread after this finds all
 * that was told up to it. Null where something did, which a log tells. Cost: one small statement.
 */
export async function readQuietMoment(ctx: Ctx, threadId: string): Promise<string | null> {
  const now = ctx.clock().getTime()
  const spanMs = 2 * SETTLE_MS
  const total = await findQuietTotal(ctx.db, threadId, {
    afterKey: keyAt(now - spanMs),
    after: new Date(now - spanMs),
  })
  return total === null ? null : openThreadLog({ events: [], total }, now, spanMs).idAt(now)
}

/**
 * A moment of now for one from before what is kept in memory, if nothing happened in between: a page that nobody changed
 * for hours is as good as new. Null when something happened, or it cannot be known.
 * Cost: one statement, of at most LOG_MAX events.
 */
export async function readSameMoment(
  ctx: Ctx,
  threadId: string,
  id: string,
): Promise<string | null> {
  const madeAt = timeOfMoment(id)
  if (madeAt === null) return null
  const now = ctx.clock().getTime()
  const spanMs = now - madeAt + 2 * SETTLE_MS
  const log = openThreadLog(await readThreadEvents(ctx, threadId, spanMs), now, spanMs)
  const isSame = log.since(id)?.length === 0 && log.changedSince(id)?.length === 0
  return isSame ? log.idAt(now) : null
}

/**
 * @param now when `found` was read, milliseconds since 1970
 * @param spanMs how far back it was read
 */
export function openThreadLog(
  found: { events: ThreadEvent[]; total: number; changes?: Change[] },
  now: number,
  spanMs: number = REPLAY_SPAN_MS,
): ThreadLog {
  /** In order of keys. */
  let events: ToldEvent[] = []
  /** The same in the order in which they were told here: the id of each is that of the moment after it. */
  let told: ToldEvent[] = []
  let total = found.total
  /** All events with larger keys are known. */
  let knownAfter = keyAt(now - spanMs)
  const changes = openChanges(REPLAY_SPAN_MS)

  /** How many events have keys up to this one. */
  const countTo = (key: string): number => {
    let [low, high] = [0, events.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((events[middle]?.key ?? '') <= key) low = middle + 1
      else high = middle
    }
    return low
  }
  const countBefore = (key: string) => countTo(key) - countTo(stretchBefore(key))
  const idOf = (key: string, published: number) => `${key}.${countBefore(key)}.${published}`
  const largest = () => events.at(-1)?.key ?? ''

  const find = (key: string): ToldEvent | undefined => {
    const one = events[countTo(key) - 1]
    return one?.key === key ? one : undefined
  }

  /** An event that another process told and this one has not heard: counts may agree by chance, with others in its place. */
  const isUnknown = (key: string): boolean =>
    !key.endsWith(NO_EVENT) && stretchBefore(key) >= knownAfter && find(key) === undefined

  /** A comment that was removed is not told to those who missed it; one that was put back is. */
  function settle({ commentId, by }: ThreadEvent): void {
    for (const one of events)
      if (one.kind === 'comment' && one.commentId === commentId && by !== 0) one.isShown = by > 0
  }

  function trim(): void {
    const spare = events.length - LOG_MAX
    if (spare <= 0) return
    told = told.slice(spare)
    knownAfter = max(knownAfter, events[spare - 1]?.key ?? '')
    events = events.slice(spare)
  }

  /**
   * What came after a moment, if all of it was told here, in that order: comments that were committed side by side may
   * have been told the larger key first. Null where the moment is not one of this process.
   */
  function toldSince({ key, count, total: published }: Moment): ToldEvent[] | null {
    const id = `${key}.${count}.${published}`
    const at = told.findIndex((one) => one.id === id)
    const missed = at < 0 ? [] : told.slice(at + 1)
    return at >= 0 && published + sum(missed) === total ? missed : null
  }

  /** The same in the order of keys, from what the id says of the rows; null where they say something else. */
  function keyedSince(moment: Moment): ToldEvent[] | null {
    if (isUnknown(moment.key) || countBefore(moment.key) !== moment.count) return null
    let published = moment.total
    const missed = events.slice(countTo(moment.key)).map((one) => {
      published += one.by
      return { ...one, id: idOf(one.key, published), total: published }
    })
    return published === total ? missed : null
  }

  const log: ThreadLog = {
    add(event) {
      if (find(event.key)) return null
      total += event.by
      const one = { ...event, id: '', total }
      events.splice(countTo(event.key), 0, one)
      told.push(one)
      one.id = idOf(largest(), total)
      if (event.kind === 'decided') settle(event)
      trim()
      return one
    },
    catchUp(read) {
      const isWhole = read.events.length < LOG_MAX || (read.events[0]?.key ?? '') <= largest()
      const fresh = read.events.filter((event) => !find(event.key))
      const isExplained = total + sum(fresh) === read.total
      total = read.total - sum(fresh)
      const news = fresh.flatMap((event) => log.add(event) ?? [])
      for (const { key, isShown } of read.events) {
        const known = find(key)
        if (known) known.isShown = isShown
      }
      return isWhole && isExplained && news.length <= REPLAY_MAX ? news : null
    },
    since(id) {
      const moment = momentOf(id)
      if (!moment || stretchBefore(moment.key) < knownAfter) return null
      const missed = toldSince(moment) ?? keyedSince(moment)
      if (missed === null || missed.length > REPLAY_MAX) return null
      return missed.filter((one) => one.kind === 'decided' || one.isShown)
    },
    isBehind(id) {
      const moment = momentOf(id)
      if (moment === null) return false
      return isUnknown(moment.key) || moment.count > countBefore(moment.key)
    },
    idAt(at) {
      const changedAt = Math.max(changes.latest(), at - SETTLE_MS)
      return `${idOf(max(largest(), keyAt(at - SETTLE_MS)), total)}.${changedAt.toString(36)}`
    },
    total: () => total,
    shift(by) {
      total += by
    },
    reaches(id) {
      const moment = momentOf(id)
      return moment === null || stretchBefore(moment.key) >= knownAfter
    },
    changes,
    changedSince(id) {
      const moment = momentOf(id)
      return moment && changes.since(moment.changedAt)
    },
  }
  log.catchUp(found)
  changes.take(found.changes ?? [])
  // What was cut off by the limit is not known.
  if (found.events.length >= LOG_MAX) knownAfter = max(knownAfter, events[0]?.key ?? '')
  return log
}

const MOMENT = /^([0-9a-f-]{36})\.(\d{1,9})\.(\d{1,9})(?:\.([0-9a-z]{1,9}))?$/

type Moment = {
  key: string
  count: number
  total: number
  /** Changes up to this time were known, milliseconds since 1970. */
  changedAt: number
}

function momentOf(id: string): Moment | null {
  const [, key = '', count, total, changedAt] = MOMENT.exec(id) ?? []
  if (!isId(key)) return null
  return {
    key,
    count: Number(count),
    total: Number(total),
    // The id of an event does not say it: a little too much is told.
    changedAt: changedAt ? Number.parseInt(changedAt, 36) : timeOfId(key) - SETTLE_MS,
  }
}

/** The time of the moment with this id, milliseconds since 1970; null when it is no id of ours. */
export function timeOfMoment(id: string): number | null {
  const moment = momentOf(id)
  return moment && timeOfId(moment.key)
}

/** How the key of a mere moment ends; no comment and no decision has such an id. */
const NO_EVENT = '-0000-0000-000000000000'

/** The smallest UUIDv7 of a millisecond, without the bits of its version. */
function keyAt(ms: number): string {
  const time = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}${NO_EVENT}`
}

const stretchBefore = (key: string): string => keyAt(timeOfId(key) - SETTLE_MS)

const sum = (events: ThreadEvent[]): number => events.reduce((all, one) => all + one.by, 0)
const max = (a: string, b: string): string => (a > b ? a : b)
