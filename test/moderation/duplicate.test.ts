import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COPY_KEYS, copyKeysOf } from '../../src/moderation/detectors/copy-keys.js'
import {
  createDecidedClusters,
  DECIDED_CLUSTERS_MAX,
} from '../../src/moderation/detectors/decided-clusters.js'
import { REPEAT_WINDOW_MS } from '../../src/moderation/detectors/duplicate.js'
import { createDuplicateIndex } from '../../src/moderation/detectors/duplicate-index.js'
import {
  decodeFingerprint,
  encodeFingerprint,
  FINGERPRINT_BYTES,
  type Fingerprint,
  fingerprintOf,
  similarity,
} from '../../src/moderation/detectors/minhash.js'
import { FINGERPRINT_CHARS_MIN, prepare } from '../../src/moderation/detectors/prepared.js'
import { createJudge } from '../../src/moderation/judge.js'
import { comment, seeded, submission, WORDS } from './cast.js'

function printOf(text: string): Fingerprint {
  const { fingerprint } = prepare(text)
  if (!fingerprint) throw new Error(`too short for a fingerprint: ${text}`)
  return fingerprint
}

describe('fingerprints', () => {
  test('are equal for equal texts, and alike for texts read alike', () => {
    const text = 'Camel shit! Where did you spring all this garbage from?'
    expect(similarity(printOf(text), printOf(text))).toBe(1)
    expect(similarity(printOf(text), printOf(text.toUpperCase().replaceAll('i', '1')))).toBe(1)
  })
  test('estimate the share of common shingles', () => {
    const random = seeded(5)
    for (let i = 0; i < 200; i++) {
      const a = comment(random, 30)
      const b = `${a.slice(0, Math.floor(random() * a.length))} ${comment(random, 12)}`
      const left = prepare(a).essence
      const right = prepare(b).essence
      // Six standard errors of an estimate from 64 numbers.
      expect(Math.abs(similarity(printOf(a), printOf(b)) - jaccard(left, right))).toBeLessThan(0.38)
    }
  })
  test('are symmetric, between 0 and 1, and survive storage', () => {
    const text = fc.string({ unit: 'binary', minLength: 5, maxLength: 200 })
    fc.assert(
      fc.property(text, text, (a, b) => {
        const left = fingerprintOf(a)
        const right = fingerprintOf(b)
        if (!left || !right) return
        const likeness = similarity(left, right)
        expect(likeness).toBe(similarity(right, left))
        expect(likeness).toBeGreaterThanOrEqual(0)
        expect(likeness).toBeLessThanOrEqual(1)
        const bytes = encodeFingerprint(left)
        expect(bytes).toHaveLength(FINGERPRINT_BYTES)
        expect(decodeFingerprint(Buffer.from(bytes))).toEqual(left)
      }),
    )
  })
  test('stay what they were: they are stored', () => {
    const print = printOf('The quick brown fox jumps over the lazy dog twice')
    expect([...print.slice(0, 4)]).toMatchInlineSnapshot(`
      [
        -1957414646,
        -2016808018,
        -2140552113,
        -1958556919,
      ]
    `)
  })
  test('bytes that are none are refused', () => {
    expect(decodeFingerprint(new Uint8Array(FINGERPRINT_BYTES - 1))).toBeNull()
  })
})

function jaccard(a: string, b: string): number {
  const shinglesOf = (text: string) =>
    new Set(Array.from({ length: text.length - 4 }, (_, i) => text.slice(i, i + 5)))
  const left = shinglesOf(a)
  const right = shinglesOf(b)
  const both = [...left].filter((shingle) => right.has(shingle)).length
  return both / (left.size + right.size - both)
}

