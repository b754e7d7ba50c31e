/** The public page of a person, and muting them. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, mute, unmute } from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import { readProfile } from '../../discussion/index.js'
import { nextPath } from '../door/next-path.js'
import { fieldsOf } from '../form.js'
import { PersonLeftPage } from '../pages/account/person-left-page.js'
import { ProfilePage } from '../pages/profile-page.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'

export const profileRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/people/:id',
    may: 'read',
    speaks: 'html',
    handler: (request, reply, actor) => profilePage(ctx, request, reply, actor),
  },
  {
    method: 'POST',
    url: '/people/:id/mute',
    may: 'own-account',
    speaks: 'html',
    limit: 'account-form',
    handler: (request, reply, actor) => changeMute(ctx, request, reply, actor, mute),
  },
  {
    method: 'POST',
    url: '/people/:id/unmute',
    may: 'own-account',
    speaks: 'html',
    limit: 'account-form',
    handler: (request, reply, actor) => changeMute(ctx, request, reply, actor, unmute),
  },
]

/** @throws Refusal account/person-not-found */
function personIdIn(request: FastifyRequest): string {
  const { id } = request.params as { id: string }
  if (!isId(id)) throw new Refusal('account/person-not-found')
  return id
}

async function profilePage(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
) {
  const personId = personIdIn(request)
  const { before = null } = request.query as Record<string, string | undefined>
  if (before !== null && !isId(before)) throw new Refusal('request/cursor-invalid')
  const profile = await readProfile(ctx, { personId, before })
  const shell = await shellOf(ctx, actor)
  if (profile === 'left') return answerPrivate(reply.code(410), <PersonLeftPage shell={shell} />)
  if ('seePersonId' in profile) return redirect(reply, urls.person(profile.seePersonId))
  return answerPrivate(
    reply,
    <ProfilePage shell={shell} actor={actor} profile={profile} isFirstPage={before === null} />,
  )
}

async function changeMute(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
  change: typeof mute,
) {
  if (actor.kind !== 'account') throw new Refusal('access/sign-in')
  const personId = personIdIn(request)
  const { next } = fieldsOf(request.body, ['next'])
  await change(ctx, { accountId: actor.accountId, personId })
  return redirect(reply, next === '' ? urls.person(personId) : nextPath(next))
}
