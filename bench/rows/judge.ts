/**
 * What judging a comment costs: the text model, and every detector on this machine, on comments of about 200 characters,
 * no two alike, on one core.
 */
import { createJudge } from '../../src/moderation/judge.js'
import { loadModel, type Model } from '../../src/moderation/model/index.js'
import { figure, median, quantile } from '../numbers.js'
import { end, start } from '../processes.js'
import { createTexts } from '../texts.js'
import type { Loaded } from '../yardsticks/load-model.js'
import { regexFeatures } from '../yardsticks/regex-features.js'
import type { Row } from './row.js'

const COMMENTS = { quick: 5_000, full: 40_000 }
const LOADS = { quick: 2, full: 5 }
const GOAL = { medianUs: 40, p99Us: 120, loadMs: 100, loadMib: 60, judgedPerSecond: 10_000 }
/** House rules in force, as many as there can be; none of them is in the comments. */
const HOUSE_RULES = 2_000
/** Comments of one measure of speed: the median of these is told, as other work comes and goes. */
const AT_ONCE = 500
const LOADER = new URL('../yardsticks/load-model.js', import.meta.url).pathname

export const judge: Row = {
  name: 'judge',
  after: [],
  async run(_stage, effort) {
    const model = loadModel()
    const made = createTexts(11)
    const texts = Array.from({ length: COMMENTS[effort] }, () => made.text())
    // The first half warms up.
    const ours = timesOf(texts, (text) => model.scores(text, 'en'))
    const regex = timesOf(texts, regexFeatures)
    const judged = speedOf(texts, judgeOf(model))
    const loads: Loaded[] = []
    for (let i = 0; i < LOADS[effort]; i++) {
      const { child, message } = await start<Loaded>(LOADER)
      loads.push(message)
      await end(child)
    }
    const line = (what: string, own: number, yardstick: number, atMost?: number) => ({
      what,
      ours: figure(own),
      yardstick: figure(yardstick),
      ratio: own / yardstick,
      goal: atMost === undefined ? undefined : { atMost },
    })
    const ms = median(loads.map((one) => one.ms))
    const mib = median(loads.map((one) => one.mib))
    return {
      title: `Judging a comment; ${texts.length.toLocaleString('en-US')} different comments`,
      lines: [
        line(
          'us to score, eight heads, median; yardstick: n-grams by regular expressions and a Set, no scores',
          median(ours),
          median(regex),
        ),
        line('us to score, median; yardstick: the goal', median(ours), GOAL.medianUs, 1),
        line(
          'us to score, 99th percentile; yardstick: the goal',
          quantile(ours, 0.99),
          GOAL.p99Us,
          1,
        ),
        {
          what: `comments judged a second by all detectors, ${HOUSE_RULES} house rules; yardstick: the goal`,
          ours: figure(judged),
          yardstick: figure(GOAL.judgedPerSecond),
          ratio: judged / GOAL.judgedPerSecond,
          goal: { atLeast: 1 },
        },
        line('ms to load the weights; yardstick: the goal', ms, GOAL.loadMs, 1),
        line('MiB more memory with them; yardstick: the goal', mib, GOAL.loadMib, 1),
      ],
      notes: [
        `The comments have ${figure(median(texts.map((text) => text.length)))} characters (median).`,
      ],
    }
  },
}

/** Microseconds of each call of the second half. */
function timesOf(texts: string[], work: (text: string) => unknown): number[] {
  const times: number[] = []
  texts.forEach((text, i) => {
    const startedAt = process.hrtime.bigint()
    work(text)
    const us = Number(process.hrtime.bigint() - startedAt) / 1000
    if (i >= texts.length / 2) times.push(us)
  })
  return times
}

/** Judges as a site does: people who are known, from many networks, in many threads. */
function judgeOf(model: Model): (text: string, i: number) => unknown {
  const judge = createJudge({ model })
  judge.setHouseRules(Array.from({ length: HOUSE_RULES }, (_, i) => houseRule(i)))
  return (text, i) =>
    judge.judge({
      id: `c${i}`,
      text,
      links: [],
      authorName: `Ada ${i % 5_000}`,
      placeId: `t${i % 50}`,
      at: new Date(START_MS + i * 20),
      language: 'en',
      author: { kind: 'guest', key: `g${i % 5_000}`, approved: 3, since: null },
      sending: { networkKey: `n${i % 3_000}`, isTrapped: false, shownMs: 60_000 },
    })
}

const START_MS = Date.parse('2026-11-20T10:00:00Z')

/** A word; every twentieth a phrase. */
const houseRule = (i: number) =>
  ({
    id: `r${i}`,
    kind: i % 20 === 0 ? 'phrase' : 'word',
    pattern: i % 20 === 0 ? `gull${i} whelk${i}` : `limpet${i}`,
    language: null,
    label: 'off-rule',
    action: 'doubt',
    note: '',
  }) as const

/** Calls a second, the median of the second half in parts of AT_ONCE; the first half warms up. */
function speedOf(texts: string[], work: (text: string, i: number) => unknown): number {
  const half = Math.floor(texts.length / 2)
  for (let i = 0; i < half; i++) work(texts[i] ?? '', i)
  const speeds: number[] = []
  for (let from = half; from + AT_ONCE <= texts.length; from += AT_ONCE) {
    const startedAt = process.hrtime.bigint()
    for (let i = from; i < from + AT_ONCE; i++) work(texts[i] ?? '', i)
    speeds.push((AT_ONCE * 1e9) / Number(process.hrtime.bigint() - startedAt))
  }
  return median(speeds)
}
