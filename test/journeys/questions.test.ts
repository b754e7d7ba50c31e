/** Questions to the author of an article: what stands on top, what counts as answered, and that it stays right. */
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { askToLeave, LEAVE_MS } from '../../src/accounts/index.js'
import { checkData } from '../../src/check.js'
import {
  decideComment,
  deleteComment,
  eraseAccount,
  setAuthors,
} from '../../src/discussion/index.js'
import { runImport } from '../../src/importing/index.js'
import { type Member, signUp } from '../accounts/people.js'
import { NO_BROWSER, openBrowser, violationsOf } from '../browser.js'
import {
  type ApiComment,
  type Cluster,
  chatter,
  openCluster,
  openStage,
  publish,
  type Stage,
} from '../cast.js'

let cluster: Cluster
let stage: Stage
let ada: Member
let now = new Date('2026-11-20T09:00:00Z')
beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create(), { clock: () => now })
  ada = await signUp(stage, { role: 'author', name: 'Ada Quill' })
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})
const violations = async () => (await checkData(stage.app.ctx.db)).flatMap((one) => one.violations)
afterEach(async () => {
  expect(await violations()).toEqual([])
})

let count = 0
/** An article by Ada whose thread takes questions. */
async function interview(byline = 'Ada Quill'): Promise<string> {
  count += 1
  const slug = `ask-${count}`
  await publish(stage.app, { slug, headline: `Ask ${count}`, byline })
  await rule(slug, { mode: 'questions' })
  return slug
}
const rule = (slug: string, rules: object) =>
  fetch(`${stage.address}/api/v1/articles/${slug}/thread`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stage.staffToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(rules),
  })
let said = 0
async function say(
  slug: string,
  parentId: string | null = null,
  who: Pick<Member, 'headers'> | null = null,
  text = chatter(15_000 + ++said),
): Promise<string> {
  const body = who ? { text, parentId } : { name: 'Gus', text, parentId }
  const answer = await stage.post(body, { slug, headers: who?.headers })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { comment: ApiComment }).comment.id
}
const page = async (path: string) => (await stage.get(path)).text()
const thread = (slug: string, order = 'best', limit = 200) =>
  stage.wholeThread(order, limit, {}, slug)
const rootsOf = async (slug: string, order = 'best', limit = 200) =>
  (await thread(slug, order, limit)).filter((one) => one.depth === 0).map((one) => one.id)
const repliesTo = async (slug: string, id: string, order = 'best') =>
  (await thread(slug, order)).filter((one) => one.parentId === id).map((one) => one.id)
const shownOn = (html: string) => [...html.matchAll(/id="c-([0-9a-f-]+)"/g)].map(([, id]) => id)
const counted = async (slug: string) =>
  /class="answered-count">([^<]+)</.exec(await page(`/articles/${slug}`))?.[1]
const decide = (id: string, action: 'publish' | 'remove') =>
  decideComment(stage.app.ctx, { commentId: id, action, rule: null })
const owner = { kind: 'token', role: 'owner' } as const

