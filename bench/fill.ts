/** Threads put into the tables directly, every counter right: `checkData` holds afterwards. */
import type pg from 'pg'
import { newId } from '../src/core/ids.js'
import { bestKeyOf, discussedKeyOf } from '../src/discussion/ranking.js'
import { conversation, type Said } from './conversation.js'
import { createTexts } from './texts.js'

/** All articles say the same: only their threads differ. */
const BODY_SEED = 8
/** Rows in one statement. */
const BATCH = 10_000

export type FilledThread = { slug: string; articleId: string; threadId: string; comments: number }

/** An article with an open, empty thread. */
export async function addArticle(client: pg.ClientBase, slug: string): Promise<FilledThread> {
  const [articleId, threadId] = [newId(Date.now()), newId(Date.now())]
  const texts = createTexts(BODY_SEED)
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

/** An article with so many comments, each with its verdict. Cost: see `fillThread`. */
export async function addFilledArticle(
  client: pg.ClientBase,
  comments: number,
  slug = `thread-of-${comments}`,
): Promise<FilledThread> {
  const article = await addArticle(client, slug)
  await fillThread(client, article.threadId, conversation(comments))
  return { ...article, comments }
}

/**
 * Puts a conversation into an empty thread.
 * @returns the ids, in the order of the conversation
 * Cost: about 60 us a comment on two quiet cores, most of it for the indexes.
 */
export async function fillThread(
  client: pg.ClientBase,
  threadId: string,
  said: Said[],
): Promise<string[]> {
  const ids = said.map((one) => newId(one.postedAtMs))
  // Parents come first and `checkData` looks at every place afterwards: asking for each key doubles the time.
  await client.query('set session_replication_role = replica')
  try {
    for (let from = 0; from < said.length; from += BATCH)
      await insertBatch(client, threadId, ids, said, from)
  } finally {
    await client.query('set session_replication_role = origin')
  }
  await client.query(`update thread set comment_count = $2, question_count = $3 where id = $1`, [
    threadId,
    said.length,
    said.filter((one) => one.parent === null).length,
  ])
  return ids
}

async function insertBatch(
  client: pg.ClientBase,
  threadId: string,
  ids: string[],
  said: Said[],
  from: number,
): Promise<void> {
  const batch = said.slice(from, from + BATCH)
  await client.query(
    `with r as materialized (
       select * from unnest($2::uuid[], $3::uuid[], $4::smallint[], $5::text[], $6::text[], $7::timestamptz[],
         $8::real[], $9::int[], $10::int[], $11::smallint[])
         as r(id, parent, depth, name, text, posted_at, best_key, replies, descendants, discussed_key)
     ), said as (
       insert into comment (id, site_id, thread_id, parent_id, depth, author_name, format, source, html, text, language,
         state, posted_at, best_key, reply_count, descendant_count, discussed_key)
       select r.id, t.site_id, t.id, r.parent, r.depth, r.name, 'markdown', r.text, '<p>' || r.text || '</p>', r.text,
         'en', 'published', r.posted_at, r.best_key, r.replies, r.descendants, r.discussed_key
       from thread t, r where t.id = $1
     )
     insert into verdict (id, site_id, subject_id, outcome, signals, policy_version, judged_at)
     select gen_random_uuid(), t.site_id, r.id, 'publish', '[]', 1, r.posted_at from thread t, r where t.id = $1`,
    [
      threadId,
      ids.slice(from, from + BATCH),
      batch.map((one) => (one.parent === null ? null : ids[one.parent])),
      batch.map((one) => one.depth),
      batch.map((one) => one.name),
      batch.map((one) => one.text),
      batch.map((one) => new Date(one.postedAtMs).toISOString()),
      batch.map(({ replies }) => bestKeyOf({ recommends: 0, upheldReports: 0, replies })),
      batch.map((one) => one.replies),
      batch.map((one) => one.descendants),
      batch.map((one) => (one.parent === null ? discussedKeyOf(one.descendants) : 0)),
    ],
  )
}
