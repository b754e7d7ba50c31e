/** Pages of codes: setting up the app, the recovery codes shown once, and the step where a second factor is asked for. */
import type { PendingCodeApp, SignedIn, WaysIn } from '../../../accounts/index.js'
import type { Locale } from '../../../locales/index.js'
import { FormToken } from '../../fragments/form-token.js'
import { urls } from '../../urls.js'
import { Layout, localeOf, type Shell } from '../layout.js'
import { PasskeyButton } from './passkey-button.js'

type PageProps = {
  shell: Shell
  owner: SignedIn
  /** Sentence of the refusal. */
  problem: string | null
}

/** The picture to scan, and the field for the first code. */
export function CodeAppPage(props: PageProps & { app: PendingCodeApp }) {
  const { shell, owner, problem, app } = props
  const words = localeOf(shell).security.codeApp
  return (
    <Layout shell={shell} title={words.title} canonical={null}>
      <div class="letter account">
        <h1>{words.title}</h1>
        <p class="letter-lead">{words.scan}</p>
        <div
          class="qr"
          role="img"
          aria-label={words.picture}
          // Drawn by us from our own secret: rectangles, nothing that somebody wrote.
          dangerouslySetInnerHTML={{ __html: app.qrSvg }}
        />
        <p>
          {words.key}: <code class="key">{app.secret}</code>
        </p>
        <p>{words.confirm}</p>
        <CodeForm
          action="/account/security/code-app/on"
          owner={owner}
          problem={problem}
          label={words.code}
          button={words.turnOn}
          isDigits
        />
        <form method="post" action="/account/security/code-app/off">
          <FormToken actor={owner} />
          <button class="button is-quiet is-small" type="submit">
            {words.cancel}
          </button>
        </form>
      </div>
    </Layout>
  )
}

/** The new codes, this one time. */
export function RecoveryCodesPage({ shell, codes }: { shell: Shell; codes: string[] }) {
  const words = localeOf(shell).security.recovery
  return (
    <Layout shell={shell} title={words.title} canonical={null}>
      <div class="letter account">
        <h1>{words.title}</h1>
        <p class="letter-lead">{words.once}</p>
        <ol class="codes">
          {codes.map((code) => (
            <li key={code}>
              <code class="key">{code}</code>
            </li>
          ))}
        </ol>
        <p class="letter-ways">
          <a class="button" href={urls.security()}>
            {words.kept}
          </a>
        </p>
      </div>
    </Layout>
  )
}

/** Where somebody who is signed in shows passkey or code on top. */
export function SecondFactorPage(props: PageProps & { ways: WaysIn; next: string }) {
  const { shell, owner, problem, ways, next } = props
  const words = localeOf(shell).security.factor
  const hasCodes = ways.isCodeAppOn || ways.recoveryCodesLeft > 0
  const hasAny = ways.passkeys.length > 0 || hasCodes
  return (
    <Layout shell={shell} title={words.title} canonical={null} hasPasskeys>
      <div class="letter account">
        <h1>{words.title}</h1>
        <p class="letter-lead">{hasAny ? words.lead : words.none}</p>
        {ways.passkeys.length > 0 && (
          <PasskeyButton shell={shell} does="sign-in" label={words.passkey} next={next} />
        )}
        {hasCodes && (
          <section class="account-part" aria-labelledby="with-code">
            <h2 id="with-code">{words.or}</h2>
            <CodeForm
              action="/sign-in/second-factor"
              owner={owner}
              problem={problem}
              label={words.code}
              button={words.go}
              next={next}
            />
          </section>
        )}
        <Elsewhere owner={owner} words={words} hasAny={hasAny} />
      </div>
    </Layout>
  )
}

/** Whoever must show a code can only show it, or leave. */
function Elsewhere({ owner, words, hasAny }: ElsewhereProps) {
  if (owner.owesFactor)
    return (
      <form method="post" action="/sign-out">
        <FormToken actor={owner} />
        <button class="button is-quiet" type="submit">
          {words.signOut}
        </button>
      </form>
    )
  return (
    <p class="letter-ways">
      {hasAny ? (
        <a class="button is-quiet" href={urls.account()}>
          {words.back}
        </a>
      ) : (
        <a class="button" href={urls.security()}>
          {words.setUp}
        </a>
      )}
    </p>
  )
}

type ElsewhereProps = { owner: SignedIn; words: Locale['security']['factor']; hasAny: boolean }

type CodeFormProps = {
  action: string
  owner: SignedIn
  problem: string | null
  label: string
  button: string
  next?: string
  /** Digits only: telephones show their number pad. */
  isDigits?: boolean
}

function CodeForm({ action, owner, problem, label, button, next, isDigits }: CodeFormProps) {
  return (
    <form class="account-form" method="post" action={action}>
      {problem !== null && (
        <div class="note is-problem" role="alert">
          <p>{problem}</p>
        </div>
      )}
      <FormToken actor={owner} />
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      <div class="form-foot">
        <label class="field">
          <span class="field-label">{label}</span>
          <input
            name="code"
            required
            autocomplete="one-time-code"
            inputmode={isDigits ? 'numeric' : 'text'}
            spellcheck={false}
            autocapitalize="characters"
            dir="ltr"
          />
        </label>
        <button class="button" type="submit">
          {button}
        </button>
      </div>
    </form>
  )
}
