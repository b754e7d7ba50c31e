/**
 * How something is written and sent, whatever it says: all in capitals, in one block, without a word; by the dozen in a
 * minute, faster than anybody types, or into a field that nobody sees. Mostly small doubts that count beside others.
 */
import type { Doubt, Submission } from '../submission.js'
import { caseShares } from './letter-case.js'
import type { Detector, Prepared } from './prepared.js'
import type { Rates } from './rates.js'

/** Letters with case from which on a share of capitals says something: "NATO" and "OK" are words. */
export const CAPITALS_LETTERS_MIN = 30
export const CAPITALS_SHARE_MIN01 = 0.7
/** Characters without a line break that nobody reads on a telephone: two screens of them. */
export const WALL_CHARS_MIN = 2_000
/** Comments of one author in a minute beyond which they are hardly each thought about. */
export const AUTHOR_RATE_MAX = 6
/** The same for a network, behind which a whole town can be, and for a place. */
export const NETWORK_RATE_MAX = 40
export const PLACE_RATE_MAX = 100
/** Nobody reads a form and types SENT_CHARS_MIN characters in this time; a kept draft can be sent so fast. */
export const SENT_MS_MIN = 2_000
export const SENT_CHARS_MIN = 40

const SCORES = {
  capitals: 0.2,
  wall: 0.1,
  wordless: 0.1,
  sentAtOnce: 0.25,
  hiddenField: 0.85,
  crowd: 0.2,
  author: 0.3,
  authorTwice: 0.6,
} as const

/** @param rates what was sent before; the judge keeps it */
export const behaviourDetector = (rates: Rates): Detector => ({
  name: 'behaviour',
  inspect(submission, prepared) {
    const found = [
      capitalsDoubt(submission.text),
      wallDoubt(submission.text),
      wordlessDoubt(submission, prepared),
      ...sendingDoubts(submission, rates),
    ]
    return found.filter((doubt) => doubt !== null)
  },
})

type Evidence = Doubt['evidence']
const doubt = (
  reason: Doubt['reason'],
  score01: number,
  evidence: Evidence,
  spans: Doubt['spans'] = [],
): Doubt => ({ detector: 'behaviour', reason, score01, spans, evidence })

function capitalsDoubt(text: string): Doubt | null {
  const { cased, upper } = caseShares(text)
  const share01 = upper / cased
  if (cased < CAPITALS_LETTERS_MIN || share01 < CAPITALS_SHARE_MIN01) return null
  const spans = [{ start: 0, end: text.length }]
  return doubt('all-capitals', SCORES.capitals, { share01 }, spans)
}

function wallDoubt(text: string): Doubt | null {
  if (text.length < WALL_CHARS_MIN) return null
  let start = 0
  while (start < text.length) {
    const next = text.indexOf('\n', start)
    const end = next < 0 ? text.length : next
    if (end - start >= WALL_CHARS_MIN) {
      const evidence = { chars: end - start, limit: WALL_CHARS_MIN }
      return doubt('wall-of-text', SCORES.wall, evidence, [{ start, end }])
    }
    start = end + 1
  }
  return null
}

/** Emoji alone can be a kind answer, so this holds nothing. */
function wordlessDoubt({ text }: Submission, { words }: Prepared): Doubt | null {
  if (text === '' || words.texts.length > 0) return null
  const spans = [{ start: 0, end: text.length }]
  return {
    ...doubt('without-words', SCORES.wordless, { chars: text.length }, spans),
    isAdvisory: true,
  }
}

function sendingDoubts(submission: Submission, rates: Rates): (Doubt | null)[] {
  const { sending, text } = submission
  if (!sending) return []
  const { isTrapped, shownMs } = sending
  const isTooFast = shownMs !== null && shownMs < SENT_MS_MIN && text.length >= SENT_CHARS_MIN
  return [
    isTrapped ? doubt('hidden-field', SCORES.hiddenField, {}) : null,
    isTooFast ? doubt('sent-at-once', SCORES.sentAtOnce, { shownMs, chars: text.length }) : null,
    rateDoubt(submission, rates),
  ]
}

function rateDoubt(submission: Submission, rates: Rates): Doubt | null {
  if (submission.author?.kind === 'staff') return null
  const rate = rates.of(submission)
  if (rate.byAuthor > AUTHOR_RATE_MAX) {
    const isTwice = rate.byAuthor > 2 * AUTHOR_RATE_MAX
    return doubt('many-at-once', isTwice ? SCORES.authorTwice : SCORES.author, rate)
  }
  if (rate.fromNetwork <= NETWORK_RATE_MAX && rate.inPlace <= PLACE_RATE_MAX) return null
  return { ...doubt('many-at-once', SCORES.crowd, rate), isAdvisory: true }
}
