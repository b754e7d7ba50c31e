import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localeFor } from '../../src/locales/index.js'
import { write } from '../../src/platform/events.js'
import { readArticle } from '../../src/publishing/index.js'
import { FEED_COMMENTS, FILES_AT_ONCE, threadJson } from '../../src/web/site/thread-files.js'
import { markdownComment, markdownHead } from '../../src/web/thread-markdown.js'
import type { CommentView } from '../../src/web/views.js'
import type { WebCtx } from '../../src/web/web-ctx.js'
import {
  type ApiComment,
  type Cluster,
  chatter,
  openCluster,
  openStage,
  type Posted,
  publish,
  type Stage,
} from '../cast.js'

let cluster: Cluster
let stage: Stage
beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create())
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})

const text = async (path: string) => (await stage.get(path)).text()
const staff = () => ({ authorization: `Bearer ${stage.staffToken}` })
const decide = (id: string, action: 'publish' | 'remove') =>
  fetch(`${stage.address}/api/v1/comments/${id}/decision`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...staff() },
    body: JSON.stringify({ action }),
  })
async function say(slug: string, said: string, about: { name?: string; parentId?: string } = {}) {
  const answer = await stage.post({ text: said, ...about }, { slug })
  if (answer.status !== 201) throw new Error(await answer.text())
  return (await answer.json()) as Posted
}
const FILES = ['rss', 'atom', 'json', 'md'].map((one) => `comments.${one}`)
/** The program's own ctx, with what its routes get. */
const webCtx = () => stage.app.ctx as unknown as WebCtx

type Node = {
  name: string
  uri: string
  attributes: Record<string, string>
  text: string
  children: Node[]
}

