/** Which decisions of moderators say something of the words of a comment, and what. Pure. */
import type { HouseLesson } from '../moderation/index.js'

export type Decided = {
  commentId: string
  action: 'publish' | 'remove' | 'pick'
  /** The rule by whose name it was removed. */
  rule: string | null
  byAccountId: string
  wasRemoved: boolean
  /** The judge had found it to repeat an earlier comment. */
  isCopy: boolean
  text: string
  language: string | null
}

/** Rules by whose name a removal says nothing of the words: said twice, too often, in the wrong place, or a picture. */
const RULES_OF_NO_WORDS =
  /\b(cop(y|ies)|duplicates?|double|repeat\w*|repetitions?|flood\w*|off.?topic|pictures?|images?|photos?)\b|kopie|doppel|mehrfach|wiederhol|thema|themen|bild|foto/i
/** Rules that a copy is removed for, whatever it says. */
const RULES_OF_COPIES = /spam|advert|werbung/i

/** Fewer letters than this are a sign, not a text. */
const LETTERS_MIN = 3

/** Null where nothing can be learned from it. */
export function lessonOf(one: Decided): HouseLesson | null {
  if ((one.text.match(/\p{L}/gu)?.length ?? 0) < LETTERS_MIN) return null
  if (one.action === 'remove' && !isForWords(one)) return null
  const { commentId, text, language, byAccountId } = one
  return { subjectId: commentId, kind: kindOf(one), text, language, moderatorId: byAccountId }
}

function isForWords({ rule, isCopy }: Decided): boolean {
  if (rule !== null && RULES_OF_NO_WORDS.test(rule)) return false
  return !isCopy || (rule !== null && !RULES_OF_COPIES.test(rule))
}

function kindOf({ action, wasRemoved }: Decided): HouseLesson['kind'] {
  if (action === 'remove') return 'removed'
  if (action === 'pick') return 'picked'
  return wasRemoved ? 'put-back' : 'let-through'
}
