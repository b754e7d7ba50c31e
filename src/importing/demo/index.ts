/** What a first start shows: The Harbour Lantern of Saltmere, with its articles, its discussions and its appeal. */
import type { ImportedArticle, ImportedComment, ImportedSection, ImportRecord } from '../record.js'
import { type DemoArticle, demoArticles } from './articles.js'
import { demoCampaign } from './campaign.js'
import { commentsOf, type Talk } from './talk.js'
import { bus14 } from './threads/bus-14.js'
import { ferryHorn } from './threads/ferry-horn.js'
import { huertoDeNadie } from './threads/huerto-de-nadie.js'
import { libraryMargins } from './threads/library-margins.js'
import { missingMoney } from './threads/missing-money.js'
import { tideGauge } from './threads/tide-gauge.js'

export const DEMO_SITE_NAME = 'The Harbour Lantern'

const MS_PER_HOUR = 3_600_000
/** A discussion lasts this long, or until shortly before now when the article is younger. */
const THREAD_HOURS_MAX = 44
const LAST_COMMENT_HOURS_AGO_MIN = 0.2

const threads: Record<string, readonly Talk[]> = {
  'ferry-horn': ferryHorn,
  'missing-money': missingMoney,
  'library-margins': libraryMargins,
  'bus-14': bus14,
  'tide-gauge': tideGauge,
  'huerto-de-nadie': huertoDeNadie,
}

/**
 * The demo as an import: sections, articles, comments, then the campaign.
 * Pictures are files of src/importing/demo/pictures.
 * @param now the first start; all times lie in the 12 days before it, all else is the same at every call
 */
export function demoRecords(now: Date): ImportRecord[] {
  const oldestFirst = demoArticles.toReversed()
  return [
    ...sections(),
    ...oldestFirst.map((article) => articleRecord(article, now)),
    ...oldestFirst.flatMap((article) => commentRecords(article, now)),
    demoCampaign(now),
  ]
}

function sections(): ImportedSection[] {
  const names = [...new Set(demoArticles.map((article) => article.sectionName))]
  return names.map((name) => ({ kind: 'section', key: `section-${name.toLowerCase()}`, name }))
}

function articleRecord(article: DemoArticle, now: Date): ImportedArticle {
  return {
    kind: 'article',
    key: article.key,
    home: 'here',
    slug: article.key,
    originUrl: null,
    headline: article.headline,
    standfirst: article.standfirst,
    byline: article.byline,
    sectionName: article.sectionName,
    body: { format: 'markdown', source: article.body },
    language: article.language,
    publishedAt: hoursBefore(now, article.hoursAgo),
    picture: article.picture,
    state: 'published',
    commentsClosed: false,
    place: { line: 0, bytesRead: 0 },
  }
}

function commentRecords(article: DemoArticle, now: Date): ImportedComment[] {
  const lastHoursAgo = Math.max(article.hoursAgo - THREAD_HOURS_MAX, LAST_COMMENT_HOURS_AGO_MIN)
  return commentsOf({
    articleKey: article.key,
    talks: threads[article.key] ?? [],
    publishedAt: hoursBefore(now, article.hoursAgo),
    lastAt: hoursBefore(now, lastHoursAgo),
  })
}

const hoursBefore = (now: Date, hours: number) => new Date(now.getTime() - hours * MS_PER_HOUR)
