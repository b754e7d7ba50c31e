/** Ways in: passkeys, code apps, recovery codes, passwords, and the one-time challenges that they share. */
export { beginCeremony, CEREMONY_MS, endCeremony, type NewCeremony } from './ceremonies.js'
export {
  beginCodeApp,
  type PendingCodeApp,
  pendingCodeApp,
  turnCodeAppOff,
  turnCodeAppOn,
} from './code-app.js'
export {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  LABEL_CHARS_MAX,
  PASSKEYS_MAX,
  provePasskey,
  removePasskey,
  renamePasskey,
} from './passkeys.js'
export {
  checkPassword,
  PASSWORD_CHARS_MAX,
  PASSWORD_CHARS_MIN,
  removePassword,
  setPassword,
} from './passwords.js'
export { makeRecoveryCodes, RECOVERY_CODES } from './recovery-codes.js'
export { takeCode } from './second-factor.js'
export { providerName, type WaysIn, waysInOf } from './ways.js'
