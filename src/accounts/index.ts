/** Accounts: people, how they sign in, what they may do. */

export type { SignInMethod } from '../platform/schema.js'
export { recordAccountEvent } from './account-events.js'
export { ban, createAccount, giveRole, type NewAccount, setLanguage, unban } from './accounts.js'
export {
  type Actor,
  ANONYMOUS,
  FRESH_MS,
  isRole,
  isStaffRole,
  ROLES,
  type Role,
  type SignedIn,
} from './actor.js'
export {
  CLAIM_CHARS_MAX,
  claimablePersons,
  claimPerson,
  decideClaim,
  findPersonToClaim,
  guestKeyOf,
  waitingClaims,
} from './claims.js'
export { formTokenOf, isFormToken } from './form-token.js'
export {
  acceptInvitation,
  INVITATION_MS,
  invite,
  inviteOwner,
  lookAtInvitation,
  OWNER_LINK_MS,
  withdrawInvitation,
} from './invitations.js'
export * from './leaving/index.js'
export { safetyLetter } from './letters.js'
export { listMutes, MUTES_MAX, mute, unmute } from './mutes.js'
export { chooseName, displayName, findTakenNames, NAME_DAYS } from './names.js'
export * from './notices/index.js'
export { type Action, type Answer, may, RIGHTS, type Subject } from './permissions.js'
export * from './providers/index.js'
export {
  endOf,
  endOtherSessions,
  endSession,
  openSessions,
  type Proof,
  provenAgain,
  READER_IDLE_MS,
  type Sessions,
  STAFF_IDLE_MS,
  startSession,
} from './sessions.js'
export {
  askForLink,
  askToConfirmMail,
  CODE_DIGITS,
  hasOpenLink,
  LINK_MS,
  lookAtLink,
  useSignInCode,
  useSignInLink,
  WRONG_CODES_MAX,
} from './sign-in-link.js'
export {
  type AccountRow,
  changeAccount,
  findAccount,
  findAccountByMail,
  findAccountEvents,
  findStaff,
  hasOwner,
  lockAccount,
  searchAccounts,
} from './store/accounts.js'
export { findClaimsOfAccount } from './store/claims.js'
export { deleteEndedLinks, findOpenInvitations } from './store/links.js'
export { findMutedPersons, type MuteRow } from './store/mutes.js'
export { findNamed, findReadersNamed, findStaffNamed } from './store/names.js'
export { deleteEndedSessions, findSessions } from './store/sessions.js'
export * from './ways-in/index.js'
