/**
 * `npm run bench:peers [-- --quick] [--yes] [name ...]`: other programs that show comments, and ours, in one run on one
 * machine: the same conversation in each, everything on loopback.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { openBrowser } from '../browser.js'
import { conversation, type Said } from '../conversation.js'
import { describeMachine } from '../machine.js'
import { figure } from '../numbers.js'
import { endAll } from '../processes.js'
import { ghost } from './ghost.js'
import { quiet, read, show, write } from './measure.js'
import { ours } from './ours.js'
import { type OpenPeer, type Peer, type PeerThread, Unavailable } from './peer.js'
import { SCRATCH } from './place.js'
import { type Outcome, tableOf } from './table.js'
import { waline } from './waline.js'
import { wordpresses } from './wordpress.js'

const SLOWDOWNS = [1, 4]
const EFFORTS = {
  quick: { durationMs: 2_000, looks: 2, sizes: [100, 1_000] },
  full: { durationMs: 10_000, looks: 7, sizes: [100, 10_000] },
}
/** Putting a conversation of 10,000 into its tables, and counting it there. */
const FILL_MS_MAX = 120_000

const words = process.argv.slice(2)
const names = words.filter((word) => !word.startsWith('--')).map((word) => word.toLowerCase())
const effort = EFFORTS[words.includes('--quick') ? 'quick' : 'full']
const mayInstall = words.includes('--yes') || process.getuid?.() === 0
const PEERS: Peer[] = [ours, ghost(mayInstall), ...wordpresses(mayInstall), waline]

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

type Browser = Awaited<ReturnType<typeof openBrowser>>
type Filled = { outcome: Outcome; thread: PeerThread; said: Said[] }
/** A program with its threads, in the order of the sizes; an Error where one could not be filled. */
type Entrant = { peer: Peer; open: OpenPeer; threads: (Filled | Error)[] }

async function compare(): Promise<void> {
  const startedAt = performance.now()
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
    for (const [at, size] of effort.sizes.entries()) await measure(entrants, at, size, browser)
  } finally {
    await browser?.close()
    for (const one of entrants) await one.open.close()
  }
  console.log(`\nTook ${secondsSince(startedAt)} s.`)
}

function isWanted({ name }: Peer): boolean {
  if (names.length === 0 || name === ours.name) return true
  return names.some((word) => name.toLowerCase().startsWith(word))
}

function secondsSince(startedAt: number): string {
  return figure((performance.now() - startedAt) / 1_000)
}

/** Installs, starts and fills a peer; says why where it cannot. */
async function enter(peer: Peer): Promise<Entrant | null> {
  try {
    const startedAt = performance.now()
    await peer.install()
    const open = await peer.open()
    const threads: Entrant['threads'] = []
    for (const size of effort.sizes) threads.push(await fill(peer, open, size).catch(errorOf))
    console.log(`${peer.name}: ${peer.about} (ready after ${secondsSince(startedAt)} s)`)
    return { peer, open, threads }
  } catch (error) {
    console.log(`${peer.name} cannot be measured here:`)
    console.log(error instanceof Unavailable ? error.message : error)
    return null
  }
}

/** @throws Error when not every comment is in its database in time */
async function fill({ name }: Peer, open: OpenPeer, size: number): Promise<Filled> {
  const said = conversation(size)
  const filling = async () => {
    const thread = await open.fill(said)
    const stored = await thread.stored()
    if (stored !== said.length)
      throw new Error(`${stored} of ${said.length} comments were filled in`)
    return thread
  }
  const late = new AbortController()
  try {
    const thread = await Promise.race([
      filling(),
      sleep(FILL_MS_MAX, undefined, { signal: late.signal }).then(() => {
        throw new Error(`${size} comments were not filled in within ${FILL_MS_MAX / 1_000} s`)
      }),
    ])
    return { thread, said, outcome: { name, looks: [] } }
  } finally {
    late.abort()
  }
}

function errorOf(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

/** Everything of one kind follows each other, so that all programs meet the same minutes. */
async function measure(
  entrants: Entrant[],
  at: number,
  size: number,
  browser: Browser,
): Promise<void> {
  const each = async (what: string, step: (open: OpenPeer, filled: Filled) => Promise<void>) => {
    for (const { peer, open, threads } of entrants) {
      const filled = threads[at]
      if (!filled || filled instanceof Error) continue
      if (!(await quiet(entrants.map((one) => one.open))))
        console.log(`${peer.name} was measured while another program still worked.`)
      const startedAt = performance.now()
      await step(open, filled)
      // A run takes long: this says that it goes on, beside the tables.
      console.error(`  ${size} comments, ${what}, ${peer.name}: ${secondsSince(startedAt)} s`)
    }
  }
  await each('reading', async (open, { outcome, thread, said }) => {
    outcome.reading = await read(open, thread, said, effort.durationMs).catch(errorOf)
  })
  if (browser !== null)
    for (const slowdown of SLOWDOWNS)
      await each(`seen at 1/${slowdown} speed`, async (peer, { outcome, thread }) => {
        const looking = show(browser, { peer, thread }, slowdown, effort.looks)
        outcome.looks.push(await looking.catch(errorOf))
      })
  await each('writing', async (open, { outcome, thread }) => {
    outcome.writing = await write(open, thread, effort.durationMs).catch(errorOf)
  })
  console.log(tableOf(size, SLOWDOWNS, outcomesOf(entrants, at)))
}

function outcomesOf(entrants: Entrant[], at: number): Outcome[] {
  return entrants.map(({ peer: { name }, threads }) => {
    const filled = threads[at]
    if (filled && !(filled instanceof Error)) return filled.outcome
    return { name, reading: filled, writing: filled, looks: SLOWDOWNS.flatMap(() => filled ?? []) }
  })
}
