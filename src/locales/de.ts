/** German. */
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
  'access/staff-only': 'Das ist für die Redaktion: bitte das Kennwort der Redaktion mitsenden.',
  'article/not-found': 'Diesen Artikel gibt es nicht.',
  'comment/not-found': 'Diesen Kommentar gibt es nicht.',
  'comment/empty': 'Bitte schreiben Sie zuerst etwas.',
  'comment/too-long': 'Ein Kommentar hat höchstens {limit} Zeichen; dieser hat {length}.',
  'comment/name-invalid': 'Bitte wählen Sie einen Namen, in dem Buchstaben vorkommen.',
  'comment/name-too-long': 'Ein Name hat höchstens {limit} Zeichen.',
  'comment/parent-missing':
    'Der Kommentar, auf den Sie antworten, ist nicht mehr da. Ihr Text steht unten: Sie können ihn als eigenen Kommentar veröffentlichen.',
  'comment/too-deep':
    'Diese Diskussion ist {limit} Ebenen tief. Bitte antworten Sie eine Ebene höher.',
  'comment/thread-closed': 'Diese Diskussion ist für neue Kommentare geschlossen.',
  'campaign/not-found': 'Zurzeit gibt es keine Kampagne.',
  'gift/amount-invalid': 'Ein Betrag ist eine ganze Zahl kleinster Einheiten von 1 bis {limit}.',
  'gift/currency-mismatch': 'Die Kampagne zählt in {currency}.',
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
}

const form: Locale['form'] = {
  write: 'Mitreden',
  answer: 'Ihre Antwort',
  text: 'Ihr Kommentar',
  name: 'Ihr Name',
  optional: 'freiwillig',
  hint: 'Markdown geht: *Betonung*, > Zitat, [Verweis](Adresse).',
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
    orders: { best: 'Beste', newest: 'Neueste', oldest: 'Älteste' },
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
    staff: 'Redaktion',
    unknown: 'Ohne Namen',
    undated: 'ohne Datum',
    to: 'an',
    permalink: 'Verweis auf diesen Kommentar, {date}',
    reply: 'Antworten',
    replyTo: 'Antwort an {name}',
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
  },
}
