/** English: its shape is the type that every other locale satisfies. */
import type { PluralForms } from '../core/plural.js'
import type { RefusalCode } from '../core/refusals.js'
import { account } from './en/account.js'
import { copies } from './en/copies.js'
import { desk } from './en/desk.js'
import { edits } from './en/edits.js'
import { houseRules } from './en/house-rules.js'
import { judging } from './en/judging.js'
import { learning } from './en/learning.js'
import { leaving } from './en/leaving.js'
import { mails } from './en/mails.js'
import { marks } from './en/marks.js'
import { media } from './en/media.js'
import { notices } from './en/notices.js'
import { policy } from './en/policy.js'
import { providers } from './en/providers.js'
import { reasons } from './en/reasons.js'
import { rules } from './en/rules.js'
import { security } from './en/security.js'
import { signIn } from './en/sign-in.js'
import { votes } from './en/votes.js'
import { ways, waysLater } from './en/ways.js'
import { writing } from './en/writing.js'

const refusals: Record<RefusalCode, string> = {
  'request/invalid': 'The request is not as described in the documentation: {detail}',
  'request/not-utf8': 'The text is not valid UTF-8.',
  'request/cursor-invalid':
    'This cursor does not belong to this list. Start again from the first page.',
  'request/too-large': 'This is larger than {limit} bytes, the most we accept.',
  'request/unsupported-media-type': 'We do not read this kind of content here.',
  'request/method-not-allowed': 'This address does not answer to this method.',
  'request/key-missing': 'Send an Idempotency-Key header of 1 to 100 printable ASCII characters.',
  'request/key-reused': 'This key was used before, for something else. Use a new key.',
  'request/not-found': 'There is nothing at this address.',
  'request/too-busy':
    'Too many people write at this moment. Your text is not lost: please send it again in a few seconds.',
  'request/too-many': 'You have done this very often. Please wait {seconds} seconds and try again.',
  'request/not-from-here':
    'This was not sent from a page of this site, so we did nothing. Open the page again and repeat it there.',
  'access/sign-in': 'Please sign in first.',
  'access/second-factor':
    'Staff need a passkey or a code app for this. Set one up in your account, or sign in with it.',
  'access/sign-in-again':
    'This changes how your account is kept safe. Please sign in once more first.',
  'access/forbidden': 'Your role does not include this.',
  'access/token-unknown':
    'This access token is not known. Make a new one: npm run readership -- staff-token',
  'access/guests-closed':
    'Please sign in to comment: this site does not take comments from guests.',
  'access/banned':
    'This account is banned from taking part. It can still read, take its data along, and leave.',
  'access/leaving':
    'This account is about to be deleted, so it cannot write. To go on, choose to stay: it is in your account.',
  'sign-in/link-invalid': 'This link has been used, or is too old. Ask for a new one.',
  'sign-in/other-browser':
    'This link works only in the browser that asked for it. Open it there, or type the code from the mail there.',
  'sign-in/code-wrong': 'This code is not right, or too old.',
  'sign-in/passkey-refused': 'This passkey could not be confirmed. Please try again.',
  'sign-in/password-wrong': 'Address and password do not belong together.',
  'sign-in/password-weak':
    'A password has {min} to {max} characters, and is not among the common ones or made of your own name.',
  'sign-in/provider-failed':
    'The other site did not confirm who you are. Please try again, or choose another way.',
  'sign-in/token-invalid': 'The sign-in of the other site was not accepted: {detail}',
  'sign-in/not-linked':
    'An account with this address exists already. Sign in to it first, then connect the other site in its settings.',
  'account/mail-invalid': 'This is not a mail address that we can write to.',
  'account/mail-taken': 'This address belongs to another account.',
  'account/not-found': 'There is no such account.',
  'account/name-missing': 'Choose a name first: it stands beside what you write.',
  'account/name-taken':
    'This name, or one that looks like it, belongs to somebody else here. If it is yours, sign in; else please choose another.',
  'account/name-too-soon': 'A name can be changed once in {days} days.',
  'account/too-many-keys': 'An account has at most {limit} passkeys. Remove one first.',
  'account/last-owner': 'This is the only owner. Make somebody else an owner first.',
  'account/last-way-in': 'This is the only way into your account. Add another one first.',
  'account/person-not-found': 'There is no such person.',
  'account/claim-refused':
    'This cannot be claimed: it belongs to an account already, or you have asked for it before.',
  'account/words-too-long': 'At most {limit} characters, please.',
  'account/too-many-mutes': 'You can mute at most {limit} people.',
  'account/no-gift': 'No gift is entered in our books for your account.',
  'article/not-found': 'There is no such article.',
  'article/author-unknown': 'Nobody here has an account with the name {name}.',
  'article/too-many-authors': 'An article has at most {limit} authors.',
  'comment/not-found': 'There is no such comment.',
  'comment/empty': 'Please write something first.',
  'comment/too-long': 'A comment has at most {limit} characters; this one has {length}.',
  'comment/name-invalid': 'Please choose a name that has letters in it and is no address.',
  'comment/name-too-long': 'A name has at most {limit} characters.',
  'comment/parent-missing':
    'The comment that you answer is no longer there. You can post your text as a comment of its own.',
  'comment/too-deep': 'This thread is {limit} levels deep. Please answer one level further up.',
  'comment/thread-closed': 'This discussion is closed to new comments.',
  'comment/edited-meanwhile':
    'This comment was changed meanwhile, in another window perhaps. Your text is kept; look at both before you save.',
  'comment/members-only':
    'Please sign in to write here: this discussion is for people with an account.',
  'comment/too-soon':
    'This discussion is in slow mode. Please wait {seconds} seconds before your next comment.',
  'comment/own': 'You cannot recommend what you wrote yourself.',
  'picture/off': 'This site takes no pictures in comments.',
  'picture/readers-only': 'Please sign in to add pictures: here only people with an account can.',
  'picture/too-many': 'A comment has at most {limit} pictures.',
  'picture/too-large':
    'A picture has at most {limit} MB, and all of a comment together have at most {total} MB.',
  'picture/too-many-pixels': 'A picture has at most {limit} megapixels.',
  'picture/heic':
    'This picture is in the HEIC format, which browsers do not show. Please send it as JPEG: telephones call that “most compatible”.',
  'picture/unreadable':
    'This is no picture that we can read. Please send JPEG, PNG, WebP, GIF or AVIF.',
  'picture/alt-too-long': 'A description has at most {limit} characters; this one has {length}.',
  'picture/gone': 'A picture is no longer here, because it waited for a day. Please add it again.',
  'report/too-long': 'At most {limit} characters, please; there are {length}.',
  'find/too-long':
    'This takes too long in a discussion of this size. Say it with one word less, or ask for newer comments only.',
  'find/too-busy':
    'Many people look for something at this moment. Please try again in a few seconds.',
  'comment/nudged':
    'Please look at your words once more: nothing is posted yet. Sent again as it is, it waits for a moderator.',
  'comment/refused-spam':
    'This was not taken: it is advertising by the rules of this house. Nothing was kept.',
  'comment/refused-copy':
    'This was not taken: it says again what was said here before. Nothing was kept.',
  'comment/refused-slur':
    'This was not taken: it has a word that insults a whole group of people. Nothing was kept.',
  'policy/out-of-range': 'A threshold lies between {min} and {max} ({ground}).',
  'policy/out-of-order':
    'Asking comes before holding, and holding before refusing: each threshold is higher than the one before ({ground}).',
  'policy/never-refused':
    'A machine refuses spam, copies and slurs only; everything else is held for a person ({ground}).',
  'policy/never-nudged':
    'Advertisers are given no hints: spam and copies are held or refused ({ground}).',
  'policy/refused-too-early':
    'What is refused is seen by nobody: choose at least {from} ({ground}).',
  'learning/not-confirmed': 'Please tick the box: this cannot be undone.',
  'copies/not-found': 'There are no such copies, or none of them is left.',
  'house-rule/not-found': 'There is no such rule, or it has ended.',
  'house-rule/unreadable': 'This cannot be read as a rule: {detail}',
  'house-rule/too-long': 'At most {limit} characters, please; there are {length}.',
  'house-rule/too-wide': 'This rule would meet every text.',
  'house-rule/too-slow':
    'This expression takes {ms} ms for a long text; {limit} ms are the most. Try a simpler one.',
  'house-rule/too-many':
    'There are {limit} rules of this kind already, the most there can be. End one first.',
  'campaign/not-found': 'There is no campaign at the moment.',
  'gift/amount-invalid': 'An amount is a whole number of minor units from 1 to {limit}.',
  'gift/currency-mismatch': 'The campaign counts in {currency}.',
  'gift/giver-unknown':
    'No account has this mail address. Record the gift without it, or with the address that the giver signs in with.',
  'judge/key-unknown': 'API key not valid. Please pass a valid API key.',
  'judge/key-not-found': 'There is no such key, or it has ended.',
  'judge/name-invalid': 'A key needs a name of at most {limit} characters.',
  'judge/quota-invalid': 'How often a key may ask is a whole number from 1 to {limit}.',
  'judge/too-many-keys':
    'There are {limit} open keys, the most a site can have. End one that is not used.',
  'judge/secret-invalid': 'A signing secret has at most {limit} characters.',
  'judge/signature-wrong':
    'The signature of this request is missing, or not made with the secret of this key.',
  'judge/text-empty': 'There is no text to judge.',
  'judge/text-too-long': 'A text to judge has at most {limit} bytes.',
  'server/fault':
    'We cannot reach our database at this moment. Nothing that was confirmed is lost; please try again shortly.',
  'server/bug': 'Something went wrong on our side. It has been written down as {requestId}.',
}

