/** Notices: who is told of what, once, in the page and by mail; and how to be left alone. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  AT_ONCE_PER_HOUR_MAX,
  addNotices,
  ban,
  countUnread,
  listMutes,
  listNotices,
  MUTES_MAX,
  markRead,
  mute,
  NOTICES_PER_PAGE,
  setTelling,
  unmute,
  unsubscribeUrlOf,
} from '../../src/accounts/index.js'
import { newId } from '../../src/core/ids.js'
import { decideComment, tellOfDecision, tellOfReplies } from '../../src/discussion/index.js'
import { write } from '../../src/platform/events.js'
import type { Telling } from '../../src/platform/schema.js'
import { DIGEST_ITEMS_MAX, mailNotices, sendDigests } from '../../src/web/mails/notice-letters.js'
import {
  type Cluster,
  chatter,
  openCluster,
  openStage,
  type Posted,
  publish,
  type Stage,
} from '../cast.js'
import { type Member, signUp } from './people.js'

const HOUR_MS = 3_600_000
/** Five in the morning, two hours before the letters of the day. */
const EARLY = new Date('2031-03-03T05:00:00Z')

let cluster: Cluster
let stage: Stage
let now = EARLY
let said = 0

beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create(), { clock: () => now })
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})
beforeEach(() => {
  now = EARLY
})

const ctx = () => stage.app.ctx
const words = () => {
  said += 1
  return chatter(said)
}

/** Says something as a member; jobs have run when it returns. */
async function say(
  who: Member,
  parentId: string | null = null,
  text = words(),
): Promise<{ id: string; state: string }> {
  const response = await stage.post({ text, parentId, name: null }, { headers: who.headers })
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
  const { comment, state } = (await response.json()) as Posted
  await stage.app.drain()
  return { id: comment.id, state }
}

const sayAsGuest = async (parentId: string, text = words(), name = 'Passer-by') => {
  const { comment, state } = await stage.say(name, text, parentId)
  await stage.app.drain()
  return { id: comment.id, state }
}

/** A copy of what somebody just said is held. */
async function sayHeld(who: Member, parentId: string | null): Promise<string> {
  const text = words()
  await say(who, null, text)
  const copy = await say(who, parentId, text)
  expect(copy.state).toBe('held')
  return copy.id
}

const decide = async (
  commentId: string,
  action: 'publish' | 'remove',
  rule: string | null = null,
) => {
  await decideComment(ctx(), { commentId, action, rule })
  await stage.app.drain()
}

const noticesOf = async (who: Member) =>
  (await listNotices(ctx(), who.accountId, { before: null })).notices

const kindsOf = async (who: Member) => (await noticesOf(who)).map((one) => one.kind)

const addressOf = (who: Member) =>
  ctx()
    .db.selectFrom('account')
    .select('mail')
    .where('id', '=', who.accountId)
    .executeTakeFirstOrThrow()

async function mailsOf(who: Member) {
  const { mail } = await addressOf(who)
  return ctx()
    .db.selectFrom('mail')
    .selectAll()
    .where('to_address', '=', mail ?? '')
    .orderBy('id')
    .execute()
}

const tellings = (who: Member) =>
  ctx()
    .db.selectFrom('account')
    .select(['tell_replies', 'tell_decisions'])
    .where('id', '=', who.accountId)
    .executeTakeFirstOrThrow()

const wants = (who: Member, replies: Telling, decisions: Telling = replies) =>
  setTelling(ctx(), { accountId: who.accountId, replies, decisions })

/** Notices as if they had been told one after the other. */
const addMany = (who: Member, commentId: string, count: number) =>
  write(ctx(), (tx, emit) =>
    addNotices(
      ctx(),
      tx,
      emit,
      Array.from({ length: count }, () => ({
        kind: 'reply' as const,
        accountId: who.accountId,
        key: randomUUID(),
        commentId,
        detail: {},
      })),
    ),
  )

