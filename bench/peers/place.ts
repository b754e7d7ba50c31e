/** Where peers are installed and run: a scratch folder of their own, loopback alone, every process ended by its id. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { descendantsOf, end, keep } from '../processes.js'
import { Unavailable } from './peer.js'

/** What is installed here stays for the next run. */
export const SCRATCH = process.env.READERSHIP_PEERS ?? join(tmpdir(), 'readership-peers')
const INSTALL_MS_MAX = 15 * 60_000
const START_MS_MAX = 180_000
const POLL_MS = 100
/** Our environment without the settings of the npm that started us, which are for our own packages. */
const OUTSIDE = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)),
)
const POLICY = '/usr/sbin/policy-rc.d'

/** A folder in the scratch folder, there from now on. */
export async function folder(...names: string[]): Promise<string> {
  const path = join(SCRATCH, ...names)
  await mkdir(path, { recursive: true })
  return path
}

/** The same, empty. */
export async function emptyFolder(...names: string[]): Promise<string> {
  await rm(join(SCRATCH, ...names), { recursive: true, force: true })
  return folder(...names)
}

type Settings = { cwd?: string; env?: NodeJS.ProcessEnv; input?: string }

/** Runs a command to its end. @returns what it printed. @throws Unavailable with the end of what it said */
export async function run(command: string, args: string[], settings: Settings = {}) {
  const child = keep(
    spawn(command, args, {
      cwd: settings.cwd,
      env: settings.env ?? OUTSIDE,
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: INSTALL_MS_MAX,
    }),
  )
  let [printed, said] = ['', '']
  child.stdout.on('data', (chunk) => (printed += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  child.stdin.on('error', () => undefined)
  child.stdin.end(settings.input ?? '')
  const failed = once(child, 'error').then(([error]) => String(error.message))
  const code = await Promise.race([once(child, 'close').then(([code]) => code), failed])
  if (code === 0) return printed
  const end = `${printed}\n${said}`.trim().split('\n').slice(-8).join('\n')
  throw new Unavailable(`${command} ${args.slice(0, 3).join(' ')} ended with ${code}:\n${end}`)
}

/** Installs packages of npm into a folder, once for the same list. */
export async function npmInstall(path: string, packages: string[]): Promise<void> {
  await onlyOnce(path, packages.join(' '), async () => {
    await writeFile(join(path, 'package.json'), '{"private":true}')
    await run('npm', ['install', '--omit=dev', '--no-audit', '--no-fund', ...packages], {
      cwd: path,
    })
  })
}

/** Does a step in a folder unless it was done there with the same `what`. */
export async function onlyOnce(
  path: string,
  what: string,
  step: () => Promise<void>,
): Promise<void> {
  const mark = join(path, '.installed')
  if ((await readFile(mark, 'utf8').catch(() => '')) === what) return
  await step()
  await writeFile(mark, what)
}

/**
 * Installs Debian's packages where they are missing.
 * @param isAllowed the user said --yes, or is root
 * @throws Unavailable with the command to run
 */
export async function aptInstall(packages: string[], isAllowed: boolean): Promise<void> {
  const missing: string[] = []
  for (const name of packages)
    await run('dpkg', ['-s', name]).then(
      (printed) => /^Status: install ok installed$/m.test(printed) || missing.push(name),
      () => missing.push(name),
    )
  if (missing.length === 0) return
  if (!isAllowed)
    throw new Unavailable(
      `Debian's packages are missing. Install them, or say --yes as root:\n  apt-get install --no-install-recommends ${missing.join(' ')}`,
    )
  console.log(`apt-get install ${missing.join(' ')}`)
  const env = { ...OUTSIDE, DEBIAN_FRONTEND: 'noninteractive' }
  await withoutServices(async () => {
    await run('apt-get', ['update'], { env })
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...missing], { env })
  })
}

/** Packages bring services; with this policy, which Debian asks for, none of them starts by being installed. */
async function withoutServices(step: () => Promise<void>): Promise<void> {
  const policy = await open(POLICY, 'wx', 0o755).catch(() => null)
  await policy?.writeFile('#!/bin/sh\nexit 101\n')
  await policy?.close()
  try {
    await step()
  } finally {
    if (policy) await rm(POLICY)
  }
}

/** Starts a server. Resolves when `isReady` says so. @throws Unavailable with its last words when it ends before */
export async function startServer(
  command: string,
  args: string[],
  settings: Settings & { isReady: () => Promise<boolean> },
): Promise<ChildProcess> {
  const child = keep(
    spawn(command, args, {
      cwd: settings.cwd,
      env: settings.env ?? OUTSIDE,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  )
  let said = ''
  const listen = (chunk: Buffer) => (said = `${said}${chunk}`.slice(-4_000))
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  child.once('error', listen)
  const until = performance.now() + START_MS_MAX
  while (!(await settings.isReady().catch(() => false))) {
    if (child.exitCode !== null || performance.now() > until) {
      await stopServer(child)
      throw new Unavailable(`${command} does not start:\n${said}`)
    }
    await sleep(POLL_MS)
  }
  return child
}

/** True when an address answers with success. */
export const answers = async (address: string): Promise<boolean> => (await fetch(address)).ok

/** A port that was free just now: peers want to be told one. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** Ends servers, those that ask before those that are asked. */
export async function stopServers(children: ChildProcess[]): Promise<void> {
  for (const child of children) await stopServer(child)
}

/** Ends a server and whatever it started. */
export async function stopServer(child: ChildProcess): Promise<void> {
  const others = child.pid === undefined ? [] : await descendantsOf(child.pid)
  await end(child)
  for (const pid of others)
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // Gone with its parent.
    }
}
