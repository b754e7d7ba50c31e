/** People: who works here, who is invited, and anybody found by name or address. */
import type { Role, SignedIn } from '../../../accounts/index.js'
import { fill } from '../../../core/plural.js'
import { isolated } from '../../../core/text.js'
import type { Locale } from '../../../locales/index.js'
import { FormToken } from '../../fragments/form-token.js'
import { Time } from '../../fragments/time.js'
import { urls } from '../../urls.js'
import { AccountFrame } from '../account/frame.js'
import { localeOf, type Shell } from '../layout.js'

export type PersonRow = {
  id: string
  name: string
  /** Null where the reader of the page may not know it, or there is none. */
  mail: string | null
  role: Role
  isBanned: boolean
  isLeaving: boolean
  since: string
  pageUrl: string | null
  mayGiveRole: boolean
  mayBan: boolean
}

export type PeoplePageProps = {
  shell: Shell
  actor: SignedIn
  staff: PersonRow[]
  /** Null when nobody was searched for. */
  found: PersonRow[] | null
  words: string
  roles: readonly Role[]
  /** Null for those who may not invite. */
  invitations: { id: string; mail: string | null; role: Role; until: string }[] | null
  isInvited: boolean
  problem: string | null
}

export function PeoplePage(props: PeoplePageProps) {
  const { shell, actor, staff, found, roles, invitations, isInvited, problem } = props
  const locale = localeOf(shell)
  const words = locale.desk
  const list = { actor, locale, roles }
  return (
    <AccountFrame
      shell={shell}
      actor={actor}
      title={words.people}
      current={urls.desk()}
      done={isInvited ? words.invited : null}
      problem={problem}
    >
      <section class="account-part" aria-labelledby="find">
        <h2 id="find">{words.search}</h2>
        <form class="stack is-line" method="get" action={urls.deskPeople()} role="search">
          <label class="field">
            <span class="field-label">{words.searchHint}</span>
            <input type="search" name="q" value={props.words} dir="auto" />
          </label>
          <button class="button is-quiet" type="submit">
            {words.searchGo}
          </button>
        </form>
        {found !== null && <People {...list} rows={found} />}
      </section>
      <section class="account-part" aria-labelledby="staff">
        <h2 id="staff">{words.staff}</h2>
        <People {...list} rows={staff} />
      </section>
      {invitations !== null && (
        <Invitations actor={actor} locale={locale} roles={roles} invitations={invitations} />
      )}
    </AccountFrame>
  )
}

type ListProps = { actor: SignedIn; locale: Locale; roles: readonly Role[] }

function People({ rows, ...list }: ListProps & { rows: PersonRow[] }) {
  if (rows.length === 0) return <p class="quiet">{list.locale.desk.nobody}</p>
  return (
    <ul class="rows">
      {rows.map((row) => (
        <Person key={row.id} row={row} {...list} />
      ))}
    </ul>
  )
}

function Person({ row, actor, locale, roles }: ListProps & { row: PersonRow }) {
  const { desk: words, account } = locale
  const name = row.name || words.unnamed
  return (
    <li class="row">
      <div class="row-main">
        <bdi class="name">{row.pageUrl ? <a href={row.pageUrl}>{name}</a> : name}</bdi>
        <span class="tag">{account.roles[row.role]}</span>
        {row.isBanned && <span class="tag is-state">{words.isBanned}</span>}
        {row.isLeaving && <span class="tag is-state">{words.isLeaving}</span>}
        <p class="quiet">
          {row.mail && (
            <>
              <bdi>{row.mail}</bdi>,{' '}
            </>
          )}
          {words.since} <Time iso={row.since} locale={locale} month="short" />
        </p>
      </div>
      <div class="row-act">
        {row.mayGiveRole && (
          <form class="is-line" method="post" action="/desk/people/role">
            <FormToken actor={actor} />
            <input type="hidden" name="account" value={row.id} />
            <RoleChoice
              label={fill(words.roleOf, { name: isolated(name) })}
              role={row.role}
              roles={roles}
              locale={locale}
            />
            <button class="button is-small is-quiet" type="submit">
              {words.giveRole}
            </button>
          </form>
        )}
        {row.mayBan && (
          <form method="post" action={row.isBanned ? '/desk/people/unban' : '/desk/people/ban'}>
            <FormToken actor={actor} />
            <input type="hidden" name="account" value={row.id} />
            <button class="button is-small is-quiet" type="submit">
              {row.isBanned ? words.unban : words.ban}
            </button>
          </form>
        )}
      </div>
    </li>
  )
}

function RoleChoice(props: { label: string; role: Role; roles: readonly Role[]; locale: Locale }) {
  const { label, role, roles, locale } = props
  return (
    <select name="role" aria-label={label}>
      {roles.map((one) => (
        <option key={one} value={one} selected={one === role}>
          {locale.account.roles[one]}
        </option>
      ))}
    </select>
  )
}

type InvitationsProps = ListProps & {
  invitations: { id: string; mail: string | null; role: Role; until: string }[]
}

function Invitations({ actor, locale, roles, invitations }: InvitationsProps) {
  const { desk: words, account } = locale
  return (
    <section class="account-part" aria-labelledby="invite">
      <h2 id="invite">{words.invite}</h2>
      <form class="stack" method="post" action="/desk/people/invite">
        <FormToken actor={actor} />
        <label class="field">
          <span class="field-label">{words.inviteMail}</span>
          <input type="email" name="mail" required autocomplete="off" maxLength={254} dir="ltr" />
        </label>
        <fieldset class="choices">
          <legend class="field-label">{words.inviteRole}</legend>
          {roles.map((role) => (
            <label key={role}>
              <input type="radio" name="role" value={role} checked={role === 'moderator'} />
              <span>
                {account.roles[role]} <span class="quiet">{words.roleHelp[role]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <button class="button" type="submit">
          {words.inviteSend}
        </button>
      </form>
      <h3>{words.invitations}</h3>
      {invitations.length === 0 && <p class="quiet">{words.noInvitations}</p>}
      <ul class="rows">
        {invitations.map((one) => (
          <li class="row" key={one.id}>
            <div class="row-main">
              <bdi>{one.mail ?? account.roles.owner}</bdi>
              <span class="tag">{account.roles[one.role]}</span>
              <p class="quiet">
                {words.until} <Time iso={one.until} locale={locale} month="short" />
              </p>
            </div>
            <form class="row-act" method="post" action="/desk/people/withdraw">
              <FormToken actor={actor} />
              <input type="hidden" name="invitation" value={one.id} />
              <button class="button is-small is-quiet" type="submit">
                {words.withdraw}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}
