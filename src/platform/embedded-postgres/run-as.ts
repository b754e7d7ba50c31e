/**
 * As whom and how the programs of PostgreSQL run: never as root, in a session of their own, and not longer than this process.
 * PostgreSQL refuses root, so root lends it an unprivileged user; the owner of the cluster's folder remembers which.
 */
import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { codeOf } from './process-identity.js'

export type RunAs =
  | { kind: 'self' }
  /** Root takes another user's number. */
  | { kind: 'user'; uid: number; gid: number }
  /** A user namespace: root's own files, but without root's rights and under another number. */
  | { kind: 'namespace' }

/** How every program of one cluster is started. */
export type Launcher = {
  runAs: RunAs
  binFolder: string
  /** From setpriv of util-linux: the kernel sends SIGINT when this process dies. */
  hasDeathSignal: boolean
  /** Everything the programs see of the environment. */
  env: Record<string, string>
}

/** "nobody" on every Linux; needs no account to be made. */
const UNPRIVILEGED = 65534
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const NAMESPACE = ['unshare', '-U', `--map-user=${UNPRIVILEGED}`, `--map-group=${UNPRIVILEGED}`]

/**
 * Chooses as whom PostgreSQL runs; for an existing cluster its owner decides, so that every later start agrees.
 * @throws Error with a sentence when no choice can work here
 */
export async function chooseLauncher(input: {
  dataFolder: string
  clusterFolder: string
  binFolder: string
  libraryFolder?: string
}): Promise<Launcher & { majorVersion: number }> {
  const launcher = {
    binFolder: input.binFolder,
    hasDeathSignal: await hasDeathSignal(),
    env: {
      PATH,
      LC_ALL: 'C',
      TZ: 'UTC',
      ...(input.libraryFolder ? { LD_LIBRARY_PATH: input.libraryFolder } : {}),
    },
  }
  const problems: string[] = []
  for (const runAs of await candidates(input.clusterFolder)) {
    const majorVersion = await tryOut({ ...launcher, runAs }, input.dataFolder, problems)
    if (majorVersion) return { ...launcher, runAs, majorVersion }
  }
  throw new Error(cannotRun(input, problems))
}

/**
 * Starts a program of PostgreSQL. It gets no terminal's Ctrl-C: this process decides when it ends.
 * @param stdio as for `spawn`
 */
export function startProgram(
  launcher: Launcher,
  program: 'initdb' | 'postgres',
  args: string[],
  stdio: SpawnOptions['stdio'],
): ChildProcess {
  const [file = '', ...words] = [
    ...(launcher.runAs.kind === 'namespace' ? NAMESPACE : []),
    ...(launcher.hasDeathSignal ? dieWithParent() : []),
    `${launcher.binFolder}/${program}`,
    ...args,
  ]
  const options = { stdio, detached: true, cwd: '/', env: launcher.env }
  return spawn(file, words, { ...options, ...idsOf(launcher.runAs) })
}

/** Owner for new folders that PostgreSQL writes in; undefined when that is us. */
export function ownerFor(runAs: RunAs): { uid: number; gid: number } | undefined {
  return runAs.kind === 'user' ? { uid: runAs.uid, gid: runAs.gid } : undefined
}

/** The shell closes the moment between fork and prctl, in which our death would go unnoticed. */
function dieWithParent(): string[] {
  const check = '[ "$PPID" = "$0" ] || exit 1; exec "$@"'
  return ['setpriv', '--pdeathsig', 'INT', 'sh', '-c', check, String(process.pid)]
}

async function hasDeathSignal(): Promise<boolean> {
  const options = { env: { PATH } }
  return promisify(execFile)('setpriv', ['--pdeathsig', 'INT', 'true'], options).then(
    () => true,
    () => false,
  )
}

async function candidates(clusterFolder: string): Promise<RunAs[]> {
  const owner = await stat(clusterFolder).catch(() => undefined)
  const uid = process.getuid?.() ?? 0
  if (uid !== 0) {
    if (owner && owner.uid !== uid)
      throw new Error(
        `${clusterFolder} belongs to user ${owner.uid}, this is user ${uid}; start as the user who made it, or name another folder in READERSHIP_DATA.`,
      )
    return [{ kind: 'self' }]
  }
  if (owner)
    return [
      owner.uid === 0 ? { kind: 'namespace' } : { kind: 'user', uid: owner.uid, gid: owner.gid },
    ]
  return [{ kind: 'user', uid: UNPRIVILEGED, gid: UNPRIVILEGED }, { kind: 'namespace' }]
}

/** Major version when the programs run and the data folder can be entered; otherwise notes why not. */
async function tryOut(
  launcher: Launcher,
  dataFolder: string,
  problems: string[],
): Promise<number | undefined> {
  const prefix = launcher.runAs.kind === 'namespace' ? NAMESPACE : []
  const script = '"$0" --version && cd "$1"'
  const words = [...prefix, 'sh', '-c', script, `${launcher.binFolder}/postgres`, dataFolder]
  const [file = '', ...args] = words
  try {
    const options = { env: launcher.env, cwd: '/', ...idsOf(launcher.runAs) }
    const { stdout } = await promisify(execFile)(file, args, options)
    return Number(/\b(\d+)(\.\d+|devel|beta\d+|rc\d+)/.exec(stdout)?.[1] ?? Number.NaN)
  } catch (error) {
    problems.push(complaintOf(error))
    return undefined
  }
}

function complaintOf(error: unknown): string {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
  return stderr || codeOf(error) || String(error)
}

function cannotRun(input: { dataFolder: string; binFolder: string }, problems: string[]): string {
  const why = [...new Set(problems)].join('; ')
  if (process.getuid?.() !== 0)
    return `The PostgreSQL in ${input.binFolder} does not run here (${why}); name a PostgreSQL (15 or newer) of yours in DATABASE_URL.`
  return `PostgreSQL does not run as root, and no unprivileged user reaches ${input.binFolder} and ${input.dataFolder} (${why}); start as an ordinary user, move both to an open place, or name a PostgreSQL of yours in DATABASE_URL.`
}

function idsOf(runAs: RunAs): { uid?: number; gid?: number } {
  return runAs.kind === 'user' ? { uid: runAs.uid, gid: runAs.gid } : {}
}
