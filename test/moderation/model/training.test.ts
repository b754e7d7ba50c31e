import { describe, expect, test } from 'vitest'
import { readModel } from '../../../src/moderation/model/index.js'
import { contrastRows } from '../../../training/contrast/index.js'
import { Missing, readCorpus } from '../../../training/corpus.js'
import { makeWeights } from '../../../training/make-weights.js'
import { auc } from '../../../training/metrics.js'

const rows = contrastRows().filter((_, i) => i % 40 === 0)
const quiet = () => undefined

describe('training', () => {
  const bytes = makeWeights(rows, quiet)
  const model = readModel(bytes)

  test('gives the same bytes from the same rows', () =>
    expect(Buffer.from(makeWeights(rows, quiet)).equals(bytes)).toBe(true))

  test('tells attacks that it has not seen from harmless sentences', () => {
    const unseen = rows.filter((row) => row.split === 'test' && (row.labels[3] ?? -1) >= 0)
    const scores = unseen.map((row) => model.scores(row.text, row.language).identity_attack)
    const labels = unseen.map((row) => row.labels[3] ?? 0)
    expect(auc(scores, labels)).toBeGreaterThan(0.7)
  })

  test('without a corpus ends in one sentence', () =>
    expect(() => readCorpus('/nowhere/corpus.jsonl.gz')).toThrow(
      new Missing(
        'There is no corpus at /nowhere/corpus.jsonl.gz. Name one as the first argument or in READERSHIP_CORPUS; ' +
          'docs/model-card.md says what it holds.',
      ),
    ))
})

describe('made-up sentences', () => {
  const texts = contrastRows()

  test("are the same every time, and no split has another's", () => {
    const again = contrastRows()
    expect(again.every((row, i) => row.text === texts[i]?.text)).toBe(true)
    const taught = new Set(texts.filter((row) => row.split === 'train').map((row) => row.text))
    const seen = texts.filter((row) => row.split !== 'train' && taught.has(row.text))
    expect(seen.length / texts.length).toBeLessThan(0.01)
  })

  test('leave no slot open', () => {
    expect(texts.filter(({ text }) => /[{}]|undefined/.test(text))).toEqual([])
  })
})

test('the area under the curve counts ties half', () => {
  expect(auc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.75)
  expect(auc([0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1])).toBe(0.5)
})
