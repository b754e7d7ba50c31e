/** The thread of a saved page: a bullet for each comment, the deeper the further right; names and texts by their looks. */

import { type ImportedComment, ImportRefused } from '../record.js'
import type { DecodedLine } from '../utf8.js'
import { shortHash } from './keys.js'

/** A comment longer than this is something else, kept in memory. */
const COMMENT_CHARS_MAX = 1_000_000
/** Names of people and handles; the longest in common use have about 50 characters. */
const NAME_CHARS_MAX = 60
const NAME_WORDS_MAX = 8
/** A line alone under its bullet may be either; a name then has few words, each with a capital. */
const BARE_NAME_WORDS_MAX = 4

const BULLET = /^(\s*)[•◦‣▪●○*](?:\s+|$)/u

export type Bullet = { indent: number; text: string }

/** A bulleted line, null for any other. */
export function readBullet(line: string): Bullet | null {
  const match = BULLET.exec(line)
  return match
    ? { indent: widthOf(match[1] ?? ''), text: line.slice(match[0].length).trim() }
    : null
}

/** Columns before the first character that is no space. */
export const indentOf = (line: string) => widthOf(/^\s*/.exec(line)?.[0] ?? '')

/**
 * True when a line looks like the name of somebody: short, few words, no end of a sentence, no address.
 * @param isAlone nothing else stands under the bullet, so that the line could as well be a short comment
 */
export function looksLikeName(line: string, isAlone: boolean): boolean {
  const words = line.split(/\s+/)
  if (line === '' || [...line].length > NAME_CHARS_MAX || words.length > NAME_WORDS_MAX)
    return false
  if (/[.!?…;:,“”"]$|:\/\/|^["“«]/u.test(line) && !/\b\p{L}{1,3}\.$/u.test(line)) return false
  // A full stop within is an initial or a title ("J. R.", "Dr.") when at most three letters stand before it.
  if (/[!?]\s|\p{L}{4,}[.…]\s/u.test(line)) return false
  if (!isAlone || words.length === 1) return true
  return words.length <= BARE_NAME_WORDS_MAX && words.every((word) => !/^\p{Ll}/u.test(word))
}

type Block = { bullet: Bullet; place: ImportedComment['place']; lines: string[]; chars: number }

export type Thread = {
  /** @returns the comment that this line ends */
  push(line: DecodedLine): ImportedComment | null
  /** @returns the last comment */
  end(): ImportedComment | null
  /** Lines after the thread began that belong to no comment. */
  strayLines(): number
}

/** Reads a thread line by line; it keeps the comment being read, its ancestors and a count by key. */
export function newThread(articleKey: string): Thread {
  const ancestors: { indent: number; key: string }[] = []
  const times = new Map<string, number>()
  let block: Block | null = null
  let strayLines = 0

  const finish = (): ImportedComment | null => {
    if (block === null) return null
    const { indent } = block.bullet
    while ((ancestors.at(-1)?.indent ?? -1) >= indent) ancestors.pop()
    const parentKey = ancestors.at(-1)?.key ?? null
    const said = authorAndText(block)
    // Without the position: a page saved again with more comments on it has the same keys for those it had before.
    const hash = shortHash(JSON.stringify([parentKey ?? articleKey, said.name, said.text]), 24)
    const time = (times.get(hash) ?? 0) + 1
    times.set(hash, time)
    const key = `comment:${hash}${time > 1 ? `:${time}` : ''}`
    ancestors.push({ indent, key })
    return commentOf({ key, articleKey, parentKey, ...said, place: block.place })
  }

  return {
    push(line) {
      const bullet = readBullet(line.text)
      if (bullet) {
        const comment = finish()
        const place = { line: line.line, bytesRead: line.bytesRead }
        block = { bullet, place, lines: [], chars: 0 }
        return comment
      }
      const isWithin = block !== null && indentOf(line.text) > block.bullet.indent
      const isBlank = line.text.trim() === ''
      if (!isWithin && !isBlank) strayLines += 1
      else if (block) add(block, line)
      return null
    },
    end: finish,
    strayLines: () => strayLines,
  }
}

function add(block: Block, line: DecodedLine): void {
  block.lines.push(line.text.trim())
  block.chars += line.text.length + 1
  if (block.chars > COMMENT_CHARS_MAX)
    throw new ImportRefused(
      `Line ${line.line}: a comment has more than ${COMMENT_CHARS_MAX} characters.`,
    )
}

/** A name stands alone in its paragraph; a text that begins at the bullet has lost its author. */
function authorAndText({ bullet, lines }: Block): { name: string | null; text: string } {
  const rest = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  const goesOn = (lines[0] ?? '') !== ''
  if (!goesOn && looksLikeName(bullet.text, rest === '')) return { name: bullet.text, text: rest }
  if (bullet.text === '') return { name: null, text: rest }
  return { name: null, text: `${bullet.text}${rest === '' ? '' : goesOn ? '\n' : '\n\n'}${rest}` }
}

function commentOf(parts: {
  key: string
  articleKey: string
  parentKey: string | null
  name: string | null
  text: string
  place: ImportedComment['place']
}): ImportedComment {
  const { name, text, ...where } = parts
  return {
    kind: 'comment',
    ...where,
    author: name === null ? null : { name, key: null, isStaff: false },
    body: { format: 'text', source: text },
    postedAt: null,
    state: 'published',
    language: null,
  }
}

/** A tab reaches to the next multiple of eight columns. */
function widthOf(space: string): number {
  let width = 0
  for (const sign of space) width = sign === '\t' ? (Math.floor(width / 8) + 1) * 8 : width + 1
  return width
}
