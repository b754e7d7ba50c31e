import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { disqus } from '../../src/importing/sources/disqus.js'
import { XML_ATTRIBUTES_MAX, XML_UNBROKEN_CHARS_MAX } from '../../src/importing/xml.js'
import { XML_DEPTH_MAX, XML_ROW_FIELDS_MAX } from '../../src/importing/xml-rows.js'
import { piecesOf, readAll } from './import-source.js'

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns:dsq="urn:x">\n'
const THREAD =
  '<thread dsq:id="1"><link>https://a.example/</link><title>A</title><createdAt>2020-01-01T00:00:00Z</createdAt></thread>\n'
const post = (id: number, message: string) =>
  `<post dsq:id="${id}"><message>${message}</message><createdAt>2020-01-01T00:00:00Z</createdAt><author><name>N</name></author><thread dsq:id="1"/></post>\n`
const TAIL = '</disqus>\n'

const read = (text: string, size = 1_000) =>
  readAll(disqus, piecesOf(new TextEncoder().encode(text), size))
const messages = async (text: string) => {
  const { records, refused } = await read(text)
  return {
    refused,
    texts: records.flatMap((one) => (one.kind === 'comment' ? [one.body.source] : [])),
  }
}

describe('what is forgiven', () => {
  it.each([
    ['blank lines before the declaration', '\n\n \n', 5],
    ['a warning of the web server', '<br />\n<b>Warning</b>: session started in a.php\n', 4],
    ['stray text', '`', 2],
  ])('%s, and lines are still counted from the top', async (_name, preamble, line) => {
    const { records, refused } = await read(preamble + HEAD + post(1, 'x') + TAIL)
    expect(refused).toBeNull()
    expect(records[0]).toMatchObject({ kind: 'problem', place: { line: line + 1 } })
  })

  it('text after the end', async () => {
    expect((await read(`${HEAD + THREAD + TAIL}Notice: memory was low`)).refused).toBeNull()
  })

  it('prefixes that are bound to nothing, and other namespaces', async () => {
    const text = (HEAD + THREAD + post(1, 'x') + TAIL).replace(' xmlns:dsq="urn:x"', '')
    expect((await messages(text)).texts).toEqual(['x'])
    expect((await messages(text.replaceAll('dsq:', 'ns0:'))).texts).toEqual(['x'])
  })

  it.each([
    ['<![CDATA[a ]]]]><![CDATA[> b]]>', 'a ]]> b'],
    ['<![CDATA[a <![CDATA[ b ]]> c]]>', 'a <![CDATA[ b  c]]>'],
    ['<![CDATA[a\u0000\u0008\u000b b]]>', 'a b'],
    ['a&nbsp;b &#0; &#xFFFF; &amp;', 'a&nbsp;b &#0; &#xFFFF; &'],
    ['a\r\nb', 'a\nb'],
  ])('the text %j', async (raw, text) => {
    expect(await messages(HEAD + THREAD + post(1, raw) + TAIL)).toEqual({
      refused: null,
      texts: [text],
    })
  })
})

describe('what is refused, after what came before', () => {
  it.each([
    [
      'a file that breaks off in a post',
      '<post dsq:id="2"><message>hal',
      'Line 5: The file breaks off',
    ],
    ['a file that breaks off between posts', '', 'Line 5: The file breaks off'],
    [
      'a tag that is closed by another one',
      '<post dsq:id="2"></thread>',
      'Line 5: The XML is malformed',
    ],
    ['an attribute without quotes', '<post dsq:id=2/>', 'Line 5: The XML is malformed'],
    ['a bare ampersand', '<post>Fish & chips</post>', 'Line 5: The file breaks off'],
    [
      'a bare ampersand with a semicolon later',
      '<post>Fish & chips; peas</post>',
      'Line 5: The XML is malformed',
    ],
    ['a second root', `${TAIL}<more/>`, 'Line 6: The XML is malformed'],
  ])('%s', async (_name, rest, reason) => {
    for (const size of [1, 1_000]) {
      const { records, refused } = await read(HEAD + THREAD + post(1, 'whole') + rest, size)
      expect(refused).toContain(reason)
      expect(records.map((one) => one.kind)).toEqual(['article', 'comment'])
    }
  })

  it('a DTD, before anything of it is used', async () => {
    const dtd = '<!DOCTYPE disqus [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<disqus>&b;</disqus>'
    for (const text of [
      dtd,
      `<?xml version="1.0"?>\n${dtd}`,
      '<!DOCTYPE disqus SYSTEM "file:///etc/passwd"><disqus/>',
    ])
      expect((await read(text)).refused).toContain('DTD')
  })

  it('another encoding', async () => {
    expect((await read(HEAD.replace('utf-8', 'ISO-8859-1') + TAIL)).refused).toContain(
      'says it is ISO-8859-1',
    )
    expect((await read(HEAD.replace('utf-8', 'US-ASCII') + TAIL)).refused).toBeNull()
  })
})

describe('limits', () => {
  const nested = (depth: number) => HEAD + '<a>'.repeat(depth - 1) + '</a>'.repeat(depth - 1) + TAIL
  const withAttributes = (count: number) =>
    `${HEAD}<a ${Array.from({ length: count }, (_, at) => `b${at}="c"`).join(' ')}/>${TAIL}`
  const withFields = (count: number) =>
    `${HEAD}<post dsq:id="1">${'<a/>'.repeat(count)}</post>${TAIL}`
  const withText = (chars: number) => `${HEAD}<a>${'x'.repeat(chars)}</a>${TAIL}`

  it.each([
    ['elements within each other', nested, XML_DEPTH_MAX],
    ['attributes', withAttributes, XML_ATTRIBUTES_MAX],
    ['elements of a row', withFields, XML_ROW_FIELDS_MAX],
  ])('%s', async (_name, make, limit) => {
    expect((await read(make(limit))).refused).toBeNull()
    expect((await read(make(limit + 1))).refused).toContain(String(limit))
  })

  it('one text without an end', async () => {
    const size = 65_536
    expect((await read(withText(XML_UNBROKEN_CHARS_MAX - 2 * size), size)).refused).toBeNull()
    expect((await read(withText(XML_UNBROKEN_CHARS_MAX + 2 * size), size)).refused).toContain(
      'longer than',
    )
  }, 60_000)
})

describe('a file of 50 MB', () => {
  setFlagsFromString('--expose-gc')
  const collectGarbage: () => void = runInNewContext('gc')
  const heapBytes = () => {
    collectGarbage()
    return process.memoryUsage().heapUsed
  }

  async function* generate(posts: number, textChars: number) {
    const encoder = new TextEncoder()
    yield encoder.encode(HEAD + THREAD)
    for (let id = 1; id <= posts; id += 1)
      yield encoder.encode(post(id, 'word '.repeat(textChars / 5)))
    yield encoder.encode(TAIL)
  }

  it('needs no more memory at its end than near its beginning', async () => {
    const [posts, textChars] = [40_000, 1_150]
    let comments = 0
    let early = 0
    let bytesRead = 0
    for await (const record of disqus.read(generate(posts, textChars))) {
      if (record.kind !== 'comment') continue
      comments += 1
      bytesRead = record.place.bytesRead
      if (comments === posts / 10) early = heapBytes()
    }
    expect(comments).toBe(posts)
    expect(bytesRead).toBeGreaterThan(50_000_000)
    // What grows is the set of ids: about 40 bytes a post.
    expect(heapBytes() - early).toBeLessThan(6_000_000)
  }, 60_000)
})
