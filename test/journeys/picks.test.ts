/** Editors' picks: who picks and how, where the mark is shown, the list of them, and when a pick ends. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { checkData } from '../../src/check.js'
import { decideComment } from '../../src/discussion/index.js'
import { PICKS_PER_PAGE } from '../../src/discussion/read-highlights.js'
import { type Member, signUp } from '../accounts/people.js'
import { NO_BROWSER, openBrowser, signIn, violationsOf } from '../browser.js'
import {
  type ApiComment,
  type Cluster,
  chatter,
  openCluster,
  openStage,
  publish,
  type Stage,
} from '../cast.js'

type Picked = ApiComment & { pickedAt: string | null }

/** As pages show it: the word alone stands on every page, for the browser. */
const MARK = 'class="pick">Editors’ pick<'

let cluster: Cluster
let stage: Stage
let editor: Member
let reader: Member
let now = new Date('2026-11-20T09:00:00Z')
beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create(), { clock: () => now })
  editor = await signUp(stage, { role: 'editor', name: 'Edda Lund' })
  reader = await signUp(stage, { name: 'Alice Reed' })
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
let count = 0
async function article(): Promise<string> {
  count += 1
  await publish(stage.app, { slug: `picks-${count}`, headline: `Picks ${count}` })
  return `picks-${count}`
}
let said = 0
async function say(
  slug: string,
  parentId: string | null = null,
  text = chatter(11_000 + ++said),
  who: Pick<Member, 'headers'> | null = null,
): Promise<ApiComment> {
  const body = who ? { text, parentId } : { name: 'Gus', text, parentId }
  const answer = await stage.post(body, { slug, headers: who?.headers })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { comment: ApiComment }).comment
}
const pick = (id: string, on = true, headers: Record<string, string> = editor.headers) =>
  fetch(`${stage.address}/api/v1/comments/${id}/pick`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ on }),
  })
const highlights = async (slug: string, limit = 50) =>
  (await stage.wholeThread('highlights', limit, {}, slug)) as Picked[]
const page = async (path: string) => (await stage.get(path)).text()
const events = async (id: string) =>
  (
    await stage.app.ctx.pool.query(
      'select action, by_account_id from pick_event where comment_id = $1 order by id',
      [id],
    )
  ).rows

describe('picking', () => {
  it('is done on a page of its own, and taken back there; who did it is kept', async () => {
    const slug = await article()
    const { id } = await say(slug)
    const asked = await (await editor.get(`/comments/${id}/pick`)).text()
    expect(asked).toContain('Pick this comment?')
    const done = await editor.send(`/comments/${id}/pick`)
    expect(done.headers.get('location')).toBe(`/articles/${slug}/comments/${id}#c-${id}`)
    expect(await page(`/articles/${slug}`)).toContain(MARK)
    const again = await (await editor.get(`/comments/${id}/pick`)).text()
    expect(again).toContain('This comment is a pick')
    expect((await editor.send(`/comments/${id}/pick`, { take: 'back' })).status).toBe(303)
    expect(await page(`/articles/${slug}`)).not.toContain(MARK)
    const by_account_id = editor.accountId
    expect(await events(id)).toEqual([
      { action: 'pick', by_account_id },
      { action: 'take-back', by_account_id },
    ])
  })

  it('is done by API; the same again changes nothing', async () => {
    const slug = await article()
    const { id } = await say(slug)
    expect(await (await pick(id)).json()).toEqual({ id, pickedAt: now.toISOString() })
    later(1_000)
    const again = (await (await pick(id)).json()) as { pickedAt: string }
    expect(again.pickedAt).not.toBe(now.toISOString())
    expect(await (await pick(id, false)).json()).toEqual({ id, pickedAt: null })
    expect(await (await pick(id, false)).json()).toEqual({ id, pickedAt: null })
    const bearer = { authorization: `Bearer ${stage.staffToken}` }
    expect((await pick(id, true, bearer)).status).toBe(200)
    expect((await events(id)).map((one) => one.action)).toEqual(['pick', 'take-back', 'pick'])
  })

  it('is for editors, owners and moderators with a second factor, and nobody else', async () => {
    const { id } = await say(await article())
    const statuses = await Promise.all(
      (['owner', 'moderator', 'author', 'treasurer', 'reader'] as const).map(async (role) => {
        const who = await signUp(stage, { role })
        return (await pick(id, true, who.headers)).status
      }),
    )
    expect(statuses).toEqual([200, 200, 403, 403, 403])
    const half = await signUp(stage, { role: 'editor', hasSecondFactor: false })
    expect((await pick(id, true, half.headers)).status).toBe(403)
    expect((await pick(id, true, {})).status).toBe(401)
  })

  it('takes published comments only', async () => {
    const slug = await article()
    const held = await say(slug, null, 'You are such a dumb cunt, all of you.')
    expect((await pick(held.id)).status).toBe(404)
    expect((await editor.get(`/comments/${held.id}/pick`)).status).toBe(404)
    expect((await pick('00000000-0000-7000-8000-000000000000')).status).toBe(404)
    expect((await editor.get('/comments/none/pick')).status).toBe(404)
  })
})

