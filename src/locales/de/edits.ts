/** Eigene Kommentare ändern und löschen, und was vorher darin stand. */
import type { Locale } from '../en.js'

export const edits: Locale['edits'] = {
  edit: 'Bearbeiten',
  delete: 'Löschen',
  editTitle: 'Ihren Kommentar bearbeiten',
  on: 'Zu',
  free: 'Bis {until} hinterlässt eine Änderung keine Spur. Danach können alle lesen, was vorher in Ihrem Kommentar stand.',
  traced:
    'Auch nach der Änderung können alle lesen, was jetzt in Ihrem Kommentar steht: Es bleibt in seinem Verlauf.',
  held: 'Ihr Kommentar wartet auf die Moderation, auch nach einer Änderung. Nur Sie und die Moderation können ihn lesen.',
  text: 'Ihr Kommentar',
  save: 'Änderungen speichern',
  back: 'So lassen, wie er ist',
  present: 'Was jetzt in Ihrem Kommentar steht',
  presentHint: 'Wenn Sie speichern, tritt Ihr Text unten an seine Stelle.',
  deleteInstead: 'Diesen Kommentar löschen',
  deleteTitle: 'Ihren Kommentar löschen?',
  deleteLead:
    'Ihr Text und Ihr Name verschwinden, ebenso alles, was vorher darin stand. Wo jemand Ihnen geantwortet hat, bleibt eine leere Stelle. Niemand kann den Kommentar zurückholen, auch wir nicht.',
  deleteButton: 'Endgültig löschen',
  edited: 'bearbeitet',
  editedOn: 'Bearbeitet am {date}: lesen, was vorher dort stand',
  historyTitle: 'Was vorher in diesem Kommentar stand',
  historyBy: 'Frühere Texte eines Kommentars von {name} zu „{headline}“',
  historyUnknown: 'Frühere Texte eines Kommentars zu „{headline}“',
  historyLead:
    'Dieser Kommentar wurde geändert. Was eine Änderung entfernt hat, ist durchgestrichen; was die letzte hinzugefügt hat, ist unterstrichen.',
  now: 'Jetzt',
  until: 'Bis {date}',
  older: 'Ältere Texte',
  newest: 'Zurück zu den neuesten Texten',
  toComment: 'Zurück zum Kommentar',
}
