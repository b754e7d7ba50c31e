/** Taking one's data away, and leaving. */
export const leaving = {
  title: 'Take your data, or leave',
  takeTitle: 'Take your data with you',
  take: 'You get a zip of plain JSON files: your account, your names, every comment with its pictures and what was decided about it, your notices, sessions and claims. No passwords and no keys are in it.',
  takeButton: 'Download my data',
  leaveTitle: 'Leave for good',
  lead: 'You have 24 hours to change your mind. You stay signed in during that time, but cannot comment. After that nobody can bring your account back, we neither.',
  always: 'This always goes',
  alwaysGoes: [
    'Your name, here and beside everything that you wrote, also beside older comments that you claimed.',
    'Your mail address, your ways to sign in, your sessions, notices, settings and claims.',
    'The mail that we sent to you, and mail to others that quotes you.',
    'Your name beside gifts that are booked for your account. Their amounts stay in our books.',
  ],
  choice: 'What becomes of your comments?',
  keep: 'Keep my texts, without my name',
  keepHint:
    'Conversations stay whole. Nothing beside your texts tells that they are yours; what you wrote in them stays as it is.',
  erase: 'Erase my texts too',
  eraseHint:
    'Where somebody answered you, an empty place stays, so that the answer can be understood. The rest disappears.',
  others: 'What other people quoted from you is part of their own comments and stays.',
  ledger: 'Gifts that you gave stay in our books, which may not be changed.',
  leaveButton: 'Leave in 24 hours',
  waitingTitle: 'You are leaving',
  until: 'Your account goes on {date}. Until then you can stay.',
  willKeep: 'Your texts stay, without your name.',
  willErase: 'Your texts go with it.',
  stayButton: 'Stay after all',
  letter:
    'Somebody who is signed in to your account asked to leave. It is erased on {date} unless you choose to stay.',
  back: 'Back to your account',
  /** The text file beside the exported ones. */
  readme: {
    title: 'Your data at {site} ({origin}), taken at {date}.',
    format:
      'All texts are JSON in UTF-8. Times are UTC (ISO 8601). Texts of comments are as you wrote them, usually in Markdown.',
    files: {
      account: 'account.json: your mail address, role, language and settings.',
      persons: 'persons.json: the names under which you wrote, with the ones that you claimed.',
      comments:
        'comments.json: everything that you wrote, published or not, with its address, what it answers, why it was held, and what was decided about it.',
      pictures:
        'pictures: the pictures in your comments, as WebP; comments.json says which belongs where.',
      waysIn: 'ways-in.json: how you can sign in, without anything secret.',
      sessions: 'sessions.json: where you are signed in.',
      gifts: 'gifts.json: gifts that are booked for your account.',
      notices: 'notices.json: what you were told on the site.',
      mutes: 'mutes.json: people whose comments you do not want to see.',
      visits:
        'visits.json: which discussions you last looked at, and when, if you asked us to remember it.',
      claims: 'claims.json: older comments that you said are yours, and what became of it.',
      events: 'events.json: what happened to your account, and whether you did it.',
    },
    missing:
      'Texts of other people and names of moderators are not in it. Passwords and keys are kept as hashes only and are not in it either.',
  },
}
