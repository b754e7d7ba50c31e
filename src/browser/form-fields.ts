/** What a form for a comment consists of, and where it stands. */

/** Forms to write a comment or a reply, and to change a comment. */
export const WRITING_FORMS = 'form[data-comment-form], form[data-edit]'

export const fieldOf = <E extends HTMLInputElement | HTMLTextAreaElement>(
  form: HTMLFormElement,
  name: string,
): E | null => form.querySelector<E>(`[name="${name}"]`)

export const textOf = (form: HTMLFormElement): HTMLTextAreaElement | null =>
  fieldOf<HTMLTextAreaElement>(form, 'text')

/** Of the article that something belongs to; '' outside of one. */
export const slugOf = (element: Element): string =>
  element.closest<HTMLElement>('[data-slug]')?.dataset.slug ?? ''

/** Sends a form as browsers do without script, by one of its buttons. */
export function sendPlainly(form: HTMLFormElement, button: HTMLElement | null): void {
  form.action = button?.getAttribute('formaction') ?? form.action
  form.submit()
}
