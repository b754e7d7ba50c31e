/**
 * Words of one language, lower case, as people write them; accents may be written, folding takes them off.
 * Phrases are words with one space between. Short and sure: a term belongs here when a moderator would hold nine of ten
 * comments with it. Names of groups are listed only to find contempt for them, and profanity that is about things or
 * about the powerful is not listed at all.
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
  /** Contempt for groups of people. */
  contempt?: Contempt
}

/**
 * What is said of a group as a whole, word beside word. The groups are those that people belong to by birth, belief or
 * need; nations are not among them, for their name is also that of a state.
 */
export type Contempt = {
  groups: string[]
  /** Right before the name: "filthy ...". */
  before: string[]
  /** Right after it: "... vermin". */
  after: string[]
  /** Between the name and one of those: "... are vermin". */
  are: string[]
  /** Right before the name at the beginning of a sentence: "gas the ...". */
  calls: string[]
  /** Before it in the sentence they make it somebody else's word: "they call us ...". */
  told: string[]
  /** Before it in the sentence they deny that a group is something: "nobody believes that ... are ...". */
  denied: string[]
}

/** Splits a list written as one text, one term between commas. */
export const terms = (text: string): string[] => text.split(',').map((term) => term.trim())
