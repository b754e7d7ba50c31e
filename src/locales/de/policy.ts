/** German of moderation policies and of the nudge. */
import type { Locale } from '../en.js'

export const policy: Locale['policy'] = {
  title: 'Richtlinie der Moderation',
  lead: 'Ab welchem Wert bei einem Kommentar nachgefragt, er zurückgehalten oder abgelehnt wird. Was Sie wählen, gilt ab dem nächsten Kommentar; proben Sie es vorher an den letzten.',
  brief:
    'Was erscheint, wo nachgefragt, zurückgehalten oder abgelehnt wird, mit Probe an den letzten Kommentaren.',
  places: 'Wessen Richtlinie',
  site: 'Die ganze Website',
  sectionOf: 'Das Ressort {name}',
  preset: 'Voreinstellung',
  asSite: 'Wie die Website',
  asSiteLead: 'Folgt dem, was auf der Website gilt: {preset}.',
  presets: {
    open: 'Offen',
    balanced: 'Ausgewogen',
    strict: 'Streng',
    'pre-moderated': 'Erst lesen, dann zeigen',
    'newcomers-first': 'Neue zuerst lesen',
  },
  presetLeads: {
    open: 'Vieles geht durch. Wer beleidigt, wird erst gefragt; Drohungen und Hass warten, wenn sie eindeutig sind.',
    balanced:
      'Was wohl eher entfernt würde, wartet; derbe Meinungen gehen durch. Nachgefragt wird nicht.',
    strict:
      'Weniger genügt, auch der Ton zählt, und wer schreibt, wird erst gebeten, es anders zu sagen.',
    'pre-moderated':
      'Jeder Kommentar wartet, bis ihn jemand gelesen hat, außer denen der Redaktion.',
    'newcomers-first': 'Kommentare von Menschen mit weniger als {count} freigegebenen warten.',
  },
  thresholds: 'Schwellen',
  thresholdsLead:
    'Werte von 50 bis 99 Prozent für jeden Grund. Zweifel aus mehreren Gründen zählen zusammen, jeder im Maß seiner Schwelle. „Nachfragen“ zeigt jemandem die eigenen Worte vor dem Absenden; noch einmal gesendet, warten sie auf Sie.',
  steps: { nudge: 'Nachfragen', hold: 'Zurückhalten', refuse: 'Ablehnen' },
  never: 'Nie',
  notSet: 'Voreinstellung ({value})',
  grounds: {
    insult: 'Beleidigung',
    threat: 'Drohung',
    identity_attack: 'Angriff auf eine Gruppe',
    severe_toxicity: 'Hass',
    slur: 'Hassworte',
    toxicity: 'Grober Ton',
    profanity: 'Derbe Sprache',
    sexually_explicit: 'Sexuell explizit',
    spam: 'Spam',
    copy: 'Kopien',
    likely_to_reject: 'Hier oft entfernt',
    'off-rule': 'Hausregeln und Übriges',
  },
  tryIt: 'An den letzten Kommentaren proben',
  save: 'Richtlinie speichern',
  saved: 'Die Richtlinie gilt ab jetzt.',
  trial: 'Was sie getan hätte',
  nothing: 'Es gibt noch keine Kommentare, an denen sie sich proben ließe.',
  tested: { one: 'Am letzten Kommentar.', other: 'An den letzten {count} Kommentaren.' },
  cut: 'Es gibt mehr; diese ließen sich in wenigen Sekunden lesen.',
  keptNone: 'Sie hätte keinen zurückgehalten.',
  kept: {
    one: 'Sie hätte {count} zurückgehalten, davon haben Sie {approved} freigegeben und {removed} entfernt.',
    other:
      'Sie hätte {count} zurückgehalten, davon haben Sie {approved} freigegeben und {removed} entfernt.',
  },
  keptAnew: {
    one: '{count} davon wird jetzt nicht zurückgehalten; Sie haben {approved} freigegeben und {removed} entfernt.',
    other:
      '{count} davon werden jetzt nicht zurückgehalten; Sie haben {approved} freigegeben und {removed} entfernt.',
  },
  letThrough: {
    one: '{count}, der jetzt zurückgehalten wird, würde es nicht mehr; Sie haben {approved} freigegeben und {removed} entfernt.',
    other:
      '{count}, die jetzt zurückgehalten werden, würden es nicht mehr; Sie haben {approved} freigegeben und {removed} entfernt.',
  },
  same: 'Keinem Kommentar wäre es anders ergangen.',
  outcomes: {
    publish: 'Erschienen',
    nudge: 'Nachgefragt',
    hold: 'Zurückgehalten',
    refuse: 'Abgelehnt',
  },
  now: 'Jetzt',
  wouldBe: 'Dann',
  bars: 'Was nicht sofort erscheint',
  changed: 'Kommentare, denen es anders ergangen wäre',
  shownOf: {
    one: 'Der neueste {count} ist zu sehen.',
    other: 'Die neuesten {count} sind zu sehen.',
  },
  decided: {
    publish: 'von Ihnen freigegeben',
    remove: 'von Ihnen entfernt',
    none: 'niemand hat entschieden',
  },
  fromTo: '{from} → {to}',
  changes: 'Was geändert wurde',
  program: 'Ein Programm, oder jemand, der gegangen ist',
  noPreset: 'Keine eigene Voreinstellung',
  said: '{ground}, {step}: {value}',
  nudge: {
    title: 'Bitte noch einmal hinsehen',
    lead: 'Ihr Text steht unten.',
  },
}
