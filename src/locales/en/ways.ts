/** English of finding one's way in a discussion. */
import type { PluralForms } from '../../core/plural.js'

const found: PluralForms = { one: '{count} comment', other: '{count} comments' }

export const ways = {
  find: {
    open: 'Search',
    title: 'Search this discussion',
    titleOf: 'Search: {headline}',
    words: 'Words',
    /** What a word is taken for, under the field. */
    hint: 'All words are looked for, in any spelling of accents and case. “In quotes” they stand together.',
    by: 'Written by',
    everybody: 'Everybody',
    staff: 'Staff',
    search: 'Search',
    list: 'What was found',
    found,
    foundMore: 'More than {count} comments',
    none: 'No comment was found. Fewer or shorter words find more.',
    noneOf: 'There is no such comment here.',
    since: 'Posted since',
    whenever: 'Whenever',
    more: 'More of them',
    first: 'Back to the first',
    answers: 'to {name}',
    place: 'Read it in its place',
    back: 'Back to the discussion',
  },
  /** The button beside a comment that leads to sharing, reporting and more. */
  more: 'More',
  moreOf: 'More about what {name} wrote',
  /** On the page of a comment. */
  allBy: 'All that {name} wrote here',
  allByStaff: 'All that staff wrote here',
  visits: {
    title: 'Where you stopped reading',
    lead: 'Discussions mark what is new since your last visit. Your browser remembers that by itself. If you want it on all your devices, we keep for you when you last looked at which discussion, and nothing else.',
    keep: 'Remember it on all my devices',
    forget: 'Do not remember it any more, and forget what is kept',
    kept: 'From now on it is remembered for all your devices.',
    forgotten: 'It is forgotten.',
  },
}

/** What the script says once it is used. */
export const waysLater = {
  /** Of the heading. */
  comments: { one: '{count} comment', other: '{count} comments' } as PluralForms,
  newSince: {
    one: '{count} new since {date}',
    other: '{count} new since {date}',
  } as PluralForms,
  moreNewSince: 'More than {count} new since {date}',
  nextNew: 'Next new',
  firstNew: 'First',
  listNew: 'List',
  isNew: 'New',
  left: { one: '{count} unread', other: '{count} unread' } as PluralForms,
  noneLeft: 'All read',
  share: 'Share',
  copied: 'Link copied',
  notCopied: 'Copy this link:',
  nextBy: 'Next by {name}',
  allBy: 'All by {name} here',
  nextByStaff: 'Next by staff',
  noneBy: 'That was the last one on this page.',
  notLoaded: 'That could not be loaded. Please try again.',
  changed: 'This comment was changed meanwhile.',
  gone: 'This comment is no longer here.',
  keys: 'Keys',
  keysTitle: 'Keys in this discussion',
  keysOn: 'Use these keys',
  keysHint: 'They do nothing while you type. The choice is kept in this browser.',
  close: 'Close',
  keyNext: 'next new comment',
  keyPrevious: 'new comment before it',
  keyAuthor: 'next comment by the same person',
  keyStaff: 'next comment by staff',
  keyFind: 'search this discussion',
  keyHelp: 'this list',
}
