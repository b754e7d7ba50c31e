/** What the use-cases of the discussion get beside the common ctx. */
import type { Copies, Judge, Policies } from '../moderation/index.js'
import type { Ctx } from '../platform/ctx.js'
import type { CommentQueue } from './draft.js'
import type { Learning } from './learn-from-decisions.js'
import type { VoteQueue } from './recommend.js'
import type { StandingOf } from './standing.js'

export type DiscussionCtx = Ctx & {
  judge: Judge
  policies: Policies
  /** By which tickets of nudges are signed. */
  nudgeSecret: string
  /** What the judge learned from moderators here. */
  learning: Learning
  /** Earlier texts that only the database knows. */
  copies: Copies
  comments: CommentQueue
  votes: VoteQueue
  /** Whether a guest would look like somebody with an account. */
  isNameTaken(name: string): Promise<boolean>
  standingOf: StandingOf
}

/** Whose eyes see a thread: staff see what is held, with its text; readers do not see whom they muted. */
export type Viewer = { seesHeld: boolean; muted: ReadonlySet<string> }

/** Everybody: what shared pages show. */
export const ANYONE: Viewer = { seesHeld: false, muted: new Set() }
/** Somebody who may see what is held: staff, and the author of a comment its receipt. */
export const STAFF: Viewer = { seesHeld: true, muted: new Set() }