describe('near copies', () => {
  const random = seeded(11)
  const originals = Array.from({ length: 1000 }, () => comment(random, 36))
  const index = createDuplicateIndex({ capacity: 1000 })
  for (const [i, text] of originals.entries()) index.remember(`original-${i}`, printOf(text))

  /** Share of the edited originals that are known again, as the right one. */
  function recall(edit: (text: string) => string): number {
    const known = originals.filter(
      (text, i) => index.find(printOf(edit(text)))?.id === `original-${i}`,
    )
    return known.length / originals.length
  }
  const letters = (count: number, of: string) =>
    Array.from({ length: count }, () => of.charAt(Math.floor(random() * of.length))).join('')
  const swapWords = (share: number) => (text: string) =>
    text
      .split(' ')
      .map((word) =>
        random() < share ? (WORDS[Math.floor(random() * WORDS.length)] ?? word) : word,
      )
      .join(' ')

  test('with another random tail: all', () =>
    expect(recall((text) => `${text} :::::${letters(11, 'bcdfghjklmnpqrstvwxz0123456789')}`)).toBe(
      1,
    ))
  test('in leet: all', () =>
    expect(
      recall((text) => text.replaceAll('e', '3').replaceAll('o', '0').replaceAll('a', '@')),
    ).toBe(1))
  test('behind a greeting: all', () =>
    expect(recall((text) => `Hello dear ${letters(6, 'abcdefgh')}, ${text}`)).toBeGreaterThan(
      0.995,
    ))
  test('with a quarter left out: nearly all', () =>
    expect(recall((text) => text.slice(0, text.length * 0.75))).toBeGreaterThan(0.97))
  test('with one word in ten changed: 19 of 20', () =>
    expect(recall(swapWords(0.1))).toBeGreaterThan(0.85))
  test('with half the words changed: few, that is another comment', () =>
    expect(recall(swapWords(0.5))).toBeLessThan(0.05))

  test('none among 5,000 comments that have nothing to do with each other', () => {
    const strangers = createDuplicateIndex({ capacity: 5000 })
    let found = 0
    for (let i = 0; i < 5000; i++) {
      const print = printOf(comment(random, 20 + (i % 40)))
      if (strangers.find(print)) found += 1
      strangers.remember(`stranger-${i}`, print)
    }
    expect(found).toBe(0)
  })
})

describe('keys by which storage finds a text', () => {
  const keysOf = (text: string) => prepare(text).copyKeys

  test('stay what they were: they are stored', () => {
    expect(keysOf('The quick brown fox jumps over the lazy dog twice')).toMatchInlineSnapshot(`
      [
        -383587948,
        -2032512895,
        -1446045795,
        921547254,
        1071721767,
        -1504058948,
        -2118021234,
        -1291061138,
      ]
    `)
  })
  test('are eight for a text with a fingerprint, none for a shorter one', () => {
    const long = 'abcdefghij klmnopqrst uvwxyz abcdefgh ijk'
    expect(keysOf(long.slice(0, FINGERPRINT_CHARS_MIN))).toHaveLength(COPY_KEYS)
    expect(keysOf(long.slice(0, FINGERPRINT_CHARS_MIN - 1))).toEqual([])
    expect(copyKeysOf('thirteen char')).toEqual([])
    expect(copyKeysOf('fourteen chars')).toHaveLength(COPY_KEYS)
  })
  test('are shared by copies with one word in ten exchanged, and by no strangers', () => {
    const random = seeded(21)
    const texts = Array.from({ length: 1_000 }, () => comment(random, 36))
    const share = (a: string, b: string) => {
      const keys = keysOf(b)
      return keysOf(a).some((key, k) => key === keys[k])
    }
    const copyOf = (text: string) => {
      const words = text.split(' ')
      const places = words.map((_, i) => i)
      for (let n = Math.round(words.length / 10); n > 0; n--) {
        const [at = 0] = places.splice(Math.floor(random() * places.length), 1)
        words[at] = WORDS[Math.floor(random() * WORDS.length)] ?? ''
      }
      return words.join(' ')
    }
    const found = texts.filter((text) => share(text, copyOf(text)))
    expect(found.length / texts.length).toBeGreaterThanOrEqual(0.95)
    const met = texts.filter((text, i) => share(text, texts[(i + 1) % texts.length] ?? ''))
    expect(met.length / texts.length).toBeLessThan(0.01)
  })
})

describe('decisions on clusters', () => {
  test('are remembered, the latest of them', () => {
    const decided = createDecidedClusters()
    const remove = { action: 'remove', rule: null } as const
    for (let i = 0; i < DECIDED_CLUSTERS_MAX; i++) decided.learn(`c${i}`, remove)
    expect(decided.find('c0')).toEqual(remove)
    decided.learn('c0', { action: 'publish', rule: null })
    decided.learn('one more', remove)
    expect(decided.find('c0')?.action).toBe('publish')
    expect(decided.find('c1')).toBeNull()
    expect(decided.find('c2')).toEqual(remove)
  })
})