const plurals: Record<
  'comments' | 'replies' | 'moreReplies' | 'continueThread' | 'gifts' | 'questionsAnswered',
  PluralForms
> = {
  comments: { one: '{count} comment', other: '{count} comments' },
  replies: { one: '{count} reply', other: '{count} replies' },
  moreReplies: { one: 'Show {count} more reply', other: 'Show {count} more replies' },
  continueThread: {
    one: 'Continue this thread: {count} reply',
    other: 'Continue this thread: {count} replies',
  },
  gifts: { one: '{count} gift', other: '{count} gifts' },
  questionsAnswered: {
    one: '{answered} of {count} question answered',
    other: '{answered} of {count} questions answered',
  },
}

const layout = {
  skip: 'Skip to the content',
  sections: 'Sections',
  feed: 'RSS feed',
  support: 'Support us',
  paidByReaders: 'Paid for by its readers.',
  home: 'Front page',
}

const front = {
  latest: 'Latest',
  empty: 'Nothing has been published yet.',
}

const section = {
  older: 'Older articles',
  newest: 'Back to the newest articles',
  empty: 'There is nothing in this section yet.',
}

const article = {
  undated: 'Date unknown',
  updated: 'Updated {date}',
  pictureLost: 'This picture did not survive its archive',
  elsewhere: 'First published elsewhere: read the original',
}

