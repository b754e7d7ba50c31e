/** Finding comments in one thread: by their words, by who wrote them, by time; as a flat list. */
import { findPatterns } from '../core/find-pattern.js'
import { idAfter } from '../core/id-time.js'
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import { isStatementTimeout, type Tx } from '../platform/database.js'
import type { Viewer } from './ctx.js'
import { type Marked, withMarks } from './marks.js'
import type { ReplyOrder } from './ranking.js'
import {
  countWanted,
  findByIds,
  findFirst,
  findFurther,
  isInThread,
  limitTime,
  type Wanted,
} from './store/find-comments.js'
import type { ReadRow } from './store/read-comments.js'
import { findPersonShown, findPersonsOf } from './store/read-profile.js'

/** Comments on one page of what was found. */
export const FOUND_PER_PAGE = 20
/** Beyond this the page says "more than 1,000": nobody reads them one by one. */
export const FOUND_COUNTED_MAX = 1_000
/** One word takes 0.2 s in 100,000 comments; whoever asks for more waits for nothing. */
export const FIND_MS_MAX = 3_000
/** Threads are read by so many at once: each takes a core of the database while it lasts. */
export const FINDS_AT_ONCE = 2
/** So many more wait for their turn; by then the first have waited for some seconds. */
export const FINDS_WAITING_MAX = 20

export type FindQuery = {
  threadId: string
  /** As somebody typed them; '' for any. */
  words: string
  /** Staff and who wrote the article, a person by id, or whoever. */
  by: 'staff' | { personId: string } | null
  /** Only what was posted after it. */
  since: Date | null
  order: ReplyOrder
  afterId: string | null
  viewer: Viewer
  /** Comments that are left out: one's own are no news. */
  exceptIds: string[]
}

export type Found = {
  rows: Marked<ReadRow>[]
  /** What they answer, by id. */
  parents: Map<string, Marked<ReadRow>>
  patterns: string[]
  /** Null on further pages. At most FOUND_COUNTED_MAX + 1, which means more than that. */
  count: number | null
  person: { id: string; name: string } | null
  nextAfterId: string | null
}

export type Finder = {
  /**
   * A page of what is published and asked for.
   * @throws Refusal account/person-not-found (also for guests: a list would tie together what one browser said under
   * different names), request/cursor-invalid, find/too-long, find/too-busy
   */
  find(query: FindQuery): Promise<Found>
  /** How many are new since a time, at most FOUND_COUNTED_MAX + 1. Cost: one index range of that many. */
  countNew(where: {
    threadId: string
    since: Date
    viewer: Viewer
    exceptIds: string[]
  }): Promise<number>
}

export function openFinder(ctx: Ctx): Finder {
  const inTurn = openTurns()
  return {
    async find(query) {
      const person = await personOf(ctx, query.by)
      const wanted = wantedOf(query, person?.ids ?? null)
      if (query.afterId !== null && !(await isInThread(ctx.db, query.threadId, query.afterId)))
        throw new Refusal('request/cursor-invalid')
      const { ids, count } = await inTurn(() => findIds(ctx, query, wanted))
      const shown = ids.slice(0, FOUND_PER_PAGE)
      const found = await rowsOf(ctx, shown)
      const answered = await findByIds(
        ctx.db,
        found.flatMap((row) => row.parent_id ?? []),
      )
      const marked = await withMarks(ctx.db, [...found, ...answered])
      const parents = marked.slice(found.length)
      return {
        rows: marked.slice(0, found.length),
        parents: new Map(parents.map((row) => [row.id, row])),
        patterns: wanted.patterns,
        count,
        person: person && { id: person.id, name: person.name },
        nextAfterId: ids.length > FOUND_PER_PAGE ? (shown.at(-1) ?? null) : null,
      }
    },
    countNew: (where) =>
      countWanted(ctx.db, wantedOf({ ...where, words: '', by: null }, null), FOUND_COUNTED_MAX + 1),
  }
}

/** What was published meanwhile is there; what was taken away meanwhile is not. */
async function rowsOf(ctx: Ctx, ids: string[]): Promise<ReadRow[]> {
  const byId = new Map((await findByIds(ctx.db, ids)).map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? []).filter((row) => row.state === 'published')
}

type Conditions = Pick<FindQuery, 'threadId' | 'words' | 'by' | 'since' | 'viewer' | 'exceptIds'>

const wantedOf = (query: Conditions, personIds: string[] | null): Wanted => ({
  threadId: query.threadId,
  patterns: findPatterns(query.words),
  personIds,
  isByStaff: query.by === 'staff',
  afterKey: query.since && idAfter(query.since.getTime()),
  mutedIds: [...query.viewer.muted],
  exceptIds: query.exceptIds,
})

async function findIds(
  ctx: Ctx,
  query: FindQuery,
  wanted: Wanted,
): Promise<{ ids: string[]; count: number | null }> {
  const { order, afterId } = query
  const limit = FOUND_PER_PAGE + 1
  return withinTime(ctx, async (tx) => {
    if (afterId === null)
      return findFirst(tx, wanted, { order, limit, countMax: FOUND_COUNTED_MAX + 1 })
    return { ids: await findFurther(tx, wanted, { order, limit, afterId }), count: null }
  })
}

/** @throws Refusal find/too-long */
async function withinTime<T>(ctx: Ctx, act: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await ctx.db.transaction().execute(async (tx) => {
      await limitTime(tx, Math.min(FIND_MS_MAX, ctx.config.statementTimeoutMs))
      return act(tx)
    })
  } catch (error) {
    throw isStatementTimeout(error) ? new Refusal('find/too-long') : error
  }
}

/** A person with a public page, and everybody of the same account. @throws Refusal account/person-not-found */
async function personOf(
  ctx: Ctx,
  by: FindQuery['by'],
): Promise<{ id: string; name: string; ids: string[] } | null> {
  if (by === null || by === 'staff') return null
  const asked = await findPersonShown(ctx.db, ctx.site.id, by.personId)
  const person =
    asked && asked.shown_id !== asked.id
      ? await findPersonShown(ctx.db, ctx.site.id, asked.shown_id)
      : asked
  if (!person || person.is_gone || asked?.kind === 'guest' || person.name === '')
    throw new Refusal('account/person-not-found')
  if (person.kind === 'guest' || person.kind === 'erased')
    throw new Refusal('account/person-not-found')
  const ids =
    person.account_id === null ? [person.id] : await findPersonsOf(ctx.db, person.account_id)
  return { id: person.id, name: person.name, ids }
}

/** Some at a time, in the order in which they came. @throws Refusal find/too-busy */
function openTurns() {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(act: () => Promise<T>): Promise<T> => {
    if (waiting.length >= FINDS_WAITING_MAX) throw new Refusal('find/too-busy')
    if (running >= FINDS_AT_ONCE) await new Promise<void>((go) => waiting.push(go))
    else running += 1
    try {
      return await act()
    } finally {
      // Whoever waits takes over the place.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