/** XML as a tree. Anything that is not well-formed, with namespaces, throws. */
function treeOf(xml: string): Node {
  const parser = new SaxesParser({ xmlns: true })
  const root: Node = { name: '', uri: '', attributes: {}, text: '', children: [] }
  const open = [root]
  const top = () => open.at(-1) ?? root
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag: SaxesTagNS) => {
    const attributes = Object.fromEntries(
      Object.values(tag.attributes).map(({ name, value }) => [name, value]),
    )
    const node = { name: tag.name, uri: tag.uri, attributes, text: '', children: [] }
    top().children.push(node)
    open.push(node)
  })
  parser.on('text', (words) => {
    top().text += words
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(xml).close()
  return root.children[0] ?? root
}
const all = (node: Node | undefined, name: string) =>
  (node?.children ?? []).filter((one) => one.name === name)
const one = (node: Node | undefined, name: string) => all(node, name)[0]
const textIn = (node: Node | undefined, name: string) => one(node, name)?.text
const withoutIsolates = (title: string | undefined) => title?.replace(/[\u2068\u2069]/g, '')

const HOSTILE_NAME = ']]> <b>"&\' </entry>'
const HOSTILE_TEXT =
  ']]></content></entry><script>alert(1)</script> &amp; "\u0001\u000b\ufffe\uffff" <!--'

describe('the feeds of a thread', () => {
  let root: Posted
  let reply: Posted
  beforeAll(async () => {
    await publish(stage.app, { slug: 'feeds', headline: 'Boats & <bells> ]]> "now"' })
    root = await say('feeds', HOSTILE_TEXT, { name: HOSTILE_NAME })
    reply = await say('feeds', 'שלום לכם, **the ferry** came at noon', {
      name: 'נועה',
      parentId: root.comment.id,
    })
  })

  it('are Atom with what answers what', async () => {
    const answer = await stage.get('/articles/feeds/comments.atom')
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    const feed = treeOf(await answer.text())
    expect(feed.uri).toBe('http://www.w3.org/2005/Atom')
    expect(feed.attributes['xml:lang']).toBe('en')
    expect(withoutIsolates(textIn(feed, 'title'))).toBe(
      'Boats & <bells> ]]> "now" · The Test Lantern',
    )
    const links = all(feed, 'link').map((link) => [link.attributes.rel, link.attributes.href])
    const origin = stage.app.ctx.origin()
    expect(links).toEqual([
      ['self', `${origin}/articles/feeds/comments.atom`],
      ['alternate', `${origin}/articles/feeds#discussion`],
    ])
    const [newest, oldest] = all(feed, 'entry')
    expect(textIn(newest, 'id')).toBe(`urn:uuid:${reply.comment.id}`)
    expect(textIn(newest, 'updated')).toBe(reply.comment.postedAt)
    expect(textIn(newest, 'published')).toBe(reply.comment.postedAt)
    expect(textIn(one(newest, 'author'), 'name')).toBe('נועה')
    expect(one(newest, 'thr:in-reply-to')).toMatchObject({
      uri: 'http://purl.org/syndication/thread/1.0',
      attributes: {
        ref: `urn:uuid:${root.comment.id}`,
        href: `${origin}/articles/feeds/comments/${root.comment.id}#c-${root.comment.id}`,
      },
    })
    expect(one(oldest, 'thr:in-reply-to')?.attributes.ref).toBe(`${origin}/articles/feeds`)
    const replies = all(oldest, 'link').find((link) => link.attributes.rel === 'replies')
    expect(replies?.attributes['thr:count']).toBe('1')
    expect(textIn(oldest, 'thr:total')).toBe('1')
    const href = one(newest, 'link')?.attributes.href ?? ''
    expect((await fetch(href.replace(origin, stage.address))).status).toBe(200)
  })

  it('are RSS as well', async () => {
    const answer = await stage.get('/articles/feeds/comments.rss')
    expect(answer.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
    const rss = treeOf(await answer.text())
    expect(rss.attributes.version).toBe('2.0')
    const channel = one(rss, 'channel')
    expect(textIn(channel, 'language')).toBe('en')
    expect(one(channel, 'atom:link')?.attributes).toMatchObject({
      rel: 'self',
      href: `${stage.app.ctx.origin()}/articles/feeds/comments.rss`,
    })
    const [newest] = all(channel, 'item')
    expect(one(newest, 'guid')).toMatchObject({
      text: `urn:uuid:${reply.comment.id}`,
      attributes: { isPermaLink: 'false' },
    })
    expect(textIn(newest, 'pubDate')).toBe(new Date(reply.comment.postedAt ?? '').toUTCString())
    expect(textIn(newest, 'dc:creator')).toBe('נועה')
  })

  it('carry hostile names and words as words, and say which way they run', async () => {
    for (const [path, entries, content, name] of [
      ['/articles/feeds/comments.atom', 'entry', 'content', 'author'],
      ['/articles/feeds/comments.rss', 'item', 'description', 'dc:creator'],
    ] as const) {
      const xml = await text(path)
      expect(xml).not.toMatch(/<script|<b>|\]\]>|(?!\s)\p{Cc}|[\ufffe\uffff]/u)
      const feed = treeOf(xml)
      const [newest, oldest] = all(path.endsWith('.rss') ? one(feed, 'channel') : feed, entries)
      const named = one(oldest, name)
      expect(named?.text || textIn(named, 'name')).toBe(HOSTILE_NAME)
      const html = textIn(oldest, content) ?? ''
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
      expect(html).not.toContain('<script')
      expect(textIn(newest, content)).toMatch(
        /^<div dir="rtl"><p>שלום.*<strong>the ferry<\/strong>/,
      )
      expect(textIn(newest, 'title')).toMatch(/^\u2068נועה\u2069: \u2068שלום.*\u2069$/)
    }
  })

  it('hold the newest comments that everybody may see, and change as they do', async () => {
    await publish(stage.app, { slug: 'many', headline: 'Many' })
    const ids: string[] = []
    for (let at = 0; at < FEED_COMMENTS; at += 1)
      ids.unshift((await say('many', chatter(1_000 + at))).comment.id)
    const idsIn = async () =>
      all(treeOf(await text('/articles/many/comments.atom')), 'entry').map((entry) =>
        textIn(entry, 'id'),
      )
    const urns = (list: string[]) => list.map((id) => `urn:uuid:${id}`)
    expect(await idsIn()).toEqual(urns(ids))
    const last = await say('many', chatter(1_999), { parentId: ids.at(-1) })
    expect(await idsIn()).toEqual(urns([last.comment.id, ...ids.slice(0, -1)]))
    const held = await say('many', chatter(1_999))
    expect(held.state).toBe('held')
    expect(await idsIn()).toEqual(urns([last.comment.id, ...ids.slice(0, -1)]))
    await decide(last.comment.id, 'remove')
    expect(await idsIn()).toEqual(urns(ids))
  })

  it('are kept until something changes, and answer 304', async () => {
    for (const file of ['rss', 'atom']) {
      const first = await stage.get(`/articles/feeds/comments.${file}`)
      const etag = first.headers.get('etag') ?? ''
      const again = await stage.get(`/articles/feeds/comments.${file}`, { 'if-none-match': etag })
      expect(again.status).toBe(304)
    }
  })

  it('are well-formed without a comment', async () => {
    await publish(stage.app, { slug: 'empty', headline: 'Nobody spoke', language: 'de' })
    const feed = treeOf(await text('/articles/empty/comments.atom'))
    expect(feed.attributes['xml:lang']).toBe('de')
    expect(textIn(feed, 'updated')).toMatch(/^2026-11-01T08:00:00/)
    expect(all(one(treeOf(await text('/articles/empty/comments.rss')), 'channel'), 'item')).toEqual(
      [],
    )
    expect(await stage.json('/articles/empty/comments.json')).toMatchObject({
      total: 0,
      comments: [],
    })
  })
})

