/** A page as its visitor saved it, in plain text: figures of the meter, the article, the thread as bullets. */
import {
  type ImportedArticle,
  type ImportedCampaign,
  type ImportPlace,
  type ImportRecord,
  ImportRefused,
  type ImportSource,
} from '../record.js'
import { type DecodedLine, readLines } from '../utf8.js'
import { shortHash } from './keys.js'
import { type Figure, readFigure, readMeter } from './page-meter.js'
import { indentOf, looksLikeName, newThread, readBullet } from './page-thread.js'

/** Characters before the thread: an article of a million is none. */
const ARTICLE_CHARS_MAX = 2_000_000
const CAPTION_CHARS_MAX = 160
const CALL_CHARS_MAX = 200

export const page: ImportSource = {
  name: 'page',
  title: 'Saved page (plain text)',
  recognises: (head) => !/^\s*[<{[]/.test(head) && (hasMeter(head) || hasBullets(head)),
  read,
}

async function* read(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ImportRecord, void, void> {
  const lines = readLines(chunks)
  const before = await readArticleLines(lines)
  const article = articleOf(before.article)
  if (before.thread.length === 0 && article.figures.length === 0)
    throw new ImportRefused('The text has neither figures of a meter nor a thread with bullets.')
  yield* meterRecords(article.figures, article.place)
  yield article.record
  const thread = newThread(article.record.key)
  for (const line of before.thread) yield* listOf(thread.push(line))
  for await (const line of lines) yield* listOf(thread.push(line))
  yield* listOf(thread.end())
  if (thread.strayLines() > 0)
    yield {
      kind: 'problem',
      place: article.place,
      reason: `${thread.strayLines()} lines in or after the thread left out: they stand under no bullet.`,
    }
}

const listOf = <T>(one: T | null): T[] => (one === null ? [] : [one])

/** Lines up to the thread, and those of the thread that had to be read to see where it begins. */
async function readArticleLines(
  lines: AsyncGenerator<DecodedLine, void, void>,
): Promise<{ article: DecodedLine[]; thread: DecodedLine[] }> {
  const kept: DecodedLine[] = []
  let chars = 0
  // Not `for await`: that would end the lines for the thread.
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    kept.push(next.value)
    chars += next.value.text.length + 1
    const start = threadStart(kept)
    if (start !== -1) return { article: kept.slice(0, start), thread: kept.slice(start) }
    if (chars > ARTICLE_CHARS_MAX)
      throw new ImportRefused(`No thread begins in the first ${ARTICLE_CHARS_MAX} characters.`)
  }
  return { article: kept, thread: [] }
}

/**
 * Where the thread begins, seen from its first text: a bullet with a name, a blank line, then something further right.
 * Lists in the article have no such entries. After a call for help any bullet will do.
 */
function threadStart(lines: DecodedLine[]): number {
  const last = lines.length - 1
  const line = lines[last]?.text ?? ''
  if (line.trim() === '') return -1
  const before = lastText(lines, last - 1)
  const previous = lines[before]?.text ?? ''
  if (readBullet(line) && isCall(previous)) return last
  const bullet = readBullet(previous)
  const isUnderName =
    bullet !== null &&
    last - before > 1 &&
    indentOf(line) > bullet.indent &&
    looksLikeName(bullet.text, false)
  return isUnderName ? before : -1
}

function lastText(lines: DecodedLine[], from: number): number {
  let at = from
  while (at >= 0 && lines[at]?.text.trim() === '') at -= 1
  return at
}

type ReadArticle = { record: ImportedArticle; figures: Figure[]; place: ImportPlace }

function articleOf(lines: DecodedLine[]): ReadArticle {
  const figures: Figure[] = []
  let at = 0
  for (; at < lines.length; at += 1) {
    const text = lines[at]?.text.trim() ?? ''
    const figure = readFigure(text)
    if (figure) figures.push(figure)
    else if (text !== '') break
  }
  const first = lines[at]
  if (!first) throw new ImportRefused('The text has no headline.')
  const [headline = '', ...rest] = paragraphsOf(lines.slice(at))
  const place = { line: first.line, bytesRead: first.bytesRead }
  return { record: recordOf(headline, rest, place), figures, place }
}

function recordOf(headline: string, paragraphs: string[], place: ImportPlace): ImportedArticle {
  const rest = [...paragraphs]
  // The window's title and the page's heading are both in a saved text.
  while (rest[0] === headline) rest.shift()
  const byline = /^by \p{Lu}.{0,80}$/iu.test(rest[0] ?? '') ? (rest.shift() ?? '').slice(3) : null
  const caption = isCaption(rest[0], rest[1]) ? (rest.shift() ?? null) : null
  while (isCall(rest.at(-1) ?? '')) rest.pop()
  return {
    kind: 'article',
    key: `article:${shortHash(headline, 24)}`,
    home: 'here',
    slug: null,
    originUrl: null,
    headline: headline.replaceAll('\n', ' '),
    standfirst: null,
    byline,
    sectionName: null,
    body: { format: 'text', source: rest.join('\n\n') },
    language: null,
    publishedAt: null,
    picture: caption === null ? null : { file: null, alt: null, caption },
    state: 'published',
    commentsClosed: false,
    place,
  }
}

const paragraphsOf = (lines: DecodedLine[]) =>
  lines
    .map((line) => line.text.trim())
    .join('\n')
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph !== '')

/** A short line that is no sentence, right under the headline and before a paragraph: what stood under the picture. */
const isCaption = (line = '', next = '') =>
  line.length <= CAPTION_CHARS_MAX &&
  !/[.!?…:]$/.test(line) &&
  next.length > line.length &&
  line !== ''

/** The line with which a site asks its readers for money: part of the site, not of the article. */
const isCall = (line: string) =>
  line.length <= CALL_CHARS_MAX &&
  /[!?…]$/.test(line.trim()) &&
  /\b(help(ing)? us|support(ing)? us|donat|contribut|subscri|unterstütz|spende|soutene|apoy|sosten)/iu.test(
    line,
  )

function* meterRecords(figures: Figure[], place: ImportPlace): Generator<ImportRecord, void, void> {
  const meter = readMeter(figures)
  if (meter) yield campaignOf(meter, place)
  else if (figures.length > 0)
    yield {
      kind: 'problem',
      place,
      reason: 'The figures above the headline are no meter with a goal.',
    }
}

/** The key leaves out what was raised: pages saved on different days show the same campaign, and money counts once. */
function campaignOf(
  meter: NonNullable<ReturnType<typeof readMeter>>,
  place: ImportPlace,
): ImportedCampaign {
  const scale = [...meter.ticksMinor, meter.goalMinor].join('-')
  return {
    kind: 'campaign',
    key: `campaign:${meter.currency}:${scale}`,
    title: null,
    ...meter,
    gifts: [],
    place,
  }
}

const hasMeter = (head: string) =>
  readMeter(head.split('\n', 20).flatMap((line) => listOf(readFigure(line.trim())))) !== null

const hasBullets = (head: string) =>
  head.split('\n').filter((line) => /^\s/.test(line) && readBullet(line)).length > 0
