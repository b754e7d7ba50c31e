/** English of marks beside names, editors' picks, questions to the author, and of supporters who show it. */
export const marks = {
  author: 'Author',
  supporter: 'Supporter',
  pick: 'Editors’ pick',
  picks: {
    none: 'The editors have picked nothing here yet.',
    /** What a pick answers: its author, and how it begins. */
    answers: 'In answer to {name}: {text}',
    answersGone: 'In answer to a comment that is not shown',
    inPlace: 'See it in the discussion',
    inPlaceOf: 'See it in the discussion: what {name} wrote',
  },
  picking: {
    pick: 'Pick',
    pickOf: 'Pick what {name} wrote',
    takeBack: 'Take back the pick',
    /** Beside a comment, and as it is read out. */
    back: 'Take back',
    backOf: 'Take back the pick of what {name} wrote',
    title: 'Pick this comment?',
    lead: 'A pick is marked as such wherever it is shown, and stands in the list of the editors’ picks of this discussion. When its author changes the text, it is no pick any more.',
    titlePicked: 'This comment is a pick',
    leadPicked: 'It is marked, and stands in the list of the editors’ picks of this discussion.',
    toComment: 'Back to the comment',
    /** Told to the author who changes a text that was picked. */
    endsByEdit: 'The editors picked this comment. After a change it is no pick any more.',
    /** Told to staff when a press had no answer. */
    failed: 'The pick could not be changed. Please try again.',
  },
  questions: {
    ask: 'Ask the author',
    askName: 'Ask {name}',
    lead: 'Questions that are answered by whoever wrote the article stand on top, each with its answer.',
    post: 'Post question',
    first: 'Answered first',
    empty: 'Nobody has asked anything yet. The first question is yours.',
  },
  support: {
    title: 'Your support',
    lead: 'A gift is entered in our books for your account. Thank you.',
    show: 'Show beside my comments that I support this paper',
    hint: 'The word “Supporter” then stands beside your name, at all of your comments. How much you gave, and when, is shown to nobody.',
    save: 'Save',
    saved: 'Saved.',
  },
}
