/** The discussion: threads, comments, their orders, posting and reading. */
export { askAkismet, tellAkismet } from './ask-akismet.js'
export {
  type Author,
  CLIENT_KEY,
  commentText,
  guestName,
  REPLY_DEPTH_MAX,
  REPLY_DEPTH_SHOWN,
  TEXT_CHARS_MAX,
} from './comment.js'
export { ANYONE, type DiscussionCtx, STAFF, type Viewer } from './ctx.js'
export { type Decision, decideComment } from './decide-comment.js'
export { deleteComment } from './delete-comment.js'
export type { CommentQueue, Draft, PostedComment } from './draft.js'
export {
  EDIT_FREE_MS,
  type Edit,
  editComment,
  type FormerText,
  freeUntilOf,
  type History,
  listOwnComments,
  OWN_LISTED_MAX,
  type OwnComment,
  REVISIONS_PER_PAGE,
  readHistory,
  readOwnComment,
  revisionOf,
} from './edit-comment.js'
export { eraseAccount, replayErasures } from './erase-account.js'
export { commentFile } from './export-comments.js'
export { type FollowedThreads, followThreads } from './follow-threads.js'
export { readNewestComments } from './newest-comments.js'
export { openCommentQueue, postComment, writeDrafts } from './post-comment.js'
export { isOrder, ORDERS, type Order } from './ranking.js'
export { type Profile, readProfile, SAID_COUNTED_MAX } from './read-profile.js'
export {
  type CommentPage,
  type CommentTree,
  mayRead,
  REPLIES_PER_PAGE,
  readComment,
  readReceipt,
  readThread,
  type ThreadPage,
} from './read-thread.js'
export {
  OWN_VOTES_MAX,
  openVoteQueue,
  recommendedBy,
  type VoteQueue,
  type Voter,
} from './recommend.js'
export { REPLAY_MAX, type ThreadLog, type ToldEvent } from './replay.js'
export {
  isReportReason,
  REPORT_CHARS_MAX,
  REPORT_REASONS,
  reportComment,
} from './report-comment.js'
export { openStandings } from './standing.js'
export type { Owner } from './store/edits.js'
export type { ReadRow } from './store/read-comments.js'
export { findWithAncestors } from './store/read-comments.js'
export type { ToldRow } from './store/read-profile.js'
export { findSources, type SourceRow } from './store/read-sources.js'
export type { RuleChange } from './store/thread-rules.js'
export { type CommentRow, findDiscussionViolations, lockThreads } from './store/write-comments.js'
export { readTold, tellOfDecision, tellOfReplies } from './tell-people.js'
export {
  closingTime,
  isThreadClosed,
  SLOW_SECONDS_MAX,
  setThreadRules,
} from './thread-rules.js'
export {
  CAUGHT_SHOWN_MAX,
  TRIED_TEXT_CHARS_MAX,
  type Trial,
  tryHouseRule,
} from './try-house-rule.js'
export { WALK_LIMIT_MAX, walkThread } from './walk-thread.js'
