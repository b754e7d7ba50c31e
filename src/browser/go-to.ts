/** Going to a comment of this page: it is unfolded, scrolled to, and has the focus, so that it is read out. */
import { unfoldAround } from './fold.js'

export function goTo(branch: HTMLElement): void {
  unfoldAround(branch)
  branch.tabIndex = -1
  branch.focus({ preventScroll: true })
  branch.scrollIntoView({ block: 'start' })
}

/** The comment at which the reader is: that with the focus, else the first whose text is on the screen. */
export function currentBranch(): HTMLElement | null {
  const focused = document.activeElement?.closest<HTMLElement>('.branch')
  if (focused) return focused
  const shown = [...document.querySelectorAll<HTMLElement>('.branch > .comment')].find(
    (comment) => comment.getBoundingClientRect().bottom > TOP_PX,
  )
  return shown?.closest<HTMLElement>('.branch') ?? null
}

/** Where a comment stands that was gone to: see scroll-padding in base.css, and a little more. */
export const TOP_PX = 72
