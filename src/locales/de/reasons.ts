/** German of why a comment is held. */
import type { Locale } from '../en.js'

export const reasons: Locale['reasons'] = {
  'link-flood': 'Er hat viele Links für so wenige Worte. Ein, zwei Sätze zu jedem würden helfen.',
  'masked-link':
    'Ein Link darin zeigt nicht, wohin er führt. Bitte geben Sie die ganze, gewöhnliche Adresse an.',
  'short-link':
    'Ein Link darin ist verkürzt. Bitte geben Sie die ganze Adresse an, damit man sieht, wohin er führt.',
  'newcomer-link':
    'Er hat einen Link, und wir kennen Sie noch nicht. Mit Ihren Kommentaren ändert sich das.',
  'doubtful-domain': 'Er führt zu einer Website, die unsere Moderation schon abgewiesen hat.',
  'hash-busting':
    'Er hat Reihen von Schmuckzeichen oder zufälligen Buchstaben, wie Werbung sie oft hat.',
  advertising:
    'Er liest sich wie Werbung. Bitte sagen Sie mit eigenen Worten, worum es Ihnen geht.',
  'copy-of-earlier': 'Er wiederholt einen früheren Kommentar fast Wort für Wort.',
  'copy-of-removed':
    'Er wiederholt fast wörtlich, was unsere Moderation schon einmal entfernt hat.',
  'repeated-by-author': 'Sie haben dasselbe hier vor wenigen Minuten gesagt.',
  'many-at-once':
    'Innerhalb einer Minute kamen sehr viele Kommentare, von Ihnen oder aus Ihrer Nähe.',
  'sent-at-once': 'Er wurde schneller abgeschickt, als jemand schreiben kann.',
  'hidden-field':
    'Ein Feld des Formulars war ausgefüllt, das man nicht sieht; Programme füllen solche Felder aus.',
  'wall-of-text':
    'Er ist ein einziger langer Block. Leerzeilen zwischen den Gedanken machen ihn lesbarer.',
  'all-capitals': 'Er steht fast ganz in Großbuchstaben, das liest sich wie Schreien.',
  'without-words': 'Er enthält kein Wort.',
  'house-rule': 'Etwas darin muss sich zuerst unsere Moderation ansehen.',
  'often-removed-here': 'Solche Texte werden hier von der Moderation oft entfernt.',
  'seems-toxic': 'Er klingt so grob, dass andere das Gespräch verlassen könnten.',
  'seems-hateful': 'Er klingt hasserfüllt.',
  'seems-insulting': 'Er klingt wie eine Beleidigung.',
  'seems-threatening': 'Er klingt wie eine Drohung.',
  'seems-hostile-to-group': 'Er klingt feindselig gegen eine ganze Gruppe von Menschen.',
  'seems-profane': 'Er enthält derbe Sprache.',
  'seems-explicit': 'Er klingt sexuell eindeutig.',
  'seems-spam': 'Er klingt wie Spam.',
  'spam-to-akismet': 'Der Spamfilter Akismet hielt ihn für Spam.',
  slur: 'Er enthält ein Wort, das eine ganze Gruppe von Menschen beleidigt.',
  'abuse-of-group': 'Er spricht verächtlich von einer ganzen Gruppe von Menschen.',
  'abuse-of-person':
    'Er scheint jemanden im Gespräch zu beleidigen. Bitte setzen Sie sich mit dem auseinander, was gesagt wurde.',
  'first-picture':
    'Es ist Ihr erster Kommentar mit einem Bild hier, und den sieht sich ein Mensch an. Spätere erscheinen sofort.',
  'copy-of-removed-picture': 'Ein Bild darin gleicht einem, das hier schon einmal entfernt wurde.',
  'marked-spam-at-source': 'Er war dort, wo er zuerst stand, als Spam gekennzeichnet.',
  'pending-at-source': 'Er wartete dort, wo er zuerst stand, noch auf Freigabe.',
  'waits-everybody': 'Hier liest die Moderation jeden Kommentar, bevor er erscheint.',
  'waits-newcomers':
    'Ihre ersten Kommentare hier liest die Moderation. Stehen zwei davon, erscheinen die nächsten sofort.',
}
