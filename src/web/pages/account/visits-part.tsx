/** Of the account page: whether it is kept where one stopped reading. */
import type { SignedIn } from '../../../accounts/index.js'
import type { Locale } from '../../../locales/index.js'
import { FormToken } from '../../fragments/form-token.js'

type VisitsPartProps = { actor: SignedIn; isKept: boolean; locale: Locale }

export function VisitsPart({ actor, isKept, locale }: VisitsPartProps) {
  const words = locale.ways.visits
  return (
    <section class="account-part" aria-labelledby="visits">
      <h2 id="visits">{words.title}</h2>
      <p>{words.lead}</p>
      <form method="post" action="/account/visits">
        <FormToken actor={actor} />
        <input type="hidden" name="keep" value={isKept ? 'off' : 'on'} />
        <button class="button is-quiet" type="submit">
          {isKept ? words.forget : words.keep}
        </button>
      </form>
    </section>
  )
}
