/** The page of one's own account. */
import type { SignedIn, SignInMethod } from '../../../accounts/index.js'
import { NAME_CHARS_MAX } from '../../../core/names.js'
import { fill, plural } from '../../../core/plural.js'
import { isolated } from '../../../core/text.js'
import type { Locale } from '../../../locales/index.js'
import { FormToken } from '../../fragments/form-token.js'
import { Time } from '../../fragments/time.js'
import { urls } from '../../urls.js'
import { localeOf, type Shell } from '../layout.js'
import { AccountFrame } from './frame.js'
import { VisitsPart } from './visits-part.js'

export type SessionView = {
  id: string
  isHere: boolean
  browser: string
  network: string
  method: SignInMethod
  seenAt: string
}

export type AccountView = {
  name: string
  nameDays: number
  mail: string | null
  language: string | null
  keepsVisits: boolean
  languages: string[]
  siteLanguage: string
  /** Null until a name is chosen. */
  profileUrl: string | null
  /** Null for somebody without a gift. */
  support: { isShown: boolean } | null
  claimable: { personId: string; name: string; kind: string; comments: number }[]
  claims: { person_id: string; name: string; state: 'waiting' | 'approved' | 'refused' }[]
  sessions: SessionView[]
}

export type AccountPageProps = {
  shell: Shell
  actor: SignedIn
  view: AccountView
  done: 'name' | 'mail' | 'language' | 'claim' | 'asked' | 'support' | 'visits' | 'no-visits' | null
  problem: string | null
}

export function AccountPage({ shell, actor, view, done, problem }: AccountPageProps) {
  const locale = localeOf(shell)
  const words = locale.account
  const sentence = {
    name: words.nameSaved,
    mail: words.mailSaved,
    language: words.saved,
    claim: words.claimTaken,
    asked: words.claimAsked,
    support: locale.marks.support.saved,
    visits: locale.ways.visits.kept,
    'no-visits': locale.ways.visits.forgotten,
  }
  const part = { actor, view, locale }
  return (
    <AccountFrame
      shell={shell}
      actor={actor}
      title={words.title}
      current={urls.account()}
      done={done && sentence[done]}
      problem={problem}
    >
      <p class="quiet">{fill(words.signedInAs, { role: words.roles[actor.role] })}</p>
      <NamePart {...part} />
      <ClaimsPart {...part} />
      <SupportPart {...part} />
      <MailPart {...part} />
      <LanguagePart {...part} />
      <VisitsPart actor={actor} isKept={view.keepsVisits} locale={locale} />
      <SessionsPart {...part} />
    </AccountFrame>
  )
}

type PartProps = { actor: SignedIn; view: AccountView; locale: Locale }

function NamePart({ actor, view, locale }: PartProps) {
  const words = locale.account
  return (
    <section class="account-part" aria-labelledby="name">
      <h2 id="name">{words.nameTitle}</h2>
      {view.name === '' && <p>{words.nameFirst}</p>}
      <form class="stack" method="post" action="/account/name">
        <FormToken actor={actor} />
        <label class="field">
          <span class="field-label">{words.name}</span>
          <input
            name="name"
            value={view.name}
            required
            maxLength={NAME_CHARS_MAX}
            autocomplete="nickname"
            dir="auto"
          />
        </label>
        <p class="hint">{fill(words.nameHint, { days: view.nameDays })}</p>
        <div class="form-foot">
          <button class="button" type="submit">
            {words.nameSave}
          </button>
          {view.profileUrl !== null && <a href={view.profileUrl}>{words.profile}</a>}
        </div>
      </form>
    </section>
  )
}

