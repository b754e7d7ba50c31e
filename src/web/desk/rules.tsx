/** The rules of discussions for the whole site and for its sections: pages of the desk, and the same by API. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { Actor } from '../../accounts/index.js'
import { type RulePlace, readRules, setRules } from '../../discussion/index.js'
import { listSections } from '../../publishing/index.js'
import { ownerOf } from '../account/account.js'
import { answers } from '../api/answer.js'
import { SlugParams } from '../api/schemas.js'
import { fieldsOf } from '../form.js'
import { RulesPage } from '../pages/desk/rules-page.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'
import {
  changeInBody,
  changeInForm,
  LevelRulesBody,
  RULE_FIELDS,
  RulesShape,
  rulesJson,
} from './rules-shape.js'

const JSON_TYPE = 'application/json; charset=utf-8'
/** Longest slug of a section that is looked for. */
const SLUG_CHARS_MAX = 200

export const ruleRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/desk/rules',
    may: 'set-site-rules',
    speaks: 'html',
    handler: (request, reply, actor) => rulesPage(ctx, request, reply, actor),
  },
  {
    method: 'POST',
    url: '/desk/rules',
    may: 'set-site-rules',
    speaks: 'html',
    limit: 'account-form',
    handler: async (request, reply, actor) => {
      const form = fieldsOf(request.body, ['slug', ...RULE_FIELDS])
      const place = placeOf(form.slug)
      await setRules(ctx, ownerOf(actor), { place, change: changeInForm(form) })
      const page = urls.deskRules(form.slug === '' ? null : form.slug)
      return redirect(reply, `${page}${form.slug === '' ? '?' : '&'}done=saved`)
    },
  },
  ...apiOf(ctx, '/api/v1/rules', 'the whole site', () => ({ level: 'site' })),
  ...apiOf(ctx, '/api/v1/sections/:slug/rules', 'a section', (request) => ({
    level: 'section',
    slug: (request.params as Static<typeof SlugParams>).slug,
  })),
]

/** Reading and changing what one level says, by API. */
function apiOf(
  ctx: WebCtx,
  url: string,
  whose: string,
  placeIn: (request: FastifyRequest) => RulePlace,
): Route[] {
  const params = url.includes(':slug') ? { params: SlugParams } : {}
  const answer = async (request: FastifyRequest, reply: FastifyReply, actor: Actor) =>
    reply
      .type(JSON_TYPE)
      .header('cache-control', 'private, no-store')
      .send(JSON.stringify(rulesJson(await readRules(ctx, actor, placeIn(request)))))
  return [
    {
      method: 'GET',
      url,
      may: 'set-site-rules',
      speaks: 'json',
      schema: {
        summary: `The rules of discussions of ${whose}`,
        ...params,
        response: answers(200, RulesShape, 401, 403, 404),
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
        summary: `Change the rules of discussions of ${whose}`,
        description: 'What is left out stays as it is; null leaves it to the level above.',
        ...params,
        body: LevelRulesBody,
        response: answers(200, RulesShape, 400, 401, 403, 404),
      },
      handler: async (request, reply, actor) => {
        const change = changeInBody(request.body as Static<typeof LevelRulesBody>)
        await setRules(ctx, actor, { place: placeIn(request), change })
        return answer(request, reply, actor)
      },
    },
  ]
}

/** @param slug of a section; '': the site */
const placeOf = (slug: string): RulePlace =>
  slug === '' ? { level: 'site' } : { level: 'section', slug: slug.slice(0, SLUG_CHARS_MAX) }

async function rulesPage(ctx: WebCtx, request: FastifyRequest, reply: FastifyReply, actor: Actor) {
  const { section = '', done } = request.query as { section?: string; done?: string }
  const place = placeOf(String(section))
  return answerPrivate(
    reply,
    <RulesPage
      shell={await shellOf(ctx, actor)}
      actor={ownerOf(actor)}
      sections={await listSections(ctx)}
      section={place.level === 'section' ? place.slug : null}
      rules={await readRules(ctx, actor, place)}
      isSaved={done === 'saved'}
    />,
  )
}
