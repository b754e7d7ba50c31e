/** Mentions: who is linked, who is told, once and as they like; and who is left alone. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  chooseName,
  listNotices,
  mute,
  setTelling,
  unsubscribeUrlOf,
} from '../../src/accounts/index.js'
import { MENTIONS_PER_COMMENT_MAX } from '../../src/core/mention.js'
import { decideComment, tellOfMentions, tellOfReplies } from '../../src/discussion/index.js'
import { runImport } from '../../src/importing/index.js'
import type { ImportRecord } from '../../src/importing/record.js'
import { write } from '../../src/platform/events.js'
import { mailNotices, sendDigests } from '../../src/web/mails/notice-letters.js'
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

const EARLY = new Date('2031-03-03T05:00:00Z')
let cluster: Cluster
let stage: Stage
let now = EARLY
let count = 0

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
const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}

/** A thread of its own for each test. */
async function newThread(): Promise<string> {
  count += 1
  const slug = `mentions-${count}`
  await publish(stage.app, { slug, headline: `Article ${count}` })
  return slug
}

type Said = { id: string; html: string; state: string }

/** Says something with words that nobody said before; jobs have run when it returns. */
async function say(
  who: Member | string,
  text: string,
  place: { slug: string; parentId?: string },
): Promise<Said> {
  count += 1
  const isMember = typeof who !== 'string'
  const body = {
    text: `${text}\n\n${chatter(count)}`,
    parentId: place.parentId ?? null,
    name: isMember ? null : who,
  }
  const headers = isMember ? who.headers : {}
  const response = await stage.post(body, { slug: place.slug, headers })
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
  const { comment, state } = (await response.json()) as Posted
  await stage.app.drain()
  return { id: comment.id, html: comment.html, state }
}

