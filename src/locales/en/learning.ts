/** English of what the judge learned from moderators of this site. */
export const learning = {
  title: 'What the judge learned here',
  brief: 'How well it foretells what moderators of this house remove.',
  lead: 'The judge learns from your decisions which texts this house removes, in every language. It shows such comments to you earlier, and holds them only where your policy sets a threshold for that.',
  state: 'State',
  states: { ready: 'It helps.', few: 'It is still learning.', worse: 'It keeps quiet.' },
  stateNotes: {
    ready:
      'Comments that look like what moderators here often remove are shown to you earlier. It began after {total} decisions, {each} of each kind among them.',
    few: 'It says nothing before it has learned {total} decisions, {each} of each kind among them.',
    worse:
      'It foretold the latest decisions worse than the model alone, so it says nothing until that changes. It goes on learning; it needs {total} decisions, {each} of each kind among them.',
  },
  kinds: {
    'let-through': 'Held, and let through',
    'put-back': 'Removed, and put back',
    picked: 'Picked',
    removed: 'Removed',
  },
  whatTeaches:
    'Only the last word on each comment counts. What nobody looked at teaches nothing, nor do removals of copies and pictures, decisions of programs, and what authors delete themselves.',
  shares: 'Whose decisions count how much',
  you: 'You',
  moderator: 'Moderator {number}',
  capped: 'at the limit',
  sharesNote:
    'Past {full} decisions nobody has more than half, and less the more of you decide: what goes beyond counts a tenth. So nobody alone decides what the house finds.',
  hits: 'How well it foretells you',
  noHits: 'There is nothing to compare yet.',
  hitsLead: 'Each decision was foretold before it was learned. Of the latest {count}:',
  withHouse: 'What it learned here',
  modelAlone: 'Model alone',
  auc: 'Told apart (100% is perfect, 50% is chance)',
  right: 'Foretold right',
  curve:
    'From {from} to {to} decisions: what it learned here told decisions apart by {before} first and {now} now; the model alone by {model}.',
  curveNote: 'Told apart, by the number of decisions.',
  wrong: 'Foretold wrong of late',
  wrongLead: 'Worth a look where you think it was right after all.',
  foretold: 'It expected a removal at {percent}. {what}',
  did: {
    'let-through': 'The comment was let through.',
    'put-back': 'The comment was put back.',
    picked: 'The comment was picked.',
    removed: 'The comment was removed.',
  },
  reset: 'Begin anew',
  resetLead:
    'Makes the judge forget what it learned here. Decisions stay what they are, but those up to now teach nothing any more. This cannot be undone.',
  sure: 'Yes, forget what was learned here',
  resetIt: 'Begin anew',
  isReset: 'It begins anew with your next decision.',
  resets: 'Begun anew before:',
}
