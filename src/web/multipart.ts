/**
 * Forms with files: read into memory up to a limit, then parsed by undici as the standard says. The door is asked
 * before the first byte is read.
 */
import type { Readable } from 'node:stream'
import { Response } from 'undici'
import { Refusal } from '../core/refusals.js'

/** Fields and files of one form; ours have at most twenty. */
const PARTS_MAX = 40
/** What fields and the heads of parts may have beside the files, in bytes: the longest comment, its descriptions. */
const FIELDS_BYTES_MAX = 200_000
/** Of all forms with files that one process holds at once, in bytes; about three times that while they are taken apart. */
export const FILE_FORMS_BYTES_MAX = 64_000_000

export type FileForm = {
  /** Texts by name; of a name that stands twice the last. */
  fields: Record<string, string>
  /** Files that have a byte, in the order in which they were sent. */
  files: { name: string; bytes: Uint8Array }[]
}

export type FileForms = {
  /**
   * @param about.bytesMax of all files together
   * @param about.until the form counts against what the process may hold until this is called
   * @throws Refusal request/too-busy, request/invalid, request/not-utf8; what `tooLarge` gives
   */
  read(body: Readable, about: FormAbout): Promise<FileForm>
}

type FormAbout = {
  contentType: string
  bytesMax: number
  tooLarge: () => Refusal
  until: (over: () => void) => void
}

/** Opens the reading of forms in a process. */
export function openFileForms(): FileForms {
  let held = 0
  return {
    async read(body, { contentType, bytesMax, tooLarge, until }) {
      let own = 0
      until(() => {
        held -= own
        own = 0
      })
      const bytes = await readAll(body, (bytes) => {
        held += bytes - own
        own = bytes
        if (bytes > bytesMax + FIELDS_BYTES_MAX) return tooLarge()
        return held > FILE_FORMS_BYTES_MAX ? new Refusal('request/too-busy') : null
      })
      return parsed(bytes, contentType)
    },
  }
}

/** A whole body. @param problemAt of so many bytes; null: go on */
export async function readAll(
  body: Readable,
  problemAt: (bytes: number) => Refusal | null,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  let isRefused = false
  // Not by `for await`, which would end the connection with the body: the answer is still to be sent.
  await new Promise<void>((done, failed) => {
    body.on('data', (chunk: Buffer) => {
      // The rest of a body that was refused comes in and goes.
      if (isRefused) return
      bytes += chunk.length
      const problem = problemAt(bytes)
      if (problem === null) {
        chunks.push(chunk)
        return
      }
      isRefused = true
      chunks.length = 0
      failed(problem)
    })
    body.once('end', done)
    body.once('error', failed)
    body.once('close', () => failed(new Refusal('request/invalid', { detail: 'cut off' })))
  })
  return Buffer.concat(chunks)
}

async function parsed(bytes: Buffer, contentType: string): Promise<FileForm> {
  requireFewParts(bytes, contentType)
  const form: FileForm = { fields: {}, files: [] }
  const entries = await new Response(bytes, { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw new Refusal('request/invalid', { detail: 'a form that cannot be read' })
    })
  for (const [name, value] of entries) {
    if (typeof value !== 'string') {
      if (value.size > 0) form.files.push({ name, bytes: await value.bytes() })
    } else if (value.includes('\ufffd')) throw new Refusal('request/not-utf8')
    else form.fields[name] = value
  }
  return form
}

/** Each part costs time, however small: counted before anything is parsed. */
function requireFewParts(bytes: Buffer, contentType: string): void {
  const boundary = /boundary="?([^";\s]{1,70})/i.exec(contentType)?.[1]
  if (boundary === undefined) throw new Refusal('request/invalid', { detail: 'no boundary' })
  let parts = 0
  for (let at = bytes.indexOf(boundary); at !== -1; at = bytes.indexOf(boundary, at + 1)) {
    parts += 1
    if (parts > PARTS_MAX) throw new Refusal('request/invalid', { detail: 'too many parts' })
  }
}
