/** Routes of signing in by mail or password, of invitations, and of signing out. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  type Actor,
  acceptInvitation,
  askForLink,
  checkPassword,
  hasOpenLink,
  lookAtInvitation,
  lookAtLink,
  useSignInCode,
  useSignInLink,
} from '../../accounts/index.js'
import { boxOf, mailAddress } from '../../core/mail-address.js'
import { Refusal } from '../../core/refusals.js'
import type { Tx } from '../../platform/database.js'
import type { Emit } from '../../platform/events.js'
import { networkOf } from '../../platform/network.js'
import { browserOf, ensureBrowser, setSessionCookie } from '../door/cookies.js'
import { nextPath } from '../door/next-path.js'
import {
  closeSession,
  openSession,
  openSessionIn,
  proveSession,
  proveSessionIn,
} from '../door/sessions.js'
import { fieldsOf } from '../form.js'
import { InvitationPage, LinkPage, SentPage, SignInPage } from '../pages/account/sign-in-page.js'
import { sentenceOf } from '../problem.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'
import { outsideWays } from './providers.js'

const SENT = '/sign-in/sent'

const tokenOf = (request: FastifyRequest) => (request.params as { token: string }).token

export const signInRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/sign-in',
    may: 'sign-in',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const { next, again } = request.query as { next?: string; again?: string }
      const path = nextPath(next)
      if (actor.kind === 'account' && again === undefined) return redirect(reply, path)
      return signInPage(ctx, reply, actor, { next: path, mail: '', problem: null })
    },
  },
  {
    method: 'POST',
    url: '/sign-in',
    may: 'sign-in',
    speaks: 'html',
    limit: 'sign-in-ask',
    handler: (request, reply, actor) => ask(ctx, request, reply, actor),
  },
  {
    method: 'GET',
    url: SENT,
    may: 'sign-in',
    speaks: 'html',
    handler: async (_request, reply, actor) =>
      answerPrivate(
        reply,
        <SentPage
          shell={await shellOf(ctx, actor)}
          hasOutboxOnly={ctx.config.smtpUrl === ''}
          problem={null}
        />,
      ),
  },
  {
    method: 'POST',
    url: '/sign-in/code',
    may: 'sign-in',
    speaks: 'html',
    limit: 'sign-in-try',
    handler: (request, reply, actor) => enterByCode(ctx, request, reply, actor),
  },
  {
    method: 'GET',
    url: '/sign-in/link/:token',
    may: 'sign-in',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const token = tokenOf(request)
      const state = await lookAtLink(ctx, { token, browserHash: browserOf(request) })
      if (state === 'gone') throw new Refusal('sign-in/link-invalid')
      // The address of this page is a key: other sites must not be told it.
      reply.header('referrer-policy', 'same-origin')
      const page = <LinkPage shell={await shellOf(ctx, actor)} token={token} state={state} />
      return answerPrivate(reply, page)
    },
  },
  {
    method: 'POST',
    url: '/sign-in/link/:token',
    may: 'sign-in',
    speaks: 'html',
    limit: 'sign-in-try',
    handler: async (request, reply, actor) => {
      const input = {
        token: tokenOf(request),
        browserHash: browserOf(request),
        accountId: idOf(actor),
      }
      const entered = await useSignInLink(ctx, input, enter(ctx, request, actor))
      return arrive(ctx, reply, { entered, actor })
    },
  },
  {
    method: 'POST',
    url: '/sign-in/password',
    may: 'sign-in',
    speaks: 'html',
    limit: 'sign-in-try',
    handler: (request, reply, actor) => enterByPassword(ctx, request, reply, actor),
  },
  {
    method: 'GET',
    url: '/invitation/:token',
    may: 'sign-in',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const token = tokenOf(request)
      const { role, mail } = await lookAtInvitation(ctx, token)
      reply.header('referrer-policy', 'same-origin')
      const shell = await shellOf(ctx, actor)
      const isFirst = mail === null && role === 'owner'
      return answerPrivate(
        reply,
        <InvitationPage shell={shell} token={token} role={role} isFirst={isFirst} />,
      )
    },
  },
  {
    method: 'POST',
    url: '/invitation/:token',
    may: 'sign-in',
    speaks: 'html',
    limit: 'sign-in-try',
    handler: async (request, reply, actor) => {
      const input = { token: tokenOf(request), accountId: idOf(actor) }
      const session = await acceptInvitation(ctx, input, (tx, emit, accepted) =>
        openSessionIn(
          ctx,
          request,
          { tx, emit },
          { ...accepted, method: 'invitation', hasSecondFactor: false },
        ),
      )
      if (session !== null) {
        if (actor.kind === 'account') await closeSession(ctx, reply, actor)
        setSessionCookie(reply, session.token)
      }
      return redirect(reply, urls.security())
    },
  },
  {
    method: 'POST',
    url: '/sign-out',
    may: 'sign-in',
    speaks: 'html',
    handler: async (_request, reply, actor) => {
      if (actor.kind === 'account') await closeSession(ctx, reply, actor)
      return redirect(reply, urls.front())
    },
  },
]

async function signInPage(
  ctx: WebCtx,
  reply: FastifyReply,
  actor: Actor,
  form: { next: string; mail: string; problem: string | null },
) {
  return answerPrivate(
    reply,
    <SignInPage
      shell={await shellOf(ctx, actor)}
      {...form}
      isAgain={actor.kind === 'account'}
      hasPasswords={ctx.config.passwords}
      outsideWays={outsideWays(ctx.config)}
      hasOutboxOnly={ctx.config.smtpUrl === ''}
    />,
  )
}

/** Asks for a letter. Known or not, the address gets one: the answer is the same, and so is the work. */
async function ask(ctx: WebCtx, request: FastifyRequest, reply: FastifyReply, actor: Actor) {
  const { mail, next } = fieldsOf(request.body, ['mail', 'next'])
  const path = nextPath(next || undefined)
  try {
    const address = mailAddress(mail)
    if (address === null) throw new Refusal('account/mail-invalid')
    const shell = await shellOf(ctx, actor)
    await ctx.limits.require('sign-in-ask-mail', `${networkOf(request.ip)} ${boxOf(address.key)}`)
    const browserHash = ensureBrowser(request, reply)
    await askForLink(ctx, { mail, browserHash, nextPath: path, language: shell.language })
    return redirect(reply, SENT)
  } catch (error) {
    return formAgain(ctx, reply, actor, { error, next: path, mail })
  }
}

