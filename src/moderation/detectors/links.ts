/**
 * Links: too many for the words around them, hosts that hide where they lead, and the ornaments and random tails of
 * link spam. One ordinary link is what a good comment has.
 */
import { type FoldedText, originalSpan } from '../../core/fold.js'
import type { Doubt, Submission } from '../submission.js'
import type { Address } from './addresses.js'
import { isPublicName, isSameDomain } from './domain-names.js'
import { hostOf } from './hosts.js'
import { decorationIn } from './noise.js'
import type { Detector, Prepared } from './prepared.js'
import type { Words } from './word-cutting.js'

/** More links than this are a list of links, whatever stands between them. */
export const LINKS_MAX = 10
/** From this many links on each needs WORDS_PER_LINK_MIN words of its own. */
export const LINKS_MANY = 4
export const WORDS_PER_LINK_MIN = 10
/** From this many links on each needs at least a few words: a bare list of three is a flood, two are sources. */
export const LINKS_FEW = 3
export const WORDS_PER_LINK_FEW = 5
/** Ornament signs that make a frame; a few stars rate a film. */
export const DECORATION_SIGNS_MIN = 8
/** Addresses whose hosts are looked into; with more the comment is held for its links anyway. */
const HOSTS_LOOKED_INTO_MAX = 200
/** Ranges shown to a moderator; the rest is more of the same. */
const SPANS_MAX = 20

/** Scores of ornament and tail; only together, or beside a link, do they reach a usual threshold. */
const DECORATION_SCORE = 0.3
const TAIL_SCORE = 0.4
const WITH_LINK_SCORE = 0.7
const BOTH_SCORE = 0.6
const BOTH_WITH_LINK_SCORE = 0.9

type Span = Doubt['spans'][number]

export const linksDetector: Detector = {
  name: 'links',
  inspect(submission, prepared) {
    const written = prepared.addresses
    const found = [
      floodSignal(submission, prepared, written),
      maskSignal(submission, written.slice(0, HOSTS_LOOKED_INTO_MAX)),
      bustingSignal(submission, prepared, written),
    ]
    return found.filter((signal) => signal !== null)
  },
}

function floodSignal(submission: Submission, prepared: Prepared, written: Address[]): Doubt | null {
  const count = Math.max(written.length, submission.links.length)
  if (count < LINKS_FEW) return null
  const words = wordsBeside(prepared.words, prepared.text, written)
  const score01 = floodScore(count, words / count)
  if (score01 === 0) return null
  const evidence = { count, words, limit: limitFor(words) }
  return { detector: 'links', reason: 'link-flood', score01, spans: spansOf(written), evidence }
}

function floodScore(count: number, wordsPerLink: number): number {
  if (count > LINKS_MAX) return 0.9
  if (count >= LINKS_MANY && wordsPerLink < WORDS_PER_LINK_MIN) return 0.85
  if (count >= LINKS_FEW && wordsPerLink < WORDS_PER_LINK_FEW) return 0.8
  return 0
}

/** Links that a text of so many words may carry. */
function limitFor(words: number): number {
  if (words < LINKS_FEW * WORDS_PER_LINK_FEW) return LINKS_FEW - 1
  const carried = Math.floor(words / WORDS_PER_LINK_MIN)
  return Math.min(LINKS_MAX, Math.max(LINKS_MANY - 1, carried))
}

/** Words outside the addresses; scripts without spaces count two letters as a word. Cost: linear. */
function wordsBeside(words: Words, text: FoldedText, written: Address[]): number {
  let count = 0
  let next = 0
  for (let i = 0; i < words.texts.length; i++) {
    const start = text.offsets[words.starts[i] ?? 0] ?? 0
    while (next < written.length && (written[next]?.end ?? 0) <= start) next += 1
    const isInside = start >= (written[next]?.start ?? Number.POSITIVE_INFINITY)
    if (!isInside) count += wordWeight(words.texts[i] ?? '')
  }
  return count
}

/** Letters of scripts whose words stand without spaces. */
export const SPACELESS = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/
const wordWeight = (word: string): number =>
  word.charCodeAt(0) > 0xdff && SPACELESS.test(word) ? Math.ceil(word.length / 2) : 1

