/** Mail addresses that we write to: one shape, strict enough that nothing else can hide in one. */

/** Octets of an address (RFC 5321, 4.5.3.1.3: a path of 256 with its angle brackets) and of what is before its "@". */
export const MAIL_OCTETS_MAX = 254
export const LOCAL_OCTETS_MAX = 64
const LABEL_CHARS_MAX = 63

export type MailAddress = {
  /** As it is written to: the domain in ASCII and lower case, the part before the "@" as it was given. */
  mail: string
  /** The same for all spellings of one address: what accounts are found by. */
  key: string
}

// Letters of any script, and the signs of RFC 5322 without those that old mail programs take for routes or commands.
const LOCAL = /^[\p{L}\p{M}\p{N}+_'&=~#$*/?^{}-]+(?:\.[\p{L}\p{M}\p{N}+_'&=~#$*/?^{}-]+)*$/u
/** Before it is turned to ASCII; without the signs that would end the host of a web address. */
const DOMAIN = /^[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61-]+$/u
const ASCII_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/

/**
 * Reads one address. Comments, quotes, lists, angle brackets, white space and controls inside are refused, as are
 * addresses of numbers; the domain has a dot, or is "localhost".
 * @returns null when it is none
 * Cost: linear, at most MAIL_OCTETS_MAX are looked at.
 */
export function mailAddress(raw: string): MailAddress | null {
  if (raw.length > RAW_CHARS_MAX) return null
  const text = raw.trim().normalize('NFC')
  const at = text.indexOf('@')
  const local = text.slice(0, Math.max(at, 0))
  // A leading "-" is an option to programs on the way.
  if (!LOCAL.test(local) || local.startsWith('-') || octetsOf(local) > LOCAL_OCTETS_MAX) return null
  const domain = asciiDomain(text.slice(at + 1))
  if (domain === null) return null
  const mail = `${local}@${domain}`
  if (octetsOf(mail) > MAIL_OCTETS_MAX) return null
  return { mail, key: mail.toLowerCase().normalize('NFC') }
}

/** Longest text worth reading: an address with some white space around it. */
const RAW_CHARS_MAX = 2 * MAIL_OCTETS_MAX

/** True when the text is one address that we write to. */
export const isMailAddress = (raw: string): boolean => mailAddress(raw) !== null

const octetsOf = (text: string): number => new TextEncoder().encode(text).length

function asciiDomain(domain: string): string | null {
  if (!DOMAIN.test(domain) || !URL.canParse(`http://${domain}`)) return null
  const host = new URL(`http://${domain}`).hostname
  if (host === 'localhost') return host
  const labels = host.split('.')
  const isName =
    labels.length > 1 &&
    labels.every((label) => label.length <= LABEL_CHARS_MAX && ASCII_LABEL.test(label)) &&
    // The last label of a name is never a number; of an IP address it is.
    !/^\d+$/.test(labels.at(-1) ?? '')
  return isName ? host : null
}

/** The box that an address most likely leads to, for counting letters: what follows a plus sign is the owner's own mark. */
export const boxOf = (key: string): string => key.replace(/\+[^@]*@/, '@')