async function edit(who: Member, id: string, text: string): Promise<ApiComment> {
  const response = await fetch(`${stage.address}/api/v1/comments/${id}/edit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...who.headers },
    body: JSON.stringify({ text }),
  })
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  await stage.app.drain()
  return ((await response.json()) as Posted).comment
}

const noticesOf = async (who: Member) =>
  (await listNotices(ctx(), who.accountId, { before: null })).notices
const kindsOf = async (who: Member) => (await noticesOf(who)).map((one) => one.kind)

async function mailsOf(who: Member) {
  const { mail } = await ctx()
    .db.selectFrom('account')
    .select('mail')
    .where('id', '=', who.accountId)
    .executeTakeFirstOrThrow()
  return ctx()
    .db.selectFrom('mail')
    .selectAll()
    .where('to_address', '=', mail ?? '')
    .orderBy('id')
    .execute()
}

const link = (who: Member) =>
  `<a class="mention" href="/people/${who.personId}" rel="nofollow ugc noopener">@${who.name}</a>`

describe('a mention', () => {
  it('is a link to the person, in the comment and wherever it is shown', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const slug = await newThread()
    const { id, html } = await say(ada, `As @${bob.name} said`, { slug })
    expect(html).toContain(`As ${link(bob)} said`)
    const page = await (await stage.get(`/articles/${slug}`)).text()
    expect(page).toContain(link(bob))
    expect((await stage.get(`/people/${bob.personId}`)).status).toBe(200)
    const document = await (await stage.get(`/articles/${slug}/comments.md`)).text()
    expect(document).toContain(`As @${bob.name} said`)
    const feed = await (await stage.get(`/articles/${slug}/comments.atom`)).text()
    expect(feed).toContain(`href=&quot;${ctx().origin()}/people/${bob.personId}&quot;`)
    expect(
      (await stage.json<{ comment: ApiComment }>(`/api/v1/comments/${id}`)).comment.text,
    ).toContain(`As @${bob.name} said`)
  })

  it('is the longest name that somebody has', async () => {
    const short = await signUp(stage, { name: 'Rosa' })
    const long = await signUp(stage, { name: 'Rosa Lind' })
    const slug = await newThread()
    const { html } = await say('Gil', '@Rosa Lind, @rosa linden and @Rósa', { slug })
    expect(html).toContain(`>@Rosa Lind</a>, `)
    expect(html).toContain(`href="/people/${long.personId}"`)
    expect(html).toContain(
      `href="/people/${short.personId}" rel="nofollow ugc noopener">@rosa</a> linden`,
    )
    expect(html).toContain(`href="/people/${short.personId}" rel="nofollow ugc noopener">@Rósa</a>`)
  })

  it('is nobody who wrote as a guest, was brought in, or has not chosen a name', async () => {
    await signUp(stage, { name: null })
    const slug = await newThread()
    await say('Gerda Guest', 'I was here', { slug })
    const { html } = await say('Gil', '@Gerda Guest was here', { slug })
    expect(html).not.toContain('mention')
  })

  it('does not hold a comment: it is no link for the judge', async () => {
    const people = [
      await signUp(stage),
      await signUp(stage),
      await signUp(stage),
      await signUp(stage),
    ]
    const slug = await newThread()
    const response = await stage.post(
      { text: people.map((one) => `@${one.name}`).join(' ') },
      { slug },
    )
    expect(((await response.json()) as Posted).state).toBe('published')
  })

  it('keeps its link when the name changes, and leads to a calm page when the person has left', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const slug = await newThread()
    const { id } = await say(ada, `@${bob.name} knows`, { slug })
    await write(ctx(), (tx, emit) =>
      chooseName(ctx(), tx, emit, { ...bob, role: 'reader', name: 'Somebody Else Now' }),
    )
    expect(await (await stage.get(`/articles/${slug}`)).text()).toContain(link(bob))
    expect(await (await stage.get(`/people/${bob.personId}`)).text()).toContain('Somebody Else Now')
    await ctx().pool.query(
      `update person set kind = 'erased', name = '', name_skeleton = '', account_id = null where id = $1`,
      [bob.personId],
    )
    const { comment } = await stage.json<{ comment: ApiComment }>(`/api/v1/comments/${id}`)
    expect(comment.html).toContain(link(bob))
    const page = await stage.get(`/people/${bob.personId}`)
    expect(page.status).toBe(410)
    const html = await page.text()
    expect(html).toContain('This person has left')
    expect(html).not.toContain(bob.name)
  })
})

describe('who is told', () => {
  it('is whoever is mentioned, once, however often the job runs', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const slug = await newThread()
    const { id } = await say(ada, `@${bob.name} and @${bob.name}`, { slug })
    await Promise.all([1, 2, 3].map(() => tellOfMentions(ctx(), { commentIds: [id] })))
    expect(await noticesOf(bob)).toMatchObject([{ kind: 'mention', comment_id: id }])
    expect(await kindsOf(ada)).toEqual([])
    await stage.app.drain()
    expect(await mailsOf(bob)).toHaveLength(1)
  })

  it('is not oneself, nor somebody quoted, nor somebody in code', async () => {
    const [ada, bob, eve] = [await signUp(stage), await signUp(stage), await signUp(stage)]
    const slug = await newThread()
    await say(ada, `> @${bob.name} was right\n\n@${ada.name} wrote \`@${eve.name}\``, { slug })
    for (const who of [ada, bob, eve]) expect(await kindsOf(who)).toEqual([])
  })

  it('hears of a reply that mentions them as a reply alone, in whichever order the jobs run', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const slug = await newThread()
    const root = await say(ada, 'I begin', { slug })
    const reply = await say(bob, `@${ada.name}, no`, { slug, parentId: root.id })
    await tellOfMentions(ctx(), { commentIds: [reply.id] })
    await tellOfReplies(ctx(), { commentIds: [reply.id] })
    expect(await kindsOf(ada)).toEqual(['reply'])
    expect(await mailsOf(ada)).toHaveLength(1)
  })

  it('is not who muted the author, banned, or gone', async () => {
    const [ada, bob, eve] = [await signUp(stage), await signUp(stage), await signUp(stage)]
    await mute(ctx(), { accountId: bob.accountId, personId: ada.personId })
    await ctx().pool.query('update account set banned_at = now() where id = $1', [eve.accountId])
    const slug = await newThread()
    await say(ada, `@${bob.name} @${eve.name}`, { slug })
    expect([await kindsOf(bob), await kindsOf(eve)]).toEqual([[], []])
  })

  it('is told by a guest only if they take part in the thread, or are staff', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const mo = await signUp(stage, { role: 'moderator' })
    const slug = await newThread()
    const root = await say(ada, 'I take part', { slug })
    const call = await say('Gil', `@${ada.name} @${bob.name} @${mo.name}`, { slug })
    expect(call.html).toContain(link(bob))
    expect([await kindsOf(ada), await kindsOf(bob), await kindsOf(mo)]).toEqual([
      ['mention'],
      [],
      ['mention'],
    ])
    // Somebody with an account calls anybody by their whole name.
    await say(ada, `@${bob.name}`, { slug, parentId: root.id })
    expect(await kindsOf(bob)).toEqual(['mention'])
  })

  it('hears nothing of a held comment before it is published', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const slug = await newThread()
    const text = `@${bob.name} ${chatter(90_001)} ${chatter(90_002)}`
    const copies = [1, 2].map(() => stage.post({ text }, { slug, headers: ada.headers }))
    const posted = await Promise.all(
      copies.map(async (one) => (await (await one).json()) as Posted),
    )
    const held = posted.find((one) => one.state === 'held')
    const open = posted.find((one) => one.state === 'published')
    await stage.app.drain()
    expect((await noticesOf(bob)).map((one) => one.comment_id)).toEqual([open?.comment.id])
    await tellOfMentions(ctx(), { commentIds: [held?.comment.id ?? ''] })
    expect(await noticesOf(bob)).toHaveLength(1)
    await decideComment(ctx(), { commentId: held?.comment.id ?? '', action: 'publish', rule: null })
    await stage.app.drain()
    expect((await noticesOf(bob)).map((one) => one.comment_id).sort()).toEqual(
      posted.map((one) => one.comment.id).sort(),
    )
  })

  it('is by a change only who is newly mentioned', async () => {
    const [ada, bob, eve] = [await signUp(stage), await signUp(stage), await signUp(stage)]
    const slug = await newThread()
    const { id } = await say(ada, `@${bob.name} ${chatter(90_010)}`, { slug })
    const changed = await edit(ada, id, `@${bob.name} and @${eve.name} ${chatter(90_011)}`)
    expect(changed.html).toContain(link(eve))
    await edit(ada, id, `Nobody, ${chatter(90_012)}`)
    await edit(ada, id, `@${bob.name} again, ${chatter(90_013)}`)
    expect([await kindsOf(bob), await kindsOf(eve)]).toEqual([['mention'], ['mention']])
  })

  it(`are ${MENTIONS_PER_COMMENT_MAX} people a comment, over all its texts`, async () => {
    const ada = await signUp(stage)
    const crowd: Member[] = []
    for (let i = 0; i < MENTIONS_PER_COMMENT_MAX + 1; i += 1) crowd.push(await signUp(stage))
    const slug = await newThread()
    const names = (some: Member[]) => some.map((one) => `@${one.name}`).join(', ')
    const { id, html } = await say(ada, names(crowd), { slug })
    expect(html.match(/class="mention"/g)).toHaveLength(MENTIONS_PER_COMMENT_MAX)
    const told = async () =>
      (await Promise.all(crowd.map(kindsOf))).filter((kinds) => kinds.length > 0).length
    expect(await told()).toBe(MENTIONS_PER_COMMENT_MAX)
    await edit(ada, id, `${names(crowd.slice(-1))} ${chatter(90_020)}`)
    expect(await told()).toBe(MENTIONS_PER_COMMENT_MAX)
    const other = await say(ada, names(crowd.slice(-1)), { slug })
    expect(other.state).toBe('published')
    expect(await told()).toBe(MENTIONS_PER_COMMENT_MAX + 1)
  })

  it('is nobody by an import, also when a moderator publishes what came held', async () => {
    const bob = await signUp(stage)
    const slug = `imported-${bob.personId}`
    const body = { format: 'markdown' as const, source: `@${bob.name} was here before` }
    const place = { line: 1, bytesRead: 1 }
    const comment = (key: string, state: 'published' | 'pending'): ImportRecord => ({
      kind: 'comment',
      key: `${slug}-${key}`,
      articleKey: slug,
      parentKey: null,
      author: { name: 'Old Author', key: null, isStaff: false },
      body,
      postedAt: EARLY,
      state,
      language: 'en',
      place,
    })
    async function* records(): AsyncGenerator<ImportRecord> {
      yield {
        kind: 'article',
        key: slug,
        home: 'here',
        slug,
        originUrl: null,
        headline: 'An old article',
        standfirst: null,
        byline: null,
        sectionName: null,
        body,
        language: 'en',
        publishedAt: EARLY,
        picture: null,
        state: 'published',
        commentsClosed: false,
        place,
      }
      yield comment('open', 'published')
      yield comment('held', 'pending')
    }
    await runImport(ctx(), records(), { source: 'page', trust: true, dryRun: false, folder: null })
    const { rows } = await ctx().pool.query<{ id: string; html: string; state: string }>(
      `select c.id, c.html, c.state from comment c join thread t on t.id = c.thread_id
       join article a on a.id = t.article_id where a.slug = $1 order by c.state`,
      [slug],
    )
    expect(rows.map((row) => row.state)).toEqual(['held', 'published'])
    expect(rows.map((row) => row.html).join()).not.toContain('mention"')
    await decideComment(ctx(), { commentId: rows[0]?.id ?? '', action: 'publish', rule: null })
    await stage.app.drain()
    expect(await kindsOf(bob)).toEqual([])
  })
})

