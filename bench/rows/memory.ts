/** What the program and its PostgreSQL hold in memory, resting and after the load of the other rows. */
import { setTimeout as sleep } from 'node:timers/promises'
import { figure } from '../numbers.js'
import { end, familyPssMib, rssMib, start } from '../processes.js'
import { temporaryFolder } from '../stage.js'
import type { BareStart } from '../yardsticks/bare-start.js'
import type { Row } from './row.js'

const SETTLE_MS = 3_000
const YARDSTICK = new URL('../yardsticks/bare-start.js', import.meta.url).pathname

export const memory: Row = {
  name: 'memory',
  after: ['pages', 'writes'],
  async run(stage) {
    await sleep(SETTLE_MS)
    const after = await stage.memory()
    const bare = await bareMemory()
    const { idleMemory } = stage
    return {
      title: 'Memory in MiB; yardstick: node:http and the same PostgreSQL, resting',
      lines: [
        line('program after its first start, RSS', stage.firstMemory, bare.program),
        line('program resting, RSS', idleMemory.program, bare.program),
        line('program after the load, RSS', after.program, bare.program),
        line('PostgreSQL resting, PSS', idleMemory.postgres, bare.postgres),
        line('PostgreSQL after the load, PSS', after.postgres, bare.postgres),
      ],
      notes: [],
    }
  },
}

const line = (what: string, ours: number, yardstick: number) => ({
  what,
  ours: figure(ours),
  yardstick: figure(yardstick),
  ratio: ours / yardstick,
})

async function bareMemory() {
  const folder = await temporaryFolder()
  const { child, message } = await start<BareStart>(YARDSTICK, { args: [folder.path] })
  await sleep(SETTLE_MS)
  const held = {
    program: await rssMib(child.pid ?? 0),
    postgres: await familyPssMib(message.postgresPid),
  }
  await end(child)
  await folder.remove()
  return held
}
