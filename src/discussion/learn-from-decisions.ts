/**
 * The judge learns from the house's own moderators, as long as the program lives. What it learned is always what the log
 * of decisions says: a new decision is added; one that is taken back, or whose text is gone, makes it learn all anew.
 */
import { type HouseHead, type Judge, loadModel, openHouseHead } from '../moderation/index.js'
import type { Ctx } from '../platform/ctx.js'
import type { DomainEvent } from '../platform/events.js'
import { HOUSE_DECISIONS_MAX, lessonsOf, type ReadLessons, readLessons } from './read-lessons.js'
import { findSaidOf } from './store/lessons.js'

/** Between two times that all is learned anew: what is taken back meanwhile waits for the next. */
const ANEW_PAUSE_MS = 30_000

export type Learning = {
  /** Begins to listen, and learns what was decided up to now. */
  begin(): void
  /** What was learned by now; learns first what is told and not learned yet. */
  head(): Promise<HouseHead>
  drain(): Promise<void>
  /** Resolves when nothing is being learned any more. */
  close(): Promise<void>
}

type State = ReadLessons & { head: HouseHead; lastId: string; isStale: boolean }

export function openLearning(ctx: Ctx & { judge: Judge }): Learning {
  let state: State | null = null
  let work: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null
  let learnedAnewAt = Number.NEGATIVE_INFINITY
  let isClosed = false

  async function learnAnew(): Promise<State> {
    learnedAnewAt = performance.now()
    const head = openHouseHead(loadModel())
    const read = await readLessons(ctx, head)
    const learned = { ...read, head, lastId: [...read.known.values()].at(-1) ?? '' }
    state = { ...learned, isStale: false }
    ctx.judge.setHouseHead(head)
    return state
  }

  async function catchUp(): Promise<void> {
    if (state === null || state.isStale) await learnAnew()
  }

  /** A comment was decided on, picked or changed: adds what is news, and sees what cannot be added. */
  async function hear(commentId: string, isChanged: boolean): Promise<void> {
    if (state === null || state.isStale) return
    const said = await findSaidOf(ctx.db, ctx.site.id, commentId)
    const before = state.known.get(commentId)
    if (said === undefined && before === undefined) return
    if (said?.id === before && !isChanged) return
    const isNews =
      said !== undefined &&
      before === undefined &&
      said.id > state.lastId &&
      state.known.size < HOUSE_DECISIONS_MAX &&
      (said.is_first || !state.hasOlder)
    if (!isNews) return stale()
    state.known.set(commentId, said.id)
    state.lastId = said.id
    for (const lesson of await lessonsOf(ctx, [said])) state.head.learn(lesson)
  }

  function stale(): void {
    if (state) state.isStale = true
    if (timer !== null) return
    const waitMs = Math.max(0, learnedAnewAt + ANEW_PAUSE_MS - performance.now())
    timer = setTimeout(() => {
      timer = null
      enqueue(catchUp)
    }, waitMs)
    timer.unref()
  }

  /** One after the other, so that each finds what the one before it learned. */
  function enqueue(task: () => Promise<void> | void): void {
    work = work
      .then(() => (isClosed ? undefined : task()))
      .catch((error: Error) => {
        ctx.log.warn({ error: error.message }, 'Decisions could not be learned from.')
        stale()
      })
  }

  const listen = (event: DomainEvent) => {
    if (event.name === 'comment.decided' || event.name === 'comment.picked')
      enqueue(() => hear(event.commentId, false))
    if (event.name === 'comment.changed') enqueue(() => hear(event.commentId, true))
    if (event.name === 'learning.changed') enqueue(stale)
  }
  let stopListening = () => {}

  return {
    begin() {
      stopListening = ctx.live.on(listen)
      ctx.live.onGap(() => enqueue(stale))
      enqueue(catchUp)
    },
    async head() {
      enqueue(catchUp)
      await work
      return (state ?? (await learnAnew())).head
    },
    async drain() {
      enqueue(catchUp)
      await work
    },
    async close() {
      isClosed = true
      stopListening()
      if (timer !== null) clearTimeout(timer)
      await work
    },
  }
}
