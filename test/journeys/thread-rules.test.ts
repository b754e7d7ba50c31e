import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Member, signUp } from '../accounts/people.js'
import { type Cluster, chatter, openCluster, openStage, publish, type Stage } from '../cast.js'

let cluster: Cluster
let stage: Stage
let moderator: Member
let now = new Date('2026-11-20T10:00:00Z')
const later = (seconds: number) => (now = new Date(now.getTime() + seconds * 1_000))
beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(
    await cluster.create(),
    { clock: () => now },
    { COMMENTS_CLOSE_AFTER_DAYS: '30' },
  )
  moderator = await signUp(stage, { role: 'moderator' })
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})

let count = 0
/** An article with a thread of its own, published now. */
async function article(): Promise<string> {
  count += 1
  const slug = `rules-${count}`
  await publish(stage.app, { slug, headline: `Rules ${count}`, publishedAt: now })
  return slug
}
const set = (slug: string, rules: object, token = stage.staffToken) =>
  fetch(`${stage.address}/api/v1/articles/${slug}/thread`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(rules),
  })
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code
const say = (slug: string, number: number, headers: Record<string, string> = {}) =>
  stage.post({ name: 'Gus', text: chatter(5_000 + number) }, { slug, headers })

describe('a thread', () => {
  it('is closed and opened again by staff, and says so on its page', async () => {
    const slug = await article()
    expect((await set(slug, { closed: true })).status).toBe(200)
    expect(await codeOf(await say(slug, 1))).toBe('comment/thread-closed')
    expect(await (await stage.get(`/articles/${slug}`)).text()).toContain('is closed')
    await set(slug, { closed: false })
    expect((await say(slug, 2)).status).toBe(201)
  })

  it('closes at its own time, or so many days after its article, to the second', async () => {
    const slug = await article()
    await set(slug, { closesAt: new Date(now.getTime() + 60_000).toISOString() })
    later(59)
    expect((await say(slug, 3)).status).toBe(201)
    later(1)
    expect(await codeOf(await say(slug, 4))).toBe('comment/thread-closed')
    const other = await article()
    later(30 * 86_400 - 1)
    expect((await say(other, 5)).status).toBe(201)
    later(1)
    expect(await codeOf(await say(other, 6))).toBe('comment/thread-closed')
  })

  it('for members only leads guests to sign in, and lets members write from its page', async () => {
    const slug = await article()
    await set(slug, { membersOnly: true })
    expect(await codeOf(await say(slug, 7))).toBe('comment/members-only')
    expect(await (await stage.get(`/articles/${slug}`)).text()).toContain('Sign in to write')
    const member = await signUp(stage)
    const page = await (await member.get(`/articles/${slug}`)).text()
    expect(page).toContain(`Writing as`)
    expect(page).not.toContain('Sign in to write')
    expect((await member.send(`/articles/${slug}/comments`, { text: chatter(5_008) })).status).toBe(
      303,
    )
  })

  it('in slow mode asks each author to wait, both sides of the pause, and staff not', async () => {
    const slug = await article()
    await set(slug, { slowSeconds: 60 })
    const first = await say(slug, 10)
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
    const again = await say(slug, 11, { cookie })
    expect(again.status).toBe(429)
    expect(await codeOf(again)).toBe('comment/too-soon')
    // Somebody else writes on.
    expect((await say(slug, 12)).status).toBe(201)
    later(59)
    expect((await say(slug, 13, { cookie })).status).toBe(429)
    later(1)
    expect((await say(slug, 14, { cookie })).status).toBe(201)
    moderator = await signUp(stage, { role: 'moderator' })
    for (const number of [15, 16])
      expect(
        (await moderator.send(`/articles/${slug}/comments`, { text: chatter(5_000 + number) }))
          .status,
      ).toBe(303)
  })

  it('in slow mode takes one of ten comments that one author sends at once', async () => {
    const slug = await article()
    await set(slug, { slowSeconds: 60 })
    const member = await signUp(stage)
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        stage.post({ text: chatter(5_100 + i) }, { slug, headers: member.headers }),
      ),
    )
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(9)
  })

  it('has its rules changed by form at the desk, and by nobody without the right', async () => {
    const slug = await article()
    // Weeks have passed in the tests before: the sessions of then have ended.
    moderator = await signUp(stage, { role: 'moderator' })
    const page = await (await moderator.get(`/desk/threads?slug=${slug}`)).text()
    expect(page).toContain('What is set here')
    const fields = { slug, closed: 'yes', slow: '30', closes: '2027-01-31' }
    expect((await moderator.send('/desk/threads', fields)).status).toBe(303)
    const saved = await (await moderator.get(`/desk/threads?slug=${slug}`)).text()
    expect(saved).toMatch(/<select name="closed">.*?<option value="yes" selected/)
    expect(saved).toContain('value="2027-01-31"')
    const reader = await signUp(stage)
    expect((await reader.send('/desk/threads', { slug })).status).toBe(403)
    expect((await set(slug, { closed: false }, 'staff_wrong')).status).toBe(401)
    expect((await set(slug, { slowSeconds: 86_401 })).status).toBe(400)
    expect((await set('no-such-article', { closed: true })).status).toBe(404)
  })
})
