import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inviteOwner } from '../../src/accounts/index.js'
import { type Cluster, chatter, openCluster, openStage, type Stage } from '../cast.js'
import { type Member, signUp } from './people.js'

let cluster: Cluster
let stage: Stage
let owner: Member
let now = new Date('2026-11-20T10:00:00Z')
beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create(), { clock: () => now })
  owner = await signUp(stage, { role: 'owner', name: 'Ada Quill' })
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})

const sql = async <T>(text: string, values: unknown[] = []) =>
  (await stage.app.ctx.pool.query(text, values)).rows as T[]
const roleOf = async (id: string) =>
  (await sql<{ role: string }>('select role from account where id = $1', [id]))[0]?.role
const linkTo = async (mail: string) => {
  const [row] = await sql<{ text: string }>(
    'select text from mail where to_address = $1 order by id desc limit 1',
    [mail],
  )
  return /\/invitation\/[\w-]+/.exec(row?.text ?? '')?.[0] ?? ''
}
const accept = (path: string) =>
  fetch(stage.address + path, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin' },
    redirect: 'manual',
  })

describe('an invitation', () => {
  it('gives its role to whoever holds the letter, once', async () => {
    await owner.send('/desk/people/invite', { mail: 'ed@example.org', role: 'editor' })
    const path = await linkTo('ed@example.org')
    // Looking is not accepting: programs that read mail look.
    expect((await stage.get(path)).status).toBe(200)
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept(path)))
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1)
    const accounts = await sql<{ role: string }>(
      `select role from account where mail = 'ed@example.org'`,
    )
    expect(accounts).toEqual([{ role: 'editor' }])
  })

  it('lasts seven days and not longer', async () => {
    await owner.send('/desk/people/invite', { mail: 'late@example.org', role: 'author' })
    const path = await linkTo('late@example.org')
    const before = now
    now = new Date(before.getTime() + 7 * 24 * 3_600_000 - 1_000)
    expect((await stage.get(path)).status).toBe(200)
    now = new Date(before.getTime() + 7 * 24 * 3_600_000)
    expect((await stage.get(path)).status).toBe(410)
    expect((await accept(path)).status).toBe(410)
    now = before
  })

  it('ends when it is withdrawn, and when a newer one is sent', async () => {
    await owner.send('/desk/people/invite', { mail: 'twice@example.org', role: 'author' })
    const first = await linkTo('twice@example.org')
    await owner.send('/desk/people/invite', { mail: 'twice@example.org', role: 'moderator' })
    const second = await linkTo('twice@example.org')
    expect((await accept(first)).status).toBe(410)
    const [row] = await sql<{ id: string }>(
      `select id from invitation where mail = 'twice@example.org' and used_at is null`,
    )
    await owner.send('/desk/people/withdraw', { invitation: row?.id ?? '' })
    expect((await accept(second)).status).toBe(410)
  })

  it('raises the account that its address has, and tells it', async () => {
    const reader = await signUp(stage, { mail: 'raised@example.org' })
    await owner.send('/desk/people/invite', { mail: 'raised@example.org', role: 'moderator' })
    expect((await reader.send(await linkTo('raised@example.org'))).status).toBe(303)
    expect(await roleOf(reader.accountId)).toBe('moderator')
    const letters = await sql<{ text: string }>(
      `select text from mail where to_address = 'raised@example.org' and kind = 'safety'`,
    )
    expect(letters[0]?.text).toContain('moderator')
  })

  it('of the terminal makes owners, and one that is used ends the others', async () => {
    const links = [await inviteOwner(stage.app.ctx), await inviteOwner(stage.app.ctx)]
    const paths = links.map(({ url }) => new URL(url).pathname)
    expect((await accept(paths[0] ?? '')).status).toBe(303)
    expect((await accept(paths[1] ?? '')).status).toBe(410)
    await sql(
      `update account set role = 'reader' where mail is null and role = 'owner' and id <> $1`,
      [owner.accountId],
    )
  })
})

