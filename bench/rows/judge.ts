/** What scoring a comment costs: the text model on comments of about 200 characters, no two alike, on one core. */
import { loadModel } from '../../src/moderation/model/index.js'
import { figure, median, quantile } from '../numbers.js'
import { end, start } from '../processes.js'
import { createTexts } from '../texts.js'
import type { Loaded } from '../yardsticks/load-model.js'
import { regexFeatures } from '../yardsticks/regex-features.js'
import type { Row } from './row.js'

const COMMENTS = { quick: 5_000, full: 40_000 }
const LOADS = { quick: 2, full: 5 }
const GOAL = { medianUs: 40, p99Us: 120, loadMs: 100, loadMib: 60 }
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
      title: `Scoring a comment, eight heads; ${texts.length.toLocaleString('en-US')} different comments`,
      lines: [
        line(
          'us, median; yardstick: n-grams by regular expressions and a Set, no scores',
          median(ours),
          median(regex),
          0.5,
        ),
        line('us, median; yardstick: the goal', median(ours), GOAL.medianUs, 1),
        line('us, 99th percentile; yardstick: the goal', quantile(ours, 0.99), GOAL.p99Us, 1),
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
