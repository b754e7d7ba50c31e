/** The notices of one's account, when they go by mail, and whom one has muted. */
import type { ComponentChildren } from 'preact'
import {
  type Actor,
  decisionOf,
  isApproved,
  isTelling,
  listMutes,
  listNotices,
  type MuteRow,
  markRead,
  mute,
  type NoticeRow,
  readNotice,
  readTelling,
  type SignedIn,
  setTelling,
  TELLINGS,
  type TellingSettings,
} from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { fill } from '../../core/plural.js'
import { Refusal } from '../../core/refusals.js'
import { directionOf, excerptOf } from '../../core/text.js'
import { readTold, type ToldRow } from '../../discussion/index.js'
import type { Locale } from '../../locales/index.js'
import { fieldsOf } from '../form.js'
import { FormToken } from '../fragments/form-token.js'
import { formatDate, Time } from '../fragments/time.js'
import { Layout, localeOf, type Shell } from '../pages/layout.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'
import { MuteForm } from './profile.js'

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
      const { replies, decisions } = fieldsOf(request.body, ['replies', 'decisions'])
      if (!isTelling(replies) || !isTelling(decisions))
        throw new Refusal('request/invalid', { detail: TELLINGS.join(', ') })
      await setTelling(ctx, { accountId, replies, decisions })
      return redirect(reply, `${urls.notices()}?saved=1#settings`)
    },
  },
]

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

/** What a comment of a notice is to its reader. */
type ShownComment = {
  url: string
  headline: string
  /** Null: the author gave none. */
  by: string | null
  /** '' for what the reader may not see. */
  excerpt: string
  language: string | null
  dir: 'ltr' | 'rtl'
  isPublished: boolean
  isMuted: boolean
  /** Somebody else wrote it, whom one could mute. */
  mayMute: boolean
}
type ShownNotice = { notice: NoticeRow; comment: ShownComment | null }
type NoticesProps = {
  shell: Shell
  actor: SignedIn
  notices: ShownNotice[]
  isFirstPage: boolean
  nextBefore: string | null
  telling: TellingSettings
  isSaved: boolean
  mutes: MuteRow[]
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

/** Replies as everybody may see them now; one's own comment also when it was removed. */
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
    mayMute: notice.kind === 'reply' && row.person_id !== null && isShown,
  }
}

function NoticesPage(props: NoticesProps) {
  const { shell, notices, actor, isFirstPage, nextBefore } = props
  const locale = localeOf(shell)
  const words = locale.notices
  const newest = notices[0]?.notice.id
  return (
    <Layout shell={shell} title={words.title} canonical={null}>
      <div class="letter account">
        <h1>{words.title}</h1>
        {notices.length === 0 && <p class="quiet">{words.none}</p>}
        {isFirstPage && actor.unread > 0 && newest !== undefined && (
          <form method="post" action="/account/notices/read">
            <FormToken actor={actor} />
            <input type="hidden" name="upTo" value={newest} />
            <button class="button is-quiet is-small" type="submit">
              {words.markAll}
            </button>
          </form>
        )}
        {notices.length > 0 && (
          <ul class="rows">
            {notices.map((one) => (
              <NoticeItem key={one.notice.id} {...one} actor={actor} locale={locale} />
            ))}
          </ul>
        )}
        <p class="letter-ways">
          {!isFirstPage && <a href={urls.notices()}>{words.newest}</a>}{' '}
          {nextBefore !== null && (
            <a href={`${urls.notices()}?before=${nextBefore}`} rel="next">
              {words.older}
            </a>
          )}
        </p>
        <Settings {...props} locale={locale} />
        <Mutes {...props} locale={locale} />
      </div>
    </Layout>
  )
}

type ItemProps = ShownNotice & { actor: SignedIn; locale: Locale }

function NoticeItem({ notice, comment, actor, locale }: ItemProps) {
  const words = locale.notices
  const isUnread = notice.read_at === null
  return (
    <li class={isUnread ? 'row is-unread' : 'row'}>
      <div class="row-main">
        <p id={`notice-${notice.id}`}>
          {isUnread && <span class="tag">{words.new}</span>}{' '}
          <News notice={notice} comment={comment} locale={locale} />{' '}
          <span class="quiet">
            <Time iso={notice.created_at.toISOString()} locale={locale} month="short" />
          </span>
        </p>
        {notice.comment_id !== null && <About notice={notice} comment={comment} locale={locale} />}
      </div>
      {isUnread && (
        <RowForm actor={actor} notice={notice} act="read">
          {words.markOne}
        </RowForm>
      )}
      {comment?.mayMute && (
        <RowForm actor={actor} notice={notice} act="mute">
          {words.mute}
        </RowForm>
      )}
    </li>
  )
}

type RowFormProps = {
  actor: SignedIn
  notice: NoticeRow
  act: 'read' | 'mute'
  children: ComponentChildren
}

