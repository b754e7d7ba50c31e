/** Made-up sentences: contrasts that no corpus has enough of. */
import { labelsOf, type Row, type Split } from '../corpus.js'
import { type Random, randomFrom } from '../random.js'
import { disguised } from './disguise.js'
import { FAMILIES, type Family } from './frames.js'
import { GROUPS, OFTEN, PERSONS, ROLES, SLURS, THINGS } from './groups.js'
import { otherLanguages } from './other-languages.js'
import * as said from './predicates.js'

/** Sentences to learn from, and as many to calibrate and choose by, of frames and words that the first do not have. */
const COUNTS = { train: 40_000, dev: 3_000, test: 3_000 } as const
/** One entry in so many of each list is kept for dev, and one for test. */
const KEPT_EVERY = 12
/** Which; what comes first in a list is the commonest and must be learnt. */
const KEPT: Readonly<Record<number, Split>> = { 5: 'dev', 11: 'test' }
const DISGUISED_SHARE = 0.12
/** Harmless ones count more: a group that is held for being named is the worst mistake. */
const WEIGHT = { harmless: 1, other: 0.6 } as const

/** Made-up rows for all splits; the same every time. */
export function contrastRows(): Row[] {
  const splits: Split[] = ['train', 'dev', 'test']
  return [
    ...splits.flatMap((split, i) => englishRows(split, randomFrom(71 + i))),
    ...otherLanguages(randomFrom(74)),
  ]
}

function englishRows(split: Split, random: Random): Row[] {
  const total = FAMILIES.reduce((sum, one) => sum + one.share, 0)
  const rows: Row[] = []
  const seen = new Set<string>()
  for (const family of FAMILIES) {
    const wanted = Math.round((COUNTS[split] * family.share) / total)
    for (let tries = 0, made = 0; made < wanted && tries < wanted * 3; tries++) {
      const text = sentenceOf(family, split, random)
      if (seen.has(text)) continue
      seen.add(text)
      made += 1
      rows.push({
        text,
        language: 'en',
        source: 'contrast',
        split,
        licence: 'P',
        labels: labelsOf(family.labels),
        purpose: family.purpose,
        weight: family.purpose.startsWith('clean') ? WEIGHT.harmless : WEIGHT.other,
      })
    }
  }
  return rows
}

/** The part of a list that a split may use; short lists are shared. */
export function partOf<T>(all: readonly T[], split: Split): readonly T[] {
  if (all.length < KEPT_EVERY) return all
  const splitOf = (i: number): Split => KEPT[i % KEPT_EVERY] ?? 'train'
  return all.filter((_, i) => splitOf(i) === split)
}

function sentenceOf(family: Family, split: Split, random: Random): string {
  const isOften = random.next() < 0.5
  const group = random.pick(partOf(isOften ? OFTEN : GROUPS, split))
  const adjective = group.before || random.pick(['black', 'gay', 'Muslim', 'Jewish', 'disabled'])
  const fill = (slot: string): string => {
    const part = (all: readonly string[]) => random.pick(partOf(all, split))
    if (slot === 'G')
      return random.next() < 0.85 ? group.many : random.pick(partOf(OFTEN, split)).many
    if (slot === 'O') return group.one
    if (slot === 'A') return adjective
    if (slot === 'HATE') return part(said.HATE)
    if (slot === 'BAD') return part(said.BAD)
    if (slot === 'HARM') return part(said.HARM)
    if (slot === 'DONE') return part(said.DONE)
    if (slot === 'RIGHT') return part(said.RIGHT)
    if (slot === 'GOOD') return part(said.GOOD)
    if (slot === 'LOVE') return part(said.LOVE)
    if (slot === 'NEUTRAL') return part(said.NEUTRAL)
    if (slot === 'DOES') return part(said.DOES)
    if (slot === 'INSULT') return part(said.INSULTS)
    if (slot === 'VISIT') return part(said.VISIT)
    if (slot === 'EARN') return part(said.EARN)
    if (slot === 'OFFER') return part(said.OFFER)
    if (slot === 'GOODS') return part(said.GOODS)
    if (slot === 'SITE') return part(said.SITE)
    if (slot === 'CHAT') return part(said.CHAT)
    if (slot === 'SWEARING') return part(said.SWEARING)
    if (slot === 'ROLE') return part(ROLES)
    if (slot === 'THING') return part(THINGS)
    if (slot === 'PERSON') return part(PERSONS)
    return part(SLURS)
  }
  const frame = random.pick(partOf(family.frames, split))
  const plain = frame.replace(/\{([A-Z]+)\}/g, (_, slot: string) => fill(slot))
  const hidden = random.next() < DISGUISED_SHARE ? disguised(plain, random) : plain
  return dressed(hidden, random)
}

/** As people write it: openers, asides, capitals, marks. */
function dressed(plain: string, random: Random): string {
  let text = plain
  if (random.next() < 0.2)
    text = `${random.pick(said.OPENERS)}${random.next() < 0.5 ? ', ' : ' '}${text}`
  if (random.next() < 0.1 && !text.endsWith('?')) text = `${text}, ${random.pick(said.CLOSERS)}`
  if (!/[.?!]$/.test(text)) text += random.pick(['.', '.', '.', '', '', '!', '!!', '...'])
  const style = random.next()
  if (style < 0.25) text = text.toLowerCase()
  else if (style < 0.28) text = text.toUpperCase()
  else text = text.charAt(0).toUpperCase() + text.slice(1)
  const aside = random.next()
  if (aside < 0.08) text = `${random.pick(said.ASIDES)} ${text}`
  else if (aside < 0.16) text = `${text} ${random.pick(said.ASIDES)}`
  return text
}
