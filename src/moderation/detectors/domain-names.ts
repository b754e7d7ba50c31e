/** The registrable domain that a host belongs to: "www.bbc.co.uk" to "bbc.co.uk", "ada.github.io" to itself, by the public suffix list. */
import { domainToASCII } from 'node:url'
import { getDomain, parse } from 'tldts'
import { hostOf } from './hosts.js'

/** Hosts under a suffix that anybody can register at, such as github.io, are domains of their own. */
const OPTIONS = { allowPrivateDomains: true, extractHostname: false, validateHostname: false }

/** Addresses of one text that are looked into; with more it is held for its links anyway. */
export const DOMAINS_MAX = 20

/** The registrable domain of a host in ASCII, or null for numbers and names without a dot. Cost: about 1 us. */
export function domainOf(host: string): string | null {
  const domain = getDomain(host, OPTIONS)
  if (domain === null || ASCII.test(domain)) return domain
  return domainToASCII(domain) || null
}
const ASCII = /^[\x21-\x7e]+$/

/** True when both hosts belong to one domain. */
export function isSameDomain(a: string, b: string): boolean {
  if (a === b) return true
  const domain = domainOf(a)
  return domain !== null && domain === domainOf(b)
}

/** True for a host whose ending is one of the public name system: "bank.com", not "node.js". */
export const isPublicName = (host: string): boolean => {
  const { isIcann, isPrivate, domain } = parse(host, OPTIONS)
  return domain !== null && (isIcann === true || isPrivate === true)
}

/** The domains that addresses lead to, each once, at most DOMAINS_MAX. Cost: linear in the addresses looked at. */
export function domainsOf(addresses: readonly string[]): string[] {
  const domains = new Set<string>()
  for (const address of addresses) {
    const host = hostOf(address)
    const domain = host && domainOf(host.name)
    if (domain) domains.add(domain)
    if (domains.size === DOMAINS_MAX) break
  }
  return [...domains]
}
