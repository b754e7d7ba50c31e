/** How a text is written, apart from its words. */
import type { Tokens } from './tokens.js'

/**
 * Numbers of capitals, signs, links and the like, a few steps each, so that a step says the same in long and short texts.
 * The order is part of the model.
 */
export function styleStepsOf(tokens: Tokens, raw: string): readonly number[] {
  let capitals = 0
  let letters = 0
  let calls = 0
  let digits = 0
  let money = 0
  let signs = 0
  for (let i = 0; i < raw.length; i++) {
    const unit = raw.charCodeAt(i)
    if (unit >= 97 && unit <= 122) letters += 1
    else if (unit >= 65 && unit <= 90) {
      letters += 1
      capitals += 1
    } else if (unit === 33) calls += 1
    else if (unit >= 48 && unit <= 57) digits += 1
    else if (unit === 36 || unit === 0x20ac || unit === 0xa3 || unit === 0xa5) money += 1
    else if (unit > 32 && unit < 127 && !isPlainMark(unit)) signs += 1
  }
  const share = letters > 8 ? capitals / letters : 0
  return [
    share > 0.6 ? 3 : share > 0.3 ? 2 : share > 0.12 ? 1 : 0,
    Math.min(tokens.urls, 3),
    Math.min(8, 32 - Math.clz32(tokens.count)),
    calls > 3 ? 2 : calls > 0 ? 1 : 0,
    digits > 8 ? 3 : digits > 3 ? 2 : digits > 0 ? 1 : 0,
    signs > 12 ? 3 : signs > 4 ? 2 : signs > 0 ? 1 : 0,
    money > 0 ? 1 : 0,
    Math.min(tokens.mentions, 2),
    Math.min(tokens.gibberish, 2),
  ]
}

/** Marks of ordinary sentences: ' " ( ) , - . : ; ? */
const isPlainMark = (unit: number): boolean =>
  unit === 39 ||
  unit === 34 ||
  unit === 40 ||
  unit === 41 ||
  (unit >= 44 && unit <= 46) ||
  unit === 58 ||
  unit === 59 ||
  unit === 63
