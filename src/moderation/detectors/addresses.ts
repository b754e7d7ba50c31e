/** Addresses that stand in a text as such. */

const ADDRESS = /https?:\/\/(?:\[[\da-f:.]+\])?[^\s<>"[\]]*|\bwww\.[^\s<>"[\]]+/gi
const TRAILING = /[.,;:!?)\]}'’”»*_]{1,20}$/

export type Address = { text: string; start: number; end: number }

/** Addresses that stand in a text, without the punctuation after them. Cost: linear. */
export function addressesIn(text: string): Address[] {
  const found: Address[] = []
  if (!text.includes('://') && !/www\./i.test(text)) return found
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TRAILING, '')
    found.push({ text: address, start: match.index, end: match.index + address.length })
  }
  return found
}
