/** German of what the judge learned from moderators of this site. */
import type { learning as en } from '../en/learning.js'

export const learning: typeof en = {
  title: 'Was die Vorprüfung hier gelernt hat',
  brief: 'Wie gut sie voraussagt, was die Moderation dieses Hauses entfernt.',
  lead: 'Die Vorprüfung lernt aus Ihren Entscheidungen, welche Texte dieses Haus entfernt, in jeder Sprache. Solche Kommentare zeigt sie Ihnen früher; zurückgehalten werden sie nur, wenn Ihre Richtlinie dafür eine Schwelle nennt.',
  state: 'Stand',
  states: { ready: 'Sie hilft.', few: 'Sie lernt noch.', worse: 'Sie schweigt.' },
  stateNotes: {
    ready:
      'Kommentare, die dem ähneln, was hier oft entfernt wird, sehen Sie früher. Das begann nach {total} Entscheidungen, darunter {each} jeder Art.',
    few: 'Sie sagt nichts, bevor sie {total} Entscheidungen gelernt hat, darunter {each} jeder Art.',
    worse:
      'Die letzten Entscheidungen hat sie schlechter vorausgesagt als das Modell allein; darum sagt sie nichts, bis sich das ändert. Sie lernt weiter; nötig sind {total} Entscheidungen, darunter {each} jeder Art.',
  },
  kinds: {
    'let-through': 'Zurückgehalten und freigegeben',
    'put-back': 'Entfernt und wiederhergestellt',
    picked: 'Empfohlen',
    removed: 'Entfernt',
  },
  whatTeaches:
    'Es zählt nur das letzte Wort zu jedem Kommentar. Was niemand angesehen hat, lehrt nichts; ebenso wenig entfernte Kopien und Bilder, Entscheidungen von Programmen und was Leute selbst löschen.',
  shares: 'Wessen Entscheidungen wie viel zählen',
  you: 'Sie',
  moderator: 'Moderator/in {number}',
  capped: 'an der Grenze',
  sharesNote:
    'Nach {full} Entscheidungen hat niemand mehr als die Hälfte, und weniger, je mehr Leute entscheiden: Was darüber hinausgeht, zählt ein Zehntel. So bestimmt niemand allein, was das Haus findet.',
  hits: 'Wie gut sie Sie voraussagt',
  noHits: 'Noch gibt es nichts zu vergleichen.',
  hitsLead:
    'Jede Entscheidung wurde vorausgesagt, bevor sie gelernt wurde. Von den letzten {count}:',
  withHouse: 'Hier gelernt',
  modelAlone: 'Modell allein',
  auc: 'Unterschieden (100 % ist vollkommen, 50 % ist Zufall)',
  right: 'Richtig vorausgesagt',
  curve:
    'Von {from} bis {to} Entscheidungen: Das hier Gelernte unterschied sie erst zu {before}, jetzt zu {now}; das Modell allein zu {model}.',
  curveNote: 'Unterschieden, nach der Zahl der Entscheidungen.',
  wrong: 'Zuletzt falsch vorausgesagt',
  wrongLead: 'Einen Blick wert, wo sie vielleicht doch recht hatte.',
  foretold: 'Sie erwartete eine Entfernung zu {percent}. {what}',
  did: {
    'let-through': 'Der Kommentar wurde freigegeben.',
    'put-back': 'Der Kommentar wurde wiederhergestellt.',
    picked: 'Der Kommentar wurde empfohlen.',
    removed: 'Der Kommentar wurde entfernt.',
  },
  reset: 'Neu anfangen',
  resetLead:
    'Die Vorprüfung vergisst, was sie hier gelernt hat. Entscheidungen bleiben, was sie sind, aber die bisherigen lehren nichts mehr. Das lässt sich nicht rückgängig machen.',
  sure: 'Ja, das hier Gelernte vergessen',
  resetIt: 'Neu anfangen',
  isReset: 'Sie fängt mit Ihrer nächsten Entscheidung neu an.',
  resets: 'Schon neu angefangen:',
}
