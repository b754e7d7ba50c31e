/** Capitals of a text, in scripts that have them. */

const LOWER = 1
const UPPER = 2
const NONE = 3
const cases = new Uint8Array(65_536)

/** Letters with case and how many of them are capitals. Cost: linear, a table look-up a character. */
export function caseShares(text: string): { cased: number; upper: number } {
  let lower = 0
  let upper = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const kind = cases[unit] || learn(unit)
    if (kind === LOWER) lower += 1
    else if (kind === UPPER) upper += 1
  }
  return { cased: lower + upper, upper }
}

function learn(unit: number): number {
  const sign = String.fromCharCode(unit)
  let kind = NONE
  if (sign.toLowerCase() !== sign) kind = UPPER
  else if (sign.toUpperCase() !== sign) kind = LOWER
  cases[unit] = kind
  return kind
}
