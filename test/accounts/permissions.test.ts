import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Action,
  type Actor,
  ANONYMOUS,
  type Answer,
  may,
  RIGHTS,
  ROLES,
  type Role,
  type SignedIn,
  type Subject,
} from '../../src/accounts/index.js'

const OWN_ID = 'own-account'
const OTHER_ID = 'other-account'

/** Somebody who has proven everything there is to prove, just now. */
const signedIn = (role: Role, more: Partial<SignedIn> = {}): SignedIn => ({
  kind: 'account',
  accountId: OWN_ID,
  personId: 'own-person',
  sessionId: 'own-session',
  name: 'Ada',
  role,
  language: null,
  isBanned: false,
  leavesAt: null,
  hasSecondFactor: true,
  owesFactor: false,
  linkKey: '',
  isFresh: true,
  muted: new Set(),
  unread: 0,
  formToken: 'token',
  ...more,
})
const token = (role: Role): Actor => ({ kind: 'token', role })

const ACTIONS = Object.keys(RIGHTS) as Action[]
const isStaffRight = (action: Action) => Array.isArray(RIGHTS[action].roles)

const SUBJECTS: Record<string, Subject | undefined> = {
  none: undefined,
  own: { ownerId: OWN_ID, ownerRole: 'reader' },
  other: { ownerId: OTHER_ID, ownerRole: 'reader' },
  gone: { ownerId: null, isGone: true },
}

/** Reads a table: a line of column names, then a line for each action and its subjects. */
function linesOf(table: string) {
  const [head = [], ...lines] = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  const columns = head.slice(2)
  return lines.map(([action = '', subjects = '', ...words]) => {
    if (words.length !== columns.length) throw new Error(`${action} ${subjects} lacks a word`)
    const wordOf = Object.fromEntries(columns.map((column, at) => [column, words[at]]))
    return { action: action as Action, subjects: subjects.split(','), wordOf }
  })
}

const RIGHTS_BY_ROLE = `
action           subject         anonymous  reader  author  moderator  treasurer  editor  owner
read             none,own,other  yes        yes     yes     yes        yes        yes     yes
read             gone            gone       gone    gone    gone       gone       gone    gone
sign-in          none,own,other  yes        yes     yes     yes        yes        yes     yes
sign-in          gone            gone       gone    gone    gone       gone       gone    gone
comment          none,own,other  yes        yes     yes     yes        yes        yes     yes
comment          gone            gone       gone    gone    gone       gone       gone    gone
own-account      none,own        sign-in    yes     yes     yes        yes        yes     yes
own-account      other,gone      sign-in    gone    gone    gone       gone       gone    gone
own-safety       none,own        sign-in    yes     yes     yes        yes        yes     yes
own-safety       other,gone      sign-in    gone    gone    gone       gone       gone    gone
desk             none,own,other  sign-in    no      yes     yes        yes        yes     yes
desk             gone            sign-in    no      gone    gone       gone       gone    gone
see-held         none,own,other  sign-in    no      no      yes        no         yes     yes
see-held         gone            sign-in    no      no      gone       no         gone    gone
decide-comment   none,own,other  sign-in    no      no      yes        no         yes     yes
decide-comment   gone            sign-in    no      no      gone       no         gone    gone
pick-comment     none,own,other  sign-in    no      no      yes        no         yes     yes
pick-comment     gone            sign-in    no      no      gone       no         gone    gone
set-site-rules   none,own,other  sign-in    no      no      no         no         yes     yes
set-site-rules   gone            sign-in    no      no      no         no         gone    gone
reset-learning   none,own,other  sign-in    no      no      no         no         yes     yes
reset-learning   gone            sign-in    no      no      no         no         gone    gone
decide-claim     none,own,other  sign-in    no      no      yes        no         yes     yes
decide-claim     gone            sign-in    no      no      gone       no         gone    gone
see-people       none,own,other  sign-in    no      no      yes        no         yes     yes
see-people       gone            sign-in    no      no      gone       no         gone    gone
ban              none,other      sign-in    no      no      yes        no         yes     yes
ban              own             sign-in    no      no      no         no         no      no
ban              gone            sign-in    no      no      gone       no         gone    gone
give-role        none,other      sign-in    no      no      no         no         no      yes
give-role        own             sign-in    no      no      no         no         no      no
give-role        gone            sign-in    no      no      no         no         no      gone
read-outbox      none,own,other  sign-in    no      no      no         no         no      yes
read-outbox      gone            sign-in    no      no      no         no         no      gone
write-article    none,own,other  sign-in    no      yes     no         no         yes     yes
write-article    gone            sign-in    no      gone    no         no         gone    gone
publish-article  none,own,other  sign-in    no      no      no         no         yes     yes
publish-article  gone            sign-in    no      no      no         no         gone    gone
judge-keys       none,own,other  sign-in    no      no      no         no         no      yes
judge-keys       gone            sign-in    no      no      no         no         no      gone
judge            none,own,other  yes        yes     yes     yes        yes        yes     yes
judge            gone            gone       gone    gone    gone       gone       gone    gone
record-gift      none,own,other  sign-in    no      no      no         yes        no      yes
record-gift      gone            sign-in    no      no      no         gone       no      gone
`