describe('who hears of a reply', () => {
  it('is whoever wrote what it answers, once, however often the job runs', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const root = await say(ada)
    const reply = await say(bob, root.id)
    for (let i = 0; i < 2; i += 1) await tellOfReplies(ctx(), { commentIds: [reply.id] })
    await Promise.all([1, 2, 3].map(() => tellOfReplies(ctx(), { commentIds: [reply.id] })))
    const notices = await noticesOf(ada)
    expect(notices).toMatchObject([{ kind: 'reply', comment_id: reply.id, read_at: null }])
    expect(await kindsOf(bob)).toEqual([])
    await stage.app.drain()
    expect(await mailsOf(ada)).toHaveLength(1)
  })

  it('hears of guests too', async () => {
    const ada = await signUp(stage)
    const root = await say(ada)
    await sayAsGuest(root.id)
    expect(await kindsOf(ada)).toEqual(['reply'])
  })

  it('hears nothing of replies to oneself, also under an older name of theirs', async () => {
    const ada = await signUp(stage)
    const older = await insertPerson('imported', ada.accountId)
    const root = await say(ada)
    await say(ada, root.id)
    const claimed = await say(ada, root.id)
    await giveTo(claimed.id, older)
    await tellOfReplies(ctx(), { commentIds: [claimed.id] })
    expect(await kindsOf(ada)).toEqual([])
  })

  it('hears nothing of people they muted, whichever name of theirs was muted', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const older = await insertPerson('imported', bob.accountId)
    await mute(ctx(), { accountId: ada.accountId, personId: older })
    const root = await say(ada)
    const reply = await say(bob, root.id)
    expect(await kindsOf(ada)).toEqual([])
    await unmute(ctx(), { accountId: ada.accountId, personId: bob.personId })
    await tellOfReplies(ctx(), { commentIds: [reply.id] })
    expect(await kindsOf(ada)).toEqual(['reply'])
  })

  it('hears nothing while banned, or when the account is gone', async () => {
    const owner = await signUp(stage, { role: 'owner' })
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const [adaRoot, bobRoot] = [await say(ada), await say(bob)]
    await ban(ctx(), { kind: 'token', role: 'owner' }, { accountId: ada.accountId })
    await ctx()
      .db.updateTable('account')
      .set({ state: 'gone', mail: null, mail_key: null })
      .where('id', '=', bob.accountId)
      .execute()
    await say(owner, adaRoot.id)
    await say(owner, bobRoot.id)
    expect(await kindsOf(ada)).toEqual([])
    expect(await kindsOf(bob)).toEqual([])
  })

  it('hears nothing of a reply that is not published any more when the job runs', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const root = await say(ada)
    const held = await sayHeld(bob, root.id)
    await tellOfReplies(ctx(), { commentIds: [held] })
    await decide(held, 'remove')
    await tellOfReplies(ctx(), { commentIds: [held] })
    expect(await kindsOf(ada)).toEqual([])
  })
})

describe('a decision on a comment', () => {
  it('is told to its author, and a reply that it publishes to whoever it answers, once', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const root = await say(ada)
    const held = await sayHeld(bob, root.id)
    expect(await kindsOf(ada)).toEqual([])
    await decide(held, 'publish')
    for (let i = 0; i < 2; i += 1) await tellOfDecision(ctx(), { commentId: held })
    expect(await noticesOf(ada)).toMatchObject([{ kind: 'reply', comment_id: held }])
    expect(await noticesOf(bob)).toMatchObject([
      { kind: 'decision', comment_id: held, detail: { action: 'publish', rule: null } },
    ])
  })

  it('is told again when it is decided again, with its rule', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const root = await say(ada)
    const reply = await say(bob, root.id)
    await decide(reply.id, 'remove', 'No insults')
    await decide(reply.id, 'publish')
    await decide(reply.id, 'remove', 'No insults')
    const told = (await noticesOf(bob)).map((one) => one.detail)
    expect(told).toEqual([
      { action: 'remove', rule: 'No insults' },
      { action: 'publish', rule: null },
      { action: 'remove', rule: 'No insults' },
    ])
    expect(await kindsOf(ada)).toEqual(['reply'])
  })

  it('is told to a banned author, who has a right to know', async () => {
    const ada = await signUp(stage)
    const root = await say(ada)
    await ban(ctx(), { kind: 'token', role: 'owner' }, { accountId: ada.accountId })
    await decide(root.id, 'remove')
    expect(await kindsOf(ada)).toEqual(['decision'])
  })
})

