/** The rows that the weights are made of. */
import { contrastRows } from './contrast/index.js'
import { type Row, readCorpus } from './corpus.js'
import { TRAINED, UNKNOWN } from './heads.js'

const SPAM = TRAINED.indexOf('spam')
/** Nobody labelled these sources for spam; forum threads and letters to the editor are taken as none. */
const NOT_SPAM_WEIGHT_LANGUAGES = new Set(['en', 'de'])

/**
 * Rows of the corpus whose licence lets weights be given away, and the made-up ones.
 * @throws Missing when there is no corpus at `path`
 */
export function trainingRows(path: string): Row[] {
  const rows = readCorpus(path).filter((row) => row.licence === 'P')
  rows.push(...contrastRows())
  for (const row of rows)
    if (row.labels[SPAM] === UNKNOWN && NOT_SPAM_WEIGHT_LANGUAGES.has(row.language))
      row.labels[SPAM] = 0
  weigh(rows)
  return rows
}

/** Smaller sources count more, by the root of how much smaller they are than this. */
const EVEN_ROWS = 3_000
const LIFT_MAX = 2

function weigh(rows: Row[]): void {
  const sizes = new Map<string, number>()
  for (const { source, split } of rows)
    if (split === 'train') sizes.set(source, (sizes.get(source) ?? 0) + 1)
  for (const row of rows) {
    if (row.source.startsWith('contrast')) continue
    const lift = Math.sqrt(EVEN_ROWS / (sizes.get(row.source) ?? EVEN_ROWS))
    row.weight = Math.min(LIFT_MAX, Math.max(1, lift))
  }
}
