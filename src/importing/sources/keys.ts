/** Keys of what a file brings, and the few ids that a reader has to remember. */
import { createHash } from 'node:crypto'
import { mailFingerprint } from '../../platform/secrets.js'
import { ImportRefused } from '../record.js'

/** Ids remembered per file to find duplicates: about 400 MB of memory, and more than any export has. */
const IDS_MAX = 10_000_000
/** An id in an export is a number or an address; longer ones are no ids. */
const ID_CHARS_MAX = 200

/** The first `chars` hexadecimal digits of SHA-256: the same at every reading. */
export function shortHash(text: string, chars: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, chars)
}

/** Key of an author by e-mail address: finds the same author again, and the address itself goes no further. */
export function mailKey(address: string): string | null {
  return address.includes('@') ? mailFingerprint(address) : null
}

/** An id as part of a key: '' when it is missing, hashed when it is too long for one. */
export function idOf(text: string): string {
  const id = text.trim()
  return id.length > ID_CHARS_MAX ? shortHash(id, 32) : id
}

/** Ids already met. Numbers are kept as numbers, which takes a third of the memory. */
export class SeenIds {
  readonly #ids = new Set<string | number>()

  /** @returns false when it was there before */
  add(id: string): boolean {
    const before = this.#ids.size
    if (before >= IDS_MAX) throw new ImportRefused(`The file has more than ${IDS_MAX} entries.`)
    this.#ids.add(compact(id))
    return this.#ids.size > before
  }

  has(id: string): boolean {
    return this.#ids.has(compact(id))
  }
}

const compact = (id: string) => (/^[1-9]\d{0,14}$/.test(id) ? Number(id) : id)
