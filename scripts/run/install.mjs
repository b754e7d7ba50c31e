/** The locked dependencies: installed when they are missing or other than package-lock.json says. */
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { runQuietly } from './child.mjs'
import { withLock } from './lock.mjs'
import { ROOT, Sentence, Stopped, tell } from './place.mjs'

const MODULES = join(ROOT, 'node_modules')
const STAMP = join(MODULES, '.readership-stamp')
/** npm names the problem first and then explains all its options. */
const ERROR_LINES_MAX = 25
const FLAGS = '--include=dev --include=optional --no-audit --no-fund --ignore-scripts'

/** Makes node_modules agree with package-lock.json. Costs a few milliseconds when it does. */
export async function installPackages() {
  const stamp = await wantedStamp()
  if ((await read(STAMP)) === stamp) return
  await withLock('install', async () => {
    if ((await read(STAMP)) === stamp) return
    if (!(await agrees())) await install()
    await writeFile(STAMP, stamp)
  })
}

async function install() {
  const isFirst = (await read(join(MODULES, '.package-lock.json'))) === undefined
  const title = `Installing the locked dependencies (${isFirst ? 'first time only' : 'they changed'})`
  await rm(STAMP, { force: true })
  const [command, ...words] = [...npmCommand(), 'ci', ...FLAGS.split(' ')]
  const env = await npmEnvironment()
  await tell(title, () => runQuietly(command, words, { env })).catch((error) => {
    if (error instanceof Stopped) throw error
    throw new Sentence(error.message.split('\n').slice(0, ERROR_LINES_MAX).join('\n'))
  })
}

async function wantedStamp() {
  const { versions, platform, arch } = process
  return createHash('sha256')
    .update(await readFile(join(ROOT, 'package-lock.json')))
    .update([versions.node.split('.')[0], platform, arch].join(' '))
    .digest('hex')
}

/** True when somebody ran `npm ci` already: every package this platform needs is there, in the locked version. */
async function agrees() {
  const installed = JSON.parse((await read(join(MODULES, '.package-lock.json'))) ?? '{}').packages
  if (!installed || (await read(STAMP)) !== undefined) return false
  const { packages } = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'))
  return Object.entries(packages).every(([path, one]) => {
    if (path === '' || !isForHere(one)) return true
    const there = installed[path]
    if (!there) return one.optional === true && !one.os // belongs to a package of another platform
    return there.version === one.version && there.integrity === one.integrity
  })
}

function isForHere({ os, cpu, libc }) {
  const isGlibc = process.platform === 'linux' && !isMusl()
  const fits = (list, own) => !list || list.includes(own)
  return (
    fits(os, process.platform) && fits(cpu, process.arch) && fits(libc, isGlibc ? 'glibc' : 'musl')
  )
}

function isMusl() {
  process.report.excludeNetwork = true
  return !process.report.getReport().header.glibcVersionRuntime
}

/** The npm that started us, or the one in PATH. */
function npmCommand() {
  const path = process.env.npm_execpath ?? ''
  return basename(path) === 'npm-cli.js' ? [process.execPath, path] : ['npm']
}

/** A home folder that is read-only, or not ours, must not stop the install. */
async function npmEnvironment() {
  const cache = process.env.npm_config_cache ?? join(homedir(), '.npm')
  if (await canWrite(cache)) return process.env
  const ownCache = join(ROOT, '.cache', 'npm')
  await mkdir(ownCache, { recursive: true })
  return { ...process.env, npm_config_cache: ownCache }
}

async function canWrite(folder) {
  try {
    await access(folder, constants.W_OK)
    return true
  } catch (error) {
    const parent = dirname(folder)
    return error.code === 'ENOENT' && parent !== folder && canWrite(parent)
  }
}

async function read(path) {
  return readFile(path, 'utf8').catch(() => undefined)
}
