/** What the site has learned from decisions of other software, kept ready in memory and told to every process. */
import type { Ctx } from '../../platform/ctx.js'
import type { DomainEvent } from '../../platform/events.js'
import { DECISIONS_KEPT_MAX, readHead } from './fold-decisions.js'
import { type Learned, learnAll } from './learned.js'
import { type Decision, findLesson } from './store/decisions.js'

/** Decisions before it says anything: at 300 an unseen language was told apart with AUC .83, which is worth hearing. */
export const LESSONS_MIN = 300
/** Of each kind: from one kind alone nothing can be told apart. */
export const LESSONS_OF_EACH_MIN = 50

export type SiteHead = {
  /** How likely a moderator of this site is to remove a text, 0..1; null unless it is ready. */
  score(text: string): number | null
  /** `few` lessons so far, or it foretells the latest `worse` than the model alone does. */
  state: 'ready' | 'few' | 'worse'
  learned(): { published: number; removed: number }
  needed: { total: number; each: number }
}

export type OpenSiteHead = {
  /** Reads what was learned at first use. */
  head(): Promise<SiteHead>
  /** Resolves when every decision heard of is learned. */
  drain(): Promise<void>
  close(): void
}

/** `known`: decisions by id. One that is told while what was learned is read would else be learned twice. */
type State = { learned: Learned; known: Map<string, Decision> }

export function openSiteHead(ctx: Ctx): OpenSiteHead {
  let state: Promise<State> | null = null

  const read = (): Promise<State> => {
    const reading = readHead(ctx).then(({ learned, lessons }) => ({
      learned,
      known: new Map(lessons.map((lesson) => [lesson.id, lesson.decision])),
    }))
    // A fault of the database is told to whoever asked; who comes next tries again.
    reading.catch(() => {
      if (state === reading) state = null
    })
    return reading
  }

  async function hear(before: Promise<State>, decisionId: string): Promise<State> {
    const current = await before
    const lesson = await findLesson(ctx.db, ctx.site.id, decisionId)
    if (!lesson || current.known.get(lesson.id) === lesson.decision) return current
    if (current.known.size >= DECISIONS_KEPT_MAX) current.known.clear()
    current.known.set(lesson.id, lesson.decision)
    await learnAll(current.learned, [lesson])
    return current
  }

  const stopListening = ctx.live.on((event: DomainEvent) => {
    if (event.name !== 'judge.taught' || state === null) return
    const next = hear(state, event.decisionId)
    next.catch(() => {
      if (state === next) state = null
    })
    state = next
  })
  ctx.live.onGap(() => {
    state = null
  })

  return {
    async head() {
      state ??= read()
      return headOf((await state).learned)
    },
    async drain() {
      await state
    },
    close: stopListening,
  }
}

const headOf = (learned: Learned): SiteHead => {
  const { published, removed } = learned.counts()
  const isEnough =
    published + removed >= LESSONS_MIN && Math.min(published, removed) >= LESSONS_OF_EACH_MIN
  const state = !isEnough ? 'few' : learned.isWorse() ? 'worse' : 'ready'
  return {
    score: (text) => (state === 'ready' ? learned.score(text) : null),
    state,
    learned: () => ({ published, removed }),
    needed: { total: LESSONS_MIN, each: LESSONS_OF_EACH_MIN },
  }
}