const meter = {
  title: 'Do you like this content? Consider helping us!',
  label: 'Raised by readers',
  raised: '{raised} of {goal}',
  asOf: 'as of {date}',
  closed: 'This campaign is closed.',
  give: 'How to help',
}

const thread = {
  title: 'Discussion',
  order: 'Order of comments',
  orders: {
    best: 'Best',
    discussed: 'Most discussed',
    newest: 'Newest',
    oldest: 'Oldest',
    highlights: 'Editors’ picks',
  },
  empty: 'Nobody has written here yet. The first word is yours.',
  closed: 'This discussion is closed. It can still be read.',
  next: 'More comments',
  first: 'Back to the first comments',
  whole: 'The whole discussion',
  inReplyTo: 'What it answers',
  commentBy: 'Comment by {name} on “{headline}”',
  commentUnknown: 'A comment on “{headline}”',
}

const comment = {
  left: 'Somebody who left',
  deletedLeft: 'Deleted: its author has left',
  removedBy: 'Removed by a moderator: {rule}',
  muted: 'You muted this person',
  staff: 'Staff',
  unknown: 'Unnamed',
  undated: 'undated',
  to: 'to',
  permalink: 'Link to this comment, {date}',
  reply: 'Reply',
  replyTo: 'Reply to {name}',
  empty: 'This comment came to us without its text.',
  deleted: 'Deleted by its author',
  removed: 'Removed by a moderator',
  held: 'Held for review',
}

