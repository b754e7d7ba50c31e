import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { demoRecords } from '../../src/importing/demo/index.js'
import type { ImportRecord } from '../../src/importing/record.js'

const NOW = new Date('2026-03-04T09:30:00Z')
const TWELVE_DAYS_MS = 12 * 24 * 3_600_000
const RIGHT_TO_LEFT = new Set(['ar', 'he'])

const records = demoRecords(NOW)
const articles = ofKind('article')
const comments = ofKind('comment')
const [campaign] = ofKind('campaign')

describe('the demo paper', () => {
  it('has six articles with picture, caption and 450 to 900 words, one of them not in English', () => {
    expect(articles).toHaveLength(6)
    for (const article of articles) {
      const words = article.body.source.split(/\s+/).length
      expect(words, article.key).toBeGreaterThanOrEqual(450)
      expect(words, article.key).toBeLessThanOrEqual(900)
      expect(article.picture?.alt && article.picture.caption, article.key).toBeTruthy()
    }
    expect(articles.map((article) => article.language)).toContain('es')
  })

  it('draws each picture itself, without text and without anything from elsewhere', () => {
    for (const { picture } of articles) {
      const file = new URL(`../../src/importing/demo/pictures/${picture?.file}`, import.meta.url)
      const svg = readFileSync(file, 'utf8')
      expect(svg).toContain('viewBox="0 0 1600 1000"')
      expect(svg).not.toMatch(/<text|<image|<script|href="(?!#)|url\((?!#)/)
    }
  })

  it('files each article in a section that it brings along', () => {
    const names = ofKind('section').map((section) => section.name)
    for (const article of articles) expect(names).toContain(article.sectionName)
  })

  it('has threads of 3, 9, 17, 34, 68 and 200 comments', () => {
    const sizes = articles.map((article) => threadOf(article.key).length)
    expect(sizes.toSorted((a, b) => a - b)).toEqual([3, 9, 17, 34, 68, 200])
  })

  it('puts every parent before its replies, in the same thread', () => {
    const seen = new Map<string, string>()
    for (const comment of comments) {
      if (comment.parentKey) expect(seen.get(comment.parentKey)).toBe(comment.articleKey)
      seen.set(comment.key, comment.articleKey)
    }
  })

  it('nests the long thread at least eight deep', () => {
    const depths = new Map<string, number>()
    for (const { key, parentKey } of comments)
      depths.set(key, parentKey ? (depths.get(parentKey) ?? 0) + 1 : 0)
    expect(Math.max(...depths.values())).toBeGreaterThanOrEqual(8)
  })

  it('gives every record a key of its own, the same at every reading', () => {
    const keysOf = (all: ImportRecord[]) =>
      all.map((record) => (record.kind === 'problem' ? '' : `${record.kind} ${record.key}`))
    expect(new Set(keysOf(records)).size).toBe(records.length)
    expect(keysOf(demoRecords(new Date('2031-08-09T22:00:00Z')))).toEqual(keysOf(records))
  })

  it('lies within the twelve days before now, each thread in order and after its article', () => {
    const earliest = NOW.getTime() - TWELVE_DAYS_MS
    for (const article of articles) {
      let previous = article.publishedAt?.getTime() ?? 0
      expect(previous).toBeGreaterThan(earliest)
      for (const comment of threadOf(article.key)) {
        const postedAt = comment.postedAt?.getTime() ?? 0
        expect(postedAt).toBeGreaterThan(previous)
        previous = postedAt
      }
      expect(previous).toBeLessThan(NOW.getTime())
    }
    for (const gift of campaign?.gifts ?? []) {
      expect(gift.receivedAt?.getTime()).toBeGreaterThan(earliest)
      expect(gift.receivedAt?.getTime()).toBeLessThan(NOW.getTime())
    }
  })

  it('says nothing twice, nor nearly', () => {
    const texts = comments.filter((comment) => comment.state === 'published').map(textOf)
    expect(new Set(texts).size).toBe(texts.length)
    const shingled = texts.map(shingles)
    for (const [i, a] of shingled.entries())
      for (const b of shingled.slice(i + 1)) expect(jaccard(a, b), texts[i]).toBeLessThan(0.35)
  })

  it('speaks many languages, right to left too, and is answered there', () => {
    const languages = new Set(comments.map((comment) => comment.language))
    for (const one of ['en', 'es', 'fr', 'de', 'th', 'zh', 'ja', 'ar', 'he'])
      expect(languages).toContain(one)
    const parents = new Set(comments.map((comment) => comment.parentKey))
    const answered = comments.filter(
      ({ key, language }) => RIGHT_TO_LEFT.has(language ?? '') && parents.has(key),
    )
    expect(answered.length).toBeGreaterThanOrEqual(5)
  })

  it('keeps the replies to the one deleted comment, and neither its text nor its name', () => {
    const deleted = comments.filter((comment) => comment.state === 'deleted')
    expect(deleted).toHaveLength(1)
    expect(deleted[0]).toMatchObject({ author: null, body: { source: '' } })
    const replies = comments.filter((comment) => comment.parentKey === deleted[0]?.key)
    expect(replies.length).toBeGreaterThanOrEqual(2)
  })

  it('lets the author of an article answer as staff, once', () => {
    const [answer, ...others] = comments.filter((comment) => comment.author?.isStaff)
    expect(others).toEqual([])
    const article = articles.find((one) => one.key === answer?.articleKey)
    expect(answer?.author?.name).toBe(article?.byline)
    expect(answer?.parentKey).not.toBeNull()
  })

  it('has raised 1,751 of 5,000 dollars in forty gifts, some of them unnamed', () => {
    expect(campaign).toMatchObject({ currency: 'USD', goalMinor: 500_000n, ticksMinor: [250_000n] })
    const gifts = campaign?.gifts ?? []
    expect(gifts).toHaveLength(40)
    expect(gifts.reduce((sum, gift) => sum + gift.amountMinor, 0n)).toBe(175_100n)
    expect(new Set(gifts.map((gift) => gift.key)).size).toBe(gifts.length)
    expect(gifts.some((gift) => gift.name === null)).toBe(true)
  })
})

function ofKind<K extends ImportRecord['kind']>(kind: K) {
  return records.filter(
    (record): record is Extract<ImportRecord, { kind: K }> => record.kind === kind,
  )
}

function threadOf(articleKey: string) {
  return comments.filter((comment) => comment.articleKey === articleKey)
}

function textOf(comment: { body: { source: string } }): string {
  return comment.body.source.toLowerCase().replace(/\s+/g, ' ').trim()
}

/** 5-character pieces: the measure by which moderation holds copies. */
function shingles(text: string): Set<string> {
  return new Set(
    Array.from({ length: Math.max(1, text.length - 4) }, (_, i) => text.slice(i, i + 5)),
  )
}

function jaccard(a: Set<string>, b: Set<string>): number {
  let common = 0
  for (const one of a) if (b.has(one)) common += 1
  return common / (a.size + b.size - common)
}
