/** The pages of signing in: the ways, the letter that was sent, the link that is opened, the invitation. */
import type { Role } from '../../../accounts/index.js'
import { CODE_DIGITS } from '../../../accounts/index.js'
import { fill } from '../../../core/plural.js'
import { FormToken } from '../../fragments/form-token.js'
import { Layout, localeOf, type Shell } from '../layout.js'
import { type OutsideWay, ProviderButtons } from './other-sites.js'
import { PasskeyButton } from './passkey-button.js'

export type SignInPageProps = {
  shell: Shell
  next: string
  mail: string
  /** True when somebody signed in must show once more who they are. */
  isAgain: boolean
  hasPasswords: boolean
  outsideWays: OutsideWay[]
  /** Without a mail server letters wait in the outbox; who tries the program out must know. */
  hasOutboxOnly: boolean
  problem: string | null
}

export function SignInPage(props: SignInPageProps) {
  const { shell, next, mail, isAgain, hasPasswords, outsideWays, hasOutboxOnly, problem } = props
  const locale = localeOf(shell)
  const words = locale.signIn
  return (
    <Layout shell={shell} title={words.title} canonical={null} hasPasskeys>
      <div class="letter account is-narrow">
        <h1>{words.title}</h1>
        <p class="letter-lead">{isAgain ? words.again : words.lead}</p>
        {problem !== null && (
          <p class="note is-problem" role="alert">
            {problem}
          </p>
        )}
        <form class="stack" method="post" action="/sign-in">
          <FormToken actor={shell.actor} />
          <input type="hidden" name="next" value={next} />
          <label class="field">
            <span class="field-label">{words.mail}</span>
            <input
              type="email"
              name="mail"
              value={mail}
              required
              autocomplete="username webauthn"
              maxLength={254}
              dir="ltr"
            />
          </label>
          <button class="button" type="submit">
            {words.send}
          </button>
          {hasOutboxOnly && <p class="hint">{words.outbox}</p>}
        </form>
        <p class="or">{words.or}</p>
        <PasskeyButton
          shell={shell}
          does="sign-in"
          label={words.byPasskey}
          next={next}
          fillsIn={!isAgain}
          isQuiet
        />
        {hasPasswords && <PasswordPart shell={shell} next={next} mail={mail} />}
        <ProviderButtons shell={shell} ways={outsideWays} next={next} />
      </div>
    </Layout>
  )
}

function PasswordPart({ shell, next, mail }: { shell: Shell; next: string; mail: string }) {
  const words = localeOf(shell).signIn
  return (
    <section class="account-part" aria-labelledby="by-password">
      <h2 id="by-password">{words.byPassword}</h2>
      <form class="stack" method="post" action="/sign-in/password">
        <FormToken actor={shell.actor} />
        <input type="hidden" name="next" value={next} />
        <label class="field">
          <span class="field-label">{words.mail}</span>
          <input
            type="email"
            name="mail"
            value={mail}
            required
            autocomplete="username"
            maxLength={254}
            dir="ltr"
          />
        </label>
        <label class="field">
          <span class="field-label">{words.password}</span>
          <input type="password" name="password" required autocomplete="current-password" />
        </label>
        <button class="button is-quiet" type="submit">
          {words.enter}
        </button>
      </form>
    </section>
  )
}

export type SentPageProps = {
  shell: Shell
  hasOutboxOnly: boolean
  problem: string | null
}

/** After a letter was asked for: the same for known and unknown addresses. */
export function SentPage({ shell, hasOutboxOnly, problem }: SentPageProps) {
  const words = localeOf(shell).signIn
  return (
    <Layout shell={shell} title={words.sentTitle} canonical={null}>
      <div class="letter account is-narrow">
        <h1>{words.sentTitle}</h1>
        <p class="letter-lead">{words.sentLead}</p>
        {hasOutboxOnly && <p class="note">{words.outbox}</p>}
        {problem !== null && (
          <p class="note is-problem" role="alert">
            {problem}
          </p>
        )}
        <CodeForm shell={shell} />
        <p class="quiet">{words.sentNothing}</p>
        <p class="letter-ways">
          <a class="button is-quiet" href="/sign-in">
            {words.askAgain}
          </a>
        </p>
      </div>
    </Layout>
  )
}

/** The code of a letter, typed in the browser that asked for it. */
export function CodeForm({ shell }: { shell: Shell }) {
  const words = localeOf(shell).signIn
  return (
    <form class="stack" method="post" action="/sign-in/code">
      <FormToken actor={shell.actor} />
      <label class="field">
        <span class="field-label">{words.code}</span>
        <input
          class="is-code"
          name="code"
          required
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={CODE_DIGITS * 2}
          dir="ltr"
        />
      </label>
      <button class="button" type="submit">
        {words.useCode}
      </button>
    </form>
  )
}

export type LinkPageProps = {
  shell: Shell
  token: string
  state: 'usable' | 'other-browser'
}

/** A link from a letter, opened: scanners of mail open it too, so it takes a click. */
export function LinkPage({ shell, token, state }: LinkPageProps) {
  const words = localeOf(shell).signIn
  const isUsable = state === 'usable'
  const title = isUsable ? words.linkTitle : words.otherTitle
  return (
    <Layout shell={shell} title={title} canonical={null}>
      <div class="letter account is-narrow">
        <h1>{title}</h1>
        <p class="letter-lead">
          {isUsable ? fill(words.linkLead, { site: shell.site.name }) : words.otherLead}
        </p>
        {isUsable ? (
          <form method="post" action={`/sign-in/link/${token}`}>
            <FormToken actor={shell.actor} />
            <button class="button" type="submit">
              {words.linkButton}
            </button>
          </form>
        ) : (
          <p class="letter-ways">
            <a class="button" href="/sign-in">
              {words.askAgain}
            </a>
          </p>
        )}
      </div>
    </Layout>
  )
}

export type InvitationPageProps = { shell: Shell; token: string; role: Role; isFirst: boolean }

export function InvitationPage({ shell, token, role, isFirst }: InvitationPageProps) {
  const { signIn: words, account } = localeOf(shell)
  const values = { site: shell.site.name, role: account.roles[role] }
  return (
    <Layout shell={shell} title={words.invitationTitle} canonical={null}>
      <div class="letter account is-narrow">
        <h1>{isFirst ? shell.site.name : words.invitationTitle}</h1>
        <p class="letter-lead">{isFirst ? words.ownerLead : fill(words.invitationLead, values)}</p>
        <form method="post" action={`/invitation/${token}`}>
          <FormToken actor={shell.actor} />
          <button class="button" type="submit">
            {words.accept}
          </button>
        </form>
      </div>
    </Layout>
  )
}
