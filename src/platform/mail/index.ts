/** Mail: letters, the queue in the database, and the sending of it. */
export type { Block, Letter } from './letter.js'
export { type Mailer, openMailer } from './mailer.js'
export { type NewLetter, OUTBOX_PATH, queueMail, SECRET_GOOD_MS } from './queue.js'
export { isOwnUrl, renderLetter } from './render-letter.js'
export { MAIL_DAYS_KEPT, MAIL_TRIES_MAX, sendMail, sweepMail, TOO_LATE } from './send.js'
export { listMails, type MailRow, type MailState } from './store.js'
