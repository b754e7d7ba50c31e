/** What every piece of HTML gets when it comes to the page, at the start or later. */
import { restoreDraft } from './drafts.js'
import { makeFoldable } from './fold.js'
import { offerActs } from './offer-acts.js'
import { markVotes } from './recommend.js'
import { refineTimes } from './relative-time.js'
import { markNew } from './visit.js'

/** May be called again: what is prepared already stays as it is. */
export function prepare(root: ParentNode): void {
  makeFoldable(root)
  refineTimes(root)
  markVotes(root)
  offerActs(root)
  markNew(root)
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-comment-form]'))
    restoreDraft(form)
}
