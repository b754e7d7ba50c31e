/** English of the frame around every mail, and of the outbox page. */
export const mails = {
  /** Stands for an address that was taken out of somebody's words. */
  link: '[link]',
  wrote: '{name} wrote:',
  unsubscribe: 'Stop these mails',
  outbox: {
    title: 'Outbox',
    lead: 'Every mail of the last {days} days, the newest first.',
    noServer:
      'No mail server is set, so nothing leaves this page: pass the mails on yourself, or open their links here. To send them by mail, set SMTP_URL (such as smtps://user:password@mail.example.org) and, if you like, MAIL_FROM, and start the program again.',
    newAgain: 'Mails that are kept here stay here; only new ones are sent then.',
    empty: 'There is no mail yet.',
    list: 'Mails',
    to: 'To',
    answer: 'Answer of the mail server:',
    states: {
      waiting: 'Waiting',
      sent: 'Sent',
      kept: 'Kept here',
      failed: 'Failed',
    },
    statesTitle: 'What the states mean',
    meanings: {
      waiting:
        'It is on its way, or the mail server did not take it yet: we try again by ourselves.',
      sent: 'The mail server took it.',
      kept: 'There was no mail server when it was written, so it was not sent.',
      failed:
        'The mail server refused it for good, or it came too late to be of use. We do not try again.',
    },
    tooLate: 'It could not be sent while its link was good, so it was not sent at all.',
    read: 'Read “{subject}”',
    gone: 'The text held a key to sign in with, and was deleted when the mail was settled.',
    sealed: 'It holds a key to sign in with, so only its recipient can read it.',
    older: 'Older mails',
    newest: 'Back to the newest mails',
  },
}
