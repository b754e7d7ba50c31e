/** Seconds from starting the process to the first answered visit, on an empty data folder and on one in use. */
import { ask, getRequest } from '../http-load.js'
import { figure, median } from '../numbers.js'
import { end, start } from '../processes.js'
import { startProgram, temporaryFolder } from '../stage.js'
import type { BareStart } from '../yardsticks/bare-start.js'
import type { Row } from './row.js'

const FOLDERS = { quick: 1, full: 3 }
const LATER_STARTS = { quick: 1, full: 3 }
const YARDSTICK = new URL('../yardsticks/bare-start.js', import.meta.url).pathname

export const starting: Row = {
  name: 'starting',
  after: [],
  async run(_stage, effort) {
    const ours = { first: [] as number[], later: [] as number[] }
    const bare = { first: [] as number[], later: [] as number[] }
    for (let i = 0; i < FOLDERS[effort]; i++) {
      const [own, other] = [await temporaryFolder(), await temporaryFolder()]
      for (let round = 0; round <= LATER_STARTS[effort]; round++) {
        const kind = round === 0 ? 'first' : 'later'
        ours[kind].push(await secondsUntilAnswer(() => startProgram(own.path)))
        bare[kind].push(await secondsUntilAnswer(() => startBare(other.path)))
      }
      await Promise.all([own.remove(), other.remove()])
    }
    const line = (what: string, kind: 'first' | 'later') => ({
      what,
      ours: figure(median(ours[kind])),
      yardstick: figure(median(bare[kind])),
      ratio: median(ours[kind]) / median(bare[kind]),
    })
    return {
      title:
        'Start to the first 200 on /, seconds; yardstick: node:http and the same PostgreSQL, nothing else',
      lines: [line('empty folder, with the demo paper', 'first'), line('later starts', 'later')],
      notes: [],
    }
  },
}

async function startBare(dataFolder: string) {
  const { child, message } = await start<BareStart>(YARDSTICK, { args: [dataFolder] })
  return { child, address: message.listening }
}

async function secondsUntilAnswer(starting: () => ReturnType<typeof startBare>): Promise<number> {
  const startedAt = performance.now()
  const { child, address } = await starting()
  const { status } = await ask(address, getRequest('/'))
  const seconds = (performance.now() - startedAt) / 1000
  await end(child)
  if (status !== 200) throw new Error(`/ answered ${status}`)
  return seconds
}
