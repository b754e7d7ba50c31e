/** A rule alone, to be tried on texts before it counts. */
import { originalSpan } from '../../core/fold.js'
import { prepare } from '../detectors/prepared.js'
import { checkedRule, usableRule } from './change-rules.js'
import type { NewHouseRule } from './house-rule.js'
import { createRuleSet, type Place } from './rule-set.js'

/**
 * A function that tells where in a text the rule is broken, as ranges of the text.
 * @throws Refusal house-rule/unreadable, house-rule/too-long, house-rule/too-wide, house-rule/too-slow, request/invalid
 */
export function trialOf(raw: NewHouseRule): (text: string, language: string | null) => Place[] {
  const rule = { ...checkedRule(raw), id: 'tried' }
  usableRule(rule)
  const set = createRuleSet()
  set.replace([rule])
  return (text, language) => {
    const prepared = prepare(text)
    return set
      .broken(prepared, language)
      .flatMap(({ places }) =>
        places.map(({ start, end }) => originalSpan(prepared.text, start, end)),
      )
  }
}
