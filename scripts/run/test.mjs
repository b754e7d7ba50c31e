/** `npm test`: format and lint, types, the dependency rule, then every test; the last line alone is the result. */
import { existsSync } from 'node:fs'
import { access, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { buildApp } from './build.mjs'
import { runQuietly, runTool } from './child.mjs'
import { ROOT, Stopped, tell } from './place.mjs'

const bin = (name) => join(ROOT, 'node_modules', name)
const CHECKS = [
  ['Building', () => buildApp()],
  ['Format and lint', () => runNode(bin('@biomejs/biome/bin/biome'), 'ci', colors(), '.')],
  ['Types', () => runNode(bin('typescript/bin/tsc'), '-p', 'tsconfig.json')],
  ['Dependency rule', () => runIfThere('scripts/check-imports.mjs')],
]
/** The same Chromium without a desktop around it: a third of the work for each page. */
const SHELL = 'chromium-headless-shell'
const BROWSERS = [SHELL, 'chromium', 'chromium-browser', 'google-chrome']

/**
 * Runs the checks and the tests. A failed check counts as one failed test, so the last line tells the truth alone.
 * @param {string[]} args for vitest
 * @param {Record<string, string>} settings for the tests
 * @returns 0 only when at least one test ran and nothing failed
 */
export async function runTests(args, settings = {}) {
  let failedChecks = 0
  for (const [title, check] of CHECKS) {
    const isDone = await (title === 'Building' ? check() : tell(title, check)).then(
      () => true,
      (error) => {
        if (error instanceof Stopped) throw error
        console.error(error.message)
      },
    )
    if (!isDone) failedChecks++
  }
  const env = { ...process.env, ...settings, ...(await browserSettings()) }
  const folder = await mkdtemp(join(tmpdir(), 'readership-test-'))
  try {
    const report = join(folder, 'vitest.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const command = [bin('vitest/vitest.mjs'), 'run', ...reporters, ...args]
    const code = await runTool(process.execPath, command, { env })
    const { passed, failed, skipped } = countsOf(await readFile(report, 'utf8').catch(() => '{}'))
    const allFailed = Math.max(failed, code === 0 || passed === 0 ? 0 : 1) + failedChecks
    console.log(`${passed} passed, ${allFailed} failed, ${skipped} skipped`)
    if (code > 128) return code
    return allFailed === 0 && passed > 0 ? 0 : 1
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A test file that cannot even be loaded has no failed test in it; it counts as one. */
function countsOf(text) {
  const report = JSON.parse(text)
  const files = report.testResults ?? []
  const broken = files.filter(
    (one) =>
      one.status === 'failed' && !one.assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: report.numPassedTests ?? 0,
    failed: (report.numFailedTests ?? 0) + broken.length,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  }
}

/** Tells the tests where Chromium is, installs it on a Debian that is ours, or tells them why there is none. */
async function browserSettings() {
  const found = await findBrowser()
  if (found && (process.env.CHROMIUM_PATH || found.endsWith(SHELL))) return { CHROMIUM_PATH: found }
  const reason = await installBrowser()
  const installed = await findBrowser()
  if (installed) return { CHROMIUM_PATH: installed }
  console.error(`Tests in a browser are skipped: ${reason}`)
  return { READERSHIP_TEST_NO_BROWSER: reason }
}

async function findBrowser() {
  const named = process.env.CHROMIUM_PATH
  if (named) return named
  const folders = (process.env.PATH ?? '').split(delimiter)
  for (const path of BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name))))
    if (await canRun(path)) return path
  return undefined
}

/** @returns why it could not be installed, or what is still missing after it was */
async function installBrowser() {
  if (process.getuid?.() !== 0) return 'no Chromium found, and only root can install one'
  if (!existsSync('/usr/bin/apt-get')) return 'no Chromium found, and no apt-get to install one'
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    await tell('Installing Chromium for the tests (first time only)', async () => {
      await runQuietly('apt-get', ['update'], { env })
      await runQuietly('apt-get', ['install', '-y', '--no-install-recommends', SHELL], { env })
    })
    return 'no Chromium found after apt-get installed it'
  } catch (error) {
    return `apt-get could not install Chromium (${String(error.message).split('\n').at(-1)})`
  }
}

/** What Biome says is kept and printed later, so it cannot see whether that is a terminal. */
function colors() {
  return `--colors=${process.stderr.isTTY ? 'force' : 'off'}`
}

async function runIfThere(script) {
  if (existsSync(join(ROOT, script))) await runNode(script)
}

function runNode(...args) {
  return runQuietly(process.execPath, args)
}

async function canRun(path) {
  return access(path, 1).then(
    () => true,
    () => false,
  )
}
