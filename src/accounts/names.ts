/** Display names of accounts: fit to be shown, unlike those of others, and not changed every day. */
import { charactersOf, cleanName, NAME_CHARS_MAX } from '../core/names.js'
import { Refusal } from '../core/refusals.js'
import { skeletonOf } from '../core/skeleton.js'
import type { Ctx } from '../platform/ctx.js'
import type { Db, Tx } from '../platform/database.js'
import type { Emit } from '../platform/events.js'
import { recordAccountEvent } from './account-events.js'
import { isStaffRole, type Role } from './actor.js'
import {
  changeName,
  findHeldSkeletons,
  isNameHeld,
  lockNaming,
  renameComments,
} from './store/names.js'

/** Days between two names: nobody keeps track of people who change theirs every day. */
export const NAME_DAYS = 30
/** A choice can be made again for so long: everybody mistypes. */
export const NAME_GRACE_MS = 15 * 60_000
const DAY_MS = 86_400_000

/** Longer than any name with its marks; putting thousands of marks of one letter in order takes quadratic time. */
const RAW_UNITS_MAX = 1_000

/** Mail addresses, and web addresses that say so themselves. */
const ADDRESS = /[^\s@]@[^\s@]+\.[^\s.]|:\/\/|(?:^|\s)www\./u
// Endings of addresses as spam writes them. Those of countries are also words of names ("M.de Vries"), so they count
// at the end alone; every other ending counts before a path.
const DOMAIN =
  /[\p{L}\p{N}-]{2,}\.(?:(?:com|net|org|info|biz|online|shop|site|store|xyz|app|dev|blog|club|click|link|live|website)(?![\p{L}\p{N}])|(?:de|at|ch|eu|uk|us|ru|cn|io|co|me|tv|fr|nl|it|es|pl|br|jp|to|ly)$|\p{L}{2,}\/)/u

/**
 * A name as an account may show it.
 * @throws Refusal comment/name-invalid when nothing can be seen of it, or it looks like a mail or web address;
 *   comment/name-too-long
 */
export function displayName(raw: string): string {
  if (raw.length > RAW_UNITS_MAX) throw tooLong()
  const name = cleanName(raw)
  // One character is enough: 李 is a whole name. Letters that cannot be seen (Hangul fillers) are none.
  if (name === null || skeletonOf(name) === '') throw new Refusal('comment/name-invalid')
  if (charactersOf(name) > NAME_CHARS_MAX) throw tooLong()
  const plain = name.normalize('NFKC').toLowerCase().replaceAll('。', '.')
  if (ADDRESS.test(plain) || DOMAIN.test(plain)) throw new Refusal('comment/name-invalid')
  return name
}

const tooLong = () => new Refusal('comment/name-too-long', { limit: NAME_CHARS_MAX })

/**
 * Takes a name for an account, and writes it on what the account has said. Nobody else may look the same: no reader, no
 * imported author of somebody else, and no office, unless the account has one. The name it has already changes nothing.
 * @param input.personId the account's own person
 * @returns the name as it is shown
 * @throws Refusal comment/name-invalid, comment/name-too-long, account/name-taken, account/name-too-soon, account/not-found
 */
export async function chooseName(
  ctx: Ctx,
  tx: Tx,
  emit: Emit,
  input: { accountId: string; personId: string; role: Role; name: string },
): Promise<string> {
  const { accountId, personId, role } = input
  const name = displayName(input.name)
  if (!isStaffRole(role) && pretendsOffice(name, ctx.site.name))
    throw new Refusal('account/name-taken')
  const before = await lockNaming(tx, ctx.site.id, accountId, personId)
  if (!before) throw new Refusal('account/not-found')
  if (before.name === name) return name
  const namedAt = whenNamed(before.named_at, ctx.clock())
  const skeleton = skeletonOf(name)
  if (await isNameHeld(tx, { siteId: ctx.site.id, accountId, personId, skeleton }))
    throw new Refusal('account/name-taken')
  await changeName(tx, { accountId, personId, name, skeleton, namedAt }).catch(refuseTaken)
  const renamed = await renameComments(tx, personId, name)
  await recordAccountEvent(tx, ctx, {
    accountId,
    byAccountId: accountId,
    action: 'name.chosen',
    detail: {},
  })
  if (renamed > 0) emit({ name: 'person.changed', personId })
  emit({ name: 'account.changed', accountId })
  if (isStaffRole(role)) emit({ name: 'staff.named', accountId })
  return name
}

