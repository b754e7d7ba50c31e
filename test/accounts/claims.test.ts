import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runImport } from '../../src/importing/index.js'
import type { ImportRecord } from '../../src/importing/record.js'
import { mailFingerprint } from '../../src/platform/secrets.js'
import { type Cluster, chatter, openCluster, openStage, type Stage } from '../cast.js'
import { type Member, signUp } from './people.js'

let cluster: Cluster
let stage: Stage
let moderator: Member
beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create())
  moderator = await signUp(stage, { role: 'moderator' })
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})

const sql = async <T>(text: string, values: unknown[] = []) =>
  (await stage.app.ctx.pool.query(text, values)).rows as T[]

/** Brings in an article with a comment by somebody whom the source knew by this address. @returns the person */
async function imported(name: string, mail: string): Promise<{ personId: string; path: string }> {
  const key = randomUUID()
  const place = { line: 1, bytesRead: 0 }
  const source = chatter(Number.parseInt(key.slice(0, 6), 16))
  const records = async function* (): AsyncGenerator<ImportRecord> {
    yield {
      kind: 'article',
      key: `article:${key}`,
      home: 'here',
      slug: key,
      originUrl: null,
      headline: `Old story ${key.slice(0, 4)}`,
      standfirst: null,
      byline: null,
      sectionName: null,
      body: { format: 'text', source: 'It was so.' },
      language: 'en',
      publishedAt: new Date('2020-01-01T00:00:00Z'),
      picture: null,
      state: 'published',
      commentsClosed: false,
      place,
    }
    yield {
      kind: 'comment',
      key: `comment:${key}`,
      articleKey: `article:${key}`,
      parentKey: null,
      author: { name, key: mailFingerprint(mail), isStaff: false },
      body: { format: 'text', source },
      postedAt: new Date('2020-01-02T00:00:00Z'),
      state: 'published',
      language: 'en',
      place,
    }
  }
  await runImport(stage.app.ctx, records(), {
    source: 'wordpress',
    trust: true,
    dryRun: false,
    folder: null,
  })
  const [person] = await sql<{ id: string }>('select id from person where source_key = $1', [
    `wordpress:${mailFingerprint(mail)}`,
  ])
  return { personId: person?.id ?? '', path: `/articles/${key}` }
}

const accountOf = async (personId: string) =>
  (
    await sql<{ account_id: string | null }>('select account_id from person where id = $1', [
      personId,
    ])
  )[0]?.account_id ?? null

describe('older comments', () => {
  it('are offered to whoever confirmed their address, and theirs by a click', async () => {
    const { personId, path } = await imported('Ann Old', 'Ann.Old@example.org')
    const ann = await signUp(stage, { name: 'Annika', mail: 'ann.old@example.org' })
    const page = await (await ann.get('/account')).text()
    expect(page).toContain('Ann Old')
    expect((await ann.send('/account/claim', { person: personId })).status).toBe(303)
    expect(await accountOf(personId)).toBe(ann.accountId)
    // Old comments keep the name they were written under, and lead to the account's page.
    expect(await (await stage.get(path)).text()).toContain('Ann Old')
    const profile = await stage.get(`/people/${ann.personId}`)
    expect(await profile.text()).toContain('Old story')
  })

  it('are not given without proof: a moderator decides, and the asker hears of it', async () => {
    const { personId } = await imported('Ben Old', 'ben.old@example.org')
    const asker = await signUp(stage, { name: 'Benno' })
    expect(await (await asker.get('/account')).text()).not.toContain('Ben Old')
    const answer = await asker.send('/account/claim', { person: personId, words: 'It was me.' })
    expect(answer.status).toBe(303)
    expect(await accountOf(personId)).toBeNull()
    expect(await (await moderator.get('/desk/claims')).text()).toContain('It was me.')
    const [claim] = await sql<{ id: string }>('select id from claim where person_id = $1', [
      personId,
    ])
    await moderator.send('/desk/claims', { claim: claim?.id ?? '', answer: 'no' })
    expect(await accountOf(personId)).toBeNull()
    const notices = await sql<{ detail: unknown }>(
      `select detail from notice where account_id = $1 and kind = 'claim'`,
      [asker.accountId],
    )
    expect(notices).toEqual([{ detail: { action: 'refused' } }])
    // Asked once and refused, it is not asked again and again.
    expect((await asker.send('/account/claim', { person: personId })).status).toBe(422)
  })

  it('go to one of two whom moderators approve at once', async () => {
    const { personId } = await imported('Cleo Old', 'cleo.old@example.org')
    const askers = [await signUp(stage), await signUp(stage)]
    for (const asker of askers) await asker.send('/account/claim', { person: personId })
    const claims = await sql<{ id: string }>('select id from claim where person_id = $1', [
      personId,
    ])
    const answers = await Promise.all(
      claims.map(({ id }) => moderator.send('/desk/claims', { claim: id, answer: 'yes' })),
    )
    expect(answers.map((one) => one.status).sort()).toEqual([303, 422])
    expect(askers.map((one) => one.accountId)).toContain(await accountOf(personId))
  })

  it('of a guest belong to whoever signs in with the same browser, and to nobody else', async () => {
    const posted = await stage.post({ name: 'Gundula', text: chatter(77) })
    const browser = posted.headers.get('set-cookie')?.split(';')[0] ?? ''
    const [person] = await sql<{ id: string }>(`select id from person where name = 'Gundula'`)
    const stranger = await signUp(stage)
    const stolen = await stranger.send('/account/claim', { person: person?.id ?? '' })
    // Not even told that there is such a person.
    expect(stolen.status).toBe(404)
    const owner = await signUp(stage)
    const headers = { ...owner.headers, cookie: `${owner.cookie}; ${browser}` }
    const claimed = await fetch(`${stage.address}/account/claim`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ person: person?.id ?? '' }),
      redirect: 'manual',
    })
    expect(claimed.status).toBe(303)
    expect(await accountOf(person?.id ?? '')).toBe(owner.accountId)
    // What the same browser writes later, signed out, is a guest's again.
    await stage.post({ name: 'Gundula', text: chatter(78) }, { headers: { cookie: browser } })
    const later = await sql<{ n: number }>(
      `select count(distinct person_id)::int as n from comment where author_name = 'Gundula'`,
    )
    expect(later).toEqual([{ n: 2 }])
  })

  it('are explained in at most 1,000 characters', async () => {
    const { personId } = await imported('Dora Old', 'dora.old@example.org')
    const asker = await signUp(stage)
    const long = await asker.send('/account/claim', { person: personId, words: 'x'.repeat(1_001) })
    expect(long.status).toBe(422)
    const fits = await asker.send('/account/claim', { person: personId, words: 'x'.repeat(1_000) })
    expect(fits.status).toBe(303)
  })
})
