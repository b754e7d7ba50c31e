import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../src/core/refusals.js'
import { FILE_FORMS_BYTES_MAX, openFileForms } from '../../src/web/multipart.js'

const tooLarge = () => new Refusal('picture/too-large')

/** A form as browsers send it. */
async function formOf(fields: Record<string, string>, files: [string, Buffer][] = []) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const [name, bytes] of files) form.append(name, new Blob([new Uint8Array(bytes)]), 'a.jpg')
  const response = new Response(form)
  return {
    bytes: Buffer.from(await response.arrayBuffer()),
    contentType: response.headers.get('content-type') ?? '',
  }
}

type Forms = ReturnType<typeof openFileForms>
/** Reads a body, as the server would; `over` tells that it was answered. */
function read(forms: Forms, body: Buffer | Readable, contentType: string, bytesMax = 1_000_000) {
  let over = () => {}
  const until = (end: () => void) => {
    over = end
  }
  const stream = body instanceof Readable ? body : Readable.from([body], { objectMode: false })
  const form = forms.read(stream, { contentType, bytesMax, tooLarge, until })
  return { form, over: () => over() }
}
const codeOf = (form: Promise<unknown>) =>
  form.then(
    () => 'read',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )

describe('a form with files', () => {
  it('gives its texts and its files, byte by byte, in their order', async () => {
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, at) => (at * 7) % 256))
    const sent = await formOf({ text: 'Hällo\r\n日本', name: '' }, [
      ['pictures', bytes],
      ['pictures', Buffer.from('--boundary\r\n')],
      ['empty', Buffer.alloc(0)],
    ])
    const { fields, files } = await read(openFileForms(), sent.bytes, sent.contentType).form
    expect(fields).toEqual({ text: 'Hällo\r\n日本', name: '' })
    expect(files.map((one) => [one.name, one.bytes.length])).toEqual([
      ['pictures', 70_000],
      ['pictures', 12],
    ])
    expect(Buffer.from(files[0]?.bytes ?? []).equals(bytes)).toBe(true)
  })

  it('is refused when its texts are no UTF-8, its end is missing, or nobody knows where parts begin', async () => {
    const sent = await formOf({ text: 'x' })
    const broken = Buffer.concat([sent.bytes])
    broken[broken.indexOf('\r\n\r\n') + 4] = 0xff
    const forms = openFileForms()
    expect(await codeOf(read(forms, broken, sent.contentType).form)).toBe('request/not-utf8')
    const torn = sent.bytes.subarray(0, -20)
    expect(await codeOf(read(forms, torn, sent.contentType).form)).toBe('request/invalid')
    expect(await codeOf(read(forms, sent.bytes, 'multipart/form-data').form)).toBe(
      'request/invalid',
    )
    const gone = new Readable({ read() {} })
    const { form } = read(forms, gone, sent.contentType)
    gone.push(sent.bytes.subarray(0, 20))
    gone.destroy()
    expect(await codeOf(form)).toBe('request/invalid')
  })

  it('has a limit that counts its files, and more parts than any of ours are not looked at', async () => {
    const fits = await formOf({}, [['a', Buffer.alloc(1_000_000)]])
    expect(await codeOf(read(openFileForms(), fits.bytes, fits.contentType).form)).toBe('read')
    const over = await formOf({}, [['a', Buffer.alloc(1_250_000)]])
    expect(await codeOf(read(openFileForms(), over.bytes, over.contentType).form)).toBe(
      'picture/too-large',
    )
    const many = await formOf(
      Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`f${at}`, ''])),
    )
    const began = performance.now()
    expect(await codeOf(read(openFileForms(), many.bytes, many.contentType, 20_000_000).form)).toBe(
      'request/invalid',
    )
    expect(performance.now() - began).toBeLessThan(500)
  })
})

describe('a process', () => {
  it('holds no more than it may, however many come at once', async () => {
    const forms = openFileForms()
    const chunk = Buffer.alloc(16_000_000)
    const contentType = 'multipart/form-data; boundary=x'
    const bodies = Array.from({ length: FILE_FORMS_BYTES_MAX / chunk.length }, () => {
      const body = new Readable({ read() {} })
      return { body, ...read(forms, body, contentType, 24_000_000) }
    })
    for (const { body } of bodies) body.push(chunk)
    await new Promise((done) => setImmediate(done))
    const late = new Readable({ read() {} })
    const { form, over } = read(forms, late, contentType, 24_000_000)
    late.push(Buffer.alloc(1))
    expect(await codeOf(form)).toBe('request/too-busy')
    over()
    // One of them is answered: there is room again.
    bodies[0]?.body.push(null)
    expect(await codeOf(bodies[0]?.form ?? Promise.resolve())).toBe('request/invalid')
    bodies[0]?.over()
    const { bytes, contentType: type } = await formOf({ text: 'x' })
    expect(await codeOf(read(forms, bytes, type).form)).toBe('read')
    for (const { body, form } of bodies.slice(1)) {
      body.push(null)
      expect(await codeOf(form)).toBe('request/invalid')
    }
  })
})
