/** English of the rules of discussions, for staff. */
export const rules = {
  title: 'Rules of discussions',
  sectionOf: 'The section {name}',
  places: 'Whose rules',
  lead: 'What holds where nothing is set for a discussion itself: first its section, then the site.',
  site: 'The whole site',
  /** Leads from a thread, or from the desk, to the rules above it. */
  above: 'Rules of the site and of its sections',
  threads: 'Discussions of single articles',
  closed: 'Writing',
  closedChoices: { yes: 'Read-only', no: 'Open' },
  closing: 'Closes by itself',
  never: 'Never',
  closesAfter: { one: '{count} day after publication', other: '{count} days after publication' },
  /** Of a single discussion: a day of its own. */
  onDay: 'Closes on this day instead',
  daysHint: 'Days after publication; 0: never.',
  members: 'Who may write',
  membersChoices: { yes: 'Only people with an account', no: 'Everybody' },
  slow: 'Slow mode',
  secondsHint: 'Seconds between two comments of one person; 0: no pause.',
  noPause: 'No pause',
  pauseOf: { one: '{count} second', other: '{count} seconds' },
  mode: 'What it is for',
  modeChoices: { discussion: 'Discussion', questions: 'Questions to the author' },
  /** What holds where a level says nothing. */
  notSet: 'Not set here ({value})',
  leftEmpty: 'Left empty: {value}.',
  /** Where what holds comes from. */
  from: {
    thread: 'set for this discussion',
    section: 'set for the section',
    site: 'set for the site',
    default: 'set nowhere',
  },
  holds: 'What holds now',
  own: 'What is set here',
  save: 'Save the rules',
  saved: 'The rules are saved.',
  changes: 'What was changed',
  program: 'A program, or somebody who left',
  /** One rule of a change: which, from what, to what. */
  change: '{rule}: {from} → {to}',
  unsaid: 'not set',
  authors: 'Who wrote the article',
  authorsHint:
    'Names of accounts, one a line. The mark “Author” stands beside what they write here, and what they answer counts as the author’s answer.',
  authorsByline:
    'An account of our staff whose name equals the byline counts by itself, until you save something here.',
  authorsNames: 'Names',
  authorsSave: 'Save the authors',
  authorsSaved: 'The authors are saved.',
}
