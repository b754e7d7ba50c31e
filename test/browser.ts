/** A real Chromium for the tests; where there is none, browser tests are reported as skipped. */
import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
/** Where Chromium is; undefined without one. */
export const CHROMIUM_PATH = PLACES.find((one) => one !== undefined && existsSync(one))

/** True where browser tests cannot run. */
export const NO_BROWSER =
  CHROMIUM_PATH === undefined || Boolean(process.env.READERSHIP_TEST_NO_BROWSER)

export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGS })

/** Signs a browser in by the cookie of a session. @param cookie NAME=VALUE */
export function signIn(context: BrowserContext, address: string, cookie: string): Promise<void> {
  const [name = '', value = ''] = cookie.split('=')
  // Ours are for https alone; Chromium sends those of this machine over http as well.
  const url = address.replace('http:', 'https:')
  return context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }])
}

/** What axe finds wrong on a page, a line each: everything in the light, and its colours in the dark. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.evaluate(axe.source)
  const found = await violationsOfRules(page, [
    'wcag2a',
    'wcag2aa',
    'wcag21a',
    'wcag21aa',
    'wcag22aa',
    'best-practice',
  ])
  await page.emulateMedia({ colorScheme: 'dark' })
  const rules = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }
  found.push(...(await violationsOfRules(page, rules)).map((one) => `in the dark: ${one}`))
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
  return found
}

/** All that is right would be many times the page: it is not asked for, and not sent here. */
const violationsOfRules = (page: Page, runOnly: unknown): Promise<string[]> =>
  page.evaluate(`axe.run(document, { resultTypes: ['violations'], runOnly: ${JSON.stringify(runOnly)} })
    .then(({ violations }) => violations.map(({ id, nodes }) =>
      id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`)
