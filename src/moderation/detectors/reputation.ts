/**
 * What decisions of moderators say of the domains that comments link to, as a Beta distribution for each:
 * decisions to publish count as ham, removals as spam.
 */

/** Beliefs before any decision: most links are good, and it takes more than one removal to think otherwise. */
const HAM_BEFORE = 2.5
const SPAM_BEFORE = 0.5
/** From this expected share of spam on a domain is a doubt: two removals and nothing else. */
export const DOUBTFUL_FROM01 = 0.4
/** Published this often by decision, and hardly ever removed, a domain needs nobody to vouch for it. */
const TRUSTED_HAM_MIN = 3
const TRUSTED_SPAM_MAX01 = 0.15
/** Domains kept in memory, those heard of last; about 150 bytes each. */
export const DOMAINS_KNOWN_MAX = 50_000

export type DomainRecord = { domain: string; ham: number; spam: number }

export type Reputation = {
  /** Expected share of spam among comments that link to a domain, 0..1: the mean of its Beta distribution. */
  spam01(domain: string): number
  /** Decisions to publish comments that link to it. */
  ham(domain: string): number
  /** Takes in the present counts of a domain. */
  learn(record: DomainRecord): void
}

export function createReputation(): Reputation {
  const known = new Map<string, { ham: number; spam: number }>()
  const countsOf = (domain: string) => known.get(domain) ?? { ham: 0, spam: 0 }
  return {
    spam01(domain) {
      const { ham, spam } = countsOf(domain)
      return (spam + SPAM_BEFORE) / (spam + SPAM_BEFORE + ham + HAM_BEFORE)
    },
    ham: (domain) => countsOf(domain).ham,
    learn({ domain, ham, spam }) {
      known.delete(domain)
      if (ham + spam === 0) return
      known.set(domain, { ham, spam })
      for (const oldest of known.keys()) {
        if (known.size <= DOMAINS_KNOWN_MAX) break
        known.delete(oldest)
      }
    },
  }
}

/** True for a domain whose links moderators have let stand. */
export const isTrusted = (reputation: Reputation, domain: string): boolean =>
  reputation.ham(domain) >= TRUSTED_HAM_MIN && reputation.spam01(domain) <= TRUSTED_SPAM_MAX01
