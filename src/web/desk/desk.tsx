/** The desk: the way to what a role opens; people and their roles; claims to older comments. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  ban,
  decideClaim,
  findOpenInvitations,
  findStaff,
  giveRole,
  invite,
  isRole,
  may,
  ROLES,
  type SignedIn,
  searchAccounts,
  unban,
  waitingClaims,
  withdrawInvitation,
} from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import { ownerOf } from '../account/account.js'
import { fieldsOf } from '../form.js'
import { ClaimsPage } from '../pages/desk/claims-page.js'
import { DeskPage } from '../pages/desk/desk-page.js'
import { PeoplePage, type PersonRow } from '../pages/desk/people-page.js'
import { sentenceOf } from '../problem.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'

/** Longest beginning of a name or an address that is searched for. */
const SEARCH_CHARS_MAX = 254

export const deskRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/desk',
    may: 'desk',
    speaks: 'html',
    handler: async (_request, reply, actor) =>
      answerPrivate(reply, <DeskPage shell={await shellOf(ctx, actor)} actor={staffOf(actor)} />),
  },
  {
    method: 'GET',
    url: '/desk/people',
    may: 'see-people',
    speaks: 'html',
    handler: (request, reply, actor) => {
      const { q, done } = request.query as { q?: string; done?: string }
      return peoplePage(ctx, reply, {
        actor: staffOf(actor),
        words: typeof q === 'string' ? q.slice(0, SEARCH_CHARS_MAX).trim() : '',
        isInvited: done === 'invited',
        problem: null,
      })
    },
  },
  deskForm(ctx, '/desk/people/invite', 'give-role', async (request, actor) => {
    const { mail, role } = fieldsOf(request.body, ['mail', 'role'])
    await invite(ctx, actor, { mail, role: roleIn(role), language: ctx.site.language })
    return `${urls.deskPeople()}?done=invited`
  }),
  deskForm(ctx, '/desk/people/withdraw', 'give-role', async (request, actor) => {
    await withdrawInvitation(ctx, actor, idIn(request.body, 'invitation'))
    return urls.deskPeople()
  }),
  deskForm(ctx, '/desk/people/role', 'give-role', async (request, actor) => {
    const { account, role } = fieldsOf(request.body, ['account', 'role'])
    await giveRole(ctx, actor, { accountId: requireId(account), role: roleIn(role) })
    return urls.deskPeople()
  }),
  deskForm(ctx, '/desk/people/ban', 'ban', async (request, actor) => {
    await ban(ctx, actor, { accountId: idIn(request.body, 'account') })
    return urls.deskPeople()
  }),
  deskForm(ctx, '/desk/people/unban', 'ban', async (request, actor) => {
    await unban(ctx, actor, { accountId: idIn(request.body, 'account') })
    return urls.deskPeople()
  }),
  {
    method: 'GET',
    url: '/desk/claims',
    may: 'decide-claim',
    speaks: 'html',
    handler: async (_request, reply, actor) => {
      const claims = await waitingClaims(ctx)
      const page = (
        <ClaimsPage shell={await shellOf(ctx, actor)} actor={staffOf(actor)} claims={claims} />
      )
      return answerPrivate(reply, page)
    },
  },
  {
    method: 'POST',
    url: '/desk/claims',
    may: 'decide-claim',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const { claim, answer } = fieldsOf(request.body, ['claim', 'answer'])
      await decideClaim(ctx, staffOf(actor), {
        claimId: requireId(claim),
        approve: answer === 'yes',
      })
      return redirect(reply, urls.deskClaims())
    },
  },
]

/** Pages of the desk are for people: a program with an access token uses the API. */
const staffOf = ownerOf

const idIn = (body: unknown, name: string): string => requireId(fieldsOf(body, [name])[name] ?? '')

function requireId(id: string): string {
  if (!isId(id)) throw new Refusal('account/not-found')
  return id
}

function roleIn(role: string) {
  if (!isRole(role)) throw new Refusal('request/invalid', { detail: 'role' })
  return role
}

/** A form of the page of people: refused, the page comes back with the sentence. */
function deskForm(
  ctx: WebCtx,
  url: string,
  right: 'give-role' | 'ban',
  act: (request: FastifyRequest, actor: SignedIn) => Promise<string>,
): Route {
  return {
    method: 'POST',
    url,
    may: right,
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const staff = staffOf(actor)
      try {
        return redirect(reply, await act(request, staff))
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 422) throw error
        const { language } = await shellOf(ctx, actor)
        const problem = sentenceOf(error, language)
        reply.code(error.status)
        return peoplePage(ctx, reply, { actor: staff, words: '', isInvited: false, problem })
      }
    },
  }
}

async function peoplePage(
  ctx: WebCtx,
  reply: FastifyReply,
  at: { actor: SignedIn; words: string; isInvited: boolean; problem: string | null },
) {
  const { actor, words } = at
  // Who must first prove identity again sees the forms; sending one leads there.
  const mayInvite = ['yes', 'sign-in-again'].includes(may(actor, 'give-role'))
  const rowOf = (row: Awaited<ReturnType<typeof findStaff>>[number]): PersonRow => {
    const subject = { ownerId: row.id, ownerRole: row.role }
    return {
      id: row.id,
      name: row.name,
      // Addresses are for those who give roles: moderators know people by what they write.
      mail: mayInvite ? row.mail : null,
      role: row.role,
      isBanned: row.banned_at !== null,
      isLeaving: row.state === 'leaving',
      since: row.created_at.toISOString(),
      pageUrl: row.name === '' ? null : urls.person(row.person_id),
      mayGiveRole: mayInvite && row.id !== actor.accountId,
      mayBan: may(actor, 'ban', subject) === 'yes',
    }
  }
  const staff = await findStaff(ctx.db, ctx.site.id)
  const found =
    words === ''
      ? null
      : await searchAccounts(ctx.db, ctx.site.id, { words, withAddresses: mayInvite })
  const invitations = mayInvite ? await findOpenInvitations(ctx.db, ctx.site.id, ctx.clock()) : []
  return answerPrivate(
    reply,
    <PeoplePage
      shell={await shellOf(ctx, actor)}
      {...at}
      staff={staff.map(rowOf)}
      found={found?.map(rowOf) ?? null}
      roles={ROLES}
      invitations={
        mayInvite
          ? invitations.map((one) => ({
              id: one.id,
              mail: one.mail,
              role: one.role,
              until: one.expires_at.toISOString(),
            }))
          : null
      }
    />,
  )
}
