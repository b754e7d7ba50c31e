/** Einen Kommentar schreiben: Vorschau, Werkzeuge, Entwürfe, Namen nach „@“. */
import type { Locale } from '../en.js'

const page: Locale['writing']['page'] = {
  preview: 'Vorschau',
  previewTitle: 'So wird Ihr Kommentar aussehen',
  previewLead: 'Noch ist nichts veröffentlicht: Sie können unten weiterschreiben.',
  previewEditLead: 'Noch ist nichts gespeichert: Sie können unten weiterschreiben.',
  signInInstead: 'oder anmelden',
}

const tools: Locale['writing']['tools'] = {
  preview: page.preview,
  previewTitle: page.previewTitle,
  closePreview: 'Vorschau schließen',
  previewFailed: 'Die Vorschau kann gerade nicht gezeigt werden. Ihr Text ist noch da.',
  toolbar: 'Formatierung',
  bold: 'Fett',
  italic: 'Kursiv',
  quote: 'Zitat',
  list: 'Liste',
  link: 'Verweis',
  code: 'Code',
  kept: 'Entwurf gesichert',
  charactersLeft: { one: 'Noch {count} Zeichen', other: 'Noch {count} Zeichen' },
  charactersOver: { one: '{count} Zeichen zu viel', other: '{count} Zeichen zu viel' },
  names: 'Namen in dieser Diskussion',
  namesFound: {
    one: '{count} Name. Übernehmen mit der Eingabetaste.',
    other: '{count} Namen. Wählen mit den Pfeiltasten, übernehmen mit der Eingabetaste.',
  },
  draftOfReply: 'Ihre Antwort fortsetzen',
  draftOfEdit: 'Das ist die Änderung, die Sie begonnen hatten.',
  dropDraft: 'Diese Änderung verwerfen',
}

export const writing: Locale['writing'] = { page, tools }
