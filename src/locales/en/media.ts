/** Pictures in comments, and links as cards. */
export const media = {
  undescribed: 'A picture without a description',
  ownArticle: 'On this site',
  ownComment: 'A comment by {name}',
  label: 'Pictures',
  optional: 'optional',
  add: 'Add pictures',
  /** Limits as numbers. */
  hint: 'Up to {count}, {limit} MB each. Where and with what a picture was taken is removed from it.',
  altOf: 'What does picture {number} show?',
  remove: 'Remove',
  removeOf: 'Remove picture {number}',
  sendingOf: 'Picture {number} is being sent',
  notSent: 'It could not be sent. Please try again.',
  tooLarge: 'larger than {limit} MB',
  describeTitle: 'What do your pictures show?',
  describeLead:
    'Some readers cannot see pictures: a sentence about each lets them take part. You can also post without.',
  yours: 'Your pictures',
  takeOut: 'Take this picture out',
  described: 'Picture: {alt}',
}
