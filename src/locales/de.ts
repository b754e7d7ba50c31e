/** German. */
import { account } from './de/account.js'
import { copies } from './de/copies.js'
import { desk } from './de/desk.js'
import { edits } from './de/edits.js'
import { houseRules } from './de/house-rules.js'
import { judging } from './de/judging.js'
import { learning } from './de/learning.js'
import { leaving } from './de/leaving.js'
import { mails } from './de/mails.js'
import { marks } from './de/marks.js'
import { media } from './de/media.js'
import { notices } from './de/notices.js'
import { policy } from './de/policy.js'
import { providers } from './de/providers.js'
import { reasons } from './de/reasons.js'
import { rules } from './de/rules.js'
import { security } from './de/security.js'
import { signIn } from './de/sign-in.js'
import { votes } from './de/votes.js'
import { ways, waysLater } from './de/ways.js'
import { writing } from './de/writing.js'
import type { Locale } from './en.js'

const refusals: Locale['refusals'] = {
  'request/invalid': 'Die Anfrage entspricht nicht der Beschreibung: {detail}',
  'request/not-utf8': 'Der Text ist kein gültiges UTF-8.',
  'request/cursor-invalid':
    'Diese Stelle gehört nicht zu dieser Liste. Bitte auf der ersten Seite neu beginnen.',
  'request/too-large': 'Das ist größer als {limit} Byte; mehr nehmen wir nicht an.',
  'request/unsupported-media-type': 'Diese Art von Inhalt lesen wir hier nicht.',
  'request/method-not-allowed': 'Diese Adresse antwortet nicht auf diese Methode.',
  'request/key-missing':
    'Bitte einen Idempotency-Key aus 1 bis 100 druckbaren ASCII-Zeichen mitsenden.',
  'request/key-reused':
    'Dieser Schlüssel wurde schon für einen anderen Text verwendet. Ein neuer Kommentar braucht einen neuen.',
  'request/not-found': 'Unter dieser Adresse gibt es nichts.',
  'request/too-busy':
    'Im Augenblick schreiben zu viele. Ihr Text ist nicht verloren: bitte in einigen Sekunden noch einmal senden.',
  'request/too-many':
    'Das war sehr oft. Bitte warten Sie {seconds} Sekunden und versuchen Sie es dann erneut.',
  'request/not-from-here':
    'Das wurde nicht von einer Seite dieser Website gesendet; wir haben nichts getan. Öffnen Sie die Seite neu und wiederholen Sie es dort.',
  'access/sign-in': 'Bitte melden Sie sich zuerst an.',
  'access/second-factor':
    'Dafür braucht die Redaktion einen Passkey oder eine Code-App. Richten Sie eine davon in Ihrem Konto ein, oder melden Sie sich damit an.',
  'access/sign-in-again':
    'Das betrifft die Sicherheit Ihres Kontos. Bitte melden Sie sich dafür noch einmal an.',
  'access/forbidden': 'Ihre Rolle umfasst das nicht.',
  'access/token-unknown':
    'Dieses Zugangs-Token ist nicht bekannt. Ein neues: npm run readership -- staff-token',
  'access/guests-closed':
    'Bitte melden Sie sich an: Diese Website nimmt keine Kommentare von Gästen.',
  'access/banned':
    'Dieses Konto ist von der Teilnahme ausgeschlossen. Es kann weiter lesen, seine Daten mitnehmen und gehen.',
  'access/leaving':
    'Dieses Konto wird bald gelöscht und kann deshalb nicht schreiben. In Ihrem Konto können Sie sich entscheiden zu bleiben.',
  'sign-in/link-invalid':
    'Dieser Link wurde schon benutzt oder ist zu alt. Fordern Sie einen neuen an.',
  'sign-in/other-browser':
    'Dieser Link gilt nur in dem Browser, der ihn angefordert hat. Öffnen Sie ihn dort, oder geben Sie dort den Code aus der Mail ein.',
  'sign-in/code-wrong': 'Dieser Code stimmt nicht oder ist zu alt.',
  'sign-in/passkey-refused':
    'Dieser Passkey konnte nicht bestätigt werden. Bitte versuchen Sie es erneut.',
  'sign-in/password-wrong': 'Adresse und Passwort gehören nicht zusammen.',
  'sign-in/password-weak':
    'Ein Passwort hat {min} bis {max} Zeichen, ist keines der häufigen und besteht nicht aus Ihrem Namen.',
  'sign-in/provider-failed':
    'Die andere Website hat nicht bestätigt, wer Sie sind. Bitte versuchen Sie es erneut, oder wählen Sie einen anderen Weg.',
  'sign-in/token-invalid': 'Die Anmeldung der anderen Website wurde nicht angenommen: {detail}',
  'sign-in/not-linked':
    'Es gibt schon ein Konto mit dieser Adresse. Melden Sie sich zuerst dort an, und verbinden Sie dann die andere Website in den Einstellungen.',
  'account/mail-invalid': 'Das ist keine Mail-Adresse, an die wir schreiben können.',
  'account/mail-taken': 'Diese Adresse gehört zu einem anderen Konto.',
  'account/not-found': 'Dieses Konto gibt es nicht.',
  'account/name-missing': 'Wählen Sie zuerst einen Namen: Er steht neben dem, was Sie schreiben.',
  'account/name-taken':
    'Dieser Name, oder einer, der ihm gleicht, gehört hier schon jemandem. Wenn es Ihrer ist, melden Sie sich an; sonst wählen Sie bitte einen anderen.',
  'account/name-too-soon': 'Ein Name kann einmal in {days} Tagen geändert werden.',
  'account/too-many-keys': 'Ein Konto hat höchstens {limit} Passkeys. Entfernen Sie zuerst einen.',
  'account/last-owner': 'Das ist der einzige Inhaber. Machen Sie zuerst jemand anderen dazu.',
  'account/last-way-in':
    'Das ist der einzige Weg in Ihr Konto. Richten Sie zuerst einen anderen ein.',
  'account/person-not-found': 'Diese Person gibt es nicht.',
  'account/claim-refused':
    'Das kann nicht beansprucht werden: Es gehört schon zu einem Konto, oder Sie haben bereits danach gefragt.',
  'account/words-too-long': 'Höchstens {limit} Zeichen, bitte.',
  'account/too-many-mutes': 'Sie können höchstens {limit} Personen stummschalten.',
  'account/no-gift': 'Zu Ihrem Konto ist in unseren Büchern keine Spende verzeichnet.',
  'article/not-found': 'Diesen Artikel gibt es nicht.',
  'article/author-unknown': 'Hier hat niemand ein Konto mit dem Namen {name}.',
  'article/too-many-authors': 'Ein Artikel hat höchstens {limit} Autorinnen und Autoren.',
  'comment/not-found': 'Diesen Kommentar gibt es nicht.',
  'comment/empty': 'Bitte schreiben Sie zuerst etwas.',
  'comment/too-long': 'Ein Kommentar hat höchstens {limit} Zeichen; dieser hat {length}.',
  'comment/name-invalid':
    'Bitte wählen Sie einen Namen, der Buchstaben enthält und keine Adresse ist.',
  'comment/name-too-long': 'Ein Name hat höchstens {limit} Zeichen.',
  'comment/parent-missing':
    'Der Kommentar, auf den Sie antworten, ist nicht mehr da. Ihr Text steht unten: Sie können ihn als eigenen Kommentar veröffentlichen.',
  'comment/too-deep':
    'Diese Diskussion ist {limit} Ebenen tief. Bitte antworten Sie eine Ebene höher.',
  'comment/thread-closed': 'Diese Diskussion ist für neue Kommentare geschlossen.',
  'comment/edited-meanwhile':
    'Dieser Kommentar wurde inzwischen geändert, vielleicht in einem anderen Fenster. Ihr Text ist noch da; vergleichen Sie beide, bevor Sie speichern.',
  'comment/members-only':
    'Bitte melden Sie sich an, um hier zu schreiben: Diese Diskussion ist für Menschen mit Konto.',
  'comment/too-soon':
    'Diese Diskussion läuft langsam. Bitte warten Sie {seconds} Sekunden bis zu Ihrem nächsten Kommentar.',
  'comment/own': 'Was Sie selbst geschrieben haben, können Sie nicht empfehlen.',
  'picture/off': 'Diese Website nimmt keine Bilder in Kommentaren an.',
  'picture/readers-only':
    'Bitte melden Sie sich an, um Bilder hinzuzufügen: Das können hier nur Menschen mit einem Konto.',
  'picture/too-many': 'Ein Kommentar hat höchstens {limit} Bilder.',
  'picture/too-large':
    'Ein Bild hat höchstens {limit} MB, alle eines Kommentars zusammen haben höchstens {total} MB.',
  'picture/too-many-pixels': 'Ein Bild hat höchstens {limit} Megapixel.',
  'picture/heic':
    'Dieses Bild ist im Format HEIC, das Browser nicht zeigen. Bitte senden Sie es als JPEG: Telefone nennen das „maximal kompatibel“.',
  'picture/unreadable':
    'Das ist kein Bild, das wir lesen können. Bitte senden Sie JPEG, PNG, WebP, GIF oder AVIF.',
  'picture/alt-too-long': 'Eine Beschreibung hat höchstens {limit} Zeichen; diese hat {length}.',
  'picture/gone':
    'Ein Bild ist nicht mehr da, weil es einen Tag gewartet hat. Bitte fügen Sie es noch einmal hinzu.',
  'report/too-long': 'Bitte höchstens {limit} Zeichen; es sind {length}.',
  'find/too-long':
    'Das dauert in einer Diskussion dieser Größe zu lange. Suchen Sie mit einem Wort weniger oder nur nach neueren Kommentaren.',
  'find/too-busy':
    'Im Augenblick suchen viele Menschen. Bitte versuchen Sie es in ein paar Sekunden noch einmal.',
  'comment/nudged':
    'Bitte sehen Sie Ihre Worte noch einmal an: Es ist noch nichts abgeschickt. Unverändert gesendet, wartet der Kommentar auf die Moderation.',
  'comment/refused-spam':
    'Das wurde nicht angenommen: Nach den Regeln dieses Hauses ist es Werbung. Nichts davon wurde aufbewahrt.',
  'comment/refused-copy':
    'Das wurde nicht angenommen: Es wiederholt, was hier schon gesagt wurde. Nichts davon wurde aufbewahrt.',
  'comment/refused-slur':
    'Das wurde nicht angenommen: Es enthält ein Wort, das eine ganze Gruppe von Menschen beleidigt. Nichts davon wurde aufbewahrt.',
  'policy/out-of-range': 'Eine Schwelle liegt zwischen {min} und {max} ({ground}).',
  'policy/out-of-order':
    'Nachfragen kommt vor Zurückhalten und Zurückhalten vor Ablehnen: Jede Schwelle ist höher als die davor ({ground}).',
  'policy/never-refused':
    'Eine Maschine lehnt nur Spam, Kopien und Hassworte ab; alles andere hält sie für einen Menschen zurück ({ground}).',
  'policy/never-nudged':
    'Wer wirbt, bekommt keine Hinweise: Spam und Kopien werden zurückgehalten oder abgelehnt ({ground}).',
  'policy/refused-too-early':
    'Was abgelehnt wird, sieht niemand: Wählen Sie mindestens {from} ({ground}).',
  'learning/not-confirmed': 'Bitte setzen Sie das Häkchen: Das lässt sich nicht rückgängig machen.',
  'copies/not-found': 'Diese Kopien gibt es nicht, oder es ist keine mehr da.',
  'house-rule/not-found': 'Diese Regel gibt es nicht, oder sie gilt nicht mehr.',
  'house-rule/unreadable': 'Das lässt sich nicht als Regel lesen: {detail}',
  'house-rule/too-long': 'Bitte höchstens {limit} Zeichen; es sind {length}.',
  'house-rule/too-wide': 'Diese Regel träfe jeden Text.',
  'house-rule/too-slow':
    'Dieser Ausdruck braucht für einen langen Text {ms} ms; höchstens {limit} ms sind möglich. Versuchen Sie einen einfacheren.',
  'house-rule/too-many':
    'Es gibt schon {limit} Regeln dieser Art, mehr sind nicht möglich. Beenden Sie zuerst eine.',
  'campaign/not-found': 'Zurzeit gibt es keine Kampagne.',
  'gift/amount-invalid': 'Ein Betrag ist eine ganze Zahl kleinster Einheiten von 1 bis {limit}.',
  'gift/currency-mismatch': 'Die Kampagne zählt in {currency}.',
  'gift/giver-unknown':
    'Kein Konto hat diese Mail-Adresse. Verbuchen Sie die Spende ohne sie oder mit der Adresse, mit der sich die Person anmeldet.',
  'judge/key-unknown': 'Dieser Schlüssel gilt nicht. Bitte einen gültigen mitsenden.',
  'judge/key-not-found': 'Diesen Schlüssel gibt es nicht, oder er wurde beendet.',
  'judge/name-invalid': 'Ein Schlüssel braucht einen Namen von höchstens {limit} Zeichen.',
  'judge/quota-invalid':
    'Wie oft ein Schlüssel fragen darf, ist eine ganze Zahl von 1 bis {limit}.',
  'judge/too-many-keys':
    'Es gibt {limit} offene Schlüssel, mehr kann eine Website nicht haben. Bitte einen ungenutzten beenden.',
  'judge/secret-invalid': 'Ein Geheimnis zum Signieren hat höchstens {limit} Zeichen.',
  'judge/signature-wrong':
    'Die Signatur dieser Anfrage fehlt oder stammt nicht vom Geheimnis dieses Schlüssels.',
  'judge/text-empty': 'Es gibt keinen Text zu beurteilen.',
  'judge/text-too-long': 'Ein Text zum Beurteilen hat höchstens {limit} Byte.',
  'server/fault':
    'Wir erreichen unsere Datenbank im Augenblick nicht. Nichts Bestätigtes ist verloren; bitte gleich noch einmal versuchen.',
  'server/bug': 'Bei uns ist etwas schiefgegangen. Es ist unter {requestId} vermerkt.',
}

