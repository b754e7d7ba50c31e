/** The moderation policy of the site and of its sections: read, tried and changed, on the desk and by API. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { Actor } from '../../accounts/index.js'
import { Refusal } from '../../core/refusals.js'
import {
  type BackTest,
  changePolicy,
  type PolicyPlace,
  readPolicy,
  tryPolicy,
} from '../../discussion/index.js'
import { listSections } from '../../publishing/index.js'
import { ownerOf } from '../account/account.js'
import { answers } from '../api/answer.js'
import { SlugParams } from '../api/schemas.js'
import { fieldsOf } from '../form.js'
import { PolicyPage } from '../pages/desk/policy-page.js'
import { sentenceOf } from '../problem.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'
import {
  BackTestShape,
  backTestJson,
  PolicyBody,
  PolicyShape,
  policyInBody,
  policyInForm,
  policyJson,
  THRESHOLD_FIELDS,
} from './policy-shape.js'

const JSON_TYPE = 'application/json; charset=utf-8'
/** Longest slug of a section that is looked for. */
const SLUG_CHARS_MAX = 200
const FIELDS = ['slug', 'preset', 'do', ...THRESHOLD_FIELDS.map((one) => one.name)]

export const policyRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/desk/policy',
    may: 'set-site-rules',
    speaks: 'html',
    handler: (request, reply, actor) => {
      const { section = '', done } = request.query as { section?: string; done?: string }
      return policyPage(ctx, reply, actor, { slug: String(section), isSaved: done === 'saved' })
    },
  },
  {
    method: 'POST',
    url: '/desk/policy',
    may: 'set-site-rules',
    speaks: 'html',
    limit: 'back-test',
    handler: (request, reply, actor) => saveOrTry(ctx, request, reply, actor),
  },
  ...apiOf(ctx, '/api/v1/policy', 'the whole site', () => ({ level: 'site' })),
  ...apiOf(ctx, '/api/v1/sections/:slug/policy', 'a section', (request) => ({
    level: 'section',
    slug: (request.params as Static<typeof SlugParams>).slug,
  })),
]

/** @param slug of a section; '': the site */
const placeOf = (slug: string): PolicyPlace =>
  slug === '' ? { level: 'site' } : { level: 'section', slug: slug.slice(0, SLUG_CHARS_MAX) }

/** The one form with two buttons; refused or tried, it comes back as it was filled in. */
async function saveOrTry(ctx: WebCtx, request: FastifyRequest, reply: FastifyReply, actor: Actor) {
  const form: Record<string, string> = fieldsOf(request.body, FIELDS)
  const slug = form.slug ?? ''
  const place = placeOf(slug)
  try {
    const policy = policyInForm(form)
    if (form.do === 'try') {
      const test = await tryPolicy(ctx, ownerOf(actor), { place, policy })
      return await policyPage(ctx, reply, actor, { slug, form, test })
    }
    await changePolicy(ctx, ownerOf(actor), { place, policy })
    return redirect(reply, `${urls.deskPolicy(slug || null)}${slug === '' ? '?' : '&'}done=saved`)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 422) throw error
    const { language } = await shellOf(ctx, actor)
    reply.code(error.status)
    return policyPage(ctx, reply, actor, { slug, form, problem: sentenceOf(error, language) })
  }
}

async function policyPage(
  ctx: WebCtx,
  reply: FastifyReply,
  actor: Actor,
  at: {
    slug: string
    form?: Record<string, string>
    test?: BackTest
    problem?: string
    isSaved?: boolean
  },
) {
  const place = placeOf(at.slug)
  return answerPrivate(
    reply,
    <PolicyPage
      shell={await shellOf(ctx, actor)}
      actor={ownerOf(actor)}
      sections={await listSections(ctx)}
      section={place.level === 'section' ? place.slug : null}
      policy={await readPolicy(ctx, actor, place)}
      form={at.form ?? null}
      test={at.test ?? null}
      problem={at.problem ?? null}
      isSaved={at.isSaved ?? false}
    />,
  )
}

/** Reading, changing and trying what one level says, by API. */
function apiOf(
  ctx: WebCtx,
  url: string,
  whose: string,
  placeIn: (request: FastifyRequest) => PolicyPlace,
): Route[] {
  const params = url.includes(':slug') ? { params: SlugParams } : {}
  const send = (reply: FastifyReply, json: unknown) =>
    reply.type(JSON_TYPE).header('cache-control', 'private, no-store').send(JSON.stringify(json))
  const answer = async (request: FastifyRequest, reply: FastifyReply, actor: Actor) =>
    send(reply, policyJson(await readPolicy(ctx, actor, placeIn(request))))
  const sentIn = (request: FastifyRequest) => ({
    place: placeIn(request),
    policy: policyInBody(request.body as Static<typeof PolicyBody>),
  })
  return [
    {
      method: 'GET',
      url,
      may: 'set-site-rules',
      speaks: 'json',
      schema: {
        summary: `The moderation policy of ${whose}`,
        ...params,
        response: answers(200, PolicyShape, 401, 403, 404),
      },
      handler: answer,
    },
    {
      method: 'POST',
      url,
      may: 'set-site-rules',
      speaks: 'json',
      limit: 'api-write',
      schema: {
        summary: `Change the moderation policy of ${whose}`,
        description:
          'Replaces what is said there. Thresholds that are left out are those of the preset. Only spam, copies and slurs can be refused by a machine.',
        ...params,
        body: PolicyBody,
        response: answers(200, PolicyShape, 400, 401, 403, 404, 422),
      },
      handler: async (request, reply, actor) => {
        await changePolicy(ctx, actor, sentIn(request))
        return answer(request, reply, actor)
      },
    },
    {
      method: 'POST',
      url: `${url}/back-test`,
      may: 'set-site-rules',
      speaks: 'json',
      limit: 'back-test',
      schema: {
        summary: `What another policy of ${whose} would have done with the latest comments`,
        description: 'By what was found when they were judged; nothing is changed.',
        ...params,
        body: PolicyBody,
        response: answers(200, BackTestShape, 400, 401, 403, 404, 422, 429),
      },
      handler: async (request, reply, actor) =>
        send(reply, backTestJson(await tryPolicy(ctx, actor, sentIn(request)))),
    },
  ]
}
