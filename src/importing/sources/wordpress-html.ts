/**
 * Texts as WordPress stores them: HTML in which a blank line is a paragraph and a newline a break, with shortcodes in
 * brackets. WordPress makes HTML of it at every visit ("wpautop"); here it happens once. Nothing here makes it safe.
 */

const LEAVES = 'p|h[1-6]|li|dt|dd|td|th|caption|figcaption|pre|address|summary|legend|hr'
const CONTAINERS =
  'blockquote|div|section|article|aside|main|header|footer|nav|figure|details|fieldset|form|' +
  'ul|ol|dl|table|thead|tbody|tfoot|tr|colgroup|center'

const CONTAINER_OPENS = new RegExp(`<(?:${CONTAINERS})\\b[^<>]*>`, 'gi')
const LEAF_OPENS = new RegExp(`<(?:${LEAVES})\\b[^<>]*>`, 'gi')
const BLOCK_CLOSES = new RegExp(`</(?:${LEAVES}|${CONTAINERS})\\s*>`, 'gi')
const BLOCK_STARTS = new RegExp(`^</?(?:${LEAVES}|${CONTAINERS})\\b`, 'i')

/** Where shortcodes mean nothing and line ends are kept: code, and what is no text at all. */
const VERBATIM = ['pre', 'script', 'style', 'textarea']

/**
 * HTML of an article. Texts of the block editor (since 2018) have their paragraphs already and keep them.
 * Cost: linear.
 */
export function wordpressArticleHtml(source: string): string {
  const hasBlocks = source.includes('<!-- wp:')
  const html = withoutComments(source)
  return eachPart(html, (part) => (hasBlocks ? shortcodes(part) : paragraphs(shortcodes(part))))
}

/** HTML of a comment: WordPress allows no shortcodes there. Cost: linear. */
export function wordpressCommentHtml(source: string): string {
  return eachPart(withoutComments(source), paragraphs)
}

/** Blank lines around blocks, then every piece between blank lines that is no block becomes a paragraph. */
function paragraphs(html: string): string {
  return html
    .replace(/\r\n?/g, '\n')
    .replace(CONTAINER_OPENS, '\n\n$&\n\n')
    .replace(LEAF_OPENS, '\n\n$&')
    .replace(BLOCK_CLOSES, '\n\n$&\n\n')
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map((piece) => (BLOCK_STARTS.test(piece) ? piece : `<p>${withBreaks(piece)}</p>`))
    .join('\n')
}

const withBreaks = (piece: string) =>
  piece
    .split('\n')
    .map((line) => line.trim())
    .reduce(
      (text, line) =>
        text + (text.endsWith('>') && /<br\s*\/?>$/i.test(text.slice(-8)) ? '\n' : '<br>\n') + line,
    )

// Longest known name: "dailymotion". Attributes end at the first "]", as in WordPress.
const SHORTCODE = /\[(\[?)(\/?)([a-z_]{2,20})\b([^[\]]*)\](\]?)/g
const DROPPED = new Set(['gallery', 'playlist'])
const EMBEDDED = new Set(['embed', 'audio', 'video', 'youtube', 'vimeo', 'dailymotion'])

/** Captions become figures, embedded films links, galleries nothing; other words in brackets are text. */
function shortcodes(html: string): string {
  if (!html.includes('[')) return html
  return captions(html).replace(
    SHORTCODE,
    (whole, before: string, close: string, name: string, attributes: string, after: string) => {
      const isKnown = DROPPED.has(name) || EMBEDDED.has(name)
      if (!isKnown) return whole
      if (before !== '' && after !== '') return whole.slice(1, -1)
      return before + (close === '' && EMBEDDED.has(name) ? linkOf(attributes) : '') + after
    },
  )
}

function linkOf(attributes: string): string {
  const address = /https?:\/\/[^\s"'<>]{1,2000}/.exec(attributes)?.[0]
  return address ? `<a href="${address}">${address}</a>` : ''
}

/** [caption caption="Old form"]picture[/caption] and [caption]picture New form[/caption]. */
function captions(html: string): string {
  let made = ''
  let from = 0
  const open = /\[(?:wp_)?caption\b([^\]]*)\]/g
  for (let match = open.exec(html); match; match = open.exec(html)) {
    const inner = match.index + match[0].length
    const close = /\[\/(?:wp_)?caption\]/g
    close.lastIndex = inner
    const end = close.exec(html)
    if (!end) break
    made += html.slice(from, match.index) + figure(html.slice(inner, end.index), match[1] ?? '')
    from = open.lastIndex = close.lastIndex
  }
  return made + html.slice(from)
}

function figure(content: string, attributes: string): string {
  const afterPicture = Math.max(content.lastIndexOf('</a>') + 4, endOfPicture(content))
  const named = /\bcaption=(?:"([^"]*)"|'([^']*)')/.exec(attributes)
  const caption = named ? (named[1] ?? named[2] ?? '') : content.slice(afterPicture)
  const picture = (named ? content : content.slice(0, afterPicture)).trim()
  const line = caption.replace(/\s+/g, ' ').trim()
  return `\n\n<figure>${picture}${line === '' ? '' : `<figcaption>${line}</figcaption>`}</figure>\n\n`
}

function endOfPicture(content: string): number {
  const start = content.lastIndexOf('<img')
  return start === -1 ? 0 : content.indexOf('>', start) + 1
}

/** Applies a change to everything but the elements that are kept word for word. */
function eachPart(html: string, change: (part: string) => string): string {
  const open = new RegExp(`<(${VERBATIM.join('|')})\\b`, 'gi')
  let made = ''
  let from = 0
  for (let match = open.exec(html); match; match = open.exec(html)) {
    const close = new RegExp(`</${match[1]}\\s*>`, 'gi')
    close.lastIndex = match.index
    if (!close.test(html)) break
    made += `${change(html.slice(from, match.index))}\n${html.slice(match.index, close.lastIndex)}\n`
    from = open.lastIndex = close.lastIndex
  }
  return (made + change(html.slice(from))).trim()
}

/** Without <!-- comments -->, of which the block editor and "read more" make many. */
function withoutComments(html: string): string {
  let made = ''
  let from = 0
  for (let at = html.indexOf('<!--'); at !== -1; at = html.indexOf('<!--', from)) {
    const end = html.indexOf('-->', at)
    if (end === -1) break
    made += html.slice(from, at)
    from = end + 3
  }
  return made + html.slice(from)
}
