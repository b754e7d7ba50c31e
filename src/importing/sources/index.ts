/** The formats that can be imported. Adding one = one file here and one line in SOURCES. */
import { ImportRefused, type ImportSource } from '../record.js'
import { disqus } from './disqus.js'
import { page } from './page.js'
import { wordpress } from './wordpress.js'

/** In the order in which they are asked; the strictest first. */
export const SOURCES: readonly ImportSource[] = [disqus, wordpress, page]

/** What people try that cannot be read, and what to do instead. */
const OTHERS: readonly { looksLike: RegExp; name: string; advice: string }[] = [
  {
    looksLike: /^\s*\{[\s\S]*"(exported_on|mobiledoc|lexical)"\s*:/,
    name: 'a Ghost export (JSON)',
    advice: 'Ghost exports articles without comments',
  },
  { looksLike: /^\s*\[[\s\S]*"remote_addr"\s*:/, name: 'an isso export (JSON)', advice: '' },
  { looksLike: /^\s*\{[\s\S]*"commentHex"\s*:/, name: 'a Commento export (JSON)', advice: '' },
  { looksLike: /^\s*[{[]/, name: 'a JSON file', advice: '' },
  { looksLike: /^(PK|(?![\t\n\r])\p{Cc})/u, name: 'a compressed file', advice: 'unpack it first' },
  {
    looksLike: /<(rss|feed)[\s>]/,
    name: 'a news feed',
    advice: 'in WordPress, Tools > Export makes the file that is needed',
  },
  {
    looksLike: /^\s*(<!doctype html|<html)/i,
    name: 'a web page (HTML)',
    advice: 'save it as plain text',
  },
  { looksLike: /^\s*<\?xml/, name: 'an XML file of an unknown kind', advice: '' },
]

/**
 * The source for a file.
 * @param head its first 64 KiB as text; bytes that are not UTF-8 may have become anything
 * @throws ImportRefused saying what the file looks like and what can be read
 */
export function findSource(head: string): ImportSource {
  const text = head.replace(/^\ufeff/, '')
  const source = SOURCES.find((one) => one.recognises(text))
  if (source) return source
  const other = OTHERS.find((one) => one.looksLike.test(text))
  const advice = other?.advice ? `: ${other.advice}` : ''
  const seen = other
    ? `This looks like ${other.name}, which cannot be read${advice}.`
    : text.trim() === ''
      ? 'The file is empty.'
      : 'No known format was found in this file.'
  throw new ImportRefused(`${seen} Can be read: ${SOURCES.map((one) => one.title).join(', ')}.`)
}
