/** SQL of notices: told once per key, paged newest first, read, and marked when they went out by mail. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database.js'
import type { NoticeKind, Telling } from '../../platform/schema.js'

export type NoticeInsert = {
  id: string
  account_id: string
  kind: NoticeKind
  key: string
  comment_id: string | null
  detail: string
}

export type NoticeRow = {
  id: string
  account_id: string
  kind: NoticeKind
  comment_id: string | null
  detail: Record<string, unknown>
  created_at: Date
  read_at: Date | null
}

/** When the account wants mail about this kind of notice; the page alone tells of the other kinds. */
const TELLING = sql<Telling>`case n.kind when 'reply' then a.tell_replies
  when 'mention' then a.tell_mentions when 'decision' then a.tell_decisions else 'never' end`

const COLUMNS = sql.raw(
  'n.id, n.account_id, n.kind, n.comment_id, n.detail, n.created_at, n.read_at',
)

/** Inserts what is new to accounts that are still there. @returns what was inserted, and who is to be told at once */
export async function insertNotices(
  tx: Tx,
  siteId: string,
  rows: NoticeInsert[],
  now: Date,
): Promise<{ id: string; account_id: string; is_at_once: boolean }[]> {
  if (rows.length === 0) return []
  const column = <K extends keyof NoticeInsert>(key: K) => rows.map((row) => row[key])
  // In the order of the unique index: two jobs with the same news never wait for each other in a circle.
  const inserted = await sql<{ id: string; account_id: string; is_at_once: boolean }>`
    with n as (
      select * from unnest(${column('id')}::uuid[], ${column('account_id')}::uuid[], ${column('kind')}::text[],
        ${column('key')}::text[], ${column('comment_id')}::uuid[], ${column('detail')}::jsonb[])
        as r(id, account_id, kind, key, comment_id, detail)
    ), told as (
      select n.*, case when a.mail is null then 'never' else ${TELLING} end as telling
      from n join account a on a.id = n.account_id
      where a.site_id = ${siteId}::uuid and a.state <> 'gone'
    ), inserted as (
      insert into notice (id, site_id, account_id, kind, key, comment_id, detail, mail, created_at)
      select id, ${siteId}::uuid, account_id, kind, key, comment_id, detail,
        case telling when 'never' then 'none' else 'waiting' end, ${now}
      from told order by account_id, key
      on conflict (account_id, key) do nothing
      returning id, account_id
    )
    select inserted.id, inserted.account_id, told.telling = 'at-once' as is_at_once
    from inserted join told on told.id = inserted.id order by inserted.id`.execute(tx)
  return inserted.rows
}

/** Notices of an account, newest first, after one of them. Cost: one index range. */
export async function findNotices(
  db: Db,
  accountId: string,
  page: { before: string | null; limit: number },
): Promise<NoticeRow[]> {
  const beyond =
    page.before === null
      ? sql`true`
      : sql`(n.created_at, n.id) < (select o.created_at, o.id from notice o
          where o.id = ${page.before}::uuid and o.account_id = ${accountId}::uuid)`
  const { rows } = await sql<NoticeRow>`
    select ${COLUMNS} from notice n where n.account_id = ${accountId}::uuid and ${beyond}
    order by n.created_at desc, n.id desc limit ${page.limit}`.execute(db)
  return rows
}

/** Accounts that have a notice about one of these comments. Cost: one index range a comment. */
export async function findToldAccounts(
  db: Db,
  commentIds: string[],
): Promise<{ account_id: string; comment_id: string; kind: NoticeKind }[]> {
  const { rows } = await sql<{ account_id: string; comment_id: string; kind: NoticeKind }>`
    select account_id, comment_id, kind from notice where comment_id = any(${commentIds}::uuid[])`.execute(
    db,
  )
  return rows
}

/** One notice of an account. */
export const findNotice = (db: Db, accountId: string, id: string) =>
  db
    .selectFrom('notice')
    .select(['id', 'kind', 'comment_id'])
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst()

