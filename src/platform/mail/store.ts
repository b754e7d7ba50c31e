/** The table of mails: queued in the transaction that has something to say, settled by the job that sends. */
import { sql } from 'kysely'
import type { Db, Tx } from '../database.js'

export type MailState = 'waiting' | 'sent' | 'kept' | 'failed'
export type NewMail = {
  id: string
  siteId: string
  kind: string
  to: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
  isSecret: boolean
  accountId: string | null
  commentIds: string[]
  state: 'waiting' | 'kept'
  createdAt: Date
}
export type WaitingMail = {
  id: string
  kind: string
  to_address: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
  is_secret: boolean
  tries: number
  created_at: Date
}
/** How a try ended; `waiting` is tried again. */
export type Outcome = { state: MailState; answer: string | null }

export async function insertMail(tx: Tx, mail: NewMail): Promise<void> {
  await tx
    .insertInto('mail')
    .values({
      id: mail.id,
      site_id: mail.siteId,
      kind: mail.kind,
      to_address: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      headers: JSON.stringify(mail.headers),
      account_id: mail.accountId,
      comment_ids: mail.commentIds,
      is_secret: mail.isSecret,
      state: mail.state,
      answer: null,
      created_at: mail.createdAt,
      settled_at: mail.state === 'kept' ? mail.createdAt : null,
    })
    .execute()
}

/** A mail that waits, locked until the transaction ends; undefined when it is settled, or somebody else has it. */
export const lockWaitingMail = (tx: Tx, siteId: string, id: string) =>
  tx
    .selectFrom('mail')
    .select(['id', 'kind', 'to_address', 'subject', 'text', 'html', 'headers', 'is_secret'])
    .select(['tries', 'created_at'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()

/** Writes down how a try ended. A key to sign in with does not stay in the table once nobody sends it any more. */
export async function recordTry(
  tx: Tx,
  mail: Pick<WaitingMail, 'id' | 'is_secret'>,
  outcome: Outcome & { at: Date },
): Promise<void> {
  const isOver = outcome.state === 'sent' || outcome.state === 'failed'
  await tx
    .updateTable('mail')
    .set({
      state: outcome.state,
      answer: outcome.answer,
      tries: sql`tries + 1`,
      settled_at: outcome.state === 'waiting' ? null : outcome.at,
      ...(isOver && mail.is_secret ? { text: '', html: '' } : {}),
    })
    .where('id', '=', mail.id)
    .execute()
}

export type MailRow = Awaited<ReturnType<typeof listMails>>[number]

/**
 * Mails, the newest first.
 * @param options.beforeId the last one of the page before
 */
export const listMails = (
  db: Db,
  siteId: string,
  options: { beforeId: string | null; limit: number },
) =>
  db
    .selectFrom('mail')
    .select(['id', 'kind', 'to_address', 'subject', 'text', 'is_secret', 'state', 'tries'])
    .select(['answer', 'created_at', 'settled_at'])
    .where('site_id', '=', siteId)
    .$if(options.beforeId !== null, (query) =>
      query.where(
        sql<boolean>`(created_at, id) < (select m.created_at, m.id from mail m
          where m.site_id = ${siteId} and m.id = ${options.beforeId})`,
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(options.limit)
    .execute()

/** @returns how many went */
export async function deleteMailsBefore(db: Db, siteId: string, before: Date): Promise<number> {
  const result = await db
    .deleteFrom('mail')
    .where('site_id', '=', siteId)
    .where('created_at', '<', before)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
