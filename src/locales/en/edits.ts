/** Changing and deleting one's own comments, and what they said before. */
export const edits = {
  edit: 'Edit',
  delete: 'Delete',
  editTitle: 'Edit your comment',
  on: 'On',
  free: 'Until {until} a change leaves no trace. After that, everybody can read what your comment said before.',
  traced:
    'After the change everybody can still read what your comment says now: it is in the history of the comment.',
  held: 'Your comment waits for a moderator, and still waits after a change. Only you and the moderators can read it.',
  text: 'Your comment',
  save: 'Save changes',
  back: 'Leave it as it is',
  present: 'What your comment says now',
  presentHint: 'If you save, your text below takes its place.',
  deleteInstead: 'Delete this comment',
  deleteTitle: 'Delete your comment?',
  deleteLead:
    'Your text and your name go, and so does everything that it said before. Where somebody answered you, an empty place stays. Nobody can bring it back, we neither.',
  deleteButton: 'Delete for good',
  edited: 'edited',
  editedOn: 'Edited on {date}: read what it said before',
  historyTitle: 'What this comment said before',
  historyBy: 'Former texts of a comment by {name} on “{headline}”',
  historyUnknown: 'Former texts of a comment on “{headline}”',
  historyLead:
    'Its author changed this comment. What a change took out is struck through; what the last one brought in is underlined.',
  now: 'Now',
  until: 'Until {date}',
  older: 'Older texts',
  newest: 'Back to the newest texts',
  toComment: 'Back to the comment',
}
