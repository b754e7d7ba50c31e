/** The live channel: events of this and every other process, by LISTEN/NOTIFY, handed to listeners here. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { DatabaseTarget } from './database.js'
import { CHANNEL, type DomainEvent, type Told } from './events.js'
import type { Log } from './log.js'

/** `from` tells whether this process did it or another one. */
export type Listener = (event: DomainEvent, from: 'here' | 'elsewhere') => void

export type Live = {
  /** Marks what this process has told, so that it does not hear it twice. */
  readonly processId: string
  /** False while other processes cannot be heard: caches must not be trusted then. */
  readonly isConnected: () => boolean
  /** Hands an event to the listeners of this process. */
  hear(event: DomainEvent): void
  /** @returns the function that ends listening */
  on(listener: Listener): () => void
  /** Called whenever events may have been missed: the connection was lost or came back. */
  onGap(listener: () => void): void
  close(): Promise<void>
}

/** Pauses between attempts to connect again; the last one repeats. */
const RECONNECT_MS = [50, 200, 1_000, 3_000]
/** A silent connection is probed this often, so that a dead one is noticed. */
const PROBE_MS = 10_000

/** Connects and listens; resolves once the first connection stands. */
export async function openLive(target: DatabaseTarget, log: Log): Promise<Live> {
  const processId = randomUUID()
  const listeners = new Set<Listener>()
  const gapListeners = new Set<() => void>()
  let client: pg.Client | null = null
  let isClosed = false

  const tellAll: Listener = (event, from) => {
    for (const listener of listeners) listener(event, from)
  }
  const gap = () => {
    for (const listener of gapListeners) listener()
  }

  async function connect(): Promise<void> {
    const next = new pg.Client({
      ...target,
      application_name: 'readership live',
      keepAlive: true,
      query_timeout: 5_000,
    })
    next.on('notification', (message) => {
      const told = JSON.parse(message.payload ?? '{}') as Told
      if (told.from !== processId) tellAll(told.event, 'elsewhere')
    })
    const lost = once(() => {
      if (client === next) client = null
      // Whoever closes it wants no news any more.
      if (isClosed) return
      gap()
      void reconnect()
    })
    await next.connect()
    next.on('error', lost)
    next.on('end', lost)
    await next.query(`listen ${CHANNEL}`)
    client = next
    gap()
  }

  async function reconnect(): Promise<void> {
    log.warn('The live channel to the database is lost; connecting again.')
    for (let attempt = 0; !isClosed && client === null; attempt += 1) {
      await pause(RECONNECT_MS[Math.min(attempt, RECONNECT_MS.length - 1)] ?? 0)
      await connect().catch((error: Error) => log.debug({ error: error.message }, 'Not yet.'))
    }
    if (!isClosed) log.info('The live channel is back.')
  }

  const probe = setInterval(() => {
    const probed = client
    probed?.query('select 1').catch(() => probed.end().catch(() => undefined))
  }, PROBE_MS)
  probe.unref()

  await connect()
  return {
    processId,
    isConnected: () => client !== null,
    hear: (event) => tellAll(event, 'here'),
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onGap: (listener) => void gapListeners.add(listener),
    async close() {
      isClosed = true
      clearInterval(probe)
      await client?.end().catch(() => undefined)
    },
  }
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

function once(act: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    act()
  }
}
