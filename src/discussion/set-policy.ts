/** Reading, trying and changing the moderation policy of the site or of a section: for who sets the rules of the site. */
import { type Actor, may } from '../accounts/index.js'
import { Refusal } from '../core/refusals.js'
import {
  findPolicyChanges,
  type NewPolicy,
  type OwnPolicy,
  type Policy,
  type PolicyChangeRow,
  requirePossible,
  setPolicy,
} from '../moderation/index.js'
import { type BackTest, backTest } from './back-test.js'
import type { DiscussionCtx } from './ctx.js'
import { findSectionRules } from './store/rules.js'

/** Changes on one page of the desk. */
export const POLICY_CHANGES_SHOWN = 20

/** Whose policy. */
export type PolicyPlace = { level: 'site' } | { level: 'section'; slug: string }

export type PolicyView = {
  name: string
  /** What the place says itself; null: nothing. */
  own: OwnPolicy | null
  holds: Policy
  /** What the site says, of a section; null of the site itself, and where it says nothing. */
  above: OwnPolicy | null
  changes: PolicyChangeRow[]
}

/** @throws Refusal access/forbidden, request/not-found */
export async function readPolicy(
  ctx: DiscussionCtx,
  actor: Actor,
  place: PolicyPlace,
): Promise<PolicyView> {
  const { id, name } = await findPlace(ctx, actor, place)
  await ctx.policies.read()
  return {
    name,
    own: ctx.policies.ownOf(id),
    holds: ctx.policies.of(id),
    above: id === null ? null : ctx.policies.ownOf(null),
    changes: await findPolicyChanges(
      ctx.db,
      { siteId: ctx.site.id, sectionId: id },
      POLICY_CHANGES_SHOWN,
    ),
  }
}

/**
 * Says what the policy of a place is from now on. What is said already changes nothing.
 * @throws Refusal access/forbidden, request/not-found, and as `setPolicy` does
 */
export async function changePolicy(
  ctx: DiscussionCtx,
  actor: Actor,
  input: { place: PolicyPlace; policy: NewPolicy },
): Promise<void> {
  const { id: sectionId } = await findPlace(ctx, actor, input.place)
  const byAccountId = actor.kind === 'account' ? actor.accountId : null
  await setPolicy(ctx, { sectionId, policy: input.policy, byAccountId })
  await ctx.policies.read()
}

/**
 * What a policy would have done with the latest comments of a place; nothing is changed.
 * @throws Refusal as `changePolicy` does
 */
export async function tryPolicy(
  ctx: DiscussionCtx,
  actor: Actor,
  input: { place: PolicyPlace; policy: NewPolicy },
): Promise<BackTest> {
  const { id: sectionId } = await findPlace(ctx, actor, input.place)
  await ctx.policies.read()
  requirePossible({ site: ctx.policies.ownOf(null) }, sectionId, input.policy)
  return backTest(ctx, { sectionId, own: { id: '', ...input.policy } })
}

/** @returns the id of a section; null: the site. @throws Refusal access/forbidden, request/not-found */
async function findPlace(
  ctx: DiscussionCtx,
  actor: Actor,
  place: PolicyPlace,
): Promise<{ id: string | null; name: string }> {
  if (may(actor, 'set-site-rules') !== 'yes') throw new Refusal('access/forbidden')
  if (place.level === 'site') return { id: null, name: ctx.site.name }
  const section = await findSectionRules(ctx.db, ctx.site.id, place.slug)
  if (!section) throw new Refusal('request/not-found')
  return section
}
