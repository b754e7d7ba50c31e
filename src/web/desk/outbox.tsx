/** The outbox: every mail of the site and what became of it. Without a mail server, the place where mail is read. */
import type { SignedIn } from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { fill } from '../../core/plural.js'
import { Refusal } from '../../core/refusals.js'
import type { Locale } from '../../locales/index.js'
import {
  isOwnUrl,
  listMails,
  MAIL_DAYS_KEPT,
  type MailRow,
  type MailState,
  OUTBOX_PATH,
  TOO_LATE,
} from '../../platform/mail/index.js'
import { AccountFrame } from '../pages/account/frame.js'
import { localeOf, type Shell } from '../pages/layout.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'

/** Enough to find a mail of today; a page of them loads at once. */
const MAILS_PER_PAGE = 100

export const outboxRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: OUTBOX_PATH,
    may: 'read-outbox',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      // An access token reads no mail: keys to sign in with stand here.
      if (actor.kind !== 'account') throw new Refusal('access/sign-in')
      const { before = null } = request.query as { before?: string }
      return answerPrivate(reply, <OutboxPage {...(await outboxPage(ctx, actor, before))} />)
    },
  },
]

type OutboxProps = {
  shell: Shell
  actor: SignedIn
  mails: MailRow[]
  isFirstPage: boolean
  /** The last mail here when there are older ones. */
  nextBefore: string | null
  hasServer: boolean
  origin: string
}

/** @throws Refusal request/cursor-invalid */
async function outboxPage(
  ctx: WebCtx,
  actor: SignedIn,
  before: string | null,
): Promise<OutboxProps> {
  if (before !== null && !isId(before)) throw new Refusal('request/cursor-invalid')
  const [shell, rows] = await Promise.all([
    shellOf(ctx, actor),
    listMails(ctx.db, ctx.site.id, { beforeId: before, limit: MAILS_PER_PAGE + 1 }),
  ])
  const mails = rows.slice(0, MAILS_PER_PAGE)
  return {
    shell,
    actor,
    mails,
    isFirstPage: before === null,
    nextBefore: rows.length > mails.length ? (mails.at(-1)?.id ?? null) : null,
    hasServer: ctx.config.smtpUrl !== '',
    origin: ctx.origin(),
  }
}

const STATES: readonly MailState[] = ['waiting', 'sent', 'kept', 'failed']

function OutboxPage(props: OutboxProps) {
  const { shell, actor, mails, isFirstPage, nextBefore, hasServer, origin } = props
  const locale = localeOf(shell)
  const words = locale.mails.outbox
  return (
    <AccountFrame shell={shell} actor={actor} title={words.title} current={urls.outbox()}>
      <p class="letter-lead">{fill(words.lead, { days: MAIL_DAYS_KEPT })}</p>
      {!hasServer && (
        <p class="note">
          {words.noServer} {words.newAgain}
        </p>
      )}
      <section class="account-part" aria-label={words.list}>
        {mails.length === 0 && <p class="quiet">{words.empty}</p>}
        {mails.length > 0 && (
          <ul class="rows">
            {mails.map((mail) => (
              <Mail key={mail.id} mail={mail} locale={locale} origin={origin} />
            ))}
          </ul>
        )}
        <p class="letter-ways">
          {!isFirstPage && <a href={urls.outbox()}>{words.newest}</a>}{' '}
          {nextBefore !== null && (
            <a href={`${urls.outbox()}?before=${nextBefore}`} rel="next">
              {words.older}
            </a>
          )}
        </p>
      </section>
      <section class="account-part" aria-labelledby="states">
        <h2 id="states">{words.statesTitle}</h2>
        <dl class="meanings">
          {STATES.map((state) => (
            <div key={state}>
              <dt>{words.states[state]}</dt>
              <dd>{words.meanings[state]}</dd>
            </div>
          ))}
        </dl>
      </section>
    </AccountFrame>
  )
}

type MailProps = { mail: MailRow; locale: Locale; origin: string }

function Mail({ mail, locale, origin }: MailProps) {
  const words = locale.mails.outbox
  return (
    <li class="row">
      <div class="row-main">
        <p>
          <strong>
            <bdi>{mail.subject}</bdi>
          </strong>{' '}
          <span class="tag">{words.states[mail.state]}</span>
        </p>
        <p class="quiet">
          {words.to} <bdi>{mail.to_address}</bdi> · <Moment at={mail.created_at} locale={locale} />{' '}
          · {mail.kind}
        </p>
        {mail.answer !== null && <Answer answer={mail.answer} words={words} />}
        <MailText mail={mail} locale={locale} origin={origin} />
      </div>
    </li>
  )
}

function Answer({ answer, words }: { answer: string; words: Locale['mails']['outbox'] }) {
  if (answer === TOO_LATE) return <p class="quiet">{words.tooLate}</p>
  return (
    <p class="quiet">
      {words.answer} <bdi>{answer}</bdi>
    </p>
  )
}

function MailText({ mail, locale, origin }: MailProps) {
  const words = locale.mails.outbox
  if (mail.text === '') return <p class="quiet">{words.gone}</p>
  // Whoever can read a letter on its way to somebody else could sign in as them.
  if (mail.is_secret && mail.state !== 'kept') return <p class="quiet">{words.sealed}</p>
  return (
    <details>
      <summary>{fill(words.read, { subject: mail.subject })}</summary>
      <pre class="mail-text" dir="auto">
        {mail.state === 'kept' ? withLinks(mail.text, origin) : mail.text}
      </pre>
    </details>
  )
}

/** Addresses of our own site become links; letters carry no others. */
const withLinks = (text: string, origin: string) =>
  text.split(/(\s+)/).map((word, at) =>
    isOwnUrl(word, origin) ? (
      <a key={at} href={word}>
        {word}
      </a>
    ) : (
      word
    ),
  )

const formats = new Map<string, Intl.DateTimeFormat>()

/** Day, hour and minute (UTC, as all times of the site). */
function Moment({ at, locale }: { at: Date; locale: Locale }) {
  const { language } = locale
  const format =
    formats.get(language) ??
    new Intl.DateTimeFormat(language, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZone: 'UTC',
      timeZoneName: 'short',
    })
  formats.set(language, format)
  return <time dateTime={at.toISOString()}>{format.format(at)}</time>
}
