import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkData } from '../../src/check.js'
import { askPage } from '../../src/discussion/cards/ask-page.js'
import {
  CARD_HOST_PAUSE_MS,
  CARD_HOST_WAIT_MAX_MS,
  CARD_KEPT_MS,
  CARD_MISS_MS,
  CARDS_PER_DAY_MAX,
} from '../../src/discussion/cards/link-cards.js'
import { CARD_TRIES_MAX } from '../../src/discussion/cards/make-card.js'
import { EDIT_FREE_MS, makeCard, sweepCards } from '../../src/discussion/index.js'
import { openOutbound } from '../../src/platform/outbound.js'
import { type Member, signUp } from '../accounts/people.js'
import {
  type ApiComment,
  type Cluster,
  chatter,
  openCluster,
  openStage,
  publish,
  type Stage,
} from '../cast.js'
import { photo } from '../pictures.js'

let cluster: Cluster
let stage: Stage
// Long ago, so that what is planned for later is done at once.
let now = new Date('2024-11-20T10:00:00Z')
const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}

/** A site that readers link to, on loopback: real HTTP, and what it was asked. */
type Site = {
  url: string
  port: number
  asked: IncomingMessage[]
  serve(listener: RequestListener): void
  server: Server
}
const free: Site[] = []
async function openSite(): Promise<Site> {
  let answer: RequestListener = (_request, response) => response.end()
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    answer(request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    port,
    asked,
    server,
    serve: (listener) => (answer = listener),
  }
}
const sites: Site[] = []
/** A site that the stage may ask, and nobody has asked yet. */
const aSite = (): Site => {
  const site = free.pop()
  if (!site) throw new Error('more sites are needed')
  return site
}

beforeAll(async () => {
  cluster = await openCluster()
  for (let i = 0; i < 70; i += 1) sites.push(await openSite())
  free.push(...sites)
  stage = await openStage(
    await cluster.create(),
    { clock: () => now },
    { OUTBOUND_ALLOW: sites.map((one) => `localhost:${one.port}`).join(',') },
  )
})
afterAll(async () => {
  await stage?.app.drain()
  expect((await checkData(stage.app.ctx.db)).flatMap((part) => part.violations)).toEqual([])
  await stage?.app.close()
  for (const { server } of sites) {
    server.closeAllConnections()
    server.close()
  }
  await cluster?.stop()
})

let count = 0
const next = () => {
  count += 1
  return count
}
const something = () => chatter(next() + 70_000)
const html = (head: string, body = '') =>
  `<!doctype html><html lang="en"><head>${head}</head><body>${body}`
const open = (title: string, more: Record<string, string> = {}) =>
  Object.entries({ title, ...more })
    .map(([name, content]) => `<meta property="og:${name}" content="${content}">`)
    .join('')
/** Serves one page, and pictures beside it. */
const page =
  (head: string, pictures: Record<string, Uint8Array> = {}): RequestListener =>
  (request, response) => {
    const picture = pictures[request.url ?? '']
    if (picture) response.setHeader('content-type', 'image/jpeg').end(picture)
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(html(head))
  }

