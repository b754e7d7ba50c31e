/**
 * A shared page made one reader's own: the few places that differ are put in as bytes, so that a signed-in reader costs
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

/** @param html UTF-8. Cost: a search in the page and a copy of it for each part, some tens of microseconds. */
export function personal(
  html: Buffer,
  reader: { actor: Actor; parts: Parts; language: string },
): Buffer {
  const { actor, parts } = reader
  const locale = localeFor(reader.language)
  const { here, form } = parts
  const linkOf = (who: Actor) => <AccountLink actor={who} locale={locale} here={here} />
  const withLink = swap(html, linkOf, actor)
  if (form === null) return withLink
  const footOf = (shown: CommentForm) => (who: Actor) => (
    <FormFoot actor={who} locale={locale} form={shown} />
  )
  // Whether guests may write, and whether it is a question, is the thread's to say: the form stands there one way.
  for (const takesGuests of [form.takesGuests, !form.takesGuests])
    for (const isQuestion of [form.isQuestion, !form.isQuestion]) {
      const own = swap(withLink, footOf({ ...form, takesGuests, isQuestion }), actor)
      if (own !== withLink) return own
    }
  return withLink
}

function swap(html: Buffer, part: (actor: Actor) => VNode, actor: Actor): Buffer {
  const shared = Buffer.from(renderFragment(part(ANONYMOUS)))
  const at = html.indexOf(shared)
  if (at === -1) return html
  const own = Buffer.from(renderFragment(part(actor)))
  return Buffer.concat([html.subarray(0, at), own, html.subarray(at + shared.length)])
}
