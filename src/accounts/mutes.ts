/** Muting: whose comments a reader does not want to see, and of whom they are not told. Nobody else learns of it. */
import { Refusal } from '../core/refusals.js'
import type { Ctx } from '../platform/ctx.js'
import { write } from '../platform/events.js'
import { lockAccount } from './store/accounts.js'
import {
  countMutes,
  deleteMutes,
  findMutes,
  findPerson,
  findSamePersons,
  insertMutes,
  type MuteRow,
} from './store/mutes.js'

/** Persons one account can mute: they are kept in memory with every session. */
export const MUTES_MAX = 500

/**
 * Mutes a person, and whoever belongs to the same account. Muting them again changes nothing.
 * @throws Refusal account/person-not-found (also for oneself), account/too-many-mutes
 */
export const mute = (ctx: Ctx, input: { accountId: string; personId: string }): Promise<void> =>
  write(ctx, async (tx, emit) => {
    const { accountId, personId } = input
    // Locked, so that two at once cannot both be the last that fits.
    await lockAccount(tx, ctx.site.id, accountId)
    const person = await findPerson(tx, ctx.site.id, personId)
    if (!person || person.account_id === accountId) throw new Refusal('account/person-not-found')
    const persons = await findSamePersons(tx, personId)
    const added = await insertMutes(tx, accountId, persons, ctx.clock())
    if (added === 0) return
    if ((await countMutes(tx, accountId)) > MUTES_MAX)
      throw new Refusal('account/too-many-mutes', { limit: MUTES_MAX })
    emit({ name: 'account.changed', accountId })
  })

/** Takes a mute back. Whoever is not muted stays so. */
export const unmute = (ctx: Ctx, input: { accountId: string; personId: string }): Promise<void> =>
  write(ctx, async (tx, emit) => {
    const { accountId, personId } = input
    const persons = await findSamePersons(tx, personId)
    const taken = await deleteMutes(tx, accountId, [personId, ...persons])
    if (taken > 0) emit({ name: 'account.changed', accountId })
  })

/** Who is muted, newest first; accounts once, however many persons belong to them. */
export const listMutes = (ctx: Ctx, accountId: string): Promise<MuteRow[]> =>
  findMutes(ctx.db, accountId)
