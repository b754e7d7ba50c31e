/** How words are hidden: letters left out, turned round, spaced, joined, written with signs. */
import type { Random } from '../random.js'

const SIGNS: Readonly<Record<string, string>> = { a: '@', e: '3', i: '1', o: '0', s: '$', t: '7' }

/** The sentence with some of its longer words changed, or with spaces gone or put in. */
export function disguised(text: string, random: Random): string {
  const way = random.whole(6)
  if (way === 0) return joined(text, random)
  const words = text.split(' ')
  const long = words.map((word, i) => (word.length > 3 ? i : -1)).filter((i) => i >= 0)
  for (let n = 0; n < Math.min(2, long.length); n++) {
    const at = random.pick(long)
    words[at] = changed(words[at] ?? '', way, random)
  }
  return words.join(' ')
}

function changed(word: string, way: number, random: Random): string {
  const at = 1 + random.whole(Math.max(1, word.length - 2))
  if (way === 1) return word.slice(0, at) + word.slice(at + 1)
  if (way === 2)
    return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2)
  if (way === 3) return [...word].join(random.pick([' ', '.', '-']))
  if (way === 4)
    return [...word].map((sign) => (random.next() < 0.6 ? (SIGNS[sign] ?? sign) : sign)).join('')
  return word.slice(0, at) + (word[at] ?? '').repeat(3) + word.slice(at)
}

/** Two or all spaces gone. */
function joined(text: string, random: Random): string {
  if (random.next() < 0.4) return text.replaceAll(' ', '')
  const words = text.split(' ')
  const at = random.whole(Math.max(1, words.length - 1))
  return [...words.slice(0, at), words.slice(at, at + 2).join(''), ...words.slice(at + 2)].join(' ')
}