describe('the letter about a mention', () => {
  it('quotes the comment, without links of its author, and can be stopped by itself', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const slug = await newThread()
    const { id } = await say(ada, `@${bob.name}, look at https://evil.example`, { slug })
    const [notice = { id: '' }] = await noticesOf(bob)
    await Promise.all([1, 2].map(() => mailNotices(ctx(), { noticeIds: [notice.id] })))
    const [mail, ...more] = await mailsOf(bob)
    expect(more).toEqual([])
    expect(mail?.subject).toBe(`You are mentioned in a comment on “Article ${count - 1}”`)
    expect(mail?.text).toContain(`/articles/${slug}/comments/${id}#c-${id}`)
    expect(mail?.text).toContain(`@${bob.name}`)
    expect(mail?.html).not.toContain('evil.example')
    expect(mail?.html).not.toContain('/people/')
    const url = await unsubscribeUrlOf(ctx(), { accountId: bob.accountId, kind: 'mentions' })
    expect(mail?.headers['List-Unsubscribe']).toContain(new URL(url).pathname)
    const stopped = await fetch(stage.address + new URL(url).pathname, { method: 'POST' })
    expect(stopped.status).toBe(200)
    expect(await tellingOf(bob)).toEqual({
      tell_replies: 'at-once',
      tell_mentions: 'never',
      tell_decisions: 'at-once',
    })
    await say(ada, `@${bob.name}, once more`, { slug })
    expect(await mailsOf(bob)).toHaveLength(1)
    expect(await kindsOf(bob)).toEqual(['mention', 'mention'])
  })

  it('waits for the letter of the day where that is wanted', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    await setTelling(ctx(), { accountId: bob.accountId, mentions: 'daily' })
    const slug = await newThread()
    await say(ada, `@${bob.name}, tomorrow`, { slug })
    expect(await mailsOf(bob)).toEqual([])
    later(3 * 3_600_000)
    await sendDigests(ctx())
    const [mail] = await mailsOf(bob)
    expect(mail?.text).toContain('mentions you')
    expect(mail?.headers['List-Unsubscribe']).toContain('/mentions/')
  })

  it('is not sent when the comment is gone, or its author was muted, before it went', async () => {
    const [ada, bob, eve] = [await signUp(stage), await signUp(stage), await signUp(stage)]
    await setTelling(ctx(), { accountId: bob.accountId, mentions: 'daily' })
    const slug = await newThread()
    const removed = await say(ada, `@${bob.name}, one`, { slug })
    await say(eve, `@${bob.name}, two`, { slug })
    await decideComment(ctx(), { commentId: removed.id, action: 'remove', rule: null })
    await mute(ctx(), { accountId: bob.accountId, personId: eve.personId })
    later(3 * 3_600_000)
    await sendDigests(ctx())
    expect(await mailsOf(bob)).toEqual([])
    const page = await (await bob.get('/account/notices')).text()
    expect(page).toContain('The comment that mentioned you is no longer there.')
    expect(page).toContain('You have muted whoever wrote this.')
  })

  it('is set on the page of notices; a form from before it existed leaves it as it is', async () => {
    const bob = await signUp(stage)
    const send = (fields: Record<string, string>) =>
      bob.send('/account/notices/settings', { csrf: bob.csrf, ...fields })
    expect((await send({ replies: 'daily', mentions: 'never', decisions: 'daily' })).status).toBe(
      303,
    )
    expect((await send({ replies: 'never', decisions: 'daily' })).status).toBe(303)
    expect(await tellingOf(bob)).toEqual({
      tell_replies: 'never',
      tell_mentions: 'never',
      tell_decisions: 'daily',
    })
    expect((await send({ mentions: 'hourly' })).status).toBe(400)
    expect(await (await bob.get('/account/notices')).text()).toMatch(
      /name="mentions" value="never" checked/,
    )
  })
})

