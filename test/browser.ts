/** A real Chromium for the tests; where there is none, browser tests are reported as skipped. */
import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'

const PLACES = [
  process.env.CHROMIUM_PATH,
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

/** What axe finds wrong on a page, a line each. */
export async function violationsOf(page: Page): Promise<string[]> {
  const results = await page.evaluate(`(() => { ${axe.source}; return axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }) })()`)
  return (results as { violations: { id: string; nodes: { html: string }[] }[] }).violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
  )
}
