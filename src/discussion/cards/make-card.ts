/** Making a card: its page is asked, what it says is judged, and the threads that show it are told. */
import { newId } from '../../core/ids.js'
import { type Emit, write } from '../../platform/events.js'
import { keepPicture } from '../../platform/pictures/index.js'
import type { DiscussionCtx } from '../ctx.js'
import {
  type CardOutcome,
  deleteUnusedCards,
  fillCard,
  findThreadsShowing,
  findWantedCard,
  planCard,
} from '../store/cards.js'
import { deleteUnusedPictures } from '../store/pictures.js'
import { askPage, askPicture, type Learnt } from './ask-page.js'
import { CARD_MISS_MS } from './link-cards.js'

/** Times that a page which does not answer is asked, and the pauses between them in milliseconds. */
export const CARD_TRIES_MAX = 3
const PAUSES_MS = [60_000, 10 * 60_000]
/** Threads whose pages are made anew for a card; others show it when they change. */
const THREADS_TOLD_MAX = 50
/** Cards forgotten in one transaction. */
const CARDS_AT_ONCE = 200

/** The job after `card.wanted`: asks a page that a published comment links to. Running it twice asks once. */
export async function makeCard(ctx: DiscussionCtx, input: { cardId: string }): Promise<void> {
  const card = await findWantedCard(ctx.db, input.cardId)
  if (!card) return
  const learnt = judged(ctx, card, await askPage(ctx, card.url))
  const tries = card.tries + 1
  if ('problem' in learnt && learnt.mayPass && tries < CARD_TRIES_MAX)
    return askAgain(ctx, card.id, tries)
  const pictureUrl = 'problem' in learnt ? null : learnt.facts.pictureUrl
  const picture = pictureUrl === null ? null : await askPicture(ctx, pictureUrl)
  await write(ctx, async (tx, emit) => {
    const kept = picture && (await keepPicture(ctx, tx, { purpose: 'card', ...picture }))
    const outcome = { ...outcomeOf(learnt), pictureId: kept?.id ?? null }
    const before = await fillCard(tx, card.id, outcome, ctx.clock())
    if (before !== null) await deleteUnusedPictures(tx, [before])
    await tellThreads(tx, emit, card.id)
  })
}

const tellThreads = async (
  tx: Parameters<typeof findThreadsShowing>[0],
  emit: Emit,
  cardId: string,
): Promise<void> => {
  const threadIds = await findThreadsShowing(tx, cardId, THREADS_TOLD_MAX)
  if (threadIds.length > 0) emit({ name: 'card.made', threadIds })
}

const askAgain = (ctx: DiscussionCtx, cardId: string, tries: number): Promise<void> =>
  write(ctx, async (tx, emit) => {
    const at = new Date(ctx.clock().getTime() + (PAUSES_MS[tries - 1] ?? 0))
    await planCard(tx, cardId, { at, tries })
    emit({ name: 'card.wanted', cardId, runAt: at.toISOString() })
  })

type Card = { id: string; url: string }

/** A card stands under somebody's comment: its words are judged as if they were there. */
function judged(ctx: DiscussionCtx, card: Card, learnt: Learnt): Learnt {
  if ('problem' in learnt) return learnt
  const { facts, host, url } = learnt
  const now = ctx.clock()
  const { outcome } = ctx.judge.judgeAside({
    id: newId(now.getTime()),
    text: [facts.title, facts.description, facts.siteName, host].filter(Boolean).join('\n\n'),
    links: [...new Set([card.url, url])],
    authorName: null,
    placeId: card.id,
    at: now,
  })
  return outcome === 'publish' ? learnt : { problem: 'judged', mayPass: false }
}

function outcomeOf(learnt: Learnt): Omit<CardOutcome, 'pictureId'> {
  const nothing = {
    shownHost: null,
    title: null,
    description: null,
    siteName: null,
    language: null,
  }
  if ('problem' in learnt) return { ...nothing, state: 'none', problem: learnt.problem }
  const { title, description, siteName, language } = learnt.facts
  const said = { title, description, siteName, language, shownHost: learnt.host }
  return { ...nothing, ...said, state: 'shown', problem: null }
}

/** Forgets pages to which no comment links any more. */
export async function sweepCards(ctx: DiscussionCtx): Promise<void> {
  const before = new Date(ctx.clock().getTime() - CARD_MISS_MS)
  const where = { siteId: ctx.site.id, before, limit: CARDS_AT_ONCE }
  for (let swept = CARDS_AT_ONCE; swept >= CARDS_AT_ONCE; )
    swept = await write(ctx, async (tx) => {
      const gone = await deleteUnusedCards(tx, where)
      await deleteUnusedPictures(tx, [...new Set(gone.flatMap((id) => id ?? []))])
      return gone.length
    })
}
