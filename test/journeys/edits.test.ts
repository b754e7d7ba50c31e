/** Changing and deleting one's own comments, by form and by API, and what everybody may read afterwards. */
import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { checkData } from '../../src/check.js'
import {
  commentFile,
  EDIT_FREE_MS,
  OWN_LISTED_MAX,
  REVISIONS_PER_PAGE,
} from '../../src/discussion/index.js'
import { localeFor } from '../../src/locales/index.js'
import { newToken } from '../../src/platform/secrets.js'
import { EditedMark } from '../../src/web/fragments/edited-mark.js'
import { compared } from '../../src/web/pages/history-page.js'
import { type Member, signUp } from '../accounts/people.js'
import { NO_BROWSER, openBrowser, violationsOf } from '../browser.js'
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
let alice: Member
let now = new Date('2026-11-20T09:00:00Z')
beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create(), { clock: () => now })
  alice = await signUp(stage, { name: 'Alice Reed' })
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})
afterEach(async () => {
  expect((await checkData(stage.app.ctx.db)).flatMap((one) => one.violations)).toEqual([])
})

const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}
const ABUSE = 'You are such a dumb cunt, all of you.'
let said = 0
const something = () => chatter(7_000 + ++said)

type Sender = { headers: Record<string, string>; send: Member['send']; get: Member['get'] }

/** A guest in a browser of their own. */
function guest(): Sender {
  const headers = { cookie: `__Host-browser=${newToken()}`, 'sec-fetch-site': 'same-origin' }
  return {
    headers,
    get: (path, more = {}) =>
      fetch(`${stage.address}${path}`, { headers: { ...headers, ...more }, redirect: 'manual' }),
    send: (path, fields = {}) =>
      fetch(`${stage.address}${path}`, {
        method: 'POST',
        headers,
        body: new URLSearchParams(fields),
        redirect: 'manual',
      }),
  }
}

async function say(
  who: Sender,
  text: string,
  parentId: string | null = null,
  slug = 'ferry',
): Promise<string> {
  const response = await stage.post({ text, parentId }, { headers: who.headers, slug })
  expect(response.status).toBe(201)
  return ((await response.json()) as Posted).comment.id
}

const send = (who: Sender, path: string, body?: unknown) =>
  fetch(`${stage.address}/api/v1/comments/${path}`, {
    method: 'POST',
    headers: {
      ...who.headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
const edit = (who: Sender, id: string, text: string, base?: string) =>
  send(who, `${id}/edit`, { text, base })
const remove = (who: Sender, id: string) => send(who, `${id}/delete`)
const decide = (id: string, action: 'publish' | 'remove') =>
  fetch(`${stage.address}/api/v1/comments/${id}/decision`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stage.staffToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ action }),
  })

type Edited = Posted & { base: string }
const edited = async (response: Response): Promise<Edited> => {
  expect(response.status).toBe(200)
  return (await response.json()) as Edited
}
const code = async (response: Response) => ((await response.json()) as { code: string }).code
const historyOf = (id: string, slug = 'ferry') =>
  stage.get(`/articles/${slug}/comments/${id}/history`)
const total = async (slug = 'ferry') =>
  (await stage.json<{ total: number }>(`/api/v1/articles/${slug}/comments`)).total
const shown = async (id: string) => {
  const response = await stage.get(`/api/v1/comments/${id}`)
  return response.status === 200
    ? ((await response.json()) as { comment: ApiComment }).comment
    : null
}
const sql = async <T>(text: string, values: unknown[] = []) =>
  (await stage.app.ctx.pool.query(text, values)).rows as T[]
const revisionsOf = (id: string) =>
  sql<{ source: string; was_public: boolean }>(
    'select source, was_public from comment_revision where comment_id = $1 order by id',
    [id],
  )

