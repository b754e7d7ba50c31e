/** Taking one's data away: what the account holds, as files of JSON that are written while they are read. */
import { fill } from '../../core/plural.js'
import { Refusal } from '../../core/refusals.js'
import { localeFor } from '../../locales/index.js'
import type { Ctx } from '../../platform/ctx.js'
import {
  type Batch,
  findAccountForExport,
  findClaimsForExport,
  findEventsForExport,
  findGiftsForExport,
  findMutesForExport,
  findNoticesForExport,
  findPersonsForExport,
  findSessionsForExport,
  findWaysInForExport,
} from './export-store.js'

/** A file of texts in an export; its text comes in parts, so that it need not fit into memory. */
export type TextFile = { name: string; parts: AsyncIterable<string> | Iterable<string> }
/** A file of an export; bytes are packed already. */
export type ExportFile = TextFile | { name: string; bytes: Uint8Array }

/** Rows read in one statement: enough to be quick, few enough that a slow reader of the export holds little. */
export const EXPORT_ROWS_AT_ONCE = 1_000

/** Persons whose comments are part of the export: the account's own, and those that it claimed. */
export async function exportedPersonIds(ctx: Ctx, accountId: string): Promise<string[]> {
  return (await findPersonsForExport(ctx.db, accountId)).map((one) => one.id)
}

/**
 * The files about an account: no secrets, and of other people no more than ids and the names that one has muted
 * or claimed. Its comments come from the discussion.
 * @throws Refusal account/not-found
 */
export async function* accountFiles(ctx: Ctx, accountId: string): AsyncGenerator<ExportFile> {
  const account = await findAccountForExport(ctx.db, ctx.site.id, accountId)
  if (!account) throw new Refusal('account/not-found')
  const { db } = ctx
  const rows = <R extends { id: string }, T>(
    find: (of: string, batch: Batch) => Promise<R[]>,
    tell: (row: R) => T,
  ) => jsonList(inBatches((batch) => find(accountId, batch), tell))
  yield { name: 'README.txt', parts: [readme(ctx, account.language)] }
  yield { name: 'account.json', parts: [json(toldAccount(account))] }
  yield { name: 'persons.json', parts: [json(await toldPersons(ctx, accountId))] }
  yield { name: 'ways-in.json', parts: [json(await toldWaysIn(ctx, accountId))] }
  yield {
    name: 'sessions.json',
    parts: rows((id, batch) => findSessionsForExport(db, id, batch), toldSession),
  }
  yield {
    name: 'gifts.json',
    parts: rows((id, batch) => findGiftsForExport(db, id, batch), toldGift),
  }
  yield {
    name: 'notices.json',
    parts: rows((id, batch) => findNoticesForExport(db, id, batch), toldNotice),
  }
  yield {
    name: 'mutes.json',
    parts: rows((id, batch) => findMutesForExport(db, id, batch), toldMute),
  }
  yield {
    name: 'claims.json',
    parts: rows((id, batch) => findClaimsForExport(db, id, batch), toldClaim),
  }
  yield {
    name: 'events.json',
    parts: rows(
      (id, batch) => findEventsForExport(db, id, batch),
      (row) => toldEvent(row, accountId),
    ),
  }
}

/** Batches of a list, each told as it goes out, until there are no more. */
export async function* inBatches<R extends { id: string }, T>(
  find: (batch: Batch) => Promise<R[]>,
  tell: (row: R) => T,
): AsyncGenerator<T[]> {
  let afterId: string | null = null
  for (;;) {
    const rows: R[] = await find({ afterId, limit: EXPORT_ROWS_AT_ONCE })
    if (rows.length > 0) yield rows.map(tell)
    if (rows.length < EXPORT_ROWS_AT_ONCE) return
    afterId = rows.at(-1)?.id ?? null
  }
}

