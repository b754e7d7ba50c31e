/** What stands beside the text of a comment `c`, as columns of any statement that reads it. */

/** A picture as a comment shows it. */
export type ShownPicture = {
  id: string
  /** What it shows, in words; '' when nobody said. */
  alt: string
  /** Of the widest file, in pixels. */
  width: number
  height: number
  /** Files there are, in pixels, ascending. */
  widths: number[]
}

const widthsOf = (pictureId: string) =>
  `(select jsonb_agg(f.width order by f.width) from picture_file f where f.picture_id = ${pictureId})`

/** Its pictures; null where it has none. Cost: nothing for a comment without, else some look-ups by key. */
export const PICTURES = `case when c.picture_count > 0 then (
  select jsonb_agg(jsonb_build_object('id', p.id, 'alt', cp.alt, 'width', p.width, 'height', p.height,
    'widths', ${widthsOf('p.id')}) order by cp.position)
  from comment_picture cp join picture p on p.id = cp.picture_id where cp.comment_id = c.id) end as pictures`

/** Longest part of a linked comment that a card may show. */
const SAID_CHARS = 400

/**
 * The cards of its links; null where it has none. A card of ours says what our page says now: of a comment that is no
 * longer published, or of an article that is not, only that there was a card, for it may come back.
 */
export const CARDS = `case when c.card_count > 0 then (
  select jsonb_agg(jsonb_build_object('url', k.url, 'host', coalesce(k.shown_host, k.host), 'title', k.title,
    'description', k.description, 'siteName', k.site_name, 'language', k.language, 'isOwn', k.article_id is not null, 'commentId', k.comment_id,
    'threadId', t.id, 'picture', case when p.id is not null then
      jsonb_build_object('id', p.id, 'width', p.width, 'height', p.height, 'widths', ${widthsOf('p.id')}) end,
    'article', case when a.id is not null then jsonb_build_object('slug', a.slug, 'headline', a.headline,
      'standfirst', a.standfirst, 'language', a.language) end,
    'said', case when s.id is not null then jsonb_build_object('id', s.id,
      'personId', s.person_id, 'authorName', s.author_name, 'text', left(s.text, ${SAID_CHARS}),
      'language', s.language) end) order by cc.position)
  from comment_card cc join link_card k on k.id = cc.card_id
  left join article a on a.id = k.article_id and a.state = 'published'
  left join comment s on s.id = k.comment_id and s.state = 'published'
  left join thread t on t.article_id = k.article_id and k.comment_id is not null
  left join picture p on p.id = coalesce(k.picture_id, a.picture_id)
  where cc.comment_id = c.id and k.state = 'shown') end as cards`
