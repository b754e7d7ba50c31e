/** Milliseconds until a reader sees the first comment in headless Chromium, also on a telephone's processor. */
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { urls } from '../../src/web/urls.js'
import { type Look, look, openBrowser } from '../browser.js'
import { ask, getRequest } from '../http-load.js'
import { figure, median } from '../numbers.js'
import { end, start } from '../processes.js'
import type { Stage } from '../stage.js'
import type { Line, Outcome } from '../table.js'
import type { SameBytes } from '../yardsticks/same-bytes.js'
import type { Effort, Row } from './row.js'

const ROUNDS: Record<Effort, number> = { quick: 3, full: 11 }
const SIZES: Record<Effort, number[]> = { quick: [100], full: [100, 10_000] }
/** As it is, and as Chromium slows it down to stand in for a telephone. */
const SLOWDOWNS = [1, 4]
const GOAL_MS = 150
const COMMENT = '.comment-text'
const YARDSTICK = new URL('../yardsticks/same-bytes.js', import.meta.url).pathname

export const firstComment: Row = {
  name: 'first-comment',
  after: [],
  async run(stage, effort) {
    const browser = await openBrowser()
    const outcome: Outcome = {
      title:
        'First visit in headless Chromium; yardstick: node:http sending the same comments as bare HTML, one file',
      lines: [],
      notes: [],
    }
    if (browser === null) return { ...outcome, notes: ['No Chromium was found: nothing measured.'] }
    try {
      for (const size of SIZES[effort])
        outcome.lines.push(...(await measure(stage, browser, size, ROUNDS[effort])))
    } finally {
      await browser.close()
    }
    outcome.notes.push(
      'ms from the start of the navigation to #discussion until the frame after the one with the first comment in view;',
      'empty cache; the ratio of ms is our figure itself',
    )
    return outcome
  },
}

type Browser = NonNullable<Awaited<ReturnType<typeof openBrowser>>>

async function measure(stage: Stage, browser: Browser, size: number, rounds: number) {
  const { slug } = await stage.thread(size)
  const { child, message } = await start<{ listening: string }>(YARDSTICK, {
    send: await bare(stage, urls.article(slug)),
  })
  const ours = { address: `${stage.address}${urls.article(slug)}#discussion`, comment: COMMENT }
  const plain = { address: message.listening, comment: COMMENT }
  const label = `${size.toLocaleString('en-US')} comments`
  const lines: Line[] = []
  let last: [Look, Look] | undefined
  for (const slowdown of SLOWDOWNS) {
    const looks: [Look, Look][] = []
    for (let round = -1; round < rounds; round++) {
      const pair: [Look, Look] = [
        await look(browser, ours, slowdown),
        await look(browser, plain, slowdown),
      ]
      // The first one fills what Chromium keeps outside of its cache.
      if (round >= 0) looks.push(pair)
    }
    last ??= looks.at(-1)
    const ms = (side: 0 | 1) => median(looks.map((pair) => pair[side].firstCommentMs))
    lines.push({
      what: `${label}, ms to the first one${slowdown > 1 ? `, processor slowed ${slowdown}x` : ''}`,
      ours: figure(ms(0)),
      yardstick: figure(ms(1)),
      ratio: ms(0),
      goal: { atMost: GOAL_MS },
    })
  }
  await end(child)
  const counts = (what: string, of: (one: Look) => number) => ({
    what: `  ${what}`,
    ours: of(last?.[0] ?? NOTHING).toLocaleString('en-US'),
    yardstick: of(last?.[1] ?? NOTHING).toLocaleString('en-US'),
  })
  return [
    ...lines,
    counts('bytes', (one) => one.bytes),
    counts('requests', (one) => one.requests),
    counts('requests to other hosts', (one) => one.foreignRequests),
  ]
}

const NOTHING: Look = { firstCommentMs: 0, bytes: 0, requests: 0, foreignRequests: 0 }

/** The comments of a page and their authors, without style, script or anything else. */
async function bare(stage: Stage, path: string): Promise<SameBytes> {
  const html = brotliDecompressSync((await ask(stage.address, getRequest(path))).body).toString()
  const said = html.matchAll(
    /<bdi class="name">(.*?)<\/bdi>.*?<div class="comment-text"[^>]*>(.*?)<\/div>/g,
  )
  const items = [...said].map(
    ([, name, text]) => `<li>${name}<div class="comment-text">${text}</div></li>`,
  )
  const body = brotliCompressSync(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Comments</title><ol>${items.join('')}</ol>`,
  )
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Encoding': 'br',
    'Content-Length': String(body.length),
  }
  return { headers: Object.entries(headers).flat(), body, keepAliveTimeoutMs: 5_000 }
}
