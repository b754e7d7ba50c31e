/** Display names of accounts. (Being written by part B: this is the least that lets the program start.) */
import { cleanName } from '../core/names.js'
import { Refusal } from '../core/refusals.js'
import { skeletonOf } from '../core/skeleton.js'
import type { Ctx } from '../platform/ctx.js'
import type { Db, Tx } from '../platform/database.js'
import type { Emit } from '../platform/events.js'
import type { Role } from './actor.js'

export const NAME_DAYS = 30

export function displayName(raw: string): string {
  const name = cleanName(raw)
  if (name === null) throw new Refusal('comment/name-invalid')
  return name
}

export async function chooseName(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  input: { accountId: string; personId: string; role: Role; name: string },
): Promise<string> {
  const name = displayName(input.name)
  await tx
    .updateTable('person')
    .set({ name, name_skeleton: skeletonOf(name) })
    .where('id', '=', input.personId)
    .execute()
  emit({ name: 'account.changed', accountId: input.accountId })
  return name
}

export async function findTakenNames(_db: Db, _siteId: string, _names: string[]) {
  return new Set<string>()
}
