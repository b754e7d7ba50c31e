/** What every piece of HTML gets when it comes to the page, at the start or later. */
import { restoreDraft } from './drafts.js'
import { makeFoldable } from './fold.js'
import { WRITING_FORMS } from './form-fields.js'
import { offerActs } from './offer-acts.js'
import { markVotes } from './recommend.js'
import { refineTimes } from './relative-time.js'
import { markNew } from './visit.js'

type Prepare = (root: ParentNode) => void
const later: Prepare[] = []

/** Prepares also by this, from now on: for what is loaded only when it is needed. */
export const prepareAlso = (act: Prepare): unknown => later.push(act)

/** May be called again: what is prepared already stays as it is. */
export function prepare(root: ParentNode): void {
  makeFoldable(root)
  refineTimes(root)
  markVotes(root)
  offerActs(root)
  markNew(root)
  for (const form of root.querySelectorAll<HTMLFormElement>(WRITING_FORMS)) restoreDraft(form)
  for (const act of later) act(root)
}
