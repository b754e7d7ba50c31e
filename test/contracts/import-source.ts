/**
 * What every import source promises, whatever its format. Give it the source and files that it can read; the
 * promises about broken files are tried on the same files.
 */
import { describe, expect, it } from 'vitest'
import {
  type ImportedComment,
  type ImportRecord,
  ImportRefused,
  type ImportSource,
} from '../../src/importing/record.js'

/** Keys go into an index of the database together with the name of the source. */
const KEY_CHARS_MAX = 400
const ADDRESS = /[\w.+-]+@[\w-]+\.[a-z]{2,}|\b\d{1,3}(?:\.\d{1,3}){3}\b/i

export type SourceSample = { name: string; bytes: Uint8Array }

/** A file as it comes from a disk, in pieces of a given size. */
export async function* piecesOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

/** All records of a file, and why it was refused, if it was. */
export async function readAll(
  source: ImportSource,
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ records: ImportRecord[]; refused: string | null }> {
  const records: ImportRecord[] = []
  try {
    for await (const record of source.read(chunks)) records.push(record)
    return { records, refused: null }
  } catch (error) {
    if (error instanceof ImportRefused) return { records, refused: error.message }
    throw error
  }
}

/** The suite. @param others heads of files of other formats, which the source must leave alone */
export function importSourceContract(
  source: ImportSource,
  samples: readonly SourceSample[],
  others: readonly string[],
): void {
  it('has a short name and a title', () => {
    expect(source.name).toMatch(/^[a-z]{2,20}$/)
    expect(source.title.length).toBeGreaterThan(5)
  })

  it('leaves files of other formats alone', () => {
    for (const head of others) expect(source.recognises(head), head.slice(0, 40)).toBe(false)
  })

  describe.each(samples)('reading $name', ({ bytes }) => {
    const whole = () => readAll(source, piecesOf(bytes, 65_536))

    it('recognises it', () => {
      expect(source.recognises(new TextDecoder().decode(bytes.subarray(0, 65_536)))).toBe(true)
    })

    it('yields the same records at every reading, wherever the chunks end', async () => {
      const { records, refused } = await whole()
      expect(refused).toBeNull()
      expect(records.length).toBeGreaterThan(0)
      for (const size of [1, 2, 3, 7, 61])
        expect(withoutBytes((await readAll(source, piecesOf(bytes, size))).records)).toEqual(
          withoutBytes(records),
        )
    })

    it('gives every record a key of its own', async () => {
      const keys = (await whole()).records.flatMap((one) => ('key' in one ? [one.key] : []))
      expect(new Set(keys).size).toBe(keys.length)
      for (const key of keys) expect(key.length).toBeLessThanOrEqual(KEY_CHARS_MAX)
    })

    it('names an article before its comments', async () => {
      const articles = new Set<string>()
      for (const one of (await whole()).records) {
        if (one.kind === 'article') articles.add(one.key)
        if (one.kind === 'comment') expect(articles).toContain(one.articleKey)
      }
    })

    it('says where in the file each record is', async () => {
      const lines = new TextDecoder().decode(bytes).split('\n').length
      let bytesRead = 0
      for await (const one of source.read(piecesOf(bytes, 512))) {
        if (one.kind === 'section') continue
        expect(one.place.line).toBeGreaterThanOrEqual(1)
        expect(one.place.line).toBeLessThanOrEqual(lines)
        if (one.kind === 'comment') expect(one.place.bytesRead).toBeGreaterThanOrEqual(bytesRead)
        if (one.kind === 'comment') bytesRead = one.place.bytesRead
        expect(one.place.bytesRead).toBeLessThanOrEqual(bytes.length)
      }
    })

    it('keeps neither text nor name of what was deleted', async () => {
      for (const one of comments((await whole()).records).filter(
        (two) => two.state === 'deleted',
      )) {
        expect(one.author).toBeNull()
        expect(one.body.source).toBe('')
      }
    })

    it('lets no address of a person out, and no date that is none', async () => {
      for (const one of (await whole()).records) {
        expect(JSON.stringify(one, asText)).not.toMatch(ADDRESS)
        if (one.kind === 'comment' && one.postedAt) expect(one.postedAt.getTime()).not.toBeNaN()
        if (one.kind === 'article' && one.publishedAt)
          expect(one.publishedAt.getTime()).not.toBeNaN()
      }
    })

    it('drops control characters', async () => {
      const text = new TextDecoder().decode(bytes)
      const dirty = new TextEncoder().encode(text.replace(/(\w)(\w)/g, '$1\u0000\u0008\u001f$2'))
      const { records, refused } = await readAll(source, piecesOf(dirty, 4_096))
      expect(refused).toBeNull()
      expect(withoutBytes(records)).toEqual(withoutBytes((await whole()).records))
    })

    it('takes a byte order mark and Windows line ends', async () => {
      const text = `\ufeff${new TextDecoder().decode(bytes).replaceAll('\n', '\r\n')}`
      const { records, refused } = await readAll(
        source,
        piecesOf(new TextEncoder().encode(text), 50),
      )
      expect(refused).toBeNull()
      expect(withoutBytes(records)).toEqual(withoutBytes((await whole()).records))
    })

    it('refuses what is not UTF-8, naming the line', async () => {
      const at = bytes.lastIndexOf(10, bytes.length - 2) + 1
      const line = new TextDecoder().decode(bytes.subarray(0, at)).split('\n').length
      const broken = Buffer.concat([
        bytes.subarray(0, at),
        Uint8Array.of(0xe9, 0x20),
        bytes.subarray(at),
      ])
      for (const size of [1, 100_000])
        expect((await readAll(source, piecesOf(broken, size))).refused).toContain(`line ${line}`)
    })

    it('can be left in the middle', async () => {
      for await (const _ of source.read(piecesOf(bytes, 100))) break
    })
  })

  it('refuses an empty file and files of other formats', async () => {
    for (const text of ['', ...others])
      expect(
        (await readAll(source, piecesOf(new TextEncoder().encode(text), 100))).refused,
      ).toMatch(/\w.*\.$/)
  })
}

const comments = (records: ImportRecord[]): ImportedComment[] =>
  records.filter((one) => one.kind === 'comment')

/** How far a record is in bytes depends on the chunks; everything else does not. */
const withoutBytes = (records: ImportRecord[]) =>
  records.map((one) => (one.kind === 'section' ? one : { ...one, place: one.place.line }))

const asText = (_name: string, value: unknown) =>
  typeof value === 'bigint' ? String(value) : value
