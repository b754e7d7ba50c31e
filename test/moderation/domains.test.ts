import { describe, expect, test } from 'vitest'
import { domainOf, domainsOf, isSameDomain } from '../../src/moderation/detectors/domain-names.js'
import { NEWCOMER_APPROVED_MAX } from '../../src/moderation/detectors/domains.js'
import { createReputation, DOUBTFUL_FROM01 } from '../../src/moderation/detectors/reputation.js'
import { createJudge } from '../../src/moderation/judge.js'
import type { Standing } from '../../src/moderation/submission.js'
import { comment, judged, seeded, submission } from './cast.js'

const guest = (approved: number | null): Standing => ({
  kind: 'guest',
  key: 'browser',
  approved,
  since: null,
})
const link = ['https://www.ferry-times.co.uk/story']

describe('registrable domains', () => {
  test.each([
    ['www.bbc.co.uk', 'bbc.co.uk'],
    ['a.b.example.com', 'example.com'],
    ['ada.github.io', 'ada.github.io'],
    ['www.gov.uk', 'www.gov.uk'],
    ['bücher.de', 'xn--bcher-kva.de'],
    ['127.0.0.1', null],
    ['localhost', null],
    ['', null],
  ])('%s belongs to %s', (host, domain) => expect(domainOf(host)).toBe(domain))
  test('are compared, not suffixes', () => {
    expect(isSameDomain('m.bbc.co.uk', 'www.bbc.co.uk')).toBe(true)
    expect(isSameDomain('a.github.io', 'b.github.io')).toBe(false)
    expect(isSameDomain('co.uk', 'bbc.co.uk')).toBe(false)
  })
  test('of a text each once', () => {
    expect(domainsOf(['https://a.example.com/', 'http://example.com', 'mailto:a@b.c'])).toEqual([
      'example.com',
    ])
  })
})

describe('where links lead', () => {
  test('a shortener is a doubt, the address it hides is asked for', () => {
    expect(judged('See https://bit.ly/3xYz for the figures').reasons).toEqual(['short-link'])
    expect(judged('See https://notbit.ly.example.com/ for the figures').reasons).toEqual([])
    expect(judged('See https://youtu.be/abc for the film').reasons).toEqual([])
  })
  test('a newcomer’s link is a doubt that holds nothing alone', () => {
    const by = (author: Standing) => judged('I read it there', { links: link, author })
    expect(by(guest(0)).reasons).toEqual(['newcomer-link'])
    expect(by(guest(0)).outcome).toBe('publish')
    expect(by(guest(NEWCOMER_APPROVED_MAX)).reasons).toEqual(['newcomer-link'])
    expect(by(guest(NEWCOMER_APPROVED_MAX + 1)).reasons).toEqual([])
    expect(by(guest(null)).reasons).toEqual([])
    expect(by({ ...guest(0), kind: 'staff' }).reasons).toEqual([])
    expect(judged('I read it nowhere', { author: guest(0) }).reasons).toEqual([])
  })
  test('the text of a link names no other domain', () => {
    const said = (text: string, href: string) =>
      judged(`My account is at ${text} as always`, { links: [href], linkTexts: [text] })
    expect(said('bank.com', 'https://evil.example.net/').reasons).toEqual(['masked-link'])
    expect(said('bank.com/login', 'https://evil.example.net/').outcome).toBe('hold')
    expect(said('https://www.bank.com', 'https://evil.example.net/').outcome).toBe('hold')
    expect(said('ASP.NET', 'https://learn.microsoft.com/').outcome).toBe('publish')
    expect(said('node.js', 'https://nodejs.org/').reasons).toEqual([])
    expect(said('bank.com', 'https://www.bank.com/login').reasons).toEqual([])
    expect(said('the bank', 'https://evil.example.net/').reasons).toEqual([])
    expect(said('read bank.com first', 'https://evil.example.net/').reasons).toEqual([])
  })
})

describe('the record of a domain', () => {
  test('two removals are a doubt, ten hold, publishing clears', () => {
    const reputation = createReputation()
    const after = (ham: number, spam: number) => {
      reputation.learn({ domain: 'a.com', ham, spam })
      return reputation.spam01('a.com')
    }
    expect(after(0, 0)).toBeLessThan(DOUBTFUL_FROM01)
    expect(after(0, 1)).toBeLessThan(DOUBTFUL_FROM01)
    expect(after(0, 2)).toBeGreaterThan(DOUBTFUL_FROM01)
    expect(after(0, 10)).toBeGreaterThan(0.8)
    expect(after(10, 2)).toBeLessThan(DOUBTFUL_FROM01)
    expect(reputation.spam01('unheard.org')).toBeLessThan(DOUBTFUL_FROM01)
  })
  test('is held against who links there, and vouches for newcomers', () => {
    const judge = createJudge()
    const random = seeded(5)
    const reasons = () =>
      judge
        .judge(
          submission(comment(random, 20), {
            links: link,
            author: guest(0),
            placeId: `${Math.random()}`,
          }),
        )
        .verdict.signals.map((one) => one.reason)
    judge.learnDomain({ domain: 'ferry-times.co.uk', ham: 0, spam: 12 })
    expect(reasons()[0]).toBe('doubtful-domain')
    judge.learnDomain({ domain: 'ferry-times.co.uk', ham: 3, spam: 0 })
    expect(reasons()).toEqual([])
  })
})
