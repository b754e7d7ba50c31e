/** What a text must be to be judged. */
import { Refusal } from '../../core/refusals.js'
import { JUDGED_BYTES_MAX } from '../../moderation/index.js'

/** @throws Refusal judge/text-empty, judge/text-too-long */
export function requireJudgeable(text: string): void {
  if (text.trim() === '') throw new Refusal('judge/text-empty')
  if (Buffer.byteLength(text) > JUDGED_BYTES_MAX)
    throw new Refusal('judge/text-too-long', { limit: JUDGED_BYTES_MAX })
}
