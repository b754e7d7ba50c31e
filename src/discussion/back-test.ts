/**
 * A policy is tried on what was written last, before it holds: what it would have done, and what staff decided there. It
 * reads what detectors found then, so that only the policy differs; no text is judged again.
 */
import { excerptOf } from '../core/text.js'
import {
  type Circumstances,
  decide,
  labelled,
  type OwnPolicy,
  type Policy,
  policyOf,
  type Verdict,
} from '../moderation/index.js'
import type { DiscussionCtx } from './ctx.js'
import { findJudged, type JudgedRow } from './store/back-test.js'

/** Comments on which a policy is tried: some months of a town. */
export const BACK_TESTED_MAX = 10_000
/** Comments looked at to find those of one section. */
export const BACK_TEST_LOOKED_AT_MAX = 100_000
/** After this many milliseconds the answer is about fewer: whoever asks waits for it. */
export const BACK_TEST_MS_MAX = 8_000
/** Comments told of one by one, of those that another outcome would have met. */
export const BACK_TEST_SHOWN_MAX = 100
/** Comments read by one statement; others have their turn between. */
export const STEP = 1_000
const EXCERPT_CHARS = 200

export type Outcome = Verdict['outcome']
export type OutcomeCounts = Record<Outcome, number>
/** How staff decided last; null: nobody did. */
export type LastDecision = JudgedRow['decision']
/** Some comments, and how staff decided on them. */
export type Tally = { count: number; approved: number; removed: number }

export type ChangedOutcome = Pick<JudgedRow, 'id' | 'slug' | 'state' | 'decision'> & {
  now: Outcome
  wouldBe: Outcome
  excerpt: string
}

export type BackTest = {
  tested: number
  /** It ended for want of time before BACK_TESTED_MAX. */
  isCut: boolean
  now: OutcomeCounts
  wouldBe: OutcomeCounts
  /** What it would have held or refused, all of it. */
  kept: Tally
  /** Held or refused by it and not by what holds now; and the other way round. */
  keptAnew: Tally
  letThrough: Tally
  /** The newest of those with another outcome. */
  shown: ChangedOutcome[]
}

type Candidate = { sectionId: string | null; own: OwnPolicy }

/**
 * What a place would have done, had it said this.
 * @param msMax milliseconds after which no further step is begun
 * Cost: about 10 statements and 30 us a comment
 */
export async function backTest(
  ctx: DiscussionCtx,
  candidate: Candidate,
  msMax = BACK_TEST_MS_MAX,
): Promise<BackTest> {
  const policiesOf = policiesBeside(ctx, candidate)
  const found = emptyTest()
  const endMs = performance.now() + msMax
  const sections = [candidate.sectionId, null].map((id) => policiesOf(id))
  const asksWhoWrote =
    ctx.policies.asksWhoWrites() || sections.some(({ wouldBe }) => wouldBe.waits === 'newcomers')
  let beforeId: string | null = null
  for (let lookedAt = 0; lookedAt < BACK_TEST_LOOKED_AT_MAX; lookedAt += STEP) {
    const rows: JudgedRow[] = await findJudged(ctx.db, {
      siteId: ctx.site.id,
      beforeId,
      limit: STEP,
      sectionId: candidate.sectionId,
      asksWhoWrote,
      excerptChars: 2 * EXCERPT_CHARS,
    })
    for (const row of rows) {
      if (found.tested >= BACK_TESTED_MAX) return found
      take(found, row, policiesOf(row.section_id))
    }
    beforeId = rows.at(-1)?.id ?? null
    if (rows.length < STEP) return found
    if (performance.now() >= endMs) return { ...found, isCut: true }
  }
  return { ...found, isCut: true }
}

type Both = { now: Policy; wouldBe: Policy }

/** What holds in a section now, and what would; each worked out once. */
function policiesBeside(ctx: DiscussionCtx, { sectionId, own }: Candidate) {
  const { policies } = ctx
  const known = new Map<string | null, Both>()
  return (id: string | null): Both => {
    const before = known.get(id)
    if (before) return before
    const site = sectionId === null ? own : policies.ownOf(null)
    const section = id === null ? null : id === sectionId ? own : policies.ownOf(id)
    const both = { now: policies.of(id), wouldBe: policyOf({ site, section }) }
    known.set(id, both)
    return both
  }
}

const none = (): OutcomeCounts => ({ publish: 0, nudge: 0, hold: 0, refuse: 0 })
const noTally = (): Tally => ({ count: 0, approved: 0, removed: 0 })
const emptyTest = (): BackTest => ({
  tested: 0,
  isCut: false,
  now: none(),
  wouldBe: none(),
  kept: noTally(),
  keptAnew: noTally(),
  letThrough: noTally(),
  shown: [],
})

const isKept = (outcome: Outcome): boolean => outcome === 'hold' || outcome === 'refuse'

function take(found: BackTest, row: JudgedRow, policies: Both): void {
  if (row.signals === null) return
  const signals = row.signals.map(labelled)
  const about: Circumstances = {
    author: {
      kind: row.is_staff ? 'staff' : 'reader',
      key: null,
      approved: row.approved,
      since: null,
    },
  }
  const now = decide(signals, policies.now, about).outcome
  const wouldBe = decide(signals, policies.wouldBe, about).outcome
  found.tested += 1
  found.now[now] += 1
  found.wouldBe[wouldBe] += 1
  if (isKept(wouldBe)) count(found.kept, row)
  if (now === wouldBe) return
  if (isKept(wouldBe) && !isKept(now)) count(found.keptAnew, row)
  if (isKept(now) && !isKept(wouldBe)) count(found.letThrough, row)
  if (found.shown.length >= BACK_TEST_SHOWN_MAX) return
  const { id, slug, state, decision, text } = row
  const excerpt = excerptOf(text, EXCERPT_CHARS)
  found.shown.push({ id, slug, state, decision, now, wouldBe, excerpt })
}

function count(tally: Tally, { decision }: JudgedRow): void {
  tally.count += 1
  if (decision === 'publish') tally.approved += 1
  if (decision === 'remove') tally.removed += 1
}