describe('the index', () => {
  const random = seeded(3)
  const text = () => comment(random, 20)

  test('forgets the oldest for the newest, and keeps its size', () => {
    const index = createDuplicateIndex({ capacity: 3 })
    const texts = [text(), text(), text(), text()]
    for (const [i, one] of texts.entries()) index.remember(`id-${i}`, printOf(one))
    const found = texts.map((one) => index.find(printOf(one))?.id ?? null)
    expect(found).toEqual([null, 'id-1', 'id-2', 'id-3'])
    expect(index.size).toBe(3)
  })
  test('a copy names the first of its family, also after that one left', () => {
    const index = createDuplicateIndex({ capacity: 2 })
    const print = printOf(text())
    index.remember('first', print)
    for (const id of ['second', 'third', 'fourth']) {
      const copy = index.find(print)
      expect(copy).toEqual({ id: 'first', similarity01: 1 })
      index.remember(id, print, copy?.id)
    }
  })
  test('a text that never came to exist is named no more', () => {
    const index = createDuplicateIndex({ capacity: 8 })
    const print = printOf(text())
    index.remember('first', print)
    index.remember('second', print, 'first')
    index.forget('first')
    expect(index.find(print)?.id).toBe('second')
    index.forget('second')
    expect(index.find(print)).toBeNull()
    expect(index.size).toBe(0)
  })
  test('a text is no copy of itself', () => {
    const index = createDuplicateIndex({ capacity: 8 })
    const print = printOf(text())
    index.remember('first', print)
    expect(index.find(print, 'first')).toBeNull()
  })
  test('works through a hundred times its capacity', () => {
    const index = createDuplicateIndex({ capacity: 16 })
    for (let i = 0; i < 1600; i++) {
      const print = printOf(text())
      index.remember(`id-${i}`, print)
      expect(index.find(print)?.id).toBe(`id-${i}`)
    }
    expect(index.size).toBe(16)
  })
})

describe('short texts', () => {
  const at = (ms: number) => new Date(Date.UTC(2017, 11, 11) + ms)
  const twice = (text: string, second: Parameters<typeof submission>[1] = {}) => {
    const judge = createJudge({ duplicateCapacity: 8 })
    const first = judge.judge(submission(text, { at: at(0) }))
    expect(first.fingerprint).toBeNull()
    return judge.judge(submission(text, { at: at(1000), ...second })).verdict.signals
  }
  test('the same by the same author in the same place is repeated', () =>
    expect(twice('No one cares about that!')[0]?.reason).toBe('repeated-by-author'))
  test('the same by somebody else, elsewhere, later or by nobody in particular is not', () => {
    expect(twice('No one cares about that!', { authorName: 'Rob' })).toEqual([])
    expect(twice('No one cares about that!', { placeId: 'elsewhere' })).toEqual([])
    expect(twice('No one cares about that!', { authorName: null })).toEqual([])
    expect(twice('No one cares about that!', { at: at(REPEAT_WINDOW_MS) })).toHaveLength(1)
    expect(twice('No one cares about that!', { at: at(REPEAT_WINDOW_MS + 1) })).toEqual([])
  })
  test('no text and tiny texts never match', () => {
    expect(twice('')).toEqual([])
    expect(twice('👏👏👏👏👏👏👏👏👏👏').map((one) => one.reason)).toEqual(['without-words'])
    expect(twice('thanks!')).toEqual([])
  })
  test('likeness begins at FINGERPRINT_CHARS_MIN characters', () => {
    const long = 'abcdefghij klmnopqrst uvwxyz abcdefgh ijk'
    expect(prepare(long.slice(0, FINGERPRINT_CHARS_MIN)).fingerprint).not.toBeNull()
    expect(prepare(long.slice(0, FINGERPRINT_CHARS_MIN - 1)).fingerprint).toBeNull()
  })
  test('a repetition whose first was not written is no repetition', () => {
    const judge = createJudge({ duplicateCapacity: 8 })
    const first = submission('No one cares about that!')
    judge.judge(first)
    judge.forget(first.id)
    expect(judge.judge(submission(first.text)).verdict.signals).toEqual([])
  })
})
