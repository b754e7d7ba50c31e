import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type ApiComment,
  type Cluster,
  chatter,
  openCluster,
  openStage,
  publish,
  type Stage,
} from '../cast.js'
import { eventually } from '../program.js'

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

/** A page as it is shown: the data for search engines repeats its comments. */
const text = async (path: string) =>
  (await (await stage.get(path)).text()).replace(
    /<script type="application\/ld\+json">.*?<\/script>/gs,
    '',
  )
const send = (fields: Record<string, string>, slug = 'ferry') =>
  fetch(`${stage.address}/articles/${slug}/comments`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })

describe('pages without script', () => {
  it('show an article as soon as it is published, everywhere', async () => {
    expect(await text('/')).toContain('The ferry sails again')
    await publish(stage.app, { headline: 'A second story', sectionName: 'Culture' })
    expect(await text('/')).toContain('A second story')
    expect(await text('/sections/culture')).toContain('A second story')
    expect(await text('/feed.xml')).toContain('<title><![CDATA[A second story]]></title>')
    expect(await text('/articles/a-second-story')).toMatch(/<strong>six<\/strong>/)
  })

  it('take a comment by form, show it in its place, and only once', async () => {
    const words = chatter(1)
    const answers = [
      await send({ text: words, name: 'Olga' }),
      await send({ text: words, name: 'Olga' }),
    ]
    expect(answers.map((one) => one.status)).toEqual([303, 303])
    const [place, again] = answers.map((one) => one.headers.get('location') ?? '')
    expect(again).toBe(place)
    expect(await text(place ?? '')).toContain(words)
    expect((await text('/articles/ferry')).split(words)).toHaveLength(2)
  })

  it('give everything back that was typed when a comment is refused', async () => {
    const answer = await send({ text: 'Keep <these> words & all', name: 'x'.repeat(61) })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('Keep &lt;these> words &amp; all')
    expect(page).toContain('A name has at most 60 characters.')
  })

  it('tell the author of a held comment, and nobody else', async () => {
    const words = chatter(2)
    await send({ text: words, name: 'First' })
    const held = await send({ text: words, name: 'Second' })
    const receipt = held.headers.get('location') ?? ''
    expect(receipt).toMatch(/^\/receipts\//)
    const answer = await stage.get(receipt)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    const page = await answer.text()
    expect(page).toContain(words)
    expect(page).toContain('waits for a moderator')
    // Its author can still change their mind, without script too.
    expect(page).toMatch(/href="\/comments\/[0-9a-f-]+\/edit"/)
    expect(page).toMatch(/href="\/comments\/[0-9a-f-]+\/delete"/)
    expect(page).toContain('repeats an earlier comment')
    const forged = receipt.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    expect((await stage.get(forged)).status).toBe(404)
    const id = receipt.split('/')[2] ?? ''
    expect((await stage.get(`/articles/ferry/comments/${id}`)).status).toBe(404)
    expect((await text('/articles/ferry')).split(words)).toHaveLength(2)
  })

  it('page through a thread by plain links, every comment once', async () => {
    await publish(stage.app, { slug: 'long', headline: 'A long talk' })
    const ids: string[] = []
    for (let i = 0; i < 90; i += 1) {
      const parentId = i < 50 ? null : (ids[(i * 13) % ids.length] ?? null)
      const answer = await stage.post({ text: chatter(500 + i), parentId }, { slug: 'long' })
      ids.push(((await answer.json()) as { comment: { id: string } }).comment.id)
    }
    const seen = new Map<string, number>()
    const visited = new Set<string>()
    const visit = async (url: string): Promise<void> => {
      const address = url.split('#')[0] ?? ''
      if (visited.has(address)) return
      visited.add(address)
      const page = await text(address)
      const thread = page.slice(page.indexOf('<ol class="thread">'))
      for (const [, id] of thread.matchAll(/<li class="branch[^"]*" id="c-([0-9a-f-]+)"/g))
        seen.set(id ?? '', (seen.get(id ?? '') ?? 0) + 1)
      for (const [, href] of thread.matchAll(
        /<li class="more"[^>]*><a href="([^"]+)"|<a class="button is-quiet" href="([^"]+)" rel="next"/g,
      )) {
        if (href) await visit(href.replaceAll('&amp;', '&'))
      }
      const next = /<a class="button is-quiet" href="([^"]+)" rel="next"/.exec(page)?.[1]
      if (next) await visit(next.replaceAll('&amp;', '&'))
    }
    await visit('/articles/long?order=oldest')
    expect([...seen.keys()].sort()).toEqual([...ids].sort())
  })

  it('have a policy that allows nothing from elsewhere, and are the same bytes for everybody', async () => {
    const answer = await stage.get('/articles/ferry')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate')
    const page = await answer.text()
    expect(page).not.toMatch(
      /<script(?! type="application\/ld\+json">)(?![^>]*src="\/assets\/)|\son\w+=|\sstyle="|(src|href)="https?:\/\/(?!localhost)/,
    )
    const withCookie = await stage.get('/articles/ferry', { cookie: 'a=b' })
    expect(await withCookie.text()).toBe(page)
  })

  it('answer 404, 405 and 400 with a sentence', async () => {
    for (const [path, status] of [
      ['/nowhere', 404],
      ['/articles/none', 404],
      ['/articles/ferry?after=1', 400],
      ['/articles/ferry/comments', 405],
    ] as const) {
      const answer = await stage.get(path)
      expect([path, answer.status]).toEqual([path, status])
      expect(await answer.text()).toMatch(/<h1>/)
    }
    const odd = await fetch(`${stage.address}/articles/ferry/comments`, {
      method: 'POST',
      body: 'text=%ff',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(odd.status).toBe(400)
    const xml = await fetch(`${stage.address}/articles/ferry/comments`, {
      method: 'POST',
      body: '<text>a</text>',
      headers: { 'content-type': 'text/xml' },
    })
    expect(xml.status).toBe(415)
    // A form with a picture is welcome here, but only from one of our pages.
    const file = new FormData()
    file.set('text', 'a')
    const foreign = await fetch(`${stage.address}/articles/ferry/comments`, {
      method: 'POST',
      body: file,
    })
    expect([foreign.status, await foreign.text()]).toEqual([403, expect.stringMatching(/<h1>/)])
  })
})

describe('pages in a storm of comments', () => {
  /** Comments until a page is shown as it was. @returns the first that is not on it */
  async function storm(slug: string): Promise<string> {
    for (let i = 0; i < STORM_COMMENTS_MAX; i += 1) {
      const words = chatter(count++)
      await stage.post({ text: words, name: 'Ann' }, { slug })
      if (!(await shows(newest(slug), words))) return words
    }
    throw new Error('no storm')
  }
  const STORM_COMMENTS_MAX = 200
  let count = 1_000
  const newest = (slug: string) => `/articles/${slug}?order=newest`
  const shows = async (path: string, words: string) => (await text(path)).includes(words)

  it('are shown as they were for a moment, and to who wrote with what they wrote', async () => {
    await publish(stage.app, { slug: 'storm', headline: 'A storm' })
    const latest = await storm('storm')
    const own = chatter(900)
    const sent = await send({ text: own, name: 'Olga' }, 'storm')
    expect(sent.status).toBe(303)
    const cookie = sent.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const mine = await stage.get(newest('storm'), { cookie })
    expect((await mine.text()).includes(own)).toBe(true)
    await eventually(() => shows(newest('storm'), latest))
  })

  it('tell everything at once that programs and open pages ask for', async () => {
    await publish(stage.app, { slug: 'squall', headline: 'A squall' })
    const latest = await storm('squall')
    expect(await shows('/articles/squall/comments.json', latest)).toBe(true)
    expect(await shows('/articles/squall/comments.atom', latest)).toBe(true)
  })

  it('never show what was removed', async () => {
    await publish(stage.app, { slug: 'gale', headline: 'A gale' })
    const words = chatter(901)
    const posted = await stage.post({ text: words, name: 'Ann' }, { slug: 'gale' })
    const { comment } = (await posted.json()) as { comment: ApiComment }
    await storm('gale')
    expect(await shows('/articles/gale', words)).toBe(true)
    const removed = await fetch(`${stage.address}/api/v1/comments/${comment.id}/decision`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${stage.staffToken}` },
      body: JSON.stringify({ action: 'remove' }),
    })
    expect(removed.status).toBe(200)
    expect(await shows('/articles/gale', words)).toBe(false)
  })
})
