/** What runs on the pages of accounts only: the buttons for passkeys. */
import { openPasskeys } from './passkeys.js'

openPasskeys(document)
