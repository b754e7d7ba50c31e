/** Mail queued: written down in the transaction that has something to say, sent by a job after it. */
import { newId } from '../../core/ids.js'
import { mailAddress } from '../../core/mail-address.js'
import { Refusal } from '../../core/refusals.js'
import { directionOfLanguage } from '../../core/text.js'
import type { Ctx } from '../ctx.js'
import type { Tx } from '../database.js'
import type { Emit } from '../events.js'
import type { Letter } from './letter.js'
import { renderLetter } from './render-letter.js'
import { insertMail } from './store.js'

/** Where the owner reads mail that no server took. */
export const OUTBOX_PATH = '/desk/outbox'

/** A letter with a key in it that does not say otherwise: links to sign in last ten minutes, and clocks differ. */
export const SECRET_GOOD_MS = 15 * 60_000

export type NewLetter = {
  /** What it is about, in lower-case letters: "sign-in". Shown in the outbox page and the log. */
  kind: string
  to: string
  letter: Letter
  /** BCP 47: of the words around the letter's own. */
  language: string
  /** True when it holds a key to sign in with: its text goes once it is sent. Subjects stay, so none may hold a key. */
  isSecret: boolean
  /** After so many milliseconds it is of no use and is not sent any more; secret letters: SECRET_GOOD_MS, others: never. */
  goodMs?: number
  /** Whose letter it is; left out for an address without an account. */
  accountId?: string
  /** Comments that it quotes: the letter goes with them when their author leaves. */
  commentIds?: string[]
}

type QueueCtx = Pick<Ctx, 'config' | 'site' | 'log' | 'clock' | 'origin'>

/**
 * Writes a mail down; the job that sends it starts when the transaction is committed. Without a mail server it is
 * kept for the outbox page, and the log says that it waits there.
 * @throws Refusal account/mail-invalid
 */
export async function queueMail(
  ctx: QueueCtx,
  tx: Tx,
  emit: Emit,
  input: NewLetter,
): Promise<void> {
  const address = mailAddress(input.to)
  if (address === null) throw new Refusal('account/mail-invalid')
  if (!KIND.test(input.kind)) throw new Error('the kind of a mail is no word')
  const now = ctx.clock()
  const id = newId(now.getTime())
  const hasServer = ctx.config.smtpUrl !== ''
  await insertMail(tx, {
    ...rendered(ctx, input, address.mail),
    id,
    siteId: ctx.site.id,
    kind: input.kind,
    to: address.mail,
    headers: headersOf(input, now),
    isSecret: input.isSecret,
    accountId: input.accountId ?? null,
    commentIds: input.commentIds ?? [],
    state: hasServer ? 'waiting' : 'kept',
    createdAt: now,
  })
  if (hasServer) emit({ name: 'mail.queued', mailId: id })
  else
    ctx.log.info(
      { kind: input.kind, outbox: ctx.origin() + OUTBOX_PATH },
      'No mail server is set: a mail waits in the outbox page.',
    )
}

const KIND = /^[a-z-]{1,40}$/
const LANGUAGE = /^[A-Za-z0-9-]{2,35}$/

const rendered = (ctx: QueueCtx, { letter, language }: NewLetter, to: string) =>
  renderLetter(
    { ...letter, ours: [...(letter.ours ?? []), to] },
    {
      siteName: ctx.site.name,
      language,
      dir: directionOfLanguage(language),
      origin: ctx.origin(),
    },
  )

/** The header that says until when a mail is of use (RFC 4021, 2.1.50); the sender keeps to it too. */
export const EXPIRES = 'Expires'

/** Headers beside those that every mail has. Nothing that a person typed gets into them. */
function headersOf({ letter, language, isSecret, goodMs }: NewLetter, now: Date) {
  const lifeMs = goodMs ?? (isSecret ? SECRET_GOOD_MS : null)
  return {
    // Keeps answering machines from answering, and loops from beginning (RFC 3834; the second is Exchange's).
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    ...(LANGUAGE.test(language) ? { 'Content-Language': language } : {}),
    ...(lifeMs === null
      ? {}
      : { [EXPIRES]: new Date(now.getTime() + lifeMs).toUTCString().replace('GMT', '+0000') }),
    ...(letter.unsubscribeUrl
      ? {
          'List-Unsubscribe': `<${letter.unsubscribeUrl}>`,
          // RFC 8058: mail programs may POST this body to the address above.
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }
      : {}),
  }
}
