/**
 * A moderation policy: from which score on something is asked about, held or refused, for each ground. What a house may
 * choose is bounded here: what a machine alone may refuse, what an author is nudged about, and how low a threshold is.
 */
import type { Label } from '../labels.js'

/** What thresholds are set for: the labels, and two kinds of them that stand by themselves. */
export type Ground = Label | 'copy' | 'slur'

/** The actions that need a threshold, the mildest first. Below the first of them a text is published. */
export const STEPS = ['nudge', 'hold', 'refuse'] as const
export type Step = (typeof STEPS)[number]

/** All that a machine may refuse without a person: everything else is held at most. */
export const REFUSABLE = ['spam', 'copy', 'slur'] as const satisfies readonly Ground[]
export type Refusable = (typeof REFUSABLE)[number]

/** Whose authors are told nothing before: a hint would only teach advertisers. */
export const NEVER_NUDGED = ['spam', 'copy'] as const satisfies readonly Ground[]
export type NeverNudged = (typeof NEVER_NUDGED)[number]

/** In the order in which they are shown. */
export const GROUNDS = [
  'insult',
  'threat',
  'identity_attack',
  'severe_toxicity',
  'slur',
  'toxicity',
  'profanity',
  'sexually_explicit',
  'spam',
  'copy',
  'likely_to_reject',
  'off-rule',
] as const satisfies readonly Ground[]

/** Scores are told from here on: a lower threshold would say nothing more. */
export const THRESHOLD_MIN01 = 0.5
/** Nothing is surer than this: whoever means never says null. */
export const THRESHOLD_MAX01 = 0.99
/** What is refused is seen by nobody: less sure than this a person looks at it. */
export const REFUSE_FROM01 = 0.9

/** Scores from which a step is taken; null: never. */
export type LevelsOf<G extends Ground> = {
  nudge: G extends NeverNudged ? null : number | null
  hold: number | null
  refuse: G extends Refusable ? number | null : null
}
export type Levels = { readonly [G in Ground]: LevelsOf<G> }

/** Whose comments wait for a person whatever they say. Staff never do. */
export const WAITS = ['nobody', 'newcomers', 'everybody'] as const
export type Waits = (typeof WAITS)[number]

/** Comments of an author that stand approved before the next ones appear at once: Coral's number. */
export const NEWCOMER_APPROVED_MIN = 2

export type Policy = {
  /** The changes that say it, the nearest first; empty: what the program comes with. */
  ids: readonly string[]
  waits: Waits
  levels: Levels
}

export const PRESETS = ['open', 'balanced', 'strict', 'pre-moderated', 'newcomers-first'] as const
export type Preset = (typeof PRESETS)[number]

export const isPreset = (word: string): word is Preset => PRESETS.some((one) => one === word)
export const isGround = (word: string): word is Ground => GROUNDS.some((one) => one === word)
export const isRefusable = (ground: Ground): ground is Refusable =>
  REFUSABLE.some((one) => one === ground)
export const isNeverNudged = (ground: Ground): ground is NeverNudged =>
  NEVER_NUDGED.some((one) => one === ground)

/** .8 is where newsrooms hold by custom (Coral's default for its toxicity score). */
export const HOLD_AT01 = 0.8

const holdAt = (hold: number | null) => ({ nudge: null, hold, refuse: null })
const nudgeAt = (nudge: number, hold: number | null) => ({ nudge, hold, refuse: null })

const BALANCED_LEVELS: Levels = {
  insult: holdAt(HOLD_AT01),
  threat: holdAt(HOLD_AT01),
  identity_attack: holdAt(HOLD_AT01),
  severe_toxicity: holdAt(HOLD_AT01),
  slur: holdAt(HOLD_AT01),
  // Manners: crude opinion is toxic and profane to the model, and passes.
  toxicity: holdAt(null),
  profanity: holdAt(null),
  sexually_explicit: holdAt(HOLD_AT01),
  spam: holdAt(HOLD_AT01),
  copy: holdAt(HOLD_AT01),
  // Learned from what moderators looked at, which is not what most people write.
  likely_to_reject: holdAt(null),
  'off-rule': holdAt(HOLD_AT01),
}

