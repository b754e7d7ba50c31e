/** Signing in by other sites: OpenID Connect providers, and embedding sites with tokens that they sign. */
export type { Journey } from './journey.js'
export { JOURNEY_MS } from './journey.js'
export {
  type Arrival,
  arriveByProof,
  type Connected,
  connectByProof,
  unlinkIdentity,
} from './link-identity.js'
export {
  answerOpenIdSignIn,
  beginOpenIdSignIn,
  type OpenIdAnswer,
  type OpenIdClients,
  openOpenIdClients,
} from './openid.js'
export type { OutsideProof } from './proof.js'
export {
  answerSiteSignIn,
  beginSiteSignIn,
  openSiteDoors,
  providerOfSite,
  type SiteDoor,
  type TokenProblem,
} from './site-token.js'
