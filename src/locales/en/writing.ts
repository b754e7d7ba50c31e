/** Writing a comment: preview, tools, drafts, names after "@". */
import type { PluralForms } from '../../core/plural.js'

/** On pages. */
const page = {
  preview: 'Preview',
  previewTitle: 'How your comment will look',
  previewLead: 'Nothing is posted yet: you can go on writing below.',
  previewEditLead: 'Nothing is saved yet: you can go on writing below.',
  signInInstead: 'or sign in',
}

/** Sentences of the script that helps with writing; it asks for them when somebody writes. */
const tools = {
  preview: page.preview,
  previewTitle: page.previewTitle,
  closePreview: 'Close preview',
  previewFailed: 'The preview cannot be shown at this moment. Your text is kept.',
  toolbar: 'Formatting',
  bold: 'Bold',
  italic: 'Italic',
  quote: 'Quote',
  list: 'List',
  link: 'Link',
  code: 'Code',
  kept: 'Draft kept',
  charactersLeft: {
    one: '{count} character left',
    other: '{count} characters left',
  } as PluralForms,
  charactersOver: {
    one: '{count} character too many',
    other: '{count} characters too many',
  } as PluralForms,
  names: 'Names in this discussion',
  namesFound: {
    one: '{count} name. Take it with Enter.',
    other: '{count} names. Choose with the arrow keys, take one with Enter.',
  } as PluralForms,
  draftOfReply: 'Continue your reply',
  draftOfEdit: 'This is the change that you had begun.',
  dropDraft: 'Discard this change',
}

export const writing = { page, tools }
