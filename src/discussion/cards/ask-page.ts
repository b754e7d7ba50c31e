/** Asking a linked page what it is about. Everything goes through the one client for outgoing requests. */
import type { Ctx } from '../../platform/ctx.js'
import { OutboundRefused } from '../../platform/outbound.js'
import {
  kindOf,
  type MadePicture,
  PictureRefused,
  sha256Of,
} from '../../platform/pictures/index.js'
import { factsOf, oembedFacts, type PageFacts } from './page-facts.js'
import { pageText } from './page-text.js'

/** Of a page, in bytes: what it says of itself stands at its beginning. The rest is not read. */
export const CARD_PAGE_BYTES_MAX = 524_288
/** Of an oEmbed answer, in bytes. */
const OEMBED_BYTES_MAX = 65_536
/** Of the picture of a page, in bytes. */
export const CARD_PICTURE_BYTES_MAX = 5_000_000
/** Decoded pixels of the picture of a page: it is shown as large as a stamp. */
const CARD_PIXELS_MAX = 40_000_000
/** In pixels: a stamp, and the same at double density. */
const CARD_WIDTHS = [160, 320]
const CARD_HEIGHT_MAX = 640
/** Narrower pictures, in pixels, are counters and bullets. */
const CARD_WIDTH_MIN = 64

/** What was learnt of a page, or why nothing was; `mayPass`: it can be another time. */
export type Learnt =
  | { facts: PageFacts; host: string; url: string }
  | { problem: string; mayPass: boolean }

/** @throws OutboundRefused `closed` when the program ends */
export async function askPage(ctx: Ctx, url: string): Promise<Learnt> {
  try {
    const answer = await ctx.outbound.fetch(url, {
      accept: 'text/html, application/xhtml+xml;q=0.9',
      headers: { 'accept-language': `${ctx.site.language}, *;q=0.5` },
      bytesMax: CARD_PAGE_BYTES_MAX,
      isCut: true,
    })
    const { status, headers } = answer
    if (status !== 200)
      return { problem: `status ${status}`, mayPass: status >= 500 || status === 429 }
    const type = headers.get('content-type')
    if (!/^\s*(text\/html|application\/xhtml\+xml)\b/i.test(type ?? ''))
      return { problem: 'no page', mayPass: false }
    const robots = headers.get('x-robots-tag')
    const html = pageText(answer.body, { contentType: type, isCut: answer.isCut })
    const facts = factsOf({ html, url: answer.url, robots })
    const whole = facts.title === null ? { ...facts, ...(await askOembed(ctx, facts)) } : facts
    if (whole.title === null) return { problem: 'no title', mayPass: false }
    return { facts: whole, host: new URL(answer.url).host, url: answer.url }
  } catch (error) {
    return problemOf(error)
  }
}

function problemOf(error: unknown): Learnt {
  if (!(error instanceof OutboundRefused) || error.reason === 'closed') throw error
  const mayPass = error.reason === 'too-slow' || error.reason === 'unreachable'
  return { problem: error.reason, mayPass }
}

async function askOembed(ctx: Ctx, { oembedUrl }: PageFacts): Promise<Partial<PageFacts> | null> {
  if (oembedUrl === null) return null
  const accept = 'application/json'
  const answer = await ctx.outbound.fetch(oembedUrl, { accept, bytesMax: OEMBED_BYTES_MAX })
  if (answer.status !== 200) return null
  return oembedFacts(answer.body.toString('utf8'), answer.url)
}

/** The picture of a page, made anew; null when there is none that can be shown. */
export async function askPicture(
  ctx: Ctx,
  url: string,
): Promise<{ sha256: string; made: MadePicture } | null> {
  try {
    const accept = 'image/avif, image/webp, image/jpeg, image/png, image/gif'
    const answer = await ctx.outbound.fetch(url, { accept, bytesMax: CARD_PICTURE_BYTES_MAX })
    const kind = kindOf(answer.body)
    if (answer.status !== 200 || kind === null || kind === 'heic') return null
    const made = await ctx.pictures.make(answer.body, {
      widths: CARD_WIDTHS,
      heightMax: CARD_HEIGHT_MAX,
      pixelsMax: CARD_PIXELS_MAX,
      takes: 'photos',
    })
    const isCounter = (made.files.at(-1)?.width ?? 0) < CARD_WIDTH_MIN
    return isCounter ? null : { sha256: sha256Of(answer.body), made }
  } catch (error) {
    if (error instanceof PictureRefused) return null
    if (error instanceof OutboundRefused && error.reason !== 'closed') return null
    throw error
  }
}
