/** Muting a person. */
import type { SignedIn } from '../../accounts/index.js'
import { fill } from '../../core/plural.js'
import { isolated } from '../../core/text.js'
import type { Locale } from '../../locales/index.js'
import { urls } from '../urls.js'
import { FormToken } from './form-token.js'

/** The button that mutes a person, or takes it back. @param next where to go then; without it to their page */
export function MuteForm({
  actor,
  locale,
  personId,
  name,
  isMuted,
  next = '',
}: {
  actor: SignedIn
  locale: Locale
  personId: string
  name: string
  isMuted: boolean
  next?: string
}) {
  const words = locale.notices
  const label = fill(isMuted ? words.unmuteName : words.muteName, { name: isolated(name) })
  return (
    <form
      class="row-act"
      method="post"
      action={`${urls.person(personId)}/${isMuted ? 'unmute' : 'mute'}`}
    >
      <FormToken actor={actor} />
      {next !== '' && <input type="hidden" name="next" value={next} />}
      <button class="button is-quiet is-small" type="submit" aria-label={label}>
        {isMuted ? words.unmute : words.mute}
      </button>
    </form>
  )
}
