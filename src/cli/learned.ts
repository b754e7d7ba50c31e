/** The verb `learned`: what the judge learned from moderators here, at the terminal. */
import { type DiscussionCtx, readLearning } from '../discussion/index.js'
import { resetLearning } from '../moderation/index.js'

export const LEARNED_USAGE = 'npm run readership -- learned, or learned reset'

/** @returns the exit code; null for words that say nothing to do */
export async function learned(ctx: DiscussionCtx, words: string[]): Promise<number | null> {
  const [act] = words
  if (act === 'reset') {
    await resetLearning(ctx, { byAccountId: null })
    console.log('The judge begins anew with the next decision.')
    return 0
  }
  if (act !== undefined) return null
  const { state, lessons, removed, house, model } = await readLearning(ctx)
  console.log(`${state}: ${lessons} decisions, ${removed} of them removals`)
  if (house.auc !== null && model.auc !== null)
    console.log(
      `Of the latest ${house.decisions}: AUC ${house.auc.toFixed(3)}, the model alone ${model.auc.toFixed(3)}`,
    )
  return 0
}
