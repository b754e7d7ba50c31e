/** English of recommending and reporting comments. */
export const votes = {
  recommend: 'Recommend',
  /** Read out: the button alone says too little in a list of two hundred. */
  recommendOf: 'Recommend what {name} wrote',
  report: 'Report',
  reportOf: 'Report what {name} wrote',
  unknown:
    'We could not reach the server, so we do not know whether your recommendation was counted. Reload the page to see.',
  already: {
    title: 'You recommend this comment already',
    lead: 'Each reader counts once.',
    takeBack: 'Take it back',
    toComment: 'Back to the comment',
  },
  reporting: {
    title: 'Report this comment',
    lead: 'Only our moderators read what you write here. Neither the author nor other readers learn of it.',
    reason: 'What is wrong with it?',
    reasons: {
      spam: 'It advertises, or is sent out in bulk',
      hate: 'It spreads hatred against people for what they are',
      threat: 'It threatens somebody',
      harassment: 'It insults or pursues somebody',
      'off-topic': 'It has nothing to do with the article',
      other: 'Something else',
    },
    words: 'What should we know?',
    optional: 'optional',
    hint: 'At most {limit} characters.',
    send: 'Send the report',
    choose: 'Please choose what is wrong.',
    thanks: 'Thank you for telling us',
    thanksLead: 'A moderator will look at the comment. Reporting it again is not needed.',
  },
}
