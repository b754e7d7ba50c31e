/** The policies of a site in the memory of a process: what holds in each section, without asking the database. */
import type { Ctx } from '../../platform/ctx.js'
import { findPolicies } from '../store/policies.js'
import { type OwnPolicy, type Policy, policyOf } from './policy.js'

export type Policies = {
  /** @param sectionId null: outside of all sections */
  of(sectionId: string | null): Policy
  /** What a place says itself; null: nothing. @param sectionId null: the site */
  ownOf(sectionId: string | null): OwnPolicy | null
  /** Whether newcomers wait anywhere: then it matters who writes. */
  asksWhoWrites(): boolean
  /** Reads them again; `policy.changed` does so in every process. */
  read(): Promise<void>
}

/** Reads the policies and keeps them fresh. */
export async function openPolicies(
  ctx: Pick<Ctx, 'db' | 'site' | 'live' | 'log'>,
): Promise<Policies> {
  let own = new Map<string | null, OwnPolicy>()
  let held = new Map<string | null, Policy>()

  async function read(): Promise<void> {
    const said = await findPolicies(ctx.db, ctx.site.id)
    own = new Map(said.map(({ sectionId, ...one }) => [sectionId, one]))
    const site = own.get(null) ?? null
    held = new Map(
      [null, ...own.keys()].map((id) => [
        id,
        policyOf({ site, section: id === null ? null : (own.get(id) ?? null) }),
      ]),
    )
  }

  // One after the other, so that an older answer never takes the place of a newer one.
  let reading = Promise.resolve()
  const readAgain = () => {
    reading = reading.then(read).catch((error: Error) => {
      ctx.log.warn({ error: error.message }, 'Policies could not be read.')
    })
  }
  ctx.live.onGap(readAgain)
  ctx.live.on((event) => {
    if (event.name === 'policy.changed') readAgain()
  })
  await read()
  const siteWide = () => held.get(null) ?? policyOf({ site: null, section: null })
  return {
    of: (sectionId) => held.get(sectionId) ?? siteWide(),
    ownOf: (sectionId) => own.get(sectionId) ?? null,
    asksWhoWrites: () => [...held.values()].some((one) => one.waits === 'newcomers'),
    read: () => {
      readAgain()
      return reading
    },
  }
}
