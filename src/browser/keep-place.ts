/** Changes above what is read must not move it. */

/** How far down the screen people read. */
const READING_01 = 1 / 3

/** Does something to the page; what the reader looks at stays where it is. */
export function keepPlace(change: () => void): void {
  const anchor = document
    .elementFromPoint(innerWidth / 2, innerHeight * READING_01)
    ?.closest('.branch, .discussion, .article > *')
  const before = anchor?.getBoundingClientRect().top
  // The browser's own anchoring would move it a second time.
  const { style } = document.documentElement
  style.overflowAnchor = 'none'
  change()
  if (anchor?.isConnected && before !== undefined) {
    const moved = anchor.getBoundingClientRect().top - before
    if (moved !== 0) scrollBy({ top: moved, behavior: 'instant' })
  }
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      style.overflowAnchor = ''
    }),
  )
}
