/** Who may do what. Pure: the one place where rights are decided; routes name an action, use-cases name a subject. */
import type { Actor, Role } from './actor.js'

/**
 * Every right there is, with the roles that have it and what is asked of the session beside the role.
 * `staff` rights ask for a second factor in this session: a stolen mail box alone opens no desk.
 * `fresh` rights ask for a proof of identity within FRESH_MS; `both` for the two together.
 */
export const RIGHTS = {
  read: { roles: 'anyone' },
  'sign-in': { roles: 'anyone' },
  comment: { roles: 'anyone' },
  'own-account': { roles: 'signed-in' },
  'own-safety': { roles: 'signed-in', needs: 'fresh' },
  desk: { roles: ['owner', 'editor', 'author', 'moderator', 'treasurer'], needs: 'second-factor' },
  'see-held': { roles: ['owner', 'editor', 'moderator'], needs: 'second-factor' },
  'decide-comment': { roles: ['owner', 'editor', 'moderator'], needs: 'second-factor' },
  'pick-comment': { roles: ['owner', 'editor', 'moderator'], needs: 'second-factor' },
  'set-site-rules': { roles: ['owner', 'editor'], needs: 'second-factor' },
  'decide-claim': { roles: ['owner', 'editor', 'moderator'], needs: 'second-factor' },
  'see-people': { roles: ['owner', 'editor', 'moderator'], needs: 'second-factor' },
  ban: { roles: ['owner', 'editor', 'moderator'], needs: 'second-factor' },
  'give-role': { roles: ['owner'], needs: 'both' },
  'read-outbox': { roles: ['owner'], needs: 'second-factor' },
  'write-article': { roles: ['owner', 'editor', 'author'], needs: 'second-factor' },
  'publish-article': { roles: ['owner', 'editor'], needs: 'second-factor' },
  /** To make the judge forget what it learned from decisions here. */
  'reset-learning': { roles: ['owner', 'editor'], needs: 'second-factor' },
  'judge-keys': { roles: ['owner'], needs: 'second-factor' },
  /** Programs of others; what they may is told by the key that they send, which the handler looks at. */
  judge: { roles: 'anyone' },
  'record-gift': { roles: ['owner', 'treasurer'], needs: 'second-factor' },
} as const satisfies Record<string, Right>

type Right = {
  roles: 'anyone' | 'signed-in' | readonly Role[]
  needs?: 'second-factor' | 'fresh' | 'both'
}
export type Action = keyof typeof RIGHTS

/** Whose thing it is: of the account `ownerId` with role `ownerRole`, or of nobody any more. */
export type Subject = {
  ownerId: string | null
  /** For rights over people: nobody acts on somebody above them. */
  ownerRole?: Role
  /** Taken back, left, used up: it is there for nobody. */
  isGone?: boolean
}

/**
 * `yes`, or what is missing: to sign in, to show a second factor, to prove identity once more; `no` when nothing
 * would help; `gone` when the thing is not there (also told to whom it never belonged, so that nothing is learnt).
 */
export type Answer = 'yes' | 'sign-in' | 'second-factor' | 'sign-in-again' | 'no' | 'gone'

/** Rights over one's own things only: with a subject, the owner alone passes. */
const OWN: ReadonlySet<Action> = new Set(['own-account', 'own-safety'])
/** Rights over other people: only downwards, and never over oneself. */
const OVER_PEOPLE: ReadonlySet<Action> = new Set(['ban', 'give-role'])

/** Staff in the order of who stands above whom; equals may not ban each other. */
const RANK: Record<Role, number> = {
  owner: 3,
  editor: 2,
  moderator: 1,
  author: 1,
  treasurer: 1,
  reader: 0,
}

/** May this actor do this, to this subject? Cost: constant. */
export function may(actor: Actor, action: Action, subject?: Subject): Answer {
  const byRole = mayByRole(actor, action)
  if (byRole !== 'yes' || subject === undefined) return byRole
  if (subject.isGone) return 'gone'
  if (OWN.has(action))
    return actor.kind === 'account' && actor.accountId === subject.ownerId ? 'yes' : 'gone'
  if (OVER_PEOPLE.has(action)) return mayOver(actor, action, subject)
  return 'yes'
}

function mayByRole(actor: Actor, action: Action): Answer {
  const right: Right = RIGHTS[action]
  if (right.roles === 'anyone') return 'yes'
  if (actor.kind === 'anonymous') return 'sign-in'
  if (actor.kind === 'token')
    return right.roles !== 'signed-in' && right.roles.includes(actor.role) ? 'yes' : 'no'
  if (actor.owesFactor) return 'second-factor'
  if (right.roles !== 'signed-in' && (actor.isBanned || !right.roles.includes(actor.role)))
    return 'no'
  const { needs } = right
  if ((needs === 'second-factor' || needs === 'both') && !actor.hasSecondFactor)
    return 'second-factor'
  if ((needs === 'fresh' || needs === 'both') && !actor.isFresh) return 'sign-in-again'
  return 'yes'
}

function mayOver(actor: Actor, action: Action, subject: Subject): Answer {
  if (actor.kind === 'account' && actor.accountId === subject.ownerId) return 'no'
  if (actor.kind === 'anonymous') return 'sign-in'
  // Owners stand above all, other owners included: one of them must be able to end another's rights.
  if (actor.role === 'owner') return 'yes'
  return action === 'ban' && RANK[actor.role] > RANK[subject.ownerRole ?? 'reader'] ? 'yes' : 'no'
}