/** A choice made again within the grace counts from the first one, or it could be stretched for ever. */
function whenNamed(namedAt: Date | null, now: Date): Date {
  if (namedAt === null) return now
  const sinceMs = now.getTime() - namedAt.getTime()
  if (sinceMs <= NAME_GRACE_MS) return namedAt
  if (sinceMs < NAME_DAYS * DAY_MS) throw new Refusal('account/name-too-soon', { days: NAME_DAYS })
  return now
}

const UNIQUE_VIOLATION = '23505'

/** Somebody took the name between our look and our write: the database keeps it unique. */
function refuseTaken(error: unknown): never {
  const isTaken = error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION
  throw isTaken ? new Refusal('account/name-taken') : error
}

/**
 * Those of these names of guests that look like a reader's, or like an office of the site.
 * @param names clean names, as they would be shown
 * Cost: one query, a look-up in an index for each name.
 */
export async function findTakenNames(
  db: Db,
  siteId: string,
  names: string[],
): Promise<Set<string>> {
  if (names.length === 0) return new Set()
  const skeletons = names.map(skeletonOf)
  const { siteName, held } = await findHeldSkeletons(db, siteId, skeletons)
  return new Set(
    names.filter((name, i) => held.includes(skeletons[i] ?? '') || pretendsOffice(name, siteName)),
  )
}

const OFFICES = `
  admin admins administrator administrators administration mod mods moderator moderators moderation
  editor editors editorial newsroom staff support helpdesk system owner root webmaster postmaster security publisher
  administratorin moderatorin moderatoren redaktion redakteur redakteurin chefredaktion chefredakteur chefredakteurin
  verwaltung kundendienst herausgeber herausgeberin betreiber
  administrateur modérateur modératrice rédaction rédacteur administrador moderador redacción redactor
  amministratore moderatore redazione администратор модератор редактор редакция διαχειριστής συντονιστής
  مشرف مدير 管理员 管理員 管理者 版主 编辑 運営 관리자 운영자`

// Words that stand around an office without changing it.
const FILLERS = `
  the this our of and official team desk department group service site website chief head in
  der die das des unser und offiziell offizielles abteilung seite le la les el il lo equipe équipe equipo`

const skeletonsOf = (words: string): string[] => words.trim().split(/\s+/).map(skeletonOf)

const offices = new Set(skeletonsOf(OFFICES))
const fillers = new Set(skeletonsOf(FILLERS))

/**
 * True when a name pretends to speak for the site ("Admin", "The Moderators", "Support Team 2"): it is made of
 * nothing but words of office, the name of the site, and what may stand around them; spaces, signs and numbers
 * do not count. "Max Support" is a person.
 * Cost: about the length of the name times the words, a few microseconds.
 */
export function pretendsOffice(name: string, siteName: string): boolean {
  const own = ownWordsOf(siteName)
  const bare = name.replace(/\p{N}+/gu, ' ')
  return isMadeOf(skeletonOf(name), own) || (bare !== name && isMadeOf(skeletonOf(bare), own))
}

/** From each place that whole words lead to, goes on by one more word. */
function isMadeOf(skeleton: string, own: ReadonlySet<string>): boolean {
  /** By place: words lead there (1), with an office or the site's name among them (2). */
  const reached = new Uint8Array(skeleton.length + 1)
  reached[0] = 1
  for (let place = 0; place < skeleton.length; place++) {
    const now = reached[place] ?? 0
    if (now === 0) continue
    const go = (words: ReadonlySet<string>, gain: number) => {
      for (const word of words)
        if (skeleton.startsWith(word, place))
          reached[place + word.length] = (reached[place + word.length] ?? 0) | now | gain
    }
    go(fillers, 0)
    go(offices, 2)
    go(own, 2)
  }
  return ((reached[skeleton.length] ?? 0) & 2) === 2
}

let known: { siteName: string; words: ReadonlySet<string> } | undefined

/** The name of the site with and without its article. */
function ownWordsOf(siteName: string): ReadonlySet<string> {
  if (known?.siteName === siteName) return known.words
  const bare = siteName.replace(/^(?:the|der|die|das|le|la|les|el|il)\s+/iu, '')
  const words = new Set([siteName, bare].map(skeletonOf).filter((word) => word !== ''))
  known = { siteName, words }
  return words
}