describe('a thread for questions', () => {
  it('asks for them by the name of the author, and counts the answered ones', async () => {
    const slug = await interview()
    const empty = await page(`/articles/${slug}`)
    expect(empty).toContain('Ask \u2068Ada Quill\u2069')
    expect(empty).toContain('>Post question</button>')
    expect(empty).toContain('The first question is yours.')
    expect(await counted(slug)).toBeUndefined()
    const question = await say(slug)
    await say(slug)
    expect(await counted(slug)).toBe('0 of 2 questions answered')
    await say(slug, question, ada)
    expect(await counted(slug)).toBe('1 of 2 questions answered')
    const member = await (await ada.get(`/articles/${slug}`)).text()
    expect(member).toContain('Writing as')
    expect(member).toContain('>Post question</button>')
    const api = await stage.json<{ mode: string }>(`/api/v1/articles/${slug}/comments`)
    expect(api.mode).toBe('questions')
    await rule(slug, { mode: null })
    const talk = await page(`/articles/${slug}`)
    expect(talk).toContain('Join the discussion')
    expect(talk).not.toContain('answered-count')
  })

  it('asks "the author" where nobody with an account wrote the article', async () => {
    const slug = await interview('Somebody Else')
    expect(await page(`/articles/${slug}`)).toContain('>Ask the author</span>')
  })

  it('puts what the author answered on top, and the answer right beneath it', async () => {
    const slug = await interview()
    const popular = await say(slug)
    for (let i = 0; i < 3; i += 1) await say(slug, popular)
    const asked = await say(slug)
    const talk = await say(slug, asked)
    for (let i = 0; i < 2; i += 1) await say(slug, talk)
    expect(await rootsOf(slug)).toEqual([popular, asked])
    const answer = await say(slug, asked, ada)
    expect(await rootsOf(slug)).toEqual([asked, popular])
    expect(await repliesTo(slug, asked)).toEqual([answer, talk])
    expect(shownOn(await page(`/articles/${slug}`)).slice(0, 3)).toEqual([asked, answer, talk])
    // In other orders questions stand as one asked for, and still have their answer first.
    const newest = shownOn(await page(`/articles/${slug}?order=newest`))
    expect(newest.indexOf(asked)).toBeLessThan(newest.indexOf(popular))
    expect(newest[newest.indexOf(asked) + 1]).toBe(answer)
    expect(await rootsOf(slug, 'oldest')).toEqual([popular, asked])
    // On the page of the question too.
    expect(shownOn(await page(`/articles/${slug}/comments/${asked}`)).slice(0, 3)).toEqual([
      asked,
      answer,
      talk,
    ])
    const { comments } = await stage.json<{ comments: ApiComment[] }>(
      `/api/v1/comments/${asked}/replies`,
    )
    expect(comments.map((one) => one.id)).toEqual([answer, talk])
    // As a discussion it stands as before.
    await rule(slug, { mode: 'discussion' })
    expect(await rootsOf(slug)).toEqual([popular, asked])
    expect(await repliesTo(slug, asked)).toEqual([talk, answer])
  })

  it('takes no word of others, of the author further below, or to themselves for an answer', async () => {
    const slug = await interview()
    const colleague = await signUp(stage, { role: 'editor' })
    const asked = await say(slug)
    const reply = await say(slug, asked, colleague)
    await say(slug, reply, ada)
    expect(await counted(slug)).toBe('0 of 1 question answered')
    // What the author says first is no question.
    const own = await say(slug, null, ada)
    await say(slug, own, ada)
    expect(await counted(slug)).toBe('0 of 1 question answered')
    expect((await rootsOf(slug)).length).toBe(2)
  })

  it('goes on page by page, in any size, without losing or repeating a question or an answer', async () => {
    const slug = await interview()
    const answered: string[] = []
    const open: string[] = []
    for (let i = 0; i < 50; i += 1) {
      const asked = await say(slug)
      if (i % 5 === 0) for (let j = 0; j < 1 + (i % 3); j += 1) await say(slug, asked)
      if (i % 2 === 0) {
        await say(slug, asked, ada)
        answered.push(asked)
      } else open.push(asked)
    }
    for (const limit of [1, 3, 7, 200]) {
      const roots = await rootsOf(slug, 'best', limit)
      expect(roots.length, String(limit)).toBe(50)
      expect(roots.slice(0, 25).toSorted()).toEqual(answered.toSorted())
      expect(roots.slice(25).toSorted()).toEqual(open.toSorted())
    }
    const seen: string[] = []
    let path: string | undefined = `/articles/${slug}`
    while (path !== undefined) {
      const html = await page(path)
      seen.push(
        ...(shownOn(html).filter(
          (id) => answered.includes(id ?? '') || open.includes(id ?? ''),
        ) as string[]),
      )
      path = /href="([^"]+)#discussion" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen).toEqual(await rootsOf(slug))
  })

  it('goes on page by page below one question: its answers, then the others', async () => {
    const slug = await interview()
    const asked = await say(slug)
    const others: string[] = []
    const answers: string[] = []
    for (let i = 0; i < 12; i += 1) {
      others.push(await say(slug, asked))
      if (i % 3 === 0) answers.push(await say(slug, asked, ada))
    }
    expect(await repliesTo(slug, asked)).toEqual([...answers, ...others])
    for (const limit of [1, 3, 5, 50]) {
      const got: string[] = []
      let after = ''
      do {
        const part = await stage.json<{ comments: ApiComment[]; next: string | null }>(
          `/api/v1/comments/${asked}/replies?limit=${limit}${after}`,
        )
        got.push(...part.comments.map((one) => one.id))
        after = part.next === null ? '' : `&after=${part.next}`
      } while (after !== '')
      expect(got, String(limit)).toEqual([...answers, ...others])
    }
    // "Show more" of the thread goes on where its first replies end.
    const html = await page(`/articles/${slug}`)
    const more = /href="([^"#]+)#c-[^"]+">Show 13 more replies/.exec(html)?.[1] ?? ''
    const rest = shownOn(await page(more.replaceAll('&amp;', '&')))
    expect(rest.slice(1)).toEqual([...answers, ...others].slice(3))
  })
})

