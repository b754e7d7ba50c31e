/** How many visitors a warm article page serves, beside plain node:http sending the same bytes. */
import { urls } from '../../src/web/urls.js'
import { ask, getRequest, type Load, loadGet } from '../http-load.js'
import { figure, median, quantile } from '../numbers.js'
import { cpuMs, end, rssMib, start } from '../processes.js'
import type { Stage } from '../stage.js'
import type { Line } from '../table.js'
import type { SameBytes } from '../yardsticks/same-bytes.js'
import { type Effort, type Row, THREAD_SIZES } from './row.js'

const CONNECTIONS = 32
const EFFORTS = { quick: { rounds: 3, roundMs: 300 }, full: { rounds: 7, roundMs: 1_500 } }
const WARM_UP_MS = { quick: 500, full: 2_000 }
/** What node:http writes itself. */
const OWN_HEADERS = /^(date|connection|keep-alive)$/i
const YARDSTICK = new URL('../yardsticks/same-bytes.js', import.meta.url).pathname

export const pages: Row = {
  name: 'pages',
  after: [],
  async run(stage, effort) {
    const lines: Line[] = []
    const notes: string[] = []
    for (const size of THREAD_SIZES) {
      const measured = await measure(stage, size, effort)
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

type Side = { address: string; pid: number; loads: Load[]; busy01: number[] }

async function measure(stage: Stage, size: number, effort: Effort) {
  const { slug } = await stage.thread(size)
  const path = urls.article(slug)
  const page = await ask(stage.address, getRequest(path))
  if (page.status !== 200) throw new Error(`${path} answered ${page.status}`)
  const { child, message } = await start<{ listening: string }>(YARDSTICK, {
    send: sameBytes(page.head, page.body),
  })
  const ours: Side = { address: stage.address, pid: stage.program.pid ?? 0, loads: [], busy01: [] }
  const plain: Side = { address: message.listening, pid: child.pid ?? 0, loads: [], busy01: [] }
  await compareBytes(page, await ask(plain.address, getRequest(path)))
  const { rounds, roundMs } = EFFORTS[effort]
  const round = async (side: Side, durationMs: number) => {
    const cpuBefore = await cpuMs(side.pid)
    const load = await loadGet(side.address, path, {
      connections: CONNECTIONS,
      durationMs,
      bodyBytes: page.body.length,
    })
    const busy01 = ((await cpuMs(side.pid)) - cpuBefore) / 1000 / load.seconds
    return { load, busy01 }
  }
  for (const side of [ours, plain]) await round(side, WARM_UP_MS[effort])
  for (let i = 0; i < rounds; i++)
    for (const side of [ours, plain]) {
      const { load, busy01 } = await round(side, roundMs)
      side.loads.push(load)
      side.busy01.push(busy01)
    }
  const plainRss = await rssMib(plain.pid)
  await end(child)
  const label = `${size.toLocaleString('en-US')} comments`
  const [a, b] = [summary(ours), summary(plain)]
  const lines: Line[] = [
    {
      what: `${label}, requests/s`,
      ours: figure(a.perSecond),
      yardstick: figure(b.perSecond),
      ratio: median(ours.loads.map((one, i) => one.perSecond / (plain.loads[i]?.perSecond ?? 0))),
      goal: { atLeast: 0.7 },
    },
    {
      what: '  p99, ms',
      ours: figure(a.p99Ms),
      yardstick: figure(b.p99Ms),
      ratio: a.p99Ms / b.p99Ms,
    },
  ]
  const note =
    `${label}: ${page.body.length.toLocaleString('en-US')} bytes in brotli; of one core ours uses ${percent(a.busy01)}, ` +
    `node:http ${percent(b.busy01)}, the client ${percent(a.clientBusy01)} and ${percent(b.clientBusy01)}; ` +
    `node:http holds ${figure(plainRss)} MiB`
  return { lines, note }
}

const percent = (share01: number) => `${Math.round(share01 * 100)} %`

const summary = ({ loads, busy01 }: Side) => ({
  perSecond: median(loads.map((one) => one.perSecond)),
  p99Ms: median(loads.map((one) => quantile(one.latenciesMs, 0.99))),
  busy01: median(busy01),
  clientBusy01: median(loads.map((one) => one.clientBusy01)),
})

function sameBytes(head: string, body: Buffer): SameBytes {
  const pairs = head
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line): [string, string] => {
      const at = line.indexOf(':')
      return [line.slice(0, at), line.slice(at + 1).trim()]
    })
  const keepAlive = pairs.find(([name]) => /^keep-alive$/i.test(name))?.[1]
  return {
    headers: pairs.filter(([name]) => !OWN_HEADERS.test(name)).flat(),
    body,
    keepAliveTimeoutMs: Number(/timeout=(\d+)/.exec(keepAlive ?? '')?.[1] ?? 5) * 1000,
  }
}

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
