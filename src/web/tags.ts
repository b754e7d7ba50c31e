/** Names of what pages are made of, and which of them an event changes. */
import type { DomainEvent } from '../platform/events.js'

export const tags = {
  /** Lists of articles, sections, the front page. */
  lists: 'lists',
  /** Comment counts in lists. */
  counts: 'counts',
  thread: (threadId: string) => `thread:${threadId}`,
  meter: 'meter',
  /** Names of people who have accounts: on every page with comments. */
  people: 'people',
  /** Rules of sections and of the site: on every page with a form for comments. */
  rules: 'rules',
}

/** The tags whose pages must be made again after an event. */
export function tagsOf(event: DomainEvent): string[] {
  switch (event.name) {
    case 'comment.posted':
    case 'comment.decided':
    case 'comment.changed':
    case 'thread.imported':
      return [tags.thread(event.threadId), tags.counts]
    case 'comment.recommended':
    case 'comment.picked':
      return [tags.thread(event.threadId)]
    case 'rules.changed':
      return [event.threadId === null ? tags.rules : tags.thread(event.threadId)]
    case 'card.made':
      return event.threadIds.map(tags.thread)
    case 'article.published':
    case 'picture.added':
    case 'picture.sized':
      return [tags.lists]
    case 'gift.recorded':
    case 'campaign.started':
      return [tags.meter]
    case 'person.changed':
      return [tags.people]
    case 'comment.answered':
    case 'comment.mentioned':
    case 'comment.linked':
    case 'card.wanted':
    case 'comment.unfiltered':
    case 'house-rules.changed':
    case 'policy.changed':
    case 'learning.changed':
    case 'copies.decided':
    case 'account.changed':
    case 'staff.named':
    case 'account.leaving':
    case 'mail.queued':
    case 'judge-key.changed':
    case 'judge.taught':
    case 'notice.added':
      return []
  }
}

/** True for what comes in storms and may be seen a moment later by those who did not do it. */
export const mayWait = (event: DomainEvent): boolean =>
  event.name === 'comment.posted' || event.name === 'comment.recommended'
