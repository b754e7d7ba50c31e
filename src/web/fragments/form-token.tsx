/** The hidden field that proves a form came from a page of ours, for browsers that do not say so themselves. */
import type { Actor } from '../../accounts/index.js'
import { FORM_TOKEN } from '../form.js'

/** Nothing for visitors without a session: there is nothing that another site could use. */
export function FormToken({ actor }: { actor: Actor }) {
  if (actor.kind !== 'account') return null
  return <input type="hidden" name={FORM_TOKEN} value={actor.formToken} />
}
