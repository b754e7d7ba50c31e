/** The features of a text as one would first write them: regular expressions, slices and a Set. */

const WORD = /[\p{L}\p{N}']+/gu

/** Words, pairs of words and letter n-grams of three to five, hashed. */
export function regexFeatures(text: string): Set<number> {
  const features = new Set<number>()
  const words = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(WORD) ?? []
  let before = '^'
  for (const word of words) {
    features.add(hash(word))
    features.add(hash(`${before} ${word}`))
    const edged = `^${word}$`
    for (let length = 3; length <= 5; length++)
      for (let i = 0; i + length <= edged.length; i++)
        features.add(hash(edged.slice(i, i + length)))
    before = word
  }
  return features
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16_777_619)
  return value >>> 8
}
