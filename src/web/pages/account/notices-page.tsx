/** The page of one's notices: what is new, when it goes by mail, whom one muted. */
import type { ComponentChildren } from 'preact'
import {
  decisionOf,
  isApproved,
  type MuteRow,
  type NoticeRow,
  type SignedIn,
  TELLINGS,
  type TellingSettings,
  TOLD_KINDS,
} from '../../../accounts/index.js'
import { fill } from '../../../core/plural.js'
import type { Locale } from '../../../locales/index.js'
import { FormToken } from '../../fragments/form-token.js'
import { MuteForm } from '../../fragments/mute-form.js'
import { formatDate, Time } from '../../fragments/time.js'
import { urls } from '../../urls.js'
import { localeOf, type Shell } from '../layout.js'
import { AccountFrame } from './frame.js'

/** What a comment of a notice is to its reader. */
export type ShownComment = {
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
export type NoticesProps = {
  shell: Shell
  actor: SignedIn
  notices: ShownNotice[]
  isFirstPage: boolean
  nextBefore: string | null
  telling: TellingSettings
  isSaved: boolean
  mutes: MuteRow[]
}

export function NoticesPage(props: NoticesProps) {
  const { shell, notices, actor, isFirstPage, nextBefore } = props
  const locale = localeOf(shell)
  const words = locale.notices
  const newest = notices[0]?.notice.id
  return (
    <AccountFrame
      shell={shell}
      actor={actor}
      title={words.title}
      current={urls.notices()}
      done={props.isSaved ? words.saved : null}
    >
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
      {(!isFirstPage || nextBefore !== null) && (
        <p class="letter-ways">
          {!isFirstPage && <a href={urls.notices()}>{words.newest}</a>}{' '}
          {nextBefore !== null && (
            <a href={`${urls.notices()}?before=${nextBefore}`} rel="next">
              {words.older}
            </a>
          )}
        </p>
      )}
      <Settings {...props} locale={locale} />
      <Mutes {...props} locale={locale} />
    </AccountFrame>
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
  const isMention = notice.kind === 'mention'
  if (comment?.isMuted) return <>{words.replyMuted}</>
  if (!comment?.isPublished) return <>{isMention ? words.mentionGone : words.replyGone}</>
  return (
    <>
      <bdi>{comment.by ?? locale.comment.unknown}</bdi> {isMention ? words.mention : words.reply}
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

function Settings({ actor, telling, locale }: PartProps) {
  const words = locale.notices
  return (
    <section class="account-part" id="settings" aria-labelledby="settings-title">
      <h2 id="settings-title">{words.settings}</h2>
      {!telling.hasMail && <p class="note">{words.noMail}</p>}
      <form class="stack" method="post" action="/account/notices/settings">
        <FormToken actor={actor} />
        {TOLD_KINDS.map((kind) => (
          <fieldset key={kind} class="choices">
            <legend>{words[kind]}</legend>
            {TELLINGS.map((one) => (
              <label key={one}>
                <input type="radio" name={kind} value={one} checked={telling[kind] === one} />{' '}
                {words.tellings[one]}
              </label>
            ))}
          </fieldset>
        ))}
        <button class="button" type="submit">
          {words.save}
        </button>
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
