/** Which signs people read as the same letter. */

/** Letters that look Latin and are not: lower case, accents already off. Source: Unicode TR 39, our selection of what is seen in spam. */
export const LOOK_ALIKES: ReadonlyMap<string, string> = pairs(
  'аaеeоoрpсcуyхxіiѕsјjԁdһhкkмmтtвbнhԛqԝwьbпnгrӏl', // Cyrillic
  'αaεeοoρpυuιiκkνvτtχxηnωwγyβb', // Greek
)

// Letters that NFKD leaves alone, and punctuation with many shapes.
const ALIKE = pairs("øołlđdħhıiςσŧt‘'’'‚'‛'ʼ'′'`'´'“\"”\"„\"‟\"«\"»\"‐-‑-‒-–-—-―-−-")
const SPELT_OUT: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
])

// Accents of Latin, Greek, Cyrillic; Hebrew points; Arabic vowel signs and tatweel. Vowel signs of Indic scripts spell the word and stay.
const MARKS =
  /(?=\p{M})[\p{Script=Inherited}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]|\u0640/gu
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\u2800]/gu

/** Longest spelling of one code point taken up; U+FDFA alone would make 18 letters of one, and 20 KB of it 120,000. */
const EXPANSION_MAX = 6

/**
 * One code point without accents, in lower case and plain punctuation; '' when nothing of it can be seen.
 * Look-alikes of other scripts are left: whether they deceive depends on the word around them.
 */
export function foldPoint(raw: string): string {
  if (raw === '\u2028' || raw === '\u2029') return '\n'
  // Twice, because lower-casing can give a letter that decomposes again.
  const plain = raw.normalize('NFKD').toLowerCase().normalize('NFKD').toLowerCase()
  let folded = ''
  for (const sign of plain.replace(/\s/g, ' ').replace(MARKS, '').replace(UNSEEN, '')) {
    folded += SPELT_OUT.get(sign) ?? ALIKE.get(sign) ?? sign
  }
  return folded.length > EXPANSION_MAX ? raw : folded
}

/** Reads "аaеe" as а -> a, е -> e. */
function pairs(...rows: string[]): ReadonlyMap<string, string> {
  const signs = [...rows.join('')]
  const map = new Map<string, string>()
  for (let i = 0; i + 1 < signs.length; i += 2) map.set(signs[i] ?? '', signs[i + 1] ?? '')
  return map
}
