/** docs/security.md answers every requirement of ASVS 5.0.0, levels 1 and 2, and each test it names exists. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'

/** Ids of OWASP ASVS 5.0.0 (May 2025): 70 of level 1 and 183 of level 2. Level 3 is not answered. */
const REQUIREMENTS: Record<1 | 2, string> = {
  1: `
    1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.5.1
    2.1.1 2.2.1 2.2.2 2.3.1
    3.2.1 3.2.2 3.3.1 3.4.1 3.4.2 3.5.1 3.5.2 3.5.3
    4.1.1 4.4.1
    5.2.1 5.2.2 5.3.1 5.3.2
    6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2
    7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2
    8.1.1 8.2.1 8.2.2 8.3.1
    9.1.1 9.1.2 9.1.3 9.2.1
    10.4.1 10.4.2 10.4.3 10.4.4 10.4.5
    11.3.1 11.3.2 11.4.1
    12.1.1 12.2.1 12.2.2
    13.4.1
    14.2.1 14.3.1
    15.1.1 15.2.1 15.3.1`,
  2: `
    1.1.1 1.1.2 1.2.6 1.2.7 1.2.8 1.2.9 1.3.3 1.3.4 1.3.5 1.3.6 1.3.7 1.3.8 1.3.9 1.3.10 1.3.11
    1.4.1 1.4.2 1.4.3 1.5.2
    2.1.2 2.1.3 2.2.3 2.3.2 2.3.3 2.3.4 2.4.1
    3.3.2 3.3.3 3.3.4 3.4.3 3.4.4 3.4.5 3.4.6 3.5.4 3.5.5 3.7.1 3.7.2
    4.1.2 4.1.3 4.2.1 4.3.1 4.3.2 4.4.2 4.4.3 4.4.4
    5.1.1 5.2.3 5.4.1 5.4.2 5.4.3
    6.1.2 6.1.3 6.2.9 6.2.10 6.2.11 6.2.12 6.3.3 6.3.4 6.4.3 6.4.4
    6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.6.1 6.6.2 6.6.3 6.8.1 6.8.2 6.8.3 6.8.4
    7.1.1 7.1.2 7.1.3 7.3.1 7.3.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.6.1 7.6.2
    8.1.2 8.2.3 8.4.1
    9.2.2 9.2.3 9.2.4
    10.1.1 10.1.2 10.2.1 10.2.2 10.3.1 10.3.2 10.3.3 10.3.4
    10.4.6 10.4.7 10.4.8 10.4.9 10.4.10 10.4.11
    10.5.1 10.5.2 10.5.3 10.5.4 10.5.5 10.6.1 10.6.2 10.7.1 10.7.2 10.7.3
    11.1.1 11.1.2 11.2.1 11.2.2 11.2.3 11.3.3 11.4.2 11.4.3 11.4.4 11.5.1 11.6.1
    12.1.2 12.1.3 12.3.1 12.3.2 12.3.3 12.3.4
    13.1.1 13.2.1 13.2.2 13.2.3 13.2.4 13.2.5 13.3.1 13.3.2 13.4.2 13.4.3 13.4.4 13.4.5
    14.1.1 14.1.2 14.2.2 14.2.3 14.2.4 14.3.2 14.3.3
    15.1.2 15.1.3 15.2.2 15.2.3 15.3.2 15.3.3 15.3.4 15.3.5 15.3.6 15.3.7
    16.1.1 16.2.1 16.2.2 16.2.3 16.2.4 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4
    16.4.1 16.4.2 16.4.3 16.5.1 16.5.2 16.5.3
    17.1.1 17.2.1 17.2.2 17.2.3 17.2.4 17.3.1 17.3.2`,
}
const idsOf = (level: 1 | 2): string[] => REQUIREMENTS[level].trim().split(/\s+/)

/** What may stand where no test is named. */
const REASONS = ['does not apply', 'by design', 'document', 'operator', 'open'] as const
type Standing = 'test' | (typeof REASONS)[number]

const text = await readFile('docs/security.md', 'utf8')

type Row = { chapter: number; id: string; level: string; asks: string; met: string; proof: string }

/** Rows whose first cell is an id, with the number of the chapter above them. */
function rows(): Row[] {
  let chapter = 0
  const found: Row[] = []
  for (const line of text.split('\n')) {
    chapter = Number(/^### V(\d+) /.exec(line)?.[1] ?? chapter)
    if (!/^\| *[\d.]+ *\|/.test(line)) continue
    const cells = line.slice(1, line.lastIndexOf('|')).split(/(?<!\\)\|/)
    const [id = '', level = '', asks = '', met = '', proof = ''] = cells.map((one) => one.trim())
    expect(cells, id).toHaveLength(5)
    found.push({ chapter, id, level, asks, met, proof })
  }
  return found
}

/** Tests named by a proof: `test/FILE › "part of the title"`. */
const namedIn = (proof: string): { file: string; title: string }[] =>
  [...proof.matchAll(/`(test\/[\w./-]+) › "([^`]+)"`/g)].map(([, file = '', title = '']) => ({
    file,
    title,
  }))

