import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mute } from '../../src/accounts/index.js'
import { FIND_CHARS_MAX } from '../../src/core/find-pattern.js'
import { newId } from '../../src/core/ids.js'
import { FOUND_COUNTED_MAX, FOUND_PER_PAGE, openFinder } from '../../src/discussion/index.js'
import { newToken } from '../../src/platform/secrets.js'
import { signUp } from '../accounts/people.js'
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

type Found = {
  count: number | null
  isMore: boolean
  comments: (ApiComment & { url: string })[]
  next: string | null
}

let cluster: Cluster
let stage: Stage
let count = 0
beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create(), {}, { TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})

/** Each asks from a network of their own, so that no test takes another's points. */
const from = () => {
  count += 1
  return { 'x-forwarded-for': `198.51.${count % 250}.7` }
}

async function newThread(): Promise<string> {
  count += 1
  const slug = `find-${count}`
  await publish(stage.app, { slug, headline: `Article ${count}` })
  return slug
}
const say = async (
  slug: string,
  text: string,
  more: { name?: string; parentId?: string; headers?: Record<string, string> } = {},
) => {
  const { headers, ...body } = more
  const response = await stage.post({ text, ...body }, { slug, headers })
  return (await response.json()) as Posted
}
const find = (slug: string, query: Record<string, string>, headers: Record<string, string> = {}) =>
  stage.json<Found>(`/api/v1/articles/${slug}/find?${new URLSearchParams(query)}`, {
    ...from(),
    ...headers,
  })