async function say(
  text: string,
  options: { slug?: string; who?: Member; parentId?: string | null } = {},
) {
  const response = await stage.post(
    { text, ...(options.who ? {} : { name: 'Nell' }), parentId: options.parentId ?? null },
    { slug: options.slug, headers: options.who?.headers },
  )
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as { comment: ApiComment; state: string }
}
/** Says something with a link alone on a line, and waits for what comes of it. */
async function link(url: string, options: Parameters<typeof say>[1] = {}) {
  const said = await say(`${something()}\n\n${url}`, options)
  await stage.app.drain()
  return said
}
const newArticle = async () => {
  const slug = `linked-${next()}`
  await publish(stage.app, { slug, headline: `Linked ${count}` })
  return slug
}
type Card = { href: string; rel: string; dir: string; html: string; words: string }
/** The cards on the page of a comment, as a browser gets it. */
async function cardsAt(path: string, headers: Record<string, string> = {}): Promise<Card[]> {
  const text = await (await stage.get(path, headers)).text()
  return [...text.matchAll(/<a class="link-card"(.*?)<\/a>/gs)].map(([, inner = '']) => ({
    href: /href="([^"]*)"/.exec(inner)?.[1] ?? '',
    rel: /rel="([^"]*)"/.exec(inner)?.[1] ?? '',
    dir: /dir="([^"]*)"/.exec(inner)?.[1] ?? '',
    html: inner,
    words: inner
      .replace(/^[^>]*>/, '')
      .replace(/<[^>]+>/g, '|')
      .replace(/\|+/g, '|')
      .replace(/[\u2068\u2069]/g, ''),
  }))
}
const cardsOf = (id: string, slug = stage.slug) => cardsAt(`/articles/${slug}/comments/${id}`)
const decide = (id: string, action: 'publish' | 'remove') =>
  fetch(`${stage.address}/api/v1/comments/${id}/decision`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${stage.staffToken}` },
    body: JSON.stringify({ action }),
  })
const sql = async <T>(text: string, values: unknown[] = []) =>
  (await stage.app.ctx.pool.query(text, values)).rows as T[]
const cardRow = async (url: string) =>
  (
    await sql<{
      id: string
      state: string
      problem: string | null
      tries: number
      asked_at: Date | null
      picture_id: string | null
    }>('select * from link_card where url = $1', [url])
  )[0]

describe('a link alone on a line', () => {
  it('gets a card: a plain link with what the page says of itself and a picture from our own address', async () => {
    const site = aSite()
    site.serve(
      page(
        open('The boat &amp; the horn', {
          description: 'It sails at six.',
          site_name: 'The Gazette',
          image: '/p.jpg',
        }),
        {
          '/p.jpg': await photo(600, 400, 1),
        },
      ),
    )
    const { comment } = await link(`${site.url}/story?x=1`)
    const [card] = await cardsOf(comment.id)
    expect(card).toMatchObject({
      href: `${site.url}/story?x=1`,
      rel: 'nofollow ugc noopener',
      dir: 'ltr',
    })
    expect(card?.words).toBe('|The boat &amp; the horn|It sails at six.|The Gazette|')
    const src = /src="([^"]+)"/.exec(card?.html ?? '')?.[1] ?? ''
    expect(src).toMatch(/^\/pictures\/[0-9a-f-]+-320\.webp$/)
    const picture = await stage.get(src)
    expect(picture.headers.get('content-type')).toBe('image/webp')
    expect(await sharp(Buffer.from(await picture.arrayBuffer())).metadata()).toMatchObject({
      width: 320,
    })
    // Asked once for the page and once for the picture, and told nothing of anybody.
    expect(site.asked.map((one) => one.url)).toEqual(['/story?x=1', '/p.jpg'])
    for (const { headers } of site.asked) {
      expect(headers['user-agent']).toBe('Readership')
      for (const name of ['cookie', 'referer', 'origin', 'x-forwarded-for', 'authorization'])
        expect(headers[name], name).toBeUndefined()
    }
  })

  it('shows its card on pages that were made before it came', async () => {
    const site = aSite()
    let goOn = () => {}
    site.serve((_request, response) => {
      goOn = () => response.setHeader('content-type', 'text/html').end(html(open('Late')))
    })
    const slug = await newArticle()
    const { comment } = await say(`${something()}\n\n${site.url}/`, { slug })
    await expect.poll(() => site.asked.length).toBe(1)
    for (const path of [`/articles/${slug}`, `/articles/${slug}/comments/${comment.id}`])
      expect(await cardsAt(path)).toEqual([])
    goOn()
    await stage.app.drain()
    for (const path of [`/articles/${slug}`, `/articles/${slug}/comments/${comment.id}`])
      expect((await cardsAt(path)).map((one) => one.words)).toEqual([
        expect.stringContaining('Late'),
      ])
  })

  it('is one of two at most, and none of those within words', async () => {
    const three = [aSite(), aSite(), aSite()]
    for (const [at, site] of three.entries()) site.serve(page(open(`Page ${at}`)))
    const inWords = aSite()
    const text = `See ${inWords.url}/ first, it has all the words that one could wish for in a text such as this one, and many more besides.\n\n${three.map((one) => `${one.url}/`).join('\n\n')}\n\nThese are enough words for each of the links above, so that nobody takes them for a flood of links without anything to say.`
    const { comment, state } = await say(text)
    expect(state).toBe('published')
    await stage.app.drain()
    expect((await cardsOf(comment.id)).map((one) => one.href)).toEqual(
      three.slice(0, 2).map((one) => `${one.url}/`),
    )
    expect([inWords, ...three].map((one) => one.asked.length)).toEqual([0, 1, 1, 0])
  })

  it('is asked about when its comment is published, not while it is held', async () => {
    const site = aSite()
    site.serve(page(open('Held back')))
    const { comment, state } = await link(`you are an idiot and a moron\n\n${site.url}/`)
    expect(state).toBe('held')
    expect(site.asked).toEqual([])
    await decide(comment.id, 'publish')
    await stage.app.drain()
    expect(await cardsOf(comment.id)).toHaveLength(1)
    const src = await cardRow(`${site.url}/`)
    expect(src?.state).toBe('shown')
  })

  it('is asked about once, whoever links to it, until it is old; then it says what it says now', async () => {
    const site = aSite()
    site.serve(page(open('First')))
    const first = await link(`${site.url}/#top`)
    later(CARD_KEPT_MS)
    const second = await link(`${site.url}/`)
    expect(site.asked).toHaveLength(1)
    expect((await cardsOf(second.comment.id))[0]?.words).toContain('First')
    site.serve(page(open('Second')))
    later(1)
    await link(`${site.url}/`)
    expect(site.asked).toHaveLength(2)
    for (const { comment } of [first, second])
      expect((await cardsOf(comment.id))[0]?.words).toContain('Second')
  })

  it('is remembered when it has no card, for a day', async () => {
    const site = aSite()
    site.serve((_request, response) => response.writeHead(404).end())
    await link(`${site.url}/`)
    later(CARD_MISS_MS)
    await link(`${site.url}/`)
    expect(site.asked).toHaveLength(1)
    site.serve(page(open('Back again')))
    later(1)
    const { comment } = await link(`${site.url}/`)
    expect(site.asked).toHaveLength(2)
    expect(await cardsOf(comment.id)).toHaveLength(1)
  })

  it('keeps its language and direction, and nothing of its markup', async () => {
    const site = aSite()
    site.serve((_request, response) =>
      response
        .setHeader('content-type', 'text/html')
        .end('<html lang="ar"><title>العبّارة &lt;script>alert(1)&lt;/script&gt; "x"</title>'),
    )
    const { comment } = await link(`${site.url}/`)
    const [card] = await cardsOf(comment.id)
    expect(card?.dir).toBe('rtl')
    expect(card?.html).toContain('lang="ar"')
    expect(card?.html).not.toContain('<script')
    expect(card?.words).toContain('العبّارة &lt;script>')
  })

  it('gets the picture and title of its oEmbed where the page itself has no title', async () => {
    const site = aSite()
    const picture = await photo(300, 200, 7)
    site.serve((request, response) => {
      if (request.url === '/t.jpg') response.end(picture)
      else if (request.url === '/oembed')
        response.setHeader('content-type', 'application/json').end(
          JSON.stringify({
            title: 'A film',
            provider_name: 'Films',
            thumbnail_url: `${site.url}/t.jpg`,
            html: '<iframe>',
          }),
        )
      else
        response
          .setHeader('content-type', 'text/html')
          .end(html('<link rel="alternate" type="application/json+oembed" href="/oembed">'))
    })
    const { comment } = await link(`${site.url}/film`)
    const [card] = await cardsOf(comment.id)
    expect(card?.words).toBe('|A film|Films|')
    expect(card?.html).toContain('/pictures/')
  })
})

