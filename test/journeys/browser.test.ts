import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startCampaign } from '../../src/funding/index.js'
import { demoRecords, runImport } from '../../src/importing/index.js'
import { write } from '../../src/platform/events.js'
import { NO_BROWSER, openBrowser, violationsOf } from '../browser.js'
import { type Cluster, chatter, openCluster, openStage, type Stage } from '../cast.js'

describe.skipIf(NO_BROWSER)('in a real browser', () => {
  let cluster: Cluster
  let stage: Stage
  let browser: Browser
  const contexts: BrowserContext[] = []
  beforeAll(async () => {
    cluster = await openCluster()
    stage = await openStage(await cluster.create())
    const { ctx } = stage.app
    await runImport(ctx, demoRecords(new Date()), {
      source: 'demo',
      trust: true,
      dryRun: false,
      folder: null,
    })
    await write(ctx, (tx, emit) =>
      startCampaign(ctx, tx, emit, {
        title: null,
        currency: 'USD',
        goalMinor: 5_000_00n,
        ticksMinor: [2_500_00n],
      }),
    )
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

  const open = async (path: string, options: Parameters<Browser['newContext']>[0] = {}) => {
    const context = await browser.newContext({
      viewport: { width: 1_100, height: 900 },
      ...options,
    })
    contexts.push(context)
    const page = await context.newPage()
    await page.goto(`${stage.address}${path}`)
    return page
  }

  it('takes a comment without JavaScript', async () => {
    const page = await open('/articles/ferry', { javaScriptEnabled: false })
    const words = chatter(1)
    await page.fill('textarea[name=text]', words)
    await page.fill('input[name=name]', 'Nora Noscript')
    await page.click('.comment-form button[type=submit]')
    await page.waitForURL(/\/comments\/[0-9a-f-]+/)
    expect(await page.textContent('.is-lit')).toContain(words)
    await page.goto(`${stage.address}/articles/ferry`)
    expect(await page.textContent('#discussion')).toContain('Nora Noscript')
    await page.click('.comment >> text=Reply')
    await page.fill('textarea[name=text]', chatter(2))
    await page.click('.comment-form button[type=submit]')
    await page.waitForURL(/\/comments\/[0-9a-f-]+/)
    expect(await page.textContent('.ancestors')).toContain(words)
  })

  it('takes a comment and a reply without leaving the page', async () => {
    const page = await open('/articles/ferry')
    const words = chatter(3)
    await page.fill('.discussion > .comment-form textarea', words)
    await page.click('.discussion > .comment-form button[type=submit]')
    const lit = page.locator('.comment.is-lit', { hasText: words })
    await lit.waitFor()
    await lit.getByText('Reply').click()
    const answer = chatter(4)
    await page.fill('form.is-inline textarea', answer)
    await page.click('form.is-inline button[type=submit]')
    await page.locator('.replies .comment.is-lit', { hasText: answer }).waitFor()
    expect(page.url()).toBe(`${stage.address}/articles/ferry`)
    await page.reload()
    expect(await page.textContent('#discussion')).toContain(answer)
  })

  it('tells the author of a held comment, and shows it to nobody', async () => {
    const page = await open('/articles/ferry')
    await stage.say('First', chatter(5))
    await page.fill('.discussion > .comment-form textarea', chatter(5))
    await page.click('.discussion > .comment-form button[type=submit]')
    const note = page.locator('.thread > .is-held .note')
    await note.waitFor()
    expect(await note.textContent()).toMatch(/waits for a moderator.*repeats an earlier comment/s)
    await note.getByRole('link').click()
    await page.waitForURL(/\/receipts\//)
    expect(await page.textContent('main')).toContain(chatter(5))
  })

  it('keeps a draft through a reload and through a server that does not answer', async () => {
    const page = await open('/articles/ferry')
    const words = chatter(6)
    const field = '.discussion > .comment-form textarea'
    await page.click(field)
    await page.locator('.tool').first().waitFor()
    await page.fill(field, words)
    await page.reload()
    await page.waitForFunction((wanted) => {
      const found = document.querySelector<HTMLTextAreaElement>(
        '.discussion > .comment-form textarea',
      )
      return found?.value === wanted
    }, words)
    await page.route('**/api/v1/**/comments', (route) => route.abort())
    await page.click('.discussion > .comment-form button[type=submit]')
    await page.locator('.note.is-problem').waitFor()
    expect(await page.inputValue('.discussion > .comment-form textarea')).toBe(words)
    await page.unroute('**/api/v1/**/comments')
    await page.click('.discussion > .comment-form button[type=submit]')
    await page.locator('.comment.is-lit', { hasText: words }).waitFor()
  })

  it('hears of new comments and moves the meter while the page is open', async () => {
    const page = await open('/articles/ferry')
    const meter = page.locator('[role=meter]').first()
    const before = Number(await meter.getAttribute('aria-valuenow'))
    await page.waitForTimeout(300)
    await stage.say('Elsewhere', chatter(7))
    await page.getByRole('button', { name: /1 new comment/ }).click()
    await page.locator('.comment', { hasText: chatter(7) }).waitFor()
    const gift = await fetch(`${stage.address}/api/v1/gifts`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${stage.staffToken}`,
        'content-type': 'application/json',
        'idempotency-key': 'browser-gift-1',
      },
      body: JSON.stringify({ amountMinor: 125_000, currency: 'USD' }),
    })
    expect(gift.status).toBe(201)
    await page.waitForFunction(
      (was) => Number(document.querySelector('[role=meter]')?.getAttribute('aria-valuenow')) > was,
      before,
    )
  })

  it('asks nobody but the site, and writes no error to the console', async () => {
    const context = await browser.newContext()
    contexts.push(context)
    const page = await context.newPage()
    const hosts = new Set<string>()
    const errors: string[] = []
    page.on('request', (request) => hosts.add(new URL(request.url()).origin))
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    page.on('pageerror', (error) => errors.push(error.message))
    for (const path of ['/', '/articles/ferry-horn', '/support', '/sections/news'])
      await page.goto(stage.address + path)
    expect([...hosts]).toEqual([stage.address])
    expect(errors).toEqual([])
  })

  it('has no accessibility violations, light and dark, on any page', async () => {
    const { comments } = await stage.json<{ comments: { id: string; depth: number }[] }>(
      '/api/v1/articles/ferry-horn/comments?limit=200',
    )
    const deep = comments.reduce((a, b) => (b.depth > a.depth ? b : a))
    const paths = [
      '/',
      '/articles/ferry-horn',
      `/articles/ferry-horn/comments/${deep.id}`,
      '/support',
      '/sections/news',
      '/nowhere',
    ]
    const page = await open('/')
    for (const path of paths) {
      await page.goto(stage.address + path)
      expect([path, await violationsOf(page)]).toEqual([path, []])
    }
  }, 120_000)

  it('stays within a phone of 360 px, six levels deep, and at 320 px', async () => {
    for (const width of [360, 320]) {
      const page = await open('/articles/ferry-horn', { viewport: { width, height: 740 } })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      const narrowest = await page.evaluate(
        `Math.min(...[...document.querySelectorAll('.comment-body, .comment')].map((one) => one.clientWidth))`,
      )
      expect(narrowest).toBeGreaterThan(width / 2)
    }
  })

  it('folds a branch by its button, with the keyboard, and keeps it so', async () => {
    const page = await open('/articles/ferry-horn')
    const button = page.locator('.fold').first()
    await button.focus()
    await page.keyboard.press('Enter')
    expect(await button.getAttribute('aria-expanded')).toBe('false')
    await page.reload()
    await page.waitForFunction(`document.documentElement.classList.contains('has-script')`)
    expect(await page.locator('.fold').first().getAttribute('aria-expanded')).toBe('false')
  })
})
