/** A notice: news for one account, told once, read in the page and perhaps by mail. */
import type { NoticeRow } from './store.js'

/** The news itself, by kind. */
export type News =
  /** Somebody answered a comment of theirs; `commentId` is the answer. */
  | { kind: 'reply'; commentId: string; detail: Record<string, never> }
  /** Somebody named them in a comment. */
  | { kind: 'mention'; commentId: string; detail: Record<string, never> }
  /** Staff decided on a comment of theirs. */
  | { kind: 'decision'; commentId: string; detail: DecisionDetail }
  /** Staff decided whether old comments are theirs. */
  | { kind: 'claim'; commentId: null; detail: ClaimDetail }
  /** Something that guards the account changed. */
  | { kind: 'security'; commentId: null; detail: Record<string, string> }

export type DecisionDetail = { action: 'publish' | 'remove'; rule: string | null }
export type ClaimDetail = { action: 'approved' | 'refused' }

export type NewNotice = News & {
  accountId: string
  /** The same news has the same key, so that it is told once however often it is added. */
  key: string
}

/** What was decided, as a notice of kind decision holds it. */
export function decisionOf(notice: Pick<NoticeRow, 'detail'>): DecisionDetail {
  const { action, rule } = notice.detail
  return {
    action: action === 'publish' ? 'publish' : 'remove',
    rule: typeof rule === 'string' ? rule : null,
  }
}

/** True when a notice of kind claim tells of a yes. */
export const isApproved = (notice: Pick<NoticeRow, 'detail'>): boolean =>
  notice.detail.action === 'approved'
