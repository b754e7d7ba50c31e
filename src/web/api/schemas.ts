/** Shapes of the JSON API, as TypeBox schemas: requests are checked by them, OpenAPI is made from them. */
import { Type } from 'typebox'
import { NAME_CHARS_MAX } from '../../core/names.js'
import {
  ALT_CHARS_MAX,
  NUDGE_TICKET_CHARS_MAX,
  PICTURES_PER_COMMENT_MAX,
  TEXT_CHARS_MAX,
  WALK_LIMIT_MAX,
} from '../../discussion/index.js'
import { ARTICLES_LIMIT_MAX } from '../../publishing/index.js'

const strict = { additionalProperties: false } as const
export const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(
  schema: T,
  about = {},
) => Type.Union([schema, Type.Null()], about)

const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'UUID',
})
const Time = Type.String({ description: 'ISO 8601, UTC' })
const Slug = Type.String({ minLength: 1, maxLength: 200 })
const Cursor = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'The `next` of the page before',
})
const Order = Type.Union(
  [
    Type.Literal('best'),
    Type.Literal('discussed'),
    Type.Literal('newest'),
    Type.Literal('oldest'),
    Type.Literal('highlights'),
  ],
  {
    description:
      'discussed: the busiest conversations first. highlights: what editors picked alone, the newest pick first. Of replies to one comment these two are the best.',
  },
)

export const SlugParams = Type.Object({ slug: Slug }, strict)
export const IdParams = Type.Object({ id: Id }, strict)

export const ArticlesQuery = Type.Object(
  {
    after: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: ARTICLES_LIMIT_MAX })),
    section: Type.Optional(Slug),
  },
  strict,
)
export const CommentsQuery = Type.Object(
  {
    order: Type.Optional(Order),
    after: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: WALK_LIMIT_MAX })),
  },
  strict,
)
const Alt = Type.String({
  description: `What it shows, for who cannot see it: at most ${ALT_CHARS_MAX} characters`,
})
/** Pictures by their ids. */
export const PictureWishes = Type.Array(Type.Object({ id: Id, alt: Type.Optional(Alt) }, strict), {
  maxItems: PICTURES_PER_COMMENT_MAX,
})
/** Of forms and programs alike. */
export const NudgeTicketField = Type.Optional(
  Type.String({
    maxLength: NUDGE_TICKET_CHARS_MAX,
    description: 'The ticket of a `comment/nudged` answer before',
  }),
)
export const NewCommentBody = Type.Object(
  {
    text: Type.String({ description: `Markdown, at most ${TEXT_CHARS_MAX} characters` }),
    parentId: Type.Optional(nullable(Id)),
    name: Type.Optional(
      nullable(Type.String({ description: `At most ${NAME_CHARS_MAX} characters` })),
    ),
    pictures: Type.Optional(PictureWishes),
    nudge: NudgeTicketField,
    shownMs: Type.Optional(
      Type.Integer({
        minimum: 0,
        description: 'Milliseconds between showing the form and sending it, where that is known',
      }),
    ),
    website: Type.Optional(
      Type.String({
        description: 'Leave it out: a field that only programs fill in by themselves',
      }),
    ),
  },
  strict,
)
export const NewGiftBody = Type.Object(
  {
    amountMinor: Type.Integer({ minimum: 1, description: 'Minor units: cents for USD' }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' }),
    name: Type.Optional(nullable(Type.String({ maxLength: 200 }))),
    mail: Type.Optional(
      nullable(Type.String({ maxLength: 254 }), {
        description: 'Address of the account whose gift it is; not kept beside the gift',
      }),
    ),
  },
  strict,
)
export const DecisionBody = Type.Object(
  {
    action: Type.Union([Type.Literal('publish'), Type.Literal('remove')]),
    rule: Type.Optional(nullable(Type.String({ maxLength: 200 }))),
  },
  strict,
)

export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'A sentence for a person' }),
    code: Type.String({ description: 'A code of the catalogue, docs/errors.md' }),
    requestId: Type.String(),
    nudge: Type.Optional(
      Type.Object(
        {
          ticket: Type.String({ description: 'Goes along with the next try' }),
          text: Type.String({ description: 'The words as they were judged' }),
          reasons: Type.Array(
            Type.Object({
              because: Type.String({ description: 'A sentence for the author' }),
              spans: Type.Array(
                Type.Object(
                  { start: Type.Integer(), end: Type.Integer() },
                  {
                    description: 'UTF-16 in `text`, the end exclusive',
                  },
                ),
              ),
            }),
          ),
        },
        { description: 'Of `comment/nudged` only' },
      ),
    ),
  },
  { description: 'RFC 9457 problem' },
)

const Picture = Type.Object({
  url: nullable(Type.String()),
  width: Type.Integer(),
  height: Type.Integer(),
  alt: Type.String(),
  caption: nullable(Type.String()),
})

