import { describe, expect, it } from 'vitest'
import { COMMENTS_TOLD_MAX, threadJsonLd } from '../../src/web/json-ld.js'
import type { ArticleView, CommentNode, SiteView, ThreadView } from '../../src/web/views.js'

const site: SiteView = {
  name: 'The Lantern',
  tagline: '',
  language: 'en',
  dir: 'ltr',
  sections: [],
  origin: 'https://lantern.example',
}
const article: ArticleView = {
  slug: 'ferry',
  url: '/articles/ferry',
  headline: 'The ferry sails again',
  standfirst: 'After nine weeks.',
  byline: 'Ada Quill',
  section: null,
  publishedAt: '2026-11-01T08:00:00.000Z',
  commentCount: 0,
  picture: null,
  language: 'en',
  dir: 'ltr',
  canonicalUrl: null,
  html: '<p>Six.</p>',
  updatedAt: '2026-11-01T08:00:00.000Z',
}

let number = 0
const said = (text: string, about: Partial<CommentNode> = {}): CommentNode => {
  number += 1
  const id = `c${number}`
  return {
    id,
    parentId: null,
    depth: 0,
    author: { name: 'Bob', marks: [], url: null },
    html: `<p>${text}</p>`,
    text,
    state: 'published',
    postedAt: '2026-11-02T08:00:00.000Z',
    language: 'en',
    dir: 'ltr',
    replies: about.children?.length ?? 0,
    descendants: 0,
    recommends: 0,
    pictures: [],
    cards: [],
    rule: null,
    isAuthorGone: false,
    editedAt: null,
    historyUrl: '',
    pickedAt: null,
    url: `/articles/ferry/comments/${id}#c-${id}`,
    children: [],
    hiddenReplies: 0,
    moreUrl: null,
    ...about,
  }
}
const thread = (roots: CommentNode[], total = roots.length): ThreadView => ({
  articleSlug: 'ferry',
  articleUrl: '/articles/ferry',
  total,
  mode: 'discussion',
  authors: [],
  questions: { asked: 0, answered: 0 },
  picks: null,
  order: 'best',
  orders: [],
  roots,
  nextUrl: null,
  isFirstPage: true,
  isClosed: false,
  liveUrl: '',
  moment: null,
  postUrl: '',
})

type Told = {
  text?: string
  author?: { '@type': string; name: string }
  comment?: Told[]
  commentCount?: number
  datePublished?: string
  url?: string
  interactionStatistic?: unknown
  sharedContent?: { url: string }
}
const blockOf = (roots: CommentNode[], about: Partial<ArticleView> = {}, total?: number) =>
  threadJsonLd({ site, article: { ...article, ...about }, thread: thread(roots, total) })
const toldOf = (...args: Parameters<typeof blockOf>) => JSON.parse(blockOf(...args)) as Told
const all = (told: Told): Told[] => (told.comment ?? []).flatMap((one) => [one, ...all(one)])

describe('the block for search engines', () => {
  it('tells of the posting, and of comments as a tree', () => {
    const told = toldOf(
      [said('First.', { recommends: 3, children: [said('Answer.')] }), said('Second.')],
      {},
      812,
    )
    expect(told).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'DiscussionForumPosting',
      url: 'https://lantern.example/articles/ferry',
      headline: 'The ferry sails again',
      author: { '@type': 'Person', name: 'Ada Quill' },
      datePublished: '2026-11-01T08:00:00.000Z',
      text: 'After nine weeks.',
      commentCount: 812,
      interactionStatistic: {
        interactionType: 'https://schema.org/CommentAction',
        userInteractionCount: 812,
      },
    })
    const [first, second] = told.comment ?? []
    expect(first).toMatchObject({
      '@type': 'Comment',
      text: 'First.',
      author: { '@type': 'Person', name: 'Bob' },
      datePublished: '2026-11-02T08:00:00.000Z',
      interactionStatistic: [
        { interactionType: 'https://schema.org/CommentAction', userInteractionCount: 1 },
        { interactionType: 'https://schema.org/LikeAction', userInteractionCount: 3 },
      ],
      comment: [{ text: 'Answer.' }],
    })
    expect(first?.url).toMatch(
      /^https:\/\/lantern\.example\/articles\/ferry\/comments\/c\d+#c-c\d+$/,
    )
    expect(second?.comment).toBeUndefined()
  })

  it('cannot be left: whatever is said, no script ends and none begins', () => {
    const hostile = '</script><script>alert(1)</script><!-- <ScRiPt ]]> \u2028 & "quoted" \\'
    const block = blockOf([said(hostile, { author: { name: hostile, marks: [], url: null } })], {
      headline: hostile,
      standfirst: hostile,
      byline: hostile,
    })
    expect(block).not.toMatch(/[<>&\u2028\u2029]/)
    const told = JSON.parse(block) as Told
    expect(told.comment?.[0]?.author?.name).toBe(hostile)
    expect(told.comment?.[0]?.text).toContain('</script><script>alert(1)</script>')
  })

  it('tells of nothing that is hidden, nor of what was said below it', () => {
    const hidden = (['held', 'removed', 'deleted', 'muted'] as const).map((state) =>
      said('', { state, html: '', author: null, children: [said(`Below ${state}.`)] }),
    )
    expect(toldOf([...hidden, said('Seen.')]).comment).toMatchObject([{ text: 'Seen.' }])
    expect(toldOf(hidden).comment).toBeUndefined()
  })

  it(`tells of ${COMMENTS_TOLD_MAX} comments at most, on whatever level they stand`, () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => said(`Said ${at}.`))
    expect(all(toldOf(many(COMMENTS_TOLD_MAX)))).toHaveLength(COMMENTS_TOLD_MAX)
    expect(all(toldOf(many(COMMENTS_TOLD_MAX + 1)))).toHaveLength(COMMENTS_TOLD_MAX)
    const chain = many(30).reduceRight((child, one) => ({ ...one, children: [child] }))
    expect(all(toldOf([chain, ...many(30)]))).toHaveLength(COMMENTS_TOLD_MAX)
  })

  it('shortens long texts, and claims no times and names that nobody knows', () => {
    const told = toldOf([said('word '.repeat(2_000), { author: null, postedAt: null })], {
      byline: null,
      publishedAt: null,
    })
    const [comment] = told.comment ?? []
    expect(comment?.text?.length).toBeLessThanOrEqual(301)
    expect(comment?.text).toMatch(/word…$/)
    expect(comment).not.toHaveProperty('author')
    expect(comment).not.toHaveProperty('datePublished')
    expect(told).not.toHaveProperty('datePublished')
    expect(told.author).toMatchObject({ '@type': 'Organization', name: 'The Lantern' })
  })

  it('names the original of an article that lives on another site', () => {
    const canonicalUrl = 'https://elsewhere.example/ferry'
    expect(toldOf([], { canonicalUrl }).sharedContent?.url).toBe(canonicalUrl)
  })
})
