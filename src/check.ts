/** The data invariants of every part, run against live data: `npm run readership -- check`. */
import {
  findClusterViolations,
  findDiscussionViolations,
  findPictureViolations,
} from './discussion/index.js'
import { findFundingViolations } from './funding/index.js'
import { findImportingViolations } from './importing/index.js'
import { findModerationViolations, findReputationViolations } from './moderation/index.js'
import type { Db } from './platform/database.js'
import { findPublishingViolations } from './publishing/index.js'

const CHECKS: { part: string; find: (db: Db) => Promise<string[]> }[] = [
  { part: 'publishing', find: findPublishingViolations },
  { part: 'funding', find: findFundingViolations },
  { part: 'moderation', find: findModerationViolations },
  { part: 'moderation', find: findReputationViolations },
  { part: 'discussion', find: findDiscussionViolations },
  { part: 'discussion', find: findClusterViolations },
  { part: 'pictures', find: findPictureViolations },
  { part: 'importing', find: findImportingViolations },
]

/** Every violation, by part. Cost: reads all tables. */
export async function checkData(db: Db): Promise<{ part: string; violations: string[] }[]> {
  const results = []
  for (const { part, find } of CHECKS) results.push({ part, violations: await find(db) })
  return results
}
