/** What helps with writing is fetched when somebody begins to write: readers never load it. */
import { DRAFT } from './drafts.js'
import { WRITING_FORMS } from './form-fields.js'
import { JOURNAL, keptKeys } from './kept.js'

export const loadWriting = () => import('./writing/index.js')

/** Puts back what was begun on this page, if anything ever was in this browser. */
export async function restoreWhatWasBegun(): Promise<void> {
  if (document.querySelector(`${WRITING_FORMS},[data-reply]`) && (await hasWritten()))
    (await loadWriting()).restoreDrafts(document)
}

async function hasWritten(): Promise<boolean> {
  try {
    return (
      keptKeys(DRAFT).length > 0 ||
      (await indexedDB.databases()).some(({ name }) => name === JOURNAL)
    )
  } catch {
    // Storage is forbidden: there is nothing to put back.
    return false
  }
}