describe('the page of notices', () => {
  it('shows what is new to its owner alone, and only the button marks it as read', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const root = await say(ada)
    const reply = await say(bob, root.id, 'The tide was out <b>far</b> & the gulls were loud.')
    for (let i = 0; i < 2; i += 1) {
      const response = await ada.get('/account/notices')
      expect(response.headers.get('cache-control')).toContain('no-store')
      const html = await response.text()
      expect(html).toContain(`${bob.name}</bdi> answered your comment.`)
      expect(html).toContain(`#c-${reply.id}`)
      expect(html).toContain('is-unread')
    }
    expect(await countUnread(ctx().db, ada.accountId)).toBe(1)
    expect(await (await bob.get('/account/notices')).text()).not.toContain(reply.id)
    const upTo = (await noticesOf(ada))[0]?.id ?? ''
    await say(bob, root.id)
    const marked = await ada.send('/account/notices/read', { csrf: ada.csrf, upTo })
    expect([marked.status, marked.headers.get('location')]).toEqual([303, '/account/notices'])
    // What came after the page was opened is still new.
    expect(await countUnread(ctx().db, ada.accountId)).toBe(1)
    await ada.send('/account/notices/read', { csrf: ada.csrf })
    expect(await countUnread(ctx().db, ada.accountId)).toBe(0)
    expect(await (await ada.get('/account/notices')).text()).not.toContain('is-unread')
  })

  it('marks one, and never one of somebody else', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const root = await say(ada)
    await say(bob, root.id)
    await say(bob, root.id)
    const [notice = { id: '' }] = await noticesOf(ada)
    await bob.send('/account/notices/read', { csrf: bob.csrf, notice: notice.id })
    await markRead(ctx(), bob.accountId, { upToId: notice.id })
    expect(await countUnread(ctx().db, ada.accountId)).toBe(2)
    await ada.send('/account/notices/read', { csrf: ada.csrf, notice: notice.id })
    expect((await noticesOf(ada)).map((one) => one.read_at === null)).toEqual([false, true])
    const odd = await ada.send('/account/notices/read', { csrf: ada.csrf, notice: 'x' })
    expect(odd.status).toBe(400)
  })

  it('is not for visitors, and its forms not for other sites', async () => {
    const ada = await signUp(stage)
    const page = await fetch(`${stage.address}/account/notices`, { redirect: 'manual' })
    expect(page.headers.get('location')).toContain('/sign-in?next=')
    for (const path of ['read', 'settings', 'mute']) {
      const sent = await fetch(`${stage.address}/account/notices/${path}`, {
        method: 'POST',
        headers: { cookie: ada.cookie, 'sec-fetch-site': 'cross-site' },
        body: new URLSearchParams({ replies: 'never', decisions: 'never' }),
      })
      expect(sent.status).toBe(403)
    }
    expect(await tellings(ada)).toEqual({ tell_replies: 'at-once', tell_decisions: 'at-once' })
  })

  it('tells the masthead of every page', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const root = await say(ada)
    const unread = async () => /class="unread"[^>]*>(\d+)</.exec(await (await ada.get('/')).text())
    expect(await unread()).toBeNull()
    await say(bob, root.id)
    expect((await unread())?.[1]).toBe('1')
    await ada.send('/account/notices/read', { csrf: ada.csrf })
    expect(await unread()).toBeNull()
  })

  it('has 30 notices, and the next one on the page after', async () => {
    const ada = await signUp(stage)
    await wants(ada, 'never')
    const root = await say(ada)
    await addMany(ada, root.id, NOTICES_PER_PAGE)
    expect((await listNotices(ctx(), ada.accountId, { before: null })).nextBefore).toBeNull()
    await addMany(ada, root.id, 1)
    const first = await listNotices(ctx(), ada.accountId, { before: null })
    const second = await listNotices(ctx(), ada.accountId, { before: first.nextBefore })
    expect([first.notices.length, second.notices.length]).toEqual([NOTICES_PER_PAGE, 1])
    const ids = [...first.notices, ...second.notices].map((one) => one.id)
    expect(new Set(ids).size).toBe(NOTICES_PER_PAGE + 1)
    expect(second.nextBefore).toBeNull()
    const page = await (await ada.get('/account/notices')).text()
    expect(page).toContain(`/account/notices?before=${first.nextBefore}`)
    const bob = await signUp(stage)
    expect((await bob.get(`/account/notices?before=${first.nextBefore}`)).status).toBe(400)
  })

  it('quotes no reply that was removed, nor one of somebody muted since', async () => {
    const [ada, bob, eve] = [await signUp(stage), await signUp(stage), await signUp(stage)]
    const root = await say(ada)
    const removed = await say(bob, root.id, 'Whoever sells oysters in July has no idea of months.')
    await say(eve, root.id, 'My aunt cooks mussels with leek, and nobody complains about it.')
    await decide(removed.id, 'remove')
    const muting = (await noticesOf(ada))[0]?.id ?? ''
    const sent = await ada.send('/account/notices/mute', { csrf: ada.csrf, notice: muting })
    expect(sent.status).toBe(303)
    const html = await (await ada.get('/account/notices')).text()
    expect(html).not.toContain('oysters')
    expect(html).not.toContain('mussels')
    expect(html).toContain('The answer is no longer there.')
    expect(html).toContain('You have muted whoever wrote this.')
    const stranger = await bob.send('/account/notices/mute', { csrf: bob.csrf, notice: muting })
    expect(stranger.status).toBe(404)
  })
})

