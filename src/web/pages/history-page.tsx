/** What a comment said before: every former text that everybody could read, the newest first, what changed marked. */
import { formatMoment } from '../../accounts/index.js'
import { fill } from '../../core/plural.js'
import { directionOf } from '../../core/text.js'
import type { Locale } from '../../locales/index.js'
import { Layout, localeOf, type Shell } from './layout.js'

/** Where the former texts of a comment are. */
export const historyUrl = (slug: string, id: string, afterId: string | null = null): string =>
  `/articles/${encodeURIComponent(slug)}/comments/${id}/history${afterId === null ? '' : `?after=${afterId}`}`

export type SaidText = {
  text: string
  language: string | null
  /** What its pictures show; '' for one of which nobody said it. */
  alts: string[]
}

/** A text with its pictures in words, a line each: so a picture that was taken out is marked like a word. */
const withPictures = ({ text, alts }: SaidText, locale: Locale): string =>
  [
    text,
    ...alts.map((alt) => (alt ? fill(locale.media.described, { alt }) : locale.media.undescribed)),
  ].join('\n\n')

export type HistoryPageProps = {
  shell: Shell
  headline: string
  authorName: string | null
  /** What stands now; on later pages the text that followed the first one here. */
  newer: SaidText
  isFirstPage: boolean
  /** The newest first. `replacedAt`: when the next text took its place. */
  former: (SaidText & { id: string; replacedAt: Date })[]
  commentUrl: string
  newestUrl: string
  olderUrl: string | null
}

export function HistoryPage(props: HistoryPageProps) {
  const { shell, headline, authorName, former, newer, isFirstPage } = props
  const words = localeOf(shell).edits
  const about =
    authorName === null
      ? fill(words.historyUnknown, { headline })
      : fill(words.historyBy, { name: authorName, headline })
  return (
    <Layout shell={shell} title={about} canonical={null}>
      <div class="letter">
        <h1>{words.historyTitle}</h1>
        <p class="quiet">{about}</p>
        <p class="letter-lead">{words.historyLead}</p>
        {isFirstPage && <Now now={newer} before={former[0] ?? newer} locale={localeOf(shell)} />}
        {former.map((one, at) => (
          <Former key={one.id} {...props} one={one} next={former[at - 1] ?? newer} />
        ))}
        <p class="letter-ways">
          {props.olderUrl !== null && (
            <a class="button" href={props.olderUrl}>
              {words.older}
            </a>
          )}
          {!isFirstPage && (
            <a class="button is-quiet" href={props.newestUrl}>
              {words.newest}
            </a>
          )}
          <a class="button is-quiet" href={props.commentUrl}>
            {words.toComment}
          </a>
        </p>
      </div>
    </Layout>
  )
}

function Now({ now, before, locale }: { now: SaidText; before: SaidText; locale: Locale }) {
  return (
    <section aria-labelledby="now">
      <h2 id="now">{locale.edits.now}</h2>
      <Said said={now} other={before} mark="ins" locale={locale} />
    </section>
  )
}

function Former({
  shell,
  one,
  next,
}: HistoryPageProps & { one: HistoryPageProps['former'][number]; next: SaidText }) {
  const words = localeOf(shell).edits
  const heading = `until-${one.id}`
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>
        {fill(words.until, { date: formatMoment(shell.language, one.replacedAt) })}
      </h2>
      <Said said={one} other={next} mark="del" locale={localeOf(shell)} />
    </section>
  )
}

function Said({
  said,
  other,
  mark: Mark,
  locale,
}: {
  said: SaidText
  other: SaidText
  mark: 'ins' | 'del'
  locale: Locale
}) {
  return (
    <div class="plain-text" lang={said.language ?? ''} dir={directionOf(said.text)}>
      {compared(withPictures(said, locale), withPictures(other, locale)).map(({ text, isOwn }) =>
        isOwn ? <Mark>{text}</Mark> : text,
      )}
    </div>
  )
}

/** Words, marks and the room between them: what differs is told in whole words. */
const PIECES = /[\p{L}\p{M}\p{N}_]+|\s+|[^\p{L}\p{M}\p{N}_\s]/gu
/** Pairs of pieces compared one by one, 500 words against 500 changed ones: about a millisecond. */
const PAIRS_MAX = 250_000

/** A stretch of a text; `isOwn` when the other text does not have it. */
export type Stretch = { text: string; isOwn: boolean }

/**
 * A text as what it shares with another one and what is its own. Of texts that were all but written anew everything
 * between their common beginning and end counts as their own.
 * Cost: linear in both, and at most PAIRS_MAX comparisons.
 */
export function compared(text: string, other: string): Stretch[] {
  const [own, others] = [text.match(PIECES) ?? [], other.match(PIECES) ?? []]
  const shorter = Math.min(own.length, others.length)
  let first = 0
  while (first < shorter && own[first] === others[first]) first += 1
  let last = 0
  while (last < shorter - first && own.at(-1 - last) === others.at(-1 - last)) last += 1
  const middle = own.slice(first, own.length - last)
  const shared = sharedPieces(middle, others.slice(first, others.length - last))
  const isOwnAt = (at: number): boolean =>
    at >= first && at < own.length - last && !shared.has(at - first)
  const stretches: Stretch[] = []
  own.forEach((piece, at) => {
    const isOwn = isOwnAt(at)
    const before = stretches.at(-1)
    if (before?.isOwn === isOwn) before.text += piece
    else stretches.push({ text: piece, isOwn })
  })
  return stretches
}

/** Places in `own` of a longest sequence of pieces that both have. Source: Wagner and Fischer, 1974. */
function sharedPieces(own: string[], others: string[]): Set<number> {
  const shared = new Set<number>()
  if (own.length * others.length > PAIRS_MAX) return shared
  const width = others.length + 1
  // Length of the longest common sequence of what begins at both places.
  const longest = new Uint16Array((own.length + 1) * width)
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0
  for (let i = own.length - 1; i >= 0; i -= 1)
    for (let j = others.length - 1; j >= 0; j -= 1)
      longest[i * width + j] =
        own[i] === others[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  for (let i = 0, j = 0; i < own.length && j < others.length; ) {
    if (own[i] === others[j]) {
      shared.add(i)
      i += 1
      j += 1
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return shared
}
