/** English of copies that are decided on together. */
export const copies = {
  title: 'Copies',
  brief: 'Comments that say nearly the same, held together and decided on once.',
  lead: 'Each line is one text and everything like it, whoever wrote it and wherever. A decision is for all that are held, told to each author, and counts for copies to come.',
  none: 'No copies are waiting.',
  decided: 'Decided. What is more than a hundred follows within moments.',
  like: { one: '{count} like this', other: '{count} like this' },
  held: { one: '{count} held', other: '{count} held' },
  people: { one: '{count} person', other: '{count} people' },
  places: { one: '{count} discussion', other: '{count} discussions' },
  /** Around a number that is a lower bound. */
  atLeast: 'at least {what}',
  nameless: 'no name',
  more: 'and others',
  before: {
    remove: 'Removed before: these came afterwards.',
    publish: 'Published before: these are held for another reason.',
  },
  publish: 'Publish all',
  publishOf: 'Publish all {count} held comments like “{text}”',
  remove: 'Remove all',
  removeOf: 'Remove all {count} held comments like “{text}”',
  rule: 'By which rule (the authors read it)',
  open: 'Open the latest',
  next: 'Older ones',
}