describe('settings', () => {
  it('are changed by their owner, and say when there is no address', async () => {
    const ada = await signUp(stage, { mail: null })
    const sent = await ada.send('/account/notices/settings', {
      csrf: ada.csrf,
      replies: 'daily',
      decisions: 'never',
    })
    expect(sent.status).toBe(303)
    expect(await tellings(ada)).toEqual({ tell_replies: 'daily', tell_decisions: 'never' })
    const html = await (await ada.get(sent.headers.get('location') ?? '')).text()
    expect(html).toContain('Your account has no mail address')
    expect(html).toMatch(/name="replies" value="daily" checked/)
    const odd = { csrf: ada.csrf, replies: 'hourly', decisions: 'never' }
    expect((await ada.send('/account/notices/settings', odd)).status).toBe(400)
  })
})

describe('mail at once', () => {
  it('is one letter with the words, the way there, and the way out', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const root = await say(ada)
    const reply = await say(bob, root.id, 'The second boat is late again, as it was in March.')
    const [notice = { id: '' }] = await noticesOf(ada)
    await Promise.all([1, 2].map(() => mailNotices(ctx(), { noticeIds: [notice.id] })))
    const mails = await mailsOf(ada)
    expect(mails).toHaveLength(1)
    const [mail] = mails
    expect(mail?.subject).toContain('The ferry sails again')
    expect(mail?.text).toContain(`${bob.name} wrote:`)
    expect(mail?.text).toContain('> The second boat is late again')
    expect(mail?.text).toContain(`/articles/ferry/comments/${reply.id}#c-${reply.id}`)
    expect(mail?.text).toContain('/account/notices')
    const headers = mail?.headers ?? {}
    expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
    expect(headers['List-Unsubscribe']).toContain(`/unsubscribe/${ada.accountId}/replies/`)
  })

  it('carries no link, tag or header of whoever replied', async () => {
    const ada = await signUp(stage)
    const root = await say(ada)
    const text =
      'Prize for you <script>alert(1)</script> https://evil.example/x [here](https://evil.example/y)\r\n' +
      'Bcc: everybody@evil.example\r\n\r\n<img src="https://evil.example/z"> evil.example or javascript:alert(2)'
    const reply = await sayAsGuest(root.id, text, 'Your bank www.evil.example')
    await decide(reply.id, 'publish')
    const [mail] = await mailsOf(ada)
    expect(mail).toBeDefined()
    const everything = [mail?.subject, mail?.text, mail?.html, JSON.stringify(mail?.headers)].join()
    expect(everything).not.toMatch(/evil\.example|javascript:/)
    expect(mail?.subject).not.toContain('bank')
    expect(mail?.html).not.toMatch(/<script|<img/)
    expect(mail?.text).toContain('Prize for you')
    expect(Object.keys(mail?.headers ?? {})).not.toContain('Bcc')
    expect(mail?.html).not.toMatch(/href="(?!http:\/\/localhost)/)
  })

  it('is cut to an excerpt', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const root = await say(ada)
    const long = Array.from({ length: 80 }, (_, at) => `word${at}`).join(' ')
    const reply = await say(bob, root.id, long)
    if (reply.state === 'held') await decide(reply.id, 'publish')
    const [mail] = await mailsOf(ada)
    expect(mail?.text).toContain('word39')
    expect(mail?.text).not.toContain('word50')
  })

  it('is not sent of a reply that was removed, or whose author was muted, before it went', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    await wants(ada, 'daily')
    const root = await say(ada)
    const removed = await say(bob, root.id)
    await say(bob, root.id)
    const ids = (await noticesOf(ada)).map((one) => one.id)
    await decide(removed.id, 'remove')
    await mute(ctx(), { accountId: ada.accountId, personId: bob.personId })
    await wants(ada, 'at-once')
    await mailNotices(ctx(), { noticeIds: ids })
    expect(await mailsOf(ada)).toEqual([])
    await unmute(ctx(), { accountId: ada.accountId, personId: bob.personId })
    await mailNotices(ctx(), { noticeIds: ids })
    expect(await mailsOf(ada)).toEqual([])
  })

  it('goes to nobody who wants none, or has no address', async () => {
    const [ada, eve] = [await signUp(stage), await signUp(stage, { mail: null })]
    await wants(ada, 'never')
    const [adaRoot, eveRoot] = [await say(ada), await say(eve)]
    await say(eve, adaRoot.id)
    await say(ada, eveRoot.id)
    expect([await kindsOf(ada), await kindsOf(eve)]).toEqual([['reply'], ['reply']])
    expect(await mailsOf(ada)).toEqual([])
    // Later wishes are about later news.
    await wants(ada, 'daily')
    now = new Date(EARLY.getTime() + 3 * HOUR_MS)
    await sendDigests(ctx())
    expect(await mailsOf(ada)).toEqual([])
  })

  it('tells of decisions in words of ours, and quotes nothing that was removed', async () => {
    const ada = await signUp(stage, { language: 'de' })
    const root = await say(ada, null, 'Der Kutter hat heute nur Krabben gebracht, sagt der Hafen.')
    await decide(root.id, 'remove', 'Keine Gerüchte')
    const [mail] = await mailsOf(ada)
    expect(mail?.subject).toContain('wurde entfernt')
    expect(mail?.text).toContain('Keine Gerüchte')
    expect(mail?.text).not.toContain('Krabben')
    expect(mail?.headers['List-Unsubscribe']).toContain('/decisions/')
  })

  it(`is at most ${AT_ONCE_PER_HOUR_MAX} letters an hour; the rest comes with the letter of the day`, async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const root = await say(ada)
    for (let i = 0; i < AT_ONCE_PER_HOUR_MAX; i += 1) await sayAsGuest(root.id)
    expect(await mailsOf(ada)).toHaveLength(AT_ONCE_PER_HOUR_MAX)
    await say(bob, root.id, 'The thirteenth answer is about the lamp on the quay.')
    expect(await mailsOf(ada)).toHaveLength(AT_ONCE_PER_HOUR_MAX)
    now = new Date(EARLY.getTime() + 2 * HOUR_MS)
    await sendDigests(ctx())
    const mails = await mailsOf(ada)
    expect(mails).toHaveLength(AT_ONCE_PER_HOUR_MAX + 1)
    expect(mails.at(-1)?.text).toContain('the lamp on the quay')
  })
})

