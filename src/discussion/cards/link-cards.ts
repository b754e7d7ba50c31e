/** Giving comments the cards of their links: known ones at once, others when their page was asked. */
import { newId } from '../../core/ids.js'
import type { Ctx } from '../../platform/ctx.js'
import type { Tx } from '../../platform/database.js'
import { type Emit, EVENT_COMMENTS_MAX, write } from '../../platform/events.js'
import { linksAlone } from '../../platform/markup.js'
import {
  type CardRow,
  countAsked,
  findLinking,
  findOwnPlace,
  lockCard,
  lockLinking,
  type NewCard,
  nextTurn,
  planCard,
  replaceCards,
} from '../store/cards.js'
import { detachCards } from '../store/pictures.js'
import { CARDS_PER_COMMENT_MAX, hashOfUrl, ownPlaceOf, pageUrlOf } from './card.js'

/** A page that is linked again after this is asked again, in milliseconds: 30 days. */
export const CARD_KEPT_MS = 30 * 24 * 60 * 60_000
/** A page that gave no card is asked again when it is linked after this, in milliseconds: a day. */
export const CARD_MISS_MS = 24 * 60 * 60_000
/** Between two pages of one host, in milliseconds, whoever links to them. */
export const CARD_HOST_PAUSE_MS = 2_000
/** A host whose turns reach further into the future is not asked for more, in milliseconds: ten minutes. */
export const CARD_HOST_WAIT_MAX_MS = 10 * 60_000
/** Pages asked in 24 hours: who floods a site with links cannot make it a crawler. */
export const CARDS_PER_DAY_MAX = 2_000
const DAY_MS = 24 * 60 * 60_000

/** Tells of published comments that have links alone on a line. Costs a search in a string where there is no link. */
export function emitLinked(
  ctx: Pick<Ctx, 'config'>,
  emit: Emit,
  published: { id: string; html: string }[],
): void {
  if (!ctx.config.linkCards) return
  const linked = published.filter((one) => linksAlone(one.html).length > 0).map((one) => one.id)
  for (let i = 0; i < linked.length; i += EVENT_COMMENTS_MAX)
    emit({ name: 'comment.linked', commentIds: linked.slice(i, i + EVENT_COMMENTS_MAX) })
}

/** After a comment was changed: the cards of the old text go, those of the new one come. */
export async function relink(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  comment: { id: string; html: string; card_count: number; isPublished: boolean },
): Promise<void> {
  if (comment.card_count > 0) await detachCards(tx, comment.id)
  if (comment.isPublished) emitLinked(ctx, emit, [comment])
}

/** The job after `comment.linked`. Running it twice changes nothing. */
export async function linkCards(ctx: Ctx, input: { commentIds: string[] }): Promise<void> {
  for (const comment of await findLinking(ctx.db, ctx.site.id, input.commentIds)) {
    const wanted = await wantedCards(ctx, comment.html)
    if (wanted.length > 0)
      await write(ctx, async (tx, emit) => {
        if (!(await lockLinking(tx, comment))) return
        const cards: CardRow[] = []
        // In one order for all writers, so that they never wait in a circle.
        for (const one of wanted.toSorted((a, b) => (a.url_hash < b.url_hash ? -1 : 1)))
          cards.push(await lockCard(tx, one))
        const byUrl = new Map(cards.map((one) => [one.url, one]))
        const ids = wanted.flatMap((one) => byUrl.get(one.url)?.id ?? [])
        await replaceCards(tx, comment.id, ids)
        for (const card of cards.toSorted((a, b) => (a.host < b.host ? -1 : 1)))
          await planIfStale(ctx, tx, emit, card)
        if (cards.some((one) => one.state === 'shown'))
          emit({ name: 'card.made', threadIds: [comment.thread_id] })
      })
  }
}

/** The cards that a text is to have, the first CARDS_PER_COMMENT_MAX of its links alone on a line. */
async function wantedCards(ctx: Ctx, html: string): Promise<NewCard[]> {
  const cards: NewCard[] = []
  for (const link of linksAlone(html)) {
    if (cards.length === CARDS_PER_COMMENT_MAX) break
    const url = pageUrlOf(link)
    if (url === null) continue
    const place = ownPlaceOf(link, ctx.origin())
    const card = place ? await ownCard(ctx, link, place) : foreignCard(ctx, url)
    if (card && !cards.some((one) => one.url_hash === card.url_hash)) cards.push(card)
  }
  return cards
}

const cardRow = (ctx: Ctx, url: string) => ({
  id: newId(ctx.clock().getTime()),
  site_id: ctx.site.id,
  url_hash: hashOfUrl(url),
  url,
  host: new URL(url).host,
  article_id: null,
  comment_id: null,
})

const foreignCard = (ctx: Ctx, url: string): NewCard => ({
  ...cardRow(ctx, url),
  state: 'waiting',
})

/** Of our own pages nothing is asked and nothing is kept: a card shows what they say now. */
async function ownCard(
  ctx: Ctx,
  link: string,
  place: NonNullable<ReturnType<typeof ownPlaceOf>>,
): Promise<NewCard | null> {
  if (place.kind === 'page') return null
  const found = await findOwnPlace(ctx.db, { siteId: ctx.site.id, ...place })
  if (!found || (place.commentId !== null && found.comment_id === null)) return null
  return { ...cardRow(ctx, link), state: 'shown', ...found }
}

async function planIfStale(ctx: Ctx, tx: Tx, emit: Emit, card: CardRow): Promise<void> {
  const now = ctx.clock()
  if (!isStale(card, now)) return
  const siteId = ctx.site.id
  const since = new Date(now.getTime() - DAY_MS)
  const asked = await countAsked(tx, { siteId, since, limit: CARDS_PER_DAY_MAX })
  const { host } = card
  const at = await nextTurn(tx, { siteId, host, now, pauseMs: CARD_HOST_PAUSE_MS })
  const waitMs = at.getTime() - now.getTime()
  if (asked >= CARDS_PER_DAY_MAX || waitMs > CARD_HOST_WAIT_MAX_MS) return
  await planCard(tx, card.id, { at, tries: 0 })
  emit({ name: 'card.wanted', cardId: card.id, runAt: waitMs > 0 ? at.toISOString() : null })
}

/** True for a page that was never asked, or not of late; not for one that is to be asked just now. */
function isStale(card: CardRow, now: Date): boolean {
  if (card.asked_at === null) return card.state === 'waiting'
  const isPlanned = card.made_at === null || card.made_at < card.asked_at
  const keptMs = card.state === 'shown' ? CARD_KEPT_MS : CARD_MISS_MS
  const ageMs = now.getTime() - card.asked_at.getTime()
  return isPlanned ? ageMs > CARD_MISS_MS : ageMs > keptMs
}
