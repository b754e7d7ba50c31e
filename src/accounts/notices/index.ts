/** Notices: what somebody with an account is told, on their page and by mail. */
export { addNotices } from './add-notices.js'
export {
  AT_ONCE_PER_HOUR_MAX,
  DIGEST_HOUR_UTC,
  type NoticeLetters,
  sendAtOnce,
  sendDaily,
} from './mail-notices.js'
export { decisionOf, isApproved, type NewNotice } from './notice.js'
export {
  countUnread,
  listNotices,
  markRead,
  NOTICES_PER_PAGE,
  readNotice,
} from './read-notices.js'
export {
  isTelling,
  readTelling,
  readUnsubscribing,
  setTelling,
  TELLINGS,
  type TellingSettings,
  TOLD_KINDS,
  type ToldKind,
  type Unsubscribing,
  unsubscribe,
  unsubscribeUrlOf,
  unsubscribeUrls,
} from './settings.js'
export { type Addressee, findToldAccounts, type NoticeRow } from './store.js'