describe('a role', () => {
  it('counts at once in a session that is open', async () => {
    const member = await signUp(stage, { hasSecondFactor: true })
    expect((await member.get('/desk/claims')).status).toBe(403)
    await owner.send('/desk/people/role', { account: member.accountId, role: 'moderator' })
    expect((await member.get('/desk/claims')).status).toBe(200)
    await owner.send('/desk/people/role', { account: member.accountId, role: 'reader' })
    expect((await member.get('/desk/claims')).status).toBe(403)
  })

  it('of the last owner cannot be taken, not even by two owners at once', async () => {
    expect(
      (await owner.send('/desk/people/role', { account: owner.accountId, role: 'reader' })).status,
    ).toBe(403)
    const second = await signUp(stage, { role: 'owner' })
    const answers = await Promise.all([
      owner.send('/desk/people/role', { account: second.accountId, role: 'reader' }),
      second.send('/desk/people/role', { account: owner.accountId, role: 'reader' }),
    ])
    const owners = await sql(`select id from account where role = 'owner'`)
    expect(owners).toHaveLength(1)
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1)
    await sql(`update account set role = 'owner' where id = $1`, [owner.accountId])
  })

  it('shows beside what its holder writes', async () => {
    const editor = await signUp(stage, { role: 'editor', name: 'Berta Holm' })
    await editor.send('/articles/ferry/comments', { text: chatter(900) })
    const page = await (await stage.get('/articles/ferry')).text()
    expect(page).toMatch(/Berta Holm<\/a><\/bdi><span class="tag">Staff<\/span>/)
  })
})

describe('who comments', () => {
  it('cannot be called like somebody with an account, however the name is spelt', async () => {
    await signUp(stage, { name: 'Paula Novak' })
    for (const name of [
      'Paula Novak',
      'paula novak',
      'Раula Novak',
      'Paula\u200b Novak',
      'PAULA-NOVAK',
    ]) {
      const answer = await stage.post({ name, text: chatter(910) })
      expect(answer.status, name).toBe(422)
      expect(((await answer.json()) as { code: string }).code).toBe('account/name-taken')
    }
    expect((await stage.post({ name: 'Paul Novak', text: chatter(911) })).status).toBe(201)
  })

  it('is the same guest in the same browser, and no cookie is set on reading', async () => {
    expect((await stage.get('/articles/ferry')).headers.get('set-cookie')).toBeNull()
    const first = await stage.post({ name: 'Gus', text: chatter(920) })
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(cookie).toMatch(/^__Host-browser=/)
    const again = await stage.post({ name: 'Gus', text: chatter(921) }, { headers: { cookie } })
    expect(again.headers.get('set-cookie')).not.toContain('__Host-browser')
    const persons = await sql<{ n: number }>(
      `select count(distinct person_id)::int as n from comment where author_name = 'Gus'`,
    )
    expect(persons).toEqual([{ n: 1 }])
  })

  it('needs an account where guests are not let in', async () => {
    const closed = await openStage(await cluster.create(), {}, { GUEST_COMMENTS: 'off' })
    try {
      const refused = await closed.post({ name: 'Gus', text: chatter(930) })
      expect(refused.status).toBe(403)
      expect(((await refused.json()) as { code: string }).code).toBe('access/guests-closed')
      expect(await (await closed.get('/articles/ferry')).text()).toContain('Sign in to write')
      const ann = await signUp(closed)
      const page = await (await ann.get('/articles/ferry')).text()
      expect(page).toContain(ann.name)
      expect((await ann.send('/articles/ferry/comments', { text: chatter(931) })).status).toBe(303)
    } finally {
      await closed.app.close()
    }
  })

  it('chooses a name first, and is banned from writing while banned', async () => {
    const nameless = await signUp(stage, { name: null })
    const answer = await nameless.send('/articles/ferry/comments', { text: chatter(940) })
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('Choose a name first')
  })
})
