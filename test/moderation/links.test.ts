import { describe, expect, test } from 'vitest'
import { isSameDomain } from '../../src/moderation/detectors/domain-names.js'
import { decodePunycode, hostOf } from '../../src/moderation/detectors/hosts.js'
import { LINKS_MAX, WORDS_PER_LINK_MIN } from '../../src/moderation/detectors/links.js'
import { noiseTail } from '../../src/moderation/detectors/noise.js'
import { comment, judged, marked, seeded } from './cast.js'

const words = (count: number) => comment(seeded(count), count)
const links = (count: number) =>
  Array.from({ length: count }, (_, i) => `https://www.example.org/story-${i}`).join(' ')

describe('links', () => {
  test('one link publishes, in a comment or alone', () => {
    expect(judged(`${words(30)} ${links(1)}`).reasons).toEqual([])
    expect(judged(links(1)).outcome).toBe('publish')
  })
  test('two or three links in a long comment publish', () => {
    expect(judged(`${words(60)} ${links(2)}`).outcome).toBe('publish')
    expect(judged(`${words(60)} ${links(3)}`).outcome).toBe('publish')
  })
  test('three links with hardly a word are held, two are not', () => {
    expect(judged(`look: ${links(3)}`).reasons).toEqual(['link-flood'])
    expect(judged(`look: ${links(2)}`).outcome).toBe('publish')
  })
  test('four links need words of their own', () => {
    const enough = 4 * WORDS_PER_LINK_MIN
    expect(judged(`${words(enough)} ${links(4)}`).outcome).toBe('publish')
    expect(judged(`${words(enough - 1)} ${links(4)}`).outcome).toBe('hold')
  })
  test('more than LINKS_MAX links are a list, however much is said', () => {
    expect(judged(`${words(600)} ${links(LINKS_MAX)}`).outcome).toBe('publish')
    expect(judged(`${words(600)} ${links(LINKS_MAX + 1)}`).outcome).toBe('hold')
  })
  test('links behind words count too', () => {
    const behind = Array.from({ length: 5 }, (_, i) => `https://shop.example/${i}`)
    expect(judged('cheap shoes here and here', { links: behind }).reasons).toEqual(['link-flood'])
  })
  test('a flood says how many and how many would do', () => {
    const flood = judged(`${words(20)} ${links(6)}`).signals[0]
    expect(flood?.evidence).toEqual({ count: 6, words: 20, limit: 3 })
    expect(flood?.spans).toHaveLength(6)
  })
})

describe('masked hosts', () => {
  test.each([
    ['http://GoogleNetJobsPremiumWorkFromHome/more/cash', 'no-public-name'],
    ['http://203.0.113.9/login', 'number-address'],
    ['http://3405803785/', 'number-address'],
    ['http://0xcb.0x0.0x71.9/', 'number-address'],
    ['http://[2001:db8::1]/', 'number-address'],
    ['https://www.bank.com@pay.example.net/', 'name-before-at'],
    ['https://pаypal.com/', 'mixed-letters'], // Cyrillic а
    ['https://xn--pypal-4ve.com/', 'mixed-letters'],
    ['https://аррӏе.com/', 'mixed-letters'], // all look-alikes
  ])('%s is held: %s', (address, why) => {
    const verdict = judged(`Read this, it is really worth it: ${address}`)
    expect(verdict.outcome).toBe('hold')
    expect(verdict.signals[0]?.evidence.why).toEqual([why])
  })
  test.each([
    'https://www.nytimes.com/2017/12/09/world?x=1@2',
    'http://user.github.io:8080/a',
    'http://localhost:3000/',
    'http://192.168.1.1/',
    'https://пример.рф/',
    'https://xn--e1afmkfd.xn--p1ai/',
    'https://münchen.de/',
    'https://stiftung.museum./x',
  ])('%s is an ordinary host', (address) =>
    expect(judged(`See ${address} for more`).reasons).toEqual([]),
  )
  test('a short host without a dot may be a slip', () => {
    expect(judged('I read it on http://theguardian/world yesterday').outcome).toBe('publish')
  })
  test('an address that leads elsewhere than it says is held', () => {
    const text = 'My account is at https://www.bank.com/login as always'
    expect(judged(text, { links: ['https://evil.example/'] }).reasons).toEqual(['masked-link'])
    expect(judged(text, { links: ['https://bank.com/login?from=x'] }).reasons).toEqual([])
  })
  test('points at the address', () => {
    expect(marked('Go to http://GoogleNetJobsPremiumWorkFromHome/a, now', 'masked-link')).toEqual([
      'http://GoogleNetJobsPremiumWorkFromHome/a',
    ])
  })
  test('knows hosts', () => {
    expect(hostOf('mailto:a@b.org')).toBeNull()
    expect(hostOf('http://')).toBeNull()
    expect(isSameDomain('m.bbc.co.uk', 'bbc.co.uk')).toBe(true)
    expect(isSameDomain('notbbc.co.uk', 'bbc.co.uk')).toBe(false)
    expect(decodePunycode('bcher-kva')).toBe('bücher')
    expect(decodePunycode('99999999999999')).toBeNull()
  })
})

describe('hash-busting', () => {
  const ad = 'I saw a new car at the harbour this morning, it sounds unbelievable, see'
  test('ornaments and a random tail round a link are held', () => {
    const text = `${ad} ➽➽ https://jobs.example.com/ ★✫★★✫★✫★★✫★:::::fx162lhhhhh`
    expect(judged(text).reasons).toEqual(['hash-busting'])
    expect(judged(text).outcome).toBe('hold')
    expect(marked(text, 'hash-busting').at(-1)).toBe('fx162lhhhhh')
  })
  test('each sign alone publishes, with its doubt on record', () => {
    expect(judged(`${ad} https://jobs.example.com/ fx162lhhhhh`).outcome).toBe('publish')
    expect(judged(`${ad} ★✫★★✫★✫★★✫★`).outcome).toBe('publish')
    expect(judged(`${ad} ★✫★★✫★✫★★✫★`).reasons).toEqual(['hash-busting'])
  })
  test('a rating, emoji and an arrow are talk', () => {
    expect(judged('Great film ★★★★★').reasons).toEqual([])
    expect(judged('Ha 😂😂😂😂😂😂😂😂😂😂 ❤️❤️❤️❤️❤️❤️❤️❤️❤️').reasons).toEqual([])
  })
  test.each([
    'my phone is an RTX3080Ti',
    'since covid19',
    'built by LGBTQ',
    'watch https://youtu.be/watch?v=dQw4w9WgXcQ1x2y',
    'grrrrrr',
    'at 100km',
    'the SU-27SM3',
  ])('%j has no random tail that counts', (text) => expect(judged(text).reasons).toEqual([]))
  test('a tail is cut word by word from the end', () => {
    expect(noiseTail('good text here xk2j9qq zz91xk3')).toEqual({ start: 15, isSure: false })
    expect(noiseTail('good text here')).toEqual({ start: 14, isSure: false })
    expect(noiseTail('').start).toBe(0)
  })
})
