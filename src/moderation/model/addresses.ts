/** Web addresses within a folded text. */
import { UNIT, unitKind } from '../../core/unit-kinds.js'
import { HASH_START, hashOn, plainWordHash } from './hashing.js'
import { CLASS, classOf } from './word-classes.js'

const STOP = 46
const SLASH = 47
const COLON = 58
const UNDERSCORE = 95

const HTTP = plainWordHash('http')
const HTTPS = plainWordHash('https')
const WWW = plainWordHash('www')

/** End of the address that begins with the word before `at`: "https://...", "www...", "name.com/..."; 0 for none. */
export function addressEnd(folded: string, hash: number, at: number): number {
  const next = folded.charCodeAt(at)
  const hasScheme =
    (hash === HTTP || hash === HTTPS) && next === COLON && folded.charCodeAt(at + 1) === SLASH
  if (!hasScheme && (next !== STOP || !(hash === WWW || isDomain(folded, at + 1)))) return 0
  let end = at
  while (end < folded.length && unitKind(folded.charCodeAt(end)) !== UNIT.space) end += 1
  return end
}

/** True when a top-level domain of our list stands at `at`. */
function isDomain(folded: string, at: number): boolean {
  let hash = HASH_START
  let i = at
  for (; i < folded.length && i < at + 7; i++) {
    const unit = folded.charCodeAt(i)
    if (unitKind(unit) !== UNIT.letter) break
    hash = hashOn(hash, unit)
  }
  return i > at && classOf(hash) === CLASS.domain && folded.charCodeAt(i) !== UNDERSCORE
}

/** Hash of the host's name in the address from `start` to `end`. */
export function hostOf(folded: string, start: number, end: number): number {
  let host = HASH_START
  for (let i = start; i < end; i++) {
    const unit = folded.charCodeAt(i)
    if (unit === COLON) continue
    if (unit !== SLASH) host = hashOn(host, unit)
    else if (folded.charCodeAt(i - 1) === SLASH) host = HASH_START
    else if (folded.charCodeAt(i - 1) !== COLON) break
  }
  return host
}
