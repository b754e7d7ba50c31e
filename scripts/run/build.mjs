/** TypeScript to JavaScript, when the sources changed: into folders beside, then renamed, so that no build is ever half there. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { runQuietly } from './child.mjs'
import { withLock } from './lock.mjs'
import { ROOT, tell } from './place.mjs'

const SETTINGS = ['package-lock.json', 'vite.config.ts', 'tsconfig.json']
const TSC = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
const VITE = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')

/** Builds dist/server and dist/browser. Costs a few milliseconds when nothing changed. */
export function buildApp() {
  return build({
    title: 'Building',
    stamp: 'dist/.stamp',
    sources: ['src', 'tsconfig.build.json', ...SETTINGS],
    parts: { 'dist/server': buildServer, 'dist/browser': buildBrowser },
  })
}

/** Builds dist/all: the sources and bench/ side by side, as in the repository. */
export function buildBench() {
  return build({
    title: 'Building the benchmarks',
    stamp: 'dist/.stamp-bench',
    sources: ['src', 'bench', 'tsconfig.bench.json', ...SETTINGS],
    parts: { 'dist/all': buildAll },
  })
}

/** Builds dist/training: the sources and training/ side by side. */
export function buildTraining() {
  return build({
    title: 'Building the training',
    stamp: 'dist/.stamp-training',
    sources: ['src', 'training', 'tsconfig.training.json', ...SETTINGS],
    parts: { 'dist/training': buildTrainer },
  })
}

async function build({ title, stamp, sources, parts }) {
  const path = join(ROOT, stamp)
  const isFresh = async () =>
    (await hashOf(sources)) === (await readFile(path, 'utf8').catch(() => ''))
  if (await isFresh()) return
  await withLock('build', async () => {
    if (await isFresh()) return
    await tell(title, async () => {
      const hash = await hashOf(sources)
      await removeLeftovers()
      const made = Object.entries(parts).map(async ([folder, make]) => {
        await make(`${folder}.new`)
        return folder
      })
      const outcomes = await Promise.allSettled(made)
      const failed = outcomes.find((one) => one.status === 'rejected')
      if (failed) throw failed.reason
      await rm(path, { force: true })
      for (const folder of Object.keys(parts)) await replace(join(ROOT, folder))
      await writeFile(`${path}.new`, hash)
      await rename(`${path}.new`, path)
    })
  })
}

async function buildServer(folder) {
  await runQuietly(process.execPath, [TSC, '-p', 'tsconfig.build.json', '--outDir', folder])
  await copyAssets('src', folder)
}

async function buildBrowser(folder) {
  if (!existsSync(join(ROOT, 'vite.config.ts')))
    return mkdir(join(ROOT, folder), { recursive: true })
  const args = [VITE, 'build', '--logLevel', 'warn', '--outDir', folder, '--emptyOutDir']
  return runQuietly(process.execPath, args)
}

async function buildAll(folder) {
  await runQuietly(process.execPath, [TSC, '-p', 'tsconfig.bench.json', '--outDir', folder])
  await copyAssets('src', join(folder, 'src'))
  await copyAssets('bench', join(folder, 'bench'))
}

async function buildTrainer(folder) {
  await runQuietly(process.execPath, [TSC, '-p', 'tsconfig.training.json', '--outDir', folder])
  await copyAssets('src', join(folder, 'src'))
}

/** What is neither TypeScript nor for the browser (SQL, pictures, lists) lies beside the module that reads it. */
async function copyAssets(from, to) {
  for (const path of await filesIn(from)) {
    if (/\.tsx?$/.test(path) || path.startsWith(join('src', 'browser'))) continue
    const target = join(ROOT, to, relative(from, path))
    await mkdir(dirname(target), { recursive: true })
    await cp(join(ROOT, path), target)
  }
}

async function replace(folder) {
  if (existsSync(folder)) await rename(folder, `${folder}.old`)
  await rename(`${folder}.new`, folder)
  await rm(`${folder}.old`, { recursive: true, force: true })
}

/** Of builds that were killed; we hold the lock, so nobody uses them. */
async function removeLeftovers() {
  const dist = join(ROOT, 'dist')
  await mkdir(dist, { recursive: true })
  for (const name of await readdir(dist))
    if (/\.(new|old)$/.test(name)) await rm(join(dist, name), { recursive: true, force: true })
}

async function hashOf(sources) {
  const hash = createHash('sha256').update(process.version)
  for (const source of sources)
    for (const path of await filesIn(source))
      hash.update(`\0${path}\0`).update(await readFile(join(ROOT, path)))
  return hash.digest('hex')
}

/** All files below, sorted, as paths from the repository; a file gives itself, nothing gives nothing. */
async function filesIn(path) {
  const entries = await readdir(join(ROOT, path), { withFileTypes: true, recursive: true }).catch(
    (error) => (error.code === 'ENOTDIR' ? path : []),
  )
  if (entries === path) return [path]
  return entries
    .filter((one) => one.isFile())
    .map((one) => relative(ROOT, join(one.parentPath ?? one.path, one.name)))
    .sort()
}
