/** Small elements. */

type Attributes = Record<string, string>

/** An element with attributes and children; strings become text, never HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

/** A calm note; a problem is told to screen readers at once. */
export function note(kind: 'good' | 'problem', ...children: (Node | string)[]): HTMLElement {
  const isProblem = kind === 'problem'
  return make(
    'div',
    { class: isProblem ? 'note is-problem' : 'note', role: isProblem ? 'alert' : 'status' },
    ...children,
  )
}
