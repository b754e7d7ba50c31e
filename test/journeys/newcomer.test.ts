import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_BROWSER, openBrowser, violationsOf } from '../browser.js'
import { eventually, type Program, startProgram } from '../program.js'

/** What somebody does on the first evening with the program, in the order in which they do it. */
describe.skipIf(NO_BROWSER)('a newcomer', () => {
  let folder: string
  let program: Program
  let browser: Browser
  let origin: string
  const found: string[] = []
  const errors: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'readership-newcomer-'))
    program = await startProgram({ READERSHIP_DATA: join(folder, 'data'), READERSHIP_DEMO: 'on' })
    origin = `http://localhost:${new URL(program.address).port}`
    browser = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await program?.end('SIGTERM')
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  /** A person at a device of their own, with a fingerprint reader. */
  async function person(): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${page.url()} ${message.text()}`)
    })
    const device = await context.newCDPSession(page)
    await device.send('WebAuthn.enable')
    await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    return { context, page }
  }

  /** Looks at a page with axe, light and dark. */
  async function look(page: Page): Promise<void> {
    const path = new URL(page.url()).pathname
    for (const violation of await violationsOf(page)) found.push(`${path} ${violation}`)
  }

  async function chooseName(page: Page, name: string): Promise<void> {
    await page.goto(`${origin}/account`)
    await page.fill('input[name=name]', name)
    await page.click('form[action="/account/name"] button')
    await page.waitForURL(/done=name/)
  }

  const owner = {} as { page: Page; context: BrowserContext }
  const reader = {} as { page: Page; context: BrowserContext }
  const moderator = {} as { page: Page; context: BrowserContext }
  let slug = ''

  it('opens the printed link and becomes the owner, with a passkey', async () => {
    Object.assign(owner, await person())
    const link = /http:\/\/\S+\/invitation\/\S+/.exec(program.printed())?.[0] ?? ''
    const { page } = owner
    await page.goto(link)
    await look(page)
    await page.click('main form button')
    await page.waitForURL(`${origin}/account/security`)
    await look(page)
    await page.click('[data-passkey=register]')
    await page.waitForURL(/done=/)
    await look(page)
    await chooseName(page, 'Ada Quill')
    await look(page)
    await page.goto(`${origin}/desk`)
    await look(page)
    expect(await page.textContent('h1')).toBe('Desk')
    // The link has done its work: nobody else can use it.
    expect((await fetch(link)).status).toBe(410)
  })

  it('invites a moderator, who accepts by the letter in the outbox', async () => {
    const { page } = owner
    await page.goto(`${origin}/desk/people`)
    await look(page)
    await page.fill('input[name=mail]', 'mo@example.org')
    await page.check('input[name=role][value=moderator]')
    await page.click('form[action="/desk/people/invite"] button')
    await page.waitForURL(/done=invited/)
    const link = await linkInOutbox('invitation')
    Object.assign(moderator, await person())
    await moderator.page.goto(link)
    await moderator.page.click('main form button')
    await moderator.page.waitForURL(`${origin}/account/security`)
    // Without a second factor the desk stays shut.
    await moderator.page.goto(`${origin}/desk/people`)
    expect(moderator.page.url()).toContain('/sign-in/second-factor')
    await look(moderator.page)
    await moderator.page.goto(`${origin}/account/security`)
    await moderator.page.click('[data-passkey=register]')
    await moderator.page.waitForURL(/done=/)
    await chooseName(moderator.page, 'Mo Ferrer')
    await moderator.page.goto(`${origin}/desk/people`)
    expect(moderator.page.url()).toBe(`${origin}/desk/people`)
    // Addresses and roles are for owners.
    expect(await moderator.page.content()).not.toContain('mo@example.org')
    expect(await moderator.page.locator('form[action="/desk/people/role"]').count()).toBe(0)
  })

  /** The newest letter with this in its link, as the owner finds it. */
  async function linkInOutbox(kind: string): Promise<string> {
    const { page } = owner
    await page.goto(`${origin}/desk/outbox`)
    await look(page)
    await page.locator('details summary').first().click()
    const href = await page.locator(`details a[href*="/${kind}/"]`).first().getAttribute('href')
    return href ?? ''
  }

  it('signs in as a reader by the letter in the outbox, and comments', async () => {
    Object.assign(reader, await person())
    const { page } = reader
    await page.goto(origin)
    await page.locator('a[href^="/articles/"]').first().click()
    await page.waitForURL(/\/articles\//)
    slug = new URL(page.url()).pathname.split('/')[2] ?? ''
    await page.click('a.account-link')
    await page.waitForURL(/\/sign-in/)
    await look(page)
    await page.fill('input[name=mail]', 'rea@example.org')
    await page.click('form[action="/sign-in"] button')
    await page.waitForURL(/\/sign-in\/sent/)
    await look(page)
    const link = await linkInOutbox('sign-in/link')
    await page.goto(link)
    await look(page)
    await page.click('main form button')
    // Back where the reader was.
    await page.waitForURL(new RegExp(`/articles/${slug}$`))
    expect(await page.textContent('.comment-form')).toContain('Choose a name')
    await chooseName(page, 'Rea Lindqvist')
    await page.goto(`${origin}/articles/${slug}`)
    expect(await page.textContent('.masthead')).toContain('Rea Lindqvist')
    expect(await page.textContent('.comment-form')).toContain('Rea Lindqvist')
    await page.fill('.comment-form textarea', 'The old lamp was kinder to sleepers than the horn.')
    await page.click('.comment-form button[type=submit]')
    await page.waitForSelector('.is-lit >> text=kinder to sleepers')
  })

  it('is told when somebody answers', async () => {
    const { page } = moderator
    await page.goto(`${origin}/articles/${slug}`)
    const comment = page.locator('.branch', { hasText: 'kinder to sleepers' }).first()
    await comment.locator('[data-reply]').first().click()
    await page.fill('form.is-inline textarea', 'It was, and the night boat found its way by it.')
    await page.click('form.is-inline button[type=submit]')
    await page.waitForSelector('.is-lit >> text=found its way by it')
    await eventually(async () => {
      await reader.page.goto(`${origin}/account/notices`)
      return (await reader.page.textContent('main'))?.includes('Mo Ferrer') ?? false
    })
    await look(reader.page)
    await reader.page.goto(`${origin}/articles/${slug}`)
    expect(await reader.page.textContent('.unread')).toBe('1')
  })

  it('has a public page, and can mute somebody', async () => {
    const { page } = reader
    await page.goto(`${origin}/articles/${slug}`)
    await page.locator('.name a', { hasText: 'Mo Ferrer' }).first().click()
    await page.waitForURL(/\/people\//)
    await look(page)
    await page.click('form[action$="/mute"] button')
    await page.goto(`${origin}/articles/${slug}`)
    expect(await page.textContent('.thread')).not.toContain('found its way by it')
    expect(await page.textContent('.thread')).toContain('You muted this person')
    await look(page)
  })

  it('takes everything along, and leaves', async () => {
    const { page } = reader
    await page.goto(`${origin}/account/leave`)
    await look(page)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('form[action="/account/export"] button'),
    ])
    const files = unzipSync(await readFile((await download.path()) ?? ''))
    expect(Buffer.from(files['comments.json'] ?? []).toString()).toContain('kinder to sleepers')
    await page.check('input[name=texts][value=erase]')
    await page.click('form[action="/account/leave"] button')
    await page.waitForSelector('form[action="/account/stay"]')
    await look(page)
    await page.goto(`${origin}/account`)
    await page.click('form[action="/sign-out"] button')
    await page.waitForURL(`${origin}/`)
    expect(await page.textContent('.masthead')).toContain('Sign in')
  })

  it('met no barrier and no error on any of these pages, light or dark', () => {
    expect(found).toEqual([])
    expect(errors.filter((error) => !error.includes('favicon'))).toEqual([])
  })
})
