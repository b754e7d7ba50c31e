/** Every address that pages link to, in one place. */
import type { CommentOrder } from './views.js'

export const DEFAULT_ORDER: CommentOrder = 'best'

const query = (order: CommentOrder, afterId: string | null): string => {
  const parts = [
    ...(order === DEFAULT_ORDER ? [] : [`order=${order}`]),
    ...(afterId === null ? [] : [`after=${afterId}`]),
  ]
  return parts.length > 0 ? `?${parts.join('&')}` : ''
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
  comment: (
    slug: string,
    id: string,
    order: CommentOrder = DEFAULT_ORDER,
    afterId: string | null = null,
  ) => `/articles/${encodeURIComponent(slug)}/comments/${id}${query(order, afterId)}`,
  fragment: (slug: string, id: string) =>
    `/articles/${encodeURIComponent(slug)}/comments/${id}/fragment`,
  history: (slug: string, id: string) =>
    `/articles/${encodeURIComponent(slug)}/comments/${id}/history`,
  recommend: (id: string) => `/comments/${id}/recommend`,
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
  deskThreads: () => '/desk/threads',
  deskHouseRules: () => '/desk/house-rules',
  outbox: () => '/desk/outbox',
  claim: (id: string) => `/account/claim/${id}`,
  person: (id: string) => `/people/${id}`,
  picture: (id: string, width: number) => `/pictures/${id}-${width}.webp`,
  meterLive: () => '/api/v1/campaigns/current/live',
  live: (slug: string) => `/api/v1/articles/${encodeURIComponent(slug)}/live`,
}
