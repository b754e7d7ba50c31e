import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ImportedComment, ImportRecord } from '../../src/importing/record.js'
import { disqus } from '../../src/importing/sources/disqus.js'
import { piecesOf, readAll } from './import-source.js'

const GARDEN = readFileSync(new URL('../samples/disqus/garden.xml', import.meta.url))

describe('a Disqus export', () => {
  let records: ImportRecord[]
  beforeAll(async () => {
    records = (await readAll(disqus, piecesOf(GARDEN, 4_096))).records
  })
  const articles = () => records.filter((one) => one.kind === 'article')
  const comment = (id: number) =>
    records.find(
      (one): one is ImportedComment => one.kind === 'comment' && one.key === `post:${id}`,
    )

  it('has each thread as an article elsewhere, also two of the same page', () => {
    const twin = {
      headline: "Beans & Peas: <soil> isn't everything",
      publishedAt: expect.any(Date),
    }
    expect(articles()).toMatchObject([
      {
        ...twin,
        key: 'thread:100',
        home: 'elsewhere',
        originUrl: 'https://garden.example/beans.html',
        commentsClosed: true,
      },
      {
        ...twin,
        key: 'thread:101',
        home: 'elsewhere',
        originUrl: 'https://garden.example/?p=198',
        commentsClosed: false,
      },
      { key: 'thread:104', headline: 'https://garden.example/untitled' },
    ])
  })

  it('has posts before their parents, and orphans with the parent they name', () => {
    expect(
      records.filter((one) => one.kind === 'comment').map((one) => [one.key, one.parentKey]),
    ).toEqual([
      ['post:2', 'post:1'],
      ['post:1', null],
      ['post:3', 'post:2'],
      ['post:4', 'post:3'],
      ['post:5', null],
      ['post:6', null],
      ['post:10', 'post:404'],
    ])
  })

  it('has messages as HTML, with their dates in UTC', () => {
    expect(comment(2)).toMatchObject({
      articleKey: 'thread:100',
      body: { format: 'html', source: '<p>Rain &amp; <b>patience</b>.</p>' },
      postedAt: new Date('2014-03-01T10:00:00Z'),
      state: 'published',
    })
  })

  it('knows what was deleted, spam and held', () => {
    expect(comment(3)).toMatchObject({ state: 'deleted', author: null, body: { source: '' } })
    expect(comment(5)).toMatchObject({ state: 'spam', author: { name: 'seeds' } })
    expect(comment(6)).toMatchObject({ state: 'pending', author: null, postedAt: null })
  })

  it('knows the same author again: by account, else by the hash of an address, else not', () => {
    expect(comment(1)?.author).toEqual({ name: 'Greta', key: 'user:greta', isStaff: false })
    expect(comment(2)?.author?.key).toMatch(/^mail:[0-9a-f]{24}$/)
    expect(comment(4)?.author?.key).toBe(comment(2)?.author?.key)
    expect(comment(10)?.author).toEqual({ name: 'Ida', key: null, isStaff: false })
  })

  it('tells what could not come in, with the line', () => {
    const problems = records.flatMap((one) =>
      one.kind === 'problem' ? [`${one.place.line} ${one.reason}`] : [],
    )
    expect(problems).toEqual([
      '25 The thread 102 has neither a title nor an address.',
      '80 The post 6 has no date that can be read (2014-13-41T13:00:00Z); it came in without one.',
      '89 The post 6 is in the file twice; the first one counts.',
      '94 A post without an id.',
      '95 The post 7 names no thread.',
      '96 The thread 999 of the post 8 is not in the file.',
      '106 One thread left out: it was deleted at Disqus.',
      '106 One post left out: its thread was deleted at Disqus.',
    ])
  })
})
