/** German of judging for other software. */
import type { judging as english } from '../en/judging.js'

export const judging: typeof english = {
  title: 'Schlüssel für andere Programme',
  roomLead: 'Was Programme auf anderen Websites unser Urteil fragen dürfen.',
  lead: 'Mit einem Schlüssel kann eines Ihrer Programme unser Urteil über Texte erfragen: das Kommentarformular einer anderen Website, Coral, WordPress. Es sieht keinen Kommentar dieser Website und ändert keinen.',
  made: 'Hier ist der neue Schlüssel. Bitte jetzt kopieren: Er wird nur dieses eine Mal gezeigt, wir behalten nur seinen Hash.',
  ended: 'Der Schlüssel gilt nicht mehr.',
  signed: 'Das Geheimnis zum Signieren ist gespeichert.',
  make: 'Einen Schlüssel anlegen',
  name: 'Wofür ist er?',
  nameHint: 'Zum Beispiel der Name der Website, die fragt.',
  quota: 'Wie oft er fragen darf',
  perSecond: 'In einer Sekunde',
  perMinute: 'In einer Minute',
  perDay: 'An einem Tag (UTC)',
  makeIt: 'Schlüssel anlegen',
  keys: 'Schlüssel',
  none: 'Es gibt noch keine Schlüssel.',
  end: 'Schlüssel beenden',
  endOf: 'Schlüssel beenden: {name}',
  isEnded: 'Beendet',
  isSigned: 'Signiert',
  since: 'Seit',
  never: 'Nie verwendet.',
  used: 'Zuletzt verwendet am {day}. Heute {today} Fragen, in 30 Tagen {month}; {refused} abgewiesen; {decisions} Entscheidungen gemeldet.',
  limits: 'Bis zu {second} in der Sekunde, {minute} in der Minute, {day} am Tag.',
  coral: 'Geheimnis von Coral zum Signieren',
  coralHint:
    'Coral zeigt es dort, wo die externe Moderationsphase eingerichtet wird. Leer: keines.',
  coralSave: 'Geheimnis speichern',
  coralOf: 'Geheimnis speichern: {name}',
  learned: 'Was hier gelernt wurde',
  learnedLead:
    'Andere Programme haben {removed} Entscheidungen zum Entfernen und {published} zum Veröffentlichen gemeldet. Ab {total}, darunter {each} von jeder Art, kann das Programm auch sagen, wie wahrscheinlich Ihre Moderation einen Text entfernt (LIKELY_TO_REJECT).',
  learnedState: {
    ready: 'Dafür ist genug gelernt.',
    few: 'Dafür ist noch nicht genug gelernt.',
    worse:
      'Im Augenblick sagt es nichts: Die letzten Entscheidungen hat es schlechter vorhergesagt als das Modell allein.',
  },
  addresses: 'Wo Programme fragen',
  found: 'Das Modell liest darin: {label}, {percent} %.',
  guessed:
    'Das Modell liest darin: {label}, {percent} %. In dieser Sprache wurde es nicht geprüft, deshalb entscheidet das nichts.',
  labels: {
    toxicity: 'so grob, dass andere das Gespräch verlassen',
    severe_toxicity: 'sehr hasserfüllt oder aggressiv',
    insult: 'eine Beleidigung',
    threat: 'eine Drohung',
    identity_attack: 'einen Angriff auf Menschen für das, was sie sind',
    profanity: 'Flüche',
    sexually_explicit: 'sexuell Eindeutiges',
    spam: 'Werbung oder Massenpost',
  },
}
