/** Routes of one's safety: the page with all ways in, its forms, and the step where a second factor is asked for. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  beginCodeApp,
  findSessions,
  makeRecoveryCodes,
  pendingCodeApp,
  removePasskey,
  removePassword,
  renamePasskey,
  type SignedIn,
  setPassword,
  takeCode,
  turnCodeAppOff,
  turnCodeAppOn,
  waysInOf,
} from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import { nextPath } from '../door/next-path.js'
import { proveSession } from '../door/sessions.js'
import { fieldsOf } from '../form.js'
import { CodeAppPage, RecoveryCodesPage, SecondFactorPage } from '../pages/account/code-pages.js'
import { type Done, SecurityPage } from '../pages/account/security-page.js'
import { localeOf } from '../pages/layout.js'
import { sentenceOf } from '../problem.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'
import { ownerOf } from './account.js'
import { OtherSites, outsideWays } from './providers.js'

const CODE_APP = '/account/security/code-app'

export const securityRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/account/security',
    may: 'own-account',
    speaks: 'html',
    handler: async (request, reply, actor) =>
      answerPrivate(reply, await securityPage(ctx, ownerOf(actor), { done: doneIn(request) })),
  },
  ...passkeyForms(ctx),
  ...codeAppForms(ctx),
  {
    ...form('/account/security/recovery-codes'),
    handler: async (request, reply, actor) => {
      const owner = ownerOf(actor)
      fieldsOf(request.body, [])
      const codes = await makeRecoveryCodes(ctx, { accountId: owner.accountId })
      return answerPrivate(
        reply,
        <RecoveryCodesPage shell={await shellOf(ctx, actor)} codes={codes} />,
      )
    },
  },
  ...passwordForms(ctx),
  ...secondFactorRoutes(ctx),
]

/** What all forms of this page have in common. */
const form = (url: string) =>
  ({ method: 'POST', url, may: 'own-safety', speaks: 'html', limit: 'account-form' }) as const

const passkeyForms = (ctx: WebCtx): Route[] => [
  {
    ...form('/account/security/passkeys/rename'),
    handler: async (request, reply, actor) => {
      const owner = ownerOf(actor)
      const { id, label } = fieldsOf(request.body, ['id', 'label'])
      const { accountId } = owner
      return pageAfter(ctx, reply, owner, 'passkeyRenamed', () =>
        renamePasskey(ctx, { accountId, passkeyId: idOf(id), label }),
      )
    },
  },
  {
    ...form('/account/security/passkeys/remove'),
    handler: async (request, reply, actor) => {
      const owner = ownerOf(actor)
      const { id } = fieldsOf(request.body, ['id'])
      const { accountId } = owner
      return pageAfter(ctx, reply, owner, 'passkeyRemoved', () =>
        removePasskey(ctx, { accountId, passkeyId: idOf(id) }),
      )
    },
  },
]

const codeAppForms = (ctx: WebCtx): Route[] => [
  {
    ...form(CODE_APP),
    handler: async (request, reply, actor) => {
      const owner = ownerOf(actor)
      fieldsOf(request.body, [])
      await beginCodeApp(ctx, { accountId: owner.accountId })
      return redirect(reply, CODE_APP)
    },
  },
  {
    method: 'GET',
    url: CODE_APP,
    may: 'own-safety',
    speaks: 'html',
    handler: async (_request, reply, actor) => answerCodeApp(ctx, reply, ownerOf(actor), null),
  },
  {
    ...form(`${CODE_APP}/on`),
    handler: async (request, reply, actor) => {
      const owner = ownerOf(actor)
      const { code } = fieldsOf(request.body, ['code'])
      try {
        await turnCodeAppOn(ctx, { accountId: owner.accountId, code })
      } catch (error) {
        return answerCodeApp(ctx, reply, owner, wrongCodeOf(error))
      }
      // The app was in the person's hand just now.
      await proveSession(ctx, request, reply, owner, await withSecondFactor(ctx, owner))
      return redirect(reply, donePath('codeAppOn'))
    },
  },
  {
    ...form(`${CODE_APP}/off`),
    handler: async (request, reply, actor) => {
      const owner = ownerOf(actor)
      fieldsOf(request.body, [])
      const { isCodeAppOn } = await waysInOf(ctx, owner.accountId)
      await turnCodeAppOff(ctx, { accountId: owner.accountId })
      return redirect(reply, isCodeAppOn ? donePath('codeAppOff') : urls.security())
    },
  },
]

const passwordForms = (ctx: WebCtx): Route[] => [
  {
    ...form('/account/security/password'),
    handler: async (request, reply, actor) => {
      const owner = ownerOf(actor)
      const { password } = fieldsOf(request.body, ['mail', 'password'])
      return pageAfter(ctx, reply, owner, 'passwordSet', () =>
        setPassword(ctx, { accountId: owner.accountId, password }),
      )
    },
  },
  {
    ...form('/account/security/password/remove'),
    handler: async (request, reply, actor) => {
      const owner = ownerOf(actor)
      fieldsOf(request.body, [])
      return pageAfter(ctx, reply, owner, 'passwordRemoved', () =>
        removePassword(ctx, { accountId: owner.accountId }),
      )
    },
  },
]

