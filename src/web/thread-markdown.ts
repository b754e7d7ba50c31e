/**
 * A thread as a Markdown document (CommonMark, also as GitHub extends it). Each comment is a block quote of its own, one
 * level deeper than what it answers, and begins with a heading. Comments keep their source; what in it could reach out
 * of its quote is escaped: headings, so that nobody speaks under another name, HTML, pictures (which would be loaded
 * from elsewhere), and definitions of links, which hold for the whole document.
 */
import { fill } from '../core/plural.js'
import { isolated } from '../core/text.js'
import type { Mark } from '../discussion/index.js'
import type { Locale } from '../locales/index.js'
import { urls } from './urls.js'
import type { CommentView } from './views.js'

/** Levels of quotes; what is deeper stands at this one. More leave no room for words in a terminal. */
export const QUOTE_DEPTH_MAX = 6
const HEADING_LEVEL_MAX = 6

/** What a reader typed. */
export type Source = { format: 'markdown' | 'html' | 'text'; source: string }

export type MarkdownHead = {
  /** Address of the site without trailing slash. */
  origin: string
  slug: string
  headline: string
}

/** The lines before the first comment. */
export const markdownHead = ({ origin, slug, headline }: MarkdownHead): string =>
  `# ${plainName(headline)}\n\n<${origin}${urls.article(slug)}>\n`

/**
 * One comment with the empty line that divides it from what is before it.
 * @param about.source null for a placeholder, or when it is not known: then the plain text is shown
 */
export function markdownComment(
  comment: CommentView,
  about: { origin: string; slug: string; locale: Locale; source: Source | null },
): string {
  const { origin, slug, locale, source } = about
  const depth = Math.min(comment.depth, QUOTE_DEPTH_MAX)
  const heading = '#'.repeat(Math.min(depth + 2, HEADING_LEVEL_MAX))
  const text = textOf(comment, source)
  const lines = [
    `${heading} ${headingOf(comment, locale)}`,
    '',
    `<${origin}${comment.url}>`,
    // Where quotes no longer say what it answers, a link does.
    ...(comment.depth > QUOTE_DEPTH_MAX && comment.parentId !== null
      ? [`↳ <${origin}${urls.comment(slug, comment.parentId)}#c-${comment.parentId}>`]
      : []),
    ...(text === '' ? [] : ['', ...text.split('\n')]),
    ...comment.pictures.flatMap(({ src, alt }) => ['', `![${pictureAlt(alt)}](${origin}${src})`]),
  ]
  const quote = '> '.repeat(depth + 1)
  return `\n${lines.map((line) => (quote + line).trimEnd()).join('\n')}\n`
}

/** A description within the brackets of a picture: no markup, no line break. */
const pictureAlt = (alt: string): string => alt.replace(/\s+/g, ' ').replace(MARKUP, '\\$&')

function headingOf(comment: CommentView, locale: Locale): string {
  const { state, author, isAuthorGone, postedAt } = comment
  if (state !== 'published') return `_${placeholderOf(comment, locale)}_`
  const name = author?.name ?? (isAuthorGone ? locale.comment.left : locale.comment.unknown)
  const when = postedAt === null ? locale.comment.undated : `${minuteOf(postedAt)} UTC`
  const marks = (author?.marks ?? []).map((mark) => wordOf(mark, locale))
  const beside = marks.length > 0 ? ` (${marks.join(', ')})` : ''
  const pick = comment.pickedAt === null ? '' : ` · ${locale.marks.pick}`
  return `${plainName(name)}${beside} · ${when}${pick}`
}

const wordOf = (mark: Mark, locale: Locale): string =>
  mark === 'staff' ? locale.comment.staff : locale.marks[mark]

/** Which kind of nothing stands here, and by which rule: as the page says it. */
function placeholderOf({ state, rule, isAuthorGone }: CommentView, locale: Locale): string {
  const words = locale.comment
  if (state === 'deleted' && isAuthorGone) return words.deletedLeft
  if (state === 'removed' && rule !== null) return fill(words.removedBy, { rule: plainName(rule) })
  return words[state === 'published' ? 'empty' : state]
}

const minuteOf = (iso: string): string => iso.slice(0, 16).replace('T', ' ')

function textOf(comment: CommentView, source: Source | null): string {
  if (comment.state !== 'published') return ''
  return source?.format === 'markdown'
    ? heldInPlace(source.source)
    : comment.text.split('\n').map(plainLine).join('\n')
}

/** Signs that mean something to Markdown within a line. */
const MARKUP = /[\\`*_[\]<>#|~!&$]/g
const ADDRESS = /(https?:\/\/[^\s<>]*[^\s<>.,;:!?)\]}'"])/

/** A line of plain text: nothing in it is markup, and its addresses are links still. */
const plainLine = (line: string): string =>
  line
    .trim()
    .split(ADDRESS)
    .map((part, at) => (at % 2 === 1 ? `<${part}>` : part.replace(MARKUP, '\\$&')))
    .join('')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(/^[-+=]/, '\\$&')

/** Programs that make links of bare addresses look past backslashes, but not past a word joiner. */
const MAY_BE_LINK = /(?<=\S)[.:@/](?=\S)/g

/** A name or a headline within a line: no markup, no link, and it does not turn the words around it. */
const plainName = (name: string): string =>
  isolated(
    name.replace(/\s+/g, ' ').trim().replace(MAY_BE_LINK, '$&\u2060').replace(MARKUP, '\\$&'),
  )

/** Marks that open a container before the words of a line: quotes, items of lists. */
const CONTAINERS = String.raw`[\s>]*(?:(?:[-+*]|\d{1,9}[.)])[\s>]+)*`
const HEADING = new RegExp(`^(${CONTAINERS})(#{1,6})(?=\\s|$)`)
/** A line that makes a heading of the lines above it. */
const UNDERLINE = new RegExp(`^(${CONTAINERS})(=+|-+)(?=\\s*$)`)
/** What opens HTML, an address in angle brackets, or a picture, with the backslashes before it. */
const OPENING = /(?<!\\)(\\*)(<(?=[a-z/!?])|!(?=\[))/gi
/** Of a definition: `[label]: address`, whose label may stand on several lines. */
const DEFINITION = /\]:/g

/** Markdown of a reader that stays where it is put. In code the added backslashes are seen. */
function heldInPlace(source: string): string {
  return source
    .split(/\r\n?|\n/)
    .map((line) =>
      line
        .replace(OPENING, (_, slashes: string, sign: string) =>
          slashes.length % 2 === 1 ? slashes + sign : `${slashes}\\${sign}`,
        )
        .replace(DEFINITION, ']\\:')
        .replace(HEADING, '$1\\$2')
        .replace(UNDERLINE, '$1\\$2'),
    )
    .join('\n')
}
