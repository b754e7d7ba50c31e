/** Loads the text model in a process of its own and tells what that took. */
export type Loaded = { ms: number; mib: number }

const { loadModel } = await import('../../src/moderation/model/index.js')
const before = process.memoryUsage.rss()
const startedAt = performance.now()
loadModel()
const ms = performance.now() - startedAt
const loaded: Loaded = { ms, mib: (process.memoryUsage.rss() - before) / 2 ** 20 }
process.send?.(loaded)
