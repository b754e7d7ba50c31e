/** A comment: what may exist. Pure. */
import { charactersOf, cleanName, NAME_CHARS_MAX } from '../core/names.js'
import { Refusal } from '../core/refusals.js'
import { cleanText } from '../core/text.js'
import type { Sending } from '../moderation/index.js'
import type { PictureWish } from './pictures/picture.js'

/** About two printed pages: longer is an article. */
export const TEXT_CHARS_MAX = 10_000
/** Levels of replies that can be written; the check on the table says the same. */
export const REPLY_DEPTH_MAX = 100
/** Deeper indents leave 20 characters a line on a phone. */
export const REPLY_DEPTH_SHOWN = 6
/** A client's key of one attempt to post. */
export const CLIENT_KEY = /^[!-~]{1,100}$/

/** Something a reader can see: not only spaces, invisible format characters or loose marks. */
const VISIBLE = /[^\s\p{Cf}\p{M}]/u

export type CommentState = 'published' | 'held' | 'removed' | 'deleted'

/** Who writes: somebody with an account, or a guest with the name they gave and the hash of their browser's cookie. */
export type Author =
  | { kind: 'guest'; name: string | null; browserHash: string | null }
  | { kind: 'reader'; personId: string; name: string; isStaff: boolean }

/** What a person sends. */
export type NewComment = {
  articleSlug: string
  parentId: string | null
  author: Author
  text: string
  /** Made by the client, the same at every retry. */
  clientKey: string
  /** Uploads of the author, with what they show. */
  pictures?: PictureWish[]
  /** How it was sent, where that is known. */
  sending?: Sending
  /** The ticket of a nudge about this text, or about one before it. */
  nudge?: string
}

/**
 * The text of a comment as it may be stored.
 * @throws Refusal comment/empty, comment/too-long
 */
export function commentText(raw: string): string {
  const text = cleanText(raw)
  if (!VISIBLE.test(text)) throw new Refusal('comment/empty')
  const length = text.length > TEXT_CHARS_MAX ? charactersOf(text) : text.length
  if (length > TEXT_CHARS_MAX)
    throw new Refusal('comment/too-long', { limit: TEXT_CHARS_MAX, length })
  return text
}

/**
 * The name of a guest as it may be shown; null for a guest who gives none.
 * @throws Refusal comment/name-invalid, comment/name-too-long
 */
export function guestName(raw: string | null): string | null {
  if (raw === null || raw.trim() === '') return null
  const name = cleanName(raw)
  if (name === null) throw new Refusal('comment/name-invalid')
  if (charactersOf(name) > NAME_CHARS_MAX)
    throw new Refusal('comment/name-too-long', { limit: NAME_CHARS_MAX })
  return name
}
