/** Taking one's data away and leaving, as the other parts use it. */
export {
  beginAgain,
  beginErasure,
  completeErasureLog,
  dueLeavers,
  findReturned,
  finishErasure,
  TooEarly,
} from './erase-account.js'
export {
  appendErasure,
  describeErasures,
  type Erasure,
  type LeavingTexts,
  readErasures,
} from './erasure-log.js'
export {
  accountFiles,
  EXPORT_ROWS_AT_ONCE,
  type ExportFile,
  exportedPersonIds,
  jsonList,
  type TextFile,
} from './export-account.js'
export { askToLeave, formatMoment, LEAVE_MS, leavingOf, stayAfterAll } from './leave.js'
export { forgetNoticesAbout } from './store.js'
export { zipOf } from './zip.js'
