import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findSource, SOURCES } from '../../src/importing/sources/index.js'
import { importSourceContract } from './import-source.js'

const FOLDER = new URL('../samples/', import.meta.url).pathname
const samplesOf = (name: string) =>
  readdirSync(join(FOLDER, name)).map((file) => ({
    name: file,
    bytes: new Uint8Array(readFileSync(join(FOLDER, name, file))),
  }))
const textsOf = (name: string) =>
  samplesOf(name).map((sample) => new TextDecoder().decode(sample.bytes))

const GHOST =
  '{"db":[{"meta":{"exported_on":1616548552757,"version":"4.1.0"},"data":{"posts":[]}}]}'
const ISSO =
  '[{"comments": [{"remote_addr": "0.0.0.0", "author": "a", "text": "b"}], "id": "/posts/1/"}]'
const COMMENTO = '{"version": 1, "comments": [{"commentHex": "e7", "url": "/1"}]}'
const FEED =
  '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>News</title></channel></rss>'
const PROSE = 'A letter to nobody in particular.\n\nIt has no thread and no meter.\n'

describe.each(SOURCES.map((source) => [source.name, source] as const))(
  'the source %s',
  (name, source) => {
    const otherFormats = SOURCES.filter((other) => other !== source).flatMap((other) =>
      textsOf(other.name),
    )
    importSourceContract(source, samplesOf(name), [...otherFormats, GHOST, ISSO, COMMENTO, PROSE])
    it('does not take a news feed for its own', () => {
      expect(source.recognises(FEED)).toBe(false)
    })
  },
)

describe('finding the source of a file', () => {
  it.each(SOURCES.map((source) => [source.name, source] as const))('finds %s', (name, source) => {
    for (const text of textsOf(name)) {
      expect(findSource(text)).toBe(source)
      expect(findSource(`\ufeff\n\n${text}`)).toBe(source)
    }
  })

  it.each([
    [GHOST, 'a Ghost export'],
    [ISSO, 'an isso export'],
    [COMMENTO, 'a Commento export'],
    ['{"a": 1}', 'a JSON file'],
    ['PK\u0003\u0004zip', 'a compressed file'],
    ['\u001f\ufffdgzip', 'a compressed file'],
    [FEED, 'a news feed'],
    ['<!DOCTYPE html><html></html>', 'a web page'],
    ['<?xml version="1.0"?><books/>', 'an XML file of an unknown kind'],
    [PROSE, 'No known format'],
    [' \n', 'The file is empty'],
  ])('says what %s is, and what can be read', (text, what) => {
    expect(() => findSource(text)).toThrow(what)
    expect(() => findSource(text)).toThrow(/Can be read: Disqus.*WordPress.*page/)
  })
})
