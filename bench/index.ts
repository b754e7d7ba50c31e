/** `npm run bench [-- --quick] [row ...]`: what the program does beside what the machine can do, measured together. */
import { checkData } from '../src/check.js'
import { describeMachine } from './machine.js'
import { endAll } from './processes.js'
import { cold } from './rows/cold.js'
import { duplicates } from './rows/duplicates.js'
import { firstComment } from './rows/first-comment.js'
import { identity } from './rows/identity.js'
import { judge } from './rows/judge.js'
import { memory } from './rows/memory.js'
import { million } from './rows/million.js'
import { pages } from './rows/pages.js'
import { readingWhileWriting } from './rows/reading-while-writing.js'
import type { Effort, Row } from './rows/row.js'
import { starting } from './rows/starting.js'
import { streams } from './rows/streams.js'
import { writes } from './rows/writes.js'
import { openStage, type Stage } from './stage.js'
import { tableOf } from './table.js'

/** In the order in which they run; memory comes after the load. */
const ROWS: Row[] = [
  pages,
  cold,
  firstComment,
  readingWhileWriting,
  identity,
  writes,
  memory,
  streams,
  million,
  duplicates,
  starting,
  judge,
]

const words = process.argv.slice(2)
const effort: Effort = words.includes('--quick') ? 'quick' : 'full'
const names = words.filter((word) => word !== '--quick')
const unknown = names.filter((name) => !ROWS.some((row) => row.name === name))
if (unknown.length > 0) {
  console.error(
    `No such row: ${unknown.join(', ')}. There are ${ROWS.map((row) => row.name).join(', ')}.`,
  )
  process.exit(1)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void endAll().finally(() => process.exit(130)))
process.once('disconnect', () => void endAll().finally(() => process.exit(1)))

try {
  await bench()
  process.exit(0)
} catch (error) {
  console.error(error)
  await endAll()
  process.exit(1)
}

async function bench(): Promise<void> {
  const startedAt = performance.now()
  console.log(await describeMachine())
  const stage = await openStage()
  try {
    for (const row of selected()) console.log(tableOf(await row.run(stage, effort)))
    console.log(await checkStage(stage))
  } finally {
    await stage.close()
  }
  console.log(`\nTook ${Math.round((performance.now() - startedAt) / 1000)} s.`)
}

function selected(): Row[] {
  if (names.length === 0) return ROWS.filter((row) => effort === 'full' || !row.isFullOnly)
  const wanted = new Set(names)
  for (const row of ROWS) if (wanted.has(row.name)) for (const other of row.after) wanted.add(other)
  return ROWS.filter((row) => wanted.has(row.name))
}

/** The figures count only when the rows are right: counters of filled threads as well as of posted comments. */
async function checkStage(stage: Stage): Promise<string> {
  const database = stage.openDatabase()
  try {
    const violations = (await checkData(database.db)).flatMap((one) => one.violations)
    if (violations.length > 0) throw new Error(violations.slice(0, 10).join('\n'))
    return '\nThe data invariants hold.'
  } finally {
    await database.close()
  }
}
