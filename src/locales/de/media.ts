/** Bilder in Kommentaren, und Links als Karten. */
import type { Locale } from '../en.js'

export const media: Locale['media'] = {
  undescribed: 'Ein Bild ohne Beschreibung',
  ownArticle: 'Auf dieser Website',
  ownComment: 'Ein Kommentar von {name}',
  label: 'Bilder',
  optional: 'freiwillig',
  add: 'Bilder hinzufügen',
  hint: 'Bis zu {count}, je {limit} MB. Wo und womit ein Bild aufgenommen wurde, entfernen wir daraus.',
  altOf: 'Was zeigt Bild {number}?',
  remove: 'Entfernen',
  removeOf: 'Bild {number} entfernen',
  sendingOf: 'Bild {number} wird gesendet',
  notSent: 'Es konnte nicht gesendet werden. Bitte versuchen Sie es noch einmal.',
  tooLarge: 'größer als {limit} MB',
  describeTitle: 'Was zeigen Ihre Bilder?',
  describeLead:
    'Manche können Bilder nicht sehen: Mit einem Satz zu jedem können auch sie mitreden. Sie können auch ohne veröffentlichen.',
  yours: 'Ihre Bilder',
  takeOut: 'Dieses Bild herausnehmen',
  described: 'Bild: {alt}',
}
