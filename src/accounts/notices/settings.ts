/** When somebody is told by mail: their settings, and the way out that every such letter carries. */
import { Refusal } from '../../core/refusals.js'
import type { Ctx } from '../../platform/ctx.js'
import { write } from '../../platform/events.js'
import type { Telling } from '../../platform/schema.js'
import { ensureSecret, isSame, signatureOf } from '../../platform/secrets.js'
import { changeTelling, dropUnwanted, findTelling } from './store.js'

export const TELLINGS: readonly Telling[] = ['at-once', 'daily', 'never']
export const isTelling = (word: string): word is Telling => TELLINGS.some((one) => one === word)

export type TellingSettings = {
  replies: Telling
  mentions: Telling
  decisions: Telling
  /** False: there is no address to write to, whatever is set. */
  hasMail: boolean
}

/** @throws Refusal account/not-found */
export async function readTelling(ctx: Ctx, accountId: string): Promise<TellingSettings> {
  const row = await findTelling(ctx.db, ctx.site.id, accountId)
  if (!row) throw new Refusal('account/not-found')
  return {
    replies: row.tell_replies,
    mentions: row.tell_mentions,
    decisions: row.tell_decisions,
    hasMail: Boolean(row.has_mail),
  }
}

/** Changes when an account is told; letters that are no longer wanted are not sent. @throws Refusal account/not-found */
export const setTelling = (
  ctx: Ctx,
  input: { accountId: string; replies?: Telling; mentions?: Telling; decisions?: Telling },
): Promise<void> =>
  write(ctx, async (tx) => {
    const changed = await changeTelling(tx, ctx.site.id, input.accountId, {
      tell_replies: input.replies,
      tell_mentions: input.mentions,
      tell_decisions: input.decisions,
    })
    if (!changed) throw new Refusal('account/not-found')
    await dropUnwanted(tx, input.accountId)
  })

/** What a reader can be told by mail, each kind as they like. */
export const TOLD_KINDS = ['replies', 'mentions', 'decisions'] as const
export type ToldKind = (typeof TOLD_KINDS)[number]

/** What a letter lets its reader stop; `all`: a letter of the day that tells of more than one kind. */
export type Unsubscribing = { accountId: string; kind: ToldKind | 'all' }

const KINDS: readonly Unsubscribing['kind'][] = [...TOLD_KINDS, 'all']

/** Stops mail of a kind. An account that is gone gets none anyway. */
export async function unsubscribe(ctx: Ctx, input: Unsubscribing): Promise<void> {
  const { accountId, kind } = input
  try {
    const stopped = kind === 'all' ? TOLD_KINDS : [kind]
    await setTelling(ctx, {
      accountId,
      ...Object.fromEntries(stopped.map((one) => [one, 'never'] as const)),
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

const signed = (secret: string, { accountId, kind }: Unsubscribing): string =>
  signatureOf(secret, `unsubscribe ${accountId} ${kind}`)

/**
 * The addresses that stop mail of a kind without signing in: each works for whoever has the letter, and for nothing
 * else. The secret is read once, so that many letters can be written.
 */
export async function unsubscribeUrls(ctx: Ctx): Promise<(input: Unsubscribing) => string> {
  const secret = await ensureSecret(ctx.db, ctx.site.id, 'accounts')
  return (input) =>
    `${ctx.origin()}/unsubscribe/${input.accountId}/${input.kind}/${signed(secret, input)}`
}

/** One such address. */
export const unsubscribeUrlOf = async (ctx: Ctx, input: Unsubscribing): Promise<string> =>
  (await unsubscribeUrls(ctx))(input)

/**
 * What such an address stops; null when we did not sign it.
 * @param secret that of the accounts
 */
export function readUnsubscribing(
  secret: string,
  sent: { accountId: string; kind: string; signature: string },
): Unsubscribing | null {
  const kind = KINDS.find((one) => one === sent.kind)
  if (kind === undefined) return null
  const input = { accountId: sent.accountId, kind }
  return isSame(signed(secret, input), sent.signature) ? input : null
}
