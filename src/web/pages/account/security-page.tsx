/** The page of one's safety: every way into the account, to add, name and remove. */
import type { ComponentChildren } from 'preact'
import {
  isStaffRole,
  LABEL_CHARS_MAX,
  PASSKEYS_MAX,
  PASSWORD_CHARS_MAX,
  PASSWORD_CHARS_MIN,
  RECOVERY_CODES,
  type SignedIn,
  type WaysIn,
} from '../../../accounts/index.js'
import { fill } from '../../../core/plural.js'
import type { Locale } from '../../../locales/index.js'
import { FormToken } from '../../fragments/form-token.js'
import { Time } from '../../fragments/time.js'
import { urls } from '../../urls.js'
import { localeOf, type Shell } from '../layout.js'
import { AccountFrame } from './frame.js'
import { PasskeyButton } from './passkey-button.js'

/** What was just done, told at the top of the page. */
export type Done = keyof Locale['security']['done']

export type SecurityPageProps = {
  shell: Shell
  owner: SignedIn
  ways: WaysIn
  /** Whether the operator lets people have passwords. */
  hasPasswords: boolean
  /** One sentence on what was just done. */
  done: string | null
  /** The sentence of a refusal. */
  problem: string | null
  /** The part with connected sites. */
  otherSites: ComponentChildren
}

export function SecurityPage(props: SecurityPageProps) {
  const { shell, owner, ways, done, problem } = props
  const words = localeOf(shell).security
  const part = { shell, owner, ways, words }
  return (
    <AccountFrame
      shell={shell}
      actor={owner}
      title={words.title}
      current={urls.security()}
      hasPasskeys
      done={done}
      problem={problem}
    >
      <p class="letter-lead">{words.lead}</p>
      <FirstProve {...part} />
      <Passkeys {...part} />
      <CodeApp {...part} />
      <Recovery {...part} />
      {(props.hasPasswords || ways.passwordSetAt !== null) && (
        <Password {...part} maySet={props.hasPasswords} />
      )}
      {props.otherSites}
    </AccountFrame>
  )
}

type PartProps = {
  shell: Shell
  owner: SignedIn
  ways: WaysIn
  words: Locale['security']
}

const again = `/sign-in?again=1&next=${encodeURIComponent(urls.security())}`
const factorFirst = `/sign-in/second-factor?next=${encodeURIComponent(urls.security())}`

/** What must be shown before anything can be changed: said before, not after the form was sent. */
function FirstProve({ owner, ways, words }: PartProps) {
  const isStaff = isStaffRole(owner.role)
  if (isStaff && ways.hasSecondFactor && !owner.hasSecondFactor)
    return <Ask says={words.factorFirst} href={factorFirst} button={words.factorFirstButton} />
  if (!owner.isFresh) return <Ask says={words.again} href={again} button={words.againButton} />
  if (!isStaff || ways.hasSecondFactor) return null
  return (
    <div class="note">
      <p>{words.staffLack}</p>
    </div>
  )
}

const Ask = ({ says, href, button }: { says: string; href: string; button: string }) => (
  <div class="note">
    <p>{says}</p>
    <p>
      <a class="button is-small" href={href}>
        {button}
      </a>
    </p>
  </div>
)

function Passkeys({ shell, owner, ways, words }: PartProps) {
  const { passkeys } = ways
  const own = words.passkeys
  return (
    <section class="account-part" aria-labelledby="passkeys">
      <h2 id="passkeys">{own.heading}</h2>
      <p class="quiet">{own.what}</p>
      {passkeys.length === 0 && <p>{own.none}</p>}
      {isLastFactor(owner, ways, 'passkey') && <p class="hint">{own.lastFactor}</p>}
      {isOnlyWay(ways) && <p class="hint">{own.onlyWay}</p>}
      <ul class="rows">
        {passkeys.map((passkey) => (
          <Passkey key={passkey.id} {...{ shell, owner, ways, words }} passkey={passkey} />
        ))}
      </ul>
      {passkeys.length < PASSKEYS_MAX ? (
        <PasskeyButton shell={shell} does="register" label={own.add} next={urls.security()} />
      ) : (
        <p class="hint">{fill(own.full, { limit: PASSKEYS_MAX })}</p>
      )}
    </section>
  )
}

