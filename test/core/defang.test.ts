import fc from 'fast-check'
import { LinkifyIt } from 'linkify-it'
import { describe, expect, it } from 'vitest'
import { defang } from '../../src/core/defang.js'

/** Somebody else's idea of what is an address, with everything on. */
const judge = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: true, urlAuth: true })
judge.tlds(['zip', 'mov', 'app', 'la', 'онлайн', '中国', 'みんな', 'テスト', '한국', 'भारत'], true)
for (const scheme of ['tel:', 'javascript:', 'data:'])
  judge.add(scheme, { validate: (text, at) => /^\S*/.exec(text.slice(at))?.[0].length ?? 0 })

/** What a program may see: the text itself, wide forms folded, invisible signs gone, dots of other scripts as dots. */
const sights = (text: string) => {
  const gone = text.replace(/[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}](?<![\t\n\r])/gu, '')
  return [text, text.normalize('NFKC'), gone, gone.normalize('NFKC')]
}
const linksIn = (text: string) =>
  sights(text).flatMap((sight) => (judge.match(sight) ?? []).map((match) => match.raw))

const WORD = '[link]'
const ATTACKS = [
  'http://evil.com',
  'HTTPS://EVIL.COM/a?b=c#d',
  'ftp://evil.com',
  'hxxp://evil.com',
  '//evil.com/path',
  'http:\\\\evil.com',
  '\\\\evil\\share',
  'mailto:a@evil.com',
  'tel:+4930123456',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,hi',
  'www.evil.com',
  'WWW.evil',
  'evil.com',
  'evil.com/path',
  'evil.com:8080/x',
  'evil.co.uk',
  'evil.zip',
  'xn--80ak6aa92e.com',
  'аррӏе.com',
  'пример.рф',
  '例え.テスト',
  'उदाहरण.भारत',
  'مثال.إختبار',
  '💩.la',
  '1.2.3.4',
  '1.2.3.4/admin',
  'http://[2001:db8::1]/',
  '[2001:db8::1]',
  'http://3232235777/',
  'user@evil.com',
  'user@[192.0.2.1]',
  'user@localhost',
  'localhost:4000/sign-in',
  'user+tag@müller.example',
  'evil．com',
  'evil。com',
  'evil｡com',
  'evil․com',
  'ｅｖｉｌ．ｃｏｍ',
  'ｈｔｔｐ：／／ｅｖｉｌ',
  'user＠evil．com',
  'evil\u200b.com',
  'evil.\u200bcom',
  'evil.c\u00adom',
  'evil\u2060.\u2060com',
  'evil\ufeff.com',
  'evil.\ufeffcom',
  '\ufeff．com',
  '⒈.\u200dcom',
  'evil。\u200bcom',
  'ev\u202eil.com',
  'evil.com\u200b9',
  'ⓔⓥⓘⓛ.ⓒⓞⓜ',
  '[click](http://evil.com)',
  '<http://evil.com>',
  '<a href="http://evil.com">x</a>',
  '"http://evil.com"',
  '“evil.com”',
  '(evil.com)',
  '(evil.com).',
  'x|evil.com|y',
  'see:evil.com',
  'evil.com,evil.org',
  'a,evil.com',
  '...evil.com',
  'evil.com.',
  'evil.com...',
  '日本語evil.comです',
  '你好，evil.com。',
  'bitcoin:1BoatSLRHtKNngkdXEeobR76b53LETtpyT',
  'https://user:pw@evil.com',
  'a\u0000.evil.com',
]

