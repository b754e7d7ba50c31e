/** English of why a comment is held, said to the person who wrote it. Keys are the reason codes of moderation. */
export const reasons = {
  'link-flood': 'It has many links for so few words. A sentence or two about each would help.',
  'masked-link':
    'A link in it does not show where it leads. Please give the full, ordinary address.',
  'short-link':
    'A link in it is shortened. Please give the full address, so that people see where it leads.',
  'newcomer-link':
    'It has a link, and we do not know you yet. That will change with your comments.',
  'doubtful-domain': 'It links to a site that our moderators have turned away before.',
  'hash-busting': 'It has rows of ornaments or random letters, as advertising often does.',
  advertising:
    'It reads like an advertisement. Please tell us in your own words what you want to say.',
  'copy-of-earlier': 'It repeats an earlier comment almost word for word.',
  'copy-of-removed': 'It repeats almost word for word what our moderators have removed before.',
  'repeated-by-author': 'You said the same here a few minutes ago.',
  'many-at-once': 'Very many comments came within a minute, from you or from near you.',
  'sent-at-once': 'It was sent faster than people can write.',
  'hidden-field':
    'A field of the form was filled in that people do not see; programs fill in such fields.',
  'wall-of-text':
    'It is one long block. Empty lines between its thoughts would make it easier to read.',
  'all-capitals': 'It is written in capitals almost throughout, which reads like shouting.',
  'without-words': 'It has no words in it.',
  'house-rule': 'Something in it needs the eyes of our moderators first.',
  'often-removed-here': 'Moderators here often remove texts like this.',
  'seems-toxic': 'It sounds rude enough to make people leave the conversation.',
  'seems-hateful': 'It sounds as if it spreads hatred.',
  'seems-insulting': 'It sounds like an insult.',
  'seems-threatening': 'It sounds like a threat.',
  'seems-hostile-to-group': 'It sounds hostile to a whole group of people.',
  'seems-profane': 'It has coarse language.',
  'seems-explicit': 'It sounds sexually explicit.',
  'seems-spam': 'It sounds like spam.',
  'spam-to-akismet': 'The spam filter Akismet took it for spam.',
  slur: 'It has a word that insults a whole group of people.',
  'abuse-of-group': 'It speaks with contempt of a whole group of people.',
  'abuse-of-person':
    'It seems to insult somebody in the conversation. Please argue with what was said.',
  'first-picture':
    'It is your first comment with a picture here, and a person looks at that. Later ones appear at once.',
  'copy-of-removed-picture': 'A picture in it looks like one that was removed here before.',
  'marked-spam-at-source': 'It was marked as spam where it was first posted.',
  'pending-at-source': 'It was still waiting for approval where it was first posted.',
  'waits-everybody': 'Here a moderator reads every comment before it appears.',
  'waits-newcomers':
    'Your first comments here are read by a moderator. Once two of them stand, the next appear at once.',
}
