/** The letters of accounts: links to sign in, invitations, and news that an account's owner must hear. */
import { fill } from '../core/plural.js'
import { localeFor } from '../locales/index.js'
import type { Ctx } from '../platform/ctx.js'
import type { Letter } from '../platform/mail/index.js'
import type { Role } from './actor.js'

type LetterCtx = Pick<Ctx, 'site' | 'origin'>

/** How a code is written in a letter: in two groups, which people copy more safely. */
const grouped = (code: string) => `${code.slice(0, code.length / 2)} ${code.slice(code.length / 2)}`

export function signInLetter(
  ctx: LetterCtx,
  language: string,
  key: { url: string; code: string },
): Letter {
  const words = localeFor(language).account.letters
  const values = { site: ctx.site.name }
  return {
    subject: fill(words.signInSubject, values),
    blocks: [
      { kind: 'text', text: fill(words.signIn, values) },
      { kind: 'button', label: words.signInButton, url: key.url },
      { kind: 'text', text: words.signInCode },
      { kind: 'code', code: grouped(key.code) },
      { kind: 'text', text: words.onlyThere },
    ],
    footer: [words.notAsked],
  }
}

export function addressLetter(
  ctx: LetterCtx,
  language: string,
  key: { url: string; code: string },
): Letter {
  const words = localeFor(language).account.letters
  const values = { site: ctx.site.name }
  return {
    subject: fill(words.addressSubject, values),
    blocks: [
      { kind: 'text', text: fill(words.address, values) },
      { kind: 'button', label: words.addressButton, url: key.url },
      { kind: 'text', text: words.signInCode },
      { kind: 'code', code: grouped(key.code) },
    ],
    footer: [words.notAsked],
  }
}

export function invitationLetter(
  ctx: LetterCtx,
  language: string,
  invited: { url: string; role: Role },
): Letter {
  const { letters: words, roles } = localeFor(language).account
  const values = { site: ctx.site.name, role: roles[invited.role] }
  return {
    subject: fill(words.invitationSubject, values),
    blocks: [
      { kind: 'text', text: fill(words.invitation, values) },
      { kind: 'button', label: words.invitationButton, url: invited.url },
      { kind: 'text', text: words.invitationLasts },
    ],
    footer: [words.notAsked],
  }
}

/** Told to an address when something that guards its account changed, so that a thief cannot do it unseen. */
export function safetyLetter(
  ctx: LetterCtx,
  language: string,
  change: { sentence: string; url: string },
): Letter {
  const words = localeFor(language).account.letters
  const values = { site: ctx.site.name }
  return {
    subject: fill(words.safetySubject, values),
    blocks: [
      { kind: 'text', text: change.sentence },
      { kind: 'text', text: words.safety },
      { kind: 'button', label: words.safetyButton, url: change.url },
    ],
    footer: [fill(words.safetyWhy, values)],
  }
}