const plurals: Locale['plurals'] = {
  comments: { one: '{count} Kommentar', other: '{count} Kommentare' },
  replies: { one: '{count} Antwort', other: '{count} Antworten' },
  moreReplies: { one: '{count} weitere Antwort zeigen', other: '{count} weitere Antworten zeigen' },
  continueThread: {
    one: 'Hier weiterlesen: {count} Antwort',
    other: 'Hier weiterlesen: {count} Antworten',
  },
  gifts: { one: '{count} Spende', other: '{count} Spenden' },
  questionsAnswered: {
    one: '{answered} von {count} Frage beantwortet',
    other: '{answered} von {count} Fragen beantwortet',
  },
}

const form: Locale['form'] = {
  write: 'Mitreden',
  answer: 'Ihre Antwort',
  text: 'Ihr Kommentar',
  name: 'Ihr Name',
  signInToWrite: 'Anmelden, um zu schreiben',
  chooseName: 'Namen wählen, um zu schreiben',
  writingAs: 'Sie schreiben als',
  optional: 'freiwillig',
  hint: 'Markdown geht: *Betonung*, > Zitat, [Verweis](Adresse). @ und ein Name ruft jemanden.',
  leaveEmpty: 'Bitte leer lassen:',
  post: 'Kommentar veröffentlichen',
  postReply: 'Antwort veröffentlichen',
  problemTitle: 'Ihr Kommentar wurde nicht veröffentlicht',
  problemKept: 'Nichts Geschriebenes ist verloren: Es steht alles unten.',
}

