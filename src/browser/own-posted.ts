/** Ids of the comments that were posted from this page: they are no news to whoever wrote them. */
import { slugOf } from './form-fields.js'
import { keepThread, recallThread, shortId } from './thread-state.js'

export const ownPosted = new Set<string>()

/** Remembers it, also for later visits. */
export function noteOwn(id: string): void {
  ownPosted.add(id)
  const place = document.querySelector('#discussion')
  if (!place) return
  const slug = slugOf(place)
  keepThread(slug, { own: [...(recallThread(slug)?.own ?? []), shortId(id)] })
}