const tellingOf = (who: Member) =>
  ctx()
    .db.selectFrom('account')
    .select(['tell_replies', 'tell_mentions', 'tell_decisions'])
    .where('id', '=', who.accountId)
    .executeTakeFirstOrThrow()

describe('the names of a thread', () => {
  type Names = { people: { name: string; url: string }[] }
  const namesOf = async (slug: string, headers = {}) =>
    (await stage.json<Names>(`/api/v1/articles/${slug}/people`, headers)).people.map(
      (one) => one.name,
    )

  it('are those of readers with an account, who wrote last first', async () => {
    const [ada, bob] = [await signUp(stage), await signUp(stage)]
    const slug = await newThread()
    expect(await namesOf(slug)).toEqual([])
    await say(ada, 'one', { slug })
    await say('Gil', 'two', { slug })
    later(1_000)
    await say(bob, 'three', { slug })
    expect(await namesOf(slug)).toEqual([bob.name, ada.name])
    later(1_000)
    await say(ada, 'four', { slug })
    expect(await namesOf(slug)).toEqual([ada.name, bob.name])
    await mute(ctx(), { accountId: bob.accountId, personId: ada.personId })
    expect(await namesOf(slug, bob.headers)).toEqual([bob.name])
    expect((await stage.get('/api/v1/articles/none/people')).status).toBe(404)
  })

  it('are not of those whose comments nobody sees', async () => {
    const ada = await signUp(stage)
    const slug = await newThread()
    const { id } = await say(ada, 'one', { slug })
    expect(await namesOf(slug)).toEqual([ada.name])
    await decideComment(ctx(), { commentId: id, action: 'remove', rule: null })
    expect(await namesOf(slug)).toEqual([])
  })
})
