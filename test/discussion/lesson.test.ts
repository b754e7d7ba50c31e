import { describe, expect, it } from 'vitest'
import { type Decided, lessonOf } from '../../src/discussion/lesson.js'

const decided = (rest: Partial<Decided> = {}): Decided => ({
  commentId: 'c',
  action: 'remove',
  rule: null,
  byAccountId: 'm',
  wasRemoved: false,
  isCopy: false,
  text: 'You are a fool.',
  language: 'en',
  ...rest,
})
const kindOf = (rest: Partial<Decided>) => lessonOf(decided(rest))?.kind ?? null

describe('a decision teaches', () => {
  it.each([
    ['removed', {}],
    ['removed', { rule: 'Insult' }],
    ['removed', { rule: 'Spam' }],
    ['removed', { rule: 'Insult', isCopy: true }],
    ['let-through', { action: 'publish' }],
    ['let-through', { action: 'publish', isCopy: true }],
    ['put-back', { action: 'publish', wasRemoved: true }],
    ['picked', { action: 'pick' }],
  ] as const)('as %s: %o', (kind, rest) => expect(kindOf(rest)).toBe(kind))
})

describe('a decision says nothing of the words', () => {
  it.each([
    ['a copy removed as spam', { isCopy: true, rule: 'Spam' }],
    ['a copy removed without a rule', { isCopy: true }],
    ['removed for being said twice', { rule: 'Duplicate' }],
    ['the same in German', { rule: 'Doppelt gepostet' }],
    ['removed for its place', { rule: 'Off-topic' }],
    ['removed for its picture', { rule: 'Picture' }],
    ['a sign', { text: '!! 12 👍 ok' }],
  ])('%s', (_, rest) => expect(kindOf(rest)).toBeNull())
})
