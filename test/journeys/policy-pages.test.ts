/** The nudge in a real browser, and the page of policies on the desk: on a telephone and a desktop, light and dark. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Member, signUp } from '../accounts/people.js'
import { NO_BROWSER, openBrowser, signIn, violationsOf } from '../browser.js'
import { type Cluster, chatter, openCluster, openStage, type Stage } from '../cast.js'

const FIELD = '.discussion > .comment-form textarea'
const POST = '.discussion > .comment-form button[type=submit]:not([formaction])'
const NUDGING = { preset: 'balanced', thresholds: { insult: { nudge: 0.6, hold: null } } }

let number = 9_000
const calm = () => {
  number += 1
  return chatter(number)
}
const insult = () => `You are an idiot. ${calm()}`

describe.skipIf(NO_BROWSER)('policies in a real browser', () => {
  let cluster: Cluster
  let stage: Stage
  let browser: Browser
  let editor: Member
  /** Her words are longer. */
  let german: Member
  beforeAll(async () => {
    cluster = await openCluster()
    stage = await openStage(await cluster.create())
    editor = await signUp(stage, { role: 'editor', language: 'en', name: 'Edda Quill' })
    german = await signUp(stage, { role: 'editor', language: 'de', name: 'Gerda Quill' })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await stage?.app.close()
    await cluster?.stop()
  })

  const set = (policy: object) =>
    fetch(`${stage.address}/api/v1/policy`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stage.staffToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(policy),
    })
  const open = async (
    path: string,
    options: { width?: number; who?: Member; script?: boolean; dark?: boolean } = {},
  ) => {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1_100, height: 900 },
      colorScheme: options.dark ? 'dark' : 'light',
      javaScriptEnabled: options.script ?? true,
    })
    if (options.who) await signIn(context, stage.address, options.who.cookie)
    const page = await context.newPage()
    await page.goto(stage.address + path)
    return page
  }
  const shoot = async (page: Page, name: string) => {
    const folder = process.env.READERSHIP_TEST_SHOTS
    if (!folder) return
    await page.emulateMedia({ colorScheme: name.endsWith('dark') ? 'dark' : 'light' })
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
  }
  const fits = async (page: Page, width: number) =>
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)

  it('a nudge stands in the form, the text stays, and sent again the comment waits', async () => {
    await set(NUDGING)
    const page = await open('/articles/ferry', { width: 360 })
    const text = insult()
    await page.click(FIELD)
    await page.fill(FIELD, text)
    await page.click(POST)
    const note = page.locator('.comment-form .note.is-nudge')
    await note.waitFor()
    expect(await note.locator('mark').first().textContent()).toContain('idiot')
    expect(await page.inputValue(FIELD)).toBe(text)
    expect(await page.evaluate('document.activeElement?.tagName')).toBe('TEXTAREA')
    expect(await violationsOf(page)).toEqual([])
    await fits(page, 360)
    await shoot(page, 'nudge-360')
    await page.click(POST)
    await page.getByText('Your comment is safe').waitFor()
    expect(await page.inputValue(FIELD)).toBe('')

    // What is written next has no ticket: it is asked about anew, and better words pass.
    await page.fill(FIELD, insult())
    await page.click(POST)
    await note.waitFor()
    const better = calm()
    await page.fill(FIELD, better)
    await page.click(POST)
    await page.locator('.comment-text', { hasText: better.slice(0, 40) }).waitFor()
    expect(await note.count()).toBe(0)
    await page.context().close()
  })

  it('a nudge about a change stands in its form too', async () => {
    await set(NUDGING)
    const member = await signUp(stage)
    const posted = await stage.post({ text: calm() }, { headers: member.headers })
    const { comment } = (await posted.json()) as { comment: { id: string } }
    const page = await open(`/comments/${comment.id}/edit`, { who: member, width: 360, dark: true })
    await page.fill('textarea[name=text]', insult())
    await page.click('.comment-form button[type=submit]:not([formaction])')
    await page.locator('.note.is-nudge mark').first().waitFor()
    expect(await violationsOf(page)).toEqual([])
    await shoot(page, 'nudge-edit-360-dark')
    await page.click('.comment-form button[type=submit]:not([formaction])')
    await page.waitForURL('**/receipts/**')
    await page.context().close()
  })

  it('a nudge without script is a page', async () => {
    await set(NUDGING)
    const page = await open('/articles/ferry', { script: false, width: 360 })
    const text = insult()
    await page.fill(FIELD, text)
    await page.click(POST)
    expect(await page.locator('h1').textContent()).toBe('Once more, please')
    expect(await page.inputValue('textarea[name=text]')).toBe(text)
    await fits(page, 360)
    await shoot(page, 'nudge-page-360')
    await page.click('.comment-form button[type=submit]:not([formaction])')
    expect(page.url()).toContain('/receipts/')
    await page.context().close()
  })

  it('the desk has no barriers, on a telephone too, before a trial and after', async () => {
    await set({ preset: null })
    for (let i = 0; i < 12; i++) await stage.say('Ada', i % 3 === 0 ? insult() : calm())
    for (const width of [320, 360, 1_100])
      for (const dark of [false, true]) {
        const page = await open('/desk/policy', { who: width < 400 ? german : editor, width, dark })
        expect(await violationsOf(page)).toEqual([])
        await page.check('input[value=open]')
        await page.click('summary')
        await page.selectOption('[name="threat.hold"]', '0.95')
        await page.click('button[value=try]')
        await page.locator('.back-test').waitFor()
        expect(await page.isChecked('input[value=open]')).toBe(true)
        expect(await violationsOf(page)).toEqual([])
        await fits(page, width)
        await shoot(page, `policy-${width}${dark ? '-dark' : ''}`)
        await page.context().close()
      }
  }, 120_000)
})
