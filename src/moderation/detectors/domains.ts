/**
 * Where links lead: to a shortener that hides the rest, to a domain that moderators turned away before, or for the
 * first time, from somebody new. Each is a doubt; only a domain with a long bad record holds by itself.
 */
import type { Doubt, Submission } from '../submission.js'
import { domainsOf } from './domain-names.js'
import type { Detector } from './prepared.js'
import { DOUBTFUL_FROM01, isTrusted, type Reputation } from './reputation.js'

/** Whoever has so many published texts is no newcomer. */
export const NEWCOMER_APPROVED_MAX = 1

/** Addresses looked into; a text with more is held for their number. */
const ADDRESSES_MAX = 100

const SHORT_SCORE = 0.35
const NEWCOMER_SCORE = 0.2

/** Domains that only lead on to others. Those of one house (youtu.be, nyti.ms) say where they lead and are left out. */
const SHORTENERS = new Set(
  `bit.ly tinyurl.com goo.gl ow.ly is.gd v.gd buff.ly rebrand.ly cutt.ly shorturl.at rb.gy t.ly tiny.cc bl.ink adf.ly
  s.id ouo.io shorte.st bc.vc clck.ru vk.cc u.to tr.im soo.gd shorturl.asia reurl.cc urlz.fr n9.cl acortar.link kutt.it
  gg.gg shrtco.de qrco.de`.split(/\s+/),
)

/** @param reputation what moderators' decisions say of domains */
export const domainsDetector = (reputation: Reputation): Detector => ({
  name: 'domains',
  inspect(submission, prepared) {
    const written = prepared.addresses.slice(0, ADDRESSES_MAX).map((one) => one.text)
    const addresses = [...submission.links, ...written].slice(0, ADDRESSES_MAX)
    if (addresses.length === 0) return []
    const domains = domainsOf(addresses)
    const found = [
      shortSignal(domains),
      doubtfulSignal(domains, reputation),
      newcomerSignal(submission, domains, reputation),
    ]
    return found.filter((doubt) => doubt !== null)
  },
})

const doubt = (reason: Doubt['reason'], score01: number, domains: string[]): Doubt => ({
  detector: 'domains',
  reason,
  score01,
  spans: [],
  evidence: { domains },
})

function shortSignal(domains: string[]): Doubt | null {
  const short = domains.filter((domain) => SHORTENERS.has(domain))
  return short.length === 0 ? null : doubt('short-link', SHORT_SCORE, short)
}

function doubtfulSignal(domains: string[], reputation: Reputation): Doubt | null {
  const known = domains
    .map((domain) => ({ domain, spam01: reputation.spam01(domain) }))
    .filter((one) => one.spam01 >= DOUBTFUL_FROM01)
  if (known.length === 0) return null
  return doubt(
    'doubtful-domain',
    Math.max(...known.map((one) => one.spam01)),
    known.map((one) => one.domain),
  )
}

/** Domains with a good record are vouched for by those who linked to them before. */
function newcomerSignal(
  { author }: Submission,
  domains: string[],
  reputation: Reputation,
): Doubt | null {
  if (!author || author.kind === 'staff' || author.kind === 'imported') return null
  if (author.approved === null || author.approved > NEWCOMER_APPROVED_MAX) return null
  const unvouched = domains.filter((domain) => !isTrusted(reputation, domain))
  return unvouched.length === 0 ? null : doubt('newcomer-link', NEWCOMER_SCORE, unvouched)
}
