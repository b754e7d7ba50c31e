/** Tells whether the process that wrote its number into a file is still that process, not a later one of the same number. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

export type ProcessIdentity = {
  pid: number
  /** Linux: clock ticks since boot (proc(5), field 22). Elsewhere: the start time as ps prints it. */
  startedAtTicks: string
  /** Differs after every boot of the machine; empty where the system has no such thing. */
  bootId: string
}

/** The identity of this process. */
export function ownIdentity(): ProcessIdentity {
  const startedAtTicks = runningSince(process.pid) ?? ''
  return { pid: process.pid, startedAtTicks, bootId: bootId() }
}

/** True while exactly this process lives; a zombie counts as dead. Unsure means true. */
export function isSameProcessAlive(one: ProcessIdentity): boolean {
  if (one.bootId !== bootId() || !isAlive(one.pid)) return false
  const since = runningSince(one.pid)
  return since === undefined || since === one.startedAtTicks
}

/** True while some process has this number; a zombie counts as dead. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false
  }
  return statFields(pid)?.[0] !== 'Z'
}

/** Command line of a process, the program's name without its folder; undefined where it cannot be seen. */
export function commandLineOf(pid: number): string[] | undefined {
  const words = readOrNothing(`/proc/${pid}/cmdline`)?.split('\0').slice(0, -1)
  const [program] = words ?? []
  return program && words ? [basename(program), ...words.slice(1)] : undefined
}

/** The `code` of a system error such as ENOENT; empty for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function runningSince(pid: number): string | undefined {
  if (process.platform === 'linux') return statFields(pid)?.[19]
  try {
    const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      env,
      encoding: 'utf8',
    }).trim()
  } catch {
    return undefined
  }
}

/** Fields of /proc/PID/stat from the third (state) on; the second, the name, may itself contain ") ". */
function statFields(pid: number): string[] | undefined {
  const stat = readOrNothing(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function bootId(): string {
  return readOrNothing('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