describe('addresses in foreign words', () => {
  it.each(ATTACKS)('go: %j', (attack) => {
    for (const text of [
      attack,
      `see ${attack} now`,
      `one\n${attack}\ntwo`,
      `${attack} ${attack}`,
    ]) {
      const safe = defang(text, WORD)
      expect(safe).toContain(WORD)
      expect(linksIn(safe), safe).toEqual([])
      expect(safe).not.toMatch(/evil[.．。｡․]/i)
    }
  })

  it('go, and the sentence around them stays', () => {
    expect(defang('Look (at https://evil.com/x), please: www.evil.com!', WORD)).toBe(
      'Look (at [link]), please: [link]!',
    )
    expect(defang('“evil.com”, she said', WORD)).toBe('“[link]”, she said')
    expect(defang('今日は雨、evil.com、明日は晴れ。', WORD)).toBe('今日は雨、[link]、明日は晴れ。')
    expect(defang('evil.com', '[Link]')).toBe('[Link]')
  })

  it.each([
    'Bread, e.g. rye, i.e. dark.',
    'z.B. um 10.30 Uhr, d.h. am 30.10.2026, usw.',
    'At 10:30 in the U.S.A. it cost 3.14 or 1,000.50 dollars (v1.2.3).',
    'Wait ... what?! No... yes… and/or either.',
    'It’s “fine”: a well-known "thing" – really; 50% off, #1, C++, R&B, :-) ;) <3 ¯\\_(ツ)_/¯',
    '@ada thanks! ask me @ noon',
    'Note: data: 5, tel: none, news: good',
    '*emphasis* and _that_ and `code`',
    '今日は雨です。明日も雨でしょう。本当？はい！',
    '他走了。我也走了。',
    'यह ठीक है। बहुत अच्छा।',
    'Привет, как дела? Всё хорошо.',
    'می‌خواهم بروم.',
    '👩‍👩‍👧 and 🏳️‍🌈!',
    'Tel. 030 12 34 56, 01.23.45.67.89',
    '',
    ' \n\t ',
  ])('leaves prose alone: %j', (prose) => {
    expect(defang(prose, WORD)).toBe(prose)
  })

  it('stay when they are our own, as whole words only', () => {
    const ours = ['lantern.example', 'ada@lantern.example']
    expect(defang('Welcome to lantern.example, ada@lantern.example.', WORD, ours)).toBe(
      'Welcome to lantern.example, ada@lantern.example.',
    )
    for (const name of ['lantern.example.evil.com', 'evil.lantern.example', 'lantern.example/x'])
      expect(defang(name, WORD, ours)).toBe(WORD)
  })

  const sign = fc.constantFrom(
    ...'abcxyzéßд中한।0189',
    ...'...@@::////\\[]()<>"\'“”|,;!?_-*#%&=+~`^$',
    ...'．。｡․＠：／…‥﹒⒈',
    ...' \n\t\u00a0\u2028\u3000',
    ...'\u200b\u200d\u00ad\u2060\ufeff\u202e\u0301\u0000\ufe0f',
  )
  const bait = fc.constantFrom(
    'com',
    'de',
    'www.',
    'http://',
    'mailto:',
    'evil',
    '1.2.3.4',
    'рф',
    'xn--p1ai',
  )
  const nasty = fc
    .array(fc.oneof({ weight: 3, arbitrary: sign }, { weight: 2, arbitrary: bait }), {
      maxLength: 30,
    })
    .map((parts) => parts.join(''))

  it('never remain for a program that looks for them, whatever is typed', () => {
    fc.assert(
      fc.property(nasty, (text) => linksIn(defang(text, WORD)).length === 0),
      { numRuns: 20_000 },
    )
    fc.assert(
      fc.property(fc.webUrl(), fc.emailAddress(), fc.domain(), fc.ipV4(), (...parts) => {
        const safe = defang(parts.join(' and '), WORD)
        expect(linksIn(safe)).toEqual([])
      }),
      { numRuns: 2_000 },
    )
  })

  it('are recognised by every sign that may stand for one of theirs', () => {
    for (let point = 0; point < 0x110000; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue
      const sign = String.fromCodePoint(point)
      const wide = sign.normalize('NFKC')
      if (/^[^\s.]*\.$/.test(wide)) expect(defang(`a${sign}com`, WORD), sign).toBe(WORD)
      if (wide === '@') expect(defang(`a${sign}com`, WORD), sign).toBe(WORD)
      if (wide === ':') expect(defang(`tel${sign}110`, WORD), sign).toBe(WORD)
      if (wide === '/') expect(defang(`${sign}${sign}home`, WORD), sign).toBe(WORD)
    }
  })

  it('are gone after one time: twice changes nothing, and nothing throws', () => {
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (text) => {
        const once = defang(text, WORD)
        return defang(once, WORD) === once
      }),
      { numRuns: 10_000 },
    )
  })

  it('cost a time that grows with the text only', () => {
    const timeOf = (text: string) => {
      const times = Array.from({ length: 4 }, () => {
        const start = performance.now()
        defang(text, WORD)
        return performance.now() - start
      })
      return Math.min(...times)
    }
    for (const part of [
      'a',
      '.',
      '@',
      'a.',
      ':',
      '/',
      'a\u200b',
      '。',
      '((',
      'a@',
      '1.',
      '[:',
      'mailto:',
      'й.',
    ]) {
      const small = Math.max(timeOf(part.repeat(20_000)), 0.5)
      // Eight times the text; a quadratic cost would be 64 times the time.
      expect(timeOf(part.repeat(160_000)), JSON.stringify(part)).toBeLessThan(small * 32)
    }
  })
})
