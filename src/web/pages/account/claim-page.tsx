/** Asking for the comments of somebody who wrote before there were accounts here. */
import type { SignedIn } from '../../../accounts/index.js'
import { CLAIM_CHARS_MAX } from '../../../accounts/index.js'
import { fill } from '../../../core/plural.js'
import { isolated } from '../../../core/text.js'
import { FormToken } from '../../fragments/form-token.js'
import { urls } from '../../urls.js'
import { localeOf, type Shell } from '../layout.js'
import { AccountFrame } from './frame.js'

export type ClaimPageProps = {
  shell: Shell
  actor: SignedIn
  person: { id: string; name: string; url: string }
}

export function ClaimPage({ shell, actor, person }: ClaimPageProps) {
  const words = localeOf(shell).account
  const values = { name: isolated(person.name) }
  return (
    <AccountFrame
      shell={shell}
      actor={actor}
      title={fill(words.claimTitle, values)}
      current={urls.account()}
    >
      <p class="letter-lead">{fill(words.claimLead, values)}</p>
      <form class="stack" method="post" action="/account/claim">
        <FormToken actor={actor} />
        <input type="hidden" name="person" value={person.id} />
        <label class="field">
          <span class="field-label">{fill(words.claimWords, values)}</span>
          <textarea name="words" rows={4} maxLength={CLAIM_CHARS_MAX} dir="auto" />
        </label>
        <div class="form-foot">
          <button class="button" type="submit">
            {words.claimAsk}
          </button>
          <a href={person.url}>
            <bdi>{person.name}</bdi>
          </a>
        </div>
      </form>
    </AccountFrame>
  )
}
