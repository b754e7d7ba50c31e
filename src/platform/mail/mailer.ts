/** The mail server: one connection a mail, encrypted, with a limit on every wait. */
import { isIPv4 } from 'node:net'
import { createTransport } from 'nodemailer'
import type { Config } from '../config.js'

/** Limits of one connection; a server that does not answer is tried again later. */
const CONNECT_MS_MAX = 10_000
const GREETING_MS_MAX = 10_000
const SILENCE_MS_MAX = 20_000
/** Of the whole exchange: below the 60 seconds after which the database ends an idle transaction, and its lock. */
const SEND_MS_MAX = 45_000

export type OutgoingMail = {
  from: { name: string; address: string }
  to: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
  messageId: string
  date: Date
}

/** What a mail server said. `refused`: it will never take this mail. `trouble`: it may, later. */
export type Answer = { kind: 'taken' | 'refused' | 'trouble'; text: string } | { kind: 'no-server' }

export type Mailer = {
  /** Hands one mail over. Never throws. */
  send(mail: OutgoingMail): Promise<Answer>
  close(): void
}

type MailConfig = Pick<Config, 'smtpUrl' | 'publicUrl'>

/** The mailer of these settings. Connects when a mail is sent; without a mail server every answer is `no-server`. */
export function openMailer(config: MailConfig): Mailer {
  if (config.smtpUrl === '')
    return { send: async () => ({ kind: 'no-server' }), close: () => undefined }
  const transport = createTransport(transportOptions(config))
  return {
    async send({ from, to, ...mail }) {
      try {
        const sent = await transport.sendMail({
          ...mail,
          // As objects, and with an envelope: no text is searched for addresses.
          from,
          to: { name: '', address: to },
          envelope: { from: from.address, to: [to] },
          signal: AbortSignal.timeout(SEND_MS_MAX),
        })
        return { kind: 'taken', text: sent.response }
      } catch (error) {
        return answerOf(error)
      }
    },
    close: () => transport.close(),
  }
}

/** How to connect: smtps:// is encrypted from the first byte, smtp:// as soon as the server offers it. */
export function transportOptions({ smtpUrl, publicUrl }: MailConfig) {
  const url = new URL(smtpUrl)
  const host = decodeURIComponent(url.hostname).replace(/^\[|\]$/g, '')
  const secure = url.protocol === 'smtps:'
  const hasPassword = url.username !== ''
  const isHere = isLoopback(host)
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    ...(hasPassword
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    // Passwords never cross a network in the clear; a server on this machine has a certificate for another name.
    requireTLS: !secure && hasPassword && !isHere,
    ignoreTLS: !secure && isHere,
    // What we call ourselves; the name of the machine is nobody's business.
    name: publicUrl === '' ? 'localhost' : new URL(publicUrl).hostname,
    connectionTimeout: CONNECT_MS_MAX,
    greetingTimeout: GREETING_MS_MAX,
    socketTimeout: SILENCE_MS_MAX,
    dnsTimeout: CONNECT_MS_MAX,
    disableFileAccess: true,
    disableUrlAccess: true,
    xMailer: false as const,
  }
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))

/** Steps that may speak of this one mail; a "no" to any other (greeting, sign-in, encryption) is about us. */
const ABOUT_THE_MAIL = new Set(['EENVELOPE', 'EMESSAGE'])
/** "Authentication required", at whatever step: settings are wrong, and can be put right. */
const SIGN_IN_FIRST = 530

function answerOf(error: unknown): Answer {
  const { code, command, responseCode, response, message } = fieldsOf(error)
  const isAboutUs = command === 'MAIL FROM' || responseCode === SIGN_IN_FIRST
  // No reply: refused before it was offered, such as an address that the server has no letters for.
  const isForGood = responseCode === 0 || responseCode >= 500
  const isRefused = ABOUT_THE_MAIL.has(code) && isForGood && !isAboutUs
  return { kind: isRefused ? 'refused' : 'trouble', text: response || message }
}

function fieldsOf(error: unknown) {
  const fields: Record<string, unknown> = error instanceof Error ? { ...error } : {}
  return {
    code: String(fields.code ?? ''),
    command: String(fields.command ?? ''),
    responseCode: Number(fields.responseCode ?? 0),
    response: String(fields.response ?? ''),
    message: error instanceof Error ? error.message : String(error),
  }
}
