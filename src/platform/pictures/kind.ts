/** What bytes are, told by themselves: names and types that come with a file are what somebody wrote on it. */

/** `heic`: what telephones of one maker store by default; its patents keep it out of our decoder. */
export type PictureKind = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | 'heic'

const AVIF_BRANDS = new Set(['avif', 'avis'])
const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'])
/** Brands listed at the beginning of an ISO file: more are none of a camera. */
const BRANDS_MAX = 32

/** The kind of a picture, null for everything else: SVG, TIFF, PDF, pages, programs. Cost: constant. */
export function kindOf(bytes: Uint8Array): PictureKind | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4 * BRANDS_MAX))
  const text = (from: number, to: number) => head.toString('latin1', from, to)
  if (text(0, 3) === '\xff\xd8\xff') return 'jpeg'
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'gif'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  return text(4, 8) === 'ftyp' ? kindOfBrands(head) : null
}

/** A container of ISO 14496-12 says in its first box what is in it. */
function kindOfBrands(head: Buffer): PictureKind | null {
  const end = Math.min(head.length >= 4 ? head.readUInt32BE(0) : 0, head.length)
  const brands = [head.toString('latin1', 8, 12)]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(head.toString('latin1', at, at + 4))
  if (brands.some((one) => AVIF_BRANDS.has(one))) return 'avif'
  return brands.some((one) => HEIC_BRANDS.has(one)) ? 'heic' : null
}
