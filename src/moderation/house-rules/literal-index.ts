/** Many plain pieces looked for in a text at once, by their first two units. */

export type LiteralIndex<T> = {
  add(literal: string, value: T): void
  /** Every place of every piece, in the order of the text. Cost: a look-up a character and what it finds. */
  find(text: string, visit: (value: T, start: number, end: number) => void): void
}

export function createLiteralIndex<T>(): LiteralIndex<T> {
  const families = new Map<number, { literal: string; value: T }[]>()
  const single = new Map<number, { literal: string; value: T }[]>()
  const keyOf = (text: string, at: number) =>
    text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1)
  return {
    add(literal, value) {
      const [map, key] =
        literal.length === 1 ? [single, literal.charCodeAt(0)] : [families, keyOf(literal, 0)]
      const family = map.get(key)
      if (family) family.push({ literal, value })
      else map.set(key, [{ literal, value }])
    },
    find(text, visit) {
      for (let i = 0; i < text.length; i++) {
        const family = i + 1 < text.length ? families.get(keyOf(text, i)) : undefined
        const alone = single.size > 0 ? single.get(text.charCodeAt(i)) : undefined
        for (const { literal, value } of alone ?? []) visit(value, i, i + literal.length)
        for (const { literal, value } of family ?? [])
          if (text.startsWith(literal, i)) visit(value, i, i + literal.length)
      }
    },
  }
}