describe('what a site does to us', () => {
  const problemOf = async (site: Site) => (await cardRow(`${site.url}/`))?.problem
  it('may be to lead elsewhere: to another page, whose host is shown, but to no private address', async () => {
    const [site, other] = [aSite(), aSite()]
    other.serve(page('<title>Elsewhere</title>'))
    site.serve((_request, response) =>
      response.writeHead(302, { location: `${other.url}/end` }).end(),
    )
    const { comment } = await link(`${site.url}/`)
    expect(await cardsOf(comment.id)).toMatchObject([
      { href: `${site.url}/`, words: `|Elsewhere|localhost:${other.port}|` },
    ])

    const inside = await openSite()
    for (const [to, problem] of [
      ['http://127.0.0.1/', 'address'],
      ['http://169.254.169.254/latest/meta-data/', 'address'],
      ['http://[::1]/', 'address'],
      [`${inside.url}/`, 'port'],
      ['file:///etc/passwd', 'scheme'],
    ] as const) {
      const trap = aSite()
      trap.serve((_request, response) => response.writeHead(301, { location: to }).end())
      const said = await link(`${trap.url}/`)
      expect([await problemOf(trap), await cardsOf(said.comment.id)], to).toEqual([problem, []])
    }
    expect(inside.asked).toEqual([])
    inside.server.close()
  })

  it('may be to lead its picture to a private address, or send none that we can show', async () => {
    const inside = await openSite()
    const flood = await sharp({
      create: { width: 9_000, height: 9_000, channels: 3, background: '#fff' },
    })
      .png({ compressionLevel: 9 })
      .toBuffer()
    expect(flood.length).toBeLessThan(400_000)
    const pictures: Record<string, RequestListener> = {
      redirect: (_request, response) =>
        response.writeHead(302, { location: `${inside.url}/x.jpg` }).end(),
      svg: (_request, response) =>
        response
          .setHeader('content-type', 'image/svg+xml')
          .end('<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"/>'),
      flood: (_request, response) => response.end(flood),
      counter: async (_request, response) => response.end(await photo(60, 60, 3)),
      torn: async (_request, response) =>
        response.end((await photo(300, 300, 4)).subarray(0, 2_000)),
      large: (_request, response) =>
        response.writeHead(200, { 'content-length': 6_000_000 }).end(Buffer.alloc(6_000_000)),
      missing: (_request, response) => response.writeHead(500).end(),
    }
    for (const [name, answer] of Object.entries(pictures)) {
      const site = aSite()
      site.serve((request, response) =>
        request.url === '/p'
          ? answer(request, response)
          : page(open(`With ${name}`, { image: '/p' }))(request, response),
      )
      const { comment } = await link(`${site.url}/`)
      const [card] = await cardsOf(comment.id)
      expect([card?.words, card?.html.includes('<img')], name).toEqual([
        expect.stringContaining(`With ${name}`),
        false,
      ])
    }
    expect(inside.asked).toEqual([])
    inside.server.close()
  })

  it('may be to send without end: what stands at the beginning counts', async () => {
    const site = aSite()
    site.serve((_request, response) => {
      response.setHeader('content-type', 'text/html')
      response.write(`<title>The beginning</title>${open('The beginning')}`)
      const go = () => {
        while (response.write('x'.repeat(60_000)));
        response.once('drain', go)
      }
      go()
    })
    const { comment } = await link(`${site.url}/`)
    expect((await cardsOf(comment.id))[0]?.words).toContain('The beginning')
  })

  it('may be to send a drop at a time, or nothing: it is asked a few times, and forgotten', async () => {
    for (const slowly of [
      (response: Parameters<RequestListener>[1]) =>
        void response.writeHead(200, { 'content-type': 'text/html' }).write('<title>'),
      () => undefined,
    ]) {
      const site = aSite()
      site.serve((_request, response) => slowly(response))
      const outbound = openOutbound({
        allow: [`localhost:${site.port}`],
        overrides: { timeMs: 150 },
      })
      expect(await askPage({ ...stage.app.ctx, outbound }, `${site.url}/`)).toEqual({
        problem: 'too-slow',
        mayPass: true,
      })
      await outbound.close()
    }
  })

  it('may be to fail: a fault is asked again, a refusal is not', async () => {
    for (const [status, times] of [
      [500, CARD_TRIES_MAX],
      [503, CARD_TRIES_MAX],
      [429, CARD_TRIES_MAX],
      [404, 1],
      [403, 1],
      [204, 1],
    ] as const) {
      const site = aSite()
      site.serve((_request, response) =>
        response.writeHead(status, { 'content-type': 'text/html' }).end(),
      )
      const { comment } = await link(`${site.url}/`)
      expect([site.asked.length, await problemOf(site)], String(status)).toEqual([
        times,
        `status ${status}`,
      ])
      expect(await cardsOf(comment.id)).toEqual([])
    }
  })

  it('may be to come back after a fault', async () => {
    const site = aSite()
    site.serve((request, response) =>
      site.asked.length === 1
        ? response.writeHead(500).end()
        : page(open('Recovered'))(request, response),
    )
    const { comment } = await link(`${site.url}/`)
    expect((await cardsOf(comment.id))[0]?.words).toContain('Recovered')
  })

  it('may be to send what is no page, or a page without a name', async () => {
    const answers: [string, RequestListener][] = [
      [
        'no page',
        (_request, response) =>
          response.setHeader('content-type', 'application/pdf').end('%PDF-1.7'),
      ],
      ['no page', (_request, response) => response.end('<title>Untyped</title>')],
      ['no title', page('')],
      ['no title', page('<title>\u200b</title>')],
    ]
    for (const [problem, answer] of answers) {
      const site = aSite()
      site.serve(answer)
      await link(`${site.url}/`)
      expect(await problemOf(site)).toBe(problem)
    }
  })

  it('may be to say what we would not let anybody say here', async () => {
    const site = aSite()
    site.serve(
      page(open('you are an idiot and a moron', { image: '/p.jpg' }), {
        '/p.jpg': await photo(300, 200, 9),
      }),
    )
    const { comment } = await link(`${site.url}/`)
    expect([await problemOf(site), await cardsOf(comment.id)]).toEqual(['judged', []])
    // Its picture is not asked for.
    expect(site.asked.map((one) => one.url)).toEqual(['/'])
  })
})

