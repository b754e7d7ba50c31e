/**
 * Words of one language, lower case, as people write them; accents may be written, folding takes them off.
 * Phrases are words with one space between. Short and sure: a term belongs here when a moderator would hold nine of ten
 * comments with it. Names of groups are never listed, and profanity that is about things or about the powerful is not either.
 */
export type WordList = {
  language: string
  /** Slurs for groups of people: held wherever they stand. */
  slurs: string[]
  /** Abuse that counts when aimed at somebody: a second-person word near it in its sentence. */
  abuse: string[]
  /** Milder insults: count only when said outright, "you are such an idiot", "you idiot". */
  insults: string[]
  /** Orders that are abuse themselves; they count at the start of a sentence or beside a second-person word. */
  orders: string[]
  /** Phrases that are abuse wherever they stand, because they hold their "you" themselves. */
  outright: string[]
  /** Harmless phrases that begin like a listed term; the longest match wins. */
  harmless: string[]
  /** Second person, subject and object. */
  you: string[]
  /** Second person, possessive. */
  your: string[]
  /** Words that turn a sentence to somebody else or around: between "you" and a term they unlink the two. */
  breaks: string[]
  /** Words that may stand between "you" and an insult said outright. */
  glue: string[]
}

/** Splits a list written as one text, one term between commas. */
export const terms = (text: string): string[] => text.split(',').map((term) => term.trim())
