/** Claims that wait: readers who say that older comments are theirs. */
import type { SignedIn } from '../../../accounts/index.js'
import { fill } from '../../../core/plural.js'
import { isolated } from '../../../core/text.js'
import { FormToken } from '../../fragments/form-token.js'
import { urls } from '../../urls.js'
import { AccountFrame } from '../account/frame.js'
import { localeOf, type Shell } from '../layout.js'

export type ClaimsPageProps = {
  shell: Shell
  actor: SignedIn
  claims: {
    id: string
    words: string
    person_id: string
    wanted_name: string
    own_person_id: string
    own_name: string
  }[]
}

export function ClaimsPage({ shell, actor, claims }: ClaimsPageProps) {
  const words = localeOf(shell).desk
  return (
    <AccountFrame shell={shell} actor={actor} title={words.claims} current={urls.desk()}>
      <p class="letter-lead">{words.claimsLead}</p>
      {claims.length === 0 && <p class="quiet">{words.noClaims}</p>}
      <ul class="rows">
        {claims.map((claim) => (
          <li class="row" key={claim.id}>
            <div class="row-main">
              <strong>
                {fill(words.claimOf, {
                  name: isolated(claim.own_name || words.unnamed),
                  wanted: isolated(claim.wanted_name),
                })}
              </strong>
              <p dir="auto">{claim.words || words.claimNothingSaid}</p>
              <p class="quiet">
                <a href={urls.person(claim.person_id)}>{words.oldPage}</a>
                {claim.own_name !== '' && (
                  <>
                    {' · '}
                    <a href={urls.person(claim.own_person_id)}>{words.ownPage}</a>
                  </>
                )}
              </p>
            </div>
            <form class="row-act" method="post" action={urls.deskClaims()}>
              <FormToken actor={actor} />
              <input type="hidden" name="claim" value={claim.id} />
              <button class="button is-small" type="submit" name="answer" value="yes">
                {words.approve}
              </button>
              <button class="button is-small is-quiet" type="submit" name="answer" value="no">
                {words.refuse}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </AccountFrame>
  )
}