describe('politeness', () => {
  it('is a pause between two pages of one host, in one order, and no more than a few minutes of them', async () => {
    const site = aSite()
    site.serve(page(open('Page')))
    // Whole seconds, as jobs are planned by the clock of the database too.
    await link(`${site.url}/1`)
    await link(`${site.url}/2`)
    await link(`${site.url}/3`)
    const asked = await Promise.all(
      [1, 2, 3].map(async (n) => (await cardRow(`${site.url}/${n}`))?.asked_at?.getTime() ?? 0),
    )
    expect(asked.map((one) => one - now.getTime())).toEqual([
      0,
      CARD_HOST_PAUSE_MS,
      2 * CARD_HOST_PAUSE_MS,
    ])
    const host = `localhost:${site.port}`
    await sql('update link_card set asked_at = $2 where host = $1', [
      host,
      new Date(now.getTime() + CARD_HOST_WAIT_MAX_MS),
    ])
    await link(`${site.url}/4`)
    expect((await cardRow(`${site.url}/4`))?.asked_at).toBeNull()
    await sql('update link_card set asked_at = $2 where host = $1', [
      host,
      new Date(now.getTime() + CARD_HOST_WAIT_MAX_MS - CARD_HOST_PAUSE_MS),
    ])
    await link(`${site.url}/5`)
    expect((await cardRow(`${site.url}/5`))?.asked_at?.getTime()).toBe(
      now.getTime() + CARD_HOST_WAIT_MAX_MS,
    )
  })

  it('is a number of pages a day, whoever links to them', async () => {
    later(2 * CARD_MISS_MS)
    const site = aSite()
    site.serve(page(open('Page')))
    await sql(
      `insert into link_card (id, site_id, url_hash, url, host, state, asked_at)
       select gen_random_uuid(), $1, 'x' || n, 'http://x.example/' || n, 'x.example', 'none', $2
       from generate_series(1, $3::int) n`,
      [stage.app.ctx.site.id, now, CARDS_PER_DAY_MAX],
    )
    await link(`${site.url}/`)
    expect(site.asked).toEqual([])
    await sql(`delete from link_card where url_hash = 'x1'`)
    await link(`${site.url}/`)
    expect(site.asked).toHaveLength(1)
    await sql(`delete from link_card where host = 'x.example'`)
  })

  it('is to ask nothing at all where the operator says so', async () => {
    const site = aSite()
    const quiet = await openStage(
      await cluster.create(),
      {},
      { LINK_CARDS: 'off', OUTBOUND_ALLOW: `localhost:${site.port}` },
    )
    await quiet.say('Nell', `${something()}\n\n${site.url}/`)
    await quiet.app.drain()
    expect(site.asked).toEqual([])
    await quiet.app.close()
  })

  it('is to ask nothing twice when a job runs twice, and nothing for a comment that is gone', async () => {
    const site = aSite()
    site.serve(page(open('Once')))
    await link(`${site.url}/`)
    const { id = '' } = (await cardRow(`${site.url}/`)) ?? {}
    await makeCard(stage.app.ctx, { cardId: id })
    expect(site.asked).toHaveLength(1)
    const gone = aSite()
    const author = await signUp(stage)
    const { comment } = await say(`${something()}\n\n${site.url}/other`, { who: author })
    await stage.app.drain()
    await author.send(`/comments/${comment.id}/delete`)
    await sql('update link_card set made_at = null where url = $1', [`${site.url}/other`])
    const other = await cardRow(`${site.url}/other`)
    await makeCard(stage.app.ctx, { cardId: other?.id ?? '' })
    expect(site.asked.map((one) => one.url)).toEqual(['/', '/other'])
    expect(gone.asked).toEqual([])
  })
})

