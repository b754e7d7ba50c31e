/** Attacks that go through more than one door: each was tried, and each is shown here to fail. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { arriveByProof } from '../../src/accounts/index.js'
import { type Cluster, chatter, openCluster, openStage, type Stage } from '../cast.js'
import { type Member, signUp } from './people.js'

let cluster: Cluster
let stage: Stage
const now = new Date('2026-11-20T10:00:00Z')
beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(
    await cluster.create(),
    { clock: () => now },
    { TRUSTED_PROXIES: '127.0.0.1' },
  )
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})

const sql = async <T>(text: string, values: unknown[] = []) =>
  (await stage.app.ctx.pool.query(text, values)).rows as T[]
const letterTo = async (mail: string) =>
  (
    await sql<{ text: string }>(
      'select text from mail where to_address = $1 order by id desc limit 1',
      [mail],
    )
  )[0]?.text ?? ''
const linkTo = async (mail: string) =>
  /\/sign-in\/link\/[\w-]+/.exec(await letterTo(mail))?.[0] ?? ''
const invitationTo = async (mail: string) =>
  /\/invitation\/[\w-]+/.exec(await letterTo(mail))?.[0] ?? ''
const addPasskey = (member: Member) =>
  sql(
    `insert into passkey (id, site_id, account_id, credential_id, public_key, counter, transports, label, is_synced, created_at)
     select gen_random_uuid(), site_id, id, id::text, '', 0, '{}', 'key', false, now() from account where id = $1`,
    [member.accountId],
  )
/** A POST with these cookies, from a page of ours. */
const post = (path: string, cookie: string, fields: Record<string, string> = {}) =>
  fetch(stage.address + path, {
    method: 'POST',
    headers: { cookie, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

describe('a stolen mail box', () => {
  it('of staff with a passkey opens nothing of their account', async () => {
    const owner = await signUp(stage, { role: 'owner', hasSecondFactor: false })
    await addPasskey(owner)
    await sql('update session set seen_at = seen_at where id = $1', [owner.sessionId])
    stage.app.ctx.live.hear({ name: 'account.changed', accountId: owner.accountId })
    for (const [path, fields] of [
      ['/account/export', {}],
      ['/account/leave', { texts: 'erase' }],
      ['/account/name', { name: 'Somebody Else' }],
      ['/account/mail', { mail: 'thief@evil.example' }],
      ['/account/sessions/end-others', {}],
      ['/articles/ferry/comments', { text: chatter(1) }],
    ] as const) {
      const answer = await owner.send(path, fields)
      const isStopped =
        answer.headers.get('location')?.startsWith('/sign-in/second-factor') ||
        answer.status === 403
      expect(isStopped, path).toBe(true)
    }
    const [row] = await sql<{ state: string }>('select state from account where id = $1', [
      owner.accountId,
    ])
    expect(row?.state).toBe('active')
  })

  it('of staff without one writes no comment with the mark of staff', async () => {
    const editor = await signUp(stage, { role: 'editor', hasSecondFactor: false })
    await editor.send('/articles/ferry/comments', { text: chatter(2) })
    const rows = await sql<{ is_staff: boolean }>(
      'select is_staff from comment where person_id = $1',
      [editor.personId],
    )
    expect(rows).toEqual([{ is_staff: false }])
  })
})

describe('a stolen session', () => {
  it('that was ended cannot take the account by a letter it asked for', async () => {
    const owner = await signUp(stage, { mail: 'own@example.org' })
    const asked = await post('/account/mail', owner.cookie, { mail: 'thief@evil.example' })
    const browser = cookiesOf(asked)
    const link = await linkTo('thief@evil.example')
    await sql('delete from session where id = $1', [owner.sessionId])
    stage.app.ctx.live.hear({ name: 'account.changed', accountId: owner.accountId })
    const used = await post(link, `${browser}; ${owner.cookie}`)
    expect(used.headers.get('location')).toMatch(/^\/sign-in\?/)
    expect(cookiesOf(used)).not.toContain('__Host-session')
    const [row] = await sql<{ mail: string }>('select mail from account where id = $1', [
      owner.accountId,
    ])
    expect(row?.mail).toBe('own@example.org')
  })

  it('tells the old address when the new one is confirmed', async () => {
    const owner = await signUp(stage, { mail: 'before@example.org' })
    const asked = await post('/account/mail', owner.cookie, { mail: 'after@example.org' })
    const used = await post(
      await linkTo('after@example.org'),
      `${cookiesOf(asked)}; ${owner.cookie}`,
    )
    expect(used.headers.get('location')).toBe('/account?done=mail')
    expect(await letterTo('before@example.org')).toContain('changed to another one')
  })
})

describe('an invitation', () => {
  it('is worth nothing once its inviter is banned or no owner any more', async () => {
    const first = await signUp(stage, { role: 'owner' })
    const second = await signUp(stage, { role: 'owner' })
    await second.send('/desk/people/invite', { mail: 'me2@example.org', role: 'owner' })
    const made = await invitationTo('me2@example.org')
    await first.send('/desk/people/role', { account: second.accountId, role: 'reader' })
    expect((await post(made, '')).status).toBe(410)
    const third = await signUp(stage, { role: 'owner' })
    await third.send('/desk/people/invite', { mail: 'me3@example.org', role: 'owner' })
    await first.send('/desk/people/ban', { account: third.accountId })
    expect((await post(await invitationTo('me3@example.org'), '')).status).toBe(410)
  })

  it('that was passed on does not open the account of its address', async () => {
    const owner = await signUp(stage, { role: 'owner' })
    const reader = await signUp(stage, { mail: 'there@example.org' })
    await owner.send('/desk/people/invite', { mail: 'there@example.org', role: 'editor' })
    const link = await invitationTo('there@example.org')
    const stranger = await post(link, '')
    expect(stranger.headers.get('location')).toMatch(/^\/sign-in\?/)
    expect(cookiesOf(stranger)).not.toContain('__Host-session')
    // The reader, signed in, accepts it.
    expect((await post(link, reader.cookie)).headers.get('location')).toBe('/account/security')
  })
})

describe('another site', () => {
  it('that vouches for a stranger’s address does not get into their account before them', async () => {
    const { ctx } = stage.app
    const proof = {
      provider: 'club',
      subject: 'evil-1',
      mail: 'boss@paper.example',
      name: null,
    }
    const { accountId } = await arriveByProof(ctx, { proof, language: null })
    const owner = await signUp(stage, { role: 'owner' })
    await owner.send('/desk/people/invite', { mail: 'boss@paper.example', role: 'editor' })
    const accepted = await post(await invitationTo('boss@paper.example'), '')
    expect(accepted.status).toBe(303)
    const [row] = await sql<{ id: string }>(
      `select id from account where mail_key = 'boss@paper.example'`,
    )
    expect(row?.id).not.toBe(accountId)
  })
})

describe('guessing', () => {
  it('codes of one address from many networks ends at fifty an hour; the link still works', async () => {
    const mail = 'guessed@example.org'
    const ask = async (network: number) => {
      const answer = await fetch(`${stage.address}/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': `100.64.${network}.1` },
        body: new URLSearchParams({ mail, next: '/' }),
      })
      return cookiesOf(answer)
    }
    let judged = 0
    for (let network = 0; network < 15; network += 1) {
      const cookie = await ask(network)
      for (let i = 0; i < 5; i += 1)
        await fetch(`${stage.address}/sign-in/code`, {
          method: 'POST',
          redirect: 'manual',
          headers: {
            cookie,
            'sec-fetch-site': 'same-origin',
            'x-forwarded-for': `100.64.${network}.1`,
          },
          body: new URLSearchParams({ code: String(20_000_000 + network * 5 + i) }),
        })
    }
    const rows = await sql<{ n: number }>(
      'select sum(wrong_codes)::int as n from sign_in_link where mail = $1',
      [mail],
    )
    judged = rows[0]?.n ?? 0
    expect(judged).toBe(50)
    const own = await ask(200)
    const answer = await post(await linkTo(mail), own)
    expect(answer.status).toBe(303)
  })

  it('addresses letter by letter is not possible for moderators', async () => {
    await signUp(stage, { mail: 'very.secret@example.org', name: 'Quentin' })
    const moderator = await signUp(stage, { role: 'moderator' })
    const page = async (q: string, who: Member) => (await who.get(`/desk/people?q=${q}`)).text()
    expect(await page('very.s', moderator)).not.toContain('Quentin')
    const owner = await signUp(stage, { role: 'owner' })
    expect(await page('very.s', owner)).toContain('Quentin')
  })
})

describe('a moderator', () => {
  it('is not the judge of their own claim', async () => {
    const moderator = await signUp(stage, { role: 'moderator' })
    await sql(
      `insert into person (id, site_id, kind, name, name_skeleton, source_key, created_at)
       select gen_random_uuid(), id, 'imported', 'The Old Editor', 'x', 'wordpress:1', now() from site`,
    )
    const [person] = await sql<{ id: string }>(
      `select id from person where name = 'The Old Editor'`,
    )
    await moderator.send('/account/claim', { person: person?.id ?? '' })
    const [claim] = await sql<{ id: string }>('select id from claim where person_id = $1', [
      person?.id,
    ])
    const answer = await moderator.send('/desk/claims', { claim: claim?.id ?? '', answer: 'yes' })
    expect(answer.status).toBe(403)
  })
})

describe('two readers', () => {
  it('who post the same sentence by the plain form each keep their own comment', async () => {
    const [ann, ben] = [await signUp(stage), await signUp(stage)]
    const text = chatter(77)
    const first = await ann.send('/articles/ferry/comments', { text })
    const second = await ben.send('/articles/ferry/comments', { text })
    expect(second.headers.get('location')).not.toBe(first.headers.get('location'))
    const rows = await sql('select id from comment where source = $1', [text])
    expect(rows).toHaveLength(2)
  })

  it('who open letters to one address at once both get an answer', async () => {
    const mail = 'both@example.org'
    const ask = async () => {
      const answer = await fetch(`${stage.address}/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ mail, next: '/' }),
      })
      return { cookie: cookiesOf(answer), link: await linkTo(mail) }
    }
    const [one, two] = [await ask(), await ask()]
    const answers = await Promise.all([post(one.link, one.cookie), post(two.link, two.cookie)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 410])
  })
})

describe('recovery codes', () => {
  it('made before a role do not open its desk, nor does one without a factor to stand in for', async () => {
    const { ctx } = stage.app
    const { makeRecoveryCodes, takeCode } = await import('../../src/accounts/index.js')
    const reader = await signUp(stage)
    const [code = ''] = await makeRecoveryCodes(ctx, { accountId: reader.accountId })
    await expect(takeCode(ctx, { accountId: reader.accountId, code })).rejects.toMatchObject({
      code: 'sign-in/code-wrong',
    })
    await addPasskey(reader)
    const owner = await signUp(stage, { role: 'owner' })
    await owner.send('/desk/people/role', { account: reader.accountId, role: 'moderator' })
    await expect(takeCode(ctx, { accountId: reader.accountId, code })).rejects.toMatchObject({
      code: 'sign-in/code-wrong',
    })
  })
})
