/** The key in a link that connects another site: no page but ours can make a browser follow one. */
import type { SignedIn } from '../../accounts/index.js'
import { hashOf } from '../../platform/secrets.js'

/** Bound to the session, as the token of forms is, and no use for forms: it stands in an address. */
export const connectKeyOf = (owner: SignedIn): string => hashOf(`connect ${owner.formToken}`)