describe('the mark', () => {
  it('is shown wherever the comment is', async () => {
    const slug = await article()
    const { id } = await say(slug)
    const places = [
      `/articles/${slug}`,
      `/articles/${slug}/comments/${id}`,
      `/articles/${slug}/comments/${id}/fragment`,
    ]
    for (const place of places) expect(await page(place), place).not.toContain(MARK)
    await pick(id)
    for (const place of places) expect(await page(place), place).toContain(MARK)
    expect(await page(`/articles/${slug}/comments.md`)).toContain(' · Editors’ pick')
    for (const feed of ['rss', 'atom'])
      expect(await page(`/articles/${slug}/comments.${feed}`)).toContain('editors-pick')
    const pickedAt = now.toISOString()
    const one = await stage.json<{ comment: Picked }>(`/api/v1/comments/${id}`)
    expect(one.comment.pickedAt).toBe(pickedAt)
    const whole = await stage.json<{ comments: Picked[] }>(`/articles/${slug}/comments.json`)
    expect(whole.comments.map((comment) => comment.pickedAt)).toEqual([pickedAt])
  })

  it('goes with the words: a change by the author ends the pick, and says so before', async () => {
    const slug = await article()
    const { id } = await say(slug, null, undefined, reader)
    await pick(id)
    const form = await (await reader.get(`/comments/${id}/edit`)).text()
    expect(form).toContain('After a change it is no pick any more.')
    const text = chatter(12_999)
    expect((await reader.send(`/comments/${id}/edit`, { text })).status).toBe(303)
    expect(await page(`/articles/${slug}`)).not.toContain(MARK)
    expect(await events(id)).toEqual([
      { action: 'pick', by_account_id: editor.accountId },
      { action: 'take-back', by_account_id: null },
    ])
    expect((await pick(id)).status).toBe(200)
  })

  it('is not there while a comment is removed, and never again once it is deleted', async () => {
    const slug = await article()
    const { id } = await say(slug, null, undefined, reader)
    await say(slug, id)
    await pick(id)
    const decide = (action: 'publish' | 'remove') =>
      decideComment(stage.app.ctx, { commentId: id, action, rule: null })
    await decide('remove')
    expect(await page(`/articles/${slug}`)).not.toContain(MARK)
    expect(await highlights(slug)).toEqual([])
    await decide('publish')
    expect((await highlights(slug)).map((one) => one.id)).toEqual([id])
    await reader.send(`/comments/${id}/delete`)
    expect(await page(`/articles/${slug}`)).not.toContain(MARK)
    expect(await highlights(slug)).toEqual([])
  })
})

describe('the list of picks', () => {
  it('has a tab only when there is one, and says when there is none', async () => {
    const slug = await article()
    const { id } = await say(slug)
    await say(slug)
    const tab = `href="/articles/${slug}?order=highlights#discussion"`
    expect(await page(`/articles/${slug}`)).not.toContain(tab)
    expect(await page(`/articles/${slug}?order=highlights`)).toContain(
      'The editors have picked nothing here yet.',
    )
    await pick(id)
    expect(await page(`/articles/${slug}`)).toContain(tab)
    const list = await page(`/articles/${slug}?order=highlights`)
    expect(list).toContain(`id="c-${id}"`)
    expect(list).not.toContain('picked nothing')
  })

  it('shows picks wherever they stand, the newest pick first, each with what it answers', async () => {
    const slug = await article()
    const root = await say(slug, null, 'The lamp on the mole has been dark since Tuesday.')
    const deep = await say(slug, (await say(slug, root.id)).id)
    const answer = await say(slug, root.id)
    await pick(deep.id)
    later(1_000)
    await pick(answer.id)
    expect((await highlights(slug)).map((one) => [one.id, one.depth])).toEqual([
      [answer.id, 1],
      [deep.id, 2],
    ])
    const list = await page(`/articles/${slug}?order=highlights`)
    expect(list).toContain('In answer to \u2068Gus\u2069: \u2068The lamp on the mole')
    expect(list).toContain(`href="/articles/${slug}/comments/${answer.id}#c-${answer.id}"`)
    expect(list.indexOf(answer.id)).toBeLessThan(list.indexOf(deep.id))
  })

  it('tells nothing of what a pick answers when that is not shown', async () => {
    const slug = await article()
    const root = await say(slug, null, 'A secret of the lighthouse keeper, told by mistake.')
    const { id } = await say(slug, root.id)
    await pick(id)
    await decideComment(stage.app.ctx, { commentId: root.id, action: 'remove', rule: null })
    const list = await page(`/articles/${slug}?order=highlights`)
    expect(list).toContain('In answer to a comment that is not shown')
    expect(list).not.toContain('lighthouse keeper')
    const [one] = await highlights(slug)
    expect(one?.parentId).toBe(root.id)
  })

  it('goes on page by page, each pick once, also when many were picked in one moment', async () => {
    const slug = await article()
    const ids: string[] = []
    for (let i = 0; i < PICKS_PER_PAGE + 5; i += 1) {
      const { id } = await say(slug)
      ids.push(id)
      if (i % 3 === 0) later(1_000)
      await pick(id)
    }
    for (const limit of [1, 7, 200]) {
      const got = await highlights(slug, limit)
      expect(got.map((one) => one.id).toSorted()).toEqual(ids.toSorted())
      expect(got.map((one) => one.pickedAt)).toEqual(
        got
          .map((one) => one.pickedAt)
          .toSorted()
          .toReversed(),
      )
    }
    const first = await page(`/articles/${slug}?order=highlights`)
    const next = /href="([^"]+)#discussion" rel="next"/.exec(first)?.[1]?.replaceAll('&amp;', '&')
    const second = await page(next ?? '')
    const on = (html: string) => [...html.matchAll(/class="branch" id="c-/g)].length
    expect([on(first), on(second)]).toEqual([PICKS_PER_PAGE, 5])
    expect(second).toContain('Back to the first comments')
  })

  it('leaves out whom a reader muted, and what they said before a pick', async () => {
    const slug = await article()
    const loud = await signUp(stage, { name: 'Loud Larry' })
    const own = await say(slug, null, 'Larry says that everybody is wrong but him.', loud)
    const { id } = await say(slug, own.id)
    await pick(own.id)
    await pick(id)
    const who = await signUp(stage)
    await who.send(`/people/${loud.personId}/mute`)
    const list = await (await who.get(`/articles/${slug}?order=highlights`)).text()
    expect(list).toContain(`id="c-${id}"`)
    expect(list).not.toContain('everybody is wrong')
    expect(list).not.toContain(`id="c-${own.id}"`)
  })

  it('is open to answers like the discussion, and closed with it', async () => {
    const slug = await article()
    const { id } = await say(slug)
    await pick(id)
    expect(await page(`/articles/${slug}?order=highlights`)).toContain(`data-reply="${id}"`)
    await fetch(`${stage.address}/api/v1/articles/${slug}/thread`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stage.staffToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ closed: true }),
    })
    expect(await page(`/articles/${slug}?order=highlights`)).not.toContain('data-reply')
  })
})