const form = {
  write: 'Join the discussion',
  answer: 'Your reply',
  text: 'Your comment',
  name: 'Your name',
  signInToWrite: 'Sign in to write',
  chooseName: 'Choose a name to write',
  writingAs: 'Writing as',
  optional: 'optional',
  hint: 'Markdown works: *emphasis*, > quote, [link](address). @ and a name calls somebody.',
  leaveEmpty: 'Please leave this empty:',
  post: 'Post comment',
  postReply: 'Post reply',
  problemTitle: 'Your comment was not posted',
  problemKept: 'Nothing that you typed is lost: it is all below.',
}

const receipt = {
  title: 'Your comment',
  private:
    'Only somebody with the address of this page can see it. Keep it if you want to come back.',
  published: 'Your comment is published.',
  held: 'Your comment is safe, and waits for a moderator.',
  heldNext: 'A person will read it. Nothing else is needed from you.',
  removed: 'A moderator removed your comment.',
  deleted: 'You deleted this comment.',
  reasons: 'Why',
  see: 'See it in the discussion',
  back: 'Back to the article',
  on: 'On',
}

const support = {
  title: 'Support us',
  lead: 'We have no owner to please and no advertisers to count you for. What we publish is paid for by the people who read it.',
  how: 'How to help',
  instructions:
    'Write to the editors: they will tell you how a gift reaches us. It is entered in our books on the day it arrives, and the meter on every page moves with it.',
  recent: 'Recent gifts',
  noGifts: 'No gift has been entered yet.',
  anonymous: 'A reader',
  noCampaign: 'There is no campaign at the moment.',
  books: 'The meter is the sum of the gifts in our books, nothing else.',
}

const problem = {
  notFound: 'There is nothing at this address',
  notAllowed: 'That is not possible here',
  busy: 'We are not able to answer at this moment',
  broken: 'Something went wrong on our side',
  front: 'Go to the front page',
}

/** Sentences of the islands: they travel to the browser with the page. */
const browser = {
  newComments: { one: '{count} new comment', other: '{count} new comments' } as PluralForms,
  replies: plurals.replies,
  gifts: plurals.gifts,
  show: 'Show',
  cancel: 'Cancel',
  sending: 'Sending…',
  offline:
    'We could not reach the server, so we do not know whether your comment arrived. Your text is kept. Send it again: it will not be posted twice.',
  unreadable: 'The server answered something we do not understand. Your text is kept.',
  posted: 'Your comment is published.',
  held: 'Your comment is safe, and waits for a moderator.',
  receipt: 'Follow what happens to it',
  answer: form.answer,
  postReply: form.postReply,
  raised: meter.raised,
  asOf: meter.asOf,
  editOwn: edits.edit,
  deleteOwn: edits.delete,
  voteUnknown: votes.unknown,
  pick: marks.pick,
  tryAgain: 'Try again',
  quote: writing.tools.quote,
  unnamed: comment.unknown,
  more: ways.more,
  moreOf: ways.moreOf,
}

export const en = {
  /** BCP 47; dates, numbers and plurals follow it. */
  language: 'en',
  refusals,
  plurals,
  layout,
  front,
  section,
  article,
  meter,
  thread,
  comment,
  form,
  receipt,
  support,
  problem,
  browser,
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
  /** Sentences of the islands that few readers need: fetched when they are used. */
  later: waysLater,
  judging,
}

export type Locale = typeof en
