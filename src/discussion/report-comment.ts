/** Reporting a comment to the moderators: a reason, and what they should know. Nothing of it is public. */
import { newId } from '../core/ids.js'
import { charactersOf } from '../core/names.js'
import { Refusal } from '../core/refusals.js'
import { cleanText } from '../core/text.js'
import type { Ctx } from '../platform/ctx.js'
import { write } from '../platform/events.js'
import type { ReportReason } from '../platform/schema.js'
import { personOf, type Voter } from './recommend.js'
import { findReadable, insertGuests, insertReport } from './store/votes.js'

/** The closed list of reasons, the most frequent first. */
export const REPORT_REASONS: readonly ReportReason[] = [
  'spam',
  'harassment',
  'hate',
  'threat',
  'off-topic',
  'other',
]
/** Enough to say what is wrong; a moderator reads many of them. */
export const REPORT_CHARS_MAX = 1_000

export const isReportReason = (word: string): word is ReportReason =>
  REPORT_REASONS.some((reason) => reason === word)

export type NewReport = { commentId: string; voter: Voter; reason: ReportReason; words: string }

/**
 * Writes a report for the moderators; reporting the same comment again changes nothing.
 * @throws Refusal comment/not-found, report/too-long
 */
export async function reportComment(ctx: Ctx, input: NewReport): Promise<void> {
  const words = reportWords(input.words)
  await write(ctx, async (tx) => {
    const [comment] = await findReadable(tx, ctx.site.id, [input.commentId])
    if (!comment) throw new Refusal('comment/not-found')
    const at = ctx.clock()
    const person = personOf(input.voter)
    if (person.guestKey !== null)
      await insertGuests(tx, ctx.site.id, [{ id: newId(at.getTime()), key: person.guestKey, at }])
    await insertReport(tx, {
      id: newId(at.getTime()),
      siteId: ctx.site.id,
      commentId: input.commentId,
      ...person,
      reason: input.reason,
      words,
      at,
    })
  })
}

function reportWords(raw: string): string {
  const words = cleanText(raw)
  const length = charactersOf(words)
  if (length > REPORT_CHARS_MAX)
    throw new Refusal('report/too-long', { limit: REPORT_CHARS_MAX, length })
  return words
}
