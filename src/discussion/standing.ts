/** What the house knows of whoever writes, for the judge: asked only where it matters. */
import { guestKeyOf } from '../accounts/index.js'
import type { Standing } from '../moderation/index.js'
import { askTogether } from '../platform/ask-together.js'
import type { Ctx } from '../platform/ctx.js'
import type { Author } from './comment.js'
import { findStandings, type StandingQuestion } from './store/standings.js'

export type StandingOf = (question: StandingQuestion) => Promise<Known>
type Known = { approved: number; since: Date | null }

/** Questions that come at the same moment share one statement. */
export const openStandings = (ctx: Pick<Ctx, 'db' | 'site'>): StandingOf =>
  askTogether(async (questions: StandingQuestion[]) => {
    const rows = await findStandings(ctx.db, ctx.site.id, questions)
    return (question) => rows[questions.indexOf(question)] ?? { approved: 0, since: null }
  })

/**
 * The standing of an author.
 * @param about.isAsked false: nothing is asked, and what is published of theirs stays unknown
 * @param about.exceptId the comment that is judged again, which vouches for nobody
 */
export async function authorStanding(
  ctx: { standingOf: StandingOf },
  author: Author,
  about: { isAsked: boolean; exceptId: string | null },
): Promise<Standing> {
  const guestKey =
    author.kind === 'guest' && author.browserHash !== null ? guestKeyOf(author.browserHash) : null
  const personId = author.kind === 'reader' ? author.personId : null
  const kind = author.kind === 'reader' && author.isStaff ? 'staff' : author.kind
  const key = personId ?? guestKey
  if (!about.isAsked || kind === 'staff') return { kind, key, approved: null, since: null }
  if (key === null) return { kind, key, approved: 0, since: null }
  const known = await ctx.standingOf({ personId, guestKey, exceptId: about.exceptId })
  return { kind, key, ...known }
}