async function enterByPassword(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
) {
  const { mail, password, next } = fieldsOf(request.body, ['mail', 'password', 'next'])
  const path = nextPath(next || undefined)
  try {
    const mailKey = mailAddress(mail)?.key ?? ''
    const { accountId } = await checkPassword(ctx, {
      mailKey,
      password,
      network: networkOf(request.ip),
    })
    ensureBrowser(request, reply)
    const proven = { method: 'password' as const, hasSecondFactor: false }
    if (actor.kind === 'account' && actor.accountId === accountId)
      await proveSession(ctx, request, reply, actor, proven)
    else {
      if (actor.kind === 'account') await closeSession(ctx, reply, actor)
      await openSession(ctx, request, reply, { accountId, ...proven })
    }
    return redirect(reply, path)
  } catch (error) {
    return formAgain(ctx, reply, actor, { error, next: path, mail })
  }
}

async function formAgain(
  ctx: WebCtx,
  reply: FastifyReply,
  actor: Actor,
  form: { error: unknown; next: string; mail: string },
) {
  const { error, next, mail } = form
  if (!(error instanceof Refusal) || error.status === 404) throw error
  reply.headers(error.headers)
  const { language } = await shellOf(ctx, actor)
  reply.code(error.status)
  return signInPage(ctx, reply, actor, { next, mail, problem: sentenceOf(error, language) })
}

async function enterByCode(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
) {
  const { code } = fieldsOf(request.body, ['code'])
  try {
    const browserHash = browserOf(request)
    if (browserHash === null || !(await hasOpenLink(ctx, browserHash)))
      throw new Refusal('sign-in/code-wrong')
    const input = { code, browserHash, accountId: idOf(actor) }
    const entered = await useSignInCode(ctx, input, enter(ctx, request, actor))
    return arrive(ctx, reply, { entered, actor })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const shell = await shellOf(ctx, actor)
    return answerPrivate(
      reply.code(error.status),
      <SentPage
        shell={shell}
        hasOutboxOnly={ctx.config.smtpUrl === ''}
        problem={sentenceOf(error, shell.language)}
      />,
    )
  }
}

type Entered = { token: string; accountId: string; nextPath: string }

/**
 * Opens the session in the transaction that used the link up: neither is without the other. Who is signed in to the
 * same account already has it proven again, and keeps a second factor that was shown.
 */
const enter =
  (ctx: WebCtx, request: FastifyRequest, actor: Actor) =>
  async (
    tx: Tx,
    emit: Emit,
    { accountId, nextPath }: { accountId: string; nextPath: string },
  ): Promise<Entered> => {
    const proven = { accountId, method: 'mail' as const, hasSecondFactor: false }
    const isSame = actor.kind === 'account' && actor.accountId === accountId
    const { token } = isSame
      ? await proveSessionIn(ctx, request, { tx, emit }, actor, proven)
      : await openSessionIn(ctx, request, { tx, emit }, proven)
    return { token, accountId, nextPath }
  }

const idOf = (actor: Actor) => (actor.kind === 'account' ? actor.accountId : null)

/**
 * Somebody who was signed in to another account leaves that one.
 * @param came.entered null where an address was confirmed: the session is the one there was
 */
async function arrive(
  ctx: WebCtx,
  reply: FastifyReply,
  came: { entered: Entered | null; actor: Actor },
) {
  const { entered, actor } = came
  if (entered === null) return redirect(reply, `${urls.account()}?done=mail`)
  if (actor.kind === 'account' && actor.accountId !== entered.accountId)
    await closeSession(ctx, reply, actor)
  setSessionCookie(reply, entered.token)
  return redirect(reply, nextPath(entered.nextPath))
}