type Whole = { article: unknown; total: number; comments: ApiComment[] }

describe('a whole thread', () => {
  it('is 404 for what is no article', async () => {
    await publish(stage.app, { slug: 'draft', headline: 'Not yet', state: 'draft' })
    for (const file of FILES)
      for (const slug of ['none', 'draft', '%F0%9F%9A%A2'])
        expect([file, (await stage.get(`/articles/${slug}/${file}`)).status]).toEqual([file, 404])
    expect((await stage.get('/articles/none/comments.json')).headers.get('content-type')).toContain(
      'application/problem+json',
    )
  })

  it('says in place of what is hidden that it is, and nothing of it', async () => {
    await publish(stage.app, { slug: 'hidden', headline: 'Hidden' })
    const removed = await say('hidden', chatter(2_000), { name: 'Mallory' })
    const below = await say('hidden', chatter(2_001), { parentId: removed.comment.id })
    const gone = await say('hidden', chatter(2_002), { name: 'Mallory' })
    const held = await say('hidden', chatter(2_001), { name: 'Trudy' })
    expect(held.state).toBe('held')
    await decide(removed.comment.id, 'remove')
    await decide(gone.comment.id, 'remove')
    const whole = await stage.json<Whole>('/articles/hidden/comments.json')
    expect(whole.comments.map(({ id, state }) => [id, state])).toEqual([
      [removed.comment.id, 'removed'],
      [below.comment.id, 'published'],
    ])
    expect(whole.comments[0]).toMatchObject({ text: '', html: '', author: null })
    for (const file of FILES) {
      const body = await text(`/articles/hidden/${file}`)
      for (const secret of [chatter(2_000), chatter(2_002), 'Mallory', 'Trudy'])
        expect(body, file).not.toContain(secret)
      // A token of staff makes no difference: these files are the same for everybody.
      const asStaff = await (await stage.get(`/articles/hidden/${file}`, staff())).text()
      expect(asStaff).toBe(body)
    }
    expect(await text('/articles/hidden/comments.md')).toMatch(/^> ## _Removed/m)
  })

  it('has an ETag that lasts until somebody writes', async () => {
    await publish(stage.app, { slug: 'kept', headline: 'Kept' })
    for (const file of ['comments.json', 'comments.md']) {
      const path = `/articles/kept/${file}`
      const etag = (await stage.get(path)).headers.get('etag') ?? ''
      expect(etag).toMatch(/^W\/"/)
      const unchanged = await stage.get(path, { 'if-none-match': etag })
      expect([unchanged.status, await unchanged.text()]).toEqual([304, ''])
      await say('kept', chatter(file.length + 3_000))
      expect((await stage.get(path, { 'if-none-match': etag })).status).toBe(200)
      const head = await fetch(`${stage.address}${path}`, { method: 'HEAD' })
      expect([head.status, await head.text()]).toEqual([200, ''])
    }
  })
})

describe('a whole thread of 3,000 comments', () => {
  const COMMENTS = 3_000
  const ids: string[] = []
  beforeAll(async () => {
    await publish(stage.app, { slug: 'long', headline: 'Long' })
    // 50 at a time: parents are taken from those that are there.
    while (ids.length < COMMENTS) {
      const known = ids.length
      const posted = await Promise.all(
        Array.from({ length: 50 }, (_, at) => {
          const number = known + at
          const isRoot = known === 0 || number % 10 === 0
          const parentId = isRoot ? undefined : ids[(number * 7_919) % known]
          return say('long', chatter(10_000 + number), { parentId })
        }),
      )
      ids.push(...posted.map((answer) => answer.comment.id))
    }
  })

  it('comes as JSON, every comment once, each after its parent', async () => {
    const whole = await stage.json<Whole>('/articles/long/comments.json')
    expect(whole.total).toBe(COMMENTS)
    expect(whole.comments.map((comment) => comment.id).sort()).toEqual([...ids].sort())
    const seen = new Set<string>()
    for (const { id, parentId } of whole.comments) {
      expect(parentId === null || seen.has(parentId)).toBe(true)
      seen.add(id)
    }
    expect(whole.comments).toEqual(await stage.wholeThread('oldest', 200, {}, 'long'))
  })

  it('comes as Markdown, every comment once', async () => {
    const document = await text('/articles/long/comments.md')
    const found = [...document.matchAll(/^(?:> )+<http\S+#c-(\S+)>$/gm)].map((match) => match[1])
    expect(found.sort()).toEqual([...ids].sort())
  })

  it('comes packed to whoever takes that', async () => {
    const plain = await text('/articles/long/comments.md')
    const answer = await stage.get('/articles/long/comments.md', { 'accept-encoding': 'gzip' })
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(await answer.text()).toBe(plain)
    const refused = await stage.get('/articles/long/comments.md', {
      'accept-encoding': 'gzip;q=0, identity',
    })
    expect(refused.headers.get('content-encoding')).toBeNull()
    expect(await refused.text()).toBe(plain)
    expect(() => gunzipSync(plain)).toThrow()
  })

  it('is read no faster than it is taken', async () => {
    const article = await readArticle(stage.app.ctx, 'long')
    const place = {
      slug: 'long',
      headline: article.headline,
      threadId: article.thread_id ?? '',
      total: 0,
    }
    const parts = threadJson(webCtx(), place)
    await parts.next()
    const first = (await parts.next()).value ?? ''
    // Said after the first part was taken, last in the order of time: a file made beforehand would not have it.
    const late = await say('long', chatter(20_000))
    let rest = ''
    let longest = first.length
    for await (const part of parts) {
      rest += part
      longest = Math.max(longest, part.length)
    }
    expect(first).not.toContain(late.comment.id)
    expect(rest).toContain(late.comment.id)
    expect(longest).toBeLessThan((first.length + rest.length) / 10)
    await decide(late.comment.id, 'remove')
  })

  it(`is sent to ${FILES_AT_ONCE} at once; to more when one of them has it or goes away`, async () => {
    // More than the buffers between two sockets hold, so that who does not read is waited for.
    await stage.app.ctx.pool.query(
      `update comment set html = repeat('<p>x</p>', 1500) where id = any($1::uuid[])`,
      [ids],
    )
    const path = `${stage.address}/articles/long/comments.json`
    const ask = async () => {
      const leave = new AbortController()
      const answer = await fetch(path, {
        signal: leave.signal,
        headers: { 'accept-encoding': 'identity' },
      })
      return { answer, leave }
    }
    const readers = await Promise.all(Array.from({ length: FILES_AT_ONCE }, ask))
    expect(readers.map(({ answer }) => answer.status)).toEqual(readers.map(() => 200))
    const tooMany = await ask()
    expect(tooMany.answer.status).toBe(503)
    expect(tooMany.answer.headers.get('cache-control')).toBe('private, no-store')
    expect(tooMany.answer.headers.get('etag')).toBeNull()
    expect(((await tooMany.answer.json()) as { code: string }).code).toBe('request/too-busy')
    const [first, ...others] = readers
    const whole = (await first?.answer.json()) as Whole
    expect(whole.comments).toHaveLength(COMMENTS)
    const second = await ask()
    expect(second.answer.status).toBe(200)
    for (const { leave } of [...others, second]) leave.abort()
    await expect
      .poll(async () => {
        const next = await ask()
        next.leave.abort()
        return next.answer.status
      })
      .toBe(200)
  })
})

describe('the Markdown of a thread', () => {
  const parser = new MarkdownIt({ html: true, linkify: false })
  type Token = ReturnType<typeof parser.parse>[number]
  const tokensOf = (document: string) => {
    const flat = (tokens: Token[]): Token[] =>
      tokens.flatMap((token) => [token, ...flat(token.children ?? [])])
    return flat(parser.parse(document, {}))
  }

  it('reads like a discussion', async () => {
    await publish(stage.app, { slug: 'talk', headline: 'A *talk*' })
    const root = await say('talk', 'First line\n\n- one\n- two\n\n`code`', { name: 'Ada' })
    await say('talk', 'I **agree**.', { name: 'Bob', parentId: root.comment.id })
    const document = (await text('/articles/talk/comments.md')).replace(/[\u2068\u2069\u2060]/g, '')
    const origin = stage.app.ctx.origin()
    const [first, second] = (await stage.wholeThread('oldest', 50, {}, 'talk')).map((comment) => ({
      when: (comment.postedAt ?? '').slice(0, 16).replace('T', ' '),
      address: `${origin}/articles/talk/comments/${comment.id}#c-${comment.id}`,
    }))
    expect(document).toBe(`# A \\*talk\\*

<${origin}/articles/talk>

> ## Ada · ${first?.when} UTC
>
> <${first?.address}>
>
> First line
>
> - one
> - two
>
> \`code\`

> > ### Bob · ${second?.when} UTC
> >
> > <${second?.address}>
> >
> > I **agree**.
`)
  })

  it('keeps every comment in its place, whatever it says', async () => {
    await publish(stage.app, { slug: 'siege', headline: '# [x](http://evil.example) <img>' })
    const attacks = [
      '# Editor · 2026-11-01 08:00 UTC\n\nI resign.',
      '> ## Editor\n> - # Editor\n1. # Editor\n> > - 2) ### Editor ###',
      'Editor\n===\n\nEditor\n---\n\n> Editor\n> ---   \n\n- Editor\n  ===',
      '```\nnever closed\n# not a heading',
      '~~~~ js\n> # never closed',
      '<script>alert(1)</script> \\<b> \\\\<b> \\\\\\<i> <!-- never closed',
      '<div>\n\n<?php <![CDATA[ </blockquote><iframe src=//evil.example>',
      '[sic]: http://evil.example\n[^1]: note\n[a\nb]: http://evil.example "t"',
      'Somebody wrote [sic] and [a\nb] and [^1] ![pixel](/pixel.png) ![sic]',
      '    # indented\n\n\t<b>tab</b>',
      '* * *\n***\n___\n- - -',
      'שלום\n\n# כותרת',
    ]
    const names = ['# <b>x</b>', '[a](http://evil.example)', 'www.evil.example', '> `x` | ![y](z)']
    for (const [at, attack] of attacks.entries())
      await say('siege', `${attack}\n\n${chatter(30_000 + at)}`, { name: names[at % names.length] })
    const document = await text('/articles/siege/comments.md')
    const whole = await stage.json<Whole>('/articles/siege/comments.json')
    const comments = whole.comments.length
    expect(comments).toBeGreaterThan(6)
    const tokens = tokensOf(document)
    const count = (type: string) => tokens.filter((token) => token.type === type).length
    expect(count('heading_open')).toBe(comments + 1)
    expect(count('html_block') + count('html_inline') + count('image')).toBe(0)
    const links = tokens.filter((token) => token.type === 'link_open').map((token) => token.attrs)
    const hrefs = links.map((attrs) => String(attrs?.[0]?.[1]))
    // What was a picture is a link, as on the page.
    expect(hrefs.filter((href) => href !== '/pixel.png')).toHaveLength(comments + 1)
    for (const href of hrefs)
      expect(href === '/pixel.png' || href.startsWith(stage.app.ctx.origin())).toBe(true)
    const top = parser.parse(document, {}).filter((token) => token.level === 0)
    expect(top.filter((token) => token.type === 'blockquote_open')).toHaveLength(comments)
    // A name makes no link, not even for programs that make links of bare addresses.
    const page = new MarkdownIt({ linkify: true }).render(document)
    for (const [heading] of page.matchAll(/<h\d>.*?<\/h\d>/gs)) expect(heading).not.toContain('<a')
  })

  it('keeps whatever is thrown together in its place', () => {
    const scrap = fc.constantFrom(
      ...[
        '#',
        '##',
        '# x',
        '=',
        '===',
        '---',
        '-',
        '+',
        '*',
        '>',
        '> ',
        '1.',
        '2) ',
        '`',
        '```',
        '~~~',
      ],
      ...[
        '<',
        '<b>',
        '</',
        '<!--',
        '-->',
        '<?',
        '<![CDATA[',
        'http://e.example',
        '\\',
        '\\\\',
        '!',
        '![a]',
      ],
      ...[
        '[a]',
        ']:',
        ': ',
        '[a]: /x',
        '(/x)',
        '|',
        '&lt;',
        '\n',
        '\n\n',
        '\r\n',
        ' ',
        '    ',
        '\t',
        'x',
        'שלום',
      ],
    )
    const words = fc.array(scrap, { maxLength: 40 }).map((scraps) => scraps.join(''))
    const about = { origin: 'https://us.example', slug: 'x', locale: localeFor('en') }
    const said = (at: number, name: string): CommentView => ({
      id: `c${at}`,
      parentId: at === 0 ? null : `c${at - 1}`,
      depth: at,
      author: { name, marks: [], url: null },
      html: '',
      text: '',
      state: 'published',
      postedAt: '2026-11-01T08:00:00.000Z',
      language: null,
      dir: 'ltr',
      replies: 0,
      descendants: 0,
      recommends: 0,
      pictures: [],
      cards: [],
      rule: null,
      isAuthorGone: false,
      editedAt: null,
      historyUrl: '',
      pickedAt: null,
      url: `/c${at}`,
    })
    const hold = (sources: string[], name: string) => {
      const document =
        markdownHead({ ...about, headline: name }) +
        sources
          .map((source, at) =>
            markdownComment(said(at, name), { ...about, source: { format: 'markdown', source } }),
          )
          .join('')
      const tokens = tokensOf(document)
      const count = (type: string) => tokens.filter((token) => token.type === type).length
      expect(count('heading_open')).toBe(sources.length + 1)
      expect(count('html_block') + count('html_inline') + count('image')).toBe(0)
      const top = parser.parse(document, {}).filter((token) => token.level === 0)
      expect(top.filter((token) => token.type === 'blockquote_open')).toHaveLength(sources.length)
      const env: Parameters<typeof parser.parse>[1] = {}
      parser.parse(document, env)
      expect(Object.keys(env.references ?? {})).toEqual([])
    }
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 4 }), words, (sources, name) =>
        hold(sources, name),
      ),
      { numRuns: 2_000 },
    )
  })

  it('says by a link what is answered where quotes end', async () => {
    await publish(stage.app, { slug: 'deep', headline: 'Deep' })
    let parentId: string | undefined
    const chain: string[] = []
    for (let at = 0; at < 9; at += 1) {
      parentId = (await say('deep', chatter(40_000 + at), { parentId })).comment.id
      chain.push(parentId)
    }
    const document = await text('/articles/deep/comments.md')
    expect(Math.max(...[...document.matchAll(/^(?:> )+/gm)].map((match) => match[0].length))).toBe(
      14,
    )
    const answered = [...document.matchAll(/↳ <\S+#c-(\S+)>/g)].map((match) => match[1])
    expect(answered).toEqual([chain[6], chain[7]].slice(-2))
  })

  it('shows comments that came as HTML or plain text as plain text', async () => {
    await publish(stage.app, { slug: 'came', headline: 'Came' })
    const { comment } = await say('came', chatter(50_000))
    await write(stage.app.ctx, async (tx, emit) => {
      await tx
        .updateTable('comment')
        .set({
          format: 'html',
          source: '<p># x</p>',
          text: '# x <b>\n- [y](http://z.example)\n12. see http://ok.example/a_b?c=1&d.',
        })
        .where('id', '=', comment.id)
        .execute()
      const article = await readArticle(stage.app.ctx, 'came')
      emit({ name: 'thread.imported', threadId: article.thread_id ?? '' })
    })
    const document = await text('/articles/came/comments.md')
    expect(document).toContain('> \\# x \\<b\\>\n> \\- \\[y\\](<http://z.example>)\n')
    expect(document).toContain('> 12\\. see <http://ok.example/a_b?c=1&d>.')
    expect(tokensOf(document).filter((token) => token.type === 'heading_open')).toHaveLength(2)
  })
})

type Counts = { counts: Record<string, number> }

describe('counts of many articles', () => {
  const slugs = Array.from({ length: 100 }, (_, at) => `story-${at + 1}`)
  beforeAll(async () => {
    for (const slug of slugs) await publish(stage.app, { slug, headline: slug })
    await say('story-1', chatter(60_000))
    await say('story-1', chatter(60_001))
    await say('story-100', chatter(60_002))
  })
  const countsOf = (query: string) => stage.get(`/api/v1/counts?${query}`)

  it('come in one answer for 100 articles, and not for 101', async () => {
    const answer = await countsOf(`slugs=${slugs.join(',')}`)
    expect(answer.status).toBe(200)
    const { counts } = (await answer.json()) as Counts
    expect(Object.keys(counts)).toHaveLength(100)
    expect([counts['story-1'], counts['story-2'], counts['story-100']]).toEqual([2, 0, 1])
    const tooMany = await countsOf(`slugs=${slugs.join(',')},one-more`)
    expect(tooMany.status).toBe(400)
    expect(tooMany.headers.get('content-type')).toContain('application/problem+json')
    expect(((await tooMany.json()) as { code: string }).code).toBe('request/invalid')
    const together = `slugs=${slugs.join(',')}&urls=https://a.example/`
    expect((await countsOf(together)).status).toBe(400)
  })

  it('leave out what is not known, and move with every comment', async () => {
    const query = 'slugs=story-1,none,draft,__proto__,story-3'
    expect(await (await countsOf(query)).json()).toEqual({ counts: { 'story-1': 2, 'story-3': 0 } })
    const { comment } = await say('story-3', chatter(60_003))
    expect(await (await countsOf(query)).json()).toEqual({ counts: { 'story-1': 2, 'story-3': 1 } })
    await decide(comment.id, 'remove')
    expect(await (await countsOf(query)).json()).toEqual({ counts: { 'story-1': 2, 'story-3': 0 } })
  })

  it('are found by address where the article lives elsewhere', async () => {
    const url = 'https://elsewhere.example/2026/a,b?c=d&e'
    expect(await (await countsOf(`urls=${encodeURIComponent(url)}`)).json()).toEqual({ counts: {} })
    await publish(stage.app, { slug: 'far', headline: 'Far', home: 'elsewhere', originUrl: url })
    const moved = 'https://old.example/moved'
    await publish(stage.app, { slug: 'near', headline: 'Near', home: 'here', originUrl: moved })
    await say('far', chatter(60_004))
    const both = encodeURIComponent(`${moved},${url}`)
    for (const query of [`urls=${both}`, `urls=${encodeURIComponent(url)}`])
      expect(await (await countsOf(`slugs=story-1&${query}`)).json()).toEqual({
        counts: { 'story-1': 2, [url]: 1 },
      })
  })

  it('refuse what is no list', async () => {
    for (const query of ['', 'slugs=', 'slugs=,,', 'slugs=%00', 'what=1', 'slugs=a&slugs=b'])
      expect([query, (await countsOf(query)).status]).toEqual([query, 400])
  })
})

describe('the page of an article', () => {
  it('links to its feed and tells search engines of its thread', async () => {
    await publish(stage.app, { slug: 'told', headline: 'Told </script><script>' })
    const words = chatter(70_000)
    const { comment } = await say('told', `${words} </script><script>alert(1)</script>`)
    const removed = await say('told', chatter(70_001), { name: 'Mallory' })
    await say('told', chatter(70_002), { parentId: removed.comment.id })
    const held = await say('told', `${words} </script><script>alert(1)</script>`, { name: 'Trudy' })
    expect(held.state).toBe('held')
    await decide(removed.comment.id, 'remove')
    const page = await text('/articles/told')
    expect(page).toMatch(
      /<link rel="alternate" type="application\/atom\+xml" title="[^"<>]*Told[^"]*" href="\/articles\/told\/comments\.atom"\/?>/,
    )
    const [, block = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page) ?? []
    const told = JSON.parse(block) as {
      comment: { text: string; url: string }[]
      commentCount: number
    }
    expect(told.commentCount).toBe(2)
    expect(told.comment.map((one) => one.url)).toEqual([
      `${stage.app.ctx.origin()}/articles/told/comments/${comment.id}#c-${comment.id}`,
    ])
    expect(told.comment[0]?.text).toContain(words)
    expect(block).not.toMatch(/Mallory|Trudy/)
    expect(block).not.toContain(chatter(70_001))
    expect(page.match(/<script/g)).toHaveLength(2)
  })
})
