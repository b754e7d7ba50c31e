/** What somebody typed, made ready: safe HTML, its plain text, and the part that is theirs to answer for. */
import { languageOf } from '../platform/language.js'
import { commentHtml, readHtml } from '../platform/markup.js'

export type SaidText = ReturnType<typeof readDraft>

/** Reads the Markdown of a comment. Cost: linear, about 0.2 ms for an ordinary one. */
export function readDraft(source: string) {
  const html = commentHtml({ format: 'markdown', source })
  const plain = readHtml(html)
  const said = html.includes('<blockquote') ? readHtml(html, { withoutQuotes: true }) : plain
  return {
    html,
    plain,
    /** Without what is quoted of others. */
    said,
    language: languageOf(plain.text),
    hasLinks: said.links.length > 0 || /www\./i.test(said.text),
  }
}