describe('the letter of the day', () => {
  const SEVEN = new Date('2031-03-03T07:00:00Z')
  const before = (ms: number) => new Date(SEVEN.getTime() - ms)

  it('goes from seven o’clock UTC on, once a day', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    await wants(ada, 'daily')
    const root = await say(ada)
    await say(bob, root.id, 'The quay was full of crabs this morning.')
    await decide(root.id, 'remove')
    expect(await mailsOf(ada)).toEqual([])
    now = before(1)
    await sendDigests(ctx())
    expect(await mailsOf(ada)).toEqual([])
    now = SEVEN
    await Promise.all([1, 2, 3].map(() => sendDigests(ctx())))
    const [mail, ...more] = await mailsOf(ada)
    expect(more).toEqual([])
    expect(mail?.subject).toBe('2 pieces of news for you at The Test Lantern')
    expect(mail?.text).toContain('full of crabs')
    expect(mail?.headers['List-Unsubscribe']).toContain(`/unsubscribe/${ada.accountId}/all/`)
    await decide(root.id, 'publish')
    now = new Date('2031-03-03T23:59:59Z')
    await sendDigests(ctx())
    now = new Date('2031-03-04T06:59:59Z')
    await sendDigests(ctx())
    expect(await mailsOf(ada)).toHaveLength(1)
    now = new Date('2031-03-04T07:00:00Z')
    await sendDigests(ctx())
    const second = (await mailsOf(ada)).at(-1)
    expect(second?.subject).toBe('1 piece of news for you at The Test Lantern')
    expect(second?.headers['List-Unsubscribe']).toContain('/decisions/')
  })

  it(`tells ${DIGEST_ITEMS_MAX} things, and counts those beyond`, async () => {
    const [ada, bob, eve] = [await signUp(stage), await signUp(stage), await signUp(stage)]
    for (const who of [ada, bob]) await wants(who, 'daily')
    const reply = await say(eve)
    await addMany(ada, reply.id, DIGEST_ITEMS_MAX)
    await addMany(bob, reply.id, DIGEST_ITEMS_MAX + 1)
    now = SEVEN
    await sendDigests(ctx())
    const quotes = (text = '') => text.split(`${eve.name} wrote:`).length - 1
    const [adaMail] = await mailsOf(ada)
    const [bobMail] = await mailsOf(bob)
    expect([quotes(adaMail?.text), quotes(bobMail?.text)]).toEqual([20, 20])
    expect(adaMail?.text).not.toContain('more.')
    expect(bobMail?.text).toContain('And 1 more.')
  })

  it('is not written when nothing is left to tell', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    await wants(ada, 'daily')
    const root = await say(ada)
    const reply = await say(bob, root.id)
    await decide(reply.id, 'remove')
    now = SEVEN
    await sendDigests(ctx())
    expect(await mailsOf(ada)).toEqual([])
  })

  it('reaches every account, however many steps it takes', async () => {
    const eve = await signUp(stage)
    const reply = await say(eve)
    const accounts = await insertDailyAccounts(401)
    await write(ctx(), (tx, emit) =>
      addNotices(
        ctx(),
        tx,
        emit,
        accounts.map((accountId) => ({
          kind: 'reply' as const,
          accountId,
          key: `reply:${reply.id}`,
          commentId: reply.id,
          detail: {},
        })),
      ),
    )
    now = SEVEN
    await sendDigests(ctx())
    const { count } = await ctx()
      .db.selectFrom('mail')
      .select((row) => row.fn.countAll<bigint>().as('count'))
      .where('to_address', 'like', 'crowd%')
      .executeTakeFirstOrThrow()
    expect(Number(count)).toBe(401)
  })
})

