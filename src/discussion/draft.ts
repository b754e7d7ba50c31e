/** A comment on its way: ready to be written, and as it was written. */
import type { StoredFingerprint, Verdict } from '../moderation/index.js'
import type { Gathering } from './commit-together.js'
import type { InTurn } from './in-turn.js'
import type { DraftPicture } from './pictures/attach-pictures.js'
import type { ReadRow } from './store/read-comments.js'
import type { CommentRow } from './store/write-comments.js'

export type PostedComment = {
  id: string
  state: CommentRow['state']
  row: ReadRow
  verdict: Verdict
}

/** A comment ready to be written: the row (its depth still open) and what was judged. */
export type Draft = {
  row: CommentRow
  verdict: Verdict
  fingerprint: StoredFingerprint | null
  /** The browser of a guest, as the key of their person; null for others, and for guests who keep no cookie. */
  guestKey: string | null
  /** The network it was sent from; null where nobody sends it now. */
  network: string | null
  /** Seconds that this author must leave between two comments in the thread; 0: none. */
  pauseSeconds: number
  /** Left out where there are none. */
  pictures?: DraftPicture[]
}

export type CommentQueue = Gathering<Draft, PostedComment> & {
  /** Retries wait for what they repeat: judged beside it, they would be its copies. */
  inTurn: InTurn
}
