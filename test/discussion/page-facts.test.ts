import { describe, expect, it } from 'vitest'
import { hashOfUrl, ownPlaceOf, pageUrlOf } from '../../src/discussion/cards/card.js'
import {
  CARD_DESCRIPTION_CHARS_MAX,
  CARD_TITLE_CHARS_MAX,
  factsOf,
  oembedFacts,
} from '../../src/discussion/cards/page-facts.js'
import { pageText } from '../../src/discussion/cards/page-text.js'
import { commentHtml, linksAlone } from '../../src/platform/markup.js'

const facts = (head: string, about: { url?: string; robots?: string } = {}) =>
  factsOf({
    html: `<!doctype html><html>${head}`,
    url: about.url ?? 'https://site.example/a/b',
    robots: about.robots ?? null,
  })
const meta = (properties: Record<string, string>) =>
  Object.entries(properties)
    .map(([name, content]) => `<meta property="${name}" content="${content}">`)
    .join('')

describe('what a page says of itself', () => {
  it('is read from Open Graph, then from the cards of X, then from plain HTML', () => {
    const all = {
      'og:title': 'Open',
      'twitter:title': 'X',
      'og:description': 'Open words',
      description: 'Plain words',
      'og:site_name': 'The Site',
      'og:image': '/picture.jpg',
    }
    expect(facts(`<title>Plain</title>${meta(all)}`)).toMatchObject({
      title: 'Open',
      description: 'Open words',
      siteName: 'The Site',
      pictureUrl: 'https://site.example/picture.jpg',
    })
    expect(facts(`<title>Plain</title>${meta({ 'twitter:title': 'X' })}`).title).toBe('X')
    const plain = facts(
      '<title> Plain\n  &amp; simple </title><meta name="description" content="Words">',
    )
    expect(plain).toMatchObject({
      title: 'Plain & simple',
      description: 'Words',
      siteName: null,
      pictureUrl: null,
    })
  })

  it('is what stands in the head: nothing of the body, of a later title, of a drawing', () => {
    const { title, description } = facts(
      '<head><title>First</title><title>Second</title></head><body><meta property="og:description" content="no"><svg><title>Third</title></svg>',
    )
    expect([title, description]).toEqual(['First', null])
    expect(facts('<body><title>Late</title>').title).toBeNull()
  })

  it('is nothing where nothing can be seen, and the next best is taken', () => {
    expect(facts(`<title>Real</title>${meta({ 'og:title': ' \u200b ' })}`).title).toBe('Real')
    expect(facts('<title>\u202e</title>').title).toBeNull()
    expect(facts('').title).toBeNull()
  })

  it('is cut at a word, at the limit exactly, and cannot turn what stands around it', () => {
    const exact = 'x'.repeat(CARD_TITLE_CHARS_MAX)
    expect(facts(`<title>${exact}</title>`).title).toBe(exact)
    expect(facts(`<title>${exact}y</title>`).title).toBe(`${exact}…`)
    const long = facts(meta({ 'og:title': 'T', 'og:description': 'word '.repeat(200) })).description
    expect(long).toMatch(/ word…$/)
    expect(long?.length).toBeLessThanOrEqual(CARD_DESCRIPTION_CHARS_MAX + 1)
    expect(facts('<title>a\u202eb\u0000c\u2066d</title>').title).toBe('abcd')
  })

  it('is told once: a description that repeats the title is none', () => {
    expect(facts(meta({ 'og:title': 'Same', 'og:description': 'Same' })).description).toBeNull()
  })

  it('has the language that it names, or that of its words', () => {
    expect(
      factsOf({
        html: '<html lang="ar-EG"><title>x</title>',
        url: 'https://a.example/',
        robots: null,
      }).language,
    ).toBe('ar-EG')
    const unsure = {
      html: '<html lang="not a tag"><title>渡轮停航九周后恢复航行</title>',
      url: 'https://a.example/',
      robots: null,
    }
    expect(factsOf(unsure).language).toBe('zh')
  })

  it('has pictures of the web only, relative to where it says it is', () => {
    const picture = (image: string, more = '') =>
      facts(more + meta({ 'og:title': 'T', 'og:image': image })).pictureUrl
    expect(picture('p.jpg')).toBe('https://site.example/a/p.jpg')
    expect(picture('p.jpg', '<base href="https://cdn.example/x/">')).toBe(
      'https://cdn.example/x/p.jpg',
    )
    expect(picture('//cdn.example/p.jpg')).toBe('https://cdn.example/p.jpg')
    for (const bad of [
      'javascript:alert(1)',
      'data:image/png;base64,AAAA',
      'file:///etc/passwd',
      'http://',
    ])
      expect(picture(bad), bad).toBeNull()
    expect(picture('p.jpg', '<base href="javascript:x">')).toBe('https://site.example/a/p.jpg')
  })

  it('is shown as far as the page lets search engines show it', () => {
    const all = meta({ 'og:title': 'T', 'og:description': 'D', 'og:image': '/p.jpg' })
    const shown = ({ description, pictureUrl }: ReturnType<typeof facts>) => [
      description !== null,
      pictureUrl !== null,
    ]
    expect(shown(facts(all))).toEqual([true, true])
    expect(shown(facts(`${all}<meta name="robots" content="NoSnippet">`))).toEqual([false, true])
    expect(shown(facts(`${all}<meta name="robots" content="max-snippet:0">`))).toEqual([
      false,
      true,
    ])
    expect(shown(facts(`${all}<meta name="robots" content="max-snippet:20">`))).toEqual([
      true,
      true,
    ])
    expect(shown(facts(all, { robots: 'noimageindex' }))).toEqual([true, false])
    expect(shown(facts(all, { robots: 'max-image-preview:none, nosnippet' }))).toEqual([
      false,
      false,
    ])
  })

  it('is read in a moment from the worst that half a megabyte can hold', () => {
    const bombs = [
      '<div>'.repeat(100_000),
      `<meta ${'a '.repeat(250_000)}>`,
      `<title>${'x'.repeat(500_000)}`,
      '<meta property="og:title" content="x">'.repeat(13_000),
      `<meta content="${'&'.repeat(500_000)}`,
      '<'.repeat(500_000),
      `<!--${'-'.repeat(500_000)}`,
      `<title>${'\u0301'.repeat(250_000)}</title>`,
      '<script>'.repeat(60_000),
    ]
    for (const bomb of bombs) {
      const began = performance.now()
      facts(bomb)
      expect(performance.now() - began, bomb.slice(0, 20)).toBeLessThan(1_000)
    }
  })

  it('may come from oEmbed, whose markup nobody reads', () => {
    const said = {
      title: 'A film',
      provider_name: 'Films',
      thumbnail_url: 'https://films.example/t.jpg',
      html: '<script>',
    }
    expect(oembedFacts(JSON.stringify(said), 'https://films.example/oembed')).toEqual({
      title: 'A film',
      siteName: 'Films',
      pictureUrl: 'https://films.example/t.jpg',
    })
    expect(
      facts('<link rel="alternate" type="application/json+oembed" href="/oembed?x=1&amp;y=2">')
        .oembedUrl,
    ).toBe('https://site.example/oembed?x=1&y=2')
    for (const bad of ['', 'null', '[]', '"x"', '{"title":7}', '{"title":" "}'])
      expect(oembedFacts(bad, 'https://films.example/')?.title ?? null, bad).toBeNull()
  })
})

