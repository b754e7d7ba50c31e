/** One-time challenges: what a browser was asked to prove, good once, for that browser, for that purpose, for minutes. */
import type { Ctx } from '../../platform/ctx.js'
import { hashOf, newToken } from '../../platform/secrets.js'
import { deleteExpiredCeremonies, insertCeremony, takeCeremony } from './store/ceremonies.js'

/** How long an answer may take: finding a phone and its passkey, or signing in at another site. */
export const CEREMONY_MS = 5 * 60_000
/** Expired challenges removed with each new one: more than come in, so the table stays small by itself. */
const SWEPT_AT_ONCE = 20

type CeremonyCtx = Pick<Ctx, 'db' | 'site' | 'clock'>

export type NewCeremony = {
  /** What it is for, such as 'passkey.sign-in': an answer to one purpose proves nothing for another. */
  kind: string
  /** Hash of the cookie of the browser that was asked. */
  browserHash: string
  /** What the answer is compared with; never sent to the browser from here. */
  payload: Record<string, unknown>
  /** Milliseconds; CEREMONY_MS when left out. */
  lifeMs?: number
}

/** Begins a ceremony. @returns its key, 256 bits, which stands in an address as it is; only its hash is kept */
export async function beginCeremony(ctx: CeremonyCtx, input: NewCeremony): Promise<string> {
  const key = newToken()
  const now = ctx.clock()
  await deleteExpiredCeremonies(ctx.db, now, SWEPT_AT_ONCE)
  await insertCeremony(ctx.db, {
    key_hash: hashOf(key),
    site_id: ctx.site.id,
    kind: input.kind,
    browser_hash: input.browserHash,
    payload: JSON.stringify(input.payload),
    expires_at: new Date(now.getTime() + (input.lifeMs ?? CEREMONY_MS)),
  })
  return key
}

/**
 * Ends a ceremony: of any number of answers at once, one gets the payload.
 * @returns null when there is none of this kind for this browser, or its time is over
 */
export async function endCeremony(
  ctx: CeremonyCtx,
  input: { kind: string; key: string; browserHash: string },
): Promise<Record<string, unknown> | null> {
  const taken = await takeCeremony(ctx.db, {
    keyHash: hashOf(input.key),
    siteId: ctx.site.id,
    kind: input.kind,
    browserHash: input.browserHash,
    now: ctx.clock(),
  })
  return taken?.payload ?? null
}
