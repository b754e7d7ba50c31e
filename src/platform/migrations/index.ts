/** All migrations in order. Forward only: a released file is never changed. */
import type { Migration } from 'kysely'
import * as foundation from './0001-foundation.js'
import * as accounts from './0002-accounts.js'
import * as votes from './0003-votes.js'
import * as edits from './0004-edits.js'
import * as threadRules from './0005-thread-rules.js'
import * as ordersMarksRules from './0006-orders-marks-rules.js'
import * as ways from './0007-ways.js'
import * as mentions from './0008-mentions.js'
import * as media from './0009-media.js'
import * as judging from './0010-judging.js'
import * as houseRulesAndDomains from './0011-house-rules-and-domains.js'
import * as moderationPolicies from './0012-moderation-policies.js'
import * as copies from './0013-copies.js'
import * as learning from './0014-learning.js'

export const MIGRATIONS: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-accounts': accounts,
  '0003-votes': votes,
  '0004-edits': edits,
  '0005-thread-rules': threadRules,
  '0006-orders-marks-rules': ordersMarksRules,
  '0007-ways': ways,
  '0008-mentions': mentions,
  '0009-media': media,
  '0010-judging': judging,
  '0011-house-rules-and-domains': houseRulesAndDomains,
  '0012-moderation-policies': moderationPolicies,
  '0013-copies': copies,
  '0014-learning': learning,
}
