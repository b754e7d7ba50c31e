/**
 * What a signal is about, in the words by which houses set their thresholds. The model has a head for each but the last
 * two: what moderators of this site remove is learned here.
 */
export const LABELS = [
  'toxicity',
  'severe_toxicity',
  'insult',
  'threat',
  'identity_attack',
  'profanity',
  'sexually_explicit',
  'spam',
  'likely_to_reject',
  'off-rule',
] as const

export type Label = (typeof LABELS)[number]

export const isLabel = (word: string): word is Label => LABELS.some((label) => label === word)
