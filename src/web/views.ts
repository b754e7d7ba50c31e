/**
 * View objects: what pages, fragments and the JSON API show. The same view becomes HTML or JSON;
 * what the viewer may not see is no longer in it. Times are ISO 8601 UTC strings, money is integer minor units.
 */
import type { LitPart } from '../core/lit-text.js'

export type SiteView = {
  name: string
  tagline: string
  /** BCP 47 */
  language: string
  dir: 'ltr' | 'rtl'
  sections: SectionLink[]
  /** Address of the site without trailing slash, for canonical links. */
  origin: string
}

export type SectionLink = { name: string; slug: string; url: string }

export type PictureView = {
  /** Null: the picture was lost before it came to us; the caption is still shown. */
  src: string | null
  /** Widths in CSS pixels, ascending, for srcset. */
  sources: { url: string; width: number }[]
  width: number
  height: number
  alt: string
  caption: string | null
}

export type ArticleCard = {
  slug: string
  url: string
  headline: string
  standfirst: string | null
  byline: string | null
  section: SectionLink | null
  /** Null when an imported source did not say. */
  publishedAt: string | null
  commentCount: number
  picture: PictureView | null
  language: string
  dir: 'ltr' | 'rtl'
  /** Set when the article itself is published on another site and only its thread lives here. */
  canonicalUrl: string | null
}

export type ArticleView = ArticleCard & {
  /** Sanitised body. */
  html: string
  updatedAt: string
}

/** `muted`: published, but not for this reader. */
export type CommentState = 'published' | 'held' | 'removed' | 'deleted' | 'muted'

export type CommentView = {
  id: string
  parentId: string | null
  /** 0 for a root. */
  depth: number
  /** Null: unknown author (lost by the source) or a placeholder. */
  author: { name: string; isStaff: boolean; url: string | null } | null
  /** Sanitised; empty for placeholders and for comments without text. */
  html: string
  text: string
  state: CommentState
  /** Of a removed comment: the rule, in the words of who removed it; null when none was named. */
  rule: string | null
  /** Its author had an account and has left. */
  isAuthorGone: boolean
  /** Null when the source of an imported comment did not say. */
  postedAt: string | null
  /** When its author changed it after the free minutes; null: not, or it is not shown. */
  editedAt: string | null
  historyUrl: string
  language: string | null
  dir: 'ltr' | 'rtl'
  /** Direct published replies. */
  replies: number
  /** All published replies below, at any depth. */
  descendants: number
  /** People and browsers that recommend it. */
  recommends: number
  url: string
}

/** A comment with the part of its replies that is shown on this page. */
export type CommentNode = CommentView & {
  children: CommentNode[]
  /** Published replies below this comment that are not on this page. */
  hiddenReplies: number
  /** Where the hidden replies are: a "show more" or "continue this thread" page; null if all are shown. */
  moreUrl: string | null
}

export type CommentOrder = 'best' | 'newest' | 'oldest'

export type ThreadView = {
  articleSlug: string
  articleUrl: string
  /** Published comments in the thread. */
  total: number
  order: CommentOrder
  orders: { order: CommentOrder; url: string }[]
  roots: CommentNode[]
  /** The next page of roots. */
  nextUrl: string | null
  isFirstPage: boolean
  isClosed: boolean
  /** Address of server-sent events for this thread. */
  liveUrl: string
  /** The id of the moment up to which everything told is on the page; null when it is not known. */
  moment: string | null
  /** Where the plain form posts to. */
  postUrl: string
}

/** What is asked for in a discussion, as its address says it. */
export type FindPlace = {
  /** Words; '' for any. */
  q: string
  /** 'staff', or the id of a person; null: whoever. */
  by: string | null
  /** ISO 8601, UTC */
  since: string | null
  order: CommentOrder
  after: string | null
}

/** A comment in a list of what was found, in short. */
export type FoundComment = Omit<CommentView, 'html' | 'text'> & {
  /** One line around what was looked for. */
  parts: LitPart[]
  /** The comment that it answers; null for none, and for one that this reader may not see. */
  answers: {
    name: string | null
    excerpt: string
    language: string | null
    dir: 'ltr' | 'rtl'
  } | null
}

export type FoundView = {
  place: FindPlace
  /** Whose comments are asked for, when it is one person. */
  person: { id: string; name: string } | null
  /** Past FOUND_COUNTED_MAX more than that; null on further pages. */
  count: number | null
  comments: FoundComment[]
  nextUrl: string | null
}

export type MeterView = {
  title: string | null
  currency: string
  /** Digits after the decimal point of the currency: 2 for USD, 0 for JPY. */
  exponent: number
  raisedMinor: number
  goalMinor: number
  ticksMinor: number[]
  giftCount: number
  asOf: string
  isOpen: boolean
}

export type GiftView = { name: string | null; amountMinor: number; receivedAt: string | null }

/** A comment form, also when it comes back with a problem: nothing typed is lost. */
export type CommentForm = {
  postUrl: string
  parentId: string | null
  name: string
  text: string
  /** Idempotency key: a repeated send posts once. */
  key: string
  /** False where only people with an account may comment. */
  takesGuests: boolean
  /** The page of the form, to come back to after signing in. */
  pageUrl: string
  /** Sentence of the refusal, null on a fresh form. */
  problem: string | null
}

/** What the author of a held (or published) comment is shown, and nobody else. */
export type ReceiptView = {
  comment: CommentView
  articleHeadline: string
  articleUrl: string
  /** One sentence for each signal that led to the verdict. */
  reasons: string[]
}
