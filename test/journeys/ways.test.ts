import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newToken } from '../../src/platform/secrets.js'
import { signUp } from '../accounts/people.js'
import { NO_BROWSER, openBrowser, signIn, violationsOf } from '../browser.js'
import {
  type Cluster,
  chatter,
  openCluster,
  openStage,
  type Posted,
  publish,
  type Stage,
} from '../cast.js'
import { eventually } from '../program.js'

let cluster: Cluster
let stage: Stage
let browser: Browser
let count = 0
const contexts: BrowserContext[] = []

describe.skipIf(NO_BROWSER)('finding one’s way in a real browser', () => {
  beforeAll(async () => {
    cluster = await openCluster()
    stage = await openStage(await cluster.create())
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await stage?.app.close()
    await cluster?.stop()
  })
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
  })

  const openContext = async (options: Parameters<Browser['newContext']>[0] = {}) => {
    const context = await browser.newContext({
      viewport: { width: 1_000, height: 700 },
      reducedMotion: 'reduce',
      ...options,
    })
    contexts.push(context)
    return context
  }
  const newThread = async () => {
    count += 1
    const slug = `ways-${count}`
    await publish(stage.app, { slug, headline: `Article ${count}` })
    return slug
  }
  let said = 0
  const say = async (
    slug: string,
    more: { parentId?: string; name?: string; headers?: Record<string, string> } = {},
  ) => {
    said += 1
    const { headers, ...body } = more
    const text = chatter(said)
    const response = await stage.post({ text, name: 'Ann', ...body }, { slug, headers })
    const { comment, state } = (await response.json()) as Posted
    expect(state).toBe('published')
    return comment
  }
  const ready = async (page: Page) => {
    await page.waitForFunction(`document.documentElement.classList.contains('has-script')`)
    return page
  }
  const open = async (context: BrowserContext, path: string) => {
    const page = await context.newPage()
    await page.goto(stage.address + path)
    return ready(page)
  }
  /** As if the last visit had ended long ago. */
  const endVisit = async (context: BrowserContext, hours = 20) => {
    const page = await open(context, '/support')
    await page.evaluate((ms) => {
      for (const key of Object.keys(localStorage).filter((one) => one.includes(':thread:'))) {
        const state = JSON.parse(localStorage.getItem(key) ?? '{}')
        localStorage.setItem(key, JSON.stringify({ ...state, at: state.at - ms }))
      }
    }, hours * 3_600_000)
    await page.close()
  }
  const marked = (page: Page) =>
    page
      .locator('.comment:has(.fresh-mark) .comment-text')
      .allTextContents()
      .then((all) => all.map((text) => text.trim()))
  const focused = (page: Page) =>
    page.evaluate(() => document.activeElement?.id.replace('c-', '') ?? '')

  describe('what is new', () => {
    it('is nothing at the first visit, and then what came since, until it is read', async () => {
      const slug = await newThread()
      for (let i = 0; i < 8; i += 1) await say(slug)
      // So small that not all of them are read at once.
      const context = await openContext({ viewport: { width: 1_000, height: 230 } })
      const first = await open(context, `/articles/${slug}`)
      expect(await first.locator('.fresh, .fresh-mark').count()).toBe(0)
      await first.close()
      await endVisit(context)
      const fresh = [await say(slug), await say(slug), await say(slug)]
      const page = await open(context, `/articles/${slug}`)
      const line = page.locator('.fresh')
      await line.waitFor()
      expect(await line.textContent()).toMatch(/^3 new since \w+day/)
      expect(new Set(await marked(page))).toEqual(new Set(fresh.map((one) => one.text)))
      for (const [at, one] of fresh.entries()) {
        await page.keyboard.press('n')
        await eventually(async () => (await focused(page)) === one.id)
        await eventually(async () => (await page.locator('.fresh-mark.is-read').count()) > at)
      }
      await page.keyboard.press('p')
      expect(await focused(page)).toBe(fresh[1]?.id)
      await eventually(async () => (await page.locator('.fresh-mark.is-read').count()) === 3)
      await eventually(async () => (await page.locator('.fresh-next').count()) === 0)
      expect(await line.textContent()).toContain('All read')
      // The same visit: what was read stays read, and what is new stays marked.
      await page.reload()
      await page.locator('.fresh').waitFor()
      expect(await page.locator('.fresh-mark.is-read').count()).toBe(3)
      await page.close()
      await endVisit(context)
      const next = await open(context, `/articles/${slug}`)
      expect(await next.locator('.fresh, .fresh-mark').count()).toBe(0)
    })

    it('is jumped to by a button within reach, in order, and flying past is not reading', async () => {
      const slug = await newThread()
      for (let i = 0; i < 12; i += 1) await say(slug)
      const context = await openContext({ viewport: { width: 360, height: 640 }, hasTouch: true })
      await (await open(context, `/articles/${slug}`)).close()
      await endVisit(context)
      const fresh = []
      for (let i = 0; i < 6; i += 1) fresh.push(await say(slug))
      const page = await open(context, `/articles/${slug}`)
      const button = page.locator('.fresh-next .button')
      await button.waitFor()
      expect(await button.textContent()).toBe('Next new (6)')
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
      await page.evaluate(() => scrollTo(0, 0))
      expect(await page.locator('.fresh-mark.is-read').count()).toBe(0)
      await page.getByRole('button', { name: 'First' }).click()
      expect(await focused(page)).toBe(fresh[0]?.id)
      await button.click()
      // The one after it, or where that was on the screen for long enough the next one.
      expect(fresh.slice(1).map((one) => one.id)).toContain(await focused(page))
    })

    it('that is not on this page is listed on one of its own', async () => {
      const slug = await newThread()
      for (let i = 0; i < 22; i += 1) await say(slug)
      const context = await openContext()
      await (await open(context, `/articles/${slug}`)).close()
      await endVisit(context)
      const fresh = [await say(slug), await say(slug)]
      const page = await open(context, `/articles/${slug}`)
      await page.locator('.fresh').waitFor()
      expect(await page.locator('.fresh-mark').count()).toBe(0)
      await page.locator('.fresh').getByRole('link', { name: 'List' }).click()
      await page.waitForURL(/\/find\?since=/)
      expect(await page.textContent('h2')).toBe('2 comments')
      expect(await page.locator('.found-one .comment-text').allTextContents()).toEqual(
        fresh.map((one) => one.text).reverse(),
      )
    })

    it('does not count what one says oneself', async () => {
      const slug = await newThread()
      await say(slug)
      await say(slug)
      const context = await openContext()
      const page = await open(context, `/articles/${slug}`)
      const text = chatter(80_000 + count)
      await page.fill('.discussion > .comment-form textarea', text)
      await page.click('.discussion > .comment-form button[type=submit]')
      await page.locator('.comment.is-lit', { hasText: text }).waitFor()
      await page.close()
      await endVisit(context)
      const again = await open(context, `/articles/${slug}`)
      await again.locator('.comment', { hasText: text }).locator('[data-own]').first().waitFor()
      expect(await again.locator('.fresh-next').count()).toBe(0)
      expect(await again.locator('.fresh-mark:visible').count()).toBe(0)
    })

    it('follows a reader who wants it to another browser, and nobody else', async () => {
      const slug = await newThread()
      await say(slug)
      await say(slug)
      for (const keep of ['on', 'off']) {
        const reader = await signUp(stage)
        await reader.send('/account/visits', { keep, csrf: reader.csrf })
        const home = stage.address.replace('127.0.0.1', 'localhost')
        const signedIn = async () => {
          const context = await openContext()
          await signIn(context, home, reader.cookie)
          return context
        }
        const one = await signedIn()
        await (await one.newPage()).goto(`${home}/articles/${slug}`)
        if (keep === 'on')
          await eventually(async () => {
            const answer = await reader.get(`/api/v1/articles/${slug}/visit`)
            return ((await answer.json()) as { seenUntil: string | null }).seenUntil !== null
          })
        const fresh = await say(slug)
        const other = await signedIn()
        const page = await other.newPage()
        await page.goto(`${home}/articles/${slug}`)
        if (keep === 'on') {
          await page.locator('.fresh').waitFor()
          expect(await marked(page)).toEqual([fresh.text])
        } else {
          await page.waitForFunction(() => sessionStorage.getItem('readership:no-visits'))
          expect(await page.locator('.fresh, .fresh-mark').count()).toBe(0)
        }
      }
    })
  })

  describe('the keys', () => {
    it('do nothing in fields, with other keys held, and when they are switched off', async () => {
      const slug = await newThread()
      const comments = [
        await say(slug, { name: 'Zoe' }),
        await say(slug),
        await say(slug, { name: 'Zoe' }),
      ]
      const context = await openContext()
      const page = await open(context, `/articles/${slug}`)
      await page.fill('.discussion > .comment-form textarea', '')
      await page.locator('.discussion > .comment-form textarea').pressSequentially('snap?/')
      expect(await page.inputValue('.discussion > .comment-form textarea')).toBe('snap?/')
      expect(await page.locator('dialog').count()).toBe(0)
      await page.evaluate(() => (document.activeElement as HTMLElement).blur())
      await page.keyboard.press('Control+a')
      expect(await focused(page)).toBe('')
      await page.locator(`#c-${comments[0]?.id} .reply`).first().focus()
      await page.keyboard.press('a')
      await eventually(async () => (await focused(page)) === comments[2]?.id)
      await page.keyboard.press('/')
      await eventually(() =>
        page.evaluate(() => document.activeElement?.matches('.find input') ?? false),
      )
      await page.evaluate(() => (document.activeElement as HTMLElement).blur())
      await page.keyboard.press('?')
      const dialog = page.getByRole('dialog', { name: 'Keys in this discussion' })
      await dialog.waitFor()
      expect(await violationsOf(page)).toEqual([])
      await dialog.getByLabel('Use these keys').uncheck()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      for (const key of ['?', 'a', '/']) await page.keyboard.press(key)
      expect(await page.locator('dialog').count()).toBe(0)
      expect(await page.evaluate(() => document.activeElement?.matches('.find input'))).toBe(false)
      await page.reload()
      await ready(page)
      await page.keyboard.press('?')
      expect(await page.locator('dialog').count()).toBe(0)
      await page.getByRole('button', { name: 'Keys' }).click()
      await page.getByLabel('Use these keys').check()
      await page.getByRole('button', { name: 'Close' }).click()
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
    })
  })

  describe('further replies and comments', () => {
    it('come into their place, with the focus on the first, and the address stays', async () => {
      const slug = await newThread()
      const root = await say(slug)
      const replies = []
      for (let i = 0; i < 6; i += 1) replies.push(await say(slug, { parentId: root.id }))
      const page = await open(await openContext(), `/articles/${slug}`)
      const link = page.getByRole('link', { name: 'Show 3 more replies' })
      await link.scrollIntoViewIfNeeded()
      const top = await page.evaluate(
        (id) => document.getElementById(`c-${id}`)?.getBoundingClientRect().top,
        root.id,
      )
      await link.focus()
      await page.keyboard.press('Enter')
      await page.locator(`#c-${replies[5]?.id}`).waitFor()
      expect(await focused(page)).toBe(replies[3]?.id)
      expect(
        await page.evaluate(
          (id) => document.getElementById(`c-${id}`)?.getBoundingClientRect().top,
          root.id,
        ),
      ).toBe(top)
      expect(page.url()).toBe(`${stage.address}/articles/${slug}`)
      expect(await page.locator('.more').count()).toBe(0)
      const ids = await page
        .locator(`#c-${root.id} .branch`)
        .evaluateAll((all) => all.map((one) => one.id))
      expect(ids).toEqual(replies.map((one) => `c-${one.id}`))
      // Each can be answered, recommended and folded like those that were there.
      expect(await page.locator(`#c-${replies[5]?.id} .acts-open`).count()).toBe(1)
    })

    it('come at the end of the comments too, as often as one asks', async () => {
      const slug = await newThread()
      const roots = []
      for (let i = 0; i < 45; i += 1) roots.push((await say(slug)).id)
      const page = await open(await openContext(), `/articles/${slug}?order=oldest`)
      for (const shown of [40, 45]) {
        await page.getByRole('link', { name: 'More comments' }).click()
        await eventually(async () => (await page.locator('.thread > .branch').count()) === shown)
        expect(await focused(page)).toBe(roots[shown === 40 ? 20 : 40])
      }
      expect(await page.getByRole('link', { name: 'More comments' }).count()).toBe(0)
      const ids = await page
        .locator('.thread > .branch')
        .evaluateAll((all) => all.map((one) => one.id))
      expect(ids).toEqual(roots.map((id) => `c-${id}`))
      expect(page.url()).toBe(`${stage.address}/articles/${slug}?order=oldest`)
    })

    it('are a page without script, and stay a link when they cannot be loaded', async () => {
      const slug = await newThread()
      const root = await say(slug)
      for (let i = 0; i < 5; i += 1) await say(slug, { parentId: root.id })
      const plain = await openContext({ javaScriptEnabled: false })
      const without = await plain.newPage()
      await without.goto(`${stage.address}/articles/${slug}`)
      await without.getByRole('link', { name: 'Show 2 more replies' }).click()
      await without.waitForURL(/\/comments\/.*after=/)
      const context = await openContext()
      const page = await open(context, `/articles/${slug}`)
      await page
        .getByRole('button', { name: /^More about/ })
        .first()
        .click()
      await page.locator('.acts').waitFor()
      await page.route('**/comments/**', (route) => route.abort())
      const link = page.getByRole('link', { name: 'Show 2 more replies' })
      await link.click()
      await page.getByRole('alert').waitFor()
      await page.unroute('**/comments/**')
      await link.click()
      await eventually(async () => (await page.locator('.replies > .branch').count()) === 5)
      expect(await page.getByRole('alert').count()).toBe(0)
    })
  })

  describe('folding', () => {
    it('is kept for each discussion, in every window, and says its state', async () => {
      const slug = await newThread()
      const root = await say(slug)
      await say(slug, { parentId: root.id })
      const context = await openContext()
      const page = await open(context, `/articles/${slug}`)
      const button = page.getByRole('button', { name: '1 reply' })
      expect(await button.getAttribute('aria-expanded')).toBe('true')
      await page.locator('.replies').click({ position: { x: 1, y: 20 } })
      expect(await button.getAttribute('aria-expanded')).toBe('false')
      await page.close()
      const again = await open(context, `/articles/${slug}`)
      expect(
        await again.getByRole('button', { name: '1 reply' }).getAttribute('aria-expanded'),
      ).toBe('false')
      await again.getByRole('button', { name: '1 reply' }).press('Enter')
      await again.reload()
      await ready(again)
      expect(
        await again.getByRole('button', { name: '1 reply' }).getAttribute('aria-expanded'),
      ).toBe('true')
    })

    it('is forgotten of discussions that nobody opens any more, or of too many', async () => {
      const context = await openContext()
      const page = await open(context, '/support')
      await page.evaluate(() => {
        sessionStorage.clear()
        const day = 86_400_000
        const keep = (slug: string, days: number) =>
          localStorage.setItem(
            `readership:thread:${slug}`,
            JSON.stringify({ at: Date.now() - days * day, folded: ['x'] }),
          )
        for (let i = 0; i < 101; i += 1) keep(`many-${i}`, 1 + i / 1_000)
        keep('old', 90)
        keep('young', 89.9)
      })
      await page.reload()
      await ready(page)
      const kept = await page.evaluate(() =>
        Object.keys(localStorage).filter((key) => key.startsWith('readership:thread:')),
      )
      expect(kept).toHaveLength(100)
      expect(kept).not.toContain('readership:thread:old')
      expect(kept).toContain('readership:thread:many-0')
      expect(kept).not.toContain('readership:thread:many-100')
    })
  })

  describe('an open page', () => {
    it('hears of what was posted before its script ran', async () => {
      const slug = await newThread()
      await say(slug)
      const context = await openContext()
      const page = await context.newPage()
      let go = () => {}
      const held = new Promise<void>((done) => {
        go = done
      })
      await page.route('**/assets/page-*.js', async (route) => {
        await held
        await route.continue()
      })
      const loaded = page.goto(`${stage.address}/articles/${slug}`)
      await page.locator('.branch').first().waitFor()
      const missed = await say(slug)
      go()
      await loaded
      await page.getByRole('button', { name: /1 new comment/ }).click()
      await page.locator(`#c-${missed.id}`).waitFor()
    })

    it('brings new comments into their places, keeps what was loaded, and says where the rest is', async () => {
      const slug = await newThread()
      const roots = []
      for (let i = 0; i < 25; i += 1) roots.push(await say(slug))
      const page = await open(await openContext(), `/articles/${slug}?order=oldest`)
      await say(slug)
      await page.getByRole('button', { name: /1 new comment/ }).waitFor()
      const reply = await say(slug, { parentId: roots[2]?.id })
      await page.getByRole('button', { name: /2 new comments/ }).click()
      await page
        .locator(`#c-${roots[2]?.id} > .replies > #c-${reply.id} .is-lit`)
        .or(page.locator(`#c-${reply.id} > .is-lit`))
        .first()
        .waitFor()
      expect(await focused(page)).toBe(reply.id)
      expect(await page.textContent('#discussion-title')).toBe('27 comments')
      expect(await page.locator('.branch').count()).toBe(21)
      await page.locator('.fresh', { hasText: /^2 new since/ }).waitFor()
      await page.locator('.fresh').getByRole('link', { name: 'List' }).waitFor()
      await page.getByRole('link', { name: 'More comments' }).click()
      await eventually(async () => (await page.locator('.thread > .branch').count()) === 26)
      const last = await say(slug)
      await page.getByRole('button', { name: /1 new comment/ }).click()
      await page.locator(`#c-${last.id} > .is-lit`).waitFor()
      expect(await page.locator('.thread > .branch').count()).toBe(27)
      expect(await page.locator('.thread > .branch').last().getAttribute('id')).toBe(`c-${last.id}`)
    })

    it('shows what a comment says now, and nothing moves', async () => {
      const slug = await newThread()
      const headers = { cookie: `__Host-browser=${newToken()}` }
      const changed = await say(slug, { headers })
      const rest = []
      for (let i = 0; i < 14; i += 1) rest.push(await say(slug))
      const page = await open(await openContext(), `/articles/${slug}?order=oldest`)
      const read = rest[9]?.id ?? ''
      const topOf = (id: string) =>
        page.evaluate((one) => document.getElementById(`c-${one}`)?.getBoundingClientRect().top, id)
      await page.evaluate((id) => document.getElementById(`c-${id}`)?.scrollIntoView(), read)
      const top = await topOf(read)
      const text = `${chatter(70_001)}\n\n`.repeat(1) + 'It is longer than before. '.repeat(20)
      const edited = await fetch(`${stage.address}/api/v1/comments/${changed.id}/edit`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
      })
      expect(((await edited.json()) as Posted).state).toBe('published')
      await page.locator(`#c-${changed.id}`, { hasText: 'longer than before' }).waitFor()
      expect(Math.abs(((await topOf(read)) ?? 0) - (top ?? 0))).toBeLessThan(1)
      expect(await page.locator(`#c-${changed.id} .acts-open`).count()).toBe(1)
      await fetch(`${stage.address}/comments/${changed.id}/delete`, {
        method: 'POST',
        headers: { ...headers, 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams(),
      })
      await page.locator(`#c-${changed.id} .gone`, { hasText: 'no longer here' }).waitFor()
      expect(await page.locator(`#c-${changed.id}`).textContent()).not.toContain('longer than')
      expect(Math.abs(((await topOf(read)) ?? 0) - (top ?? 0))).toBeLessThan(1)
    })

    it('waits with it while somebody answers, and shows a removed comment as removed', async () => {
      const slug = await newThread()
      const headers = { cookie: `__Host-browser=${newToken()}` }
      const changed = await say(slug, { headers })
      await say(slug, { parentId: changed.id })
      const page = await open(await openContext(), `/articles/${slug}`)
      await page.locator(`#c-${changed.id} > .comment .reply`).click()
      await page.fill('form.is-inline textarea', 'I do not agree')
      const next = chatter(70_002)
      await fetch(`${stage.address}/api/v1/comments/${changed.id}/edit`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ text: next }),
      })
      const note = page.locator('.note.is-changed')
      await note.waitFor()
      expect(await page.textContent(`#c-${changed.id} > .comment .comment-text`)).not.toContain(
        next,
      )
      await note.getByRole('button', { name: 'Show' }).click()
      expect(await page.textContent(`#c-${changed.id} > .comment .comment-text`)).toContain(next)
      expect(await page.inputValue('form.is-inline textarea')).toBe('I do not agree')
      await page.fill('form.is-inline textarea', '')
      await page.evaluate(() => (document.activeElement as HTMLElement).blur())
      await fetch(`${stage.address}/api/v1/comments/${changed.id}/decision`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${stage.staffToken}`,
        },
        body: JSON.stringify({ action: 'remove', rule: 'off topic' }),
      })
      await page.locator(`#c-${changed.id} > .is-placeholder`).waitFor()
      expect(await page.textContent(`#c-${changed.id} > .comment`)).toMatch(
        /Removed by a moderator.*off topic/,
      )
      expect(await page.locator(`#c-${changed.id} .replies .comment-text`).count()).toBe(1)
    })
  })

  describe('beside a comment', () => {
    it('its link is copied, the next by the same person is found, and it can be reported', async () => {
      const slug = await newThread()
      const ada = await signUp(stage)
      const first = await say(slug, { headers: ada.headers })
      const guest = await say(slug, { name: 'Gus' })
      const second = await say(slug, { headers: ada.headers, parentId: guest.id })
      await say(slug, { name: 'Gus' })
      const context = await openContext()
      await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      const page = await open(context, `/articles/${slug}?order=oldest`)
      const open1 = page.locator(`#c-${first.id} > .comment .acts-open`)
      await open1.click()
      const acts = page.locator(`#c-${first.id} .acts`)
      await acts.waitFor()
      expect(await open1.getAttribute('aria-expanded')).toBe('true')
      await acts.getByRole('button', { name: 'Share' }).click()
      await acts.getByText('Link copied').waitFor()
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
        `${stage.address}/articles/${slug}/comments/${first.id}#c-${first.id}`,
      )
      expect(await violationsOf(page)).toEqual([])
      expect(await acts.getByRole('link', { name: /^Report/ }).getAttribute('href')).toBe(
        `/comments/${first.id}/report`,
      )
      expect(
        await acts.getByRole('link', { name: `All by ${ada.name} here` }).getAttribute('href'),
      ).toContain(ada.personId)
      await acts.getByRole('button', { name: `Next by ${ada.name}` }).click()
      expect(await focused(page)).toBe(second.id)
      await page.locator(`#c-${guest.id} > .comment .acts-open`).click()
      const ofGuest = page.locator(`#c-${guest.id} > .comment .acts`)
      await ofGuest.waitFor()
      expect(await ofGuest.getByText('All by').count()).toBe(0)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Escape')
      await ofGuest.waitFor({ state: 'detached' })
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('acts-open')
    })

    it('a telephone offers its own ways to share', async () => {
      const slug = await newThread()
      const one = await say(slug)
      const context = await openContext({
        viewport: { width: 360, height: 640 },
        hasTouch: true,
        isMobile: true,
      })
      await context.addInitScript(() => {
        Object.assign(navigator, {
          share: async (what: { url: string }) => {
            document.title = what.url
          },
        })
      })
      const page = await open(context, `/articles/${slug}`)
      await page.locator('.acts-open').tap()
      await page.getByRole('button', { name: 'Share' }).tap()
      await eventually(async () => (await page.title()).endsWith(`#c-${one.id}`))
    })
  })

  describe('searching', () => {
    it('works from the head of the discussion without script, and is read on in its place', async () => {
      const slug = await newThread()
      const one = await say(slug)
      await say(slug)
      const word = one.text.split(' ')[0] ?? ''
      const context = await openContext({
        javaScriptEnabled: false,
        viewport: { width: 360, height: 740 },
      })
      const page = await context.newPage()
      await page.goto(`${stage.address}/articles/${slug}`)
      await page.click('.find summary')
      await page.fill('.find input', `${one.text.split(' ').slice(0, 3).join(' ')}`)
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/find\?q=/)
      expect(
        (await page.locator('mark').allTextContents()).map((text) => text.toLowerCase()),
      ).toContain(word.toLowerCase())
      await page.getByRole('link', { name: 'Read it in its place' }).first().click()
      await page.waitForURL(new RegExp(`/comments/${one.id}#c-${one.id}$`))
    })

    it('has no accessibility violations and fits a small screen, in both directions', async () => {
      const arabic = await openStage(await cluster.create(), {}, { SITE_LANGUAGE: 'ar' })
      try {
        for (const at of [stage, arabic]) {
          await at.say('Ann', chatter(60_001))
          await at.say('Ben', chatter(60_002))
          for (const path of [
            '/articles/ferry',
            '/articles/ferry/find?q=a&by=staff',
            '/articles/ferry/find?q=a',
          ]) {
            const context = await openContext({ viewport: { width: 320, height: 640 } })
            const page = await context.newPage()
            await page.goto(at.address + path)
            await ready(page)
            if (path === '/articles/ferry') {
              await page.click('.find summary')
              await page.locator('.acts-open').first().click()
              await page.locator('.acts').waitFor()
            }
            expect([path, await violationsOf(page)]).toEqual([path, []])
            expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
              320,
            )
            const small = await page.evaluate(() =>
              [
                ...document.querySelectorAll(
                  '.find-page a, .find-page button, .ways-row :is(a, button, summary), .acts :is(a, button), .acts-open',
                ),
              ]
                .filter(
                  (one) =>
                    one.getBoundingClientRect().height > 0 &&
                    one.getBoundingClientRect().height < 24,
                )
                .map((one) => one.outerHTML.slice(0, 90)),
            )
            expect(small).toEqual([])
          }
        }
      } finally {
        await arabic.app.close()
      }
    }, 120_000)
  })
})
