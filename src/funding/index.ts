/** Funding: campaigns, gifts, the ledger and the meter. */
export { currentCampaign, type NewCampaign, startCampaign } from './campaigns.js'
export { type Meter, readMeter, readNewestGifts } from './read-meter.js'
export { bookGift, bookOpeningBalance, type NewGift, recordGift } from './record-gift.js'
export { readSupport, showSupport } from './show-support.js'
export { findFundingViolations } from './store.js'
