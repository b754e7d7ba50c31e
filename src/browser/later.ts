/** Sentences that few readers need: fetched when they are used, once. */
import type { PluralForms } from '../core/plural.js'
import { words } from './words.js'

export type LaterWords = { newSince: PluralForms; comments: PluralForms } & Record<
  | 'moreNewSince'
  | 'nextNew'
  | 'firstNew'
  | 'listNew'
  | 'isNew'
  | 'noneLeft'
  | 'share'
  | 'copied'
  | 'notCopied'
  | 'nextBy'
  | 'allBy'
  | 'nextByStaff'
  | 'noneBy'
  | 'notLoaded'
  | 'changed'
  | 'gone'
  | 'keys'
  | 'keysTitle'
  | 'keysOn'
  | 'keysHint'
  | 'close'
  | 'keyNext'
  | 'keyPrevious'
  | 'keyAuthor'
  | 'keyStaff'
  | 'keyFind'
  | 'keyHelp',
  string
>

let asked: Promise<LaterWords> | null = null

/** @throws Error when they cannot be fetched; asking again tries again */
export function laterWords(): Promise<LaterWords> {
  asked ??= load().catch((error: Error) => {
    asked = null
    throw error
  })
  return asked
}

async function load(): Promise<LaterWords> {
  const response = await fetch(`/words/${words.language.split('-')[0]}`)
  if (!response.ok) throw new Error(String(response.status))
  return (await response.json()) as LaterWords
}
