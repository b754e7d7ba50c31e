/** Where an address leads, and whether its host hides that. */
import { LOOK_ALIKES } from '../../core/alike.js'

/** Why a host is masked, in a closed list for the evidence. */
export type Mask =
  | 'no-public-name'
  | 'unknown-ending'
  | 'number-address'
  | 'mixed-letters'
  | 'name-before-at'

export type Host = {
  /** As written, lower case, without user, port and path. */
  name: string
  /** Scores of the masks found, 0..1: how sure each is. */
  mask: { kind: Mask; score01: number } | null
}

/** Letters in the longest top-level domain in use ("travelersinsurance"). Source: IANA root zone, 2026. */
const TLD_CHARS_MAX = 18
/** A host without a dot and this long is a slogan; a shorter one can be a slip of the pen. */
const SLOGAN_CHARS_MIN = 16

const ADDRESS = /^https?:\/\/([^/?#\s\\]*)/i
const TLD = new RegExp(`^(?:\\p{L}{2,${TLD_CHARS_MAX}}|xn--[a-z0-9-]+)$`, 'iu')
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/
const PRIVATE_IPV4 = /^(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254)\./

/** The host of an http(s) address or of a "www." one, or null for anything else. Cost: linear in the host. */
export function hostOf(address: string): Host | null {
  const found = ADDRESS.exec(/^www\./i.test(address) ? `http://${address}` : address)
  const authority = found?.[1]
  if (!authority) return null
  const at = authority.lastIndexOf('@')
  const name = withoutPort(authority.slice(at + 1)).toLowerCase()
  if (name === '') return null
  return { name, mask: at > 0 ? nameBeforeAt(authority.slice(0, at)) : maskOf(name) }
}

function withoutPort(host: string): string {
  return host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : host.replace(/:\d*$/, '')
}

/** "http://bank.com@evil.net" shows a name that is not the host. */
function nameBeforeAt(user: string): Host['mask'] {
  return { kind: 'name-before-at', score01: user.includes('.') ? 0.9 : 0.7 }
}

function maskOf(name: string): Host['mask'] {
  if (name.startsWith('[')) return { kind: 'number-address', score01: 0.8 }
  const labels = name.replace(/\.$/, '').split('.')
  const ending = labels.at(-1) ?? ''
  if (isNumber(ending)) return numberMask(labels)
  if (labels.length === 1) return slogan(name)
  if (!TLD.test(ending)) return { kind: 'unknown-ending', score01: 0.7 }
  if (labels.some((label) => mixesLetters(label, ending))) {
    return { kind: 'mixed-letters', score01: 0.9 }
  }
  return null
}

function slogan(name: string): Host['mask'] {
  if (name === 'localhost') return null
  return { kind: 'no-public-name', score01: name.length >= SLOGAN_CHARS_MIN ? 0.9 : 0.7 }
}

/** Any last label that is a number makes an IPv4 address, also "2130706433" and "0x7f.1". Source: WHATWG URL, host parsing. */
const isNumber = (label: string): boolean => /^(?:\d+|0x[0-9a-f]*)$/.test(label)

function numberMask(labels: string[]): Host['mask'] {
  const written = labels.join('.')
  if (!IPV4.test(written)) return { kind: 'number-address', score01: 0.9 }
  // People help each other with their routers.
  return PRIVATE_IPV4.test(written) ? null : { kind: 'number-address', score01: 0.8 }
}

/** Latin with Cyrillic or Greek in one label, or a label all of look-alikes under a Latin ending. Source: Unicode TR 39, section 5. */
function mixesLetters(label: string, ending: string): boolean {
  const letters = label.startsWith('xn--') ? decodePunycode(label.slice(4)) : label
  if (letters === null) return true
  if (!/[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(letters)) return false
  if (/\p{Script=Latin}/u.test(letters)) return true
  const isLatinEnding = /^[a-z]+$/.test(ending)
  return (
    isLatinEnding && [...letters].every((sign) => LOOK_ALIKES.has(sign) || !/\p{L}/u.test(sign))
  )
}

const BASE = 36
const TMIN = 1
const TMAX = 26
/** Longest label there can be in the name system. Source: RFC 1035, section 2.3.4. */
const LABEL_CHARS_MAX = 63

/** The letters of a punycode label without "xn--", or null when it is none. Source: RFC 3492, section 6.2. */
export function decodePunycode(label: string): string | null {
  if (label.length > LABEL_CHARS_MAX) return null
  const dash = label.lastIndexOf('-')
  const points = [...label.slice(0, Math.max(0, dash))].map((sign) => sign.codePointAt(0) ?? 0)
  let point = 128
  let place = 0
  let bias = 72
  let i = dash + 1
  while (i < label.length) {
    const before = place
    let weight = 1
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(label.charCodeAt(i++))
      if (digit < 0) return null
      place += digit * weight
      const threshold = Math.min(Math.max(k - bias, TMIN), TMAX)
      if (digit < threshold) break
      weight *= BASE - threshold
    }
    const size = points.length + 1
    bias = adapt(place - before, size, before === 0)
    point += Math.floor(place / size)
    if (point > 0x10ffff) return null
    points.splice(place % size, 0, point)
    place = (place % size) + 1
  }
  return String.fromCodePoint(...points)
}

function digitOf(unit: number): number {
  if (unit >= 97 && unit <= 122) return unit - 97
  return unit >= 48 && unit <= 57 ? unit - 22 : -1
}

function adapt(delta: number, size: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2))
  rest += Math.floor(rest / size)
  let k = 0
  for (; rest > ((BASE - TMIN) * TMAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - TMIN))
  return k + Math.floor(((BASE - TMIN + 1) * rest) / (rest + 38))
}
