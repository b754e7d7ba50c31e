/** Changing what a site or a section says of its policy. A change is a row of its own: none is ever edited. */
import { newId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import type { Ctx } from '../../platform/ctx.js'
import { write } from '../../platform/events.js'
import { findPolicies, insertPolicyChange, lockPolicies } from '../store/policies.js'
import {
  faultsIn,
  type OwnPolicy,
  type OwnThresholds,
  type PolicyFault,
  type Preset,
  policyOf,
  REFUSE_FROM01,
  THRESHOLD_MAX01,
  THRESHOLD_MIN01,
} from './policy.js'

export type NewPolicy = { preset: Preset | null; thresholds: OwnThresholds }
type Said = { site: OwnPolicy | null; section: OwnPolicy | null }

/**
 * Keeps what a place says from now on, instead of what it said. What is said already changes nothing.
 * @param input.sectionId null: the site
 * @throws Refusal policy/out-of-range, policy/out-of-order, policy/never-refused, policy/never-nudged, policy/refused-too-early
 */
export async function setPolicy(
  ctx: Ctx,
  input: { sectionId: string | null; policy: NewPolicy; byAccountId: string | null },
): Promise<void> {
  const { sectionId, policy, byAccountId } = input
  const siteId = ctx.site.id
  const now = ctx.clock()
  await write(ctx, async (tx, emit) => {
    await lockPolicies(tx, siteId)
    const all = await findPolicies(tx, siteId)
    const site = all.find((one) => one.sectionId === null) ?? null
    const own = all.find((one) => one.sectionId === sectionId) ?? null
    requirePossible({ site }, sectionId, policy)
    if (isSaid(own, policy)) return
    const id = newId(now.getTime())
    await insertPolicyChange(tx, { ...policy, id, siteId, sectionId, byAccountId, at: now })
    emit({ name: 'policy.changed' })
  })
}

/**
 * What would hold in a place that says this. @param said what is said above it
 * @throws Refusal as `setPolicy` does
 */
export function requirePossible(
  { site }: Pick<Said, 'site'>,
  sectionId: string | null,
  policy: NewPolicy,
): ReturnType<typeof policyOf> {
  const placed = (own: OwnPolicy): Said =>
    sectionId === null ? { site: own, section: null } : { site, section: own }
  const before = policyOf(placed({ id: '', preset: policy.preset, thresholds: {} }))
  const [fault] = faultsIn(before.levels, policy.thresholds)
  if (fault) throw refusalOf(fault)
  return policyOf(placed({ id: '', ...policy }))
}

const refusalOf = ({ ground, why }: PolicyFault): Refusal =>
  new Refusal(`policy/${why}`, {
    ground,
    min: THRESHOLD_MIN01,
    max: THRESHOLD_MAX01,
    from: REFUSE_FROM01,
  })

const isSaid = (own: OwnPolicy | null, { preset, thresholds }: NewPolicy): boolean =>
  own === null
    ? preset === null && Object.keys(thresholds).length === 0
    : own.preset === preset && sorted(own.thresholds) === sorted(thresholds)

/** jsonb keeps no order. */
const sorted = (thresholds: OwnThresholds): string =>
  JSON.stringify(
    Object.entries(thresholds)
      .map(([ground, steps]) => [ground, Object.entries(steps ?? {}).toSorted(byName)] as const)
      .toSorted(byName),
  )

const byName = (a: readonly [string, unknown], b: readonly [string, unknown]): number =>
  a[0] < b[0] ? -1 : 1
