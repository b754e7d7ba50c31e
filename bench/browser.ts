/** A page in headless Chromium as somebody sees it who was never there: when the first comment is painted, what it asks for. */
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium, type Page } from 'playwright-core'

const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-headless-shell',
]
/** After the first comment, until what a page loads late has come too. */
const LATE_MS = 1_000
/** A page that shows no comment by then shows none. */
const SEEN_MS_MAX = 60_000
const VIEWPORT = { width: 1280, height: 1024 }

export type Look = {
  /** From the start of the navigation until the frame after the one in which the first comment was there. */
  firstCommentMs: number
  /** As they came over the network, heads included; without streams that stay open. */
  bytes: number
  requests: number
  /** Requests to other hosts: none of them is let through, so they cost the page nothing here. */
  foreignRequests: number
}

/** Chromium that reaches this machine alone; null where there is none. */
export async function openBrowser(): Promise<Browser | null> {
  const path = PLACES.find((one) => one !== undefined && existsSync(one))
  if (path === undefined) return null
  return chromium.launch({
    executablePath: path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  })
}

/**
 * Opens a page with an empty cache.
 * @param page.comment selector of a comment's text; it may stand in frames of the same site
 * @param slowdown how many times slower the processor is, by Chromium's own throttling; 1: as it is
 * @throws Error when no comment comes into view
 */
export async function look(
  browser: Browser,
  page: { address: string; comment: string },
  slowdown: number,
): Promise<Look> {
  const context = await browser.newContext({ viewport: VIEWPORT })
  try {
    const tab = await context.newPage()
    const traffic = await watchTraffic(tab, new URL(page.address).hostname)
    const session = await context.newCDPSession(tab)
    if (slowdown > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    await tab.addInitScript(watchForComment, page.comment)
    const answer = await tab.goto(page.address, { waitUntil: 'commit', timeout: SEEN_MS_MAX })
    if (answer?.ok() === false) throw new Error(`status ${answer.status()}`)
    const seen = await tab.waitForFunction(() => Reflect.get(window, 'firstCommentMs'), null, {
      timeout: SEEN_MS_MAX,
      polling: 100,
    })
    const firstCommentMs = Number(await seen.jsonValue())
    await sleep(LATE_MS)
    return { firstCommentMs, ...traffic() }
  } finally {
    await context.close()
  }
}

/**
 * Runs in the page before anything of its own. Frames are the browser's own beat: it asks for one only when it could
 * paint, so a style sheet that holds back painting holds this back too. Found in one frame, the comment is painted at
 * its end, which the beginning of the next frame tells.
 */
function watchForComment(selector: string): void {
  if (window !== window.top) return
  const isSeen = (text: Element): boolean => {
    const view = text.ownerDocument.defaultView
    const frame = view?.frameElement?.getBoundingClientRect()
    const box = text.getBoundingClientRect()
    const top = box.top + (frame?.top ?? 0)
    const style = view?.getComputedStyle(text)
    return (
      box.height > 0 &&
      box.width > 0 &&
      top < innerHeight &&
      top + box.height > 0 &&
      style?.visibility === 'visible' &&
      style.opacity !== '0' &&
      (text.textContent ?? '').trim() !== ''
    )
  }
  const documents = (): Document[] => {
    const inner = [...document.querySelectorAll('iframe')].flatMap(
      (frame) => frame.contentDocument ?? [],
    )
    return [document, ...inner]
  }
  const beat = () => {
    const found = documents().some((one) => {
      const text = one.querySelector(selector)
      return text !== null && isSeen(text)
    })
    requestAnimationFrame(
      found ? () => Reflect.set(window, 'firstCommentMs', performance.now()) : beat,
    )
  }
  requestAnimationFrame(beat)
}

/** Counts what a page asks for and gets. */
async function watchTraffic(tab: Page, host: string): Promise<() => Omit<Look, 'firstCommentMs'>> {
  const session = await tab.context().newCDPSession(tab)
  let [bytes, requests, foreignRequests] = [0, 0, 0]
  await session.send('Network.enable')
  session.on('Network.requestWillBeSent', ({ request }) => {
    if (!/^https?:/.test(request.url)) return
    if (new URL(request.url).hostname === host) requests += 1
    else foreignRequests += 1
  })
  // Heads and body together; a stream that stays open has no end and is not counted.
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  return () => ({ bytes, requests, foreignRequests })
}