describe('the letters of a page', () => {
  const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding)
  const read = (page: Uint8Array, contentType: string | null = null, isCut = false) =>
    pageText(page, { contentType, isCut })
  it('are those of its mark, its header, its own word, in this order', () => {
    expect(read(bytes('café'), null)).toBe('café')
    expect(read(bytes('café', 'latin1'), 'text/html; charset=ISO-8859-1')).toBe('café')
    expect(
      read(Buffer.from([0xd4, 0xe5, 0xf0, 0xf0, 0xe8]), 'text/html; charset="windows-1251"'),
    ).toBe('Ферри')
    const japanese = Buffer.concat([
      bytes('<meta charset=shift_jis>'),
      Buffer.from([0x93, 0xfa, 0x96, 0x7b]),
    ])
    expect(read(japanese, 'text/html')).toContain('日本')
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), bytes('café', 'utf16le')])
    expect(read(utf16, 'text/html; charset=utf-8')).toBe('café')
    expect(read(bytes('<meta charset="utf-16">café'), null)).toContain('café')
  })

  it('are read as people would when they are not what they are said to be', () => {
    expect(read(bytes('café – “x”', 'latin1'), 'text/html; charset=utf-8')).toContain('café')
    expect(read(bytes('café', 'latin1'), null)).toBe('café')
    expect(read(bytes('café'), 'text/html; charset=klingon')).toBe('café')
  })

  it('may be cut off in the middle of one', () => {
    expect(read(bytes('café').subarray(0, 4), 'text/html; charset=utf-8', true)).toBe('caf')
    expect(read(bytes('日本').subarray(0, 4), null, true)).toBe('日')
  })
})

