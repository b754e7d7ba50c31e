/** Signing in and accepting invitations. */
export const signIn = {
  title: 'Sign in',
  lead: 'To write under a name of your own, and to hear when somebody answers you. Whoever has no account yet gets one.',
  again:
    'You are about to change how your account is kept safe. Please show once more that it is you.',
  mail: 'Your mail address',
  send: 'Send me a link',
  or: 'or',
  byMail: 'By mail',
  byPasskey: 'With a passkey',
  byPassword: 'With a password',
  password: 'Password',
  enter: 'Sign in',
  byOthers: 'With another site',
  sentTitle: 'Look into your mail',
  sentLead:
    'We have sent a letter to the address you gave. Open its link in this browser, or type its code here. Both work for ten minutes.',
  sentNothing:
    'Nothing there? It may take a minute, and may lie among the unwanted mail. You can ask for another letter.',
  code: 'Code from the letter',
  useCode: 'Sign in',
  askAgain: 'Ask for another letter',
  linkTitle: 'One more click',
  linkLead: 'You are about to sign in to {site}.',
  linkButton: 'Sign in now',
  linkConfirm: 'You are about to confirm this mail address.',
  otherTitle: 'Almost',
  otherLead:
    'This link was asked for in another browser or on another device. Type the code from the letter there, or ask here for a letter of its own.',
  invitationTitle: 'You are invited',
  invitationLead: 'You are invited to work at {site}. Your role: {role}.',
  ownerLead:
    'You started this site. Accept, and you are its owner: the one who invites the others.',
  accept: 'Accept',
  already: 'You are signed in as {name}.',
  goOn: 'Go on',
  signOut: 'Sign out',
  outTitle: 'Sign out',
  outbox: 'This site sends no mail yet: its owner finds the letter in the outbox of the desk.',
}
