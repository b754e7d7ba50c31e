/**
 * A nudge: before a comment is kept, its author sees which words are why it would be doubted, and may say it otherwise.
 * Whoever sends it again all the same waits for a person. That they were nudged they show by a ticket, signed by us.
 */
import { Refusal } from '../core/refusals.js'
import {
  groundOf,
  isRefusable,
  type Policy,
  type ToldReason,
  toldReasons,
  type Verdict,
} from '../moderation/index.js'
import type { Ctx } from '../platform/ctx.js'
import { isSame, signatureOf } from '../platform/secrets.js'
import type { Author } from './comment.js'

/** Long enough to find better words; a ticket only ever leads to being held. */
export const NUDGE_TICKET_MS = 60 * 60_000
/** Longest ticket that is looked at: a time and a signature. */
export const NUDGE_TICKET_CHARS_MAX = 60
/** Places marked for one reason; more would mark the whole text. */
const PLACES_MAX = 20

/** What the author is told: why, and where in the text as it was judged. */
export type Told = {
  reason: ToldReason
  /** Half-open UTF-16 ranges in `text`. */
  spans: { start: number; end: number }[]
}

/** Not stored, and back with its author. */
export class Nudge extends Refusal {
  constructor(
    /** The words as they were judged: without markup, and without what is quoted of others. */
    readonly text: string,
    readonly told: Told[],
    /** To be sent along with the next try. */
    readonly ticket: string,
  ) {
    super('comment/nudged')
  }
}

/** Who is nudged, and where: a thread, or the comment that is changed. */
export type Nudged = { placeId: string; author: Author; networkKey: string | null }

type NudgeCtx = Pick<Ctx, 'clock' | 'limits'> & { nudgeSecret: string }

/** Guests are known by their network: programs keep no cookie, and nobody gains by another's ticket. */
const ownerOf = ({ author, networkKey }: Nudged): string =>
  author.kind === 'reader' ? author.personId : `guest ${networkKey ?? ''}`

const signed = (ctx: NudgeCtx, about: Nudged, untilMs: string): string =>
  signatureOf(ctx.nudgeSecret, [about.placeId, ownerOf(about), untilMs].join('\n'))

/** Whether a ticket shows that this author was nudged here within NUDGE_TICKET_MS. */
export function wasNudged(ctx: NudgeCtx, about: Nudged, ticket: string | undefined): boolean {
  if (ticket === undefined || ticket.length > NUDGE_TICKET_CHARS_MAX) return false
  const [untilMs = '', signature = ''] = ticket.split('.')
  return isSame(signature, signed(ctx, about, untilMs)) && Number(untilMs) > ctx.clock().getTime()
}

/**
 * The nudge for a doubtful text. Null when its author was nudged too often of late: nobody tries words on the judge
 * without an end, and what is doubtful then waits without a word before.
 */
export async function nudgeFor(
  ctx: NudgeCtx,
  about: Nudged,
  judged: { text: string; verdict: Verdict; policy: Policy },
): Promise<Nudge | null> {
  if (!(await mayBeNudged(ctx, about))) return null
  const untilMs = String(ctx.clock().getTime() + NUDGE_TICKET_MS)
  const told = toldOf(judged)
  return new Nudge(judged.text, told, `${untilMs}.${signed(ctx, about, untilMs)}`)
}

/** Of the two limits that of the account first, so that one of them does not use up what a whole office has. */
async function mayBeNudged(ctx: NudgeCtx, about: Nudged): Promise<boolean> {
  const { author, networkKey } = about
  if (author.kind === 'reader' && !(await ctx.limits.take('nudge-account', author.personId)).ok)
    return false
  return (await ctx.limits.take('nudge-network', networkKey ?? ownerOf(about))).ok
}

/** What counts for a nudge by this policy; other doubts say nothing of the words. */
function toldOf({ verdict, policy }: { verdict: Verdict; policy: Policy }): Told[] {
  const signals = verdict.signals.filter((one) => policy.levels[groundOf(one)].nudge !== null)
  return toldReasons({ signals }).map((reason) => ({
    reason,
    spans: signals
      .filter((signal) => signal.reason === reason)
      .flatMap((signal) => signal.spans)
      .slice(0, PLACES_MAX),
  }))
}

/** What a machine refuses by the policy of the house is one of these: the surest of them is told. */
export function refusalFor(verdict: Verdict): Refusal {
  const grounds = verdict.signals.filter((signal) => !signal.isAdvisory).map(groundOf)
  const ground = grounds.find(isRefusable) ?? 'spam'
  return new Refusal(`comment/refused-${ground}`)
}
