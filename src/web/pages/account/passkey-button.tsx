/** The button that asks the device for a passkey. Without script, or where a browser knows none, a sentence stands in its place. */
import { urls } from '../../urls.js'
import { localeOf, type Shell } from '../layout.js'

type ButtonProps = {
  shell: Shell
  /** `sign-in` shows one of the passkeys that there are, `register` makes a new one. */
  does: 'sign-in' | 'register'
  /** What the button says. */
  label: string
  /** Where to go afterwards, on this site. */
  next: string
  /**
   * The page has a field with autocomplete="username webauthn": the browser offers passkeys there by itself.
   * For pages where nobody is signed in.
   */
  fillsIn?: boolean
  isQuiet?: boolean
}

/** The page around it must be a `Layout` with `hasPasskeys`. */
export function PasskeyButton({ shell, does, label, next, fillsIn, isQuiet }: ButtonProps) {
  const locale = localeOf(shell)
  const { button, passkeys } = locale.security
  const way = (page: string) => `${page}next=${encodeURIComponent(next)}`
  return (
    <div class="passkey-way">
      <div hidden>
        <button
          type="button"
          class={isQuiet ? 'button is-quiet' : 'button'}
          data-passkey={does}
          data-fills-in={fillsIn || undefined}
          data-next={next}
          data-words={JSON.stringify(button)}
          data-ways={JSON.stringify({
            'access/sign-in': urls.signIn(next),
            'access/sign-in-again': way('/sign-in?again=1&'),
            'access/second-factor': way('/sign-in/second-factor?'),
          })}
        >
          {label}
        </button>
      </div>
      <p hidden class="hint" data-passkey-lack>
        {passkeys.noScript}
      </p>
      <noscript>
        <p class="hint">{passkeys.noScript}</p>
      </noscript>
    </div>
  )
}
