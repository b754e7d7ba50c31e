/** The public page of a person: who they are here, and what they said where everybody can read it. */
import { isStaffRole } from '../accounts/index.js'
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import { type Marked, withMarks } from './marks.js'
import {
  countSaid,
  findPersonShown,
  findPersonsOf,
  findSaid,
  hasSaid,
  type SaidRow,
} from './store/read-profile.js'

/** As many as roots on a page of a thread. */
export const SAID_PER_PAGE = 20
/** Beyond this the page says "1,000 or more": everybody may ask for it, and counting 9,000 takes 20 ms. */
export const SAID_COUNTED_MAX = 1_000

export type Profile = {
  personId: string
  accountId: string | null
  name: string
  isStaff: boolean
  isBanned: boolean
  /** An author brought in from elsewhere, whom nobody has claimed. */
  isUnclaimed: boolean
  /** Since when they are here: the first of account and dated comments; null when nothing is known. */
  since: Date | null
  /** Published comments, at most SAID_COUNTED_MAX. */
  count: number
  comments: Marked<SaidRow>[]
  /** The last comment of this page when more follow. */
  nextBefore: string | null
}

/**
 * A person's page, or whose page shows them. Guests have none: a guest is a browser, and a page would tie together
 * what was said under different names. Who left has none either, but mentions still lead there.
 * @param where.before the last comment of the page before
 * @throws Refusal account/person-not-found, request/cursor-invalid
 */
export async function readProfile(
  ctx: Ctx,
  where: { personId: string; before: string | null },
): Promise<Profile | { seePersonId: string } | 'left'> {
  const person = await findPersonShown(ctx.db, ctx.site.id, where.personId)
  if (!person) throw new Refusal('account/person-not-found')
  if (person.is_gone || person.kind === 'erased') return 'left'
  if (person.shown_id !== person.id) return { seePersonId: person.shown_id }
  if (person.kind === 'guest' || person.name === '') throw new Refusal('account/person-not-found')
  const accountId = person.account_id
  const personIds = accountId === null ? [person.id] : await findPersonsOf(ctx.db, accountId)
  if (where.before !== null && !(await hasSaid(ctx.db, personIds, where.before)))
    throw new Refusal('request/cursor-invalid')
  const found = await findSaid(ctx.db, personIds, {
    before: where.before,
    limit: SAID_PER_PAGE + 1,
  })
  const comments = await withMarks(ctx.db, found.slice(0, SAID_PER_PAGE))
  const said = await countSaid(ctx.db, personIds, SAID_COUNTED_MAX)
  return {
    personId: person.id,
    accountId,
    name: person.name,
    isStaff: person.role !== null && isStaffRole(person.role),
    isBanned: person.is_banned,
    isUnclaimed: person.kind === 'imported' && accountId === null,
    since: earlier(person.account_created_at, said.since),
    count: said.count,
    comments,
    nextBefore: found.length > SAID_PER_PAGE ? (comments.at(-1)?.id ?? null) : null,
  }
}

const earlier = (a: Date | null, b: Date | null): Date | null =>
  a === null ? b : b === null || a < b ? a : b
