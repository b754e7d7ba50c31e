/** Sentences of the tools for writing, fetched when somebody writes: other pages do not carry them. */
import type { PluralForms } from '../../core/plural.js'
import { words } from '../words.js'

export type WritingWords = {
  charactersLeft: PluralForms
  charactersOver: PluralForms
  namesFound: PluralForms
  /** Characters of a comment. */
  limit: number
} & Record<
  | 'preview'
  | 'previewTitle'
  | 'closePreview'
  | 'previewFailed'
  | 'toolbar'
  | 'bold'
  | 'italic'
  | 'quote'
  | 'list'
  | 'link'
  | 'code'
  | 'kept'
  | 'names'
  | 'draftOfReply'
  | 'draftOfEdit'
  | 'dropDraft',
  string
>

let asked: Promise<WritingWords | null> | null = null

/** @returns null when they cannot be had now: then there are no tools, and writing goes on without them */
export function writingWords(): Promise<WritingWords | null> {
  asked ??= fetch(`/words/writing.json?language=${encodeURIComponent(words.language)}`)
    .then((response) => (response.ok ? (response.json() as Promise<WritingWords>) : null))
    .catch(() => null)
    .then((found) => {
      if (!found) asked = null
      return found
    })
  return asked
}