/** A JSON array in parts, one line an entry. */
export async function* jsonList(batches: AsyncIterable<unknown[]>): AsyncGenerator<string> {
  let before = '[\n'
  for await (const batch of batches)
    for (const one of batch) {
      yield before + JSON.stringify(one)
      before = ',\n'
    }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

function readme(ctx: Ctx, language: string | null): string {
  const words = localeFor(language ?? ctx.site.language).leaving.readme
  const values = { site: ctx.site.name, origin: ctx.origin(), date: ctx.clock().toISOString() }
  const files = Object.values(words.files).map((line) => `- ${line}`)
  return `${[fill(words.title, values), words.format, files.join('\n'), words.missing].join('\n\n')}\n`
}

type Found<F extends (...args: never[]) => Promise<unknown>> = NonNullable<Awaited<ReturnType<F>>>
type OneOf<F extends (...args: never[]) => Promise<unknown[]>> = Awaited<ReturnType<F>>[number]

const toldAccount = (row: Found<typeof findAccountForExport>) => ({
  id: row.id,
  mail: row.mail,
  role: row.role,
  language: row.language,
  state: row.state,
  bannedAt: row.banned_at,
  mailAboutReplies: row.tell_replies,
  mailAboutDecisions: row.tell_decisions,
  keepsVisits: row.keeps_visits,
  leavesAt: row.leaves_at,
  leavesTexts: row.leaves_texts,
  nameChosenAt: row.named_at,
  showsSupport: row.shows_support,
  createdAt: row.created_at,
})

const toldPersons = async (ctx: Ctx, accountId: string) =>
  (await findPersonsForExport(ctx.db, accountId)).map((row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    isClaimed: !row.is_own,
    createdAt: row.created_at,
  }))

async function toldWaysIn(ctx: Ctx, accountId: string) {
  const found = await findWaysInForExport(ctx.db, accountId)
  return {
    passkeys: found.passkeys.map((row) => ({
      label: row.label,
      isSynced: row.is_synced,
      createdAt: row.created_at,
      usedAt: row.used_at,
    })),
    identities: found.identities.map((row) => ({
      provider: row.provider,
      subject: row.subject,
      createdAt: row.created_at,
    })),
    codeApp: found.codeApp ? { confirmedAt: found.codeApp.confirmed_at } : null,
    recoveryCodesLeft: found.codes.filter((one) => one.used_at === null).length,
    password: found.password ? { changedAt: found.password.changed_at } : null,
  }
}

const toldSession = (row: OneOf<typeof findSessionsForExport>) => ({
  method: row.method,
  browser: row.browser,
  network: row.network,
  startedAt: row.started_at,
  provenAt: row.proven_at,
  secondFactorAt: row.second_factor_at,
  seenAt: row.seen_at,
  expiresAt: row.expires_at,
})

const toldGift = (row: OneOf<typeof findGiftsForExport>) => ({
  name: row.name,
  amountMinor: Number(row.amount_minor),
  currency: row.currency,
  receivedAt: row.received_at,
  recordedAt: row.recorded_at,
})

const toldNotice = (row: OneOf<typeof findNoticesForExport>) => ({
  kind: row.kind,
  commentId: row.comment_id,
  detail: row.detail,
  mail: row.mail,
  createdAt: row.created_at,
  readAt: row.read_at,
})

const toldMute = (row: OneOf<typeof findMutesForExport>) => ({
  personId: row.id,
  name: row.name,
  createdAt: row.created_at,
})

const toldClaim = (row: OneOf<typeof findClaimsForExport>) => ({
  personId: row.person_id,
  name: row.name,
  words: row.words,
  state: row.state,
  askedAt: row.asked_at,
  decidedAt: row.decided_at,
})

/** Who else did something to the account is told by what they did, not by who they are. */
const toldEvent = (row: OneOf<typeof findEventsForExport>, accountId: string) => ({
  action: row.action,
  by: row.by_account_id === null ? null : row.by_account_id === accountId ? 'you' : 'somebody else',
  detail: row.detail,
  happenedAt: row.happened_at,
})
