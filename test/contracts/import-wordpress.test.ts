import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ImportedArticle, ImportedComment, ImportRecord } from '../../src/importing/record.js'
import { wordpress } from '../../src/importing/sources/wordpress.js'
import {
  wordpressArticleHtml,
  wordpressCommentHtml,
} from '../../src/importing/sources/wordpress-html.js'
import { piecesOf, readAll } from './import-source.js'

const BAKERY = readFileSync(new URL('../samples/wordpress/bakery.xml', import.meta.url))

describe('a WordPress export', () => {
  let records: ImportRecord[]
  beforeAll(async () => {
    records = (await readAll(wordpress, piecesOf(BAKERY, 4_096))).records
  })
  const article = (id: number) =>
    records.find(
      (one): one is ImportedArticle =>
        one.kind === 'article' && one.key === `bakery.example:article:${id}`,
    )
  const comment = (id: number) =>
    records.find(
      (one): one is ImportedComment =>
        one.kind === 'comment' && one.key === `bakery.example:comment:${id}`,
    )

  it('has a post with all that belongs to it', () => {
    expect(article(10)).toMatchObject({
      home: 'here',
      slug: 'rye-&-patience',
      originUrl: 'https://www.bakery.example/2019/rye/',
      headline: 'Rye & Patience',
      standfirst: 'Why it takes two days.',
      byline: 'Bea Crumb',
      sectionName: 'Bread',
      language: 'en-GB',
      publishedAt: new Date('2019-05-02T06:00:00Z'),
      picture: {
        file: 'wp-content/uploads/2019/05/old oven.jpg',
        alt: 'A brick oven',
        caption: 'The oven, lit',
      },
      state: 'published',
      commentsClosed: false,
    })
    expect(article(10)?.body.source).toBe(
      '<p>Rye wants time.<br>\nAnd a warm place.</p>\n' +
        '<figure>\n<p><img src="/oven.jpg" alt="Oven" /></p>\n' +
        '<figcaption>The oven at six\n</figcaption>\n</figure>\n' +
        '<ul>\n<li>flour\n</li>\n<li>water\n</li>\n</ul>\n' +
        '<p>A section that ends: <code>]]></code></p>',
    )
  })

  it('keeps drafts, private and locked posts out of sight', () => {
    expect(article(11)).toMatchObject({
      state: 'draft',
      commentsClosed: true,
      originUrl: 'https://www.bakery.example/hours/',
      byline: null,
    })
    expect(article(11)?.body.source).toBe('<p>Six\nto six.</p>')
    expect(article(11)?.publishedAt).toEqual(new Date('2019-06-01T08:00:00Z'))
    expect(article(12)).toMatchObject({
      state: 'draft',
      publishedAt: null,
      headline: 'Only a beginning.',
      slug: null,
    })
    expect(article(13)).toMatchObject({
      state: 'draft',
      byline: 'Bea Crumb, Cy Salt',
      publishedAt: new Date('2019-06-07T03:00:44Z'),
    })
  })

  it('brings in only posts and pages that are not in the bin', () => {
    expect(
      records.flatMap((one) => (one.kind === 'article' ? [one.key.replace(/.*:/, '')] : [])),
    ).toEqual(['10', '11', '12', '13'])
  })

  it('has comments as HTML with their state', () => {
    expect(comment(1)).toMatchObject({
      articleKey: 'bakery.example:article:10',
      parentKey: null,
      author: { name: "Finn O'Dough", isStaff: false },
      body: { format: 'html', source: '<p>Two days?<br>\nReally?</p>\n<p>I will try.</p>' },
      postedAt: new Date('2019-05-02T07:30:00Z'),
      state: 'published',
    })
    expect(comment(4)).toMatchObject({
      state: 'deleted',
      author: null,
      parentKey: 'bakery.example:comment:1',
    })
    expect(comment(5)).toMatchObject({ state: 'pending', parentKey: 'bakery.example:comment:77' })
    expect(comment(6)).toMatchObject({ state: 'spam' })
  })

  it('makes an answer to a pingback a root, dated by local time when GMT is missing', () => {
    expect(comment(2)).toBeUndefined()
    expect(comment(3)).toMatchObject({
      parentKey: null,
      author: { name: 'Bea', key: 'bakery.example:user:1', isStaff: true },
      postedAt: new Date('2019-05-02T10:00:00Z'),
    })
  })

  it('tells what could not come in, one by one or with a number', () => {
    const problems = records.flatMap((one) => (one.kind === 'problem' ? [one.reason] : []))
    expect(problems).toEqual([
      'The comment 6 is in the file twice; the first one counts.',
      'A comment without an id.',
      'The comment 7 has no date that can be read; it came in without one.',
      'The item 10 is in the file twice; the first one counts, without these comments.',
      'An item with neither an id nor an address.',
      'One comment left out: what it belongs to did not become an article.',
      'One pingback or trackback left out: it is not a comment.',
      'One entry of the kind “order_note” left out: it is not a comment.',
      expect.stringMatching(/^One article came in without its picture/),
      'One item of the kind “product” left out: only posts and pages become articles.',
    ])
  })

  it('keeps two blogs apart that count from one', async () => {
    const other = BAKERY.toString().replaceAll('www.bakery.example', 'cakes.example')
    const { records: cakes } = await readAll(wordpress, piecesOf(Buffer.from(other), 4_096))
    const keys = new Set(records.flatMap((one) => ('key' in one ? [one.key] : [])))
    for (const one of cakes) if ('key' in one) expect(keys).not.toContain(one.key)
  })
})

