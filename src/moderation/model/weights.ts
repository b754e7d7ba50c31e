/**
 * The weights file, weights.bin: what `npm run train` writes and the model reads.
 *
 * "RJW2", the length of a JSON header, the header; from a multiple of four bytes on the steps of the heads and their
 * biases as 32-bit floats; how many features begin with each of the 65,536 first 16 bits, a byte each; and for
 * each feature, in order, its last 8 bits and its row, one signed byte for each head.
 */

/** The heads that have numbers of their own, in the order of the file. */
export const LEARNT = [
  'toxicity',
  'insult',
  'threat',
  'identity_attack',
  'profanity',
  'sexually_explicit',
  'spam',
] as const
export type LearntHead = (typeof LEARNT)[number]

/** Probability = 1 / (1 + exp(-(slope * score + shift))). Source: Platt, "Probabilistic outputs for support vector machines", 1999. */
export type Calibration = { slope: number; shift: number }

export type Header = {
  rows: number
  /** By language, then by head; '*' holds for languages and heads that are not there. */
  calibrations: Record<string, Partial<Record<LearntHead, Calibration>>>
  /** Languages measured well enough to act on, with the toxicity from which on acting is defensible, 0..1. */
  workingPoints: Record<string, number>
}

export type Weights = Header & {
  /** What one step of a row's byte is worth, by head. */
  steps: Float32Array
  bias: Float32Array
  /** First row of the features with each first 16 bits; one more entry closes it. */
  buckets: Uint32Array
  /**
   * ENTRY bytes for each feature: the last 8 bits of its name, then its row. They lie together, because looking up is
   * waiting for memory.
   */
  table: Int8Array
}

/** Numbers of a row, one for each head. */
export const WIDTH = LEARNT.length
/** Bytes of an entry of the table. */
export const ENTRY = WIDTH + 1
export const BUCKETS = 1 << 16
export const TAIL_BITS = 8
const MAGIC = 0x32574a52 // "RJW2", little-endian

/** @throws Error when the bytes are no weights file. Cost: about 1 ms. */
export function decodeWeights(bytes: Uint8Array): Weights {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < 8 || view.getUint32(0, true) !== MAGIC)
    throw new Error('not a weights file')
  const headerBytes = view.getUint32(4, true)
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerBytes))) as Header
  let at = aligned(8 + headerBytes)
  const floats = (length: number) => {
    const values = Float32Array.from({ length }, (_, i) => view.getFloat32(at + i * 4, true))
    at += length * 4
    return values
  }
  const { rows } = header
  const steps = floats(WIDTH)
  const bias = floats(WIDTH)
  const buckets = new Uint32Array(BUCKETS + 1)
  for (let i = 0; i < BUCKETS; i++) buckets[i + 1] = (buckets[i] ?? 0) + (bytes[at + i] ?? 0)
  at += BUCKETS
  if (buckets[BUCKETS] !== rows || bytes.byteLength !== at + rows * ENTRY)
    throw new Error('a weights file with missing or extra bytes')
  // `slice` of a Buffer would share memory with it.
  const table = new Int8Array(Uint8Array.from(bytes.subarray(at)).buffer)
  return { ...header, steps, bias, buckets, table }
}

/** The bytes of a weights file; decoding gives the same weights. */
export function encodeWeights(weights: Weights): Uint8Array {
  const { rows, calibrations, workingPoints, steps, bias } = weights
  const header: Header = { rows, calibrations, workingPoints }
  const json = new TextEncoder().encode(JSON.stringify(header))
  const bucketStart = aligned(8 + json.length) + WIDTH * 8
  const tableStart = bucketStart + BUCKETS
  const bytes = new Uint8Array(tableStart + rows * ENTRY)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, json.length, true)
  bytes.set(json, 8)
  const floats = [...steps, ...bias]
  floats.forEach((value, i) => {
    view.setFloat32(aligned(8 + json.length) + i * 4, value, true)
  })
  for (let i = 0; i < BUCKETS; i++)
    bytes[bucketStart + i] = (weights.buckets[i + 1] ?? 0) - (weights.buckets[i] ?? 0)
  const { buffer, byteOffset, byteLength } = weights.table
  bytes.set(new Uint8Array(buffer, byteOffset, byteLength), tableStart)
  return bytes
}

const aligned = (at: number): number => (at + 3) & ~3
