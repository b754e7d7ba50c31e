/**
 * Letters rendered: subject, plain text and HTML. Foreign words go in as quotes or names and can carry neither links
 * nor markup nor headers.
 */
import { defang } from '../../core/defang.js'
import { fill } from '../../core/plural.js'
import { cleanText, excerptOf } from '../../core/text.js'
import { type Locale, localeFor } from '../../locales/index.js'
import type { Block, Frame, Letter, SafeLetter } from './letter.js'
import { letterHtml } from './letter-html.js'
import { letterText } from './letter-text.js'

/** Mail programs show about half of this; longer subjects are folded oddly by old ones. */
export const SUBJECT_CHARS_MAX = 120
/** A mail tells of a comment; the whole of it is on the page. */
export const QUOTE_CHARS_MAX = 2_000
/** Names have 60 characters; imported ones may be longer. */
const BY_CHARS_MAX = 80

/**
 * Subject, text and HTML of a letter.
 * @throws Error when a link leads elsewhere than to our own site: that is a bug of the caller
 * Cost: linear, about 0.5 ms for an ordinary letter.
 */
export function renderLetter(
  letter: Letter,
  frame: Frame,
): { subject: string; text: string; html: string } {
  const safe = safeLetter(letter, frame)
  return { subject: safe.subject, text: letterText(safe), html: letterHtml(safe, frame) }
}

/** True for an address of our own site that can stand in a header, an attribute and a plain text alike. */
export const isOwnUrl = (url: string, origin: string): boolean =>
  url.startsWith(`${origin}/`) && /^[\x21-\x7e]+$/.test(url) && !/[<>"\\^`{|}]/.test(url)

function safeLetter(letter: Letter, frame: Frame): SafeLetter {
  const words = localeFor(frame.language).mails
  const ours = [...ownWords(frame), ...(letter.ours ?? [])]
  const foreign = (text: string) => defang(cleanText(withPlainBreaks(text)), words.link, ours)
  const safeBlock = (block: Block): Block => {
    if (block.kind === 'text') return { kind: 'text', text: foreign(block.text) }
    if (block.kind === 'code') return { kind: 'code', code: lineOf(block.code) }
    if (block.kind === 'button')
      return { kind: 'button', label: foreign(lineOf(block.label)), url: ownUrl(block.url, frame) }
    return safeQuote(block, words)
  }
  return {
    subject: subjectOf(letter, frame, foreign),
    blocks: letter.blocks.map(safeBlock),
    footer: letter.footer.map((line) => safeFooter(line, frame, words.link, ours)),
    unsubscribeUrl: letter.unsubscribeUrl && ownUrl(letter.unsubscribeUrl, frame),
    words,
  }
}

/** Our own name may look like an address: "Lantern.news". */
const ownWords = ({ siteName, origin }: Frame): string[] => [
  ...siteName.split(/\s+/),
  new URL(origin).host,
]

function subjectOf(letter: Letter, frame: Frame, foreign: (text: string) => string): string {
  const line = lineOf(foreign(lineOf(letter.subject)))
  const subject = line.length > SUBJECT_CHARS_MAX ? excerptOf(line, SUBJECT_CHARS_MAX - 1) : line
  return subject || lineOf(frame.siteName)
}

/** Quotes are judged without our own words: even our own addresses are somebody else's here. */
function safeQuote(
  block: { by: string; text: string },
  words: Locale['mails'],
): Extract<Block, { kind: 'quote' }> {
  const by = defang(excerptOf(lineOf(block.by), BY_CHARS_MAX), words.link)
  const text = cleanText(withPlainBreaks(block.text))
  const isLong = text.length > QUOTE_CHARS_MAX
  const shown = isLong ? `${text.slice(0, QUOTE_CHARS_MAX).toWellFormed().trimEnd()} …` : text
  return {
    kind: 'quote',
    by: by && fill(words.wrote, { name: by }),
    text: defang(shown, words.link),
  }
}

function safeFooter(line: string, frame: Frame, word: string, ours: string[]): string {
  const plain = lineOf(line)
  const links = plain
    .split(' ')
    .map((one) => one.replace(/[.,;:!?)]+$/, ''))
    .filter((one) => isOwnUrl(one, frame.origin))
  return defang(plain, word, [...ours, ...links])
}

function ownUrl(url: string, frame: Frame): string {
  if (!isOwnUrl(url, frame.origin)) throw new Error('a letter links to somewhere else')
  return url
}

// Line ends of other kinds would start a line without its "> ".
const withPlainBreaks = (text: string): string => text.replace(/[\u2028\u2029\u0085\v\f]/g, '\n')

/** Controls, format characters that may turn a line around or hide in it, line ends. The joiners stay for spelling. */
const NOT_IN_A_LINE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** One line that may stand in a header. */
const lineOf = (text: string): string =>
  text.toWellFormed().normalize('NFC').replace(NOT_IN_A_LINE, ' ').replace(/\s+/g, ' ').trim()
