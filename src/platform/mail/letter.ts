/** Letters: what a mail says, before it has a form. */
import type { Locale } from '../../locales/index.js'

export type Letter = {
  subject: string
  blocks: Block[]
  /** Why this came, and where to change it. Addresses of our own site may stand here, as whole words. */
  footer: string[]
  /** One click ends mails of this kind: for List-Unsubscribe, and a link in the footer. Must begin with our origin. */
  unsubscribeUrl?: string
  /** Addresses that the letter itself names, such as the one that was confirmed; all others are taken out. */
  ours?: string[]
}
export type Block =
  | { kind: 'text'; text: string }
  /** Somebody else's words. `by` may be ''. */
  | { kind: 'quote'; by: string; text: string }
  /** The only links there are; `url` must begin with our origin. */
  | { kind: 'button'; label: string; url: string }
  | { kind: 'code'; code: string }

/** What a letter is put into. */
export type Frame = {
  siteName: string
  /** BCP 47 */
  language: string
  dir: 'ltr' | 'rtl'
  /** Without trailing slash. */
  origin: string
}

/** A letter in which nothing is foreign any more; `by` is a whole line such as "Ada wrote:". */
export type SafeLetter = Omit<Letter, 'ours'> & { words: Locale['mails'] }
