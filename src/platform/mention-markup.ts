/** Mentions in Markdown: names of people behind "@" become links to what they said. */
import { parseDocument } from 'htmlparser2'
import type { MarkdownIt } from 'markdown-it'
import { MENTIONS_PER_COMMENT_MAX, mentionAt, type People, personPath } from '../core/mention.js'

/** The class of such a link. */
export const MENTION = 'mention'

type Node = ReturnType<typeof parseDocument>['children'][number]

/** What a rendering knows beside its text: whom it may mention, and whom it has. */
type Env = { people: People; mentioned: Set<string> }

export const envOf = (people: People): Env => ({ people, mentioned: new Set() })

/** Names behind "@" become links; not in code, not in links, and at most MENTIONS_PER_COMMENT_MAX people. */
export function linkMentions(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('emphasis', MENTION, (state, silent) => {
    const { people, mentioned } = state.env as Env
    if (state.src[state.pos] !== '@' || state.linkLevel > 0) return false
    const found = mentionAt(state.src, state.pos, people)
    if (found === null) return false
    const { person, end } = found
    const isOver = mentioned.size >= MENTIONS_PER_COMMENT_MAX && !mentioned.has(person.id)
    if (isOver) return false
    if (!silent) {
      mentioned.add(person.id)
      const token = state.push(MENTION, 'a', 0)
      token.content = state.src.slice(state.pos, end)
      token.attrSet('href', personPath(person.id))
    }
    state.pos = end
    return true
  })
  markdown.renderer.rules[MENTION] = (tokens, at) => {
    const token = tokens[at]
    const href = token?.attrGet('href') ?? ''
    const name = markdown.utils.escapeHtml(token?.content ?? '')
    return `<a class="${MENTION}" href="${href}">${name}</a>`
  }
}

/** True when a safe HTML of ours mentions somebody. Cost: a search. */
export const hasMention = (html: string): boolean => html.includes(`<a class="${MENTION}"`)

/** Ids of the persons that a comment calls, in its order: those of what it quotes were called by somebody else. */
export function mentionedIn(html: string): string[] {
  const ids = new Set<string>()
  const visit = (nodes: Node[]) => {
    for (const node of nodes) {
      if (node.type !== 'tag' || node.name === 'blockquote') continue
      if (isMention(node)) ids.add(node.attribs.href?.slice(personPath('').length) ?? '')
      visit(node.children)
    }
  }
  if (hasMention(html)) visit(parseDocument(html).children)
  return [...ids]
}

/** A link that `linkMentions` made. */
export const isMention = (node: { attribs: Record<string, string> }): boolean =>
  node.attribs.class === MENTION
