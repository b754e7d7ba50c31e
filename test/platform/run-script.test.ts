/** scripts/run.mjs in a small stand-in for the repository: installed and built already, so every start is quick. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))

/** Prints what it gets; ends as its first argument says. */
const CLI = `
const [how] = process.argv.slice(2)
console.log(JSON.stringify(process.argv.slice(2)))
if (how === 'signal') process.kill(process.pid, 'SIGTERM')
process.exitCode = Number(how)
`
/** Says when it is up and why it stops, as the real program does. */
const MAIN = `
const stop = (why) => {
  console.log('stopped by ' + why)
  process.exit(3)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal))
process.on('disconnect', () => stop('disconnect'))
setInterval(() => {}, 1000)
console.log('up ' + process.pid)
`

let folder: string

beforeAll(async () => {
  folder = await mkdtemp('/tmp/rs-run-')
  await cp(join(REPOSITORY, 'scripts'), join(folder, 'scripts'), { recursive: true })
  for (const file of ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'])
    await cp(join(REPOSITORY, file), join(folder, file))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await linkPackages()
  await mkdir(join(folder, 'src', 'words'), { recursive: true })
  await writeFile(join(folder, 'src', 'words', 'list.json'), '["asset"]')
  await writeFile(join(folder, 'src', 'cli.ts'), CLI.replace('const [how]', 'const [how = ""]'))
  await writeFile(join(folder, 'src', 'main.ts'), MAIN.replace('(why)', '(why: string)'))
  await run(['build'])
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a build', () => {
  test('takes along what lies beside the modules', async () => {
    expect(await readFile(join(folder, 'dist/server/words/list.json'), 'utf8')).toBe('["asset"]')
  })

  test('happens once, and again after a change', async () => {
    expect((await run(['build'])).stderr).toBe('')
    await writeFile(join(folder, 'src', 'words', 'list.json'), '["changed"]')
    expect((await run(['build'])).stderr).toMatch(/^Building \.\.\. \d+\.\d s\n$/)
    expect(await readFile(join(folder, 'dist/server/words/list.json'), 'utf8')).toContain('changed')
  })

  test('with a mistake says it, fails, and keeps the last good one', async () => {
    const bad = join(folder, 'src', 'bad.ts')
    await writeFile(bad, "export const count: number = 'three'\n")
    const { code, stderr } = await run(['cli', '0'])
    await rm(bad)
    expect(code).toBe(1)
    expect(stderr).toContain('src/bad.ts(1,14): error TS2322')
    expect((await run(['cli', '0'])).stderr).toBe('')
  })

  test('happens once for two starts in the same moment', async () => {
    await writeFile(join(folder, 'src', 'words', 'list.json'), '["again"]')
    const both = await Promise.all([run(['cli', '0']), run(['cli', '0'])])
    expect(both.map((one) => one.code)).toEqual([0, 0])
    const builds = both.flatMap((one) => one.stderr.match(/^Building/gm) ?? [])
    expect(builds).toHaveLength(1)
  })
})

describe('a verb', () => {
  test('hands arguments down and the exit code up', async () => {
    const { code, stdout } = await run(['cli', '7', 'two words', '--flag'])
    expect(stdout).toBe('["7","two words","--flag"]\n')
    expect(code).toBe(7)
  })

  test('that died by a signal gives 128 and the number of the signal', async () => {
    expect((await run(['cli', 'signal'])).code).toBe(128 + 15)
  })

  test('that does not exist gets a line about those that do', async () => {
    const { code, stderr } = await run(['strat'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^Usage: .*start\|.*test/)
  })

  test('takes less than a second when nothing is to do', async () => {
    const start = performance.now()
    await run(['cli', '0'])
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})

describe('the program', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('gets %s once', async (signal) => {
    const { child, output } = await startProgram()
    child.kill(signal)
    child.kill(signal)
    expect(await output).toContain(`stopped by ${signal}`)
    expect(child.exitCode).toBe(3)
  })

  test('stops when the script is killed', async () => {
    const { child, output, pid } = await startProgram()
    child.kill('SIGKILL')
    expect(await output).toContain('stopped by disconnect')
    await gone(pid)
  })

  test('stops when npm is killed', async () => {
    const { child, output, pid } = await startProgram('npm')
    child.kill('SIGKILL')
    expect(await output).toMatch(/stopped by (SIGTERM|disconnect)/)
    await gone(pid)
  })
})

/** As if installed: the real packages, and the stamp that says they are the locked ones. */
async function linkPackages(): Promise<void> {
  await mkdir(join(folder, 'node_modules'))
  for (const name of ['typescript', '@typescript', '@types', 'undici-types', 'preact'])
    await symlink(join(REPOSITORY, 'node_modules', name), join(folder, 'node_modules', name))
  const { versions, platform, arch } = process
  const stamp = createHash('sha256')
    .update(await readFile(join(folder, 'package-lock.json')))
    .update([versions.node.split('.')[0], platform, arch].join(' '))
    .digest('hex')
  await writeFile(join(folder, 'node_modules', '.readership-stamp'), stamp)
}

async function run(args: string[]) {
  const child = spawn(process.execPath, ['scripts/run.mjs', ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await exit, stdout, stderr }
}

/** Starts the stand-in for main.ts; `output` resolves when every process that could write has ended. */
async function startProgram(by: 'node' | 'npm' = 'node') {
  // As npm does it: a shell in between that waits.
  const command = `'${process.execPath}' scripts/run.mjs start; exit $?`
  const npm = `require('child_process').spawn('sh', ['-c', ${JSON.stringify(command)}], { stdio: 'inherit' })`
  const args = by === 'npm' ? ['-e', npm] : ['scripts/run.mjs', 'start']
  const env = { ...process.env, npm_lifecycle_event: by === 'npm' ? 'start' : '' }
  const stdio: ('ignore' | 'pipe' | 'inherit')[] = ['ignore', 'pipe', 'inherit']
  const child: ChildProcess = spawn(process.execPath, args, { cwd: folder, env, stdio })
  if (!child.stdout) throw new Error('no output to read')
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += String(chunk)
  })
  const output = new Promise<string>((resolve) => child.once('close', () => resolve(said)))
  while (!said.includes('up ')) await sleep(10)
  return { child, output, pid: Number(/up (\d+)/.exec(said)?.[1]) }
}

async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await sleep(20)
  }
}
