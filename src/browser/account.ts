/** What runs on the pages of accounts only: the buttons for passkeys. It shares no module with page.ts, or that would load in two pieces everywhere. */
import { openPasskeys } from './passkeys.js'

openPasskeys(document)
