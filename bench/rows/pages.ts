/** How many visitors a warm article page serves, beside plain node:http sending the same bytes. */
import { urls } from '../../src/web/urls.js'
import { ask, getRequest, type Load, loadGet } from '../http-load.js'
import { figure, median, quantile } from '../numbers.js'
import { cpuMs, end, rssMib, start } from '../processes.js'
import { sameBytes } from '../same-bytes.js'
import type { Stage } from '../stage.js'
import type { Line } from '../table.js'
import { type Effort, type Row, THREAD_SIZES } from './row.js'
import { pageAt, pagesOf, type ThreadPage, twinOf } from './thread-page.js'

const CONNECTIONS = 32
const EFFORTS = { quick: { rounds: 3, roundMs: 300 }, full: { rounds: 7, roundMs: 1_000 } }
const WARM_UP_MS = { quick: 500, full: 1_500 }
const GOAL = { ofPlain: 0.8, ofTwin: 1.2 }
const YARDSTICK = new URL('../yardsticks/same-bytes.js', import.meta.url).pathname

export const pages: Row = {
  name: 'pages',
  after: [],
  async run(stage, effort) {
    const lines: Line[] = []
    const notes: string[] = []
    for (const { page, twin } of await pagesToRead(stage)) {
      const measured = await measure(stage, { page, twin }, effort)
      lines.push(...measured.lines)
      notes.push(measured.note)
    }
    return {
      title: `Warm article page, ${CONNECTIONS} keep-alive connections; yardstick: node:http with the same bytes`,
      lines,
      notes,
    }
  },
}

type Read = { page: ThreadPage; twin: ThreadPage | null }

/** First pages of threads of three sizes; of the biggest also others, each with a thread that holds only this page. */
async function pagesToRead(stage: Stage): Promise<Read[]> {
  const reads: Read[] = []
  const named = (size: number, what: string) => `${size.toLocaleString('en-US')} comments${what}`
  for (const size of THREAD_SIZES.slice(0, -1)) {
    const thread = await stage.thread(size)
    const page = await pageAt(stage, thread, named(size, ''), urls.article(thread.slug))
    reads.push({ page, twin: null })
  }
  const size = THREAD_SIZES.at(-1) ?? 0
  for (const page of await pagesOf(stage, await stage.thread(size))) {
    if (page.what === 'newest' || page.what === 'middle of newest') continue
    const twin = await twinOf(stage, page)
    reads.push({ page: { ...page, what: named(size, `, ${page.what}`) }, twin })
  }
  return reads
}

type Side = { address: string; path: string; pid: number; bytes: number } & {
  loads: Load[]
  busy01: number[]
}

async function measure(stage: Stage, { page, twin }: Read, effort: Effort) {
  const { path } = page
  const answer = await ask(stage.address, getRequest(path))
  const { child, message } = await start<{ listening: string }>(YARDSTICK, {
    send: sameBytes(answer.head, answer.body),
  })
  const [program, yardstick] = [stage.program.pid ?? 0, child.pid ?? 0]
  const ours = await side(stage.address, path, program)
  const plain = await side(message.listening, path, yardstick)
  compareBytes(answer, await ask(plain.address, getRequest(path)))
  const only = twin === null ? null : await side(stage.address, twin.path, program)
  const sides = [ours, plain, ...(only === null ? [] : [only])]
  const { rounds, roundMs } = EFFORTS[effort]
  for (const one of sides) await round(one, WARM_UP_MS[effort])
  for (let i = 0; i < rounds; i++)
    for (const one of sides) {
      const { load, busy01 } = await round(one, roundMs)
      one.loads.push(load)
      one.busy01.push(busy01)
    }
  const plainRss = await rssMib(yardstick)
  await end(child)
  const [a, b] = [summary(ours), summary(plain)]
  const note =
    `${page.what}: ${page.shown} on the page, ${ours.bytes.toLocaleString('en-US')} bytes in brotli; of one core ours uses ` +
    `${percent(a.busy01)}, node:http ${percent(b.busy01)}, the client ${percent(a.clientBusy01)} and ` +
    `${percent(b.clientBusy01)}; node:http holds ${figure(plainRss)} MiB`
  return { lines: linesOf(page, { ours, plain, only }), note }
}

function linesOf(
  { what }: ThreadPage,
  { ours, plain, only }: { ours: Side; plain: Side; only: Side | null },
): Line[] {
  const [a, b] = [summary(ours), summary(plain)]
  const lines: Line[] = [
    {
      what: `${what}, requests/s`,
      ours: figure(a.perSecond),
      yardstick: figure(b.perSecond),
      ratio: median(perSecondOver(ours, plain)),
      goal: { atLeast: GOAL.ofPlain },
    },
    {
      what: '  p99, ms',
      ours: figure(a.p99Ms),
      yardstick: figure(b.p99Ms),
      ratio: a.p99Ms / b.p99Ms,
    },
  ]
  if (only !== null)
    lines.push({
      what: '  ms a request; yardstick: a thread that holds only this page',
      ours: (1_000 / a.perSecond).toFixed(3),
      yardstick: (1_000 / summary(only).perSecond).toFixed(3),
      ratio: median(perSecondOver(only, ours)),
      goal: { atMost: GOAL.ofTwin },
    })
  return lines
}

const perSecondOver = (one: Side, other: Side): number[] =>
  one.loads.map((load, i) => load.perSecond / (other.loads[i]?.perSecond ?? 0))

async function side(address: string, path: string, pid: number): Promise<Side> {
  const { body } = await ask(address, getRequest(path))
  return { address, path, pid, bytes: body.length, loads: [], busy01: [] }
}

async function round({ address, path, pid, bytes }: Side, durationMs: number) {
  const cpuBefore = await cpuMs(pid)
  const load = await loadGet(address, path, {
    connections: CONNECTIONS,
    durationMs,
    bodyBytes: bytes,
  })
  return { load, busy01: ((await cpuMs(pid)) - cpuBefore) / 1000 / load.seconds }
}

const percent = (share01: number) => `${Math.round(share01 * 100)} %`

const summary = ({ loads, busy01 }: Side) => ({
  perSecond: median(loads.map((one) => one.perSecond)),
  p99Ms: median(loads.map((one) => quantile(one.latenciesMs, 0.99))),
  busy01: median(busy01),
  clientBusy01: median(loads.map((one) => one.clientBusy01)),
})

/** The yardstick must send what we send, or it measures nothing. @throws Error */
function compareBytes(ours: { head: string; body: Buffer }, plain: { head: string; body: Buffer }) {
  const fixed = (head: string) =>
    head
      .replace(/^date: .*$/im, '')
      .split('\r\n')
      .toSorted()
      .join('\n')
  if (fixed(ours.head) !== fixed(plain.head) || !ours.body.equals(plain.body))
    throw new Error(`The yardstick sends other bytes.\n${ours.head}\n${plain.head}`)
}
