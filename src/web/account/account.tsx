/** One's own account: name, address, language, older comments, and where one is signed in. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  type Actor,
  askToConfirmMail,
  chooseName,
  claimablePersons,
  claimPerson,
  endOf,
  endOtherSessions,
  endSession,
  findAccount,
  findClaimsOfAccount,
  findPersonToClaim,
  findSessions,
  NAME_DAYS,
  type SignedIn,
  setLanguage,
} from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { boxOf, mailAddress } from '../../core/mail-address.js'
import { Refusal } from '../../core/refusals.js'
import { readSupport, showSupport } from '../../funding/index.js'
import { LOCALES } from '../../locales/index.js'
import { write } from '../../platform/events.js'
import { networkOf } from '../../platform/network.js'
import { browserOf, ensureBrowser } from '../door/cookies.js'
import { fieldsOf } from '../form.js'
import { AccountPage, type AccountView } from '../pages/account/account-page.js'
import { ClaimPage } from '../pages/account/claim-page.js'
import { sentenceOf } from '../problem.js'
import type { Handler, Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'

/** What was just done, as the address of the page says it: words of ours, never text from outside. */
const DONE = [
  'name',
  'mail',
  'language',
  'claim',
  'asked',
  'support',
  'visits',
  'no-visits',
] as const
type Done = (typeof DONE)[number]

/** The account that acts. The right of the route has been checked: nobody else comes this far. */
export function ownerOf(actor: Actor): SignedIn {
  if (actor.kind !== 'account') throw new Refusal('access/sign-in')
  return actor
}

export const accountRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/account',
    may: 'own-account',
    speaks: 'html',
    handler: (request, reply, actor) => {
      const { done } = request.query as { done?: string }
      return accountPage(ctx, request, reply, {
        actor: ownerOf(actor),
        done: DONE.find((one) => one === done) ?? null,
        problem: null,
      })
    },
  },
  form(ctx, '/account/name', 'own-account', async (request, reply, actor) => {
    const { name } = fieldsOf(request.body, ['name'])
    if (actor.isBanned) throw new Refusal('access/banned')
    await write(ctx, (tx, emit) => chooseName(ctx, tx, emit, { ...actor, name }))
    return redirect(reply, `${urls.account()}?done=name`)
  }),
  form(ctx, '/account/language', 'own-account', async (request, reply, actor) => {
    const { language } = fieldsOf(request.body, ['language'])
    const known = LOCALES.find((locale) => locale.language === language)
    if (language !== '' && !known) throw new Refusal('request/invalid', { detail: 'language' })
    await setLanguage(ctx, { accountId: actor.accountId, language: known?.language ?? null })
    return redirect(reply, `${urls.account()}?done=language`)
  }),
  form(ctx, '/account/mail', 'own-safety', async (request, reply, actor) => {
    const { mail } = fieldsOf(request.body, ['mail'])
    const address = mailAddress(mail)
    if (address === null) throw new Refusal('account/mail-invalid')
    await ctx.limits.require('sign-in-ask-mail', `${networkOf(request.ip)} ${boxOf(address.key)}`)
    const { language } = await shellOf(ctx, actor)
    await askToConfirmMail(ctx, {
      accountId: actor.accountId,
      mail,
      browserHash: ensureBrowser(request, reply),
      nextPath: `${urls.account()}?done=mail`,
      language,
    })
    return redirect(reply, '/sign-in/sent')
  }),
  form(ctx, '/account/support', 'own-account', async (request, reply, actor) => {
    const { show } = fieldsOf(request.body, ['show'])
    await showSupport(ctx, { accountId: actor.accountId, isShown: show === 'yes' })
    return redirect(reply, `${urls.account()}?done=support`)
  }),
  form(ctx, '/account/sessions/end', 'own-account', async (request, reply, actor) => {
    const { session } = fieldsOf(request.body, ['session'])
    if (!isId(session)) throw new Refusal('account/not-found')
    await endSession(ctx, { accountId: actor.accountId, sessionId: session })
    return redirect(reply, urls.account())
  }),
  form(ctx, '/account/sessions/end-others', 'own-account', async (_request, reply, actor) => {
    await endOtherSessions(ctx, actor)
    return redirect(reply, urls.account())
  }),
  {
    method: 'GET',
    url: '/account/claim/:id',
    may: 'own-account',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const { id } = request.params as { id: string }
      const person = isId(id) ? await findPersonToClaim(ctx, id) : null
      if (!person) throw new Refusal('account/person-not-found')
      const page = (
        <ClaimPage
          shell={await shellOf(ctx, actor)}
          actor={ownerOf(actor)}
          person={{ id, name: person.name, url: urls.person(id) }}
        />
      )
      return answerPrivate(reply, page)
    },
  },
  form(ctx, '/account/claim', 'own-account', async (request, reply, actor) => {
    const { person, words } = fieldsOf(request.body, ['person', 'words'])
    if (!isId(person)) throw new Refusal('account/person-not-found')
    await ctx.limits.require('claim', actor.accountId)
    const state = await claimPerson(ctx, actor, {
      personId: person,
      words,
      browserHash: browserOf(request),
    })
    return redirect(reply, `${urls.account()}?done=${state === 'approved' ? 'claim' : 'asked'}`)
  }),
]

/** A form of the account page: refused, the page comes back with the sentence. */
function form(
  ctx: WebCtx,
  url: string,
  may: 'own-account' | 'own-safety',
  act: (request: FastifyRequest, reply: FastifyReply, actor: SignedIn) => Promise<unknown>,
): Route {
  const handler: Handler = async (request, reply, actor) => {
    const owner = ownerOf(actor)
    try {
      return await act(request, reply, owner)
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 422) throw error
      const { language } = await shellOf(ctx, actor)
      const problem = sentenceOf(error, language)
      reply.code(error.status)
      return accountPage(ctx, request, reply, { actor: owner, done: null, problem })
    }
  }
  return { method: 'POST', url, may, speaks: 'html', limit: 'account-form', handler }
}

async function accountPage(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  at: { actor: SignedIn; done: Done | null; problem: string | null },
) {
  const shell = await shellOf(ctx, at.actor)
  const view = await accountView(ctx, at.actor, browserOf(request))
  return answerPrivate(reply, <AccountPage shell={shell} {...at} view={view} />)
}

async function accountView(
  ctx: WebCtx,
  actor: SignedIn,
  browserHash: string | null,
): Promise<AccountView> {
  const account = await findAccount(ctx.db, ctx.site.id, actor.accountId)
  if (!account) throw new Refusal('account/not-found')
  const now = ctx.clock().getTime()
  const sessions = await findSessions(ctx.db, actor.accountId)
  return {
    name: account.name,
    nameDays: NAME_DAYS,
    mail: account.mail,
    language: account.language,
    keepsVisits: account.keeps_visits,
    languages: LOCALES.map((locale) => locale.language),
    siteLanguage: ctx.site.language,
    profileUrl: account.name === '' ? null : urls.person(account.person_id),
    support: await readSupport(ctx, actor.accountId),
    claimable: await claimablePersons(ctx, actor, browserHash),
    claims: await findClaimsOfAccount(ctx.db, actor.accountId),
    sessions: sessions
      .filter((one) => endOf({ ...one, role: actor.role }) > now)
      .map((one) => ({
        id: one.id,
        isHere: one.id === actor.sessionId,
        browser: one.browser,
        network: one.network,
        method: one.method,
        seenAt: one.seen_at.toISOString(),
      })),
  }
}
