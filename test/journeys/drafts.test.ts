/** Drafts in a real browser: what was typed outlives the server, the page, the browser, signing in, and every error. */
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { JOURNAL_EVERY_MS } from '../../src/browser/writing/journal.js'
import { TEXT_CHARS_MAX } from '../../src/discussion/index.js'
import { type Member, signUp } from '../accounts/people.js'
import { CHROMIUM_ARGS, CHROMIUM_PATH, NO_BROWSER, openBrowser, violationsOf } from '../browser.js'
import {
  type ApiComment,
  type Cluster,
  chatter,
  openCluster,
  openStage,
  publish,
  type Stage,
} from '../cast.js'
import { type Program, startProgram } from '../program.js'

const FIELD = '.discussion > .comment-form textarea'
const POST = '.discussion > .comment-form button[type=submit]:not([formaction])'
const COMMENTS = '**/api/v1/articles/*/comments'
const DAY_MS = 86_400_000

let count = 0
const words = () => {
  count += 1
  return chatter(60_000 + count)
}

const localhost = (address: string) => `http://localhost:${new URL(address).port}`

/** Types, with the tools there: then drafts are kept. */
async function type(page: Page, text: string, field = FIELD): Promise<void> {
  await page.click(field)
  await page.locator('.tool').first().waitFor()
  await page.fill(field, text)
}

const has = (page: Page, text: string, field = FIELD) =>
  page.waitForFunction(
    ([at, wanted]) => document.querySelector<HTMLTextAreaElement>(at ?? '')?.value === wanted,
    [field, text],
  )

/** Resolves when the journal has this text. */
const journaled = (page: Page, text: string) =>
  page.waitForFunction(async (wanted) => {
    const opened = indexedDB.open('readership')
    const db = await new Promise<IDBDatabase>((done) => {
      opened.onsuccess = () => done(opened.result)
    })
    const asked = db.transaction('drafts').objectStore('drafts').getAll()
    const all = await new Promise<{ text: string }[]>((done) => {
      asked.onsuccess = () => done(asked.result)
    })
    db.close()
    return all.some((one) => one.text === wanted)
  }, text)