/**
 * Whoever must show a code first has no other right yet: these two ask for a session themselves.
 */
const secondFactorRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/sign-in/second-factor',
    may: 'sign-in',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const { next } = request.query as { next?: unknown }
      const path = nextPath(typeof next === 'string' ? next : undefined)
      return answerSecondFactor(ctx, reply, ownerOf(actor), { next: path, refusal: null })
    },
  },
  {
    method: 'POST',
    url: '/sign-in/second-factor',
    may: 'sign-in',
    speaks: 'html',
    limit: 'sign-in-try',
    handler: async (request, reply, actor) => {
      const owner = ownerOf(actor)
      const sent = fieldsOf(request.body, ['code', 'next'])
      const next = nextPath(sent.next)
      try {
        await takeCode(ctx, { accountId: owner.accountId, code: sent.code })
      } catch (error) {
        return answerSecondFactor(ctx, reply, owner, { next, refusal: wrongCodeOf(error) })
      }
      await proveSession(ctx, request, reply, owner, await withSecondFactor(ctx, owner))
      return redirect(reply, next)
    },
  },
]

/** @throws Refusal account/not-found */
function idOf(text: string): string {
  if (!isId(text)) throw new Refusal('account/not-found')
  return text
}

/** A wrong code comes back with its form; all else is told as everywhere. */
function wrongCodeOf(error: unknown): Refusal {
  if (error instanceof Refusal && error.code === 'sign-in/code-wrong') return error
  throw error
}

/** The session goes on with the method it was opened by; what a code adds is the second factor. */
async function withSecondFactor(ctx: WebCtx, owner: SignedIn) {
  const sessions = await findSessions(ctx.db, owner.accountId)
  const method = sessions.find((one) => one.id === owner.sessionId)?.method
  if (method === undefined) throw new Refusal('access/sign-in')
  return { method, hasSecondFactor: true }
}

const donePath = (done: Done) => `${urls.security()}?done=${done}`

/** The key of what was done, as the address of the page has it; anybody can write anything there. */
function doneIn(request: FastifyRequest): string | null {
  const { done } = request.query as { done?: unknown }
  return typeof done === 'string' ? done : null
}

/** Does what a form asks, and shows the page again: with what was done, or with why not. */
async function pageAfter(
  ctx: WebCtx,
  reply: FastifyReply,
  owner: SignedIn,
  done: Done,
  act: () => Promise<void>,
) {
  try {
    await act()
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.status !== 422) throw refusal
    return answerPrivate(reply.code(refusal.status), await securityPage(ctx, owner, { refusal }))
  }
  return redirect(reply, donePath(done))
}

async function securityPage(
  ctx: WebCtx,
  owner: SignedIn,
  said: { done?: string | null; refusal?: Refusal },
) {
  const shell = await shellOf(ctx, owner)
  const ways = await waysInOf(ctx, owner.accountId)
  const { identities } = ways
  const sentences = new Map(Object.entries(localeOf(shell).security.done))
  return (
    <SecurityPage
      shell={shell}
      owner={owner}
      ways={ways}
      hasPasswords={ctx.config.passwords}
      done={sentences.get(said.done ?? '') ?? null}
      problem={said.refusal ? sentenceOf(said.refusal, shell.language) : null}
      otherSites={
        <OtherSites
          shell={shell}
          ways={outsideWays(ctx.config)}
          owner={owner}
          identities={identities}
        />
      }
    />
  )
}

async function answerCodeApp(
  ctx: WebCtx,
  reply: FastifyReply,
  owner: SignedIn,
  refusal: Refusal | null,
) {
  const app = await pendingCodeApp(ctx, { accountId: owner.accountId })
  if (app === null) return redirect(reply, urls.security())
  const shell = await shellOf(ctx, owner)
  const problem = refusal && sentenceOf(refusal, shell.language)
  return answerPrivate(
    reply.code(refusal?.status ?? 200),
    <CodeAppPage shell={shell} owner={owner} app={app} problem={problem} />,
  )
}

async function answerSecondFactor(
  ctx: WebCtx,
  reply: FastifyReply,
  owner: SignedIn,
  said: { next: string; refusal: Refusal | null },
) {
  const { next, refusal } = said
  const shell = await shellOf(ctx, owner)
  const ways = await waysInOf(ctx, owner.accountId)
  const problem = refusal && sentenceOf(refusal, shell.language)
  return answerPrivate(
    reply.code(refusal?.status ?? 200),
    <SecondFactorPage shell={shell} owner={owner} ways={ways} next={next} problem={problem} />,
  )
}
