/** A nudge as its author reads it: why, in their language, and where in their words. */
import type { Nudge } from '../discussion/index.js'
import { localeFor } from '../locales/index.js'
import type { NudgeView } from './views.js'

export const nudgeView = (nudge: Nudge, language: string): NudgeView => ({
  ticket: nudge.ticket,
  text: nudge.text,
  reasons: nudge.told.map(({ reason, spans }) => ({
    because: localeFor(language).reasons[reason],
    spans,
  })),
})