/** A button that does something with one notice; the notice itself tells with which. */
function RowForm({ actor, notice, act, children }: RowFormProps) {
  return (
    <form class="row-act" method="post" action={`${urls.notices()}/${act}`}>
      <FormToken actor={actor} />
      <input type="hidden" name="notice" value={notice.id} />
      <button
        class="button is-quiet is-small"
        type="submit"
        aria-describedby={`notice-${notice.id}`}
      >
        {children}
      </button>
    </form>
  )
}

function News({ notice, comment, locale }: ShownNotice & { locale: Locale }) {
  const words = locale.notices
  if (notice.kind === 'claim')
    return <>{isApproved(notice) ? words.claimApproved : words.claimRefused}</>
  if (notice.kind === 'security')
    return (
      <>
        {words.security} <a href={urls.security()}>{words.lookAtSecurity}</a>
      </>
    )
  if (notice.kind === 'decision')
    return <>{decisionOf(notice).action === 'publish' ? words.published : words.removed}</>
  if (comment?.isMuted) return <>{words.replyMuted}</>
  if (!comment?.isPublished) return <>{words.replyGone}</>
  return (
    <>
      <bdi>{comment.by ?? locale.comment.unknown}</bdi> {words.reply}
    </>
  )
}

/** The comment of a notice: under which article, what it says, the way to it. */
function About({ notice, comment, locale }: ShownNotice & { locale: Locale }) {
  const words = locale.notices
  if (comment === null)
    return notice.kind === 'decision' ? <p class="quiet">{words.commentGone}</p> : null
  const { rule } = decisionOf(notice)
  const isLinked = comment.isPublished && !comment.isMuted
  return (
    <>
      {rule !== null && <p>{fill(words.rule, { rule })}</p>}
      {comment.excerpt !== '' && (
        <blockquote lang={comment.language ?? ''} dir={comment.dir}>
          <p>{comment.excerpt}</p>
        </blockquote>
      )}
      <p class="quiet">
        {words.on} <bdi>{comment.headline}</bdi>
        {isLinked && (
          <>
            {' · '}
            <a href={comment.url}>{words.see}</a>
          </>
        )}
      </p>
    </>
  )
}

type PartProps = NoticesProps & { locale: Locale }

function Settings({ actor, telling, isSaved, locale }: PartProps) {
  const words = locale.notices
  return (
    <section class="account-part" id="settings" aria-labelledby="settings-title">
      <h2 id="settings-title">{words.settings}</h2>
      {isSaved && (
        <p class="note" role="status">
          {words.saved}
        </p>
      )}
      {!telling.hasMail && <p class="note">{words.noMail}</p>}
      <form method="post" action="/account/notices/settings">
        <FormToken actor={actor} />
        {(['replies', 'decisions'] as const).map((kind) => (
          <fieldset key={kind} class="field">
            <legend class="field-label">{words[kind]}</legend>
            {TELLINGS.map((one) => (
              <label key={one} class="choice">
                <input type="radio" name={kind} value={one} checked={telling[kind] === one} />{' '}
                {words.tellings[one]}
              </label>
            ))}
          </fieldset>
        ))}
        <p class="form-foot">
          <button class="button" type="submit">
            {words.save}
          </button>
        </p>
      </form>
    </section>
  )
}

function Mutes({ actor, mutes, locale }: PartProps) {
  const words = locale.notices
  return (
    <section class="account-part" id="mutes" aria-labelledby="mutes-title">
      <h2 id="mutes-title">{words.mutes}</h2>
      {mutes.length === 0 && <p class="quiet">{words.noMutes}</p>}
      {mutes.length > 0 && (
        <ul class="rows">
          {mutes.map((one) => (
            <li key={one.person_id} class="row">
              <div class="row-main">
                <MutedName mute={one} locale={locale} />{' '}
                <span class="quiet">
                  {fill(words.mutedSince, {
                    date: formatDate(locale.language, one.created_at.toISOString(), 'short'),
                  })}
                </span>
              </div>
              <MuteForm
                actor={actor}
                locale={locale}
                personId={one.person_id}
                name={nameOf(one, locale)}
                isMuted
                next={`${urls.notices()}#mutes`}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Guests have no name here: they may have another one by now, which would tie the two together. */
const nameOf = ({ kind, name }: MuteRow, locale: Locale): string =>
  kind === 'guest' ? locale.notices.guest : name || locale.comment.unknown

function MutedName({ mute, locale }: { mute: MuteRow; locale: Locale }) {
  const name = nameOf(mute, locale)
  const hasPage = (mute.kind === 'reader' || mute.kind === 'imported') && mute.name !== ''
  return <bdi>{hasPage ? <a href={urls.person(mute.person_id)}>{name}</a> : name}</bdi>
}
