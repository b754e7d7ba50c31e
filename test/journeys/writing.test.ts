/** Writing in a real browser: tools, preview, quotes, names, and a comment that stands in its place at once. */
import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, Page, Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { TEXT_CHARS_MAX } from '../../src/discussion/index.js'
import { type Member, signUp } from '../accounts/people.js'
import { NO_BROWSER, openBrowser, signIn, violationsOf } from '../browser.js'
import { type Cluster, chatter, openCluster, openStage, publish, type Stage } from '../cast.js'

let count = 0
const words = () => {
  count += 1
  return chatter(40_000 + count)
}

describe.skipIf(NO_BROWSER)('writing in a real browser', () => {
  let cluster: Cluster
  let stage: Stage
  let browser: Browser
  const contexts: BrowserContext[] = []
  const errors: string[] = []

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
    expect(errors.splice(0)).toEqual([])
  })

  const origin = () => `http://localhost:${new URL(stage.address).port}`

  async function open(
    path: string,
    options: Parameters<Browser['newContext']>[0] & { as?: Member } = {},
  ): Promise<Page> {
    const { as, ...rest } = options
    const context = await browser.newContext({ viewport: { width: 1_000, height: 900 }, ...rest })
    contexts.push(context)
    if (as) await signIn(context, origin(), as.cookie)
    const page = await context.newPage()
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(`${origin()}${path}`)
    return page
  }

  async function newThread(): Promise<string> {
    const slug = `writing-${randomUUID()}`
    await publish(stage.app, { slug, headline: 'An article' })
    return slug
  }

  async function say(text: string, slug: string, who: Member | null = null): Promise<string> {
    const response = await stage.post(
      { text, name: who ? null : 'Gil' },
      { slug, headers: who?.headers },
    )
    expect(response.status).toBe(201)
    return ((await response.json()) as { comment: { id: string } }).comment.id
  }

  const FIELD = '.discussion > .comment-form textarea'
  const POST = '.discussion > .comment-form button[type=submit]:not([formaction])'

  /** The field with its tools, ready to be typed in. */
  async function begin(page: Page, field = FIELD): Promise<void> {
    await page.click(field)
    await page.locator('.tool').first().waitFor()
  }

  const select = (page: Page, field: string, from: number, to: number) =>
    page.locator(field).evaluate(
      (element, [start, end]) => {
        const area = element as HTMLTextAreaElement
        area.focus()
        area.setSelectionRange(start ?? 0, end ?? 0)
      },
      [from, to],
    )

  const textIn = (page: Page, field = FIELD) => page.inputValue(field)

  describe('the tools', () => {
    it('are loaded by nobody who only reads', async () => {
      const asked: string[] = []
      const context = await browser.newContext()
      contexts.push(context)
      const page = await context.newPage()
      page.on('request', (request) => asked.push(new URL(request.url()).pathname))
      await page.goto(`${origin()}/articles/ferry`)
      await page.waitForFunction(`document.documentElement.classList.contains('has-script')`)
      await page.waitForLoadState('load')
      const scripts = () => asked.filter((path) => path.endsWith('.js'))
      expect(scripts()).toEqual([expect.stringMatching(/\/page-[^/]+\.js$/)])
      expect(await page.evaluate('indexedDB.databases()')).toEqual([])
      await begin(page)
      expect(scripts().slice(1)).toEqual([expect.stringMatching(/\/writing-[^/]+\.js$/)])
      expect(asked).toContain('/words/writing.json')
    })

    it('work on what is selected, by button and by key, and Ctrl+Z takes it back', async () => {
      const page = await open('/articles/ferry')
      await begin(page)
      await page.keyboard.type('one two three')
      await select(page, FIELD, 4, 7)
      await page.click('.tool[aria-label=Bold]')
      expect(await textIn(page)).toBe('one **two** three')
      await page.keyboard.press('Control+i')
      expect(await textIn(page)).toBe('one ***two*** three')
      await page.keyboard.press('Control+z')
      expect(await textIn(page)).toBe('one **two** three')
      await page.keyboard.press('Control+z')
      expect(await textIn(page)).toBe('one two three')
      await page.keyboard.press('Control+Shift+z')
      expect(await textIn(page)).toBe('one **two** three')
      await select(page, FIELD, 6, 9)
      await page.keyboard.press('Control+b')
      expect(await textIn(page)).toBe('one two three')
      await page.keyboard.press('Control+k')
      expect(await textIn(page)).toBe('one [two](https://) three')
      await page.keyboard.type('https://town.example')
      expect(await textIn(page)).toBe('one [two](https://town.example) three')
    })

    it('make quotes and lists of many lines, and Enter goes on with them', async () => {
      const page = await open('/articles/ferry')
      await begin(page)
      await page.fill(FIELD, 'one\n\ntwo')
      await select(page, FIELD, 0, 8)
      await page.click('.tool[aria-label=Quote]')
      expect(await textIn(page)).toBe('> one\n>\n> two')
      await page.keyboard.press('Control+z')
      expect(await textIn(page)).toBe('one\n\ntwo')
      await page.fill(FIELD, '')
      await page.click('.tool[aria-label=List]')
      await page.keyboard.type('first')
      await page.keyboard.press('Enter')
      await page.keyboard.type('second')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Enter')
      await page.keyboard.type('end')
      expect(await textIn(page)).toBe('- first\n- second\nend')
    })

    it('make a link of words over which an address is pasted', async () => {
      const page = await open('/articles/ferry')
      await begin(page)
      await page.fill(FIELD, 'see here now')
      await select(page, FIELD, 4, 8)
      await page.locator(FIELD).evaluate((field) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', 'https://town.example')
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }))
      })
      expect(await textIn(page)).toBe('see [here](https://town.example) now')
    })

    it('are one stop for Tab, moved through by arrows, large enough for a finger', async () => {
      const page = await open('/articles/ferry')
      await begin(page)
      await page.keyboard.press('Tab')
      const focused = () => page.evaluate('document.activeElement.getAttribute("aria-label")')
      expect(await focused()).toBe('Bold')
      await page.keyboard.press('ArrowRight')
      expect(await focused()).toBe('Italic')
      await page.keyboard.press('End')
      expect(await focused()).toBe('Code')
      await page.keyboard.press('ArrowRight')
      expect(await focused()).toBe('Bold')
      await page.keyboard.press('ArrowLeft')
      expect(await focused()).toBe('Code')
      await page.keyboard.press('Shift+Tab')
      expect(await page.evaluate('document.activeElement.name')).toBe('text')
      for (const tool of await page.locator('.tool').all()) {
        const box = await tool.boundingBox()
        expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24)
      }
    })

    it('move nothing when they come', async () => {
      for (const width of [1_000, 360]) {
        const page = await open('/articles/ferry', { viewport: { width, height: 800 } })
        const place = async () => (await page.locator(POST).boundingBox())?.y
        const before = await place()
        await begin(page)
        expect(await place()).toBe(before)
      }
    })

    it('say how much room is left, near the end alone', async () => {
      const page = await open('/articles/ferry')
      await begin(page)
      const shown = () => page.textContent('.counter')
      await page.fill(FIELD, 'x'.repeat(TEXT_CHARS_MAX - 301))
      expect(await shown()).toBe('')
      await page.fill(FIELD, 'x'.repeat(TEXT_CHARS_MAX - 300))
      expect(await shown()).toBe('300 characters left')
      await page.fill(FIELD, 'x'.repeat(TEXT_CHARS_MAX))
      expect(await shown()).toBe('0 characters left')
      expect(await page.getAttribute(FIELD, 'aria-invalid')).toBe('false')
      // As the server counts: characters, not units, without the spaces around.
      await page.fill(FIELD, `  ${'👍'.repeat(TEXT_CHARS_MAX + 1)}  `)
      expect(await shown()).toBe('1 character too many')
      expect(await page.getAttribute(FIELD, 'aria-invalid')).toBe('true')
    })

    it('are on the form of a reply and of a change too', async () => {
      const ada = await signUp(stage)
      const slug = await newThread()
      const id = await say(words(), slug, ada)
      const page = await open(`/articles/${slug}`, { as: ada })
      await begin(page)
      await page.click(`[data-reply="${id}"]`)
      await page.locator('.is-inline .tool').first().waitFor()
      expect(await page.locator('.is-inline .tool').count()).toBe(6)
      await page.keyboard.type('a')
      await page.keyboard.press('Control+b')
      await page.keyboard.type('b')
      expect(await textIn(page, '.is-inline textarea')).toBe('a**b**')
      await page.goto(`${origin()}/comments/${id}/edit`)
      await begin(page, 'textarea')
      await select(page, 'textarea', 0, 4)
      await page.keyboard.press('Control+i')
      expect(await textIn(page, 'textarea')).toMatch(/^\*\S+/)
    })

    it('meet no barrier, in light and dark, and fit a telephone', async () => {
      const ada = await signUp(stage)
      const slug = await newThread()
      const id = await say(words(), slug, ada)
      for (const width of [1_000, 320]) {
        const page = await open(`/articles/${slug}`, { viewport: { width, height: 800 } })
        await page.click(`[data-reply="${id}"]`)
        await page.locator('.is-inline .tool').first().waitFor()
        await page.fill('.is-inline textarea', 'Hello @')
        await page.locator('.names li').first().waitFor()
        await page.click('.is-inline [formaction]')
        await page.locator('.is-inline .preview p').waitFor()
        expect(await violationsOf(page)).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
          width,
        )
      }
    })
  })

  describe('the preview', () => {
    it('opens in the form, follows what is typed, and tells what would be refused', async () => {
      const ada = await signUp(stage)
      const slug = await newThread()
      const page = await open(`/articles/${slug}`)
      await begin(page)
      await page.keyboard.type('A **bold** word')
      await page.click('[formaction]')
      await page.locator('.preview strong', { hasText: 'bold' }).waitFor()
      expect(await page.getAttribute('[formaction]', 'aria-expanded')).toBe('true')
      await page.click(FIELD)
      await page.keyboard.type(' and `more`')
      await page.locator('.preview code', { hasText: 'more' }).waitFor()
      await page.fill('input[name=name]', ada.name)
      await page.locator('.preview .note', { hasText: 'belongs to somebody else' }).waitFor()
      await page.click('[formaction]')
      await page.locator('.preview').waitFor({ state: 'detached' })
      expect(page.url()).toBe(`${origin()}/articles/${slug}`)
      expect(await stage.wholeThread('best', 50, {}, slug)).toEqual([])
    })

    it('is made by the server where the script cannot have it', async () => {
      const page = await open('/articles/ferry')
      await page.route('**/words/writing.json*', (route) => route.abort())
      await page.fill(FIELD, 'A **bold** word')
      await page.click('[formaction]')
      await page.waitForURL(/\/preview$/)
      expect(await page.textContent('.preview strong')).toBe('bold')
      expect(await page.inputValue('textarea')).toBe('A **bold** word')
    })
  })

  describe('a quote', () => {
    const selectText = (page: Page, id: string) =>
      page
        .locator(`#c-${id} .comment-text`)
        .first()
        .evaluate((text) => {
          const range = document.createRange()
          range.selectNodeContents(text)
          getSelection()?.removeAllRanges()
          getSelection()?.addRange(range)
        })

    it('is offered beside selected words, keeps paragraphs, and leaves the caret below', async () => {
      const slug = await newThread()
      const [first, second] = [words(), words()]
      const id = await say(`${first}\n\n${second} 2 * 3 * 4`, slug)
      const page = await open(`/articles/${slug}`)
      await selectText(page, id)
      const button = page.locator('.quote-button')
      await button.waitFor()
      expect(await violationsOf(page)).toEqual([])
      await button.click()
      const field = '.is-inline textarea'
      await page.waitForFunction(
        (at) => document.querySelector<HTMLTextAreaElement>(at)?.value,
        field,
      )
      expect(await textIn(page, field)).toBe(`> ${first}\n>\n> ${second} 2 \\* 3 \\* 4\n\n`)
      await page.keyboard.type('Really?')
      expect(await textIn(page, field)).toMatch(/\n\nReally\?$/)
      await page.keyboard.press('Control+z')
      await page.keyboard.press('Control+z')
      expect(await textIn(page, field)).toBe('')
      expect(await button.count()).toBe(0)
    })

    it('comes with “Reply” by mouse and by keyboard, below what was begun', async () => {
      const slug = await newThread()
      const said = words()
      const id = await say(said, slug)
      const page = await open(`/articles/${slug}`)
      await page.click(`[data-reply="${id}"]`)
      const field = '.is-inline textarea'
      await page.locator(field).waitFor()
      await page.keyboard.type('I begin.')
      await page.keyboard.press('Escape')
      await selectText(page, id)
      await page.locator('.quote-button').waitFor()
      await page.click(`[data-reply="${id}"]`)
      await page.waitForFunction(
        (at) => document.querySelector<HTMLTextAreaElement>(at)?.value.includes('>'),
        field,
      )
      expect(await textIn(page, field)).toBe(`I begin.\n\n> ${said}\n\n`)
      await page.fill(field, '')
      await page.keyboard.press('Escape')
      await selectText(page, id)
      await page.locator('.quote-button').waitFor()
      await page.focus(`[data-reply="${id}"]`)
      await page.keyboard.press('Enter')
      await page.waitForFunction(
        (at) => document.querySelector<HTMLTextAreaElement>(at)?.value,
        field,
      )
      expect(await textIn(page, field)).toBe(`> ${said}\n\n`)
    })

    it('is not offered across comments, nor in a closed discussion', async () => {
      const slug = await newThread()
      const [first, second] = [await say(words(), slug), await say(words(), slug)]
      const page = await open(`/articles/${slug}`)
      await selectText(page, first)
      await page.locator('.quote-button').waitFor()
      await page.evaluate(
        ([a, b]) => {
          const text = (id?: string) => document.querySelector(`#c-${id} .comment-text p`)
          const [from, to] = [text(a), text(b)]
          if (from && to) getSelection()?.setBaseAndExtent(from, 0, to, 1)
        },
        [first, second],
      )
      await page.locator('.quote-button').waitFor({ state: 'detached' })
    })
  })

  describe('names after “@”', () => {
    it('are offered while one types, and taken by keyboard or finger', async () => {
      const slug = await newThread()
      const [ada, bob] = [
        await signUp(stage, { name: `Zoë Quill ${'bdfg'[count % 4]}` }),
        await signUp(stage, { name: 'Bob Marsh' }),
      ]
      await say(words(), slug, ada)
      await say(words(), slug, bob)
      const page = await open(`/articles/${slug}`)
      await begin(page)
      await page.keyboard.type('As @')
      const options = page.locator('.names li')
      await options.first().waitFor()
      expect(await options.allTextContents()).toEqual([bob.name, ada.name])
      await page.keyboard.type('zo')
      await page.waitForFunction('document.querySelectorAll(".names li").length === 1')
      expect(await page.getAttribute(FIELD, 'aria-activedescendant')).toBe(
        await options.first().getAttribute('id'),
      )
      expect(await violationsOf(page)).toEqual([])
      await page.keyboard.press('Enter')
      expect(await textIn(page)).toBe(`As @${ada.name} `)
      expect(await options.first().isVisible()).toBe(false)
      await page.keyboard.type('and @')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowUp')
      await options.filter({ hasText: 'Bob' }).click()
      expect(await textIn(page)).toBe(`As @${ada.name} and @${bob.name} `)
      await page.keyboard.press('Control+z')
      expect(await textIn(page)).toBe(`As @${ada.name} and @`)
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      await page.keyboard.type('mar')
      await options.first().waitFor()
      expect(asked.filter((url) => url.endsWith('/people'))).toEqual([])
    })

    it('give way to Escape, which then closes the reply; and to who types on', async () => {
      const slug = await newThread()
      const ada = await signUp(stage)
      const id = await say(words(), slug, ada)
      const page = await open(`/articles/${slug}`)
      await page.click(`[data-reply="${id}"]`)
      await page.locator('.is-inline .tool').first().waitFor()
      await page.keyboard.type('@')
      await page.locator('.names li').first().waitFor()
      await page.keyboard.press('Escape')
      expect(await page.locator('.names').isVisible()).toBe(false)
      await page.keyboard.type('m')
      expect(await page.locator('.names').isVisible()).toBe(false)
      await page.keyboard.press('Enter')
      expect(await textIn(page, '.is-inline textarea')).toBe('@m\n')
      await page.keyboard.press('Escape')
      expect(await page.locator('form.is-inline').count()).toBe(0)
      await page.getByText('Continue your reply').waitFor()
    })
  })

  describe('a comment on its way', () => {
    const COMMENTS = '**/api/v1/articles/*/comments'
    const shows = (page: Page, text: string) => page.locator('.comment', { hasText: text })

    /** Holds what the page posts until it is let go. */
    async function hold(page: Page): Promise<{ route: Promise<Route>; free(): Promise<void> }> {
      let caught: (route: Route) => void
      const route = new Promise<Route>((done) => {
        caught = done
      })
      await page.route(COMMENTS, (one) => caught(one))
      return { route, free: () => page.unroute(COMMENTS) }
    }

    it('stands in its place at once, grey, and then as it is', async () => {
      const slug = await newThread()
      const page = await open(`/articles/${slug}`)
      const held = await hold(page)
      const [first, second] = [words(), words()]
      await begin(page)
      await page.fill(FIELD, `${first}\n\n**${second}**`)
      await page.fill('input[name=name]', 'Nora')
      await page.click(POST)
      const sending = page.locator('.thread > .is-sending')
      await sending.waitFor()
      expect(await sending.textContent()).toContain('Nora')
      expect(await sending.textContent()).toContain('Sending…')
      expect(await sending.locator('p').allTextContents()).toEqual([first, `**${second}**`])
      expect(await violationsOf(page)).toEqual([])
      // Pressed again it does nothing.
      await page
        .locator(POST)
        .evaluate((button) => (button as HTMLButtonElement).form?.requestSubmit())
      await (await held.route).continue()
      const lit = page.locator('.comment.is-lit', { hasText: first })
      await lit.waitFor()
      expect(await lit.locator('strong').textContent()).toBe(second)
      expect(await shows(page, first).count()).toBe(1)
      expect(await textIn(page)).toBe('')
      expect(await stage.wholeThread('best', 50, {}, slug)).toHaveLength(1)
    })

    it('is no news, and stands there once, when the event comes before the answer', async () => {
      const slug = await newThread()
      const other = words()
      const page = await open(`/articles/${slug}`)
      await page.waitForResponse((response) => new URL(response.url()).pathname.endsWith('/live'))
      const held = await hold(page)
      const text = words()
      await begin(page)
      await page.fill(FIELD, text)
      await page.click(POST)
      const route = await held.route
      const answer = await route.fetch()
      await say(other, slug)
      // Both events have come when the other one is told; only its comment may be counted.
      await route.fulfill({ response: answer })
      await page.getByRole('button', { name: /1 new comment/ }).waitFor()
      await shows(page, text).waitFor()
      expect(await shows(page, text).count()).toBe(1)
      await page.getByRole('button', { name: /1 new comment/ }).click()
      await shows(page, other).waitFor()
      expect(await shows(page, text).count()).toBe(1)
    })

    it('stands there once when the thread is shown anew while it is sent', async () => {
      const slug = await newThread()
      const page = await open(`/articles/${slug}`)
      await page.waitForResponse((response) => new URL(response.url()).pathname.endsWith('/live'))
      const other = words()
      await say(other, slug)
      const pill = page.getByRole('button', { name: /1 new comment/ })
      await pill.waitFor()
      const held = await hold(page)
      const text = words()
      await begin(page)
      await page.fill(FIELD, text)
      await page.click(POST)
      const route = await held.route
      const answer = await route.fetch()
      await pill.click()
      await shows(page, other).waitFor()
      await shows(page, text).waitFor()
      expect(await shows(page, text).count()).toBe(1)
      await route.fulfill({ response: answer })
      await page.locator('.comment.is-lit', { hasText: text }).waitFor()
      expect(await shows(page, text).count()).toBe(1)
      await page.waitForFunction(
        (at) => document.querySelector<HTMLTextAreaElement>(at)?.value === '',
        FIELD,
      )
    })

    it('says when nobody knows whether it arrived, keeps the text, and is never posted twice', async () => {
      const slug = await newThread()
      const page = await open(`/articles/${slug}`)
      const held = await hold(page)
      const text = words()
      await begin(page)
      await page.fill(FIELD, text)
      await page.click(POST)
      const route = await held.route
      // It arrives, and the answer is lost.
      expect((await route.fetch()).status()).toBe(201)
      await route.abort()
      await held.free()
      const failed = page.locator('.thread > .is-failed')
      await failed.getByText('we do not know whether your comment arrived').waitFor()
      expect(await textIn(page)).toBe(text)
      expect(await violationsOf(page)).toEqual([])
      await failed.getByRole('button', { name: 'Try again' }).click()
      await page.locator('.comment.is-lit', { hasText: text }).waitFor()
      expect(await shows(page, text).count()).toBe(1)
      expect(await stage.wholeThread('best', 50, {}, slug)).toHaveLength(1)
      expect(await textIn(page)).toBe('')
    })

    it('is told in the form where it has to be changed first', async () => {
      const ada = await signUp(stage)
      const page = await open('/articles/ferry')
      const text = words()
      await begin(page)
      await page.fill(FIELD, text)
      await page.fill('input[name=name]', ada.name)
      await page.click(POST)
      await page
        .locator('.comment-form .note.is-problem', { hasText: 'belongs to somebody else' })
        .waitFor()
      expect(await page.locator('.is-failed, .is-sending').count()).toBe(0)
      expect(await textIn(page)).toBe(text)
      await page.fill('input[name=name]', '')
      await page.click(POST)
      await page.locator('.comment.is-lit', { hasText: text }).waitFor()
      expect(await page.locator('.comment-form .note').count()).toBe(0)
    })

    it('that is held says so in its place, and where to follow it', async () => {
      const slug = await newThread()
      const text = words()
      await say(text, slug)
      const page = await open(`/articles/${slug}`)
      await page.click('.comment-foot .reply')
      await page.locator('.is-inline .tool').first().waitFor()
      await page.fill('.is-inline textarea', text)
      await page.click('.is-inline button[type=submit]')
      const held = page.locator('.replies > .is-held')
      await held.getByText('waits for a moderator').waitFor()
      expect(await held.textContent()).toContain('repeats an earlier comment')
      expect(await page.locator('form.is-inline').count()).toBe(0)
      expect(await violationsOf(page)).toEqual([])
      await held.getByRole('link').click()
      await page.waitForURL(/\/receipts\//)
      expect(await page.textContent('main')).toContain(text)
    })

    it('goes where it answers, and a refused reply comes back into its form', async () => {
      const slug = await newThread()
      const id = await say(words(), slug)
      const page = await open(`/articles/${slug}`)
      await page.click(`[data-reply="${id}"]`)
      await page.locator('.is-inline .tool').first().waitFor()
      const text = words()
      await page.keyboard.type(text)
      await page.route(COMMENTS, (route) =>
        route.fulfill({ status: 503, json: { detail: 'Too many people write at this moment.' } }),
      )
      await page.keyboard.press('Control+Enter')
      const failed = page.locator('.replies > .is-failed')
      await failed.getByText('Too many people write').waitFor()
      expect(await textIn(page, '.is-inline textarea')).toBe(text)
      await page.unroute(COMMENTS)
      await failed.getByRole('button', { name: 'Try again' }).click()
      await page.locator(`#c-${id} > .replies .is-lit`, { hasText: text }).waitFor()
      expect(await page.locator('form.is-inline').count()).toBe(0)
    })

    it('goes out by the plain form where the script cannot be loaded', async () => {
      const slug = await newThread()
      const context = await browser.newContext()
      contexts.push(context)
      const page = await context.newPage()
      await page.route('**/assets/writing-*', (route) => route.abort())
      await page.goto(`${origin()}/articles/${slug}`)
      const text = words()
      await page.fill(FIELD, text)
      await page.click(POST)
      await page.waitForURL(/\/comments\/[0-9a-f-]+/)
      expect(await page.textContent('.is-lit')).toContain(text)
    })
  })
})
