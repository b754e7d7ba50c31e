/** What the judge learned here, for those who teach it: how well it foretells them, and where it was wrong. */
import { excerptOf } from '../core/text.js'
import {
  type Foretold,
  type HouseReport,
  type LearningReset,
  listResets,
} from '../moderation/index.js'
import type { DiscussionCtx } from './ctx.js'
import { findShownTexts } from './store/lessons.js'

const EXCERPT_CHARS = 200

type Shown = { slug: string; excerpt: string; state: 'published' | 'held' | 'removed' }

export type ReadLearning = Omit<HouseReport, 'wrong'> & {
  /** The newest first; comments that are gone meanwhile are left out. */
  wrong: (Foretold & Shown)[]
  resets: LearningReset[]
}

export async function readLearning(ctx: DiscussionCtx): Promise<ReadLearning> {
  const report = (await ctx.learning.head()).report()
  const [texts, resets] = await Promise.all([
    findShownTexts(
      ctx.db,
      report.wrong.map((one) => one.subjectId),
    ),
    listResets(ctx),
  ])
  const textOf = new Map(texts.map((one) => [one.id, one]))
  const wrong = report.wrong.flatMap((one) => {
    const text = textOf.get(one.subjectId)
    if (!text) return []
    const { slug, state } = text
    return [{ ...one, slug, state, excerpt: excerptOf(text.text, EXCERPT_CHARS) }]
  })
  return { ...report, wrong, resets }
}