const articleCard = {
  slug: Slug,
  url: Type.String(),
  headline: Type.String(),
  standfirst: nullable(Type.String()),
  byline: nullable(Type.String()),
  section: nullable(Type.Object({ slug: Slug, name: Type.String() })),
  language: Type.String({ description: 'BCP 47' }),
  publishedAt: nullable(Time),
  commentCount: Type.Integer(),
  picture: nullable(Picture),
  canonicalUrl: nullable(Type.String(), {
    description: 'Set when the article lives on another site',
  }),
}

export const ArticleCard = Type.Object(articleCard)
export const Article = Type.Object({ ...articleCard, html: Type.String(), updatedAt: Time })
export const Articles = Type.Object({ articles: Type.Array(ArticleCard), next: nullable(Cursor) })

const CommentPicture = Type.Object({
  id: Id,
  url: Type.String({ description: 'The widest file, within the site' }),
  width: Type.Integer(),
  height: Type.Integer(),
  alt: Type.String({ description: "'' when its author said nothing about it" }),
})

export const Comment = Type.Object({
  id: Id,
  parentId: nullable(Id),
  depth: Type.Integer(),
  author: nullable(
    Type.Object({
      name: Type.String(),
      marks: Type.Array(Type.String(), {
        description: 'author: of the article; staff: when it was said; supporter: by their wish',
      }),
    }),
  ),
  html: Type.String({ description: 'Sanitised' }),
  text: Type.String(),
  state: Type.Union([
    Type.Literal('published'),
    Type.Literal('held'),
    Type.Literal('removed'),
    Type.Literal('deleted'),
  ]),
  postedAt: nullable(Time, { description: 'Null when an imported source did not say' }),
  pickedAt: nullable(Time, { description: 'When editors picked it' }),
  replies: Type.Integer({ description: 'Direct published replies' }),
  recommends: Type.Integer({ description: 'People and browsers that recommend it' }),
  pictures: Type.Array(CommentPicture),
  url: Type.String({ description: 'Its page, within the site' }),
})
const Signal = Type.Object({
  detector: Type.String(),
  reason: Type.String(),
  score01: Type.Number(),
  spans: Type.Array(Type.Object({ start: Type.Integer(), end: Type.Integer() })),
  evidence: Type.Object({}),
})
export const CommentWithAncestors = Type.Object({
  comment: Comment,
  ancestors: Type.Array(Comment),
  verdict: Type.Optional(
    nullable(Type.Object({ outcome: Type.String(), signals: Type.Array(Signal) })),
  ),
})
export const Comments = Type.Object({
  total: Type.Integer({ description: 'Published comments in the thread' }),
  mode: Type.String({ description: 'discussion, or questions: to the author of the article' }),
  comments: Type.Array(Comment, { description: 'Depth-first: each after its parent' }),
  next: nullable(Cursor),
})
export const Replies = Type.Object({ comments: Type.Array(Comment), next: nullable(Cursor) })
export const PostedComment = Type.Object({
  comment: Comment,
  state: Type.Union([Type.Literal('published'), Type.Literal('held')]),
  reasons: Type.Array(Type.String(), { description: 'Why it is held, sentences' }),
  receiptUrl: Type.String({ description: 'Private page of the author: state and reasons' }),
})
export const TakenPicture = Type.Object({
  id: Id,
  width: Type.Integer(),
  height: Type.Integer(),
  src: Type.String({ description: 'The picture as it will look, for whoever sent it' }),
  expiresAt: Time,
})
export const Campaign = Type.Object({
  currency: Type.String(),
  raisedMinor: Type.Integer(),
  goalMinor: Type.Integer(),
  ticksMinor: Type.Array(Type.Integer()),
  asOf: Time,
  title: nullable(Type.String()),
  giftCount: Type.Integer(),
})
export const RecordedGift = Type.Object({ id: Id, isNew: Type.Boolean(), campaign: Campaign })
export const RecommendBody = Type.Object({ on: Type.Boolean() }, strict)
export const Recommended = Type.Object({ recommends: Type.Integer() })
export const Mine = Type.Object({
  recommended: Type.Array(Id, { description: 'The latest votes of this reader in the thread' }),
})
const Count = Type.Integer({ description: 'At most 1,000' })
const IsMore = Type.Boolean({ description: 'There are more than `count`' })
export const NewCount = Type.Object({ count: Count, isMore: IsMore })
export const FoundComments = Type.Object({
  count: nullable(Count, { description: 'Null on further pages' }),
  isMore: IsMore,
  comments: Type.Array(Comment),
  next: nullable(Cursor),
})
export const Decided = Type.Object({ id: Id, state: Type.String() })

export const CountsQuery = Type.Object(
  {
    slugs: Type.Optional(Type.String({ description: 'Divided by commas' })),
    urls: Type.Optional(Type.String({ description: 'Addresses elsewhere, divided by commas' })),
  },
  strict,
)
export const Counts = Type.Object({
  counts: Type.Record(Type.String(), Type.Integer(), {
    description: 'Published comments by slug or address',
  }),
})
export const WholeThread = Type.Object({
  article: Type.Object({ slug: Slug, headline: Type.String(), url: Type.String() }),
  total: Type.Integer({ description: 'Published comments in the thread' }),
  comments: Type.Array(Comment, { description: 'Depth-first: each after its parent' }),
})
