/** Marks beside names: who wrote the article, and who supports the paper and wishes it to be seen. */
import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { strFromU8, unzipSync } from 'fflate'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { accountFiles, askToLeave, giveRole, LEAVE_MS, zipOf } from '../../src/accounts/index.js'
import { checkData } from '../../src/check.js'
import { AUTHORS_MAX, eraseAccount } from '../../src/discussion/index.js'
import { startCampaign } from '../../src/funding/index.js'
import { write } from '../../src/platform/events.js'
import { type Member, signUp } from '../accounts/people.js'
import { type Cluster, chatter, openCluster, openStage, publish, type Stage } from '../cast.js'

type Comment = { id: string; author: { name: string; marks: string[] } | null }

let cluster: Cluster
let databaseUrl: string
let stage: Stage
let now = new Date('2026-11-20T09:00:00Z')
beforeAll(async () => {
  cluster = await openCluster()
  databaseUrl = await cluster.create()
  stage = await openStage(databaseUrl, { clock: () => now })
  await write(stage.app.ctx, (tx, emit) =>
    startCampaign(stage.app.ctx, tx, emit, {
      title: null,
      currency: 'EUR',
      goalMinor: 500_000n,
      ticksMinor: [],
    }),
  )
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})
afterEach(async () => {
  expect((await checkData(stage.app.ctx.db)).flatMap((one) => one.violations)).toEqual([])
})

let count = 0
async function article(byline: string | null = 'Somebody Else'): Promise<string> {
  count += 1
  await publish(stage.app, { slug: `marks-${count}`, headline: `Marks ${count}`, byline })
  return `marks-${count}`
}
let said = 0
async function say(slug: string, who: Member, parentId: string | null = null): Promise<Comment> {
  said += 1
  const answer = await stage.post(
    { text: chatter(13_000 + said), parentId },
    { slug, headers: who.headers },
  )
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { comment: Comment }).comment
}
const marksOf = async (id: string) =>
  (await stage.json<{ comment: Comment }>(`/api/v1/comments/${id}`)).comment.author?.marks
const page = async (path: string) => (await stage.get(path)).text()
const sql = async (text: string, values: unknown[] = []) =>
  (await stage.app.ctx.pool.query(text, values)).rows
