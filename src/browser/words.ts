/** Sentences of the islands: the page brings them in its own language, so no script is written per language. */
import type { PluralForms } from '../core/plural.js'

export type Words = {
  /** BCP 47 */
  language: string
  newComments: PluralForms
  replies: PluralForms
  gifts: PluralForms
} & Record<
  | 'show'
  | 'cancel'
  | 'sending'
  | 'offline'
  | 'unreadable'
  | 'posted'
  | 'held'
  | 'receipt'
  | 'answer'
  | 'postReply'
  | 'raised'
  | 'asOf'
  | 'voteUnknown'
  | 'pick'
  | 'tryAgain'
  | 'quote'
  | 'unnamed'
  | 'more'
  | 'moreOf',
  string
>

/** What the server put on the body. */
export const words = JSON.parse(document.body.dataset.words ?? '{}') as Words
