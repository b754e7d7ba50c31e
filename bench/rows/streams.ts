/** What thousands of open pages cost, and how soon the last of them hears of a new comment. */
import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { urls } from '../../src/web/urls.js'
import { addArticle } from '../fill.js'
import { ask } from '../http-load.js'
import { figure, median } from '../numbers.js'
import { end, rssMib, start } from '../processes.js'
import { createTexts } from '../texts.js'
import { postRequest } from './post-request.js'
import type { Effort, Row } from './row.js'

const STREAMS: Record<Effort, number> = { quick: 1_000, full: 5_000 }
const ROUNDS: Record<Effort, number> = { quick: 3, full: 7 }
/** Fewer than one network may have; the readers come from 127.0.0.0/24, 127.0.1.0/24 and so on. */
const STREAMS_OF_NETWORK = 500
/** Connections being opened at the same time. */
const OPENING = 50
/** After the connections stand, until memory rests. */
const SETTLE_MS = 2_000
/** Nothing takes so long, or it is broken. */
const HEARD_MS_MAX = 30_000
const GOAL = { kib: 20, lastMs: 1_000 }
const YARDSTICK = new URL('../yardsticks/open-responses.js', import.meta.url).pathname

const texts = createTexts(5_000)

export const streams: Row = {
  name: 'streams',
  after: [],
  async run(stage, effort) {
    const count = STREAMS[effort]
    const { slug } = await addArticle(stage.client, `streaming-to-${count}`)
    const ours = await measure({
      address: stage.address,
      path: urls.live(slug),
      pid: stage.program.pid ?? 0,
      count,
      rounds: ROUNDS[effort],
      tell: async () => {
        const posting = {
          name: texts.name(),
          text: texts.text(),
          parentId: null,
          key: randomUUID(),
        }
        const answer = await ask(stage.address, postRequest(slug, posting))
        if (answer.status !== 201) throw new Error(`Posting answered ${answer.status}`)
        if (JSON.parse(answer.body.toString()).state !== 'published')
          throw new Error('The comment was held.')
      },
    })
    const { child, message } = await start<{ listening: string }>(YARDSTICK)
    const plain = await measure({
      address: message.listening,
      path: '/',
      pid: child.pid ?? 0,
      count,
      rounds: ROUNDS[effort],
      tell: async () => void child.send(ours.frame),
    })
    await end(child)
    return {
      title: `${count.toLocaleString('en-US')} idle readers; yardstick: node:http holding as many responses, writing the same frame`,
      lines: [
        {
          what: 'KiB of RSS each',
          ours: figure(ours.kib),
          yardstick: figure(plain.kib),
          ratio: ours.kib,
          goal: { atMost: GOAL.kib },
        },
        {
          what: 'ms from posting until the last heard it',
          ours: figure(median(ours.lastMs)),
          yardstick: figure(median(plain.lastMs)),
          ratio: median(ours.lastMs),
          goal: { atMost: GOAL.lastMs },
        },
        {
          what: '  the slowest round',
          ours: figure(Math.max(...ours.lastMs)),
          yardstick: figure(Math.max(...plain.lastMs)),
        },
        {
          what: 'streams opened, /s',
          ours: figure(ours.openedPerSecond),
          yardstick: figure(plain.openedPerSecond),
        },
      ],
      notes: [
        'of all readers, or of the second half of them: whichever is dearer',
        'the ratio of the first two lines is our figure itself; ours judges and stores the comment',
      ],
    }
  },
}

type Side = {
  address: string
  path: string
  pid: number
  count: number
  rounds: number
  tell(): Promise<void>
}

async function measure(side: Side) {
  const crowd = openCrowd()
  // What the first stream costs is no cost of each.
  await crowd.open(side, 1)
  await sleep(SETTLE_MS)
  const before = await rssMib(side.pid)
  const half = Math.floor(side.count / 2)
  const startedAt = performance.now()
  await crowd.open(side, half)
  await sleep(SETTLE_MS)
  const between = await rssMib(side.pid)
  await crowd.open(side, side.count - 1 - half)
  const openedPerSecond = (side.count - 1) / ((performance.now() - startedAt - SETTLE_MS) / 1000)
  await sleep(SETTLE_MS)
  const after = await rssMib(side.pid)
  // The first half may find room in what starting left free; the dearer figure counts.
  const kib = Math.max(
    ((after - before) * 1024) / (side.count - 1),
    ((after - between) * 1024) / (side.count - 1 - half),
  )
  const lastMs: number[] = []
  for (let i = 0; i < side.rounds; i += 1) {
    const all = crowd.allHear()
    const toldAt = performance.now()
    await side.tell()
    lastMs.push((await all) - toldAt)
  }
  const frame = crowd.frame()
  crowd.close()
  return { kib, openedPerSecond, lastMs, frame }
}

/** Readers on raw sockets, as light as can be: the same process holds all of them. */
function openCrowd() {
  const sockets: Socket[] = []
  let onFrame: (() => void) | null = null
  let lastFrame = ''
  const buffer = Buffer.allocUnsafe(64 * 1024)

  function openOne({ address, path }: Side): Promise<void> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(address)
      const network = Math.floor(sockets.length / STREAMS_OF_NETWORK)
      let isOpen = false
      const socket = connect({
        host: hostname,
        port: Number(port),
        localAddress: `127.0.${network}.1`,
        onread: {
          buffer,
          callback: (count) => {
            const text = buffer.toString('latin1', 0, count)
            if (!isOpen) {
              isOpen = true
              if (text.startsWith('HTTP/1.1 200')) resolve()
              else reject(new Error(text.slice(0, 200)))
            } else if (text.includes('event: comment')) {
              lastFrame ||= text.slice(text.indexOf('event: comment'), text.indexOf('\n\n') + 2)
              onFrame?.()
            }
            return true
          },
        },
      })
      socket.once('error', reject)
      sockets.push(socket)
      socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\naccept: text/event-stream\r\n\r\n`)
    })
  }

  return {
    async open(side: Side, count: number): Promise<void> {
      let left = count
      await Promise.all(
        Array.from({ length: OPENING }, async () => {
          while (left-- > 0) await openOne(side)
        }),
      )
    },
    /** Resolves when every reader heard one frame. @returns when, of `performance.now()` */
    allHear(): Promise<number> {
      let waiting = sockets.length
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`${waiting} readers heard nothing.`)),
          HEARD_MS_MAX,
        )
        onFrame = () => {
          waiting -= 1
          if (waiting > 0) return
          clearTimeout(timer)
          resolve(performance.now())
        }
      })
    },
    frame: () => lastFrame,
    close: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}
