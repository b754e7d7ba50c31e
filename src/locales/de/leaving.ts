/** Seine Daten mitnehmen und gehen. */
import type { Locale } from '../en.js'

export const leaving: Locale['leaving'] = {
  title: 'Daten mitnehmen oder gehen',
  takeTitle: 'Ihre Daten mitnehmen',
  take: 'Sie erhalten ein Zip mit einfachen JSON-Dateien: Ihr Konto, Ihre Namen, jeden Kommentar mit seinen Bildern und allem, was darüber entschieden wurde, Ihre Mitteilungen, Sitzungen und Ansprüche. Passwörter und Schlüssel sind nicht darin.',
  takeButton: 'Meine Daten herunterladen',
  leaveTitle: 'Endgültig gehen',
  lead: 'Sie haben 24 Stunden, um es sich anders zu überlegen. In dieser Zeit bleiben Sie angemeldet, können aber nicht kommentieren. Danach kann niemand Ihr Konto zurückholen, auch wir nicht.',
  always: 'Das geht in jedem Fall',
  alwaysGoes: [
    'Ihr Name, hier und neben allem, was Sie geschrieben haben, auch neben älteren Kommentaren, die Sie übernommen haben.',
    'Ihre Mailadresse, Ihre Anmeldewege, Ihre Sitzungen, Mitteilungen, Einstellungen und Ansprüche.',
    'Die Mails, die wir Ihnen geschickt haben, und Mails an andere, die Sie zitieren.',
    'Ihr Name neben Spenden, die zu Ihrem Konto verbucht sind. Die Beträge bleiben in unseren Büchern.',
  ],
  choice: 'Was soll aus Ihren Kommentaren werden?',
  keep: 'Meine Texte behalten, ohne meinen Namen',
  keepHint:
    'Gespräche bleiben ganz. Neben Ihren Texten verrät nichts, dass sie von Ihnen sind; was Sie darin geschrieben haben, bleibt, wie es ist.',
  erase: 'Auch meine Texte löschen',
  eraseHint:
    'Wo jemand Ihnen geantwortet hat, bleibt eine leere Stelle, damit die Antwort verständlich bleibt. Alles andere verschwindet.',
  others: 'Was andere von Ihnen zitiert haben, gehört zu deren eigenen Kommentaren und bleibt.',
  ledger:
    'Spenden, die Sie gegeben haben, bleiben in unseren Büchern, die nicht geändert werden dürfen.',
  leaveButton: 'In 24 Stunden gehen',
  waitingTitle: 'Sie gehen',
  until: 'Ihr Konto wird am {date} gelöscht. Bis dahin können Sie bleiben.',
  willKeep: 'Ihre Texte bleiben, ohne Ihren Namen.',
  willErase: 'Ihre Texte gehen mit.',
  stayButton: 'Doch bleiben',
  letter:
    'Jemand, der in Ihrem Konto angemeldet ist, will gehen. Es wird am {date} gelöscht, wenn Sie nicht wählen zu bleiben.',
  back: 'Zurück zu Ihrem Konto',
  readme: {
    title: 'Ihre Daten bei {site} ({origin}), Stand {date}.',
    format:
      'Alle Texte sind JSON in UTF-8. Zeiten sind UTC (ISO 8601). Texte von Kommentaren stehen so da, wie Sie sie geschrieben haben, meist in Markdown.',
    files: {
      account: 'account.json: Ihre Mailadresse, Rolle, Sprache und Einstellungen.',
      persons: 'persons.json: die Namen, unter denen Sie geschrieben haben, auch die übernommenen.',
      comments:
        'comments.json: alles, was Sie geschrieben haben, veröffentlicht oder nicht, mit Adresse, worauf es antwortet, warum es zurückgehalten und was darüber entschieden wurde.',
      pictures:
        'pictures: die Bilder in Ihren Kommentaren, als WebP; in comments.json steht, welches wohin gehört.',
      waysIn: 'ways-in.json: wie Sie sich anmelden können, ohne Geheimnisse.',
      sessions: 'sessions.json: wo Sie angemeldet sind.',
      gifts: 'gifts.json: Spenden, die zu Ihrem Konto verbucht sind.',
      notices: 'notices.json: was Ihnen auf der Seite mitgeteilt wurde.',
      mutes: 'mutes.json: Menschen, deren Kommentare Sie nicht sehen wollen.',
      visits:
        'visits.json: welche Diskussionen Sie zuletzt wann angesehen haben, wenn Sie uns gebeten haben, das zu behalten.',
      claims:
        'claims.json: ältere Kommentare, die Sie als Ihre bezeichnet haben, und was daraus wurde.',
      events: 'events.json: was mit Ihrem Konto geschah, und ob Sie es waren.',
    },
    missing:
      'Texte anderer Menschen und Namen von Moderatorinnen und Moderatoren sind nicht darin. Passwörter und Schlüssel werden nur als Hash aufbewahrt und sind auch nicht darin.',
  },
}
