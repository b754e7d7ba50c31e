/** One install or build at a time, also when two programs are started together. */
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ROOT, Sentence } from './place.mjs'

const POLL_MS = 100

/**
 * Runs the step while no other process of this checkout does; a lock whose process is gone is taken over.
 * @param {string} name what is locked, a file name
 */
export async function withLock(name, step) {
  const folder = join(ROOT, '.cache')
  const path = join(folder, `${name}.lock`)
  await mkdir(folder, { recursive: true })
    .then(() => take(path))
    .catch((error) => {
      if (!/^(EACCES|EPERM|EROFS)$/.test(error.code)) throw error
      throw new Sentence(
        `There is something to install or build, but ${ROOT} is not ours to write.`,
      )
    })
  try {
    return await step()
  } finally {
    await rm(path, { force: true })
  }
}

async function take(path) {
  const own = `${path}.${process.pid}`
  let hasTold = false
  await writeFile(own, `${process.pid} ${await startOf(process.pid)}`)
  try {
    while (!(await linkOnce(own, path))) {
      const holder = await readFile(path, 'utf8').catch(() => undefined)
      if (holder === undefined) continue
      if (!(await isAlive(holder))) await setAside(path, holder)
      else if (!hasTold) {
        hasTold = true
        process.stderr.write(
          `Waiting for process ${holder.split(' ')[0]}, which installs or builds here.\n`,
        )
      } else await sleep(POLL_MS)
    }
  } finally {
    await rm(own, { force: true })
  }
}

async function linkOnce(own, path) {
  try {
    await link(own, path)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Moves a dead process's lock away; a live one that slipped in between is put back. */
async function setAside(path, dead) {
  const aside = `${path}.${process.pid}.dead`
  await rename(path, aside).catch(() => {})
  const moved = await readFile(aside, 'utf8').catch(() => undefined)
  if (moved !== undefined && moved !== dead) await link(aside, path).catch(() => {})
  await rm(aside, { force: true })
}

async function isAlive(holder) {
  const [pid, start] = holder.split(' ')
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
  return (await startOf(pid)) === start
}

/** Ticks since boot, so that a later process of the same number is not taken for this one; '-' where /proc is missing. */
async function startOf(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-'
}
