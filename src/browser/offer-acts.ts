/** The button beside each comment that leads to sharing, reporting and more. */
import { fill } from '../core/plural.js'
import { make } from './make.js'
import { words } from './words.js'

/** Gives each published comment the button that leads to sharing, reporting and more. */
export function offerActs(root: ParentNode): void {
  for (const foot of root.querySelectorAll('.branch > .comment > .comment-foot')) {
    if (foot.querySelector('.acts-open')) continue
    const name = foot.closest('.comment')?.querySelector('.name')?.textContent ?? ''
    const attributes = {
      type: 'button',
      class: 'acts-open',
      'aria-expanded': 'false',
      'aria-label': fill(words.moreOf, { name }),
    }
    foot.append(make('button', attributes, words.more))
  }
}