/** What each preset says; staff may change its thresholds. */
export const PRESET_POLICIES: Readonly<Record<Preset, Pick<Policy, 'waits' | 'levels'>>> = {
  /** Much is let through; whoever insults is asked first, and held when they mean it. */
  open: {
    waits: 'nobody',
    levels: {
      ...BALANCED_LEVELS,
      insult: nudgeAt(0.85, null),
      threat: holdAt(0.9),
      identity_attack: holdAt(0.9),
      severe_toxicity: holdAt(0.9),
      sexually_explicit: holdAt(0.95),
    },
  },
  balanced: { waits: 'nobody', levels: BALANCED_LEVELS },
  /** Less is enough, manners count, and authors are asked first. */
  strict: {
    waits: 'nobody',
    levels: {
      insult: nudgeAt(0.55, 0.75),
      threat: nudgeAt(0.55, 0.7),
      identity_attack: nudgeAt(0.55, 0.7),
      severe_toxicity: nudgeAt(0.55, 0.7),
      slur: holdAt(0.7),
      toxicity: nudgeAt(0.75, 0.95),
      profanity: nudgeAt(0.75, 0.95),
      sexually_explicit: nudgeAt(0.55, 0.7),
      spam: holdAt(0.7),
      copy: holdAt(0.7),
      likely_to_reject: holdAt(null),
      'off-rule': nudgeAt(0.6, 0.75),
    },
  },
  'pre-moderated': { waits: 'everybody', levels: BALANCED_LEVELS },
  'newcomers-first': { waits: 'newcomers', levels: BALANCED_LEVELS },
}

/** What holds where nobody said anything: as the program always did. */
export const BALANCED: Policy = { ids: [], ...PRESET_POLICIES.balanced }

/** What a place says itself: what is left out, or null, it takes from above. */
export type OwnThresholds = Partial<Record<Ground, Partial<Record<Step, number | null>>>>
export type OwnPolicy = {
  /** The change that says it. */
  id: string
  /** Null: that of the site; of a site: balanced. */
  preset: Preset | null
  thresholds: OwnThresholds
}

/**
 * What holds in a place. A section that chooses a preset begins with it anew; else it begins with what holds on the site.
 * @param said the section, where there is one that says something, and the site
 */
export function policyOf(said: { section: OwnPolicy | null; site: OwnPolicy | null }): Policy {
  const { section } = said
  const site = section?.preset ? null : said.site
  const preset = PRESET_POLICIES[section?.preset ?? site?.preset ?? 'balanced']
  const own = [site, section].filter((one) => one !== null)
  return {
    ids: own.map((one) => one.id).reverse(),
    waits: preset.waits,
    levels: own.reduce((levels, { thresholds }) => withOwn(levels, thresholds), preset.levels),
  }
}

function withOwn(levels: Levels, own: OwnThresholds): Levels {
  const all = { ...levels }
  for (const ground of GROUNDS) Object.assign(all, { [ground]: bounded(ground, levels, own) })
  return all
}

/** Whatever is kept, a machine refuses and nudges within its bounds. */
function bounded(ground: Ground, levels: Levels, own: OwnThresholds): LevelsOf<Ground> {
  const { nudge, hold, refuse }: Record<Step, number | null> = { ...levels[ground], ...own[ground] }
  return {
    nudge: isNeverNudged(ground) ? null : nudge,
    hold,
    refuse: isRefusable(ground) && refuse !== null ? Math.max(refuse, REFUSE_FROM01) : null,
  }
}

export type PolicyFault = {
  ground: Ground
  step: Step
  why: 'out-of-range' | 'out-of-order' | 'never-refused' | 'never-nudged' | 'refused-too-early'
}

/**
 * What is wrong with what a place wants to say; empty when it can hold.
 * @param before what would hold without it, with its preset
 */
export function faultsIn(before: Levels, own: OwnThresholds): PolicyFault[] {
  return GROUNDS.flatMap((ground) => {
    const said = own[ground] ?? {}
    const faults = STEPS.flatMap((step) => {
      const why = faultOf(ground, step, said[step] ?? null)
      return why === null ? [] : [{ ground, step, why }]
    })
    if (faults.length > 0) return faults
    const levels: Record<Step, number | null> = { ...before[ground], ...said }
    const set = STEPS.filter((step) => levels[step] !== null)
    const step = set.find((one, i) => {
      const next = set[i + 1]
      return next !== undefined && Number(levels[one]) >= Number(levels[next])
    })
    return step === undefined ? [] : [{ ground, step, why: 'out-of-order' as const }]
  })
}

function faultOf(ground: Ground, step: Step, score01: number | null): PolicyFault['why'] | null {
  if (score01 === null) return null
  if (step === 'refuse' && !isRefusable(ground)) return 'never-refused'
  if (step === 'nudge' && isNeverNudged(ground)) return 'never-nudged'
  if (!(score01 >= THRESHOLD_MIN01 && score01 <= THRESHOLD_MAX01)) return 'out-of-range'
  return step === 'refuse' && score01 < REFUSE_FROM01 ? 'refused-too-early' : null
}
