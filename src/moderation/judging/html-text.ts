/** The text of foreign HTML with the place of each unit in the HTML, so that what was found can be shown there. */
import { Parser } from 'htmlparser2'

export type PlacedText = {
  text: string
  /** Where a UTF-16 unit of `text` begins in the source; past the text, the end of the source. */
  placeOf(unit: number): number
  /** Where it ends: an escape such as &amp; is one unit in the text and five in the source. */
  endOf(unit: number): number
  /** Addresses that links lead to, in order. */
  links: string[]
}

/** Elements that end a line: words on both sides of them are no one word. */
const BREAKS = new Set(
  'address article aside blockquote br dd div dl dt figcaption footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul'.split(
    ' ',
  ),
)
/** Elements whose content nobody sees. */
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'head'])
/** Links looked at; a text with more is a list of links whatever they are. */
const LINKS_MAX = 200

/** Text that is no HTML: every unit is where it stands. */
export const plainText = (text: string): PlacedText => ({
  text,
  placeOf: (unit) => Math.min(unit, text.length),
  endOf: (unit) => Math.min(unit + 1, text.length),
  links: [],
})

/** Reads HTML as a stream of texts. Never throws, whatever it is. Cost: linear. */
export function textOfHtml(html: string): PlacedText {
  const parts: string[] = []
  const places: number[] = []
  const ends: number[] = []
  const links: string[] = []
  let unseen = 0

  const add = (text: string, start: number, end: number) => {
    parts.push(text)
    const isPlain = end - start === text.length
    for (let i = 0; i < text.length; i++) {
      places.push(isPlain ? start + i : start)
      ends.push(isPlain ? start + i + 1 : end)
    }
  }

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (UNSEEN.has(name)) unseen += 1
        if (BREAKS.has(name)) add('\n', parser.startIndex, parser.startIndex)
        const { href } = attributes
        if (name === 'a' && href !== undefined && links.length < LINKS_MAX) links.push(href)
      },
      onclosetag(name) {
        if (UNSEEN.has(name)) unseen = Math.max(0, unseen - 1)
        else if (BREAKS.has(name) && name !== 'br') add('\n', parser.startIndex, parser.startIndex)
      },
      ontext(text) {
        if (unseen === 0) add(text, parser.startIndex, parser.endIndex + 1)
      },
    },
    { decodeEntities: true },
  )
  parser.end(html)
  return {
    text: parts.join(''),
    placeOf: (unit) => places[unit] ?? html.length,
    endOf: (unit) => ends[unit] ?? html.length,
    links,
  }
}