describe('editing', () => {
  it('leaves no trace in the first five minutes, and one from then on', async () => {
    const who = guest()
    const [first, second, third] = [something(), something(), something()]
    const id = await say(who, first)
    later(EDIT_FREE_MS - 1)
    expect((await edited(await edit(who, id, second))).comment.text).toBe(second)
    expect(await revisionsOf(id)).toEqual([])
    expect((await historyOf(id)).status).toBe(404)
    later(1)
    expect((await edited(await edit(who, id, third))).state).toBe('published')
    expect(await revisionsOf(id)).toEqual([{ source: second, was_public: true }])
    const html = await (await historyOf(id)).text()
    expect(html).not.toContain(first)
    expect(html).toContain('November 20, 2026 at 9:05')
    expect((await shown(id))?.text).toBe(third)
  })

  it('changes the open page of the article at once', async () => {
    const id = await say(alice, something())
    await (await stage.get('/articles/ferry')).text()
    const text = something()
    await edited(await edit(alice, id, `*${text}*`))
    expect((await shown(id))?.html).toBe(`<p><em>${text}</em></p>`)
    expect(await (await stage.get('/articles/ferry?order=newest')).text()).toContain(text)
  })

  it('is refused to everybody else, who does not even learn that there is something', async () => {
    const [who, other] = [guest(), guest()]
    const ofGuest = await say(who, something())
    const ofAlice = await say(alice, something())
    const bob = await signUp(stage)
    const owner = await signUp(stage, { role: 'owner' })
    const nobody: Sender = { ...other, headers: { 'sec-fetch-site': 'same-origin' } }
    const program: Sender = {
      ...other,
      headers: { authorization: `Bearer ${stage.staffToken}` },
    }
    const strangers: [Sender, string][] = [
      [other, ofGuest],
      [bob, ofGuest],
      [nobody, ofGuest],
      [program, ofGuest],
      [who, ofAlice],
      [bob, ofAlice],
      [owner, ofAlice],
      [alice, ofGuest],
      [alice, randomUUID()],
    ]
    for (const [stranger, id] of strangers) {
      const answer = await edit(stranger, id, something())
      expect(answer.status).toBe(404)
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect((await remove(stranger, id)).status).toBe(404)
    }
    for (const path of [`/comments/${ofGuest}/edit`, `/comments/${ofGuest}/delete`]) {
      expect((await other.get(path)).status).toBe(404)
      expect((await stage.get(path)).status).toBe(404)
      expect((await other.send(path, { text: 'mine now' })).status).toBeGreaterThanOrEqual(400)
      expect((await who.get(path)).status).toBe(200)
    }
    expect(await shown(ofGuest)).not.toBeNull()
  })

  it('goes from the browser to the account that claims what the browser wrote', async () => {
    const who = guest()
    const id = await say(who, something())
    const carol = await signUp(stage)
    await sql(
      `update person set account_id = $1, source_key = null
        where id = (select person_id from comment where id = $2)`,
      [carol.accountId, id],
    )
    expect((await edit(who, id, something())).status).toBe(404)
    expect((await edit(carol, id, something())).status).toBe(200)
  })

  it('refuses what posting refuses', async () => {
    const id = await say(alice, something())
    expect(await code(await edit(alice, id, ' \n '))).toBe('comment/empty')
    expect(await code(await edit(alice, id, 'x'.repeat(10_001)))).toBe('comment/too-long')
    const slug = `closed-${randomUUID()}`
    await publish(stage.app, { slug })
    const inClosed = await say(alice, something(), null, slug)
    const rule = (change: string) =>
      sql(
        `update thread set ${change} where article_id = (select id from article where slug = $1)`,
        [slug],
      )
    const who = guest()
    const ofGuest = await say(who, something(), null, slug)
    await rule('members_only = true')
    expect(await code(await edit(who, ofGuest, something()))).toBe('comment/members-only')
    expect((await edit(alice, inClosed, something())).status).toBe(200)
    await rule(`closes_at = '${now.toISOString()}'`)
    expect(await code(await edit(alice, inClosed, something()))).toBe('comment/thread-closed')
    await rule('closes_at = null, is_closed = true')
    expect(await code(await edit(alice, inClosed, something()))).toBe('comment/thread-closed')
    expect((await remove(alice, inClosed)).status).toBe(200)
    const banned = await signUp(stage)
    const ofBanned = await say(banned, something())
    await sql('update account set banned_at = now() where id = $1', [banned.accountId])
    stage.app.ctx.live.hear({ name: 'account.changed', accountId: banned.accountId })
    expect(await code(await edit(banned, ofBanned, something()))).toBe('access/banned')
    expect((await remove(banned, ofBanned)).status).toBe(200)
  })

  it('takes from the same limits as posting, and not from guests where they may not write', async () => {
    const url = await cluster.create()
    const open = await openStage(url, { clock: () => now })
    const who = guest()
    const text = something()
    const post = (at: Stage, headers: Record<string, string>) =>
      at.post({ text: something() }, { headers })
    const { comment } = (await (await post(open, who.headers)).json()) as Posted
    await open.app.close()
    const settings = { GUEST_COMMENTS: 'off', COMMENTS_PER_MINUTE: '4' }
    const strict = await openStage(url, { clock: () => now }, settings)
    const at = (path: string, headers: Record<string, string>, body?: unknown) =>
      fetch(`${strict.address}/api/v1/comments/${path}`, {
        method: 'POST',
        headers: {
          ...headers,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
    const frank = await signUp(strict)
    const { comment: own } = (await (await post(strict, frank.headers)).json()) as Posted
    expect(await code(await at(`${own.id}/edit`, frank.headers, { text }))).toBe('request/too-many')
    expect(await code(await at(`${comment.id}/edit`, who.headers, { text }))).toBe(
      'access/guests-closed',
    )
    expect((await at(`${comment.id}/delete`, who.headers)).status).toBe(200)
    await strict.app.close()
  })

  it('holds what became abuse, counts it out, and tells its author why', async () => {
    const root = await say(alice, something())
    const who = guest()
    const id = await say(who, something(), root)
    const before = await total()
    later(EDIT_FREE_MS)
    const answer = await edited(await edit(who, id, ABUSE))
    expect(answer.state).toBe('held')
    expect(answer.reasons).toHaveLength(1)
    expect((await stage.get(answer.receiptUrl)).status).toBe(200)
    expect(await total()).toBe(before - 1)
    expect((await shown(root))?.replies).toBe(0)
    expect(await shown(id)).toBeNull()
    expect((await historyOf(id)).status).toBe(404)
  })

  it('keeps a held comment held, whatever it says now, and never shows what was held', async () => {
    const who = guest()
    const [fine, better] = [something(), something()]
    const id = await say(who, fine)
    later(EDIT_FREE_MS)
    await edit(who, id, ABUSE)
    expect((await edited(await edit(who, id, better))).state).toBe('held')
    expect((await revisionsOf(id)).map((one) => one.was_public)).toEqual([true, false])
    expect((await decide(id, 'publish')).status).toBe(200)
    const html = await (await historyOf(id)).text()
    expect(html).not.toContain('dumb')
    expect((await shown(id))?.text).toBe(better)
    expect((await decide(id, 'remove')).status).toBe(200)
    expect((await historyOf(id)).status).toBe(404)
    expect((await edit(who, id, something())).status).toBe(404)
  })

  it('is no copy of itself, and frees what the comment said before', async () => {
    const text = `${something()} ${something()}`
    const id = await say(alice, text)
    expect((await edited(await edit(alice, id, `${text} Indeed.`))).state).toBe('published')
    const other = something()
    expect((await edited(await edit(alice, id, `${other} ${something()}`))).state).toBe('published')
    const bytes = await sql('select subject_id from fingerprint where subject_id = $1', [id])
    expect(bytes).toHaveLength(1)
    const again = await stage.post({ text, name: 'Zora' })
    expect(((await again.json()) as Posted).state).toBe('published')
  })

  it('does nothing when it is sent again', async () => {
    const id = await say(alice, something())
    later(EDIT_FREE_MS)
    const text = something()
    const { base } = await edited(await edit(alice, id, text))
    expect((await edited(await edit(alice, id, text, 'an older one'))).base).toBe(base)
    expect(await revisionsOf(id)).toHaveLength(1)
  })

  it('refuses the second of two at once, which keeps its text', async () => {
    const first = something()
    const id = await say(alice, first)
    later(EDIT_FREE_MS)
    const answers = await Promise.all([1, 2, 3].map(() => edit(alice, id, something())))
    const statuses = answers.map((one) => one.status).sort()
    expect(statuses[0]).toBe(200)
    expect(await revisionsOf(id)).toHaveLength(statuses.filter((one) => one === 200).length)

    const page = await (await alice.get(`/comments/${id}/edit`)).text()
    const base = /name="base" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const mine = something()
    expect((await edit(alice, id, mine, base)).status).toBe(200)
    const stale = await edit(alice, id, something(), base)
    expect([stale.status, await code(stale)]).toEqual([409, 'comment/edited-meanwhile'])
    const typed = something()
    const form = { text: typed, base, csrf: alice.csrf }
    const back = await alice.send(`/comments/${id}/edit`, form)
    const html = await back.text()
    expect(back.status).toBe(409)
    expect(html).toContain(typed)
    expect(html).toContain(mine)
    const fresh = /name="base" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const saved = await alice.send(`/comments/${id}/edit`, { ...form, base: fresh })
    expect(saved.status).toBe(303)
    expect((await shown(id))?.text).toBe(typed)
  })

  it('leaves the judge with the text that stands when others were refused', async () => {
    const first = `${something()} ${something()}`
    const id = await say(alice, first)
    const tried = [1, 2, 3].map(() => `${something()} ${something()}`)
    const answers = await Promise.all(tried.map((text) => edit(alice, id, text)))
    expect(answers.map((one) => one.status)).toContain(409)
    const stands = (await shown(id))?.text
    for (const text of [first, ...tried]) {
      const copy = (await (await stage.post({ text, name: 'Yann' })).json()) as Posted
      expect(copy.state).toBe(text === stands ? 'held' : 'published')
    }
  })

  it('agrees with a moderator who decides at the same moment', async () => {
    for (let i = 0; i < 5; i += 1) {
      const who = guest()
      const id = await say(who, something())
      await Promise.all([edit(who, id, ABUSE), decide(id, 'remove'), remove(who, id)])
      const [row] = await sql<{ state: string; source: string }>(
        'select state, source from comment where id = $1',
        [id],
      )
      expect([row?.state, row?.source]).toEqual(['deleted', ''])
    }
  })
})

describe('the history', () => {
  it('shows former texts, the newest first, page by page, and only of its own article', async () => {
    const id = await say(alice, 'The boat leaves at six from the old pier.')
    later(EDIT_FREE_MS)
    await edit(alice, id, 'The boat leaves at seven from the old pier. <b>Bring</b> coats.')
    for (let i = 0; i < REVISIONS_PER_PAGE; i += 1) {
      later(60_000)
      expect((await edit(alice, id, `The boat leaves from pier number ${i}.`)).status).toBe(200)
    }
    const html = await (await historyOf(id)).text()
    expect(html.match(/<h2 id="until-/g)).toHaveLength(REVISIONS_PER_PAGE)
    expect(html).toContain(`<ins>${REVISIONS_PER_PAGE - 1}</ins>`)
    expect(html).toContain('&lt;b>Bring')
    const next = /history\?after=[0-9a-f-]{36}/.exec(html)?.[0] ?? ''
    const older = await stage.get(`/articles/ferry/comments/${id}/${next}`)
    expect(await older.text()).toContain('The boat leaves at <del>six</del> from the old pier.')
    const wrong = `/articles/ferry/comments/${id}/history?after=${randomUUID()}`
    expect((await stage.get(wrong)).status).toBe(400)
    const slug = `other-${randomUUID()}`
    await publish(stage.app, { slug })
    expect((await historyOf(id, slug)).status).toBe(404)
  })

  it('is not shown to who muted its author', async () => {
    const id = await say(alice, something())
    later(EDIT_FREE_MS)
    await edit(alice, id, something())
    const dora = await signUp(stage)
    const path = `/articles/ferry/comments/${id}/history`
    expect((await dora.get(path)).status).toBe(200)
    await sql('insert into mute values ($1, $2, now())', [dora.accountId, alice.personId])
    stage.app.ctx.live.hear({ name: 'account.changed', accountId: dora.accountId })
    expect((await dora.get(path)).status).toBe(404)
  })

  it('cannot be written anew', async () => {
    await expect(sql("update comment_revision set source = 'never said'")).rejects.toThrow(
      'append-only',
    )
  })

  it('marks what differs in whole words', () => {
    const marked = (text: string, other: string) =>
      compared(text, other)
        .map((one) => (one.isOwn ? `[${one.text}]` : one.text))
        .join('')
    expect(marked('the old pier', 'the new pier')).toBe('the [old] pier')
    expect(marked('at six from the pier.', 'at seven from the old pier, sir.')).toBe(
      'at [six] from the pier.',
    )
    expect(marked('same', 'same')).toBe('same')
    expect(marked('a a', 'a')).toBe('a[ a]')
    expect(marked('', 'new')).toBe('')
    const [long, other] = ['x ', 'y '].map((word) => `the ${word.repeat(600)}end`)
    expect(marked(long ?? '', other ?? '')).toBe(`the [${'x '.repeat(600).trim()}] end`)
    expect(marked('кот ดี 好', 'кот 好')).toBe('кот [ดี ]好')
  })

  it('is linked by a mark that says when', () => {
    const locale = localeFor('en')
    const mark = (editedAt: string | null) =>
      renderToString(h(EditedMark, { editedAt, historyUrl: '/h', locale }))
    expect(mark('2026-11-20T09:05:00.000Z')).toContain('Edited on November 20, 2026')
    expect(mark(null)).toBe('')
  })
})

describe('deleting', () => {
  it('takes the words out of every table, and leaves the place where somebody answered', async () => {
    const marker = `zyxomat${randomUUID().replaceAll('-', '')}`
    const who = await signUp(stage, { name: 'Gilda Zyxoname' })
    const root = await say(alice, something())
    const id = await say(who, `${marker} ${something()}`, root)
    later(EDIT_FREE_MS)
    await edit(who, id, `${marker} ${ABUSE}`)
    await decide(id, 'publish')
    await edit(who, id, `${marker} ${something()}`)
    await decide(id, 'publish')
    await say(guest(), something(), id)
    await stage.app.drain()
    await sql(
      `insert into mail (id, site_id, kind, to_address, subject, text, html, headers, is_secret, state, comment_ids, created_at)
       values ($1, $2, 'reply', 'a@example.org', 'A reply', $3, '', '{}', false, 'sent', array[$4::uuid], now())`,
      [randomUUID(), stage.app.ctx.site.id, marker, id],
    )
    expect((await tablesWith(marker)).length).toBeGreaterThan(2)
    expect((await remove(who, id)).status).toBe(200)
    expect(await tablesWith(marker)).toEqual([])
    expect(await sql('select 1 from fingerprint where subject_id = $1', [id])).toEqual([])
    expect(
      await sql("select 1 from verdict where subject_id = $1 and signals <> '[]'", [id]),
    ).toEqual([])
    const place = await shown(id)
    expect(place).toMatchObject({ state: 'deleted', author: null, text: '', html: '', replies: 1 })
    expect((await shown(root))?.replies).toBe(0)
    expect((await historyOf(id)).status).toBe(404)
    expect((await remove(who, id)).status).toBe(200)
    expect((await decide(id, 'publish')).status).toBe(404)
    expect((await edit(who, id, something())).status).toBe(404)
  })

  it('leaves nothing of a comment that nobody answered, held or removed ones too', async () => {
    const who = guest()
    const [plain, held, removed] = [
      await say(who, something()),
      await say(who, ABUSE),
      await say(who, something()),
    ]
    await decide(removed, 'remove')
    const before = await total()
    for (const id of [plain, held, removed]) {
      expect((await remove(who, id)).status).toBe(200)
      expect(await shown(id)).toBeNull()
    }
    expect(await total()).toBe(before - 1)
    expect((await stage.wholeThread()).map((one) => one.id)).not.toContain(plain)
  })

  it('lets what was deleted be said again by somebody else', async () => {
    const text = `${something()} ${something()}`
    const who = guest()
    await remove(who, await say(who, text))
    const again = await stage.post({ text, name: 'Xenia' })
    expect(((await again.json()) as Posted).state).toBe('published')
  })

  it('agrees with replies that arrive at the same moment', async () => {
    for (let i = 0; i < 5; i += 1) {
      const who = guest()
      const id = await say(who, something())
      const replies = [1, 2, 3].map(() => stage.post({ text: something(), parentId: id }))
      const [, ...answers] = await Promise.all([remove(who, id), ...replies])
      const taken = answers.filter((one) => one.status === 201).length
      expect(answers.every((one) => one.status === 201 || one.status === 422)).toBe(true)
      expect((await shown(id))?.replies ?? 0).toBe(taken)
    }
  })
})

describe('without script', () => {
  it('changes and deletes by plain forms', async () => {
    const who = guest()
    const first = 'First line\nsecond line of the **same** comment'
    const id = await say(who, first)
    const page = await who.get(`/comments/${id}/edit`)
    const html = await page.text()
    expect(page.headers.get('cache-control')).toBe('private, no-store')
    expect(html).toContain('First line\nsecond line of the **same** comment</textarea>')
    expect(html).toContain('leaves no trace')
    const base = /name="base" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const text = something()
    const saved = await who.send(`/comments/${id}/edit`, { text, base })
    expect(saved.status).toBe(303)
    expect(saved.headers.get('location')).toBe(`/articles/ferry/comments/${id}#c-${id}`)
    later(EDIT_FREE_MS)
    expect(await (await who.get(`/comments/${id}/edit`)).text()).toContain('everybody can still')
    const long = await who.send(`/comments/${id}/edit`, { text: 'y'.repeat(10_001) })
    expect(long.status).toBe(422)
    expect(await long.text()).toContain('y'.repeat(10_001))
    const held = await who.send(`/comments/${id}/edit`, { text: ABUSE })
    expect(held.headers.get('location')).toMatch(/^\/receipts\//)
    expect(await (await who.get(`/comments/${id}/delete`)).text()).toContain('dumb')
    const gone = await who.send(`/comments/${id}/delete`)
    expect(gone.headers.get('location')).toBe('/articles/ferry#discussion')
    expect((await who.get(`/comments/${id}/edit`)).status).toBe(404)
  })

  it('asks for the token of the form where the browser does not say where it is', async () => {
    const id = await say(alice, something())
    const silent = { cookie: alice.cookie }
    const post = (fields: Record<string, string>) =>
      fetch(`${stage.address}/comments/${id}/delete`, {
        method: 'POST',
        headers: silent,
        body: new URLSearchParams(fields),
        redirect: 'manual',
      })
    expect((await post({})).status).toBe(403)
    expect((await post({ csrf: alice.csrf })).status).toBe(303)
  })
})

describe('which comments are one’s own', () => {
  const own = async (who: Sender, slug: string) => {
    const response = await who.get(`/api/v1/articles/${slug}/own`)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    return ((await response.json()) as { own: { id: string; freeUntil: string }[] }).own
  }

  it('is told to the reader and the browser that wrote them, of this thread alone', async () => {
    const slug = `own-${randomUUID()}`
    await publish(stage.app, { slug })
    const who = guest()
    const postedAt = now
    const first = await say(who, something(), null, slug)
    later(1)
    const held = await say(who, ABUSE, first, slug)
    const gone = await say(who, something(), null, slug)
    await remove(who, gone)
    await say(who, something())
    const ofAlice = await say(alice, something(), null, slug)
    const found = await own(who, slug)
    expect(found.map((one) => one.id)).toEqual([held, first])
    expect(found[1]?.freeUntil).toBe(new Date(postedAt.getTime() + EDIT_FREE_MS).toISOString())
    expect((await own(alice, slug)).map((one) => one.id)).toEqual([ofAlice])
    expect(await own(guest(), slug)).toEqual([])
    expect(OWN_LISTED_MAX).toBe(200)
  })

  it('is in no page that readers share', async () => {
    const who = guest()
    const id = await say(who, something())
    const [mine, theirs] = await Promise.all(
      [who, guest()].map(async (one) => (await one.get('/articles/ferry?order=newest')).text()),
    )
    expect(mine).toBe(theirs)
    expect(mine).toContain(id)
    expect(mine).not.toContain(`${id}/edit`)
  })
})

describe('taking data along and leaving', () => {
  it('has the former texts, and erases them with the texts', async () => {
    const eve = await signUp(stage)
    const [first, second] = [something(), something()]
    const id = await say(eve, first)
    later(EDIT_FREE_MS)
    await edit(eve, id, second)
    const { parts } = commentFile(stage.app.ctx, {
      language: 'en',
      personIds: [eve.personId],
      addressOf: (slug, commentId) => `${slug}/${commentId}`,
    })
    let file = ''
    for await (const part of parts) file += part
    expect(JSON.parse(file)).toMatchObject([
      { source: second, formerTexts: [{ source: first, wasPublic: true }] },
    ])
    const { eraseComments } = await import('../../src/discussion/erase-comments.js')
    await eraseComments(stage.app.ctx, { personIds: [eve.personId], texts: 'erase' })
    expect(await revisionsOf(id)).toEqual([])
    expect(await tablesWith(first)).toEqual([])
  })
})

describe.skipIf(NO_BROWSER)('in a real browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  it('puts the links beside what was just said, and leads through a change and its history', async () => {
    const slug = `browser-${randomUUID()}`
    await publish(stage.app, { slug })
    const theirs = await say(alice, something(), null, slug)
    const context = await browser.newContext()
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.goto(`${stage.address}/articles/${slug}`)
    const [first, second] = [something(), something()]
    await page.fill('#discussion textarea[name=text]', first)
    await page.click('#discussion .comment-form button[type=submit]')
    await page.waitForSelector('[data-own=edit]')
    expect(await page.locator('[data-own=edit]').count()).toBe(1)
    expect(await page.locator(`#c-${theirs} [data-own]`).count()).toBe(0)
    await page.reload()
    await page.click('[data-own=edit]')
    await page.waitForURL(/\/comments\/[0-9a-f-]+\/edit$/)
    expect(await page.inputValue('textarea[name=text]')).toBe(first)
    expect(await violationsOf(page)).toEqual([])
    later(EDIT_FREE_MS)
    await page.fill('textarea[name=text]', second)
    await page.click('main form button[type=submit]')
    await page.waitForURL(/#c-/)
    expect(await page.textContent('.is-lit .comment-text')).toContain(second)
    await page.goto(`${page.url().split('#')[0]}/history`)
    expect(await page.textContent('del')).not.toBe('')
    expect(await violationsOf(page)).toEqual([])
    await page.goto(`${stage.address}/articles/${slug}`)
    await page.click('[data-own=delete]')
    await page.waitForURL(/\/delete$/)
    expect(await violationsOf(page)).toEqual([])
    await page.click('main form button[type=submit]')
    await page.waitForURL(/#discussion$/)
    expect(await page.locator('.branch').count()).toBe(1)
    expect(asked.filter((path) => path.endsWith('/own')).length).toBeGreaterThan(0)
    await context.close()
  })

  it('asks nothing for somebody who never wrote', async () => {
    await say(alice, something())
    const context = await browser.newContext()
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.clock.install()
    await page.goto(`${stage.address}/articles/ferry`)
    await page.clock.runFor(10_000)
    expect(asked.filter((path) => path.endsWith('/own'))).toEqual([])
    await context.close()
  })
})

/** Every column of text or JSON, in all schemas, in which these words stand. */
async function tablesWith(words: string): Promise<string[]> {
  const columns = await sql<{ place: string; table_name: string; column_name: string }>(
    `select c.table_schema || '.' || c.table_name || '.' || c.column_name as place,
       format('%I.%I', c.table_schema, c.table_name) as table_name, format('%I', c.column_name) as column_name
     from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
       and c.data_type in ('text', 'character varying', 'jsonb', 'json', 'ARRAY', 'bytea')`,
  )
  const found: string[] = []
  for (const { place, table_name, column_name } of columns) {
    const rows = await sql(
      `select 1 from ${table_name} where position($1 in ${column_name}::text) > 0 limit 1`,
      [words],
    )
    if (rows.length > 0) found.push(place)
  }
  return found
}
