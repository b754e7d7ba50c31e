/**
 * Advertising: what somebody earns by the hour, work at home, guaranteed profits, a number to write to. People talk
 * about wages and investments too, so each alone passes; several together, or one with a link and a call to act, do not.
 */
import { type FoldedText, originalSpan } from '../../core/fold.js'
import type { Doubt, Submission } from '../submission.js'
import { ADVERT_PHRASES, type AdvertPart, type Phrase, SPACELESS_PIECES } from './advert-phrases.js'
import { AMOUNT, HANDLE, PERCENT, PHONE } from './amounts.js'
import { SPACELESS } from './links.js'
import type { Detector, Prepared } from './prepared.js'
import type { Words } from './word-cutting.js'

/** Amounts, numbers and phrases looked at in one text; advertising is short. */
const HITS_MAX = 60
/** Characters between an amount and its "per hour", or a messenger and its number. */
const NEAR_CHARS_MAX = 30
/** Digits of a telephone number with its country or area. */
const PHONE_DIGITS_MIN = 8
/** The same sign so often is an arrow or a frame, in advertising; alone it is temper. */
const SYMBOL_RUN = /([$€£><=#:~|^+*%&!])\1{4,}/

/** Doubts by part; a link and a call to act only weigh beside one of them. */
const WEIGHTS = {
  earnings: 0.3,
  windfall: 0.35,
  homework: 0.3,
  contact: 0.55,
  invited: 0.82,
  promise: 0.4,
  trade: 0.35,
} as const
const LINK_WEIGHT = 0.6
const CALL_WEIGHT = 0.4
const SYMBOLS_WEIGHT = 0.2

type Kind = keyof typeof WEIGHTS
/** A range of the folded text. */
type Range = { start: number; end: number }
type Hits = Map<AdvertPart, Range[]>

export const advertsDetector: Detector = {
  name: 'adverts',
  inspect(submission, prepared) {
    const hits = hitsIn(prepared)
    if (hits.size === 0) return []
    const kinds = kindsIn(prepared.text, hits)
    if (kinds.size === 0) return []
    return [doubtOf(submission, prepared, hits, kinds)]
  },
}

function hitsIn({ words, text }: Prepared): Hits {
  const hits: Hits = new Map()
  let count = 0
  for (let i = 0; i < words.texts.length && count < HITS_MAX; i++) {
    const family = ADVERT_PHRASES.get(words.texts[i] ?? '')
    if (!family) continue
    count += addFitting(hits, words, i, family.alone)
    const longer = family.bySecond.get(words.texts[i + 1] ?? '')
    if (longer) count += addFitting(hits, words, i, longer)
  }
  if (SPACELESS.test(text.folded)) addPieces(hits, text)
  return hits
}

/** @returns how many of the phrases begin at word i */
function addFitting(hits: Hits, words: Words, i: number, phrases: readonly Phrase[]): number {
  let count = 0
  for (const { part, words: phrase } of phrases) {
    if (!phrase.every((word, k) => words.texts[i + k] === word)) continue
    const start = words.starts[i] ?? 0
    add(hits, part, { start, end: words.ends[i + phrase.length - 1] ?? start })
    count += 1
  }
  return count
}

function addPieces(hits: Hits, { folded }: FoldedText): void {
  for (const { part, piece } of SPACELESS_PIECES) {
    const start = folded.indexOf(piece)
    if (start >= 0) add(hits, part, { start, end: start + piece.length })
  }
}

function add(hits: Hits, part: AdvertPart, range: Range): void {
  const ranges = hits.get(part)
  if (ranges) ranges.push(range)
  else hits.set(part, [range])
}

function kindsIn(text: FoldedText, hits: Hits): Map<Kind, Range> {
  const kinds = new Map<Kind, Range>()
  const of = (part: AdvertPart) => hits.get(part) ?? []
  const { folded } = text
  const mayEarn = (['rate', 'unit', 'lately'] as const).some((part) => hits.has(part))
  const amounts = mayEarn ? rangesOf(folded, AMOUNT) : []
  const earnings = nearest(amounts, ratesIn(folded, of('rate'), of('unit')))
  if (earnings) kinds.set('earnings', earnings)
  const windfall = hits.has('earn') && amounts.length > 0 ? of('lately')[0] : undefined
  if (windfall) kinds.set('windfall', joined(windfall, amounts[0] ?? windfall))
  const homework = of('homework')[0]
  if (homework) kinds.set('homework', homework)
  const trade = of('trade')[0]
  if (trade) kinds.set('trade', trade)
  const contact = contactIn(folded, of('messenger'))
  if (contact) kinds.set(hits.has('invite') ? 'invited' : 'contact', contact)
  const promise = promiseIn(folded, hits)
  if (promise) kinds.set('promise', promise)
  return kinds
}

/** "per hour" is a rate as it stands, "hour" behind a stroke: "$97/hr". */
const ratesIn = (folded: string, rates: Range[], units: Range[]): Range[] => [
  ...rates,
  ...units.filter(({ start }) => folded.charCodeAt(start - 1) === SLASH),
]
const SLASH = 47

function contactIn(folded: string, messengers: Range[]): Range | undefined {
  if (messengers.length === 0) return undefined
  const numbers = rangesOf(folded, PHONE).filter(
    ({ start, end }) => folded.slice(start, end).replace(/\D/g, '').length >= PHONE_DIGITS_MIN,
  )
  return nearest(numbers, messengers) ?? nearest(rangesOf(folded, HANDLE), messengers)
}

/** "300 % profit guaranteed", "5 % daily return": nobody honest says so. */
function promiseIn(folded: string, hits: Hits): Range | undefined {
  const gains = hits.get('gain')
  if (!gains || (!hits.has('sure') && !hits.has('fast'))) return undefined
  return nearest(rangesOf(folded, PERCENT), gains) ?? nearest(hits.get('sure') ?? [], gains, 12)
}

function rangesOf(folded: string, pattern: RegExp): Range[] {
  const ranges: Range[] = []
  for (const match of folded.matchAll(pattern)) {
    ranges.push({ start: match.index, end: match.index + match[0].length })
    if (ranges.length === HITS_MAX) break
  }
  return ranges
}

/** The first two that stand next to each other, as one range. */
function nearest(some: Range[], others: Range[], chars = NEAR_CHARS_MAX): Range | undefined {
  for (const a of some)
    for (const b of others) {
      const gap = a.start < b.start ? b.start - a.end : a.start - b.end
      if (gap <= chars) return joined(a, b)
    }
  return undefined
}

const joined = (a: Range, b: Range): Range => ({
  start: Math.min(a.start, b.start),
  end: Math.max(a.end, b.end),
})

function doubtOf(
  submission: Submission,
  { text }: Prepared,
  hits: Hits,
  kinds: Map<Kind, Range>,
): Doubt {
  const hasLink = submission.links.length > 0 || BARE_ADDRESS.test(text.folded)
  const hasCall = hits.has('call')
  const hasSymbols = SYMBOL_RUN.test(submission.text)
  const weights = [
    ...[...kinds.keys()].map((kind) => WEIGHTS[kind]),
    hasLink ? LINK_WEIGHT : 0,
    hasCall ? CALL_WEIGHT : 0,
    hasSymbols ? SYMBOLS_WEIGHT : 0,
  ]
  return {
    detector: 'adverts',
    reason: 'advertising',
    score01: 1 - weights.reduce((product, weight) => product * (1 - weight), 1),
    spans: [...kinds.values(), ...(hits.get('call') ?? []).slice(0, 1)].map(({ start, end }) =>
      originalSpan(text, start, end),
    ),
    evidence: { kinds: [...kinds.keys()], hasLink, hasCall, hasSymbols },
  }
}

/** An address without its beginning, as advertising writes it past filters. */
const BARE_ADDRESS =
  /https?:\/\/|\bwww\.|\b[a-z0-9][a-z0-9-]{1,62}\.(?:com|net|org|info|biz|xyz|top|online|site|shop|club|store|live|io|co|me|ru|cn)\b/
