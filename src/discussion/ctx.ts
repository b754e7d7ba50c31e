/** What the use-cases of the discussion get beside the common ctx. */
import type { Judge } from '../moderation/index.js'
import type { Ctx } from '../platform/ctx.js'
import type { CommentQueue } from './draft.js'

export type DiscussionCtx = Ctx & { judge: Judge; comments: CommentQueue }

/** Who reads: staff see what is held, with its text. */
export type Viewer = 'anyone' | 'staff'