describe('a link to our own pages', () => {
  it('gets a card without any request, made of what the page says now', async () => {
    const slug = await newArticle()
    const origin = stage.app.ctx.origin()
    const said = await say('The bell rang twice before the boat left.', { slug })
    const { comment } = await say(
      `${something()}\n\n${origin}/articles/${slug}\n\n${origin}/articles/${slug}#c-${said.comment.id}`,
    )
    await stage.app.drain()
    expect(await cardsOf(comment.id)).toMatchObject([
      {
        href: `/articles/${slug}`,
        rel: '',
        words: `|Linked ${slug.split('-')[1]}|After nine weeks in the yard the boat is back.|On this site|`,
      },
      {
        href: `/articles/${slug}/comments/${said.comment.id}#c-${said.comment.id}`,
        words: expect.stringContaining(
          'The bell rang twice before the boat left.|A comment by Nell|',
        ),
      },
    ])
    const asked = await sql<{ asked_at: Date | null }>(
      'select asked_at from link_card where article_id is not null',
    )
    expect(asked.every((one) => one.asked_at === null)).toBe(true)
  })

  it('shows nothing of a comment that was removed, deleted, or belongs to somebody muted, at once', async () => {
    const slug = await newArticle()
    const origin = stage.app.ctx.origin()
    const [author, reader] = [await signUp(stage), await signUp(stage)]
    const said = await say('The crab walked under the pier at noon.', { slug, who: author })
    const { comment } = await link(`${origin}/articles/${slug}/comments/${said.comment.id}`)
    const place = `/articles/${stage.slug}/comments/${comment.id}`
    const shown = async (headers: Record<string, string> = {}) =>
      (await cardsAt(place, headers)).length
    expect(await shown()).toBe(1)
    await decide(said.comment.id, 'remove')
    expect(await shown()).toBe(0)
    await decide(said.comment.id, 'publish')
    expect(await shown()).toBe(1)
    await reader.send(`/people/${author.personId}/mute`)
    expect([await shown(reader.headers), await shown()]).toEqual([0, 1])
    await author.send(`/comments/${said.comment.id}/delete`)
    expect(await shown()).toBe(0)
  })

  it('shows nothing of an article that is not published, and no card for other pages of ours', async () => {
    const slug = await newArticle()
    const origin = stage.app.ctx.origin()
    await sql(`update article set state = 'draft' where slug = $1`, [slug])
    for (const path of [`/articles/${slug}`, '/', '/support', '/articles/none', '/account']) {
      const { comment } = await link(origin + path)
      expect(await cardsOf(comment.id), path).toEqual([])
    }
  })
})

