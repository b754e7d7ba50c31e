import { describe, expect, it } from 'vitest'
import { newId } from '../../src/core/ids.js'
import { openThreadLog, REPLAY_MAX } from '../../src/discussion/replay.js'
import type { ThreadEvent } from '../../src/discussion/store/replay.js'

const NOW = Date.parse('2026-11-10T12:00:00Z')
const HOUR_MS = 60 * 60_000

let made = 0
const comment = (at = NOW + ++made): ThreadEvent => {
  const key = newId(at)
  return { key, kind: 'comment', commentId: key, parentId: null, by: 1, isShown: true }
}
const decision = (of: ThreadEvent, by: number): ThreadEvent => ({
  ...of,
  key: newId(NOW + ++made),
  kind: 'decided',
  by,
})
const keysOf = (events: { key: string }[] | null) => events?.map((one) => one.key) ?? null
const logOf = (events: ThreadEvent[] = [], total = events.length) =>
  openThreadLog({ events, total }, NOW)

describe('what a reader missed', () => {
  it('is exactly what came after the id they heard last', () => {
    const events = [comment(), comment(), comment()]
    const log = logOf()
    const told = events.map((one) => log.add(one))
    expect(told.map((one) => one?.total)).toEqual([1, 2, 3])
    expect(keysOf(log.since(told[0]?.id ?? ''))).toEqual(keysOf(events.slice(1)))
    expect(log.since(told[2]?.id ?? '')).toEqual([])
    expect(log.add(events[0] as ThreadEvent)).toBeNull()
  })

  it('is told by a process that only has the rows, with the same ids', () => {
    const events = [comment(), comment(), comment()]
    const one = logOf()
    const told = events.map((event) => one.add(event))
    const other = logOf(events)
    const replayed = other.since(told[0]?.id ?? '')
    expect(replayed?.map((event) => event.id)).toEqual(told.slice(1).map((event) => event?.id))
    expect(replayed?.map((event) => event.total)).toEqual([2, 3])
  })

  it('holds what was committed after something with a larger key', () => {
    const [early, late] = [comment(), comment()]
    const log = logOf()
    const first = log.add(late)
    const second = log.add(early)
    expect(log.since(second?.id ?? '')).toEqual([])
    // Who heard only one of them is told the other by the process that told the one; elsewhere they load anew.
    expect(keysOf(log.since(first?.id ?? ''))).toEqual([early.key])
    expect(logOf([early, late]).since(first?.id ?? '')).toBeNull()
  })

  it('leaves out what was removed meanwhile, but not that it was decided', () => {
    const log = logOf()
    const start = log.idAt(NOW)
    const [gone, back] = [comment(), comment()]
    for (const one of [gone, back]) log.add(one)
    const events = [decision(gone, -1), decision(back, -1), decision(back, 1)]
    for (const one of events) log.add(one)
    expect(log.total()).toBe(1)
    expect(keysOf(log.since(start))).toEqual(keysOf([back, ...events]))
  })

  it('can be REPLAY_MAX events, not one more', () => {
    const log = logOf()
    const start = log.idAt(NOW)
    for (let i = 0; i < REPLAY_MAX; i += 1) log.add(comment())
    expect(log.since(start)).toHaveLength(REPLAY_MAX)
    log.add(comment())
    expect(log.since(start)).toBeNull()
  })

  it('is unknown after an hour, for a foreign id, and when the numbers do not agree', () => {
    const log = logOf([comment()], 8)
    const id = openThreadLog({ events: [], total: 7 }, NOW).idAt(NOW)
    expect(log.since(id)).toHaveLength(1)
    expect(log.since(id.replace('.7.', '.6.'))).toBeNull()
    const ago = (ms: number) => openThreadLog({ events: [], total: 7 }, NOW - ms).idAt(NOW - ms)
    // The stretch that is counted and the one that settles go off the hour.
    expect(log.since(ago(HOUR_MS - 120_000))).toHaveLength(1)
    expect(log.since(ago(HOUR_MS - 119_999))).toBeNull()
    for (const foreign of ['', 'meter', newId(NOW), `${newId(NOW)}.x.1`, '1.1.1'])
      expect(log.since(foreign)).toBeNull()
  })

  it('notices that another process told more than it knows', () => {
    const [one, two] = [comment(), comment()]
    const other = logOf([one, two])
    const log = logOf([one])
    expect(other.isBehind(log.idAt(NOW))).toBe(false)
    const id = other.idAt(NOW)
    expect(log.isBehind(id)).toBe(true)
    expect(keysOf(log.catchUp({ events: [one, two], total: 2 }))).toEqual([two.key])
    expect(log.since(id)).toEqual([])
  })

  it('is too much to tell when comments came or went without being events', () => {
    const log = logOf([], 10)
    expect(log.catchUp({ events: [], total: 10 })).toEqual([])
    expect(log.catchUp({ events: [], total: 9 })).toBeNull()
    expect(log.total()).toBe(9)
    const many = Array.from({ length: REPLAY_MAX + 1 }, () => comment())
    expect(log.catchUp({ events: many, total: 210 })).toBeNull()
    expect(log.total()).toBe(210)
  })
})
