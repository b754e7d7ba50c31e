/** Passkeys in the browser: asks the server what to ask, lets the device answer, brings the answer back. */
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser'

/** After this long we say that we do not know, instead of letting somebody wait. */
const ANSWER_WAIT_MS = 30_000

/** Sentences of the button, in the language of its page. */
type Words = Record<'working' | 'cancelled' | 'known' | 'failed' | 'offline', string>
type RegistrationOptions = Parameters<typeof startRegistration>[0]['optionsJSON']
type SignInOptions = Parameters<typeof startAuthentication>[0]['optionsJSON']
type Asked<Options> = { ceremony: string; options: Options }

/** The server said no; the message is its sentence. */
class Refused extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(sentence)
  }
}

/** Shows the buttons where the browser knows passkeys, elsewhere the sentence in their place. */
export function openPasskeys(root: ParentNode): void {
  const isKnown = browserSupportsWebAuthn()
  showAll(root, isKnown ? ':has(> button[data-passkey])' : '[data-passkey-lack]')
  if (!isKnown) return
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-passkey]')) {
    button.addEventListener('click', () => void press(button))
    void offer(button)
  }
}

function showAll(root: ParentNode, selector: string): void {
  for (const one of root.querySelectorAll<HTMLElement>(selector)) one.hidden = false
}

async function press(button: HTMLButtonElement): Promise<void> {
  const label = button.textContent
  button.disabled = true
  button.textContent = wordsOf(button).working
  tell(button, null)
  try {
    const next = await (button.dataset.passkey === 'register' ? register() : signIn(button))
    location.assign(next)
  } catch (error) {
    fail(button, error)
    // The press ended what the browser offered in the field.
    void offer(button)
  } finally {
    button.disabled = false
    button.textContent = label
  }
}

async function register(): Promise<string> {
  const path = '/account/passkeys'
  const { ceremony, options } = await post<Asked<RegistrationOptions>>(`${path}/options`, {})
  const response = await startRegistration({ optionsJSON: options })
  return (await post<{ next: string }>(path, { ceremony, response })).next
}

async function signIn(button: HTMLButtonElement): Promise<string> {
  const { ceremony, options } = await askToSignIn()
  const response = await startAuthentication({ optionsJSON: options })
  return answer(button, ceremony, response)
}

const askToSignIn = () => post<Asked<SignInOptions>>('/sign-in/passkey/options', {})

async function answer(
  button: HTMLButtonElement,
  ceremony: string,
  response: Awaited<ReturnType<typeof startAuthentication>>,
): Promise<string> {
  const sent = { ceremony, response, next: button.dataset.next ?? '' }
  return (await post<{ next: string }>('/sign-in/passkey', sent)).next
}

/** A page that stood open for long asks with a challenge that is over: the second try has a new one. */
const OFFERS = 2

/** Lets the browser offer passkeys in the field for the address. Nobody asked for it, so its lack is not told. */
async function offer(button: HTMLButtonElement, offersLeft = OFFERS): Promise<void> {
  if (button.dataset.fillsIn === undefined || offersLeft === 0) return
  if (!(await browserSupportsWebAuthnAutofill())) return
  const chosen = await chosenInField().catch(() => null)
  if (chosen === null) return
  try {
    location.assign(await answer(button, chosen.ceremony, chosen.response))
  } catch (error) {
    fail(button, error)
    void offer(button, offersLeft - 1)
  }
}

async function chosenInField() {
  const { ceremony, options } = await askToSignIn()
  const response = await startAuthentication({ optionsJSON: options, useBrowserAutofill: true })
  return { ceremony, response }
}

/** @throws Refused when the server says no; TypeError or DOMException when it cannot be reached */
async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_WAIT_MS),
  })
  const said: unknown = await response.json()
  if (response.ok) return said as T
  const { code, detail } = said as { code?: string; detail?: string }
  throw new Refused(code ?? '', detail ?? '')
}

function fail(button: HTMLButtonElement, error: unknown): void {
  const way = error instanceof Refused ? waysOf(button)[error.code] : undefined
  if (way !== undefined) location.assign(way)
  else tell(button, sentenceOf(wordsOf(button), error))
}

function sentenceOf(words: Words, error: unknown): string {
  if (error instanceof Refused) return error.message || words.failed
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
    return words.known
  if (!(error instanceof Error)) return words.failed
  if (/^(NotAllowed|Abort)Error$/.test(error.name)) return words.cancelled
  return /^(Type|Timeout|Syntax)Error$/.test(error.name) ? words.offline : words.failed
}

const wordsOf = (button: HTMLElement) => JSON.parse(button.dataset.words ?? '{}') as Words
const waysOf = (button: HTMLElement) =>
  JSON.parse(button.dataset.ways ?? '{}') as Record<string, string>

/** Under the button, instead of what was said before; read out at once. */
function tell(button: HTMLElement, sentence: string | null): void {
  button.parentElement?.querySelector('.note')?.remove()
  if (sentence === null) return
  const note = document.createElement('p')
  note.className = 'note is-problem'
  note.setAttribute('role', 'alert')
  note.textContent = sentence
  button.after(note)
}
