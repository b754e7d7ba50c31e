/** UUIDv7 keys made by us: they sort by time of creation, so an index on them grows at one end. */

/** A clock that was set back by more than this is followed: else one wrong hour would date keys for ever, milliseconds. */
const CLOCK_BACK_MAX = 60_000

let lastMs = 0
let sequence = 0
const random = new Uint8Array(1024 * 8)
let randomAt = random.length

/** Eight fresh random bytes; drawn in blocks because a system call per key costs more than the key. */
function nextRandom(): number {
  if (randomAt + 8 > random.length) {
    crypto.getRandomValues(random)
    randomAt = 0
  }
  const at = randomAt
  randomAt += 8
  return at
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const hex = (byte: number) => HEX[byte & 255] ?? '00'

/**
 * A new UUIDv7 (RFC 9562, section 5.7). Keys of one process ascend strictly, also within one millisecond
 * (12-bit sequence in rand_a; past 4,095 keys in a millisecond the clock part runs ahead), but for a clock that
 * is set back by more than a minute.
 * @param nowMs milliseconds since 1970
 */
export function newId(nowMs: number): string {
  if (nowMs > lastMs || lastMs - nowMs > CLOCK_BACK_MAX) {
    lastMs = nowMs
    sequence = 0
  } else if (++sequence > 0xfff) {
    lastMs += 1
    sequence = 0
  }
  const high = Math.floor(lastMs / 2 ** 32)
  const low = lastMs >>> 0
  const r = nextRandom()
  const byte = (i: number) => random[r + i] ?? 0
  return (
    `${hex(high >> 8)}${hex(high)}${hex(low >>> 24)}${hex(low >>> 16)}-${hex(low >>> 8)}${hex(low)}-` +
    `${hex(0x70 | (sequence >> 8))}${hex(sequence)}-${hex(0x80 | (byte(0) & 0x3f))}${hex(byte(1))}-` +
    `${hex(byte(2))}${hex(byte(3))}${hex(byte(4))}${hex(byte(5))}${hex(byte(6))}${hex(byte(7))}`
  )
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** True for a UUID in its canonical lower-case form. */
export const isId = (text: string): boolean => UUID.test(text)
