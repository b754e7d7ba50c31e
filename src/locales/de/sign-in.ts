import type { Locale } from '../en.js'

export const signIn: Locale['signIn'] = {
  title: 'Anmelden',
  lead: 'Um unter eigenem Namen zu schreiben und zu hören, wenn jemand antwortet. Wer noch kein Konto hat, bekommt eines.',
  again:
    'Sie sind dabei, die Sicherheit Ihres Kontos zu ändern. Bitte zeigen Sie noch einmal, dass Sie es sind.',
  mail: 'Ihre Mail-Adresse',
  send: 'Einen Link senden',
  or: 'oder',
  byMail: 'Per Mail',
  byPasskey: 'Mit einem Passkey',
  byPassword: 'Mit einem Passwort',
  password: 'Passwort',
  enter: 'Anmelden',
  byOthers: 'Über eine andere Website',
  sentTitle: 'Sehen Sie in Ihre Mail',
  sentLead:
    'Wir haben einen Brief an die angegebene Adresse gesandt. Öffnen Sie den Link in diesem Browser, oder geben Sie hier den Code ein. Beides gilt zehn Minuten.',
  sentNothing:
    'Nichts da? Es kann eine Minute dauern, und der Brief kann unter der unerwünschten Mail liegen. Sie können einen weiteren anfordern.',
  code: 'Code aus dem Brief',
  useCode: 'Anmelden',
  askAgain: 'Einen weiteren Brief anfordern',
  linkTitle: 'Noch ein Klick',
  linkLead: 'Sie melden sich gleich bei {site} an.',
  linkButton: 'Jetzt anmelden',
  linkConfirm: 'Sie bestätigen gleich diese Mail-Adresse.',
  otherTitle: 'Fast',
  otherLead:
    'Dieser Link wurde in einem anderen Browser oder auf einem anderen Gerät angefordert. Geben Sie dort den Code aus dem Brief ein, oder fordern Sie hier einen eigenen Brief an.',
  invitationTitle: 'Sie sind eingeladen',
  invitationLead: 'Sie sind eingeladen, bei {site} mitzuarbeiten. Ihre Rolle: {role}.',
  ownerLead:
    'Sie haben diese Website gestartet. Nehmen Sie an, und sie gehört Ihnen: Sie laden die anderen ein.',
  accept: 'Annehmen',
  already: 'Sie sind angemeldet als {name}.',
  goOn: 'Weiter',
  signOut: 'Abmelden',
  outTitle: 'Abmelden',
  outbox:
    'Diese Website versendet noch keine Mail: Ihr Inhaber findet den Brief im Postausgang der Redaktion.',
}