describe('rights by role', () => {
  const lines = linesOf(RIGHTS_BY_ROLE)

  it('are written down for every action, role and kind of subject, each once', () => {
    const told = lines.flatMap(({ action, subjects }) => subjects.map((one) => `${action} ${one}`))
    const all = ACTIONS.flatMap((action) =>
      Object.keys(SUBJECTS).map((subject) => `${action} ${subject}`),
    )
    expect(told.toSorted()).toEqual(all.toSorted())
    for (const { wordOf } of lines)
      expect(Object.keys(wordOf).toSorted()).toEqual(['anonymous', ...ROLES].toSorted())
  })

  it('are what the table says', () => {
    for (const { action, subjects, wordOf } of lines)
      for (const subject of subjects)
        for (const [who, word] of Object.entries(wordOf)) {
          const actor = who === 'anonymous' ? ANONYMOUS : signedIn(who as Role)
          expect(may(actor, action, SUBJECTS[subject]), `${who} ${action} ${subject}`).toBe(word)
        }
  })

  it('are the same for an access token of the role, which has no account of its own', () => {
    for (const { action, wordOf } of lines.filter(({ subjects }) => subjects.includes('none')))
      for (const role of ROLES) {
        const isOwn = action === 'own-account' || action === 'own-safety'
        expect(may(token(role), action), `token of ${role} ${action}`).toBe(
          isOwn ? 'no' : wordOf[role],
        )
      }
  })
})

const WHO_BANS_WHOM = `
who        whom  reader  author  moderator  treasurer  editor  owner
reader     -     no      no      no         no         no      no
author     -     no      no      no         no         no      no
treasurer  -     no      no      no         no         no      no
moderator  -     yes     no      no         no         no      no
editor     -     yes     yes     yes        yes        no      no
owner      -     yes     yes     yes        yes        yes     yes
`
const WHO_GIVES_ROLES_TO_WHOM = `
who        whom  reader  author  moderator  treasurer  editor  owner
reader     -     no      no      no         no         no      no
author     -     no      no      no         no         no      no
treasurer  -     no      no      no         no         no      no
moderator  -     no      no      no         no         no      no
editor     -     no      no      no         no         no      no
owner      -     yes     yes     yes        yes        yes     yes
`

describe('rights over people', () => {
  it.each([
    ['ban', WHO_BANS_WHOM],
    ['give-role', WHO_GIVES_ROLES_TO_WHOM],
  ] as const)('%s reaches downwards only, and owners reach everybody', (action, table) => {
    for (const { action: who, wordOf } of linesOf(table))
      for (const [whom, word] of Object.entries(wordOf)) {
        const subject = { ownerId: OTHER_ID, ownerRole: whom as Role }
        const actor = signedIn(who as unknown as Role)
        expect(may(actor, action, subject), `${who} ${action} ${whom}`).toBe(word)
      }
  })
})

describe('what is asked beside the role', () => {
  const answers = (more: Partial<SignedIn>, role: Role = 'owner') =>
    Object.fromEntries(ACTIONS.map((action) => [action, may(signedIn(role, more), action)]))
  const expected = (ofStaff: Answer, ofSafety: Answer, ofAccount: Answer = 'yes') =>
    Object.fromEntries(
      ACTIONS.map((action): [Action, Answer] => {
        if (isStaffRight(action)) return [action, ofStaff]
        if (action === 'own-safety') return [action, ofSafety]
        return [action, action === 'own-account' ? ofAccount : 'yes']
      }),
    )

  it('is a second factor for every right of staff', () => {
    expect(answers({ hasSecondFactor: false })).toEqual(expected('second-factor', 'yes'))
  })

  it('is a fresh proof for what guards the account', () => {
    expect(answers({ isFresh: false })).toEqual({
      ...expected('yes', 'sign-in-again'),
      // Who may do what is asked of its owner anew as well.
      'give-role': 'sign-in-again',
    })
  })

  it('is the code, before anything of one’s own, where a code app is on', () => {
    const unproven = { owesFactor: true, hasSecondFactor: false }
    expect(answers(unproven)).toEqual(expected('second-factor', 'second-factor', 'second-factor'))
  })

  it('is not to be banned, for every right of staff; leaving stays possible', () => {
    expect(answers({ isBanned: true })).toEqual(expected('no', 'yes'))
  })

  it('is told to staff only: a reader hears no, whatever they could still show', () => {
    const reader = answers({ hasSecondFactor: false }, 'reader')
    for (const action of ACTIONS.filter(isStaffRight)) expect(reader[action]).toBe('no')
  })
})

