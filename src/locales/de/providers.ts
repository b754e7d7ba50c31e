import type { Locale } from '../en.js'

export const providers: Locale['providers'] = {
  continueWith: 'Weiter mit {name}',
  connect: 'Mit {name} verbinden',
  title: 'Andere Websites',
  lead: 'Melden Sie sich hier über eine andere Website an. Sie sagt uns, wer Sie sind, und erfährt, dass Sie hierher kommen, mehr nicht.',
  connectedSince: 'Verbunden seit {date}',
  disconnect: 'Trennen',
  notOffered: 'Dieser Weg wird hier nicht mehr angeboten.',
  deniedTitle: 'Sie sind nicht angemeldet',
  denied:
    '{name} hat nicht bestätigt, wer Sie sind, weil Sie oder die andere Website abgelehnt haben. Hier wurde nichts geändert.',
  notConnectedTitle: 'Es wurde nichts verbunden',
  taken:
    'Ihr Konto bei {name} gehört hier zu einem anderen Konto. Bitte trennen Sie es zuerst dort.',
  occupied:
    'Ein anderes Konto bei {name} ist schon verbunden. Bitte trennen Sie es zuerst und verbinden Sie dann dieses.',
  back: 'Zurück',
  tokenProblems: {
    form: 'Es ist kein signiertes Token.',
    algorithm: 'Es ist nicht auf die vereinbarte Weise signiert.',
    signature: 'Die Signatur passt nicht.',
    header: 'Es enthält Angaben über sich selbst, die wir nicht annehmen.',
    issuer: 'Es kommt nicht von der vereinbarten Stelle.',
    audience: 'Es wurde für eine andere Website ausgestellt.',
    expired: 'Es ist zu alt. Bitte beginnen Sie von vorn.',
    life: 'Es gilt länger als fünf Minuten.',
    time: 'Zeitangaben fehlen oder sind unsinnig.',
    subject: 'Es sagt nicht, wer Sie sind.',
    nonce:
      'Es wurde schon verwendet oder in einem anderen Browser angefordert. Bitte beginnen Sie von vorn.',
  },
}
