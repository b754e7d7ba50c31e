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
  running.add(child)
  child.once('exit', () => running.delete(child))
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
  const pids = [pid, ...(await childrenOf(pid))]
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

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const parents = await Promise.all(pids.map((pid) => statOf(pid).then((stat) => stat?.parent)))
  return pids.filter((_, i) => parents[i] === parent)
}

/** Processor time a process has used, milliseconds (in steps of 10). */
export const cpuMs = async (pid: number): Promise<number> => (await statOf(pid))?.cpuMs ?? 0

async function statOf(pid: number): Promise<{ parent: number; cpuMs: number } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  if (text === '') return undefined
  return { parent: Number(fields[1]), cpuMs: (Number(fields[11]) + Number(fields[12])) * 10 }
}

/** Resident memory of this process, MiB. */
export const ownRssMib = (): number => process.memoryUsage.rss() / MIB
