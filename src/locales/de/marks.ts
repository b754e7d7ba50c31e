/** German of marks beside names, editors' picks, questions to the author, and of supporters who show it. */
import type { Locale } from '../en.js'

export const marks: Locale['marks'] = {
  author: 'Autor/in',
  supporter: 'Fördert uns',
  pick: 'Auswahl der Redaktion',
  picks: {
    none: 'Hier hat die Redaktion noch nichts ausgewählt.',
    answers: 'Antwort an {name}: {text}',
    answersGone: 'Antwort auf einen Kommentar, der nicht gezeigt wird',
    inPlace: 'In der Diskussion ansehen',
    inPlaceOf: 'In der Diskussion ansehen: was {name} geschrieben hat',
  },
  picking: {
    pick: 'Auswählen',
    pickOf: 'Auswählen, was {name} geschrieben hat',
    takeBack: 'Auswahl zurücknehmen',
    back: 'Zurücknehmen',
    backOf: 'Zurücknehmen: die Auswahl dessen, was {name} geschrieben hat',
    title: 'Diesen Kommentar auswählen?',
    lead: 'Ein ausgewählter Kommentar ist überall gekennzeichnet, wo er gezeigt wird, und steht in der Auswahl der Redaktion zu dieser Diskussion. Wird sein Text geändert, endet die Auswahl.',
    titlePicked: 'Dieser Kommentar ist ausgewählt',
    leadPicked:
      'Er ist gekennzeichnet und steht in der Auswahl der Redaktion zu dieser Diskussion.',
    toComment: 'Zurück zum Kommentar',
    endsByEdit:
      'Die Redaktion hat diesen Kommentar ausgewählt. Nach einer Änderung ist er nicht mehr ausgewählt.',
    failed: 'Die Auswahl konnte nicht geändert werden. Bitte versuchen Sie es noch einmal.',
  },
  questions: {
    ask: 'Fragen Sie, wer den Artikel geschrieben hat',
    askName: 'Ihre Frage an {name}',
    lead: 'Fragen, die von der Autorin oder dem Autor beantwortet sind, stehen oben, jede mit ihrer Antwort.',
    post: 'Frage stellen',
    first: 'Beantwortete zuerst',
    empty: 'Noch hat niemand etwas gefragt. Die erste Frage gehört Ihnen.',
  },
  support: {
    title: 'Ihre Unterstützung',
    lead: 'In unseren Büchern steht eine Spende zu Ihrem Konto. Danke.',
    show: 'Neben meinen Kommentaren zeigen, dass ich diese Zeitung fördere',
    hint: 'Die Worte „Fördert uns“ stehen dann neben Ihrem Namen, an allen Ihren Kommentaren. Wie viel Sie gegeben haben und wann, wird niemandem gezeigt.',
    save: 'Speichern',
    saved: 'Gespeichert.',
  },
}