describe('what counts as answered stays right', () => {
  /** A question with one answer. */
  async function answered() {
    const slug = await interview()
    const asked = await say(slug)
    const answer = await say(slug, asked, ada)
    expect(await counted(slug)).toBe('1 of 1 question answered')
    return { slug, asked, answer }
  }
  const none = '0 of 1 question answered'

  it('when a moderator removes the answer, and publishes it again', async () => {
    const { slug, answer } = await answered()
    await decide(answer, 'remove')
    expect(await counted(slug)).toBe(none)
    await decide(answer, 'publish')
    expect(await counted(slug)).toBe('1 of 1 question answered')
  })

  it('when a moderator removes the question, and publishes it again', async () => {
    const { slug, asked } = await answered()
    await say(slug)
    await decide(asked, 'remove')
    expect(await counted(slug)).toBe(none)
    await decide(asked, 'publish')
    expect(await counted(slug)).toBe('1 of 2 questions answered')
  })

  it('when one of two answers goes, and when the last one does', async () => {
    const { slug, asked, answer } = await answered()
    const second = await say(slug, asked, ada)
    await decide(answer, 'remove')
    expect(await counted(slug)).toBe('1 of 1 question answered')
    await deleteComment(stage.app.ctx, {
      commentId: second,
      author: { kind: 'reader', personId: ada.personId },
    })
    expect(await counted(slug)).toBe(none)
  })

  it('when the author changes an answer into something that is held', async () => {
    const { slug, answer } = await answered()
    const text = 'You are such a dumb cunt, all of you.'
    expect((await ada.send(`/comments/${answer}/edit`, { text })).status).toBe(303)
    expect(await counted(slug)).toBe(none)
    await decide(answer, 'publish')
    expect(await counted(slug)).toBe('1 of 1 question answered')
  })

  it('when an answer is held at first', async () => {
    const slug = await interview()
    const asked = await say(slug)
    const answer = await say(slug, asked, ada, 'You are such a dumb cunt, reader.')
    expect(await counted(slug)).toBe(none)
    await decide(answer, 'publish')
    expect(await counted(slug)).toBe('1 of 1 question answered')
  })

  it('when other people become the authors, and what they asked is no question any more', async () => {
    const { slug, asked } = await answered()
    const bea = await signUp(stage, { role: 'author', name: 'Bea Stone' })
    const hers = await say(slug, null, bea)
    await say(slug, hers, ada)
    expect(await counted(slug)).toBe('2 of 2 questions answered')
    await setAuthors(stage.app.ctx, owner, { slug, names: ['Bea Stone'] })
    expect(await counted(slug)).toBe(none)
    await say(slug, asked, bea)
    expect(await counted(slug)).toBe('1 of 1 question answered')
    await setAuthors(stage.app.ctx, owner, { slug, names: [] })
    expect(await counted(slug)).toBe('0 of 2 questions answered')
    await setAuthors(stage.app.ctx, owner, { slug, names: ['Ada Quill', 'Bea Stone'] })
    expect(await counted(slug)).toBe('1 of 1 question answered')
  })

  it.each(['keep', 'erase'] as const)('when the author leaves (%s)', async (texts) => {
    const eva = await signUp(stage, { role: 'author', name: `Eva ${texts}` })
    const slug = await interview(`Eva ${texts}`)
    const asked = await say(slug)
    await say(slug, asked, eva)
    expect(await counted(slug)).toBe('1 of 1 question answered')
    await askToLeave(stage.app.ctx, { accountId: eva.accountId, texts })
    now = new Date(now.getTime() + LEAVE_MS)
    await eraseAccount(stage.app.ctx, { accountId: eva.accountId })
    expect(await counted(slug)).toBe(none)
  })

  it('when whoever asked leaves with their texts', async () => {
    const eve = await signUp(stage)
    const slug = await interview()
    const asked = await say(slug, null, eve)
    await say(slug)
    await setAuthors(stage.app.ctx, owner, { slug, names: [] })
    const bob = await signUp(stage, { name: 'Bob Stair' })
    await setAuthors(stage.app.ctx, owner, { slug, names: ['Bob Stair'] })
    await say(slug, asked, bob)
    expect(await counted(slug)).toBe('1 of 2 questions answered')
    await askToLeave(stage.app.ctx, { accountId: eve.accountId, texts: 'erase' })
    now = new Date(now.getTime() + LEAVE_MS)
    await eraseAccount(stage.app.ctx, { accountId: eve.accountId })
    expect(await counted(slug)).toBe(none)
  })

  it('when comments are brought in', async () => {
    const place = { line: 1, bytesRead: 1 }
    const comment = (key: string, parentKey: string | null) => ({
      kind: 'comment' as const,
      key,
      articleKey: 'a',
      parentKey,
      author: { name: 'Old Tom', key: 'tom', isStaff: false },
      body: { format: 'text' as const, source: chatter(15_900 + key.length) },
      postedAt: now,
      state: 'published' as const,
      language: 'en',
      place,
    })
    await runImport(
      stage.app.ctx,
      [
        {
          kind: 'article',
          key: 'a',
          home: 'here',
          slug: 'brought-in',
          originUrl: null,
          headline: 'Brought in',
          standfirst: null,
          byline: 'Ada Quill',
          sectionName: null,
          body: { format: 'text', source: 'Old news.' },
          language: 'en',
          publishedAt: now,
          picture: null,
          state: 'published',
          commentsClosed: false,
          place,
        },
        comment('q', null),
        comment('qq', null),
        comment('r', 'q'),
      ],
      { source: 'test', trust: true, dryRun: false, folder: null },
    )
    await rule('brought-in', { mode: 'questions' })
    expect(await counted('brought-in')).toBe('0 of 2 questions answered')
  })

  it('whatever people do in whatever order, and all at once', async () => {
    const writers = [null, await signUp(stage), await signUp(stage, { name: 'Zoe Author' })]
    const act = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constant('say' as const), at: fc.nat(9), by: fc.nat(2) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constantFrom('remove' as const, 'publish' as const),
          at: fc.nat(9),
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), at: fc.nat(9) }) },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('authors' as const), on: fc.boolean() }),
      },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
        const slug = await interview('Nobody Known')
        const all: { id: string; by: number }[] = []
        const doIt = async (one: (typeof acts)[number]) => {
          if (one.do === 'authors')
            return setAuthors(stage.app.ctx, owner, { slug, names: one.on ? ['Zoe Author'] : [] })
          if (one.do === 'say') {
            const parent = one.at % 2 === 0 ? null : (all[one.at % (all.length || 1)]?.id ?? null)
            const who = writers[one.by] ?? null
            said += 1
            const text = chatter(15_000 + said)
            const answer = await stage.post(
              who ? { text, parentId: parent } : { name: 'Gus', text, parentId: parent },
              { slug, headers: who?.headers },
            )
            // A parent that is gone by now is refused.
            if (answer.status === 201)
              all.push({
                id: ((await answer.json()) as { comment: ApiComment }).comment.id,
                by: one.by,
              })
            return
          }
          const target = all[one.at % (all.length || 1)]
          if (!target) return
          if (one.do !== 'delete') return decide(target.id, one.do).catch(() => undefined)
          const writer = writers[target.by]
          if (writer)
            await deleteComment(stage.app.ctx, {
              commentId: target.id,
              author: { kind: 'reader', personId: writer.personId },
            })
        }
        const half = Math.ceil(acts.length / 2)
        for (const one of acts.slice(0, half)) await doIt(one)
        await Promise.all(acts.slice(half).map(doIt))
        expect(await violations()).toEqual([])
      }),
      { numRuns: 12 },
    )
  })
})

describe.skipIf(NO_BROWSER)('in a browser', () => {
  it('a question is asked and its answer read on a phone', async () => {
    const slug = await interview('Somebody Else')
    const browser = await openBrowser()
    const opened = await browser.newPage({ viewport: { width: 360, height: 740 } })
    await opened.goto(`${stage.address}/articles/${slug}`)
    await opened.getByLabel('Ask the author').fill('When will the second boat be back in service?')
    await opened.getByRole('button', { name: 'Post question' }).click()
    await opened.locator('.branch .comment-text').waitFor()
    expect(await violationsOf(opened)).toEqual([])
    expect(await opened.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await browser.close()
  })
})
