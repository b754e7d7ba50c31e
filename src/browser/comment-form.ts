/** Comment forms of the page. */

/** The form that something happens in. */
export const formOf = (target: EventTarget | null): HTMLFormElement | null =>
  target instanceof Element ? target.closest<HTMLFormElement>('form[data-comment-form]') : null
