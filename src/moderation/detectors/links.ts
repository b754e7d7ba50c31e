/**
 * Links: too many for the words around them, hosts that hide where they lead, and the ornaments and random tails of
 * link spam. One ordinary link is what a good comment has.
 */
import { type FoldedText, originalSpan } from '../../core/fold.js'
import type { Signal, Submission } from '../submission.js'
import { hostOf, isSameSite } from './hosts.js'
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

const ADDRESS = /https?:\/\/(?:\[[\da-f:.]+\])?[^\s<>"[\]]*|\bwww\.[^\s<>"[\]]+/gi
const TRAILING = /[.,;:!?)\]}'’”»*_]{1,20}$/

/** Scores of ornament and tail; only together, or beside a link, do they reach a usual threshold. */
const DECORATION_SCORE = 0.3
const TAIL_SCORE = 0.4
const WITH_LINK_SCORE = 0.7
const BOTH_SCORE = 0.6
const BOTH_WITH_LINK_SCORE = 0.9

type Span = Signal['spans'][number]
type Address = Span & { text: string }

export const linksDetector: Detector = {
  name: 'links',
  inspect(submission, prepared) {
    const written = addressesIn(submission.text)
    const found = [
      floodSignal(submission, prepared, written),
      maskSignal(
        submission.links.slice(0, HOSTS_LOOKED_INTO_MAX),
        written.slice(0, HOSTS_LOOKED_INTO_MAX),
      ),
      bustingSignal(submission, prepared, written),
    ]
    return found.filter((signal) => signal !== null)
  },
}

function addressesIn(text: string): Address[] {
  const found: Address[] = []
  if (!text.includes('://') && !/www\./i.test(text)) return found
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TRAILING, '')
    found.push({ text: address, start: match.index, end: match.index + address.length })
  }
  return found
}

function floodSignal(
  submission: Submission,
  prepared: Prepared,
  written: Address[],
): Signal | null {
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

const SPACELESS = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/
const wordWeight = (word: string): number =>
  word.charCodeAt(0) > 0xdff && SPACELESS.test(word) ? Math.ceil(word.length / 2) : 1

function maskSignal(links: string[], written: Address[]): Signal | null {
  const addresses = new Set([...written.map((address) => address.text), ...links])
  const masks = new Map<string, { why: string; score01: number }>()
  for (const address of addresses) {
    const host = hostOf(address)
    if (host?.mask) masks.set(host.name, { why: host.mask.kind, score01: host.mask.score01 })
  }
  for (const host of shownElsewhere(links, written)) {
    masks.set(host, { why: 'shown-differently', score01: 0.85 })
  }
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

/** Hosts shown in the text whose link leads to another site; compared only when each address has its link. */
function shownElsewhere(links: string[], written: Address[]): string[] {
  const leads = links.filter((link) => /^https?:/i.test(link))
  if (leads.length !== written.length) return []
  return written.flatMap((address, i) => {
    const shown = hostOf(address.text)?.name
    const real = hostOf(leads[i] ?? '')?.name
    if (!shown || !real || !/^[\x21-\x7e]+$/.test(shown)) return []
    return isSameSite(shown.replace(/^www\./, ''), real.replace(/^www\./, '')) ? [] : [shown]
  })
}

function bustingSignal(
  submission: Submission,
  prepared: Prepared,
  written: Address[],
): Signal | null {
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