describe('texts of WordPress', () => {
  it.each([
    ['one\n\ntwo', '<p>one</p>\n<p>two</p>'],
    ['one<br />\ntwo', '<p>one<br />\ntwo</p>'],
    [
      'before <blockquote>said\n\nagain</blockquote> after',
      '<p>before</p>\n<blockquote>\n<p>said</p>\n<p>again</p>\n</blockquote>\n<p>after</p>',
    ],
    ['a\n<pre>x\n\n  y [gallery]</pre>\nb', '<p>a</p>\n<pre>x\n\n  y [gallery]</pre>\n<p>b</p>'],
    ['a<!--more-->b', '<p>ab</p>'],
    ['<p>one</p><p>two</p>', '<p>one\n</p>\n<p>two\n</p>'],
  ])('%j as a comment', (source, html) => expect(wordpressCommentHtml(source)).toBe(html))

  it.each([
    [
      '[caption caption="Old &quot;form&quot;"]<img src="a">[/caption]',
      /<figcaption>Old &quot;form&quot;\s*<\/figcaption>/,
    ],
    [
      '[caption id="x"]<a href="b"><img src="a"></a> New form[/caption]',
      /<\/a><\/p>\s*<figcaption>New form\s*<\/figcaption>/,
    ],
    ['[embed]https://video.example/1[/embed]', /^<p>https:\/\/video\.example\/1<\/p>$/],
    [
      '[youtube=https://video.example/?v=1"onload=x]',
      /^<p><a href="https:\/\/video\.example\/\?v=1">https:\/\/video\.example\/\?v=1<\/a><\/p>$/,
    ],
    ['[[gallery]] and [sic] and [gallery ids="1"]', /^<p>\[gallery\] and \[sic\] and<\/p>$/],
    ['<!-- wp:gallery --><p>x\ny [gallery]</p><!-- /wp:gallery -->', /^<p>x\ny <\/p>$/],
    ['[caption]never closed', /^<p>\[caption\]never closed<\/p>$/],
  ])('%j as an article', (source, html) => expect(wordpressArticleHtml(source)).toMatch(html))

  it.each([
    ['['],
    ['[caption]'],
    ['<!--'],
    ['<pre>'],
    [' '],
    ['\n '],
    ['<div'],
    ['[caption][/caption]'],
    ['<img'],
  ])('takes linear time for a text of %j', (piece) => {
    const started = performance.now()
    wordpressArticleHtml(piece.repeat(1_000_000 / piece.length))
    expect(performance.now() - started).toBeLessThan(3_000)
  })
})
