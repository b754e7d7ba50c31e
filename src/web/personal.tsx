/**
 * A shared page made one reader's own: the few places that differ are put in as text, so that a signed-in reader costs
 * no rendering and no query. What everybody sees there is rendered once more to be found; it is found or left alone.
 */
import type { VNode } from 'preact'
import { type Actor, ANONYMOUS } from '../accounts/index.js'
import { localeFor } from '../locales/index.js'
import { AccountLink } from './fragments/account-link.js'
import { FormFoot } from './fragments/comment-form.js'
import { renderFragment } from './pages/layout.js'
import type { CommentForm } from './views.js'

/** The parts of a page that know who reads. */
export type Parts = {
  /** Address of the page, as its link to sign in comes back to it. */
  here: string | null
  /** The comment form on it, as it is for everybody. */
  form: CommentForm | null
}

/** Cost: a search in the page for each part, some tens of microseconds. */
export function personal(
  html: string,
  reader: { actor: Actor; parts: Parts; language: string },
): string {
  const { actor, parts } = reader
  const locale = localeFor(reader.language)
  const { here, form } = parts
  const withLink = swap(html, (who) => <AccountLink actor={who} locale={locale} here={here} />, actor)
  return form === null
    ? withLink
    : swap(withLink, (who) => <FormFoot actor={who} locale={locale} form={form} />, actor)
}

function swap(html: string, part: (actor: Actor) => VNode, actor: Actor): string {
  const shared = renderFragment(part(ANONYMOUS))
  const at = html.indexOf(shared)
  return at === -1
    ? html
    : html.slice(0, at) + renderFragment(part(actor)) + html.slice(at + shared.length)
}