describe.skipIf(NO_BROWSER)('a draft', () => {
  let cluster: Cluster
  let stage: Stage
  let browser: Browser
  let folder: string
  const contexts: BrowserContext[] = []

  beforeAll(async () => {
    cluster = await openCluster()
    stage = await openStage(await cluster.create())
    browser = await openBrowser()
    folder = await mkdtemp(join(tmpdir(), 'readership-drafts-'))
  })
  afterAll(async () => {
    await browser?.close()
    await stage?.app.close()
    await cluster?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
  })

  const origin = () => localhost(stage.address)

  async function open(
    url: string,
    options: Parameters<Browser['newContext']>[0] & { as?: Member } = {},
  ): Promise<Page> {
    const { as, ...rest } = options
    const context = await browser.newContext({ viewport: { width: 1_000, height: 900 }, ...rest })
    contexts.push(context)
    if (as) {
      const [name = '', value = ''] = as.cookie.split('=')
      const secure = origin().replace('http:', 'https:')
      await context.addCookies([{ name, value, url: secure, httpOnly: true, sameSite: 'Lax' }])
    }
    const page = await context.newPage()
    await page.goto(url)
    return page
  }

  async function newThread(at = stage): Promise<string> {
    count += 1
    const slug = `drafts-${count}`
    await publish(at.app, { slug, headline: 'An article' })
    return slug
  }

  const commentsOf = (slug: string) => stage.wholeThread('best', 50, {}, slug)

  describe('and the server', () => {
    it('outlives its end by kill -9: posting says the truth, and the same is posted once', async () => {
      const data = {
        READERSHIP_DATA: join(folder, 'data'),
        DATABASE_URL: await cluster.create(),
        READERSHIP_DEMO: 'on',
      }
      let program: Program = await startProgram(data)
      const { port } = new URL(program.address)
      const page = await open(`${program.address}/articles/ferry-horn`)
      const said = async (text: string) => {
        const found = await fetch(
          `${program.address}/api/v1/articles/ferry-horn/comments?order=newest&limit=200`,
        )
        const { comments } = (await found.json()) as { comments: ApiComment[] }
        return comments.filter((one) => one.text === text).length
      }
      try {
        const [first, second] = [words(), words()]
        await type(page, first)
        await program.end('SIGKILL')
        await page.click(POST)
        const failed = page.locator('.thread > .is-failed')
        await failed.getByText('we do not know whether your comment arrived').waitFor()
        expect(await page.inputValue(FIELD)).toBe(first)
        program = await startProgram({ ...data, PORT: port })
        await failed.getByRole('button', { name: 'Try again' }).click()
        await page.locator('.comment.is-lit', { hasText: first }).waitFor()
        expect(await said(first)).toBe(1)

        // Killed when the comment is on its disk, and before it could say so.
        await page.route(COMMENTS, async (route) => {
          expect((await route.fetch()).status()).toBe(201)
          await program.end('SIGKILL')
          await route.abort()
        })
        await type(page, second)
        await page.click(POST)
        await failed.waitFor()
        await page.unroute(COMMENTS)
        program = await startProgram({ ...data, PORT: port })
        await failed.getByRole('button', { name: 'Try again' }).click()
        await page.locator('.comment.is-lit', { hasText: second }).waitFor()
        expect(await said(second)).toBe(1)
        expect(await page.locator('.comment', { hasText: second }).count()).toBe(1)
      } finally {
        await program.end('SIGTERM')
      }
    }, 240_000)

    it('is there after a reload while the server is gone, and after its answer was lost', async () => {
      const slug = await newThread()
      const page = await open(`${origin()}/articles/${slug}`)
      const text = words()
      await type(page, text)
      await page.route(COMMENTS, async (route) => {
        await route.fetch()
        await route.abort()
      })
      await page.click(POST)
      await page.locator('.is-failed').waitFor()
      await page.unroute(COMMENTS)
      await page.reload()
      await has(page, text)
      // The key is kept with the words: it is the same comment.
      await page.click(POST)
      await page.locator('.comment.is-lit', { hasText: text }).waitFor()
      expect(await page.locator('.comment', { hasText: text }).count()).toBe(1)
      expect(await commentsOf(slug)).toHaveLength(1)
      await page.reload()
      await page.waitForFunction(`document.documentElement.classList.contains('has-script')`)
      await type(page, '')
      expect(await page.inputValue(FIELD)).toBe('')
    })
  })

  describe('and the browser', () => {
    /** A browser with a profile on the disk, and the process to kill. */
    async function launch(profile: string): Promise<{ context: BrowserContext; kill(): void }> {
      const userData = join(folder, profile)
      const context = await chromium.launchPersistentContext(userData, {
        executablePath: CHROMIUM_PATH,
        args: CHROMIUM_ARGS,
      })
      return { context, kill: () => process.kill(mainProcessOf(userData), 'SIGKILL') }
    }

    /** Chromium's own process, not those of its pages. */
    function mainProcessOf(userData: string): number {
      for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
        try {
          const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
          if (line.includes(`--user-data-dir=${userData}\0`) && !line.includes('--type='))
            return Number(pid)
        } catch {
          // It has ended meanwhile.
        }
      throw new Error('no such browser')
    }

    it('outlives its end by kill -9, for comments and replies', async () => {
      const slug = await newThread()
      const { comment } = (await (
        await stage.post({ text: words(), name: 'Gil' }, { slug })
      ).json()) as { comment: ApiComment }
      const first = await launch('killed')
      const page = await first.context.newPage()
      await page.goto(`${origin()}/articles/${slug}`)
      const [text, reply] = [words(), words()]
      await type(page, text)
      await page.click(`[data-reply="${comment.id}"]`)
      await page.locator('.is-inline .tool').first().waitFor()
      await page.fill('.is-inline textarea', reply)
      await journaled(page, text)
      await journaled(page, reply)
      // Another transaction sees it a moment before it is on the disk.
      await page.waitForTimeout(2 * JOURNAL_EVERY_MS)
      first.kill()
      await first.context.close().catch(() => undefined)

      const second = await launch('killed')
      const again = await second.context.newPage()
      await again.goto(`${origin()}/articles/${slug}`)
      await has(again, text)
      await again.getByText('Continue your reply').click()
      await has(again, reply, '.is-inline textarea')
      await second.context.close()
    })

    it('posts nothing twice when it was killed while it sent', async () => {
      const slug = await newThread()
      const first = await launch('sending')
      const page = await first.context.newPage()
      await page.goto(`${origin()}/articles/${slug}`)
      const text = words()
      await type(page, text)
      const arrived = new Promise<void>((done) => {
        void page.route(COMMENTS, async (route) => {
          await route.fetch()
          done()
        })
      })
      await page.click(POST)
      await arrived
      first.kill()
      await first.context.close().catch(() => undefined)
      expect(await commentsOf(slug)).toHaveLength(1)

      const second = await launch('sending')
      const again = await second.context.newPage()
      await again.goto(`${origin()}/articles/${slug}`)
      await has(again, text)
      await again.click(POST)
      await again.locator('.comment.is-lit', { hasText: text }).waitFor()
      expect(await again.locator('.comment', { hasText: text }).count()).toBe(1)
      expect(await commentsOf(slug)).toHaveLength(1)
      await second.context.close()
    })
  })

  describe('and signing in', () => {
    it('is there when one comes back by mail, to the comment and to the reply', async () => {
      const closed = await openStage(await cluster.create(), {}, { GUEST_COMMENTS: 'off' })
      try {
        const slug = await newThread(closed)
        const ada = await signUp(closed)
        const response = await closed.post({ text: words() }, { slug, headers: ada.headers })
        const { comment } = (await response.json()) as { comment: ApiComment }
        const home = localhost(closed.address)
        const page = await open(`${home}/articles/${slug}`)
        const [text, reply] = [words(), words()]
        await type(page, text)
        await page.click(`[data-reply="${comment.id}"]`)
        await page.locator('.is-inline .tool').first().waitFor()
        await page.fill('.is-inline textarea', reply)

        const signIn = async (mail: string) => {
          await page.waitForURL(/\/sign-in/)
          await page.fill('input[name=mail]', mail)
          await page.click('form[action="/sign-in"] button')
          await page.waitForURL(/\/sign-in\/sent/)
          await closed.app.drain()
          const { rows } = await closed.app.ctx.pool.query<{ text: string }>(
            'select text from mail where to_address = $1 order by id desc limit 1',
            [mail],
          )
          const path = /\/sign-in\/link\/[\w-]+/.exec(rows[0]?.text ?? '')?.[0]
          await page.goto(`${home}${path}`)
          await page.click('main form button')
        }
        await page.click('.is-inline >> text=Sign in to write')
        await signIn('nora@example.org')
        await page.waitForURL(new RegExp(`/articles/${slug}/comments/${comment.id}`))
        await has(page, reply, '.reply-place textarea')
        await page.context().clearCookies()
        await page.goto(`${home}/articles/${slug}`)
        await has(page, text)
        await page.click('.discussion > .comment-form >> text=Sign in to write')
        await signIn('nora@example.org')
        await page.waitForURL(new RegExp(`/articles/${slug}$`))
        await has(page, text)
        expect(await page.textContent('.discussion > .comment-form')).toContain('Choose a name')
      } finally {
        await closed.app.close()
      }
    })

    it('is nobody’s after signing out', async () => {
      const ada = await signUp(stage)
      const page = await open(`${origin()}/articles/ferry`, { as: ada })
      await type(page, words())
      await page.goto(`${origin()}/account`)
      await page.click('form[action="/sign-out"] button')
      await page.waitForURL(`${origin()}/`)
      await page.waitForFunction(async () => {
        const kept = Object.keys(localStorage).filter((key) => key.includes('draft'))
        return kept.length === 0 && (await indexedDB.databases()).length === 0
      })
      await page.goto(`${origin()}/articles/ferry`)
      await page.click(FIELD)
      await page.locator('.tool').first().waitFor()
      expect(await page.inputValue(FIELD)).toBe('')
    })
  })

  describe('and time', () => {
    it('is kept for 7 days and no longer', async () => {
      const page = await open(`${origin()}/articles/ferry`)
      const now = Date.now()
      await page.clock.setFixedTime(now)
      const text = words()
      await type(page, text)
      await page.clock.setFixedTime(now + 7 * DAY_MS)
      await page.reload()
      await has(page, text)
      await page.clock.setFixedTime(now + 7 * DAY_MS + 1)
      await page.goto(`${origin()}/articles/ferry?`)
      await page.waitForFunction(async () => {
        const kept = Object.keys(localStorage).filter((key) => key.includes('draft'))
        return kept.length === 0
      })
      await page.click(FIELD)
      await page.locator('.tool').first().waitFor()
      expect(await page.inputValue(FIELD)).toBe('')
    })

    it('stands above what was typed before it could be put back', async () => {
      const slug = await newThread()
      const page = await open(`${origin()}/articles/${slug}`)
      const text = words()
      await type(page, text)
      await journaled(page, text)
      // A browser that is killed has not written this down yet.
      await page.evaluate(() => localStorage.clear())
      let free: () => void = () => undefined
      const freed = new Promise<void>((done) => {
        free = done
      })
      const other = await page.context().newPage()
      await other.route('**/assets/writing-*', async (route) => {
        await freed
        await route.continue()
      })
      await other.goto(`${origin()}/articles/${slug}`)
      await other.click(FIELD)
      await other.keyboard.type('Early words.')
      free()
      await has(other, `${text}\n\nEarly words.`)
      await other.keyboard.type(' More.')
      expect(await other.inputValue(FIELD)).toBe(`${text}\n\nEarly words. More.`)
    })
  })

  describe('and a refusal without script', () => {
    it('comes back in the form, however long', async () => {
      const page = await open(`${origin()}/articles/ferry`, { javaScriptEnabled: false })
      const text = `${words()}\n\n${'ä'.repeat(TEXT_CHARS_MAX)}`
      await page.fill(FIELD, text)
      await page.fill('.comment-form input[name=name]', 'Nora')
      await page.click(POST)
      await page.waitForURL(/\/comments$/)
      expect(await page.inputValue('textarea')).toBe(text)
      expect(await page.inputValue('input[name=name]')).toBe('Nora')
      expect(await page.textContent('.note')).toContain('at most 10000 characters')
      const short = words()
      await page.fill('textarea', short)
      await page.click('.comment-form button:not([formaction])')
      await page.waitForURL(/\/comments\/[0-9a-f-]+/)
      expect(await page.textContent('.is-lit')).toContain(short)
    })
  })

  describe('of a change', () => {
    const change = async (who: Member, id: string, text: string) => {
      const response = await fetch(`${stage.address}/api/v1/comments/${id}/edit`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...who.headers },
        body: JSON.stringify({ text }),
      })
      expect(response.status).toBe(200)
    }

    it('is put back with a word, dropped on wish, and saved from the page', async () => {
      const ada = await signUp(stage)
      const slug = await newThread()
      const [before, after] = [words(), words()]
      const response = await stage.post({ text: before }, { slug, headers: ada.headers })
      const { comment } = (await response.json()) as { comment: ApiComment }
      const url = `${origin()}/comments/${comment.id}/edit`
      const page = await open(url, { as: ada })
      await type(page, after, 'textarea')
      await page.reload()
      await has(page, after, 'textarea')
      await page.getByText('This is the change that you had begun.').waitFor()
      expect(await violationsOf(page)).toEqual([])
      await page.getByRole('button', { name: 'Discard this change' }).click()
      expect(await page.inputValue('textarea')).toBe(before)
      await page.reload()
      await page.click('textarea')
      await page.locator('.tool').first().waitFor()
      expect(await page.inputValue('textarea')).toBe(before)

      await page.fill('textarea', after)
      const EDIT = '**/api/v1/comments/*/edit'
      await page.route(EDIT, (route) => route.abort())
      await page.click('main form button[type=submit]')
      await page.locator('.note.is-problem', { hasText: 'could not reach the server' }).waitFor()
      expect(await page.inputValue('textarea')).toBe(after)
      await page.unroute(EDIT)
      await page.click('main form button[type=submit]')
      await page.waitForURL(new RegExp(`#c-${comment.id}`))
      expect(await page.textContent('.is-lit .comment-text')).toContain(after)
      await page.goto(url)
      await page.click('textarea')
      await page.locator('.tool').first().waitFor()
      expect(await page.locator('.note').count()).toBe(0)
    })

    it('is not put back over a text that came later; who saves sees both', async () => {
      const ada = await signUp(stage)
      const slug = await newThread()
      const [before, mine, later] = [words(), words(), words()]
      const response = await stage.post({ text: before }, { slug, headers: ada.headers })
      const { comment } = (await response.json()) as { comment: ApiComment }
      const page = await open(`${origin()}/comments/${comment.id}/edit`, { as: ada })
      await type(page, mine, 'textarea')
      await change(ada, comment.id, later)
      await page.click('main form button[type=submit]')
      await page.waitForSelector('#present')
      expect(await page.textContent('main')).toContain(later)
      expect(await page.inputValue('textarea')).toBe(mine)
      await page.goto(`${origin()}/comments/${comment.id}/edit`)
      await page.click('textarea')
      await page.locator('.tool').first().waitFor()
      expect(await page.inputValue('textarea')).toBe(later)
    })
  })
})
