import { describe, expect, test } from 'vitest'
import {
  AUTHOR_RATE_MAX,
  CAPITALS_LETTERS_MIN,
  NETWORK_RATE_MAX,
  SENT_CHARS_MIN,
  SENT_MS_MIN,
  WALL_CHARS_MIN,
} from '../../src/moderation/detectors/behaviour.js'
import { RATE_WINDOW_MS } from '../../src/moderation/detectors/rates.js'
import { createJudge } from '../../src/moderation/judge.js'
import type { Sending, Standing } from '../../src/moderation/submission.js'
import { comment, judged, seeded, submission } from './cast.js'

const sending: Sending = { networkKey: '203.0.113.0/24', isTrapped: false, shownMs: null }
const ada: Standing = { kind: 'reader', key: 'ada', approved: null, since: null }

describe('how a text is written', () => {
  test('capitals count from CAPITALS_LETTERS_MIN letters on', () => {
    expect(judged('A'.repeat(4) + 'BCDE'.repeat((CAPITALS_LETTERS_MIN - 4) / 2)).reasons).toEqual([
      'all-capitals',
    ])
    expect(judged('NATO AND THE EU, SAYS THE BBC').reasons).toEqual([])
    expect(judged('ЭТО БЕЗОБРАЗИЕ ПРОДОЛЖАЕТСЯ УЖЕ ТРЕТИЙ ГОД').reasons).toEqual(['all-capitals'])
    expect(
      judged('The whole SENTENCE is calm, and only ONE or TWO words are not.').reasons,
    ).toEqual([])
  })
  test('scripts without case never shout', () => {
    expect(
      judged('这是一个关于城市和河流的长句子没有任何大写字母因为中文没有大写字母的概念').reasons,
    ).toEqual([])
    expect(
      judged('هذه جملة طويلة عن المدينة والنهر ولا توجد فيها أحرف كبيرة على الإطلاق').reasons,
    ).toEqual([])
  })
  test('a wall is a paragraph of WALL_CHARS_MIN characters', () => {
    const line = comment(seeded(3), 600)
      .slice(0, WALL_CHARS_MIN)
      .trimEnd()
      .padEnd(WALL_CHARS_MIN, 's')
    expect(judged(line).reasons).toEqual(['wall-of-text'])
    expect(judged(line.slice(1)).reasons).toEqual([])
    expect(judged(`${line.slice(0, 1000)}\n\n${line.slice(1000)}`).reasons).toEqual([])
  })
  test('no word at all is noted and holds nothing, whatever else is doubted', () => {
    const { reasons, outcome, signals } = judged('👍👍👍 !!!')
    expect({ reasons, outcome }).toEqual({ reasons: ['without-words'], outcome: 'publish' })
    expect(signals[0]?.isAdvisory).toBe(true)
    expect(judged('12:30').reasons).toEqual([])
  })
})

describe('how a text is sent', () => {
  const text = comment(seeded(9), 12)
  test('the field that nobody sees holds', () => {
    expect(judged(text, { sending: { ...sending, isTrapped: true } }).outcome).toBe('hold')
    expect(judged(text, { sending }).reasons).toEqual([])
  })
  test('faster than anybody types is a doubt, no time is none', () => {
    const sent = (shownMs: number | null, words = text) =>
      judged(words, { sending: { ...sending, shownMs } })
    expect(text.length).toBeGreaterThan(SENT_CHARS_MIN)
    expect(sent(SENT_MS_MIN - 1).reasons).toEqual(['sent-at-once'])
    expect(sent(SENT_MS_MIN - 1).outcome).toBe('publish')
    expect(sent(SENT_MS_MIN).reasons).toEqual([])
    expect(sent(null).reasons).toEqual([])
    expect(sent(10, 'Yes, I agree.').reasons).toEqual([])
  })
  test('many in a minute by one author are a doubt, and forgotten after it', () => {
    const judge = createJudge()
    const random = seeded(10)
    const at = (ms: number) => new Date(Date.UTC(2026, 10, 23) + ms)
    const send = (ms: number, author: Standing) =>
      judge
        .judge(submission(comment(random, 20), { at: at(ms), author, sending }))
        .verdict.signals.map((one) => one.reason)
    for (let i = 0; i < AUTHOR_RATE_MAX; i++) expect(send(i, ada)).toEqual([])
    expect(send(1_000, ada)).toEqual(['many-at-once'])
    expect(send(1_000, { ...ada, key: 'bob' })).toEqual([])
    expect(send(1_000, { ...ada, kind: 'staff' })).toEqual([])
    expect(send(1_000 + RATE_WINDOW_MS, ada)).toEqual([])
  })
  test('a crowd behind one network is told to staff only', () => {
    const judge = createJudge()
    const random = seeded(11)
    const send = (i: number) =>
      judge.judge(
        submission(comment(random, 20), {
          author: { ...ada, key: `${i}` },
          placeId: `${i}`,
          sending,
        }),
      ).verdict
    for (let i = 0; i < NETWORK_RATE_MAX; i++) expect(send(i).signals).toEqual([])
    const crowded = send(NETWORK_RATE_MAX)
    expect(crowded.signals[0]).toMatchObject({ reason: 'many-at-once', isAdvisory: true })
    expect(crowded.outcome).toBe('publish')
  })
  test('what nobody sends now is not counted', () => {
    const judge = createJudge()
    const random = seeded(12)
    for (let i = 0; i < 50; i++)
      expect(judge.judge(submission(comment(random, 20), { author: ada })).verdict.signals).toEqual(
        [],
      )
  })
})
