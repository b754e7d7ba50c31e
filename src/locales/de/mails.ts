/** German of the frame around every mail, and of the outbox page. */
import type { Locale } from '../en.js'

export const mails: Locale['mails'] = {
  link: '[Link]',
  wrote: '{name} schrieb:',
  unsubscribe: 'Diese E-Mails abbestellen',
  outbox: {
    title: 'Postausgang',
    lead: 'Alle E-Mails der letzten {days} Tage, die neuesten zuerst.',
    noServer:
      'Es ist kein Mailserver eingestellt, deshalb verlässt nichts diese Seite: Geben Sie die E-Mails selbst weiter oder öffnen Sie ihre Links hier. Um sie zu versenden, setzen Sie SMTP_URL (zum Beispiel smtps://name:passwort@mail.example.org) und auf Wunsch MAIL_FROM, und starten Sie das Programm neu.',
    newAgain: 'Was hier aufbewahrt ist, bleibt hier; versandt werden dann nur neue E-Mails.',
    empty: 'Es gibt noch keine E-Mails.',
    list: 'E-Mails',
    to: 'An',
    answer: 'Antwort des Mailservers:',
    states: {
      waiting: 'Wartet',
      sent: 'Gesendet',
      kept: 'Hier aufbewahrt',
      failed: 'Gescheitert',
    },
    statesTitle: 'Was die Stände bedeuten',
    meanings: {
      waiting:
        'Sie ist unterwegs, oder der Mailserver hat sie noch nicht angenommen: Wir versuchen es von selbst wieder.',
      sent: 'Der Mailserver hat sie angenommen.',
      kept: 'Als sie geschrieben wurde, gab es keinen Mailserver; sie wurde nicht gesendet.',
      failed:
        'Der Mailserver hat sie endgültig abgelehnt, oder sie kam zu spät, um noch zu nützen. Wir versuchen es nicht wieder.',
    },
    tooLate:
      'Sie konnte nicht gesendet werden, solange ihr Link galt, und wurde deshalb nicht gesendet.',
    read: '„{subject}“ lesen',
    gone: 'Der Text enthielt einen Schlüssel zum Anmelden und wurde gelöscht, als die E-Mail erledigt war.',
    sealed: 'Sie enthält einen Schlüssel zum Anmelden; nur wer sie bekommt, kann sie lesen.',
    older: 'Ältere E-Mails',
    newest: 'Zurück zu den neuesten E-Mails',
  },
}
