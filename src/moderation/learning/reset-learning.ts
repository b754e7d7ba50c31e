/** Beginning anew: decisions up to now teach nothing any more. They stay what they are, and this stays on record. */
import { newId } from '../../core/ids.js'
import type { Ctx } from '../../platform/ctx.js'
import { write } from '../../platform/events.js'
import { findResets, insertReset, type LearningReset } from '../store/learning.js'

/** Resets that are shown; nobody reads more. */
export const RESETS_SHOWN_MAX = 10

export async function resetLearning(
  ctx: Ctx,
  input: { byAccountId: string | null },
): Promise<LearningReset> {
  const at = ctx.clock()
  const reset = { id: newId(at.getTime()), byAccountId: input.byAccountId, at }
  await write(ctx, async (tx, emit) => {
    await insertReset(tx, { ...reset, siteId: ctx.site.id })
    emit({ name: 'learning.changed' })
  })
  return reset
}

export const listResets = (ctx: Pick<Ctx, 'db' | 'site'>): Promise<LearningReset[]> =>
  findResets(ctx.db, ctx.site.id, RESETS_SHOWN_MAX)