const meter: Locale['meter'] = {
  title: 'Gefällt Ihnen, was Sie hier lesen? Helfen Sie uns!',
  label: 'Von Lesern gegeben',
  raised: '{raised} von {goal}',
  asOf: 'Stand {date}',
  closed: 'Diese Kampagne ist beendet.',
  give: 'So können Sie helfen',
}

/** @see Locale */
export const de: Locale = {
  language: 'de',
  refusals,
  plurals,
  layout: {
    skip: 'Zum Inhalt springen',
    sections: 'Ressorts',
    feed: 'RSS-Feed',
    support: 'Unterstützen',
    paidByReaders: 'Von Leserinnen und Lesern bezahlt.',
    home: 'Titelseite',
  },
  front: {
    latest: 'Neueste',
    empty: 'Noch ist nichts erschienen.',
  },
  section: {
    older: 'Ältere Artikel',
    newest: 'Zurück zu den neuesten Artikeln',
    empty: 'In diesem Ressort gibt es noch nichts.',
  },
  article: {
    undated: 'Datum unbekannt',
    updated: 'Geändert am {date}',
    pictureLost: 'Dieses Bild ist im Archiv verloren gegangen',
    elsewhere: 'Zuerst anderswo erschienen: zum Original',
  },
  meter,
  thread: {
    title: 'Diskussion',
    order: 'Reihenfolge der Kommentare',
    orders: {
      best: 'Beste',
      discussed: 'Meistdiskutiert',
      newest: 'Neueste',
      oldest: 'Älteste',
      highlights: 'Auswahl der Redaktion',
    },
    empty: 'Hier hat noch niemand geschrieben. Das erste Wort gehört Ihnen.',
    closed: 'Diese Diskussion ist geschlossen. Lesen kann man sie weiterhin.',
    next: 'Weitere Kommentare',
    first: 'Zurück zu den ersten Kommentaren',
    whole: 'Die ganze Diskussion',
    inReplyTo: 'Worauf er antwortet',
    commentBy: 'Kommentar von {name} zu „{headline}“',
    commentUnknown: 'Ein Kommentar zu „{headline}“',
  },
  comment: {
    left: 'Jemand, der gegangen ist',
    deletedLeft: 'Gelöscht: Wer das schrieb, ist gegangen',
    removedBy: 'Von der Moderation entfernt: {rule}',
    muted: 'Von Ihnen stummgeschaltet',
    staff: 'Redaktion',
    unknown: 'Ohne Namen',
    undated: 'ohne Datum',
    to: 'an',
    permalink: 'Verweis auf diesen Kommentar, {date}',
    reply: 'Antworten',
    replyTo: 'Antworten an {name}',
    empty: 'Dieser Kommentar kam ohne seinen Text zu uns.',
    deleted: 'Von der Verfasserin oder dem Verfasser gelöscht',
    removed: 'Von der Moderation entfernt',
    held: 'Wird noch geprüft',
  },
  form,
  receipt: {
    title: 'Ihr Kommentar',
    private:
      'Nur wer die Adresse dieser Seite hat, kann sie sehen. Bewahren Sie sie auf, wenn Sie wiederkommen wollen.',
    published: 'Ihr Kommentar ist veröffentlicht.',
    held: 'Ihr Kommentar ist sicher und wartet auf die Moderation.',
    heldNext: 'Ein Mensch wird ihn lesen. Sie brauchen nichts weiter zu tun.',
    removed: 'Die Moderation hat Ihren Kommentar entfernt.',
    deleted: 'Sie haben diesen Kommentar gelöscht.',
    reasons: 'Warum',
    see: 'In der Diskussion ansehen',
    back: 'Zurück zum Artikel',
    on: 'Zu',
  },
  support: {
    title: 'Unterstützen',
    lead: 'Wir haben keinen Eigentümer, dem wir gefallen müssen, und keine Werbung, die Sie zählt. Was wir veröffentlichen, bezahlen die, die es lesen.',
    how: 'So können Sie helfen',
    instructions:
      'Schreiben Sie der Redaktion: Sie sagt Ihnen, wie eine Spende zu uns kommt. Am Tag ihres Eingangs steht sie in unseren Büchern, und die Anzeige auf jeder Seite wächst mit.',
    recent: 'Letzte Spenden',
    noGifts: 'Noch ist keine Spende eingetragen.',
    anonymous: 'Aus der Leserschaft',
    noCampaign: 'Zurzeit gibt es keine Kampagne.',
    books: 'Die Anzeige ist die Summe der Spenden in unseren Büchern, sonst nichts.',
  },
  problem: {
    notFound: 'Unter dieser Adresse gibt es nichts',
    notAllowed: 'Das geht hier nicht',
    busy: 'Wir können im Augenblick nicht antworten',
    broken: 'Bei uns ist etwas schiefgegangen',
    front: 'Zur Titelseite',
  },
  browser: {
    newComments: { one: '{count} neuer Kommentar', other: '{count} neue Kommentare' },
    replies: plurals.replies,
    gifts: plurals.gifts,
    show: 'Zeigen',
    cancel: 'Abbrechen',
    sending: 'Wird gesendet …',
    offline:
      'Wir konnten den Server nicht erreichen und wissen deshalb nicht, ob Ihr Kommentar angekommen ist. Ihr Text ist noch da. Senden Sie ihn noch einmal: Er erscheint nicht doppelt.',
    unreadable: 'Der Server hat etwas geantwortet, das wir nicht verstehen. Ihr Text ist noch da.',
    posted: 'Ihr Kommentar ist veröffentlicht.',
    held: 'Ihr Kommentar ist sicher und wartet auf die Moderation.',
    receipt: 'Verfolgen, was damit geschieht',
    answer: form.answer,
    postReply: form.postReply,
    raised: meter.raised,
    asOf: meter.asOf,
    editOwn: edits.edit,
    deleteOwn: edits.delete,
    voteUnknown: votes.unknown,
    pick: marks.pick,
    tryAgain: 'Noch einmal versuchen',
    quote: writing.tools.quote,
    unnamed: 'Ohne Namen',
    more: ways.more,
    moreOf: ways.moreOf,
  },
  account,
  desk,
  edits,
  leaving,
  mails,
  marks,
  media,
  notices,
  providers,
  rules,
  security,
  signIn,
  reasons,
  houseRules,
  policy,
  learning,
  copies,
  votes,
  writing,
  ways,
  later: waysLater,
  judging,
}
