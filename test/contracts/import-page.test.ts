import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ImportedComment, ImportRecord } from '../../src/importing/record.js'
import { page } from '../../src/importing/sources/page.js'
import { readFigure, readMeter } from '../../src/importing/sources/page-meter.js'
import { looksLikeName } from '../../src/importing/sources/page-thread.js'
import { piecesOf, readAll } from './import-source.js'

const LIGHTHOUSE = readFileSync(new URL('../samples/page/lighthouse.txt', import.meta.url), 'utf8')
const read = (text: string) => readAll(page, piecesOf(new TextEncoder().encode(text), 100))
const commentsOf = (records: ImportRecord[]) =>
  records.filter((one): one is ImportedComment => one.kind === 'comment')

/** The thread as a reader would draw it. */
async function drawn(text: string): Promise<string[]> {
  const depths = new Map<string, number>()
  return commentsOf((await read(text)).records).map((one) => {
    const depth = one.parentKey === null ? 0 : (depths.get(one.parentKey) ?? 99) + 1
    depths.set(one.key, depth)
    return `${'> '.repeat(depth)}${one.author?.name ?? '?'}: ${one.body.source.replaceAll('\n', '/')}`
  })
}

describe('a saved page', () => {
  it('has a campaign with the goal, the ticks and what was raised', async () => {
    const { records } = await read(LIGHTHOUSE)
    expect(records[0]).toMatchObject({
      kind: 'campaign',
      currency: 'EUR',
      goalMinor: 300_000n,
      ticksMinor: [150_000n],
      raisedMinor: 212_050n,
      gifts: [],
    })
  })

  it('has one article, without the second headline and the call for help', async () => {
    const articles = (await read(LIGHTHOUSE)).records.filter((one) => one.kind === 'article')
    expect(articles).toHaveLength(1)
    expect(articles[0]).toMatchObject({
      home: 'here',
      headline: 'The Lighthouse Keeps Its Keeper',
      byline: 'Ada Lindqvist',
      picture: { file: null, alt: null, caption: 'The lamp room on a clear evening' },
      publishedAt: null,
      state: 'published',
    })
    const body = articles[0]?.kind === 'article' ? articles[0].body : null
    expect(body?.format).toBe('text')
    expect(body?.source).toMatch(
      /^For sixty years[\s\S]*• paraffin\n• a new boat[\s\S]*abstained\.$/,
    )
  })

  it('has its thread in order, by level, with and without names and texts', async () => {
    const tove =
      'Tove: My grandfather rowed the paraffin out there every week.//He never once complained about it.'
    expect(await drawn(LIGHTHOUSE)).toEqual([
      tove,
      '> J. R. Storm: Complaining was what the gulls were for.',
      '> > Tove: True!',
      '> > ?: It would have been cheaper to buy the gulls a lamp./They never sleep anyway.',
      '> Mary Ann Holm: ',
      'สมชาย ใจดี: Very good news from the north.',
      '?: What a waste of money, and nobody asked the fishermen what they want!',
      tove,
      'storm_petrel: ',
    ])
  })

  it('invents no dates', async () => {
    for (const one of commentsOf((await read(LIGHTHOUSE)).records)) expect(one.postedAt).toBeNull()
  })

  it('keeps the keys of its comments when it is saved again with more of them', async () => {
    const before = commentsOf((await read(LIGHTHOUSE)).records).map((one) => one.key)
    const later = LIGHTHOUSE.replace('  • สมชาย', '  • Nils\n\n    I helped.\n\n  • สมชาย')
    const after = commentsOf((await read(later)).records).map((one) => one.key)
    expect(after).toHaveLength(before.length + 1)
    expect(after.filter((key) => before.includes(key))).toEqual(before)
  })

  it('may have no meter, no thread, other bullets, other indents', async () => {
    const article = 'A Headline\n\nA paragraph that ends here.\n'
    expect((await read(`${article}\n* Tove\n\n\tYes.\n\n\t* Nils\n\n\t\tNo.\n`)).refused).toBeNull()
    expect(await drawn(`${article}\n* Tove\n\n\tYes.\n\n\t* Nils\n\n\t\tNo.\n`)).toEqual([
      'Tove: Yes.',
      '> Nils: No.',
    ])
    expect((await read(`0 $\n10 $\n5 $\n${article}`)).records.map((one) => one.kind)).toEqual([
      'campaign',
      'article',
    ])
  })

  it('tells of figures and lines that it cannot place', async () => {
    const { records } = await read(
      '5 $\n\nA Headline\n\nBody text.\n\n  • Tove\n\n    Yes.\n\nImprint\n',
    )
    expect(records.map((one) => one.kind)).toEqual(['problem', 'article', 'comment', 'problem'])
    expect(records.at(-1)).toMatchObject({ reason: expect.stringContaining('1 line') })
  })

  it('is refused without a headline', async () => {
    expect((await read('0 $\n5 $\n1 $\n')).refused).toContain('no headline')
  })
})

describe('names', () => {
  it.each([
    'Tove',
    'storm_petrel',
    'J. R. Storm',
    'Dr. No',
    'Martin L. King, Jr.',
    'MH370',
    'Melotte 22',
    'สมชาย ใจดี',
    'Мария',
  ])('%s is one', (line) =>
    expect([looksLikeName(line, false), looksLikeName(line, true)]).toEqual([true, true]),
  )
  it.each([
    'I agree.',
    'Really? You think so',
    'https://example.org',
    '“Quoted words”',
    'Never. Not with me',
    'True!',
    '',
  ])('%s is none', (line) =>
    expect([looksLikeName(line, false), looksLikeName(line, true)]).toEqual([false, false]),
  )
  it.each(['what a shame', 'the man from the north'])(
    '%s is one only with a text under it',
    (line) =>
      expect([looksLikeName(line, false), looksLikeName(line, true)]).toEqual([true, false]),
  )
})

describe('figures', () => {
  it.each([
    ['2,500 $', 'USD', 250_000n],
    ['$2,500.5', 'USD', null],
    ['$2,500.50', 'USD', 250_050n],
    ['1.751 €', 'EUR', 175_100n],
    ['1.751,25 €', 'EUR', 175_125n],
    ["1'000 CHF", 'CHF', 100_000n],
    ['1 000 000 ₽', 'RUB', 100_000_000n],
    ['¥1,000', 'JPY', 1_000n],
    ['5 %', null, null],
    ['12', null, null],
    ['$ 5 €', null, null],
    ['100 $ were given by a reader', null, null],
  ])('%s', (line, currency, amountMinor) => {
    expect(readFigure(line)).toEqual(amountMinor === null ? null : { currency, amountMinor })
  })

  it('of several currencies are no meter', () => {
    const usd = (amountMinor: bigint) => ({ currency: 'USD', amountMinor })
    expect(readMeter([usd(0n), usd(5n), { currency: 'EUR', amountMinor: 1n }])).toBeNull()
    expect(readMeter([usd(0n), usd(5n), usd(9n)])).toMatchObject({
      goalMinor: 5n,
      raisedMinor: 9n,
      ticksMinor: [],
    })
  })
})
