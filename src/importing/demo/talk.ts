/** A discussion as it is written down: a tree of who says what, which becomes comments with keys and times. */
import type { ImportedComment } from '../record.js'
import { type PersonKey, people } from './people.js'

export type Talk = {
  /** Null for a comment whose author deleted it: its replies live on. */
  by: PersonKey | null
  /** Markdown; empty when deleted. */
  says: string
  /** BCP 47, English unless told otherwise. */
  language?: string
  isStaff?: boolean
  replies?: readonly Talk[]
}

/**
 * The comments of one article in the order they were posted, parents before their replies.
 * @param thread.publishedAt the article's time: every comment is later
 * @param thread.lastAt time of the last comment: the others spread between the two
 */
export function commentsOf(thread: {
  articleKey: string
  talks: readonly Talk[]
  publishedAt: Date
  lastAt: Date
}): ImportedComment[] {
  const said = inOrderOfTime(thread.talks)
  const minutes = said.at(-1)?.minute ?? 1
  const msPerMinute = (thread.lastAt.getTime() - thread.publishedAt.getTime()) / minutes
  const keyOf = (number: number) => `${thread.articleKey}-${number}`
  return said.map(({ talk, number, parent, minute }, index) => ({
    kind: 'comment',
    key: keyOf(number),
    articleKey: thread.articleKey,
    parentKey: parent === null ? null : keyOf(parent),
    author: talk.by && { name: people[talk.by], key: talk.by, isStaff: talk.isStaff ?? false },
    body: { format: 'markdown', source: talk.says },
    // The index in milliseconds keeps two that speak in the same minute apart, and in order.
    postedAt: new Date(thread.publishedAt.getTime() + Math.round(minute * msPerMinute) + index),
    state: talk.by === null ? 'deleted' : 'published',
    language: talk.by === null ? null : (talk.language ?? 'en'),
    place: { line: 0, bytesRead: 0 },
  }))
}

/** New topics come slower than answers, so that a later one may refer to what an earlier one came to. */
const NEW_TOPIC_FACTOR = 3

/** One utterance: its number in reading order from 1, its parent's number, and minutes since the article on an easy clock. */
type Said = { talk: Talk; number: number; parent: number | null; minute: number }

function inOrderOfTime(talks: readonly Talk[]): Said[] {
  const said: Said[] = []
  const visit = (siblings: readonly Talk[], parent: number | null, since: number) => {
    let minute = since
    for (const talk of siblings) {
      const number = said.length + 1
      minute += pause(number) * (parent === null ? NEW_TOPIC_FACTOR : 1)
      said.push({ talk, number, parent, minute })
      visit(talk.replies ?? [], number, minute)
    }
  }
  visit(talks, null, 0)
  return said.sort((a, b) => a.minute - b.minute || a.number - b.number)
}

/** Minutes before the next one speaks, 6 to 70: irregular as people are, and the same at every start. */
function pause(number: number): number {
  return 6 + ((number * 37 + (number % 7) * 11) % 65)
}
