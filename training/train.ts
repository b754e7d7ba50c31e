/** `npm run train [-- corpus]`: makes src/moderation/model/weights.bin from the corpus. The same corpus gives the same bytes. */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { Missing } from './corpus.js'
import { makeWeights } from './make-weights.js'
import { corpusPath, WEIGHTS_PATH } from './paths.js'
import { trainingRows } from './rows.js'

try {
  main()
} catch (error) {
  if (!(error instanceof Missing)) throw error
  console.error(error.message)
  process.exitCode = 1
}

function main(): void {
  const startedAt = Date.now()
  const log = (line: string) =>
    console.log(`${((Date.now() - startedAt) / 1000).toFixed(0).padStart(5)} s  ${line}`)
  const rows = trainingRows(corpusPath())
  log(`${rows.length} rows`)
  const bytes = makeWeights(rows, log)
  writeFileSync(WEIGHTS_PATH, bytes)
  log(`${bytes.length} bytes, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`)
  log('Write the model card with: npm run evaluate')
}
