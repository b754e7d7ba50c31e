/** Which label the signals of each reason have. */
import type { Label } from './labels.js'
import type { Doubt, ReasonCode, Signal } from './submission.js'

/** The label of a signal that names none itself. */
export const LABEL_OF_REASON: Readonly<Record<ReasonCode, Label>> = {
  'link-flood': 'spam',
  'masked-link': 'spam',
  'short-link': 'spam',
  'newcomer-link': 'spam',
  'doubtful-domain': 'spam',
  'hash-busting': 'spam',
  advertising: 'spam',
  'copy-of-earlier': 'spam',
  'copy-of-removed': 'off-rule',
  'repeated-by-author': 'spam',
  'many-at-once': 'spam',
  'sent-at-once': 'spam',
  'hidden-field': 'spam',
  'wall-of-text': 'off-rule',
  'all-capitals': 'off-rule',
  'without-words': 'off-rule',
  'house-rule': 'off-rule',
  'often-removed-here': 'likely_to_reject',
  'seems-toxic': 'toxicity',
  'seems-hateful': 'severe_toxicity',
  'seems-insulting': 'insult',
  'seems-threatening': 'threat',
  'seems-hostile-to-group': 'identity_attack',
  'seems-profane': 'profanity',
  'seems-explicit': 'sexually_explicit',
  'seems-spam': 'spam',
  'spam-to-akismet': 'spam',
  slur: 'identity_attack',
  'abuse-of-group': 'identity_attack',
  'abuse-of-person': 'insult',
  'first-picture': 'off-rule',
  'copy-of-removed-picture': 'off-rule',
  'marked-spam-at-source': 'spam',
  'pending-at-source': 'off-rule',
}

/** A doubt with its label. Verdicts from before there were labels are read through this too. */
export const labelled = (doubt: Doubt): Signal => ({
  ...doubt,
  label: doubt.label ?? LABEL_OF_REASON[doubt.reason],
})
