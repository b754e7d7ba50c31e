/** A delta as bytes, to be kept. */
import { DELTA_SLOTS, emptyDelta, type SiteDelta, setRatio } from './site-delta.js'

const ENTRY_BYTES = 20
const HEAD_BYTES = 48
/** Most bytes of an encoded delta: a head, and an entry for each slot in use. */
export const DELTA_BYTES_MAX = HEAD_BYTES + DELTA_SLOTS * ENTRY_BYTES

const MAGIC = 0x32445352 // "RSD2", little-endian

/** The bytes of a delta, at most DELTA_BYTES_MAX; equal deltas give equal bytes. */
export function encodeDelta(delta: SiteDelta): Uint8Array {
  const used: number[] = []
  for (let slot = 0; slot < DELTA_SLOTS; slot++) if ((delta.sums[slot] ?? 0) > 0) used.push(slot)
  const bytes = new Uint8Array(HEAD_BYTES + used.length * ENTRY_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, used.length, true)
  view.setFloat64(8, delta.bias, true)
  view.setFloat64(16, delta.trust, true)
  view.setFloat64(24, delta.rejected, true)
  view.setFloat64(32, delta.published, true)
  view.setUint32(40, delta.decisions, true)
  used.forEach((slot, i) => {
    const at = HEAD_BYTES + i * ENTRY_BYTES
    view.setUint32(at, slot, true)
    numbersOf(delta).forEach((numbers, n) => {
      view.setFloat32(at + 4 + n * 4, numbers[slot] ?? 0, true)
    })
  })
  return bytes
}

/** @returns null when the bytes are no delta of this version */
export function decodeDelta(bytes: Uint8Array): SiteDelta | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < HEAD_BYTES || view.getUint32(0, true) !== MAGIC) return null
  const used = view.getUint32(4, true)
  if (used > DELTA_SLOTS || bytes.byteLength !== HEAD_BYTES + used * ENTRY_BYTES) return null
  const delta = emptyDelta()
  delta.bias = view.getFloat64(8, true)
  delta.trust = view.getFloat64(16, true)
  delta.rejected = view.getFloat64(24, true)
  delta.published = view.getFloat64(32, true)
  delta.decisions = view.getUint32(40, true)
  for (let i = 0; i < used; i++) {
    const at = HEAD_BYTES + i * ENTRY_BYTES
    const slot = view.getUint32(at, true)
    numbersOf(delta).forEach((numbers, n) => {
      numbers[slot] = view.getFloat32(at + 4 + n * 4, true)
    })
    setRatio(delta, slot)
  }
  return delta
}

const numbersOf = (delta: SiteDelta): Float32Array[] => [
  delta.weights,
  delta.sums,
  delta.inRejected,
  delta.inPublished,
]