/** First arguments of it(), test() and describe(), also behind each([...]) and skipIf(...). */
function titlesOf(source: string): string[] {
  const call = /(?:\b(?:it|test|describe)(?:\.\w+)*|\))\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g
  return [...source.matchAll(call)].map((match) => (match[2] ?? '').replaceAll(/\\(.)/g, '$1'))
}

function standingOf({ id, proof }: Row): Standing {
  const reason = REASONS.find((one) => proof.startsWith(`${one}: `))
  if (reason !== undefined) return reason
  expect(namedIn(proof), `${id} has a test or a reason`).not.toEqual([])
  return 'test'
}

describe('docs/security.md', () => {
  it('answers every requirement of levels 1 and 2 once, in its chapter and with its level', () => {
    const told = rows().map(({ chapter, id, level }) => ({ chapter, id, level }))
    for (const { id } of told) expect(id).toMatch(/^\d+\.\d+\.\d+$/)
    const parts = (id: string) => id.split('.').map(Number)
    const inOrder = (a: string, b: string) =>
      parts(a).reduce((sign, part, at) => sign || part - (parts(b)[at] ?? 0), 0)
    const expected = ([1, 2] as const)
      .flatMap((level) =>
        idsOf(level).map((id) => ({ chapter: parts(id)[0] ?? 0, id, level: String(level) })),
      )
      .toSorted((a, b) => inOrder(a.id, b.id))
    expect(expected).toHaveLength(253)
    expect(told).toEqual(expected)
  })

  it('says of each what it asks, how it is met, and by which test or for which reason', () => {
    for (const row of rows()) {
      expect(row.asks.length, row.id).toBeGreaterThan(10)
      expect(row.met.length, row.id).toBeGreaterThan(0)
      expect(row.proof, row.id).not.toMatch(/^[\w ]+: *$/)
      standingOf(row)
    }
  })

  it('names only tests that exist', async () => {
    const named = rows().flatMap((row) => namedIn(row.proof).map((one) => ({ id: row.id, ...one })))
    expect(named.length).toBeGreaterThan(100)
    for (const { id, file, title } of named) {
      expect(existsSync(file), `${id} names ${file}`).toBe(true)
      const titles = titlesOf(await readFile(file, 'utf8'))
      const isThere = titles.some((one) => one.includes(title))
      expect(isThere, `${id} names "${title}" in ${file}`).toBe(true)
    }
  })

  it('names no test in a form that is not looked up', () => {
    for (const { id, proof } of rows()) {
      const marks = [...proof.matchAll(/›/g)].length
      expect(namedIn(proof), id).toHaveLength(marks)
    }
  })

  it('counts where it stands', () => {
    const count = (standing: Standing) => rows().filter((r) => standingOf(r) === standing).length
    const told =
      /\*\*(\d+)\*\* by tests, \*\*(\d+)\*\* by documents, \*\*(\d+)\*\* by design, \*\*(\d+)\*\* by the operator, \*\*(\d+)\*\* do not apply, \*\*(\d+)\*\* are open/.exec(
        text.replaceAll(/\s+/g, ' '),
      )
    expect(told?.slice(1).map(Number)).toEqual([
      count('test'),
      count('document'),
      count('by design'),
      count('operator'),
      count('does not apply'),
      count('open'),
    ])
  })

  it('gives each limit the value that the code gives it', async () => {
    const [, table = ''] = text.split('### The numbers')
    const limits = [
      ...(table.split('\n#')[0] ?? '').matchAll(
        /^\| *`(\w+)` *\| *([^|]+?) *\|[^|]*\| *`([^`]+)` *\|$/gm,
      ),
    ]
    expect(limits.length).toBeGreaterThan(5)
    for (const [, name = '', value = '', path = ''] of limits) {
      const found = new RegExp(`\\b${name}\\b[^=\\n]*= ([\\d_ *]+)n?$`, 'm').exec(
        await readFile(path, 'utf8'),
      )
      const factors = (found?.[1] ?? '').split('*').map((one) => Number(one.replaceAll('_', '')))
      const product = factors.reduce((all, one) => all * one, 1)
      expect(product.toLocaleString('en'), `${name} in ${path}`).toBe(value)
    }
  })
})