function Passkey(props: PartProps & { passkey: WaysIn['passkeys'][number] }) {
  const { shell, owner, ways, words, passkey } = props
  const locale = localeOf(shell)
  const own = words.passkeys
  return (
    <li class="row">
      <div class="row-main">
        <strong>
          <bdi>{passkey.label}</bdi>
        </strong>
        <p class="quiet">
          {own.added} <Time iso={passkey.created_at.toISOString()} locale={locale} />
          {' · '}
          {passkey.used_at === null ? (
            own.neverUsed
          ) : (
            <>
              {own.used} <Time iso={passkey.used_at.toISOString()} locale={locale} />
            </>
          )}
          {' · '}
          {passkey.is_synced ? own.synced : own.bound}
        </p>
      </div>
      <div class="row-act">
        <form class="is-line" method="post" action="/account/security/passkeys/rename">
          <FormToken actor={owner} />
          <input type="hidden" name="id" value={passkey.id} />
          <label class="field">
            <span class="field-label unseen">{own.label}</span>
            <input
              name="label"
              value={passkey.label}
              maxLength={LABEL_CHARS_MAX}
              required
              dir="auto"
              autocomplete="off"
            />
          </label>
          <button
            class="button is-quiet is-small"
            type="submit"
            aria-label={fill(own.renameOne, { label: passkey.label })}
          >
            {own.rename}
          </button>
        </form>
        {!isOnlyWay(ways) && (
          <form method="post" action="/account/security/passkeys/remove">
            <FormToken actor={owner} />
            <input type="hidden" name="id" value={passkey.id} />
            <button
              class="button is-quiet is-small"
              type="submit"
              aria-label={fill(own.removeOne, { label: passkey.label })}
            >
              {own.remove}
            </button>
          </form>
        )}
      </div>
    </li>
  )
}

/** Staff who take this away close the desk to themselves. */
const isLastFactor = (owner: SignedIn, ways: WaysIn, which: 'passkey' | 'code-app'): boolean =>
  isStaffRole(owner.role) &&
  (which === 'passkey'
    ? ways.passkeys.length === 1 && !ways.isCodeAppOn
    : ways.isCodeAppOn && ways.passkeys.length === 0)

const isOnlyWay = (ways: WaysIn): boolean =>
  ways.mail === null &&
  ways.passkeys.length === 1 &&
  ways.identities.every((one) => one.name === null)

function CodeApp({ owner, ways, words }: PartProps) {
  const own = words.codeApp
  const action = `/account/security/code-app${ways.isCodeAppOn ? '/off' : ''}`
  return (
    <section class="account-part" aria-labelledby="code-app">
      <h2 id="code-app">{own.heading}</h2>
      <p class="quiet">{own.what}</p>
      <p>{ways.isCodeAppOn ? own.isOn : own.isOff}</p>
      {isLastFactor(owner, ways, 'code-app') && <p class="hint">{words.passkeys.lastFactor}</p>}
      <form method="post" action={action}>
        <FormToken actor={owner} />
        <button class="button is-quiet" type="submit">
          {ways.isCodeAppOn ? own.turnOff : own.setUp}
        </button>
      </form>
    </section>
  )
}

function Recovery({ owner, ways, words }: PartProps) {
  const own = words.recovery
  const left = ways.recoveryCodesLeft
  // They stand in for a factor; without one there is nothing to stand in for.
  if (!ways.hasSecondFactor) return null
  return (
    <section class="account-part" aria-labelledby="recovery">
      <h2 id="recovery">{own.heading}</h2>
      <p class="quiet">{own.what}</p>
      <p>{left === 0 ? own.none : fill(own.left, { left, of: RECOVERY_CODES })}</p>
      <form method="post" action="/account/security/recovery-codes">
        <FormToken actor={owner} />
        <button class="button is-quiet" type="submit">
          {left === 0 ? own.make : own.makeNew}
        </button>
        {left > 0 && <p class="hint">{own.oldEnd}</p>}
      </form>
    </section>
  )
}

function Password({ shell, owner, ways, words, maySet }: PartProps & { maySet: boolean }) {
  const own = words.password
  const { passwordSetAt, mail } = ways
  return (
    <section class="account-part" aria-labelledby="password">
      <h2 id="password">{own.heading}</h2>
      <p class="quiet">{own.what}</p>
      <p>
        {passwordSetAt === null ? (
          own.isNotSet
        ) : (
          <>
            {own.isSet} <Time iso={passwordSetAt.toISOString()} locale={localeOf(shell)} />
          </>
        )}
      </p>
      {maySet && mail === null && <p class="hint">{own.needsMail}</p>}
      {maySet && mail !== null && (
        <form class="form-foot" method="post" action="/account/security/password">
          <FormToken actor={owner} />
          {/* So that a password manager knows for whom it keeps the password. */}
          <input type="hidden" name="mail" value={mail} autocomplete="username" />
          <label class="field">
            <span class="field-label">{own.label}</span>
            <input
              type="password"
              name="password"
              required
              minLength={PASSWORD_CHARS_MIN}
              autocomplete="new-password"
              aria-describedby="password-hint"
            />
          </label>
          <button class="button is-quiet" type="submit">
            {passwordSetAt === null ? own.set : own.change}
          </button>
        </form>
      )}
      {maySet && mail !== null && (
        <p class="hint" id="password-hint">
          {fill(own.hint, { min: PASSWORD_CHARS_MIN, max: PASSWORD_CHARS_MAX })}
        </p>
      )}
      {passwordSetAt !== null && (
        <form method="post" action="/account/security/password/remove">
          <FormToken actor={owner} />
          <button class="button is-quiet is-small" type="submit">
            {own.remove}
          </button>
        </form>
      )}
    </section>
  )
}
