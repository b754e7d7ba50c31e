/** One run of PostgreSQL's server process: start, wait until it answers, watch, stop. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openLogFile } from './log-file.js'
import { DataFolderInUse } from './owner.js'
import { commandLineOf, isAlive } from './process-identity.js'
import { type Launcher, startProgram } from './run-as.js'
import { settingArgs } from './settings.js'

export type Exit = { code: number | null; signal: NodeJS.Signals | null }

export type Postmaster = {
  pid: number
  stop(): Promise<void>
  onExit(callback: (exit: Exit) => void): void
}

type Place = {
  launcher: Launcher
  clusterFolder: string
  socketFolder: string
  port: number
  say: (sentence: string) => void
}

/** A fast shutdown writes every changed page once; slower than this only on a failing disk. */
const FAST_SHUTDOWN_MS = 15_000
/** PostgreSQL itself kills what is left of its children after 5 s. */
const IMMEDIATE_SHUTDOWN_MS = 8_000
const OLD_SERVER_WAIT_MS = 30_000
const POLL_MS = 10
const SLOW_START_MS = 10_000
/** What PostgreSQL says while another server, or what is left of one, holds the folder. */
const STILL_HELD = /lock file "\S+" already exists|pre-existing shared memory block/

/**
 * Starts the server and resolves when it takes connections. Repairing itself after a crash may take as long as it needs.
 * @throws DataFolderInUse when an older server does not end within 30 s; Error with PostgreSQL's own words
 */
export async function startPostmaster(place: Place): Promise<Postmaster> {
  const deadline = Date.now() + OLD_SERVER_WAIT_MS
  await waitForOldServer(place, deadline)
  for (;;) {
    const log = await openLogFile(join(dirname(place.clusterFolder), 'postgres.log'))
    const child = await spawnServer(place, log.path)
    const problem = await ready(child, place)
    if (problem === undefined) return watched(child, place, log.close)
    const said = await log.newText()
    log.close()
    if (!STILL_HELD.test(said)) throw new Error(`PostgreSQL did not start (${problem}): ${said}`)
    if (Date.now() > deadline)
      throw new DataFolderInUse(`Another PostgreSQL holds the folder: ${said}`)
    await sleep(250)
  }
}

async function waitForOldServer(place: Place, deadline: number): Promise<void> {
  const old = await serverPid(place.clusterFolder)
  if (!old || !isServerOf(old, place.clusterFolder)) return
  place.say('Waiting for the PostgreSQL of a killed program to end.')
  while (isServerOf(old, place.clusterFolder)) {
    if (Date.now() > deadline)
      throw new DataFolderInUse(`PostgreSQL (process ${old}) still runs on ${place.clusterFolder}.`)
    await sleep(POLL_MS)
  }
}

async function spawnServer(place: Place, logPath: string): Promise<ChildProcess> {
  const log = openSync(logPath, 'a', 0o600)
  try {
    const launcher = { ...place.launcher, env: await serverEnv(place) }
    const args = ['-D', place.clusterFolder, ...settingArgs(place)]
    return startProgram(launcher, 'postgres', args, ['ignore', log, log])
  } finally {
    closeSync(log)
  }
}

/**
 * postmaster.pid of a crashed server may carry a number that another program has today (containers count from 1 again);
 * PostgreSQL would refuse for ever. We never delete that file. We tell PostgreSQL that the number is its starter's, which it
 * accepts, and it still checks by shared memory that nothing of the old server lives.
 */
async function serverEnv(place: Place): Promise<Record<string, string>> {
  const pid = await serverPid(place.clusterFolder)
  const program = pid && isAlive(pid) ? commandLineOf(pid)?.[0] : undefined
  if (!program || /^post(gres|master)\b/.test(program)) return place.launcher.env
  return { ...place.launcher.env, PG_GRANDPARENT_PID: String(pid) }
}

/** Undefined once it takes connections, otherwise why it never will. */
async function ready(child: ChildProcess, place: Place): Promise<string | undefined> {
  let failure: string | undefined
  child.on('error', (error) => {
    failure = error.message
  })
  let nextWord = Date.now() + SLOW_START_MS
  while (failure === undefined) {
    if (child.exitCode !== null || child.signalCode !== null)
      return `exit ${child.signalCode ?? child.exitCode}`
    const lines = await pidFile(place.clusterFolder)
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return undefined
    if (Date.now() > nextWord) {
      place.say('PostgreSQL is still starting; after an unclean end it repairs itself first.')
      nextWord += SLOW_START_MS
    }
    await sleep(POLL_MS)
  }
  return failure
}

function watched(child: ChildProcess, place: Place, closeLog: () => void): Postmaster {
  const { pid } = child
  if (pid === undefined) throw new Error('PostgreSQL has no process number.')
  const callbacks: ((exit: Exit) => void)[] = []
  let ended: Exit | undefined
  let isStopping = false
  const watchdog = place.launcher.hasDeathSignal ? undefined : startWatchdog(pid)
  const interrupt = () => child.kill('SIGINT')
  process.on('exit', interrupt)
  const gone = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = { code, signal }
      process.off('exit', interrupt)
      watchdog?.kill('SIGKILL')
      closeLog()
      if (!isStopping) for (const callback of callbacks) callback(ended)
      resolve()
    })
  })
  return {
    pid,
    onExit(callback) {
      if (ended && !isStopping) callback(ended)
      else callbacks.push(callback)
    },
    async stop() {
      isStopping = true
      for (const [signal, patienceMs] of SHUTDOWN) {
        if (ended) return
        child.kill(signal)
        await endedWithin(gone, patienceMs)
      }
      await gone
    },
  }
}

const SHUTDOWN: [NodeJS.Signals, number][] = [
  ['SIGINT', FAST_SHUTDOWN_MS],
  ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
  ['SIGKILL', 0],
]

async function endedWithin(gone: Promise<void>, patienceMs: number): Promise<void> {
  const timer = new AbortController()
  const { signal } = timer
  await Promise.race([gone, sleep(patienceMs, undefined, { signal }).catch(() => {})])
  timer.abort()
}

/** Where setpriv is missing (macOS) a shell waits for our end: the pipe to it closes, however we die. */
function startWatchdog(pid: number): ChildProcess {
  const script = 'read -r _; kill -INT "$0"'
  const stdio: ('pipe' | 'ignore')[] = ['pipe', 'ignore', 'ignore']
  const watchdog = spawn('/bin/sh', ['-c', script, String(pid)], { stdio, detached: true })
  watchdog.on('error', () => {})
  watchdog.unref()
  return watchdog
}

function isServerOf(pid: number, clusterFolder: string): boolean {
  const [program = '', ...args] = (isAlive(pid) && commandLineOf(pid)) || []
  return program.startsWith('postgres') && args.includes(clusterFolder)
}

async function serverPid(clusterFolder: string): Promise<number | undefined> {
  const pid = Number((await pidFile(clusterFolder))[0])
  return Number.isInteger(pid) && pid > 1 ? pid : undefined
}

async function pidFile(clusterFolder: string): Promise<string[]> {
  const text = await readFile(join(clusterFolder, 'postmaster.pid'), 'utf8').catch(() => '')
  return text.split('\n')
}