describe.skipIf(NO_BROWSER)('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  const visit = async (path: string, who?: Member): Promise<Page> => {
    const opened = await browser.newPage({ viewport: { width: 360, height: 740 } })
    if (who) await signIn(opened.context(), stage.address, who.cookie)
    await opened.goto(stage.address + path)
    return opened
  }

  it('staff pick beside the comment; other open pages show it at once', async () => {
    const slug = await article()
    const { id } = await say(slug)
    const other = await browser.newPage()
    await Promise.all([
      other.waitForResponse((answer) => new URL(answer.url()).pathname.endsWith('/live')),
      other.goto(`${stage.address}/articles/${slug}`),
    ])
    const own = await visit(`/articles/${slug}`, editor)
    const button = own.locator(`#c-${id} [data-pick]`)
    await button.waitFor()
    expect(await button.textContent()).toBe('Pick')
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(24)
    await button.click()
    await own.locator(`#c-${id} .pick`).waitFor()
    expect(await button.textContent()).toBe('Take back')
    expect(await violationsOf(own)).toEqual([])
    await other.locator(`#c-${id} .pick`).waitFor()
    await button.click()
    await other.locator(`#c-${id} .pick`).waitFor({ state: 'detached' })
    expect(await own.locator('.pick').count()).toBe(0)
    await Promise.all([own.close(), other.close()])
  })

  it('readers are offered nothing, and load nothing for it', async () => {
    const slug = await article()
    const { id } = await say(slug)
    const opened = await browser.newPage()
    const loaded: string[] = []
    opened.on('request', (request) => loaded.push(request.url()))
    await signIn(opened.context(), stage.address, reader.cookie)
    const asked = opened.waitForResponse((answer) => answer.url().endsWith('/own'))
    await opened.goto(`${stage.address}/articles/${slug}`)
    expect(((await (await asked).json()) as { picking: unknown }).picking).toBe(null)
    expect(await opened.locator(`#c-${id} [data-pick]`).count()).toBe(0)
    expect(loaded.filter((url) => /\/pick-/.test(url))).toEqual([])
    await opened.close()
  })

  it('a press that fails says so, and leads to the page that does it', async () => {
    const slug = await article()
    const { id } = await say(slug)
    const own = await visit(`/articles/${slug}`, editor)
    await own.locator(`#c-${id} [data-pick]`).waitFor()
    await own.route('**/pick', (route) => route.abort())
    await own.locator(`#c-${id} [data-pick]`).click()
    const note = own.locator(`#c-${id} .note.is-problem`)
    await note.waitFor()
    expect(await note.locator('a').getAttribute('href')).toBe(`/comments/${id}/pick`)
    expect(await own.locator('.pick').count()).toBe(0)
    await own.close()
  })

  it('the list reads well on a phone', async () => {
    const slug = await article()
    const root = await say(slug)
    const { id } = await say(slug, root.id)
    await pick(id)
    const opened = await visit(`/articles/${slug}?order=highlights`)
    expect(await violationsOf(opened)).toEqual([])
    expect(await opened.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await opened.close()
  })
})
