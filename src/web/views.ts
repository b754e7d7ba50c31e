/**
 * View objects: what pages, fragments and the JSON API show. The same view becomes HTML or JSON;
 * what the viewer may not see is no longer in it. Times are ISO 8601 UTC strings, money is integer minor units.
 */
import type { LitPart } from '../core/lit-text.js'
import type { Mark, Mode, Order } from '../discussion/index.js'

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

/** A picture in a comment. */
export type CommentPicture = {
  id: string
  /** The widest file, which the picture links to. */
  src: string
  sources: { url: string; width: number }[]
  width: number
  height: number
  /** '' when its author said nothing about it. */
  alt: string
}

/** What a linked page says of itself, under the comment that links to it. */
export type CardView = {
  /** A page of another site, or what our own site says now. */
  kind: 'page' | 'article' | 'comment'
  /** Where it leads: as it was linked, or within the site. */
  url: string
  /** Name of the other site, or its host; who wrote a comment of ours, null when nobody knows. */
  from: string | null
  title: string
  description: string | null
  language: string | null
  dir: 'ltr' | 'rtl'
  picture: Omit<CommentPicture, 'id' | 'alt'> | null
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
  author: { name: string; marks: readonly Mark[]; url: string | null } | null
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
  /** When editors picked it; null: they did not, or it is not shown. */
  pickedAt: string | null
  language: string | null
  dir: 'ltr' | 'rtl'
  /** Direct published replies. */
  replies: number
  /** All published replies below, at any depth. */
  descendants: number
  /** People and browsers that recommend it. */
  recommends: number
  pictures: CommentPicture[]
  cards: CardView[]
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

export type CommentOrder = Order

/** A comment that editors picked, and what it answers. */
export type PickView = { comment: CommentView; parent: CommentView | null }

export type ThreadView = {
  articleSlug: string
  articleUrl: string
  /** Published comments in the thread. */
  total: number
  mode: Mode
  /** Names of those who wrote the article and have an account. */
  authors: string[]
  questions: { asked: number; answered: number }
  order: CommentOrder
  orders: { order: CommentOrder; url: string }[]
  roots: CommentNode[]
  /** In the order "highlights" what editors picked; else null. */
  picks: PickView[] | null
  /** The next page of roots, or of picks. */
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

/** A picture that waits for its comment. */
export type WaitingPicture = {
  id: string
  alt: string
  /** For whoever sent it alone. */
  src: string
  width: number
  height: number
}

/** A comment form, also when it comes back with a problem: nothing typed is lost. */
export type CommentForm = {
  postUrl: string
  previewUrl: string
  parentId: string | null
  name: string
  text: string
  /** Idempotency key: a repeated send posts once. */
  key: string
  /** It asks the author of the article, and stands above other questions. */
  isQuestion: boolean
  /** False where only people with an account may comment. */
  takesGuests: boolean
  /** The page of the form, to come back to after signing in. */
  pageUrl: string
  /** Who may add pictures. */
  takesPictures: 'off' | 'readers' | 'all'
  /** Pictures that came with the form, and wait. */
  pictures: WaitingPicture[]
  /** It asks, once, what its pictures show. */
  asksForAlts: boolean
  /** Sentence of the refusal, null on a fresh form. */
  problem: string | null
  /** The ticket of a nudge about what was sent before; '' without one. */
  nudgeTicket: string
}

/** What the author of something doubtful is told before it is posted. */
export type NudgeView = {
  /** Sent along with the next try. */
  ticket: string
  /** The words as they were judged. */
  text: string
  /** Sentences, with half-open UTF-16 ranges in `text`. */
  reasons: { because: string; spans: { start: number; end: number }[] }[]
}

/** What the author of a held (or published) comment is shown, and nobody else. */
export type ReceiptView = {
  comment: CommentView
  articleHeadline: string
  articleUrl: string
  /** One sentence for each signal that led to the verdict. */
  reasons: string[]
}
