/** Every address that pages link to, in one place. */
import { personPath } from '../core/mention.js'
import type { CommentOrder, FindPlace } from './views.js'

export const DEFAULT_ORDER = 'best' satisfies CommentOrder

const query = (order: CommentOrder, afterId: string | null): string => {
  const parts = [
    ...(order === DEFAULT_ORDER ? [] : [`order=${order}`]),
    ...(afterId === null ? [] : [`after=${afterId}`]),
  ]
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}

const findQuery = ({ q, by, since, order, after }: Partial<FindPlace>): string => {
  const parts = new URLSearchParams()
  if (q) parts.set('q', q)
  if (by) parts.set('by', by)
  if (since) parts.set('since', since)
  if (order && order !== 'newest') parts.set('order', order)
  if (after) parts.set('after', after)
  return parts.size > 0 ? `?${parts}` : ''
}

export const urls = {
  front: () => '/',
  feed: () => '/feed.xml',
  support: () => '/support',
  section: (slug: string, after: string | null = null) =>
    `/sections/${encodeURIComponent(slug)}${after === null ? '' : `?after=${encodeURIComponent(after)}`}`,
  article: (slug: string, order: CommentOrder = DEFAULT_ORDER, afterId: string | null = null) =>
    `/articles/${encodeURIComponent(slug)}${query(order, afterId)}`,
  comments: (slug: string) => `/articles/${encodeURIComponent(slug)}/comments`,
  preview: (slug: string) => `/articles/${encodeURIComponent(slug)}/preview`,
  comment: (
    slug: string,
    id: string,
    order: CommentOrder = DEFAULT_ORDER,
    afterId: string | null = null,
  ) => `/articles/${encodeURIComponent(slug)}/comments/${id}${query(order, afterId)}`,
  fragment: (slug: string, id: string) =>
    `/articles/${encodeURIComponent(slug)}/comments/${id}/fragment`,
  /** The comment without its replies, for a page that shows them already. */
  alone: (slug: string, id: string) => `/articles/${encodeURIComponent(slug)}/comments/${id}/alone`,
  find: (slug: string, place: Partial<FindPlace> = {}) =>
    `/articles/${encodeURIComponent(slug)}/find${findQuery(place)}`,
  history: (slug: string, id: string) =>
    `/articles/${encodeURIComponent(slug)}/comments/${id}/history`,
  recommend: (id: string) => `/comments/${id}/recommend`,
  pick: (id: string) => `/comments/${id}/pick`,
  report: (id: string) => `/comments/${id}/report`,
  reported: (id: string) => `/comments/${id}/reported`,
  threadRss: (slug: string) => `/articles/${encodeURIComponent(slug)}/comments.rss`,
  threadAtom: (slug: string) => `/articles/${encodeURIComponent(slug)}/comments.atom`,
  threadJson: (slug: string) => `/articles/${encodeURIComponent(slug)}/comments.json`,
  threadMarkdown: (slug: string) => `/articles/${encodeURIComponent(slug)}/comments.md`,
  receipt: (id: string, signature: string) => `/receipts/${id}/${signature}`,
  signIn: (next: string | null = null) =>
    next === null || next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`,
  account: () => '/account',
  security: () => '/account/security',
  notices: () => '/account/notices',
  leave: () => '/account/leave',
  desk: () => '/desk',
  deskPeople: () => '/desk/people',
  deskClaims: () => '/desk/claims',
  deskThreads: (slug: string | null = null) =>
    slug === null ? '/desk/threads' : `/desk/threads?slug=${encodeURIComponent(slug)}`,
  deskRules: (section: string | null = null) =>
    section === null ? '/desk/rules' : `/desk/rules?section=${encodeURIComponent(section)}`,
  deskHouseRules: () => '/desk/house-rules',
  deskPolicy: (section: string | null = null) =>
    section === null ? '/desk/policy' : `/desk/policy?section=${encodeURIComponent(section)}`,
  deskLearning: () => '/desk/learning',
  deskCopies: (afterId: string | null = null) =>
    afterId === null ? '/desk/copies' : `/desk/copies?after=${afterId}`,
  outbox: () => '/desk/outbox',
  deskJudgeKeys: () => '/desk/judge-keys',
  claim: (id: string) => `/account/claim/${id}`,
  person: personPath,
  picture: (id: string, width: number) => `/pictures/${id}-${width}.webp`,
  waitingPicture: (id: string) => `/pictures/waiting/${id}`,
  /** A picture of a comment for its author, whoever else may see it. */
  ownPicture: (receipt: string) => (id: string, width: number) => `${receipt}/${id}-${width}.webp`,
  meterLive: () => '/api/v1/campaigns/current/live',
  live: (slug: string) => `/api/v1/articles/${encodeURIComponent(slug)}/live`,
}