describe('unsubscribing by the address in a letter', () => {
  const addressFor = async (who: Member, kind: 'replies' | 'decisions' | 'all') =>
    new URL(await unsubscribeUrlOf(ctx(), { accountId: who.accountId, kind })).pathname
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${stage.address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    })

  it('does nothing when a scanner opens it, and shows a button and no address', async () => {
    const ada = await signUp(stage, { mail: 'ada.lovelace@example.org' })
    const path = await addressFor(ada, 'all')
    const response = await stage.get(path)
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(html).toMatch(/<form method="post"/)
    expect(html).not.toContain('ada.lovelace')
    expect(html).toContain('name="robots" content="noindex"')
    expect(await tellings(ada)).toEqual({ tell_replies: 'at-once', tell_decisions: 'at-once' })
  })

  it('stops what it names by one click of a mail program, from anywhere, as often as it likes', async () => {
    const ada = await signUp(stage, { mail: 'ada.byron@example.org' })
    const path = await addressFor(ada, 'replies')
    for (let i = 0; i < 2; i += 1) {
      const response = await post(path, 'List-Unsubscribe=One-Click', {
        origin: 'https://mail.example',
        'sec-fetch-site': 'cross-site',
      })
      expect(response.status).toBe(200)
      expect(await response.text()).not.toContain('ada.byron')
    }
    expect(await tellings(ada)).toEqual({ tell_replies: 'never', tell_decisions: 'at-once' })
    await post(await addressFor(ada, 'decisions'), '')
    expect(await tellings(ada)).toEqual({ tell_replies: 'never', tell_decisions: 'never' })
  })

  it('also takes back what waits to be sent', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    await wants(ada, 'daily')
    const root = await say(ada)
    await say(bob, root.id)
    await post(await addressFor(ada, 'all'), 'List-Unsubscribe=One-Click')
    now = new Date(EARLY.getTime() + 3 * HOUR_MS)
    await sendDigests(ctx())
    expect(await mailsOf(ada)).toEqual([])
  })

  it('is not found with a signature of something else', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const path = await addressFor(ada, 'replies')
    const signature = path.split('/').at(-1) ?? ''
    const wrong = [
      `/unsubscribe/${ada.accountId}/all/${signature}`,
      `/unsubscribe/${ada.accountId}/everything/${signature}`,
      `/unsubscribe/${bob.accountId}/replies/${signature}`,
      `/unsubscribe/${ada.accountId}/replies/${'A'.repeat(22)}`,
      `/unsubscribe/x/replies/${signature}`,
      `${path}A`,
    ]
    for (const one of wrong) {
      expect((await stage.get(one)).status).toBe(404)
      expect((await post(one, 'List-Unsubscribe=One-Click')).status).toBe(404)
    }
    expect(await tellings(ada)).toEqual({ tell_replies: 'at-once', tell_decisions: 'at-once' })
    expect(await tellings(bob)).toEqual({ tell_replies: 'at-once', tell_decisions: 'at-once' })
  })
})

