/** Big threads, put into the tables directly: the shape of real ones, every counter right. */
import type pg from 'pg'
import { newId } from '../src/core/ids.js'
import { bestKeyOf, discussedKeyOf } from '../src/discussion/ranking.js'
import { createTexts } from './texts.js'

/** What a conversation of readers looks like: roots, and replies that go to the latest or to the busiest comments. */
const ROOTS_01 = 0.3
const LATEST_01 = 0.5
const LATEST_WINDOW = 30
const DEPTH_MAX = 8
/** All comments of a thread were posted in this time. */
const SPAN_MS = 48 * 60 * 60 * 1000
/** Rows in one statement. */
const BATCH = 10_000

export type FilledThread = { slug: string; articleId: string; threadId: string; comments: number }

type Row = {
  id: string
  parent: number | null
  depth: number
  replies: number
  descendants: number
  postedAt: string
}

/** An article with an open, empty thread. */
export async function addArticle(client: pg.Client, slug: string): Promise<FilledThread> {
  const [articleId, threadId] = [newId(Date.now()), newId(Date.now())]
  const texts = createTexts(slug.length)
  const body = Array.from({ length: 8 }, () => `<p>${texts.text()} ${texts.text()}</p>`).join('\n')
  await client.query(
    `insert into article (id, site_id, slug, home, headline, standfirst, byline, language, body_format, body_source,
       body_html, state, published_at, sort_at, created_at, updated_at)
     select $1, id, $2, 'here', $3, $4, 'Ada Quill', 'en', 'html', $5, $5, 'published', now(), now(), now(), now()
     from site limit 1`,
    [articleId, slug, `A measured article: ${slug}`, texts.text(), body],
  )
  await client.query(
    `insert into revision (id, site_id, article_id, number, headline, standfirst, byline, body_format, body_source, created_at)
     select $1, site_id, id, 1, headline, standfirst, byline, body_format, body_source, created_at from article where id = $2`,
    [newId(Date.now()), articleId],
  )
  await client.query(
    `insert into thread (id, site_id, article_id, created_at) select $1, id, $2, now() from site limit 1`,
    [threadId, articleId],
  )
  return { slug, articleId, threadId, comments: 0 }
}

/** An article with so many comments, each with its verdict. Cost: about 10 s for 100,000. */
export async function addFilledArticle(client: pg.Client, comments: number): Promise<FilledThread> {
  const article = await addArticle(client, `thread-of-${comments}`)
  const texts = createTexts(comments)
  const rows = rowsOf(comments, texts.random01)
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH)
    await client.query(
      `insert into comment (id, site_id, thread_id, parent_id, depth, author_name, format, source, html, text, language,
         state, posted_at, best_key, reply_count, descendant_count, discussed_key)
       select r.id, t.site_id, t.id, r.parent, r.depth, r.name, 'markdown', r.text, '<p>' || r.text || '</p>', r.text,
         'en', 'published', r.posted_at, r.best_key, r.replies, r.descendants, r.discussed_key
       from thread t, unnest($2::uuid[], $3::uuid[], $4::smallint[], $5::text[], $6::text[], $7::timestamptz[],
         $8::real[], $9::int[], $10::int[], $11::smallint[])
         as r(id, parent, depth, name, text, posted_at, best_key, replies, descendants, discussed_key)
       where t.id = $1`,
      [
        article.threadId,
        batch.map((row) => row.id),
        batch.map((row) => (row.parent === null ? null : rows[row.parent]?.id)),
        batch.map((row) => row.depth),
        batch.map(texts.name),
        batch.map(texts.text),
        batch.map((row) => row.postedAt),
        batch.map((row) => bestKeyOf({ recommends: 0, upheldReports: 0, replies: row.replies })),
        batch.map((row) => row.replies),
        batch.map((row) => row.descendants),
        batch.map((row) => (row.parent === null ? discussedKeyOf(row.descendants) : 0)),
      ],
    )
  }
  await client.query(
    `insert into verdict (id, site_id, subject_id, outcome, signals, policy_version, judged_at)
     select gen_random_uuid(), site_id, id, 'publish', '[]', 1, posted_at from comment where thread_id = $1`,
    [article.threadId],
  )
  await client.query(`update thread set comment_count = $2, question_count = $3 where id = $1`, [
    article.threadId,
    comments,
    rows.filter((row) => row.parent === null).length,
  ])
  return { ...article, comments }
}

function rowsOf(count: number, random01: () => number): Row[] {
  const rows: Row[] = []
  const startMs = Date.now() - SPAN_MS
  for (let i = 0; i < count; i++) {
    const parent = parentOf(rows, random01)
    const postedMs = Math.floor(startMs + (SPAN_MS * i) / count)
    rows.push({
      id: newId(postedMs),
      parent,
      depth: parent === null ? 0 : (rows[parent]?.depth ?? 0) + 1,
      replies: 0,
      descendants: 0,
      postedAt: new Date(postedMs).toISOString(),
    })
    countInto(rows, parent)
  }
  return rows
}

function parentOf(rows: Row[], random01: () => number): number | null {
  const count = rows.length
  if (count === 0 || random01() < ROOTS_01) return null
  const picked =
    random01() < LATEST_01
      ? count - 1 - Math.floor(random01() * Math.min(count, LATEST_WINDOW))
      : Math.floor(count * random01() ** 3)
  const row = rows[picked]
  return row && row.depth >= DEPTH_MAX ? row.parent : picked
}

function countInto(rows: Row[], parent: number | null): void {
  const direct = parent === null ? undefined : rows[parent]
  if (direct) direct.replies += 1
  for (let at = parent; at !== null; at = rows[at]?.parent ?? null) {
    const row = rows[at]
    if (row) row.descendants += 1
  }
}
