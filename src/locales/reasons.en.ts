/** Why a comment is held, said to the person who wrote it. Keys are the reason codes of moderation. */
export const reasonsEn = {
  'link-flood': 'It has many links for so few words. A sentence or two about each would help.',
  'masked-link':
    'A link in it does not show where it leads. Please give the full, ordinary address.',
  'hash-busting': 'It has rows of ornaments or random letters, as advertising often does.',
  'copy-of-earlier': 'It repeats an earlier comment almost word for word.',
  'repeated-by-author': 'You said the same here a few minutes ago.',
  slur: 'It has a word that insults a whole group of people.',
  'abuse-of-person':
    'It seems to insult somebody in the conversation. Please argue with what was said.',
  'first-picture':
    'It is your first comment with a picture here, and a person looks at that. Later ones appear at once.',
  'copy-of-removed-picture': 'A picture in it looks like one that was removed here before.',
  'marked-spam-at-source': 'It was marked as spam where it was first posted.',
  'pending-at-source': 'It was still waiting for approval where it was first posted.',
}
