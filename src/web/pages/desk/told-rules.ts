/** Rules of discussions and their values, in words. */
import { plural } from '../../../core/plural.js'
import type { RuleChange } from '../../../discussion/index.js'
import type { Locale } from '../../../locales/index.js'
import { formatDate } from '../../fragments/time.js'

/** One rule with the words for its values. */
export type ToldRule = {
  key: keyof RuleChange
  label: string
  tell(value: unknown): string
}

/** Every rule as it is told to people; times and days close a discussion both. */
export function toldRules(locale: Locale): Record<keyof RuleChange, ToldRule> {
  const words = locale.rules
  const yesNo = (choices: { yes: string; no: string }) => (value: unknown) =>
    value === true ? choices.yes : choices.no
  const days = (value: unknown) =>
    Number(value) === 0 ? words.never : plural(locale.language, words.closesAfter, Number(value))
  return {
    isClosed: { key: 'isClosed', label: words.closed, tell: yesNo(words.closedChoices) },
    membersOnly: { key: 'membersOnly', label: words.members, tell: yesNo(words.membersChoices) },
    mode: {
      key: 'mode',
      label: words.mode,
      tell: (value) => words.modeChoices[value === 'questions' ? 'questions' : 'discussion'],
    },
    slowSeconds: {
      key: 'slowSeconds',
      label: words.slow,
      tell: (value) =>
        Number(value) === 0 ? words.noPause : plural(locale.language, words.pauseOf, Number(value)),
    },
    closeDays: { key: 'closeDays', label: words.closing, tell: days },
    closesAt: {
      key: 'closesAt',
      label: words.onDay,
      tell: (value) => formatDate(locale.language, String(value)),
    },
  }
}