/** Unread notices, counted up to a limit. Cost: one index range of that many rows at most. */
export async function countUnreadNotices(db: Db, accountId: string, max: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from notice where account_id = ${accountId}::uuid and read_at is null limit ${max}
    ) unread`.execute(db)
  return rows[0]?.n ?? 0
}

/** Marks unread notices: one, or all up to one of them, or all. @returns how many */
export async function markNotices(
  tx: Tx,
  accountId: string,
  which: { noticeId?: string; upToId?: string },
  now: Date,
): Promise<number> {
  const one = which.noticeId === undefined ? sql`true` : sql`n.id = ${which.noticeId}::uuid`
  const upTo =
    which.upToId === undefined
      ? sql`true`
      : sql`(n.created_at, n.id) <= (select o.created_at, o.id from notice o
          where o.id = ${which.upToId}::uuid and o.account_id = ${accountId}::uuid)`
  const { numAffectedRows } = await sql`
    update notice n set read_at = ${now}
    where n.account_id = ${accountId}::uuid and n.read_at is null and ${one} and ${upTo}`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0n)
}

export const findTelling = (db: Db, siteId: string, accountId: string) =>
  db
    .selectFrom('account')
    .select(['tell_replies', 'tell_mentions', 'tell_decisions'])
    .select((row) => row('mail', 'is not', null).as('has_mail'))
    .where('site_id', '=', siteId)
    .where('id', '=', accountId)
    .where('state', '<>', 'gone')
    .executeTakeFirst()

export const changeTelling = (
  tx: Tx,
  siteId: string,
  accountId: string,
  change: { tell_replies?: Telling; tell_mentions?: Telling; tell_decisions?: Telling },
) =>
  tx
    .updateTable('account')
    .set(change)
    .where('site_id', '=', siteId)
    .where('id', '=', accountId)
    .where('state', '<>', 'gone')
    .returning('id')
    .executeTakeFirst()

/** What waits for a letter that nobody wants any more goes without one. */
export async function dropUnwanted(tx: Tx, accountId: string): Promise<void> {
  await sql`update notice n set mail = 'none' from account a
    where n.account_id = ${accountId}::uuid and n.mail = 'waiting' and a.id = n.account_id
    and ${TELLING} = 'never'`.execute(tx)
}

/** To whom a letter goes; null: the account has no address, or is gone. */
export type Addressee = {
  id: string
  mail: string
  language: string | null
  digest_at: Date | null
}

/** The account, locked: letters to it are written one after the other, while new notices still come in. */
export async function lockAddressee(
  tx: Tx,
  siteId: string,
  accountId: string,
): Promise<Addressee | null> {
  const { rows } = await sql<Addressee>`
    select id, mail, language, digest_at from account
    where id = ${accountId}::uuid and site_id = ${siteId}::uuid and mail is not null and state <> 'gone'
    for no key update`.execute(tx)
  return rows[0] ?? null
}

/** The accounts of some notices that wait for a letter. */
export async function findAccountsWaiting(db: Db, noticeIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ account_id: string }>`
    select distinct account_id from notice where id = any(${noticeIds}::uuid[]) and mail = 'waiting'
    order by account_id`.execute(db)
  return rows.map((row) => row.account_id)
}

/** Of these notices those of the account that wait, and are wanted at once; oldest first. */
export async function findForAtOnce(
  tx: Tx,
  accountId: string,
  noticeIds: string[],
): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select ${COLUMNS} from notice n join account a on a.id = n.account_id
    where n.id = any(${noticeIds}::uuid[]) and n.account_id = ${accountId}::uuid and n.mail = 'waiting'
    and ${TELLING} = 'at-once' order by n.created_at, n.id`.execute(tx)
  return rows
}

/** Letters that went out about the notices of an account since then. Cost: its notices since then. */
export async function countMailed(tx: Tx, accountId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from notice
    where account_id = ${accountId}::uuid and created_at > ${since} and mail = 'done'`.execute(tx)
  return rows[0]?.n ?? 0
}

/** What the letter of the day is about: wanted daily, or wanted at once and left behind since before `leftSince`. */
const forDigest = (leftSince: Date) => sql`n.mail = 'waiting' and (${TELLING} = 'daily'
  or (${TELLING} = 'at-once' and n.created_at < ${leftSince}))`

/** Accounts with a letter of the day to come, by id. Cost: one pass over what waits, a page of accounts at a time. */
export async function findDigestAccounts(
  db: Db,
  siteId: string,
  page: { afterId: string | null; limit: number; dueBefore: Date; leftSince: Date },
): Promise<string[]> {
  const after = page.afterId === null ? sql`true` : sql`n.account_id > ${page.afterId}::uuid`
  const { rows } = await sql<{ account_id: string }>`
    select n.account_id from notice n join account a on a.id = n.account_id
    where ${forDigest(page.leftSince)} and ${after} and a.site_id = ${siteId}::uuid
    and (a.digest_at is null or a.digest_at < ${page.dueBefore})
    group by n.account_id order by n.account_id limit ${page.limit}`.execute(db)
  return rows.map((row) => row.account_id)
}

/** The newest of what the letter of the day is about. */
export async function findForDigest(
  tx: Tx,
  accountId: string,
  page: { limit: number; leftSince: Date },
): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select ${COLUMNS} from notice n join account a on a.id = n.account_id
    where n.account_id = ${accountId}::uuid and ${forDigest(page.leftSince)}
    order by n.created_at desc, n.id desc limit ${page.limit}`.execute(tx)
  return rows
}

/** Everything that the letter of the day was about is settled. @returns how many there were */
export async function settleDigest(
  tx: Tx,
  accountId: string,
  to: { leftSince: Date; mail: 'none' | 'done' },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update notice n set mail = ${to.mail} from account a
    where n.account_id = ${accountId}::uuid and a.id = n.account_id and ${forDigest(to.leftSince)}`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0n)
}

export const markDigest = (tx: Tx, accountId: string, now: Date) =>
  tx.updateTable('account').set({ digest_at: now }).where('id', '=', accountId).execute()

export async function settleNotices(tx: Tx, ids: string[], mail: 'none' | 'done'): Promise<void> {
  if (ids.length === 0) return
  await tx.updateTable('notice').set({ mail }).where('id', 'in', ids).execute()
}
