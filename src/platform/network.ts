/** Addresses of the internet: the network somebody comes from, and which addresses are public. */
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Bits that make a network: a provider's pool of IPv4, one household's share of IPv6. */
const IPV4_NETWORK_BITS = 24
const IPV6_NETWORK_BITS = 64

/**
 * The network of an address, which is what limits count and sessions remember: 203.0.113.0/24 or
 * 2001:db8:1:2::/64. An IPv4 address written as IPv6 (::ffff:203.0.113.7) counts as IPv4.
 * @param ip address as the connection has it
 * @returns 'unknown' for anything that is no address
 */
export function networkOf(ip: string): string {
  const address = parseAddress(ip)
  if (address === undefined) return 'unknown'
  const bits = address.kind() === 'ipv4' ? IPV4_NETWORK_BITS : IPV6_NETWORK_BITS
  const bytes = address.toByteArray().map((byte, at) => (at < bits / 8 ? byte : 0))
  return `${ipaddr.fromByteArray(bytes)}/${bits}`
}

/** The only part of IPv6 that is handed out for the public internet (RFC 4291, IANA). */
const IPV6_GLOBAL: [ipaddr.IPv6, number] = ipaddr.IPv6.parseCIDR('2000::/3')

/** Unicast by its number, yet answered inside one hoster: Azure's platform address. */
const PLATFORM_ADDRESSES = ['168.63.129.16']

/**
 * True for an address of the public internet. Everything with a special meaning is not public:
 * private, loopback, link-local, carrier-grade NAT, multicast, documentation, the tunnels 6to4 and
 * Teredo and the translators NAT64 and SIIT, which all would reach an IPv4 address hidden inside.
 * IPv4 mapped into IPv6 is judged as IPv4.
 * @param ip address without brackets; anything else gives false
 */
export function isPublicAddress(ip: string): boolean {
  const address = parseAddress(ip)
  if (address === undefined || address.range() !== 'unicast') return false
  // ipaddr.js names ranges that are special; what it does not know must not pass as public by that.
  if (address instanceof ipaddr.IPv6) return address.match(IPV6_GLOBAL)
  return !PLATFORM_ADDRESSES.includes(address.toString())
}

function parseAddress(ip: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  // ipaddr.js alone would take 0x7f.1 and 2130706433 for addresses.
  if (isIP(ip) === 0) return undefined
  // It stumbles over some zones (fe80::1%eth0), and reads ::127.0.0.1 as if it were
  // ::ffff:127.0.0.1.
  return ipaddr.process(ip.replace(/%.*$/, '').replace(/^::(?=\d+\.)/, '0::'))
}
