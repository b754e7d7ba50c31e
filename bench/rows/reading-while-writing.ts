/** What readers notice of 50 comments a second: the same reading with and without them. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { urls } from '../../src/web/urls.js'
import { addFilledArticle, type FilledThread } from '../fill.js'
import { getRequest, type Load, load } from '../http-load.js'
import { figure, median, quantile } from '../numbers.js'
import type { Stage } from '../stage.js'
import type { Line } from '../table.js'
import { createTexts } from '../texts.js'
import { postRequest } from './post-request.js'
import type { Effort, Row } from './row.js'

const COMMENTS_PER_SECOND = 50
/** Enough that a slow comment does not hold back the next. */
const WRITERS = 8
/** Each reads an article of their own again and again, as readers do: who waits for one page holds back no other. */
const READERS = 40
const ARTICLES = 20
const COMMENTS = 200
const EFFORTS: Record<Effort, { rounds: number; roundMs: number }> = {
  quick: { rounds: 3, roundMs: 1_000 },
  full: { rounds: 7, roundMs: 3_000 },
}
/** Of the readers' requests a second that are left. */
const GOAL = { atLeast: 0.8 }

/** Where the comments go while the articles are read. */
const PLACES = ['nowhere', 'into others', 'into one of them', 'into all of them'] as const
type Place = (typeof PLACES)[number]

const texts = createTexts(50)

export const readingWhileWriting: Row = {
  name: 'reading-while-writing',
  after: [],
  async run(stage, effort) {
    const articles: FilledThread[] = []
    for (let i = 0; i < 2 * ARTICLES; i++)
      articles.push(await addFilledArticle(stage.client, COMMENTS, `read-while-writing-${i}`))
    const { rounds, roundMs } = EFFORTS[effort]
    await round(stage, articles, 'into all of them', roundMs)
    const sides = PLACES.map((place) => ({ place, rounds: [] as Round[] }))
    for (let i = 0; i < rounds; i++)
      for (const side of sides) side.rounds.push(await round(stage, articles, side.place, roundMs))
    const [alone, ...written] = sides
    const plain = alone?.rounds ?? []
    return {
      title:
        `Reading ${ARTICLES} articles by ${READERS} readers while ${COMMENTS_PER_SECOND} comments/s are written; ` +
        'yardstick: the same reading alone',
      lines: written.flatMap((side) => linesOf(side.place, side.rounds, plain)),
      notes: [
        `comments/s reached: ${written.map((side) => figure(median(side.rounds.map((one) => one.written)))).join(', ')}`,
      ],
    }
  },
}

type Round = { read: Load; posted: Load; written: number }

function linesOf(place: Place, rounds: Round[], plain: Round[]): Line[] {
  const perSecond = (of: Round[]) => median(of.map((one) => one.read.perSecond))
  const p99 = (of: Round[]) => median(of.map((one) => quantile(one.read.latenciesMs, 0.99)))
  return [
    {
      what: `comments ${place}: requests/s`,
      ours: figure(perSecond(rounds)),
      yardstick: figure(perSecond(plain)),
      ratio: median(rounds.map((one, i) => one.read.perSecond / (plain[i]?.read.perSecond ?? 0))),
      goal: GOAL,
    },
    { what: '  p99, ms', ours: figure(p99(rounds)), yardstick: figure(p99(plain)) },
    {
      what: '  p99 of a comment, ms',
      ours: figure(median(rounds.map((one) => quantile(one.posted.latenciesMs, 0.99)))),
      yardstick: '',
    },
  ]
}

/** Reads for a time, and writes beside it at a steady pace. */
async function round(
  stage: Stage,
  articles: FilledThread[],
  place: Place,
  durationMs: number,
): Promise<Round> {
  const until = performance.now() + durationMs
  const slugs = articles.map((one) => one.slug)
  const [read, posted] = await Promise.all([
    readUntil(stage, slugs.slice(0, ARTICLES), until),
    writeUntil(stage, writtenOf(place, slugs), until),
  ])
  return { read, posted, written: posted.requests / (durationMs / 1_000) }
}

function writtenOf(place: Place, slugs: string[]): string[] {
  if (place === 'nowhere') return []
  if (place === 'into others') return slugs.slice(ARTICLES)
  return slugs.slice(0, place === 'into one of them' ? 1 : ARTICLES)
}

function readUntil(stage: Stage, slugs: string[], until: number): Promise<Load> {
  const requests = slugs.map((slug) => getRequest(urls.article(slug)))
  return load(stage.address, {
    connections: READERS,
    next: (reader) => (performance.now() < until ? requests[reader % requests.length] : undefined),
    check: ({ status }) => {
      if (status !== 200) throw new Error(`An article answered ${status}`)
    },
  })
}

/** Each comment has its moment; one that is late does not make the others late. */
function writeUntil(stage: Stage, slugs: string[], until: number): Promise<Load> {
  const startedAt = performance.now()
  let next = 0
  return load(stage.address, {
    connections: slugs.length === 0 ? 0 : WRITERS,
    next: async () => {
      const place = next++
      const dueAt = startedAt + (place * 1_000) / COMMENTS_PER_SECOND
      if (dueAt >= until) return undefined
      await sleep(Math.max(0, dueAt - performance.now()))
      return postRequest(slugs[place % slugs.length] ?? '', {
        name: texts.name(),
        text: texts.text(),
        parentId: null,
        key: randomUUID(),
      })
    },
    check: ({ status, body }) => {
      if (status !== 201) throw new Error(`Posting answered ${status}: ${body}`)
    },
  })
}
