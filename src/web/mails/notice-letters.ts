/** The letters of notices, and the two jobs that send them. Each looks at the comments as they are when it is written. */
import {
  type Addressee,
  decisionOf,
  findMutedPersons,
  type NoticeLetters,
  type NoticeRow,
  sendAtOnce,
  sendDaily,
  type ToldKind,
  type Unsubscribing,
  unsubscribeUrls,
} from '../../accounts/index.js'
import { fill, plural } from '../../core/plural.js'
import { excerptOf } from '../../core/text.js'
import { readTold, type ToldRow } from '../../discussion/index.js'
import { type Locale, localeFor } from '../../locales/index.js'
import type { Ctx } from '../../platform/ctx.js'
import type { Tx } from '../../platform/database.js'
import type { Block, Letter } from '../../platform/mail/index.js'
import { urls } from '../urls.js'

/** What a letter quotes of a comment: enough to know whether to answer now. */
export const QUOTED_CHARS_MAX = 300
/** News in one letter of the day; the rest is counted. */
export const DIGEST_ITEMS_MAX = 20

/** Job: mails notices to whoever wants to hear at once. */
export async function mailNotices(ctx: Ctx, input: { noticeIds: string[] }): Promise<void> {
  await sendAtOnce(ctx, { ...input, letters: await lettersOf(ctx) })
}

/** Job of every hour: the letters of the day that are due. */
export async function sendDigests(ctx: Ctx): Promise<void> {
  await sendDaily(ctx, { letters: await lettersOf(ctx) })
}

async function lettersOf(ctx: Ctx): Promise<NoticeLetters> {
  const wayOut = await unsubscribeUrls(ctx)
  return {
    async atOnce(tx, to, notice) {
      const [item] = await itemsOf(ctx, tx, to, [notice])
      if (!item) return null
      const unsubscribeUrl = wayOut({ accountId: to.id, kind: kindOf([item], 0) })
      return { ...letterAtOnce(ctx, to, item), unsubscribeUrl }
    },
    async daily(tx, to, day) {
      const items = await itemsOf(ctx, tx, to, day.notices)
      if (items.length === 0) return null
      const unsubscribeUrl = wayOut({ accountId: to.id, kind: kindOf(items, day.more) })
      return { ...letterOfDay(ctx, to, items, day.more), unsubscribeUrl }
    },
  }
}

/** What a letter is about; of what a letter of the day does not show it cannot be known. */
function kindOf(items: Item[], older: number): Unsubscribing['kind'] {
  const [kind, ...others] = new Set(items.map(({ notice }) => toldKindOf(notice)))
  return kind === undefined || others.length > 0 || older > 0 ? 'all' : kind
}

function toldKindOf({ kind }: NoticeRow): ToldKind {
  if (kind === 'reply') return 'replies'
  return kind === 'mention' ? 'mentions' : 'decisions'
}

/** A notice with what is left of its comment. */
type Item = { notice: NoticeRow; comment: ToldRow }

/** Notices that are still worth telling: not of removed comments, nor of people muted since. */
async function itemsOf(ctx: Ctx, tx: Tx, to: Addressee, notices: NoticeRow[]): Promise<Item[]> {
  const ids = notices.flatMap((one) => one.comment_id ?? [])
  const told = await readTold(ctx, tx, ids)
  const muted = await findMutedPersons(tx, to.id)
  return notices.flatMap((notice) => {
    const comment = told.get(notice.comment_id ?? '')
    if (!comment || comment.state === 'deleted') return []
    if (notice.kind === 'decision') return [{ notice, comment }]
    const isMuted = comment.person_id !== null && muted.has(comment.person_id)
    return comment.state === 'published' && !isMuted ? [{ notice, comment }] : []
  })
}

const wordsFor = (ctx: Ctx, to: Addressee): Locale => localeFor(to.language ?? ctx.site.language)

function letterAtOnce(ctx: Ctx, to: Addressee, item: Item): Letter {
  const words = wordsFor(ctx, to).notices.letters
  return {
    subject: fill(subjectFor(words, item), { headline: item.comment.article_headline }),
    blocks: [...blocksOf(words, item), buttonOf(ctx, words, item)],
    footer: [why(ctx, words.whyAtOnce)],
  }
}

function letterOfDay(ctx: Ctx, to: Addressee, items: Item[], older: number): Letter {
  const { language, notices } = wordsFor(ctx, to)
  const words = notices.letters
  const more = Math.max(0, items.length - DIGEST_ITEMS_MAX) + older
  return {
    subject: plural(language, words.dailySubject, items.length + older, { site: ctx.site.name }),
    blocks: [
      ...items.slice(0, DIGEST_ITEMS_MAX).flatMap((item) => blocksOf(words, item)),
      ...(more > 0 ? [text(plural(language, words.more, more))] : []),
      { kind: 'button', label: words.noticesButton, url: ctx.origin() + urls.notices() },
    ],
    footer: [why(ctx, words.whyDaily)],
  }
}

type Words = Locale['notices']['letters']

const text = (words: string): Block => ({ kind: 'text', text: words })
const why = (ctx: Ctx, sentence: string): string =>
  fill(sentence, { site: ctx.site.name, url: ctx.origin() + urls.notices() })

function subjectFor(words: Words, { notice }: Item): string {
  if (notice.kind === 'reply') return words.replySubject
  if (notice.kind === 'mention') return words.mentionSubject
  return decisionOf(notice).action === 'publish' ? words.publishedSubject : words.removedSubject
}

function blocksOf(words: Words, { notice, comment }: Item): Block[] {
  const headline = comment.article_headline
  if (notice.kind === 'reply')
    return [text(fill(words.reply, { headline })), quoteOf(words, comment)]
  if (notice.kind === 'mention')
    return [text(fill(words.mention, { headline })), quoteOf(words, comment)]
  const { action, rule } = decisionOf(notice)
  if (action === 'remove')
    return [
      text(fill(words.removed, { headline })),
      ...(rule === null ? [] : [text(fill(words.rule, { rule }))]),
    ]
  return [
    text(fill(words.published, { headline })),
    // What was removed meanwhile is quoted to nobody, its author included.
    ...(comment.state === 'published' ? [quoteOf(words, comment)] : []),
  ]
}

const quoteOf = (words: Words, comment: ToldRow): Block => ({
  kind: 'quote',
  by: comment.author_name ?? words.unknown,
  text: excerptOf(comment.text, QUOTED_CHARS_MAX),
})

function buttonOf(ctx: Ctx, words: Words, { notice, comment }: Item): Block {
  const place = `${urls.comment(comment.article_slug, comment.id)}#c-${comment.id}`
  if (notice.kind === 'reply')
    return { kind: 'button', label: words.replyButton, url: ctx.origin() + place }
  if (notice.kind === 'mention')
    return { kind: 'button', label: words.mentionButton, url: ctx.origin() + place }
  return comment.state === 'published'
    ? { kind: 'button', label: words.publishedButton, url: ctx.origin() + place }
    : { kind: 'button', label: words.noticesButton, url: ctx.origin() + urls.notices() }
}