const textsOf = (found: Found) => found.comments.map((one) => one.text)
const page = async (slug: string, query: Record<string, string>, headers = {}) => {
  const path = `/articles/${slug}/find?${new URLSearchParams(query)}`
  const response = await stage.get(path, { ...from(), ...headers })
  return { status: response.status, html: await response.text(), headers: response.headers }
}
const codeOf = async (slug: string, query: Record<string, string>, headers = {}) => {
  const response = await stage.get(`/api/v1/articles/${slug}/find?${new URLSearchParams(query)}`, {
    ...from(),
    ...headers,
  })
  return [response.status, ((await response.json()) as { code?: string }).code]
}
const decide = (id: string, action: string) =>
  fetch(`${stage.address}/api/v1/comments/${id}/decision`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${stage.staffToken}` },
    body: JSON.stringify({ action }),
  })
/** Comments put into the table directly, the last one the newest. */
async function fillThread(slug: string, texts: string[]): Promise<void> {
  const now = Date.now() - texts.length
  await stage.app.ctx.pool.query(
    `insert into comment (id, site_id, thread_id, depth, format, source, html, text, state, posted_at)
     select r.id, t.site_id, t.id, 0, 'text', r.text, r.text, r.text, 'published', r.posted_at
     from article a join thread t on t.article_id = a.id,
       unnest($2::uuid[], $3::text[], $4::timestamptz[]) as r(id, text, posted_at) where a.slug = $1`,
    [slug, texts.map((_, at) => newId(now + at)), texts, texts.map((_, at) => new Date(now + at))],
  )
}

describe('finding words in a discussion', () => {
  it('finds them in any script, newest first, each with its place', async () => {
    const slug = await newThread()
    const texts = [
      'The Ferryman waits at the pier, said the harbour master.',
      'Le café du port est fermé depuis lundi, dommage.',
      '今天的渡轮没有来，大家都在码头等了很久。',
      'เรือเฟอร์รี่ออกเดินทางเวลาหกโมงเช้าและไม่มีใครมาสาย',
      'غادرت العبّارة في السادسة ولم يتأخّر أحدٌ اليوم.',
      'A ferry is no bridge, whatever the council says about it.',
    ]
    for (const text of texts) expect((await say(slug, text)).state).toBe('published')
    expect(textsOf(await find(slug, { q: 'FERRY' }))).toEqual([texts[5], texts[0]])
    expect(textsOf(await find(slug, { q: 'ferry', order: 'oldest' }))).toEqual([texts[0], texts[5]])
    for (const [q, text] of [
      ['cafe ferme', texts[1]],
      ['渡轮', texts[2]],
      ['หกโมง', texts[3]],
      ['العبارة', texts[4]],
      ['"harbour master"', texts[0]],
    ] as const)
      expect([q, textsOf(await find(slug, { q }))]).toEqual([q, [text]])
    expect(await find(slug, { q: '"master harbour"' })).toEqual({
      count: 0,
      isMore: false,
      comments: [],
      next: null,
    })
    const [one] = (await find(slug, { q: '渡轮' })).comments
    expect(one?.url).toBe(`/articles/${slug}/comments/${one?.id}#c-${one?.id}`)
  })

  it('marks them on the page, which works without script, and shows what is answered', async () => {
    const slug = await newThread()
    const root = await say(slug, 'Is <b>the "old" ferry</b> & the pier safe in winter?', {
      name: 'Ann',
    })
    await say(slug, `${'Many words stand before it. '.repeat(20)} The FERRY, and more of it.`, {
      name: 'Ben <i>',
      parentId: root.comment.id,
    })
    const { status, html, headers } = await page(slug, { q: 'ferry' })
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(html).toContain('<mark>FERRY</mark>, and more')
    expect(html).toContain('<mark>ferry</mark>')
    expect(html).toContain('2 comments')
    expect(html).toContain('… ')
    expect(html).toMatch(/to .{0,3}Ann.{0,3}: <q [^>]*>Is &lt;b>the &quot;old&quot; ferry/)
    expect(html).toContain('Ben &lt;i>')
    expect(html).toContain('name="robots" content="noindex"')
    expect(html).toContain(`value="ferry"`)
    expect(html).not.toContain('<i>')
  })

  it('pages through many, each once, and counts so far and no further', async () => {
    const slug = await newThread()
    await fillThread(
      slug,
      Array.from({ length: FOUND_COUNTED_MAX }, (_, at) => `Lantern number ${at}`),
    )
    expect(await find(slug, { q: 'lantern' })).toMatchObject({
      count: FOUND_COUNTED_MAX,
      isMore: false,
    })
    await fillThread(slug, ['One lantern more'])
    for (const order of ['newest', 'oldest', 'best']) {
      const first = await find(slug, { q: 'lantern', order })
      expect(first).toMatchObject({ count: FOUND_COUNTED_MAX, isMore: true })
      expect(first.comments).toHaveLength(FOUND_PER_PAGE)
      const second = await find(slug, { q: 'lantern', order, after: first.next ?? '' })
      expect(second.count).toBeNull()
      const ids = [...first.comments, ...second.comments].map((one) => one.id)
      expect(new Set(ids).size).toBe(2 * FOUND_PER_PAGE)
    }
    const { html } = await page(slug, { q: 'lantern' })
    expect(html).toContain('More than 1,000 comments')
    const last = await find(slug, { q: 'lantern 7', order: 'oldest' })
    let [all, next] = [[...last.comments], last.next]
    while (next !== null) {
      const more: Found = await find(slug, { q: 'lantern 7', order: 'oldest', after: next })
      all = [...all, ...more.comments]
      next = more.next
    }
    const expected = Array.from({ length: FOUND_COUNTED_MAX }, (_, at) => `Lantern number ${at}`)
    expect(all.map((one) => one.text)).toEqual(expected.filter((text) => text.includes('7')))
  })

  it('shows nothing that was held, removed or deleted, nor what such a comment said', async () => {
    const slug = await newThread()
    const headers = { cookie: `__Host-browser=${newToken()}` }
    const removed = await say(slug, 'The secret smugglers meet behind the lighthouse tonight.')
    const deleted = await say(slug, 'The secret password of the harbour gate is forty-two.', {
      headers,
    })
    const reply = await say(slug, 'No secret is safe with you, and that is the truth of it.', {
      parentId: removed.comment.id,
    })
    const held = await say(slug, 'The secret smugglers meet behind the lighthouse tonight.')
    expect(held.state).toBe('held')
    expect((await find(slug, { q: 'secret' })).count).toBe(3)
    await decide(removed.comment.id, 'remove')
    await fetch(`${stage.address}/comments/${deleted.comment.id}/delete`, {
      method: 'POST',
      headers: { ...headers, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams(),
      redirect: 'manual',
    })
    const found = await find(slug, { q: 'secret' })
    expect(found.comments.map((one) => one.id)).toEqual([reply.comment.id])
    expect(found.count).toBe(1)
    const { html } = await page(slug, { q: 'secret' })
    expect(html).not.toMatch(/smugglers|password/)
    // Staff see no more here than everybody: held comments have their desk.
    const staff = { authorization: `Bearer ${stage.staffToken}` }
    expect((await find(slug, { q: 'secret' }, staff)).count).toBe(1)
    expect((await find(slug, { q: 'smugglers' }, staff)).count).toBe(0)
  })

  it('leaves out whom the reader muted, also as what is answered, for this reader alone', async () => {
    const slug = await newThread()
    const loud = await signUp(stage, { name: 'Loud Larry' })
    const reader = await signUp(stage)
    const shout = await say(slug, 'Anchor chains are for cowards, as everybody knows.', {
      headers: loud.headers,
    })
    await say(slug, 'An anchor chain saved my boat in the storm of March.', {
      parentId: shout.comment.id,
    })
    expect((await find(slug, { q: 'anchor' }, reader.headers)).count).toBe(2)
    await mute(stage.app.ctx, { accountId: reader.accountId, personId: loud.personId })
    const found = await find(slug, { q: 'anchor' }, reader.headers)
    expect(textsOf(found)).toEqual(['An anchor chain saved my boat in the storm of March.'])
    const { html } = await page(slug, { q: 'anchor' }, { cookie: reader.cookie })
    expect(html).not.toMatch(/cowards|Loud Larry/)
    expect((await find(slug, { q: 'anchor' })).count).toBe(2)
  })

  it('refuses what it cannot read, and changes nothing by it', async () => {
    const slug = await newThread()
    const { comment } = await stage.say('Ann', chatter(1))
    expect(await codeOf(slug, { q: 'x'.repeat(FIND_CHARS_MAX) })).toEqual([200, undefined])
    expect(await codeOf(slug, { q: 'é'.repeat(FIND_CHARS_MAX + 1) })).toEqual([
      400,
      'request/invalid',
    ])
    for (const query of [
      { by: 'somebody' },
      { since: 'yesterday' },
      { since: '2026-13-40T99:00:00Z' },
      { order: 'loudest' },
      { and: 'more' },
    ] as Record<string, string>[])
      expect([query, await codeOf(slug, query)]).toEqual([query, [400, 'request/invalid']])
    expect(await codeOf(slug, { after: 'none' })).toEqual([400, 'request/cursor-invalid'])
    expect(await codeOf(slug, { after: comment.id })).toEqual([400, 'request/cursor-invalid'])
    expect(await codeOf('nowhere', { q: 'x' })).toEqual([404, 'article/not-found'])
    for (const q of ['%', '_', '\\', '(', '[a', '*', 'a{9999}', '***:x', '$1', "'", '\u0000'])
      expect([q, (await page(slug, { q })).status]).toEqual([q, 200])
  })

  it('is asked so often by one network and no more', async () => {
    const slug = await newThread()
    const headers = { 'x-forwarded-for': '203.0.113.9' }
    const codes = []
    for (let i = 0; i < 61; i += 1) codes.push((await codeOf(slug, { q: 'x' }, headers))[0])
    expect(codes.slice(0, 60).every((code) => code === 200)).toBe(true)
    expect(codes[60]).toBe(429)
    const refused = await stage.get(`/articles/${slug}/find?q=x`, headers)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('searching for too long', () => {
  it('ends after its time, with a sentence', async () => {
    const slug = await newThread()
    await fillThread(
      slug,
      Array.from({ length: 2_000 }, (_, at) => chatter(10_000 + at)),
    )
    const { ctx } = stage.app
    const { rows } = await ctx.pool.query(
      `select t.id from thread t join article a on a.id = t.article_id where a.slug = $1`,
      [slug],
    )
    const finder = openFinder({ ...ctx, config: { ...ctx.config, statementTimeoutMs: 1 } })
    const query = {
      threadId: rows[0].id,
      words: 'zzyzx quux',
      by: null,
      since: null,
      order: 'best' as const,
      afterId: null,
      viewer: { seesHeld: false, muted: new Set<string>() },
      exceptIds: [],
    }
    await expect(finder.find(query)).rejects.toMatchObject({ code: 'find/too-long', status: 422 })
    await expect(openFinder(ctx).find(query)).resolves.toMatchObject({ count: 0 })
  })

  it('lets two at a time search, some wait, and sends the rest away', async () => {
    const slug = await newThread()
    const { ctx } = stage.app
    const { rows } = await ctx.pool.query(
      `select t.id from thread t join article a on a.id = t.article_id where a.slug = $1`,
      [slug],
    )
    const query = {
      threadId: rows[0].id,
      words: 'x',
      by: null,
      since: null,
      order: 'newest' as const,
      afterId: null,
      viewer: { seesHeld: false, muted: new Set<string>() },
      exceptIds: [],
    }
    const finder = openFinder(ctx)
    const asked = await Promise.allSettled(Array.from({ length: 23 }, () => finder.find(query)))
    const refused = asked.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toMatchObject({ code: 'find/too-busy', status: 503 })
    await expect(finder.find(query)).resolves.toMatchObject({ count: 0 })
  })
})

describe('lists of a discussion', () => {
  it('are of one person, also under names that they claimed, and by staff', async () => {
    const slug = await newThread()
    const ada = await signUp(stage, { name: 'Ada Lighthouse' })
    const editor = await signUp(stage, { name: 'Edith Desk', role: 'editor' })
    const own = await say(slug, chatter(501), { headers: ada.headers })
    await say(slug, chatter(502), { name: 'Guest' })
    const official = await say(slug, chatter(503), { headers: editor.headers })
    const older = newId(Date.now())
    await stage.app.ctx.pool.query(
      `insert into person (id, site_id, kind, name, source_key, account_id, created_at)
       values ($1, $2, 'imported', 'A. L.', 'disqus:al', $3, now())`,
      [older, stage.app.ctx.site.id, ada.accountId],
    )
    const claimed = await say(slug, chatter(504))
    await stage.app.ctx.pool.query(
      `update comment set person_id = $2, author_kind = 'imported' where id = $1`,
      [claimed.comment.id, older],
    )
    const idsOf = async (by: string) => (await find(slug, { by })).comments.map((one) => one.id)
    expect(await idsOf(ada.personId)).toEqual([claimed.comment.id, own.comment.id])
    expect(await idsOf(older)).toEqual([claimed.comment.id, own.comment.id])
    expect(await idsOf('staff')).toEqual([official.comment.id])
    const { html } = await page(slug, { by: ada.personId })
    expect(html).toContain('>Ada Lighthouse</option>')
    const permalink = await (await stage.get(`/articles/${slug}/comments/${own.comment.id}`)).text()
    expect(permalink).toContain(`/articles/${slug}/find?by=${ada.personId}`)
    const ofStaff = await (
      await stage.get(`/articles/${slug}/comments/${official.comment.id}`)
    ).text()
    expect(ofStaff).toContain(`/articles/${slug}/find?by=staff`)
  })

  it('are not of guests: nobody learns what one browser said under different names', async () => {
    const slug = await newThread()
    const headers = { cookie: `__Host-browser=${newToken()}` }
    const first = await say(slug, chatter(601), { name: 'Mask', headers })
    await say(slug, chatter(602), { name: 'Other Mask', headers })
    const { rows } = await stage.app.ctx.pool.query(`select person_id from comment where id = $1`, [
      first.comment.id,
    ])
    const guest = rows[0].person_id as string
    expect(guest).not.toBeNull()
    expect(await codeOf(slug, { by: guest })).toEqual([404, 'account/person-not-found'])
    expect(await codeOf(slug, { by: newId(Date.now()) })).toEqual([404, 'account/person-not-found'])
    const permalink = await (
      await stage.get(`/articles/${slug}/comments/${first.comment.id}`)
    ).text()
    expect(permalink).not.toContain('/find?by=')
    // Claimed by an account, what was said as a guest stays apart from it all the same.
    const member = await signUp(stage)
    await stage.app.ctx.pool.query(`update person set account_id = $2 where id = $1`, [
      guest,
      member.accountId,
    ])
    expect(await codeOf(slug, { by: guest })).toEqual([404, 'account/person-not-found'])
    expect((await find(slug, { by: member.personId })).comments).toEqual([])
  })

  it('are of what is new since a time, without what one wrote oneself', async () => {
    const slug = await newThread()
    const reader = await signUp(stage)
    const guest = { cookie: `__Host-browser=${newToken()}` }
    const old = await say(slug, chatter(701))
    const since = new Date(Number.parseInt(old.comment.id.replace('-', '').slice(0, 12), 16))
    const fresh = [await say(slug, chatter(702)), await say(slug, chatter(703))]
    await say(slug, chatter(704), { headers: reader.headers })
    const byGuest = await say(slug, chatter(705), { headers: guest })
    const ask = { since: since.toISOString() }
    const ids = async (headers = {}) =>
      (await find(slug, ask, headers)).comments.map((one) => one.id)
    expect(await ids(reader.headers)).toEqual([
      byGuest.comment.id,
      ...fresh.map((one) => one.comment.id).reverse(),
    ])
    expect(await ids(guest)).toHaveLength(3)
    expect(await ids()).toHaveLength(4)
    const countNew = (headers: Record<string, string>, at = ask.since) =>
      stage.json(`/api/v1/articles/${slug}/new?since=${encodeURIComponent(at)}`, headers)
    expect(await countNew(reader.headers)).toEqual({ count: 3, isMore: false })
    expect(await countNew({})).toEqual({ count: 4, isMore: false })
    const before = new Date(since.getTime() - 1).toISOString()
    expect(await countNew({}, before)).toEqual({ count: 5, isMore: false })
    const later = new Date(Date.now() + 60_000).toISOString()
    expect(await countNew({}, later)).toEqual({ count: 0, isMore: false })
    await mute(stage.app.ctx, {
      accountId: reader.accountId,
      personId: (await signUp(stage)).personId,
    })
    expect(await countNew(reader.headers)).toEqual({ count: 3, isMore: false })
    expect(await countNew({}, 'x')).toMatchObject({ code: 'request/invalid' })
  })
})

describe('the words of the script', () => {
  it('come in the languages that the program speaks, and in no other', async () => {
    expect(await stage.json('/words/de')).toMatchObject({ isNew: 'Neu' })
    expect(await stage.json('/words/en')).toMatchObject({ isNew: 'New' })
    expect((await stage.get('/words/xx')).status).toBe(404)
  })
})