const role = fc.constantFrom(...ROLES)
const action = fc.constantFrom(...ACTIONS)
const account = fc
  .record({
    role,
    isBanned: fc.boolean(),
    hasSecondFactor: fc.boolean(),
    owesFactor: fc.boolean(),
    isFresh: fc.boolean(),
    name: fc.constantFrom('', 'Ada'),
    leavesAt: fc.constantFrom(null, new Date('2026-11-20T10:00:00Z')),
  })
  .map(({ role: one, ...more }) => signedIn(one, more))
const actor: fc.Arbitrary<Actor> = fc.oneof(
  fc.constant(ANONYMOUS),
  account,
  role.map((one) => token(one)),
)
const subject: fc.Arbitrary<Subject | undefined> = fc.option(
  fc.record(
    { ownerId: fc.constantFrom(OWN_ID, OTHER_ID, null), ownerRole: role, isGone: fc.boolean() },
    { requiredKeys: ['ownerId'] },
  ),
  { nil: undefined },
)
/** Where somebody stands; equals do not reach each other. */
const HEIGHT: Record<Role, number> = {
  reader: 0,
  author: 1,
  moderator: 1,
  treasurer: 1,
  editor: 2,
  owner: 3,
}

describe('whoever asks, for whatever', () => {
  const always = (story: (who: Actor, what: Action, whose: Subject | undefined) => void) =>
    fc.assert(fc.property(actor, action, subject, story), { numRuns: 5_000 })
  const isYes = (who: Actor, what: Action, whose: Subject | undefined) =>
    may(who, what, whose) === 'yes'

  it('a reader never gets a yes for what needs a role', () => {
    always((who, what, whose) => {
      if (who.kind === 'anonymous' || who.role === 'reader')
        expect(isStaffRight(what) && isYes(who, what, whose)).toBe(false)
    })
  })

  it('nobody gets a yes for a right of staff without a second factor', () => {
    always((who, what, whose) => {
      if (who.kind === 'account' && !who.hasSecondFactor)
        expect(isStaffRight(what) && isYes(who, what, whose)).toBe(false)
    })
  })

  it('banned staff have no right of staff', () => {
    always((who, what, whose) => {
      if (who.kind === 'account' && who.isBanned)
        expect(isStaffRight(what) && isYes(who, what, whose)).toBe(false)
    })
  })

  it('who must show a code has nothing that a stranger lacks', () => {
    always((who, what, whose) => {
      if (who.kind === 'account' && who.owesFactor && isYes(who, what, whose))
        expect(may(ANONYMOUS, what, whose)).toBe('yes')
    })
  })

  it('nobody bans or changes the role of somebody above or beside them, owners apart, nor of themselves', () => {
    always((who, what, whose) => {
      if ((what !== 'ban' && what !== 'give-role') || whose === undefined) return
      if (!isYes(who, what, whose) || who.kind === 'anonymous') return
      const isSelf = who.kind === 'account' && whose.ownerId === who.accountId
      expect(isSelf).toBe(false)
      const isBelow = HEIGHT[who.role] > HEIGHT[whose.ownerRole ?? 'reader']
      expect(isBelow || who.role === 'owner').toBe(true)
    })
  })

  it('a token never has an account of its own', () => {
    always((who, what, whose) => {
      if (who.kind === 'token' && (what === 'own-account' || what === 'own-safety'))
        expect(may(who, what, whose)).toBe('no')
    })
  })

  it('what is gone is there for nobody', () => {
    always((who, what, whose) => {
      if (whose?.isGone) expect(isYes(who, what, whose)).toBe(false)
    })
  })

  it('somebody else’s account answers as one that is not there', () => {
    always((who, what) => {
      if (what !== 'own-account' && what !== 'own-safety') return
      const other = may(who, what, { ownerId: OTHER_ID })
      expect(other).toBe(may(who, what, { ownerId: OTHER_ID, isGone: true }))
    })
  })

  it('a subject never opens what the action alone does not', () => {
    always((who, what, whose) => {
      if (isYes(who, what, whose)) expect(may(who, what)).toBe('yes')
    })
  })
})
