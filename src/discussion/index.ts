/** The discussion: threads, comments, their orders, posting and reading. */
export { askAkismet, tellAkismet } from './ask-akismet.js'
export {
  BACK_TEST_LOOKED_AT_MAX,
  BACK_TEST_MS_MAX,
  BACK_TEST_SHOWN_MAX,
  BACK_TESTED_MAX,
  type BackTest,
  type ChangedOutcome,
  type Outcome,
  type OutcomeCounts,
  type Tally,
} from './back-test.js'

export type { ShownCard } from './cards/card.js'
export { linkCards } from './cards/link-cards.js'
export { makeCard, sweepCards } from './cards/make-card.js'
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
export { type CopiesDecided, decideCopies, decideRest } from './decide-copies.js'
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
export { commentFile, pictureFiles } from './export-comments.js'
export {
  type Finder,
  type FindQuery,
  FOUND_COUNTED_MAX,
  FOUND_PER_PAGE,
  type Found,
  openFinder,
} from './find-comments.js'
export { type FollowedThreads, followThreads, type ThreadNews } from './follow-threads.js'
export { type Learning, openLearning } from './learn-from-decisions.js'
export type { Mark, Marked } from './marks.js'
export { withMarks } from './marks.js'
export { listTakingPart, NAMES_LOOKED_AT, NAMES_OFFERED_MAX } from './mentions.js'
export { readNewestComments } from './newest-comments.js'
export { NUDGE_TICKET_CHARS_MAX, NUDGE_TICKET_MS, Nudge } from './nudge.js'
export { pickComment } from './pick-comment.js'
export {
  ALT_CHARS_MAX,
  PICTURE_BYTES_MAX,
  PICTURES_BYTES_MAX,
  PICTURES_PER_COMMENT_MAX,
  type PictureWish,
  requireMaySend,
  type ShownPicture,
  tooLarge,
} from './pictures/picture.js'
export { readOwnPictureFile, readPictureFile } from './pictures/read-picture.js'
export {
  listWaitingPictures,
  readWaitingPicture,
  sweepUploads,
  takePicture,
  UPLOAD_KEPT_MS,
  type WaitingPicture,
} from './pictures/take-picture.js'
export { countCopies, openCommentQueue, postComment, writeDrafts } from './post-comment.js'
export { type Preview, previewComment, refusalAhead } from './preview-comment.js'
export {
  isOrder,
  ORDERS,
  type Order,
  orderBelow,
  type ReplyOrder,
  replyOrderOf,
  type TreeOrder,
} from './ranking.js'
export {
  CLUSTERS_PER_PAGE,
  type Named,
  readWaitingCopies,
  type WaitingCopies,
} from './read-copies.js'
export { type PickedComment, readHighlights } from './read-highlights.js'
export { type ReadLearning, readLearning } from './read-learning.js'
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
export { REPLAY_MAX, readQuietMoment, type ThreadLog, type ToldEvent } from './replay.js'
export {
  isReportReason,
  REPORT_CHARS_MAX,
  REPORT_REASONS,
  reportComment,
} from './report-comment.js'
export {
  type EffectiveRules,
  type Held,
  isClosedAt,
  MODES,
  type Mode,
  type RuleLevel,
  type RuleSource,
} from './rules.js'
export { AUTHORS_MAX, linkArticles, readAuthors, setAuthors } from './set-authors.js'
export {
  changePolicy,
  type PolicyPlace,
  type PolicyView,
  readPolicy,
  tryPolicy,
} from './set-policy.js'
export {
  CLOSE_DAYS_MAX,
  RIGHT_OF_LEVEL,
  RULE_KEYS,
  type RuleChange,
  type RulePlace,
  type RulesView,
  readRules,
  SLOW_SECONDS_MAX,
  setRules,
} from './set-rules.js'
export { openStandings } from './standing.js'
export { findClusterViolations } from './store/clusters.js'
export type { Owner } from './store/edits.js'
export { findPictureViolations } from './store/pictures.js'
export type { ReadRow } from './store/read-comments.js'
export { findWithAncestors } from './store/read-comments.js'
export type { ToldRow } from './store/read-profile.js'
export { findSources, type SourceRow } from './store/read-sources.js'
export type { RuleEventRow } from './store/rules.js'
export { findDiscussionViolations } from './store/violations.js'
export { type CommentRow, lockThreads } from './store/write-comments.js'
export { readTold, tellOfDecision, tellOfMentions, tellOfReplies } from './tell-people.js'
export { rulesOf } from './thread-rules.js'
export {
  CAUGHT_SHOWN_MAX,
  TRIED_TEXT_CHARS_MAX,
  type Trial,
  tryHouseRule,
} from './try-house-rule.js'
export {
  keepVisits,
  noteVisit,
  readVisit,
  sweepVisits,
  VISIT_KEPT_MS,
  VISIT_PAUSE_MS,
  VISITS_MAX,
  type Visit,
  visitFile,
} from './visits.js'
export { WALK_LIMIT_MAX, walkThread } from './walk-thread.js'
