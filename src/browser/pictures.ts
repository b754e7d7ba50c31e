/** Pictures for a comment: what brings them is small, what sends and shows them is loaded when the first one comes. */
const more = () => import('./add-pictures.js')

/** The part of a form that takes pictures; null where this reader may not send any. */
const placeIn = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element
    ? (target.closest('form[data-comment-form]')?.querySelector<HTMLElement>('[data-pictures]') ??
      null)
    : null

/** @returns false when there is nothing to take, or nobody to take it */
function take(event: Event, files: FileList | null | undefined): boolean {
  const place = placeIn(event.target)
  if (!place || !files?.length) return false
  event.preventDefault()
  // The list is emptied with its field, and with its event.
  const chosen = [...files]
  void more().then(({ addPictures }) => addPictures(place, chosen))
  return true
}

document.addEventListener('change', (event) => {
  const { target } = event
  if (!(target instanceof HTMLInputElement) || target.type !== 'file') return
  if (take(event, target.files)) target.value = ''
})

document.addEventListener('paste', (event) => {
  // What is copied from a text may come as a picture too: then the text is meant.
  if (!event.clipboardData?.types.includes('text/plain')) take(event, event.clipboardData?.files)
})

document.addEventListener('dragover', (event) => {
  if (event.dataTransfer?.types.includes('Files') && placeIn(event.target)) event.preventDefault()
})

document.addEventListener('drop', (event) => take(event, event.dataTransfer?.files))

/** Whether a form can be sent: its pictures have arrived, and the reader was asked once what they show. */
export const arePicturesReady = async (form: HTMLFormElement): Promise<boolean> =>
  form.querySelector('.picture-row') === null || (await more()).areReady(form)
