/**
 * As whom and how the programs of PostgreSQL run: never as root, in a session of their own, and not longer than this process.
 * PostgreSQL refuses root, so root lends it an unprivileged user; the owner of the cluster's folder remembers which.
 */
import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { codeOf } from './process-identity.js'

export type RunAs = {
  /** Root takes another user's numbers; without them we stay who we are. */
  user?: { uid: number; gid: number }
  /** A user namespace: the same files, without root's rights and under the number of "nobody". */
  inNamespace: boolean
}

/** How every program of one cluster is started. */
export type Launcher = {
  runAs: RunAs
  binFolder: string
  /** From setpriv of util-linux: the kernel sends SIGINT when this process dies. */
  hasDeathSignal: boolean
  /** Everything the programs see of the environment. */
  env: Record<string, string>
}

type Owner = { uid: number; gid: number }

/** "nobody" on every Linux; needs no account to be made. */
const NOBODY: Owner = { uid: 65534, gid: 65534 }
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const NAMESPACE = ['unshare', '-U', `--map-user=${NOBODY.uid}`, `--map-group=${NOBODY.gid}`]

/**
 * Chooses as whom PostgreSQL runs; for an existing cluster its owner decides, so that every later start agrees.
 * @throws Error with a sentence when no choice can work here
 */
export async function chooseLauncher(input: {
  dataFolder: string
  clusterFolder: string
  binFolder: string
  libraryPath?: string
}): Promise<Launcher & { majorVersion: number }> {
  const launcher = {
    binFolder: input.binFolder,
    hasDeathSignal: await hasDeathSignal(),
    env: {
      PATH,
      LC_ALL: 'C',
      TZ: 'UTC',
      ...(input.libraryPath ? { LD_LIBRARY_PATH: input.libraryPath } : {}),
    },
  }
  const problems: string[] = []
  for (const runAs of await candidates(input)) {
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
    ...(launcher.runAs.inNamespace ? NAMESPACE : []),
    ...(launcher.hasDeathSignal ? dieWithParent() : []),
    `${launcher.binFolder}/${program}`,
    ...args,
  ]
  const options = { stdio, detached: true, cwd: '/', env: launcher.env }
  return spawn(file, words, { ...options, ...launcher.runAs.user })
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

async function candidates({
  dataFolder,
  clusterFolder,
}: {
  dataFolder: string
  clusterFolder: string
}): Promise<RunAs[]> {
  const owner = await stat(clusterFolder).catch(() => undefined)
  const uid = process.getuid?.() ?? 0
  if (uid !== 0) {
    if (owner && owner.uid !== uid)
      throw new Error(
        `${clusterFolder} belongs to user ${owner.uid}, this is user ${uid}; start as the user who made it, or name another folder in READERSHIP_DATA.`,
      )
    return [{ inNamespace: false }]
  }
  const asUser = ({ uid, gid }: Owner): RunAs => ({ user: { uid, gid }, inNamespace: false })
  if (owner) return [owner.uid === 0 ? { inNamespace: true } : asUser(owner)]
  const folder = await stat(dataFolder)
  return [asUser(folder.uid === 0 ? NOBODY : folder), { inNamespace: true }]
}

/** Major version when the programs run and the data folder can be entered; otherwise notes why not. */
async function tryOut(
  launcher: Launcher,
  dataFolder: string,
  problems: string[],
): Promise<number | undefined> {
  const prefix = launcher.runAs.inNamespace ? NAMESPACE : []
  const script = '"$0" --version && cd "$1"'
  const words = [...prefix, 'sh', '-c', script, `${launcher.binFolder}/postgres`, dataFolder]
  const [file = '', ...args] = words
  try {
    const options = { env: launcher.env, cwd: '/', ...launcher.runAs.user }
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