const staff = (path: string, body: object, key = `key-${Math.random()}`) =>
  fetch(`${stage.address}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${stage.staffToken}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  })
const authors = (slug: string, names: string[]) =>
  staff(`/api/v1/articles/${slug}/authors`, { names })
const give = (mail: string | null, key?: string) =>
  staff('/api/v1/gifts', { amountMinor: 2_500, currency: 'EUR', name: 'A friend', mail }, key)
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code
async function leave(who: Member, texts: 'keep' | 'erase'): Promise<void> {
  await askToLeave(stage.app.ctx, { accountId: who.accountId, texts })
  now = new Date(now.getTime() + LEAVE_MS)
  await eraseAccount(stage.app.ctx, { accountId: who.accountId })
}

describe('the author of an article', () => {
  it('is whoever of the staff has the name of the byline, however it is spelt', async () => {
    const ada = await signUp(stage, { role: 'author', name: 'Ada Quill' })
    const bob = await signUp(stage, { name: 'Bob Ferryman' })
    const slug = await article('Αda  Quill')
    expect(await marksOf((await say(slug, ada)).id)).toEqual(['author', 'staff'])
    expect(await marksOf((await say(slug, bob)).id)).toEqual([])
    // Nowhere else.
    expect(await marksOf((await say(await article(), ada)).id)).toEqual(['staff'])
    const readers = await article('Bob Ferryman')
    expect(await marksOf((await say(readers, bob)).id)).toEqual([])
  })

  it('is known at once when somebody of the staff takes that name, or gets an office', async () => {
    const [first, second] = [await article('Cleo Hart'), await article('Dora Finch')]
    const cleo = await signUp(stage, { role: 'editor', name: 'Cleo Hart' })
    const dora = await signUp(stage, { name: 'Dora Finch' })
    const own = await say(second, dora)
    await stage.app.drain()
    expect(await marksOf((await say(first, cleo)).id)).toEqual(['author', 'staff'])
    expect(await marksOf(own.id)).toEqual([])
    const token = { kind: 'token', role: 'owner' } as const
    await giveRole(stage.app.ctx, token, { accountId: dora.accountId, role: 'author' })
    await stage.app.drain()
    expect(await marksOf(own.id)).toEqual(['author'])
  })

  it('is whom staff name, at the desk or by API, whatever the byline says', async () => {
    const slug = await article('Ada Quill')
    const guest = await signUp(stage, { name: 'Finn Maier' })
    const own = await say(slug, guest)
    const moderator = await signUp(stage, { role: 'moderator' })
    const form = await (await moderator.get(`/desk/threads?slug=${slug}`)).text()
    expect(form).toContain('>Ada Quill</textarea>')
    const sent = await moderator.send('/desk/threads/authors', { slug, names: ' finn maier \n\n' })
    expect(sent.status).toBe(303)
    expect(await marksOf(own.id)).toEqual(['author'])
    expect(await page(`/articles/${slug}`)).toContain('<span class="tag is-author">Author</span>')
    expect(await (await authors(slug, [])).json()).toEqual({ authors: [] })
    expect(await page(`/articles/${slug}`)).not.toContain('is-author')
    // Staff said so: the byline alone changes nothing any more.
    const ada = await sql(
      `select id from account where role = 'author' order by created_at limit 1`,
    )
    await write(stage.app.ctx, async (_tx, emit) =>
      emit({ name: 'staff.named', accountId: ada[0].id }),
    )
    await stage.app.drain()
    expect(await (await authors(slug, ['Ada Quill', 'Finn Maier'])).json()).toMatchObject({
      authors: [{ name: 'Ada Quill' }, { name: 'Finn Maier' }],
    })
    const history = await (await moderator.get(`/desk/threads?slug=${slug}`)).text()
    expect(history).toContain('What was changed')
  })

  it('has an account: other names are refused, and so are too many, and nothing changes', async () => {
    const slug = await article('Ada Quill')
    const unknown = await authors(slug, ['Ada Quill', 'Nobody Atall'])
    expect([unknown.status, await codeOf(unknown)]).toEqual([422, 'article/author-unknown'])
    const moderator = await signUp(stage, { role: 'moderator' })
    const form = await moderator.send('/desk/threads/authors', { slug, names: 'Nobody Atall' })
    expect(form.status).toBe(422)
    const html = await form.text()
    expect(html).toContain('Nobody here has an account with the name Nobody Atall.')
    expect(html).toContain('>Nobody Atall</textarea>')
    const many = (n: number) => Array.from({ length: n }, (_, i) => `Nobody ${'x'.repeat(i + 1)}`)
    expect(await codeOf(await authors(slug, many(AUTHORS_MAX)))).toBe('article/author-unknown')
    expect((await authors(slug, many(AUTHORS_MAX + 1))).status).toBe(400)
    const lines = many(AUTHORS_MAX + 1).join('\n')
    const tooMany = await moderator.send('/desk/threads/authors', { slug, names: lines })
    expect(await tooMany.text()).toContain(`An article has at most ${AUTHORS_MAX} authors.`)
    const { authors: kept } = await stage.json<{ authors: { name: string }[] }>(
      `/api/v1/articles/${slug}/thread`,
      { authorization: `Bearer ${stage.staffToken}` },
    )
    expect(kept.map((one) => one.name)).toEqual(['Ada Quill'])
    const reader = await signUp(stage)
    expect((await reader.send('/desk/threads/authors', { slug, names: '' })).status).toBe(403)
  })

  it('who leaves is not known by a mark any more', async () => {
    const slug = await article('Gregor Wolff')
    const gregor = await signUp(stage, { role: 'author', name: 'Gregor Wolff' })
    await stage.app.drain()
    const own = await say(slug, gregor)
    expect(await marksOf(own.id)).toEqual(['author', 'staff'])
    await leave(gregor, 'keep')
    expect(await marksOf(own.id)).toBeUndefined()
    const html = await page(`/articles/${slug}`)
    expect(html).toContain('Somebody who left')
    expect(html).not.toMatch(/class="tag/)
    expect(
      await sql('select 1 from article_author where person_id = $1', [gregor.personId]),
    ).toEqual([])
  })
})

describe('a supporter', () => {
  it('is somebody with a gift in the books, and is shown only by their wish', async () => {
    const mail = 'hanna@letters.example'
    const hanna = await signUp(stage, { name: 'Hanna Birk', mail })
    const slug = await article()
    const own = await say(slug, hanna)
    expect(await (await hanna.get('/account')).text()).not.toContain('Your support')
    const early = await hanna.send('/account/support', { show: 'yes' })
    expect(early.status).toBe(422)
    expect(await early.text()).toContain('No gift is entered in our books for your account.')

    expect((await give('Hanna@Letters.example')).status).toBe(201)
    expect(await marksOf(own.id)).toEqual([])
    const account = await (await hanna.get('/account')).text()
    expect(account).toContain('Show beside my comments that I support this paper')
    expect(account).not.toMatch(/name="show"[^>]*checked/)

    expect((await hanna.send('/account/support', { show: 'yes' })).status).toBe(303)
    expect(await marksOf(own.id)).toEqual(['supporter'])
    expect(await page(`/articles/${slug}`)).toContain('Supporter</span>')
    expect(await page(`/articles/${slug}/comments.md`)).toContain('(Supporter)')
    expect(await page(`/people/${hanna.personId}`)).toContain('Supporter</span>')
    expect((await say(slug, hanna)).author?.marks).toEqual(['supporter'])

    await hanna.send('/account/support')
    expect(await marksOf(own.id)).toEqual([])
    expect(await page(`/articles/${slug}`)).not.toContain('Supporter')
    const rows = await sql('select action from account_event where account_id = $1 order by id', [
      hanna.accountId,
    ])
    expect(rows.map((row) => row.action)).toEqual(
      expect.arrayContaining(['support.shown', 'support.hidden']),
    )
  })

  it('is not made by a gift for an address that no account has: it is not booked at all', async () => {
    const before = await sql('select count(*)::int as n from ledger_entry')
    for (const mail of ['nobody@letters.example', 'no address']) {
      const answer = await give(mail)
      expect([answer.status, await codeOf(answer)]).toEqual([422, 'gift/giver-unknown'])
    }
    expect(await sql('select count(*)::int as n from ledger_entry')).toEqual(before)
  })

  it('has an address that is not kept beside the gift; the same key is booked once', async () => {
    const mail = 'ines@letters.example'
    const ines = await signUp(stage, { name: 'Ines Vogt', mail })
    for (const isNew of [true, false])
      expect(await (await give(mail, 'ines-1')).json()).toMatchObject({ isNew })
    const gifts = await sql('select * from gift where account_id = $1', [ines.accountId])
    expect(gifts).toHaveLength(1)
    expect(
      JSON.stringify(gifts, (_, value) => (typeof value === 'bigint' ? 1 : value)),
    ).not.toContain('letters.example')
    expect((await give(null)).status).toBe(201)
  })

  it('is booked from the terminal too', async () => {
    const mail = 'jost@letters.example'
    const jost = await signUp(stage, { name: 'Jost Amann', mail })
    const cli = (...words: string[]) =>
      promisify(execFile)('node', ['dist/server/cli.js', ...words], {
        env: {
          PATH: process.env.PATH,
          DATABASE_URL: databaseUrl,
          READERSHIP_DEMO: 'off',
          ERASURE_LOG: join(tmpdir(), 'readership-test-marks.jsonl'),
        },
      })
    const { stdout } = await cli('gift', '12.50', '--mail', mail)
    expect(stdout).toContain('Recorded')
    expect(
      await sql('select amount_minor from gift where account_id = $1', [jost.accountId]),
    ).toEqual([{ amount_minor: 1250n }])
    await expect(cli('gift', '12.50', '--mail', 'nobody@letters.example')).rejects.toMatchObject({
      stderr: expect.stringContaining('No account has this mail address.'),
    })
  })

  it('is shown beside older comments that the account has claimed', async () => {
    const mail = 'kim@letters.example'
    const kim = await signUp(stage, { name: 'Kim Adler', mail })
    await give(mail)
    await kim.send('/account/support', { show: 'yes' })
    const slug = await article()
    const guest = await stage.post({ name: 'Kimmy', text: chatter(13_900) }, { slug })
    const { comment } = (await guest.json()) as { comment: Comment }
    expect(await marksOf(comment.id)).toEqual([])
    const browser = guest.headers.get('set-cookie')?.split(';')[0] ?? ''
    const [row] = await sql('select person_id from comment where id = $1', [comment.id])
    const claimed = await fetch(`${stage.address}/account/claim`, {
      method: 'POST',
      headers: { ...kim.headers, cookie: `${kim.cookie}; ${browser}` },
      body: new URLSearchParams({ person: row.person_id, words: '' }),
      redirect: 'manual',
    })
    expect(claimed.headers.get('location')).toBe('/account?done=claim')
    expect(await marksOf(comment.id)).toEqual(['supporter'])
  })

  it('takes the gifts along in the export, and leaves only the money behind', async () => {
    const mail = 'lena@letters.example'
    const lena = await signUp(stage, { name: 'Lena Pohl', mail })
    await give(mail)
    await lena.send('/account/support', { show: 'yes' })
    const own = await say(await article(), lena)
    const parts: Buffer[] = []
    for await (const part of zipOf(accountFiles(stage.app.ctx, lena.accountId), now))
      parts.push(Buffer.from(part))
    const files = unzipSync(Buffer.concat(parts))
    const file = (name: string) => JSON.parse(strFromU8(files[name] ?? new Uint8Array()))
    expect(file('gifts.json')).toMatchObject([
      { name: 'A friend', amountMinor: 2_500, currency: 'EUR' },
    ])
    expect(file('account.json')).toMatchObject({ showsSupport: true })
    const raised = async () =>
      (await stage.json<{ raisedMinor: number }>('/api/v1/campaigns/current')).raisedMinor
    const before = await raised()
    const [gift] = await sql('select id from gift where account_id = $1', [lena.accountId])
    await leave(lena, 'keep')
    expect(await raised()).toBe(before)
    expect(await sql('select account_id, name from gift where id = $1', [gift.id])).toEqual([
      { account_id: null, name: null },
    ])
    expect(await marksOf(own.id)).toBeUndefined()
  })
})

describe('the marks of a page', () => {
  it('are read in one statement, and in none where only guests speak', async () => {
    const slug = await article()
    for (let i = 0; i < 3; i += 1) {
      const root = await say(slug, await signUp(stage))
      for (let j = 0; j < 3; j += 1) await say(slug, await signUp(stage), root.id)
    }
    const asked = vi.spyOn(pg.Client.prototype, 'query')
    const marks = () => {
      const texts = asked.mock.calls.map(([first]: unknown[]) =>
        typeof first === 'string' ? first : (first as { text?: string }).text,
      )
      asked.mockClear()
      return texts.filter((text) => text?.includes('shows_support'))
    }
    stage.app.ctx.pages.clear()
    await page(`/articles/${slug}`)
    expect(marks()).toHaveLength(1)
    await stage.say('Gus', chatter(13_950))
    marks()
    await page('/articles/ferry')
    expect(marks()).toHaveLength(0)
    asked.mockRestore()
  })
})
