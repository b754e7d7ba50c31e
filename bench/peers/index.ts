/**
 * `npm run bench:peers [-- --quick] [--yes] [name ...]`: other programs that show comments, and ours, in one run on one
 * machine: the same conversation in each, everything on loopback.
 */
import { type Look, openBrowser } from '../browser.js'
import { conversation } from '../conversation.js'
import { describeMachine } from '../machine.js'
import { figure } from '../numbers.js'
import { endAll } from '../processes.js'
import { ghost } from './ghost.js'
import { type Reading, read, show, type Writing, write } from './measure.js'
import { ours } from './ours.js'
import { type OpenPeer, type Peer, type PeerThread, Unavailable } from './peer.js'
import { SCRATCH } from './place.js'
import { waline } from './waline.js'
import { wordpresses } from './wordpress.js'

const SLOWDOWNS = [1, 4]
const EFFORTS = {
  quick: { durationMs: 2_000, looks: 2, sizes: [100, 1_000] },
  full: { durationMs: 10_000, looks: 7, sizes: [100, 10_000] },
}
const CPU_GOAL = 1.25
const SEEN_MS_GOAL = 150
/** Of what went wrong, in a cell of the table. */
const SENTENCE_CHARS_MAX = 60

const words = process.argv.slice(2)
const names = words.filter((word) => !word.startsWith('--')).map((word) => word.toLowerCase())
const effort = EFFORTS[words.includes('--quick') ? 'quick' : 'full']
const mayInstall = words.includes('--yes') || process.getuid?.() === 0
const PEERS: Peer[] = [ours, ghost, ...wordpresses(mayInstall), waline]

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void endAll().finally(() => process.exit(130)))
process.once('disconnect', () => void endAll().finally(() => process.exit(1)))

try {
  await compare()
  await endAll()
  process.exit(0)
} catch (error) {
  console.error(error)
  await endAll()
  process.exit(1)
}

type Thread = {
  size: number
  thread: PeerThread
  reading?: Reading | string
  writing?: Writing | string
  looks: (Look | string)[]
}
type Entrant = { peer: Peer; open: OpenPeer; threads: Thread[] }

async function compare(): Promise<void> {
  console.log(await describeMachine())
  console.log(`Peers are installed in ${SCRATCH} and stay there; remove it when you are done.`)
  const entrants: Entrant[] = []
  const browser = await openBrowser()
  if (browser === null) console.log('No Chromium was found: nothing is measured in a browser.')
  try {
    for (const peer of PEERS.filter(isWanted)) {
      const entrant = await enter(peer)
      if (entrant) entrants.push(entrant)
    }
    // Everything of one kind follows each other, so that all programs meet the same minutes.
    for (const [at, size] of effort.sizes.entries()) {
      for (const one of entrants) await measureReading(one, at)
      if (browser !== null) for (const one of entrants) await measureLooks(browser, one, at)
      for (const one of entrants) await measureWriting(one, at)
      console.log(tableOf(size, entrants, at))
    }
  } finally {
    await browser?.close()
    for (const one of entrants) await one.open.close()
  }
}

function isWanted({ name }: Peer): boolean {
  if (names.length === 0 || name === ours.name) return true
  return names.some((word) => name.toLowerCase().startsWith(word))
}

/** Installs, starts and fills a peer; says why where it cannot. */
async function enter(peer: Peer): Promise<Entrant | null> {
  try {
    const startedAt = performance.now()
    await peer.install()
    const open = await peer.open()
    const threads: Thread[] = []
    for (const size of effort.sizes)
      threads.push({ size, thread: await open.fill(conversation(size)), looks: [] })
    console.log(
      `${peer.name}: ${peer.about} (ready after ${figure((performance.now() - startedAt) / 1_000)} s)`,
    )
    return { peer, open, threads }
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    console.log(`${peer.name} cannot be measured here: ${error.message}`)
    return null
  }
}

async function measureReading({ open, threads }: Entrant, at: number): Promise<void> {
  const one = threads[at]
  if (!one) return
  one.reading = await read(open, one.thread, effort.durationMs).then(
    (reading) => (typeof reading === 'number' ? `error ${reading}` : reading),
    sentenceOf,
  )
}

async function measureWriting({ open, threads }: Entrant, at: number): Promise<void> {
  const one = threads[at]
  if (one) one.writing = await write(open, one.thread, effort.durationMs).catch(sentenceOf)
}

async function measureLooks(
  browser: NonNullable<Awaited<ReturnType<typeof openBrowser>>>,
  { open, threads }: Entrant,
  at: number,
): Promise<void> {
  const one = threads[at]
  if (!one) return
  for (const slowdown of SLOWDOWNS)
    one.looks.push(
      await show(browser, { peer: open, thread: one.thread }, slowdown, effort.looks).catch(
        sentenceOf,
      ),
    )
}

/** A peer that fails at something is told so, and the others go on. */
function sentenceOf(error: Error): string {
  return error.message.split('\n')[0]?.slice(0, SENTENCE_CHARS_MAX) ?? 'failed'
}

function tableOf(size: number, entrants: Entrant[], at: number): string {
  const threads = entrants.map((one) => one.threads[at])
  const line = (what: string, of: (one: Thread) => string | number | undefined) => [
    what,
    ...threads.map((one) => {
      const value = one && of(one)
      return value === undefined ? '-' : typeof value === 'number' ? figure(value) : value
    }),
  ]
  const reading = (of: (one: Reading) => number | string) => (one: Thread) =>
    typeof one.reading === 'object' ? of(one.reading) : one.reading
  const writing = (of: (one: Writing) => number) => (one: Thread) =>
    typeof one.writing === 'object' ? of(one.writing) : one.writing
  const seen = (i: number, of: (one: Look) => number | string) => (one: Thread) => {
    const shown = one.looks[i]
    return typeof shown === 'object' ? of(shown) : shown
  }
  const rows = [
    ['', ...entrants.map((one) => one.peer.name)],
    line(
      'first comments of the thread, answers/s',
      reading((one) => one.perSecond),
    ),
    line(
      '  p99, ms',
      reading((one) => one.p99Ms),
    ),
    line(
      '  comments in the answer',
      reading((one) => String(one.comments)),
    ),
    line(
      '  bytes of its body',
      reading((one) => one.bytes.toLocaleString('en-US')),
    ),
    line(
      '  processor ms of an answer',
      reading((one) => one.cpuMs.toFixed(3)),
    ),
    line(
      '  processor ms of node:http, same bytes',
      reading((one) => one.plainCpuMs.toFixed(3)),
    ),
    line(
      `  times node:http (ours <= ${CPU_GOAL})`,
      reading((one) => one.cpuMs / one.plainCpuMs),
    ),
    line(
      'comments/s, 16 clients',
      writing((one) => one.perSecond),
    ),
    line(
      '  p99, ms',
      writing((one) => one.p99Ms),
    ),
    ...SLOWDOWNS.map((slowdown, i) =>
      line(
        `ms to the first comment${slowdown > 1 ? `, processor ${slowdown}x slower` : ''} (ours <= ${SEEN_MS_GOAL})`,
        seen(i, (one) => one.firstCommentMs),
      ),
    ),
    line(
      '  bytes of the visit',
      seen(0, (one) => one.bytes.toLocaleString('en-US')),
    ),
    line(
      '  requests',
      seen(0, (one) => String(one.requests)),
    ),
    line(
      '  requests to other hosts, not let through',
      seen(0, (one) => String(one.foreignRequests)),
    ),
  ]
  return `\nA thread of ${size.toLocaleString('en-US')} comments\n${aligned(rows)}`
}

function aligned(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