function ClaimsPart({ actor, view, locale }: PartProps) {
  const words = locale.account
  if (view.claimable.length === 0 && view.claims.length === 0) return null
  const sentence = {
    waiting: words.claimWaiting,
    approved: words.claimApproved,
    refused: words.claimRefused,
  }
  return (
    <section class="account-part" aria-labelledby="claims">
      <h2 id="claims">{words.claimsTitle}</h2>
      {view.claimable.length > 0 && <p>{words.claimsLead}</p>}
      <ul class="rows">
        {view.claimable.map((one) => (
          <li class="row" key={one.personId}>
            <div class="row-main">
              <bdi class="name">{one.name || locale.comment.unknown}</bdi>{' '}
              <span class="quiet">
                {plural(locale.language, locale.plurals.comments, one.comments)},{' '}
                {one.kind === 'guest' ? words.claimGuest : words.claimImported}
              </span>
            </div>
            <form class="row-act" method="post" action="/account/claim">
              <FormToken actor={actor} />
              <input type="hidden" name="person" value={one.personId} />
              <button class="button is-small" type="submit">
                {words.claimTake}
              </button>
            </form>
          </li>
        ))}
        {view.claims.map((one) => (
          <li class="row" key={one.person_id}>
            <div class="row-main">{fill(sentence[one.state], { name: isolated(one.name) })}</div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function SupportPart({ actor, view, locale }: PartProps) {
  const words = locale.marks.support
  if (view.support === null) return null
  return (
    <section class="account-part" aria-labelledby="support">
      <h2 id="support">{words.title}</h2>
      <p>{words.lead}</p>
      <form class="stack" method="post" action="/account/support">
        <FormToken actor={actor} />
        <div class="choices">
          <label>
            <input
              type="checkbox"
              name="show"
              value="yes"
              checked={view.support.isShown}
              aria-describedby="support-hint"
            />
            <span>{words.show}</span>
          </label>
        </div>
        <p class="hint" id="support-hint">
          {words.hint}
        </p>
        <button class="button is-quiet" type="submit">
          {words.save}
        </button>
      </form>
    </section>
  )
}

function MailPart({ actor, view, locale }: PartProps) {
  const words = locale.account
  return (
    <section class="account-part" aria-labelledby="mail">
      <h2 id="mail">{words.mailTitle}</h2>
      <p>{view.mail === null ? words.mailNone : fill(words.mailNow, { mail: view.mail })}</p>
      <form class="stack" method="post" action="/account/mail">
        <FormToken actor={actor} />
        <label class="field">
          <span class="field-label">{words.mailNew}</span>
          <input type="email" name="mail" required autocomplete="email" maxLength={254} dir="ltr" />
        </label>
        <button class="button is-quiet" type="submit">
          {words.mailChange}
        </button>
      </form>
    </section>
  )
}

function LanguagePart({ actor, view, locale }: PartProps) {
  const words = locale.account
  const nameOf = (language: string) =>
    new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
  return (
    <section class="account-part" aria-labelledby="language">
      <h2 id="language">{words.languageTitle}</h2>
      <form class="stack" method="post" action="/account/language">
        <FormToken actor={actor} />
        <label class="field">
          <span class="field-label">{words.language}</span>
          <select name="language">
            <option value="" selected={view.language === null}>
              {fill(words.languageSite, { language: nameOf(view.siteLanguage) })}
            </option>
            {view.languages.map((language) => (
              <option
                key={language}
                value={language}
                lang={language}
                selected={view.language === language}
              >
                {nameOf(language)}
              </option>
            ))}
          </select>
        </label>
        <button class="button is-quiet" type="submit">
          {words.languageSave}
        </button>
      </form>
    </section>
  )
}

function SessionsPart({ actor, view, locale }: PartProps) {
  const words = locale.account
  return (
    <section class="account-part" aria-labelledby="sessions">
      <h2 id="sessions">{words.sessionsTitle}</h2>
      <ul class="rows">
        {view.sessions.map((one) => (
          <li class="row" key={one.id}>
            <div class="row-main">
              <strong>{one.browser || words.sessionUnknown}</strong>
              {one.isHere && <span class="tag">{words.sessionHere}</span>}
              <p class="quiet">
                {words.methods[one.method]}, {fill(words.sessionFrom, { network: one.network })},{' '}
                {words.sessionSeen}{' '}
                <Time iso={one.seenAt} locale={locale} month="short" mayBeRelative />
              </p>
            </div>
            {!one.isHere && (
              <form class="row-act" method="post" action="/account/sessions/end">
                <FormToken actor={actor} />
                <input type="hidden" name="session" value={one.id} />
                <button class="button is-small is-quiet" type="submit">
                  {words.sessionEnd}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      <div class="form-foot">
        <form method="post" action="/sign-out">
          <FormToken actor={actor} />
          <button class="button is-quiet" type="submit">
            {words.signOut}
          </button>
        </form>
        {view.sessions.length > 1 && (
          <form method="post" action="/account/sessions/end-others">
            <FormToken actor={actor} />
            <button class="button is-quiet" type="submit">
              {words.sessionsEndOthers}
            </button>
          </form>
        )}
      </div>
    </section>
  )
}