describe('a card is gone', () => {
  it('when its comment is changed to other links, and another comes', async () => {
    const [before, after] = [aSite(), aSite()]
    before.serve(page(open('Before')))
    after.serve(page(open('After')))
    const author = await signUp(stage)
    const { comment } = await link(`${before.url}/`, { who: author })
    const edit = async (text: string) => {
      const response = await fetch(`${stage.address}/api/v1/comments/${comment.id}/edit`, {
        method: 'POST',
        headers: { ...author.headers, 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
      })
      expect(response.status).toBe(200)
      await stage.app.drain()
      return (await cardsOf(comment.id)).map((one) => one.words.split('|')[1])
    }
    expect(await edit(`${something()}\n\n${after.url}/`)).toEqual(['After'])
    later(EDIT_FREE_MS)
    expect(await edit(`${something()}\n\n${after.url}/\n\n${before.url}/`)).toEqual([
      'After',
      'Before',
    ])
    expect(await edit(something())).toEqual([])
    expect([before.asked.length, after.asked.length]).toEqual([1, 1])
  })

  it('with its comment, and its picture with the last of them', async () => {
    const site = aSite()
    site.serve(page(open('Pictured', { image: '/p.jpg' }), { '/p.jpg': await photo(400, 300, 11) }))
    const author = await signUp(stage)
    const { comment } = await link(`${site.url}/`, { who: author })
    const { picture_id: id } = (await cardRow(`${site.url}/`)) ?? {}
    const picture = `/pictures/${id}-320.webp`
    const status = async () => (await stage.get(picture)).status
    expect(await status()).toBe(200)
    await decide(comment.id, 'remove')
    expect(await status()).toBe(404)
    await decide(comment.id, 'publish')
    expect(await status()).toBe(200)
    await author.send(`/comments/${comment.id}/delete`)
    expect(await status()).toBe(404)
    later(CARD_MISS_MS)
    await sweepCards(stage.app.ctx)
    expect(await cardRow(`${site.url}/`)).toBeDefined()
    later(1)
    await sweepCards(stage.app.ctx)
    expect(await cardRow(`${site.url}/`)).toBeUndefined()
    expect(await sql('select from picture where id = $1', [id])).toEqual([])
  })

  it('with an old picture when the page has another one', async () => {
    const site = aSite()
    site.serve(page(open('One', { image: '/p.jpg' }), { '/p.jpg': await photo(400, 300, 12) }))
    await link(`${site.url}/`)
    const before = (await cardRow(`${site.url}/`))?.picture_id
    site.serve(page(open('Two', { image: '/p.jpg' }), { '/p.jpg': await photo(400, 300, 13) }))
    later(CARD_KEPT_MS + 1)
    await link(`${site.url}/`)
    expect((await cardRow(`${site.url}/`))?.picture_id).not.toBe(before)
    expect(await sql('select from picture where id = $1', [before])).toEqual([])
  })
})
