/** The words of advertising made ready for looking up: one map for all languages by first word, built once at start. */
import { fold, foldWithOffsets } from '../../core/fold.js'
import { ADVERT_WORDS, type AdvertWords, MESSENGERS, SPACELESS_WORDS } from './advert-words.js'
import { cutWords } from './word-cutting.js'

/** What a phrase is a part of. */
export type AdvertPart =
  | 'rate'
  | 'unit'
  | 'earn'
  | 'lately'
  | 'homework'
  | 'call'
  | 'messenger'
  | 'invite'
  | 'gain'
  | 'sure'
  | 'fast'
  | 'trade'

export type Phrase = { part: AdvertPart; words: string[] }
/** Phrases that begin with one word: those it is itself, and the longer ones by their second word. */
type Family = { alone: Phrase[]; bySecond: Map<string, Phrase[]> }

const PART_OF = {
  rates: 'rate',
  earn: 'earn',
  lately: 'lately',
  homework: 'homework',
  call: 'call',
  messenger: 'messenger',
  invite: 'invite',
  gain: 'gain',
  sure: 'sure',
  fast: 'fast',
  trade: 'trade',
} as const

const split = (list: string): string[] => list.split(',').map((text) => text.trim())

export const ADVERT_PHRASES: ReadonlyMap<string, Family> = byFirstWord()
export const SPACELESS_PIECES: readonly { part: AdvertPart; piece: string }[] = Object.entries(
  SPACELESS_WORDS,
).flatMap(([name, list]) =>
  split(list).map((piece) => ({ part: PART_OF[name as keyof typeof PART_OF], piece: fold(piece) })),
)

function byFirstWord(): Map<string, Family> {
  const families = new Map<string, Family>()
  const seen = new Set<string>()
  for (const { part, text } of phrases()) {
    const { texts: words } = cutWords(foldWithOffsets(text))
    const [first, second] = words
    const key = `${part} ${words.join(' ')}`
    if (first === undefined || seen.has(key)) continue
    seen.add(key)
    const family: Family = families.get(first) ?? { alone: [], bySecond: new Map() }
    families.set(first, family)
    if (second === undefined) family.alone.push({ part, words })
    else family.bySecond.set(second, [...(family.bySecond.get(second) ?? []), { part, words }])
  }
  return families
}

function* phrases(): Generator<{ part: AdvertPart; text: string }> {
  for (const text of split(MESSENGERS)) yield { part: 'messenger', text }
  for (const language of ADVERT_WORDS) {
    for (const [name, part] of Object.entries(PART_OF))
      if (name in language)
        for (const text of split(language[name as keyof AdvertWords])) yield { part, text }
    for (const unit of split(language.units)) {
      yield { part: 'unit', text: unit }
      for (const per of split(language.per)) yield { part: 'rate', text: `${per} ${unit}` }
    }
  }
}
