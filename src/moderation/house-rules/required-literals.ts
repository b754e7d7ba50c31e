/**
 * What a text must hold for a regular expression to match: one of some plain pieces. A rule whose pieces are not there
 * need not be tried, which makes two thousand of them cost what a look-up costs.
 */

/** Shorter pieces are in every text. */
export const LITERAL_UNITS_MIN = 3
/** More alternatives than this are as good as none. */
const ALTERNATIVES_MAX = 64
/** Deeper nesting is not read; the rule is then tried on every text. */
const DEPTH_MAX = 20

/** Alternatives of which each match holds one; null: nothing is known. */
type Pieces = string[] | null
type Reader = { pattern: string; at: number; depth: number }

/**
 * Pieces of which every match of the pattern holds at least one, or null when there are none.
 * It errs towards null: a pattern it does not understand is tried on every text.
 * @param pattern of a folded rule, as `foldPattern` gives it
 */
export function requiredLiterals(pattern: string): string[] | null {
  const reader: Reader = { pattern, at: 0, depth: 0 }
  const pieces = readAlternatives(reader)
  return reader.at < pattern.length ? null : pieces
}

function readAlternatives(reader: Reader): Pieces {
  const branches: Pieces[] = [readBranch(reader)]
  while (reader.pattern[reader.at] === '|') {
    reader.at += 1
    branches.push(readBranch(reader))
  }
  if (branches.some((branch) => branch === null)) return null
  const all = branches.flatMap((branch) => branch ?? [])
  return all.length > ALTERNATIVES_MAX ? null : all
}

function readBranch(reader: Reader): Pieces {
  const { pattern } = reader
  let best: Pieces = null
  let run = ''
  const endRun = () => {
    best = better(best, run.length >= LITERAL_UNITS_MIN ? [run] : null)
    run = ''
  }
  while (reader.at < pattern.length && pattern[reader.at] !== '|' && pattern[reader.at] !== ')') {
    const atom = readAtom(reader)
    const isKept = readRepetition(reader)
    if (atom.literal !== null && isKept === 'once') run += atom.literal
    else if (atom.literal !== null && isKept === 'more') {
      run += atom.literal
      endRun()
    } else {
      endRun()
      if (isKept !== 'maybe') best = better(best, atom.pieces)
    }
  }
  endRun()
  return best
}

/** The alternatives whose shortest piece is longest: they are in the fewest texts. */
function better(a: Pieces, b: Pieces): Pieces {
  if (a === null || b === null) return a ?? b
  const shortest = (pieces: string[]) => Math.min(...pieces.map((piece) => piece.length))
  return shortest(b) > shortest(a) ? b : a
}

type Atom = { literal: string | null; pieces: Pieces }
const UNKNOWN: Atom = { literal: null, pieces: null }

function readAtom(reader: Reader): Atom {
  const sign = reader.pattern[reader.at] ?? ''
  if (sign === '(') return readGroup(reader)
  if (sign === '[') return readClass(reader)
  reader.at += 1
  if (sign === '\\') return readEscape(reader)
  return '.^$*+?{'.includes(sign) ? UNKNOWN : { literal: sign, pieces: null }
}

function readGroup(reader: Reader): Atom {
  const opening = /^\((?:\?:|\?P?<[A-Za-z]\w*>|(?!\?))/.exec(reader.pattern.slice(reader.at))
  if (!opening || reader.depth >= DEPTH_MAX) {
    reader.at = Number.POSITIVE_INFINITY
    return UNKNOWN
  }
  reader.at += opening[0].length
  reader.depth += 1
  const pieces = readAlternatives(reader)
  reader.depth -= 1
  reader.at += 1
  return { literal: null, pieces }
}

function readClass(reader: Reader): Atom {
  const rest = /^\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]/.exec(reader.pattern.slice(reader.at))
  reader.at += rest ? rest[0].length : 1
  return UNKNOWN
}

function readEscape(reader: Reader): Atom {
  const sign = reader.pattern[reader.at] ?? ''
  reader.at += 1
  // "\p{L}", "\x{41}", "\Q...\E": their braces and letters are no text.
  if (/[pPxQ]/.test(sign)) reader.at = Number.POSITIVE_INFINITY
  return /\w/.test(sign) ? UNKNOWN : { literal: sign, pieces: null }
}

/** How often the atom before stands at least: not at all, once and no more, or once and perhaps more. */
function readRepetition(reader: Reader): 'maybe' | 'once' | 'more' {
  const found = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})[?+]?/.exec(reader.pattern.slice(reader.at))
  if (!found) return 'once'
  reader.at += found[0].length
  if (found[0][0] === '+') return 'more'
  return found[1] !== undefined && Number(found[1]) > 0 ? 'more' : 'maybe'
}
