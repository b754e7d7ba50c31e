/** People with accounts for the tests: signed in without mail or passkey, as somebody who has just shown who they are. */
import {
  chooseName,
  createAccount,
  formTokenOf,
  type Role,
  startSession,
} from '../../src/accounts/index.js'
import { write } from '../../src/platform/events.js'
import { ensureSecret } from '../../src/platform/secrets.js'
import type { Stage } from '../cast.js'

export type Member = {
  accountId: string
  personId: string
  sessionId: string
  name: string
  /** For the header `cookie`. */
  cookie: string
  /** For the hidden field of forms. */
  csrf: string
  /** Headers of a request that this person's browser sends from a page of ours. */
  headers: Record<string, string>
  get(path: string, headers?: Record<string, string>): Promise<Response>
  /** Sends a form as their browser does; redirects are not followed. */
  send(path: string, fields?: Record<string, string>): Promise<Response>
}

let count = 0

/**
 * Somebody with an account and a session.
 * @param who.name null: none chosen yet
 * @param who.hasSecondFactor staff show one by default
 */
export async function signUp(
  stage: Pick<Stage, 'app' | 'address'>,
  who: {
    name?: string | null
    role?: Role
    mail?: string | null
    hasSecondFactor?: boolean
    language?: string
  } = {},
): Promise<Member> {
  const { ctx } = stage.app
  count += 1
  // Kept: others sign up while we wait.
  const number = count
  const role = who.role ?? 'reader'
  const name = who.name === undefined ? `Member ${nameOf(number)}` : who.name
  const made = await write(ctx, async (tx, emit) => {
    const mail = who.mail === undefined ? `member${number}@example.org` : who.mail
    const account = await createAccount(tx, ctx, { mail, role, language: who.language ?? null })
    if (name !== null) await chooseName(ctx, tx, emit, { ...account, role, name })
    const session = await startSession(ctx, tx, emit, {
      accountId: account.accountId,
      method: 'mail',
      hasSecondFactor: who.hasSecondFactor ?? role !== 'reader',
      browser: 'Firefox on Linux',
      network: '127.0.0.0/24',
    })
    return { ...account, ...session }
  })
  const cookie = `__Host-session=${made.token}`
  const csrf = formTokenOf(await ensureSecret(ctx.db, ctx.site.id, 'accounts'), made.sessionId)
  const headers = { cookie, 'sec-fetch-site': 'same-origin' }
  return {
    accountId: made.accountId,
    personId: made.personId,
    sessionId: made.sessionId,
    name: name ?? '',
    cookie,
    csrf,
    headers,
    get: (path, more = {}) =>
      fetch(`${stage.address}${path}`, { headers: { ...headers, ...more }, redirect: 'manual' }),
    send: (path, fields = {}) =>
      fetch(`${stage.address}${path}`, {
        method: 'POST',
        headers,
        body: new URLSearchParams(fields),
        redirect: 'manual',
      }),
  }
}

/** A word for a number, so that no two names look alike: digits fold into letters. */
function nameOf(number: number): string {
  const letters = 'bdfgkmprst'
  return [...String(number)].map((digit) => `${letters[Number(digit)]}a`).join('')
}
