/** What is remembered of a browser while its reader is away at another site. */
import type { Ctx } from '../../platform/ctx.js'
import { beginCeremony, endCeremony } from '../ways-in/ceremonies.js'

export type Journey = {
  /** Where to go afterwards, on this site. */
  next: string
  /** The account that asked for the connection; null: somebody signs in. */
  connectTo: string | null
}

/** Time to sign in at the other site, find a telephone, ask for a new password there. */
export const JOURNEY_MS = 10 * 60_000

type Place = { kind: string; browserHash: string }

/**
 * Remembers a journey under a key that is good for this browser, this kind, and one return.
 * @param input.secrets what only we may know when the reader comes back
 * @returns the key that travels with the reader
 */
export const beginJourney = (
  ctx: Ctx,
  input: Place & { journey: Journey; secrets: Record<string, string> },
): Promise<string> =>
  beginCeremony(ctx, {
    kind: input.kind,
    browserHash: input.browserHash,
    payload: { ...input.secrets, next: input.journey.next, connectTo: input.journey.connectTo },
    lifeMs: JOURNEY_MS,
  })

/** @returns null for a key that is unknown, too old, used before, of another kind or of another browser */
export async function endJourney(
  ctx: Ctx,
  input: Place & { key: string },
): Promise<{ journey: Journey; secrets: Record<string, unknown> } | null> {
  const payload = await endCeremony(ctx, input)
  if (payload === null) return null
  const { next, connectTo, ...secrets } = payload
  if (typeof next !== 'string') return null
  return { journey: { next, connectTo: typeof connectTo === 'string' ? connectTo : null }, secrets }
}