describe('a link that gets a card', () => {
  const alone = (text: string) => linksAlone(commentHtml({ format: 'markdown', source: text }))
  it('stands alone on a line', () => {
    expect(alone('https://a.example/x')).toEqual(['https://a.example/x'])
    expect(alone('Look:\nhttps://a.example/x\nGood, no?')).toEqual(['https://a.example/x'])
    expect(alone('[the timetable](https://a.example/x)')).toEqual(['https://a.example/x'])
    expect(alone('https://a.example/x\nhttps://b.example/\n\nhttps://a.example/x')).toEqual([
      'https://a.example/x',
      'https://b.example/',
    ])
  })

  it('is none within a sentence, a list, a quotation or code, and none that writes a letter', () => {
    for (const text of [
      'See https://a.example/x for more',
      'https://a.example/x https://b.example/',
      '- https://a.example/x',
      '> https://a.example/x',
      '    https://a.example/x',
      '`https://a.example/x`',
      '**https://a.example/x**',
      '[write](mailto:a@b.example)',
      'no link',
    ])
      expect(alone(text), text).toEqual([])
  })

  it('is an address of the web, known by what its server is asked for', () => {
    expect(pageUrlOf('https://a.example/x#part')).toBe('https://a.example/x')
    expect(pageUrlOf('HTTPS://A.example')).toBe('https://a.example/')
    for (const bad of [
      'ftp://a.example/',
      'https://me:pw@a.example/',
      'nonsense',
      `https://a.example/${'x'.repeat(2_000)}`,
    ])
      expect(pageUrlOf(bad), bad.slice(0, 30)).toBeNull()
    expect(hashOfUrl('https://a.example/')).not.toBe(hashOfUrl('https://a.example/x'))
  })

  it('is told apart from those of our own', () => {
    const at = (path: string) => ownPlaceOf(`https://us.example${path}`, 'https://us.example')
    const id = '01890000-0000-7000-8000-000000000000'
    expect(ownPlaceOf('https://other.example/articles/x', 'https://us.example')).toBeNull()
    expect(ownPlaceOf('https://us.example:8443/', 'https://us.example')).toBeNull()
    expect(at('/articles/ferry?order=newest')).toEqual({
      kind: 'article',
      slug: 'ferry',
      commentId: null,
    })
    expect(at(`/articles/ferry/comments/${id}`)).toEqual({
      kind: 'article',
      slug: 'ferry',
      commentId: id,
    })
    expect(at(`/articles/ferry#c-${id}`)).toEqual({ kind: 'article', slug: 'ferry', commentId: id })
    expect(at('/articles/%E6%B8%A1/comments/no-id')).toEqual({
      kind: 'article',
      slug: '渡',
      commentId: null,
    })
    for (const path of [
      '/',
      '/support',
      '/articles/ferry/comments',
      '/account',
      '/articles/%zz/x/y',
    ])
      expect(at(path), path).toEqual({ kind: 'page' })
  })
})
