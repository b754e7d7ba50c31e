/** German of copies that are decided on together. */
import type { Locale } from '../en.js'

export const copies: Locale['copies'] = {
  title: 'Kopien',
  brief: 'Kommentare, die fast dasselbe sagen: zusammen zurückgehalten, einmal entschieden.',
  lead: 'Jede Zeile ist ein Text und alles, was ihm gleicht, von wem und wo auch immer. Eine Entscheidung gilt für alle zurückgehaltenen, wird allen mitgeteilt, die sie geschrieben haben, und zählt auch für künftige Kopien.',
  none: 'Es warten keine Kopien.',
  decided: 'Entschieden. Was über hundert hinausgeht, folgt in wenigen Augenblicken.',
  like: { one: '{count} wie dieser', other: '{count} wie dieser' },
  held: { one: '{count} zurückgehalten', other: '{count} zurückgehalten' },
  people: { one: '{count} Person', other: '{count} Personen' },
  places: { one: '{count} Diskussion', other: '{count} Diskussionen' },
  atLeast: 'mindestens {what}',
  nameless: 'ohne Namen',
  more: 'und weitere',
  before: {
    remove: 'Schon einmal entfernt: Diese kamen danach.',
    publish: 'Schon einmal veröffentlicht: Diese sind aus anderem Grund zurückgehalten.',
  },
  publish: 'Alle veröffentlichen',
  publishOf: 'Alle {count} zurückgehaltenen Kommentare wie „{text}“ veröffentlichen',
  remove: 'Alle entfernen',
  removeOf: 'Alle {count} zurückgehaltenen Kommentare wie „{text}“ entfernen',
  rule: 'Nach welcher Regel (das lesen die Betroffenen)',
  open: 'Den neuesten öffnen',
  next: 'Ältere',
}
