/** A zip that is written while it is read: files come in, bytes go out, and little of either is held. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import type { ExportFile, TextFile } from './export-account.js'

/** Text compressed in one step, in characters: about two milliseconds, after which others get their turn. */
const CHARS_AT_ONCE = 65_536
/** Higher levels save a few per cent and cost twice the time. */
const LEVEL = 6

/**
 * Zips files, texts as UTF-8. Compresses on this thread, in small steps: no worker is started for it.
 * @param at the time that all files get
 * Cost: linear in the text, about 50 us a comment of 400 characters; memory of one step, whatever the size.
 */
export async function* zipOf(
  files: AsyncIterable<ExportFile>,
  at: Date,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  let problem: Error | null = null
  const zip = new Zip((error, bytes) => {
    if (error) problem = error
    else ready.push(bytes)
  })
  const encoder = new TextEncoder()
  for await (const one of files) {
    const file =
      'bytes' in one ? new ZipPassThrough(one.name) : new ZipDeflate(one.name, { level: LEVEL })
    file.mtime = at
    zip.add(file)
    if ('bytes' in one) {
      file.push(one.bytes, true)
      if (problem) throw problem
      yield* ready.splice(0)
      continue
    }
    for await (const text of inSteps(one.parts)) {
      file.push(encoder.encode(text))
      if (problem) throw problem
      yield* ready.splice(0)
      await nextTurn()
    }
    file.push(new Uint8Array(), true)
  }
  zip.end()
  if (problem) throw problem
  yield* ready.splice(0)
}

/** The same text in pieces of about one step. */
async function* inSteps(parts: TextFile['parts']): AsyncGenerator<string> {
  let waiting = ''
  for await (const part of parts) {
    waiting += part
    while (waiting.length >= CHARS_AT_ONCE) {
      const end = stepEnd(waiting)
      yield waiting.slice(0, end)
      waiting = waiting.slice(end)
    }
  }
  if (waiting !== '') yield waiting
}

/** A sign of two UTF-16 units is not torn: each half alone would become U+FFFD. */
function stepEnd(text: string): number {
  const isTorn = /[\uD800-\uDBFF]/.test(text[CHARS_AT_ONCE - 1] ?? '')
  return isTorn ? CHARS_AT_ONCE - 1 : CHARS_AT_ONCE
}