describe('muting', () => {
  it('is for others, also guests and imported authors, and can be taken back', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const [guest, imported] = [await insertPerson('guest'), await insertPerson('imported')]
    for (const personId of [bob.personId, guest, imported]) {
      const sent = await ada.send(`/people/${personId}/mute`, {
        csrf: ada.csrf,
        next: '/account/notices',
      })
      expect([sent.status, sent.headers.get('location')]).toEqual([303, '/account/notices'])
    }
    expect(await listMutes(ctx(), ada.accountId)).toHaveLength(3)
    const html = await (await ada.get('/account/notices')).text()
    expect(html).toContain(bob.name)
    expect(html).toContain(`/people/${guest}/unmute`)
    // The name of a guest may be another one by now.
    expect(html).not.toContain('Somebody guest')
    await ada.send(`/people/${guest}/unmute`, { csrf: ada.csrf })
    expect((await listMutes(ctx(), ada.accountId)).map((one) => one.person_id).sort()).toEqual(
      [bob.personId, imported].sort(),
    )
  })

  it('is not for oneself, for nobody, or for whoever was erased', async () => {
    const ada = await signUp(stage)
    const own = await insertPerson('imported', ada.accountId)
    const erased = await insertPerson('erased')
    for (const personId of [ada.personId, own, erased, newId(Date.now())]) {
      const sent = await ada.send(`/people/${personId}/mute`, { csrf: ada.csrf })
      expect(sent.status).toBe(404)
    }
  })

  it('leads nowhere else', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example']) {
      const sent = await ada.send(`/people/${bob.personId}/mute`, { csrf: ada.csrf, next })
      expect(sent.headers.get('location')).toBe('/account')
    }
  })

  it(`holds ${MUTES_MAX} people, not one more, also when two come at once`, async () => {
    const ada = await signUp(stage)
    const persons = await Promise.all(
      Array.from({ length: MUTES_MAX + 1 }, () => insertPerson('imported')),
    )
    const [first = '', second = '', ...rest] = persons
    await ctx()
      .db.insertInto('mute')
      .values(
        rest.map((person_id) => ({ account_id: ada.accountId, person_id, created_at: EARLY })),
      )
      .execute()
    const both = await Promise.allSettled(
      [first, second].map((personId) => mute(ctx(), { accountId: ada.accountId, personId })),
    )
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await listMutes(ctx(), ada.accountId)).toHaveLength(MUTES_MAX)
    const [known = ''] = rest
    await mute(ctx(), { accountId: ada.accountId, personId: known })
    const refused = await Promise.all(
      [first, second].map((id) => ada.send(`/people/${id}/mute`, { csrf: ada.csrf })),
    )
    expect(refused.map((one) => one.status).sort()).toEqual([303, 422])
  })

  it('hides what somebody writes at once, from the one who muted alone', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    await publish(stage.app, { slug: 'lighthouse' })
    const text = 'The lighthouse keeper counts herring gulls by hand.'
    await stage.post({ text, name: null }, { headers: bob.headers, slug: 'lighthouse' })
    await stage.app.drain()
    const sees = async (who: Member) =>
      (await (await who.get('/articles/lighthouse')).text()).includes('herring gulls')
    expect([await sees(ada), await sees(bob)]).toEqual([true, true])
    await ada.send(`/people/${bob.personId}/mute`, { csrf: ada.csrf })
    expect([await sees(ada), await sees(bob)]).toEqual([false, true])
    await ada.send(`/people/${bob.personId}/unmute`, { csrf: ada.csrf })
    expect(await sees(ada)).toBe(true)
  })
})

