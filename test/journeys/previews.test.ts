/** Previews: what a text will look like and what would be said to it, without anything being stored. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setRules, TEXT_CHARS_MAX } from '../../src/discussion/index.js'
import { LIMITS } from '../../src/platform/limits.js'
import { type Member, signUp } from '../accounts/people.js'
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

type Preview = {
  html: string
  language: string | null
  dir: string
  problem: { code: string; detail: string } | null
}

const ask = (body: unknown, headers: Record<string, string> = {}, at = stage) =>
  fetch(`${at.address}/api/v1/preview`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const preview = async (body: unknown, headers: Record<string, string> = {}) => {
  const response = await ask(body, headers)
  expect(response.status).toBe(200)
  return (await response.json()) as Preview
}
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code

/** Rows of everything that a comment leaves. */
async function rows(): Promise<Record<string, number>> {
  const tables = ['comment', 'person', 'verdict', 'fingerprint', 'notice']
  const counts = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await stage.app.ctx.pool.query(`select count(*)::int as n from ${table}`)
      return [table, rows[0].n] as const
    }),
  )
  return Object.fromEntries(counts)
}

describe('a preview', () => {
  it('is what the comment will be, mentions included', async () => {
    const ada = await signUp(stage)
    const texts = [
      `**Bold** and *leaning*\n\n> quoted\n\n- one\n- two\n\n\`code\` https://town.example @${ada.name}`,
      '<script>alert(1)</script> [x](javascript:alert(1)) ![x](https://evil.example/x.png)',
      'Shabbat at the harbour: שבת שלום',
    ]
    for (const [i, text] of texts.entries()) {
      const said = `${text}\n\n${chatter(700 + i)}`
      const { html } = await preview({ text: said })
      const response = await stage.post({ text: said })
      expect(html).toBe(((await response.json()) as Posted).comment.html)
    }
    expect(await preview({ text: 'שלום לכולם, the boat is here' })).toMatchObject({ dir: 'rtl' })
  })

  it('stores nothing, tells nobody, and is no earlier copy for the judge', async () => {
    const ada = await signUp(stage)
    const before = await rows()
    const text = `@${ada.name}: ${chatter(710)} ${chatter(711)}`
    for (let i = 0; i < 3; i += 1) await preview({ text, article: 'ferry', name: 'Gil' })
    expect(await rows()).toEqual(before)
    const response = await stage.post({ text, name: 'Gil' })
    expect(((await response.json()) as Posted).state).toBe('published')
  })

  it('refuses what is empty or too long, as posting does', async () => {
    expect((await ask({ text: 'x'.repeat(TEXT_CHARS_MAX) })).status).toBe(200)
    const long = await ask({ text: 'x'.repeat(TEXT_CHARS_MAX + 1) })
    expect([long.status, await codeOf(long)]).toEqual([422, 'comment/too-long'])
    expect(await codeOf(await ask({ text: ' \u200b ' }))).toBe('comment/empty')
    expect(await codeOf(await ask({ text: 'x', more: 1 }))).toBe('request/invalid')
    expect((await ask({ text: 'x', article: 'none' })).status).toBe(404)
  })

  it('tells what the thread would refuse as things stand, and shows the text all the same', async () => {
    const ada = await signUp(stage)
    await publish(stage.app, { slug: 'closed', headline: 'Closed', commentsClosed: true })
    await publish(stage.app, { slug: 'members', headline: 'For members' })
    await setRules(
      stage.app.ctx,
      { kind: 'token', role: 'owner' },
      { place: { level: 'thread', slug: 'members' }, change: { membersOnly: true } },
    )
    const problemOf = async (body: object, headers = {}) => {
      const { html, problem } = await preview({ text: 'A word.', ...body }, headers)
      expect(html).toBe('<p>A word.</p>')
      return problem?.code ?? null
    }
    expect(await problemOf({})).toBeNull()
    expect(await problemOf({ article: 'ferry', name: 'Gil' })).toBeNull()
    expect(await problemOf({ article: 'closed' })).toBe('comment/thread-closed')
    expect(await problemOf({ article: 'members' })).toBe('comment/members-only')
    expect(await problemOf({ article: 'members' }, ada.headers)).toBeNull()
    expect(await problemOf({ article: 'ferry', name: ada.name })).toBe('account/name-taken')
    expect(await problemOf({ article: 'ferry', name: '\u202e' })).toBe('comment/name-invalid')
    const nameless = await signUp(stage, { name: null })
    expect(await problemOf({ article: 'ferry' }, nameless.headers)).toBe('account/name-missing')
  })

  it('gives no cookie, and is not for other sites', async () => {
    const response = await ask({ text: 'A word.' })
    expect(response.headers.get('set-cookie')).toBeNull()
    expect((await ask({ text: 'A word.' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  })

  it('is asked for so often by one network, and then no more', async () => {
    const now = new Date('2030-01-01T00:00:00Z')
    const own = await openStage(await cluster.create(), { clock: () => now })
    try {
      const statuses: number[] = []
      for (let i = 0; i <= LIMITS.preview.points; i += 1)
        statuses.push((await ask({ text: 'x' }, {}, own)).status)
      expect(new Set(statuses.slice(0, -1))).toEqual(new Set([200]))
      expect(statuses.at(-1)).toBe(429)
    } finally {
      await own.app.close()
    }
  })
})

describe('without script', () => {
  const send = (path: string, fields: Record<string, string>) =>
    fetch(`${stage.address}${path}`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })

  it('the form comes back filled, with the preview above it, and posts from there', async () => {
    const parent = await stage.say('Ann', chatter(720))
    const fields = { text: `\n**Bold** ${chatter(721)}`, name: 'Gil', parentId: parent.comment.id }
    const before = await rows()
    const response = await send('/articles/ferry/preview', { ...fields, key: '' })
    const html = await response.text()
    expect([response.status, response.headers.get('cache-control')]).toEqual([
      200,
      'private, no-store',
    ])
    expect(html).toContain('<strong>Bold</strong>')
    expect(html).toContain(`**Bold** ${chatter(721)}</textarea>`)
    expect(html).toContain('value="Gil"')
    expect(html).toContain(`name="parentId" value="${parent.comment.id}"`)
    expect(html.indexOf('class="preview"')).toBeLessThan(html.indexOf('<textarea'))
    expect(html).toContain('formaction="/articles/ferry/preview"')
    expect(await rows()).toEqual(before)
    expect((await send('/articles/ferry/comments', fields)).status).toBe(303)
  })

  it('says what would be refused, and loses nothing', async () => {
    const ada = await signUp(stage)
    const taken = await send('/articles/ferry/preview', { text: '*A word*', name: ada.name })
    const html = await taken.text()
    expect(taken.status).toBe(200)
    expect(html).toContain('belongs to somebody else here')
    expect(html).toContain('<em>A word</em>')
    const text = 'x'.repeat(TEXT_CHARS_MAX + 1)
    const long = await send('/articles/ferry/preview', { text })
    expect(long.status).toBe(422)
    expect(await long.text()).toContain(`>${text}</textarea>`)
    expect((await send('/articles/none/preview', { text: 'x' })).status).toBe(404)
    expect((await send('/articles/ferry/preview', { text: 'x', more: '1' })).status).toBe(400)
  })

  describe('of a change', () => {
    const say = async (who: Member, text: string) => {
      const response = await stage.post({ text }, { headers: who.headers })
      return ((await response.json()) as { comment: ApiComment }).comment.id
    }

    it('keeps which text was changed, and is for its author alone', async () => {
      const [ada, bob] = [await signUp(stage), await signUp(stage)]
      const id = await say(ada, chatter(730))
      const base = /name="base" value="([^"]+)"/.exec(
        await (await ada.get(`/comments/${id}/edit`)).text(),
      )?.[1]
      const saved = await ada.send(`/comments/${id}/edit`, { csrf: ada.csrf, text: chatter(731) })
      expect(saved.status).toBe(303)
      const fields = { text: `**New** ${chatter(732)}`, base: base ?? '' }
      const response = await ada.send(`/comments/${id}/preview`, { csrf: ada.csrf, ...fields })
      const html = await response.text()
      expect(response.status).toBe(200)
      expect(html).toContain('<strong>New</strong>')
      expect(html).toContain(`**New** ${chatter(732)}</textarea>`)
      // Saved from here it is refused: it was begun from a text that stands no more.
      expect(html).toContain(`name="base" value="${base}"`)
      expect((await ada.send(`/comments/${id}/edit`, { csrf: ada.csrf, ...fields })).status).toBe(
        409,
      )
      expect(
        (await bob.send(`/comments/${id}/preview`, { csrf: bob.csrf, ...fields })).status,
      ).toBe(404)
      const empty = await ada.send(`/comments/${id}/preview`, { csrf: ada.csrf, text: ' ' })
      expect(empty.status).toBe(422)
    })
  })
})

describe('the words of the tools', () => {
  it('come in the language of the page', async () => {
    const words = await stage.json('/words/writing.json?language=de-AT')
    expect(words).toMatchObject({ bold: 'Fett', limit: TEXT_CHARS_MAX })
    expect(await stage.json('/words/writing.json')).toMatchObject({ bold: 'Bold' })
    expect(await stage.json('/words/writing.json?language=tlh')).toMatchObject({ bold: 'Bold' })
    expect((await stage.get('/words/writing.json?language=../x')).status).toBe(400)
  })
})