function maskSignal(submission: Submission, written: Address[]): Doubt | null {
  const links = submission.links.slice(0, HOSTS_LOOKED_INTO_MAX)
  const addresses = new Set([...written.map((address) => address.text), ...links])
  const masks = new Map<string, { why: string; score01: number }>()
  for (const address of addresses) {
    const host = hostOf(address)
    if (host?.mask) masks.set(host.name, { why: host.mask.kind, score01: host.mask.score01 })
  }
  const shownLinks = submission.linkTexts
    ? namedElsewhere(links, submission.linkTexts)
    : shownElsewhere(links, written)
  for (const { host, score01 } of shownLinks) masks.set(host, { why: 'shown-differently', score01 })
  if (masks.size === 0) return null
  const shown = written.filter((address) => masks.has(hostOf(address.text)?.name ?? ''))
  return {
    detector: 'links',
    reason: 'masked-link',
    score01: [...masks.values()].reduce((most, mask) => Math.max(most, mask.score01), 0),
    spans: spansOf(shown),
    evidence: {
      hosts: [...masks.keys()].slice(0, SPANS_MAX),
      why: [...new Set([...masks.values()].map((mask) => mask.why))],
    },
  }
}

type Shown = { host: string; score01: number }

/** The text of a link that is nothing but an address, whole or without its beginning. */
const SHOWN_ADDRESS =
  /^(?:https?:\/\/)?((?:[\p{L}\p{N}-]{1,63}\.){1,10}[\p{L}\p{N}-]{2,63})\.?(?:[:/?#]\S*)?$/iu
const SHOWN_CHARS_MAX = 500
const SHOWN_SCORE = 0.85
/** "ASP.NET" and "Booking.com" are names of things; who wants to pass for an address writes it small. */
const SHOWN_AS_NAME_SCORE = 0.5

/** Hosts that the text of a link names while it leads to another site: "[bank.com](https://evil.example)". */
function namedElsewhere(links: string[], texts: string[]): Shown[] {
  return links.flatMap((link, i) => {
    const text = (texts[i] ?? '').trim()
    if (text === '' || text.length > SHOWN_CHARS_MAX) return []
    const name = SHOWN_ADDRESS.exec(text)?.[1]
    const real = hostOf(link)?.name
    if (name === undefined || !real) return []
    const host = name.toLowerCase()
    // The page writes other letters of an address as they are meant, the link as they are sent.
    if (!PLAIN.test(host) || !isPublicName(host) || isSameDomain(host, real)) return []
    return [{ host, score01: name === host ? SHOWN_SCORE : SHOWN_AS_NAME_SCORE }]
  })
}
const PLAIN = /^[\x21-\x7e]+$/

/** The same without knowing which text is whose link: compared only when each address has its link. */
function shownElsewhere(links: string[], written: Address[]): Shown[] {
  const leads = links.filter((link) => /^https?:/i.test(link))
  if (leads.length !== written.length) return []
  return written.flatMap((address, i) => {
    const host = hostOf(address.text)?.name
    const real = hostOf(leads[i] ?? '')?.name
    if (!host || !real || !PLAIN.test(host)) return []
    return isSameDomain(host, real) ? [] : [{ host, score01: SHOWN_SCORE }]
  })
}

function bustingSignal(
  submission: Submission,
  prepared: Prepared,
  written: Address[],
): Doubt | null {
  const decoration = decorationIn(submission.text)
  const isFramed = decoration.count >= DECORATION_SIGNS_MIN
  const hasTail = prepared.tail.isSure
  if (!isFramed && !hasTail) return null
  const hasLink = written.length > 0 || submission.links.length > 0
  const { text, tail } = prepared
  const spans: Span[] = []
  if (isFramed) spans.push({ start: decoration.start, end: decoration.end })
  if (hasTail) spans.push(originalSpan(text, tail.start, text.folded.length))
  return {
    detector: 'links',
    reason: 'hash-busting',
    score01: bustingScore(isFramed, hasTail, hasLink),
    spans,
    evidence: { ornaments: decoration.count, randomTail: hasTail, hasLink },
  }
}

function bustingScore(isFramed: boolean, hasTail: boolean, hasLink: boolean): number {
  if (isFramed && hasTail) return hasLink ? BOTH_WITH_LINK_SCORE : BOTH_SCORE
  if (hasLink) return WITH_LINK_SCORE
  return hasTail ? TAIL_SCORE : DECORATION_SCORE
}

const spansOf = (addresses: Address[]): Span[] =>
  addresses.slice(0, SPANS_MAX).map(({ start, end }) => ({ start, end }))