async function insertPerson(
  kind: 'guest' | 'imported' | 'erased',
  accountId: string | null = null,
): Promise<string> {
  const id = newId(Date.now())
  await ctx()
    .db.insertInto('person')
    .values({
      id,
      site_id: ctx().site.id,
      kind,
      name: kind === 'erased' ? '' : `Somebody ${kind}`,
      name_skeleton: id,
      source_key: id,
      account_id: accountId,
      created_at: EARLY,
    })
    .execute()
  return id
}

const giveTo = (commentId: string, personId: string) =>
  ctx().db.updateTable('comment').set({ person_id: personId }).where('id', '=', commentId).execute()

/** Accounts that want one letter a day. */
async function insertDailyAccounts(count: number): Promise<string[]> {
  const site_id = ctx().site.id
  const rows = Array.from({ length: count }, (_, at) => ({
    id: newId(Date.now()),
    person: newId(Date.now()),
    mail: `crowd${at}@example.org`,
  }))
  await ctx()
    .db.insertInto('person')
    .values(
      rows.map(({ person, mail }) => ({
        id: person,
        site_id,
        kind: 'reader' as const,
        name: mail,
        name_skeleton: mail,
        source_key: null,
        created_at: EARLY,
      })),
    )
    .execute()
  await ctx()
    .db.insertInto('account')
    .values(
      rows.map(({ id, person, mail }) => ({
        id,
        site_id,
        person_id: person,
        mail,
        mail_key: mail,
        role: 'reader' as const,
        state: 'active' as const,
        tell_replies: 'daily' as const,
        created_at: EARLY,
      })),
    )
    .execute()
  return rows.map((row) => row.id)
}
