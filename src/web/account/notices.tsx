/** The notices of one's account, when they go by mail, and whom one has muted. */
import {
  type Actor,
  isTelling,
  listMutes,
  listNotices,
  markRead,
  mute,
  type NoticeRow,
  readNotice,
  readTelling,
  type SignedIn,
  setTelling,
  TELLINGS,
  TOLD_KINDS,
  type ToldKind,
} from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import { directionOf, excerptOf } from '../../core/text.js'
import { readTold, type ToldRow } from '../../discussion/index.js'
import type { Telling } from '../../platform/schema.js'
import { fieldsOf } from '../form.js'
import { NoticesPage, type NoticesProps, type ShownComment } from '../pages/account/notices-page.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'

export const noticeRoutes = (ctx: WebCtx): Route[] => [
  {
    // Looking marks nothing as read: browsers fetch pages ahead, and somebody may look over a shoulder.
    method: 'GET',
    url: '/account/notices',
    may: 'own-account',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const { before = null, saved } = request.query as Record<string, string | undefined>
      return answerPrivate(
        reply,
        <NoticesPage {...(await noticesPage(ctx, signedIn(actor), before, saved !== undefined))} />,
      )
    },
  },
  {
    method: 'POST',
    url: '/account/notices/read',
    may: 'own-account',
    speaks: 'html',
    limit: 'account-form',
    handler: async (request, reply, actor) => {
      const { accountId } = signedIn(actor)
      const { notice, upTo } = fieldsOf(request.body, ['notice', 'upTo'])
      await markRead(ctx, accountId, {
        ...(notice === '' ? {} : { noticeId: idIn(notice) }),
        ...(upTo === '' ? {} : { upToId: idIn(upTo) }),
      })
      return redirect(reply, urls.notices())
    },
  },
  {
    // By the notice, not by the person: what a guest says elsewhere under another name is nobody's to tie together.
    method: 'POST',
    url: '/account/notices/mute',
    may: 'own-account',
    speaks: 'html',
    limit: 'account-form',
    handler: async (request, reply, actor) => {
      const { accountId } = signedIn(actor)
      const { notice } = fieldsOf(request.body, ['notice'])
      const { comment_id } = await readNotice(ctx, accountId, idIn(notice))
      const comments = await readTold(ctx, ctx.db, comment_id === null ? [] : [comment_id])
      const personId = comments.get(comment_id ?? '')?.person_id
      if (!personId) throw new Refusal('account/person-not-found')
      await mute(ctx, { accountId, personId })
      return redirect(reply, `${urls.notices()}#mutes`)
    },
  },
  {
    method: 'POST',
    url: '/account/notices/settings',
    may: 'own-account',
    speaks: 'html',
    limit: 'account-form',
    handler: async (request, reply, actor) => {
      const { accountId } = signedIn(actor)
      await setTelling(ctx, { accountId, ...tellingsIn(request.body) })
      return redirect(reply, `${urls.notices()}?saved=1`)
    },
  },
]

/** What is chosen; a kind that the form does not have stays as it is. @throws Refusal request/invalid */
function tellingsIn(body: unknown): Partial<Record<ToldKind, Telling>> {
  const chosen = Object.entries(fieldsOf(body, TOLD_KINDS)).filter(([, telling]) => telling !== '')
  return Object.fromEntries(
    chosen.map(([kind, telling]) => {
      if (!isTelling(telling)) throw new Refusal('request/invalid', { detail: TELLINGS.join(', ') })
      return [kind, telling]
    }),
  )
}

/** @throws Refusal access/sign-in */
function signedIn(actor: Actor): SignedIn {
  if (actor.kind !== 'account') throw new Refusal('access/sign-in')
  return actor
}

/** @throws Refusal request/invalid */
function idIn(text: string): string {
  if (!isId(text)) throw new Refusal('request/invalid', { detail: 'id' })
  return text
}

/** @throws Refusal request/cursor-invalid */
async function noticesPage(
  ctx: WebCtx,
  actor: SignedIn,
  before: string | null,
  isSaved: boolean,
): Promise<NoticesProps> {
  if (before !== null && !isId(before)) throw new Refusal('request/cursor-invalid')
  const { notices, nextBefore } = await listNotices(ctx, actor.accountId, { before })
  const [told, telling, mutes, shell] = await Promise.all([
    readTold(
      ctx,
      ctx.db,
      notices.flatMap((one) => one.comment_id ?? []),
    ),
    readTelling(ctx, actor.accountId),
    listMutes(ctx, actor.accountId),
    shellOf(ctx, actor),
  ])
  const shown = notices.map((notice) => {
    const row = told.get(notice.comment_id ?? '')
    return { notice, comment: row ? shownComment(actor, notice, row) : null }
  })
  const isFirstPage = before === null
  return { shell, actor, notices: shown, isFirstPage, nextBefore, telling, isSaved, mutes }
}

/** As much of a notice's page as an excerpt; the comment itself is a click away. */
const EXCERPT_CHARS_MAX = 300

/** Replies and mentions as everybody may see them now; one's own comment also when it was removed. */
function shownComment(actor: SignedIn, notice: NoticeRow, row: ToldRow): ShownComment | null {
  const isOwn = notice.kind === 'decision' && row.account_id === actor.accountId
  const isMuted = row.person_id !== null && actor.muted.has(row.person_id)
  const isPublished = row.state === 'published'
  const isShown = isOwn ? row.state !== 'deleted' : isPublished && !isMuted
  return {
    url: `${urls.comment(row.article_slug, row.id)}#c-${row.id}`,
    headline: row.article_headline,
    by: isShown ? row.author_name : null,
    excerpt: isShown ? excerptOf(row.text, EXCERPT_CHARS_MAX) : '',
    language: row.language,
    dir: directionOf(row.text),
    isPublished,
    isMuted,
    mayMute: notice.kind !== 'decision' && row.person_id !== null && isShown,
  }
}
