/** Mail sent: a job a mail. The mail server's answer decides whether it is done, is tried again, or has failed. */
import type { Ctx } from '../ctx.js'
import type { Mailer, OutgoingMail } from './mailer.js'
import { EXPIRES } from './queue.js'
import { deleteMailsBefore, lockWaitingMail, type Outcome, recordTry } from './store.js'

/** Tries of one mail. Jobs wait longer each time, about three days in all: servers that were down are up again by then. */
export const MAIL_TRIES_MAX = 20
/** Days that the outbox page looks back. */
export const MAIL_DAYS_KEPT = 30
/** Stored as the answer when a mail was not sent because nobody could use it any more. */
export const TOO_LATE = 'too late'
/** Servers answer in a line or two. */
const ANSWER_CHARS_MAX = 500

const DAY_MS = 86_400_000

type MailCtx = Pick<Ctx, 'config' | 'site' | 'db' | 'log' | 'clock' | 'origin'>
type Waiting = NonNullable<Awaited<ReturnType<typeof lockWaitingMail>>>

/**
 * Sends a mail that waits; one that is settled, or in another worker's hands, is left alone. A mail that was taken
 * just before this process died is sent again, with the same Message-ID.
 * @throws Error when it must be tried again; its message names no person
 */
export async function sendMail(ctx: MailCtx, mailer: Mailer, mailId: string): Promise<void> {
  const outcome = await ctx.db.transaction().execute(async (tx) => {
    const mail = await lockWaitingMail(tx, ctx.site.id, mailId)
    if (!mail) return null
    const reached = await outcomeOf(ctx, mailer, mail)
    await recordTry(tx, mail, { ...reached, at: ctx.clock() })
    return { ...reached, kind: mail.kind }
  })
  if (outcome?.state === 'failed')
    ctx.log.warn({ mailId, kind: outcome.kind }, 'A mail has failed; the outbox page says why.')
  // Thrown after the commit, so that the try stays counted.
  if (outcome?.state === 'waiting') throw new Error(`mail ${mailId} is not taken yet`)
}

/** Forgets mails that are older than MAIL_DAYS_KEPT. @returns how many */
export const sweepMail = (ctx: Pick<Ctx, 'db' | 'site' | 'clock'>): Promise<number> =>
  deleteMailsBefore(ctx.db, ctx.site.id, new Date(ctx.clock().getTime() - MAIL_DAYS_KEPT * DAY_MS))

async function outcomeOf(ctx: MailCtx, mailer: Mailer, mail: Waiting): Promise<Outcome> {
  if (isTooLate(mail, ctx.clock())) return { state: 'failed', answer: TOO_LATE }
  const said = await mailer.send(outgoing(ctx, mail))
  // It was queued while there was a server, and there is none any more.
  if (said.kind === 'no-server') return { state: 'kept', answer: null }
  const answer = lineOf(said.text).slice(0, ANSWER_CHARS_MAX).toWellFormed()
  if (said.kind === 'taken') return { state: 'sent', answer }
  const isOver = said.kind === 'refused' || mail.tries + 1 >= MAIL_TRIES_MAX
  return { state: isOver ? 'failed' : 'waiting', answer }
}

function isTooLate({ headers }: Waiting, now: Date): boolean {
  const expires = headers[EXPIRES]
  return expires !== undefined && now.getTime() > Date.parse(expires)
}

const outgoing = (ctx: MailCtx, mail: Waiting): OutgoingMail => ({
  from: senderOf(ctx),
  to: mail.to_address,
  subject: mail.subject,
  text: mail.text,
  html: mail.html,
  headers: mail.headers,
  messageId: `<${mail.id}@${hostOf(ctx)}>`,
  date: mail.created_at,
})

const hostOf = (ctx: MailCtx): string => new URL(ctx.origin()).hostname

/** MAIL_FROM, or the name of the site at the host of the site. Line ends cannot come through: settings refuse them. */
function senderOf(ctx: MailCtx): { name: string; address: string } {
  const { mailFrom } = ctx.config
  if (mailFrom === '') return { name: lineOf(ctx.site.name), address: `readership@${hostOf(ctx)}` }
  const [, name = '', address = mailFrom] = /^(.*)<(.+)>$/.exec(mailFrom) ?? []
  return { name: lineOf(name.replace(/^\s*"|"\s*$/g, '')), address: address.trim() }
}

/** Text without line ends and controls. */
const lineOf = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
