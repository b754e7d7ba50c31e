/** Child processes: tools whose output is kept, and the program itself, which lives and dies with us. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { ROOT, Sentence, Stopped } from './place.mjs'

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP']
/** npm passes on the Ctrl-C that the terminal sent to all of us already; such twins come within milliseconds. */
const TWIN_MS = 1_000
const PARENT_LOOK_MS = 1_000

/**
 * Runs our program with our terminal until it ends.
 * It gets an IPC channel that closes when we die, however we die; the program shuts down then.
 * @param {string[]} args for node
 * @returns the exit code; 128 + n for death by signal n
 */
export function runChild(args) {
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc']
  const child = spawn(process.execPath, args, { cwd: ROOT, env: withOrigin(process.env), stdio })
  return ended(child, (signal) => {
    if (!isFromTerminal(signal)) child.kill(signal)
    // Somebody may have sent the signal to us alone: closing the channel reaches the child then.
    else setTimeout(() => disconnect(child), TWIN_MS).unref()
  })
}

/**
 * Runs a tool with our terminal until it ends.
 * @returns the exit code
 */
export function runTool(command, args, { env = process.env } = {}) {
  const child = spawn(command, args, { cwd: ROOT, env, stdio: 'inherit' })
  return ended(child, (signal) => isFromTerminal(signal) || child.kill(signal))
}

/**
 * Runs a tool silently.
 * @throws Sentence with all it said when it fails; Stopped when a signal came in the meantime
 */
export async function runQuietly(command, args, { env = process.env } = {}) {
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = []
  child.stdout.on('data', (chunk) => said.push(chunk))
  child.stderr.on('data', (chunk) => said.push(chunk))
  let stopSignal
  const code = await ended(child, (signal) => {
    stopSignal = signal
    child.kill('SIGKILL') // npm would go on installing after a Ctrl-C; what is half done never counts
  })
  if (stopSignal) throw new Stopped(128 + constants.signals[stopSignal])
  const text = Buffer.concat(said).toString().trim()
  if (code !== 0) throw new Sentence(text || `${command} ${args.join(' ')} ended with ${code}.`)
  return text
}

/** The exit code, once the child is gone and all it said is read; until then `onStop` hears each signal once. */
function ended(child, onStop) {
  const last = {}
  const stop = (signal) => {
    const isTwin = Date.now() - (last[signal] ?? 0) < TWIN_MS
    last[signal] = Date.now()
    if (!isTwin) onStop(signal)
  }
  for (const signal of FORWARDED) process.on(signal, stop)
  const watch = watchParents(() => {
    stop('SIGTERM')
    disconnect(child)
  })
  return new Promise((resolve, reject) => {
    const done = () => {
      clearInterval(watch)
      for (const signal of FORWARDED) process.off(signal, stop)
    }
    child.once('error', (error) => {
      done()
      reject(new Sentence(`${child.spawnfile} cannot be started: ${error.message}`))
    })
    child.once('close', (code, signal) => {
      done()
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}

/** A terminal sends its Ctrl-C to the child as well, and twice is more than the user meant. */
function isFromTerminal(signal) {
  return signal === 'SIGINT' && process.stdin.isTTY === true
}

function disconnect(child) {
  if (child.connected) child.disconnect()
}

/** npm killed with -9 tells nobody: without this the server would run on, unseen, on its port. */
function watchParents(onGone) {
  if (!process.env.npm_lifecycle_event) return undefined
  const watch = setInterval(() => {
    if (ancestors() === FIRST_ANCESTORS) return
    clearInterval(watch)
    onGone()
  }, PARENT_LOOK_MS)
  watch.unref()
  return watch
}

/** Our parent and, since npm may have a shell in between, the parent of a shell. */
function ancestors() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8')
    const isShell = /\((sh|dash|bash|ash|zsh)\)/.test(stat)
    const [, grandparent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return isShell ? `${process.ppid} ${grandparent}` : `${process.ppid}`
  } catch {
    return `${process.ppid}`
  }
}

const FIRST_ANCESTORS = ancestors()

/** Paths given to a command are meant from where the user stands; npm says so in INIT_CWD. */
function withOrigin(env) {
  return { ...env, INIT_CWD: env.INIT_CWD ?? process.cwd() }
}
