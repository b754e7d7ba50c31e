/** German of recommending and reporting comments. */
import type { Locale } from '../en.js'

export const votes: Locale['votes'] = {
  recommend: 'Empfehlen',
  recommendOf: 'Empfehlen, was {name} geschrieben hat',
  report: 'Melden',
  reportOf: 'Melden, was {name} geschrieben hat',
  unknown:
    'Wir konnten den Server nicht erreichen und wissen deshalb nicht, ob Ihre Empfehlung gezählt wurde. Laden Sie die Seite neu, um es zu sehen.',
  already: {
    title: 'Sie empfehlen diesen Kommentar bereits',
    lead: 'Jede Leserin und jeder Leser zählt einmal.',
    takeBack: 'Empfehlung zurücknehmen',
    toComment: 'Zurück zum Kommentar',
  },
  reporting: {
    title: 'Diesen Kommentar melden',
    lead: 'Was Sie hier schreiben, liest nur unsere Moderation. Weder die Person, die den Kommentar geschrieben hat, noch andere erfahren davon.',
    reason: 'Was ist daran nicht in Ordnung?',
    reasons: {
      spam: 'Er wirbt oder wird massenhaft verschickt',
      hate: 'Er schürt Hass gegen Menschen für das, was sie sind',
      threat: 'Er droht jemandem',
      harassment: 'Er beleidigt oder verfolgt jemanden',
      'off-topic': 'Er hat nichts mit dem Artikel zu tun',
      other: 'Etwas anderes',
    },
    words: 'Was sollten wir wissen?',
    optional: 'freiwillig',
    hint: 'Höchstens {limit} Zeichen.',
    send: 'Meldung absenden',
    choose: 'Bitte wählen Sie aus, was nicht in Ordnung ist.',
    thanks: 'Danke, dass Sie uns das gesagt haben',
    thanksLead:
      'Die Moderation sieht sich den Kommentar an. Sie brauchen ihn nicht noch einmal zu melden.',
  },
}
