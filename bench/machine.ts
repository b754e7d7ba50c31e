/** The machine under the figures: without it they mean nothing. */
import { open, rm } from 'node:fs/promises'
import { cpus, release, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { figure, median } from './numbers.js'

const SYNCS = 50
const BLOCK = Buffer.alloc(8192, 1)

/** Two lines: processor, memory, versions, date, and how long the disk takes to keep 8 KB. */
export async function describeMachine(): Promise<string> {
  const [first] = cpus()
  return (
    `${first?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${release()}, ` +
    `Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}\n` +
    `fdatasync of 8 KB in ${tmpdir()}: ${figure(await syncMs())} ms (median of ${SYNCS})`
  )
}

async function syncMs(): Promise<number> {
  const path = join(tmpdir(), `readership-bench-sync-${process.pid}`)
  const file = await open(path, 'w')
  const times: number[] = []
  for (let i = 0; i < SYNCS; i++) {
    const startedAt = performance.now()
    await file.write(BLOCK, 0, BLOCK.length, i * BLOCK.length)
    await file.datasync()
    times.push(performance.now() - startedAt)
  }
  await file.close()
  await rm(path)
  return median(times)
}
