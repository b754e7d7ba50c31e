/** Child processes of the bench, what they use of memory and processor, and their certain end. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'

/** A process that does not end by itself in this time is killed. */
const END_MS_MAX = 15_000
const START_MS_MAX = 60_000
const MIB = 2 ** 20

const running = new Set<ChildProcess>()

/** Starts a module as a process of its own and waits for its first IPC message. */
export async function start<Message>(
  module: string,
  options: { args?: string[]; env?: NodeJS.ProcessEnv; send?: object } = {},
): Promise<{ child: ChildProcess; message: Message }> {
  const child = fork(module, options.args ?? [], {
    env: options.env ?? process.env,
    execArgv: (process.env.BENCH_NODE_FLAGS ?? '').split(' ').filter(Boolean),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  keep(child)
  let said = ''
  child.stdout?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4_000)
  })
  if (options.send) child.send(options.send)
  const limit = AbortSignal.timeout(START_MS_MAX)
  const message = await Promise.race([
    once(child, 'message', { signal: limit }).then(([first]) => first as Message),
    once(child, 'exit', { signal: limit }).then(() => {
      throw new Error(`${module} ended while starting.\n${said}`)
    }),
  ])
  return { child, message }
}

/** Remembers a process until it is gone, so that `endAll` ends it. */
export function keep<Child extends ChildProcess>(child: Child): Child {
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Asks a process to end and waits until it has. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  const timer = setTimeout(() => child.kill('SIGKILL'), END_MS_MAX)
  child.kill('SIGTERM')
  await ended
  clearTimeout(timer)
}

/** Ends whatever still runs: called however the bench ends. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map(end))
}

/** Resident memory of a process, MiB. */
export const rssMib = async (pid: number): Promise<number> =>
  kibOf(await readFile(`/proc/${pid}/status`, 'utf8'), 'VmRSS') / 1024

/** Memory of a process and its children without counting shared pages twice, MiB; NaN where it is not told. */
export async function familyPssMib(pid: number): Promise<number> {
  const pids = [pid, ...(await descendantsOf(pid))]
  const parts = await Promise.all(
    pids.map(async (one) => {
      const text = await readFile(`/proc/${one}/smaps_rollup`, 'utf8').catch(() => '')
      return kibOf(text, 'Pss')
    }),
  )
  return parts.reduce((sum, kib) => sum + kib, 0) / 1024
}

const kibOf = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? Number.NaN)

/** Children of a process, their children, and so on. */
export async function descendantsOf(ancestor: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const parents = new Map<number, number>()
  for (const pid of pids) {
    const stat = await statOf(pid)
    if (stat) parents.set(pid, stat.parent)
  }
  const found = new Set([ancestor])
  // A child may have a smaller number than its parent.
  for (let before = 0; before < found.size; ) {
    before = found.size
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid)
  }
  return [...found].filter((pid) => pid !== ancestor)
}

/** Processor time a process has used, milliseconds (in steps of 10). */
export const cpuMs = async (pid: number): Promise<number> => (await statOf(pid))?.cpuMs ?? 0

/** Processor time of processes and all their descendants, of those that are gone as well; milliseconds, in steps of 10. */
export async function familiesCpuMs(pids: number[]): Promise<number> {
  const members = new Set(pids)
  for (const pid of pids) for (const one of await descendantsOf(pid)) members.add(one)
  const stats = await Promise.all([...members].map(statOf))
  return stats.reduce((sum, one) => sum + (one?.cpuMs ?? 0) + (one?.goneCpuMs ?? 0), 0)
}

type Stat = {
  parent: number
  cpuMs: number
  /** Of children that have ended. */
  goneCpuMs: number
}

async function statOf(pid: number): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  if (text === '') return undefined
  const ticks = (from: number) => (Number(fields[from]) + Number(fields[from + 1])) * 10
  return { parent: Number(fields[1]), cpuMs: ticks(11), goneCpuMs: ticks(13) }
}

/** Resident memory of this process, MiB. */
export const ownRssMib = (): number => process.memoryUsage.rss() / MIB
