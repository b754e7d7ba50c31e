/** Trying a house rule before it counts: on a text, and on what was written last. */
import { excerptOf } from '../core/text.js'
import { type NewHouseRule, type Place, trialOf } from '../moderation/index.js'
import type { Ctx } from '../platform/ctx.js'
import { findLatestTexts, type LatestText } from './store/latest-texts.js'

/** Comments on which a rule is tried: some days of a town, and a tenth of a second. */
export const TRIED_COMMENTS_MAX = 1_000
/** Of those it would have caught, so many are shown. */
export const CAUGHT_SHOWN_MAX = 50
/** Longest text on which a rule is tried, characters. */
export const TRIED_TEXT_CHARS_MAX = 10_000
/** Comments tried before others have their turn. */
const STEP = 100
const EXCERPT_CHARS = 200

export type Trial = {
  /** Places in the text that was given along; null without one. */
  places: Place[] | null
  tried: number
  caught: number
  shown: (Pick<LatestText, 'id' | 'slug' | 'state'> & { excerpt: string })[]
}

/**
 * What a rule would do.
 * @throws Refusal house-rule/unreadable, house-rule/too-long, house-rule/too-wide, house-rule/too-slow, request/invalid
 * Cost: one statement and about 50 us a comment
 */
export async function tryHouseRule(
  ctx: Ctx,
  input: { rule: NewHouseRule; text: string | null },
): Promise<Trial> {
  const placesIn = trialOf(input.rule)
  const latest = await findLatestTexts(ctx.db, ctx.site.id, TRIED_COMMENTS_MAX)
  const caught: LatestText[] = []
  for (let i = 0; i < latest.length; i++) {
    const one = latest[i]
    if (one && placesIn(one.text, one.language).length > 0) caught.push(one)
    if (i % STEP === STEP - 1) await new Promise((done) => setImmediate(done))
  }
  const text = input.text?.slice(0, TRIED_TEXT_CHARS_MAX) ?? null
  return {
    places: text === null ? null : placesIn(text, input.rule.language),
    tried: latest.length,
    caught: caught.length,
    shown: caught.slice(0, CAUGHT_SHOWN_MAX).map(({ id, slug, state, text: said }) => ({
      id,
      slug,
      state,
      excerpt: excerptOf(said, EXCERPT_CHARS),
    })),
  }
}
