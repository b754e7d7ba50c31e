/** The discussion of one article as staff see it: its rules, and who counts as its author. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../accounts/index.js'
import { NAME_CHARS_MAX } from '../../core/names.js'
import { Refusal } from '../../core/refusals.js'
import {
  AUTHORS_MAX,
  readAuthors,
  readRules,
  setAuthors,
  setRules,
} from '../../discussion/index.js'
import { listArticles } from '../../publishing/index.js'
import { ownerOf } from '../account/account.js'
import { answers } from '../api/answer.js'
import { SlugParams } from '../api/schemas.js'
import { fieldsOf } from '../form.js'
import { ThreadsPage, type ThreadsPageProps } from '../pages/desk/threads-page.js'
import { sentenceOf } from '../problem.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'
import {
  changeInBody,
  changeInForm,
  RULE_FIELDS,
  RulesShape,
  rulesJson,
  ThreadRulesBody,
  timeOf,
} from './rules-shape.js'

/** Newest articles whose discussions are listed; older ones are reached by their address. */
const THREADS_SHOWN = 30
/** Longest address of an article that is looked for. */
const SLUG_CHARS_MAX = 200
const JSON_TYPE = 'application/json; charset=utf-8'

const AuthorsBody = Type.Object(
  {
    names: Type.Array(Type.String({ maxLength: 4 * NAME_CHARS_MAX }), {
      maxItems: AUTHORS_MAX,
      description: 'Names of accounts',
    }),
  },
  { additionalProperties: false },
)
const Authors = Type.Object({
  authors: Type.Array(Type.Object({ personId: Type.String(), name: Type.String() })),
})
const ThreadShape = Type.Object({ ...RulesShape.properties, ...Authors.properties })

const slugOf = (request: FastifyRequest) => (request.params as Static<typeof SlugParams>).slug

export const threadRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/desk/threads',
    may: 'decide-comment',
    speaks: 'html',
    handler: (request, reply, actor) => {
      const { slug = '', done } = request.query as { slug?: string; done?: string }
      return threadsPage(ctx, reply, actor, {
        slug: String(slug).slice(0, SLUG_CHARS_MAX),
        done: done === 'saved' || done === 'authors' ? done : null,
      })
    },
  },
  {
    method: 'POST',
    url: '/desk/threads',
    may: 'decide-comment',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const form = fieldsOf(request.body, ['slug', 'closes', ...RULE_FIELDS])
      const closesAt = form.closes === '' ? null : timeOf(`${form.closes}T00:00:00Z`)
      await setRules(ctx, ownerOf(actor), {
        place: { level: 'thread', slug: form.slug },
        change: { ...changeInForm(form), closesAt },
      })
      return redirect(reply, `${urls.deskThreads(form.slug)}&done=saved`)
    },
  },
  {
    method: 'POST',
    url: '/desk/threads/authors',
    may: 'decide-comment',
    speaks: 'html',
    handler: (request, reply, actor) => authorsByForm(ctx, request, reply, actor),
  },
  {
    method: 'GET',
    url: '/api/v1/articles/:slug/thread',
    may: 'decide-comment',
    speaks: 'json',
    schema: {
      summary: 'The rules of a thread, where they come from, and who counts as the author',
      params: SlugParams,
      response: answers(200, ThreadShape, 401, 403, 404),
    },
    handler: (request, reply, actor) => answerThread(ctx, reply, actor, slugOf(request)),
  },
  {
    method: 'POST',
    url: '/api/v1/articles/:slug/thread',
    may: 'decide-comment',
    speaks: 'json',
    limit: 'api-write',
    schema: {
      summary: 'Change the rules of a thread',
      description:
        'What is left out stays as it is; null leaves it to the section of the article, and to the site.',
      params: SlugParams,
      body: ThreadRulesBody,
      response: answers(200, ThreadShape, 400, 401, 403, 404),
    },
    handler: async (request, reply, actor) => {
      const slug = slugOf(request)
      await setRules(ctx, actor, {
        place: { level: 'thread', slug },
        change: changeInBody(request.body as Static<typeof ThreadRulesBody>),
      })
      return answerThread(ctx, reply, actor, slug)
    },
  },
  {
    method: 'POST',
    url: '/api/v1/articles/:slug/authors',
    may: 'decide-comment',
    speaks: 'json',
    limit: 'api-write',
    schema: {
      summary: 'Say which accounts wrote an article',
      description:
        'Those named take the place of all others. From then on the byline says nothing.',
      params: SlugParams,
      body: AuthorsBody,
      response: answers(200, Authors, 400, 401, 403, 404, 422),
    },
    handler: async (request, reply, actor) => {
      const slug = slugOf(request)
      const { names } = request.body as Static<typeof AuthorsBody>
      await setAuthors(ctx, actor, { slug, names })
      return reply.type(JSON_TYPE).send(JSON.stringify({ authors: await readAuthors(ctx, slug) }))
    },
  },
]

async function answerThread(ctx: WebCtx, reply: FastifyReply, actor: Actor, slug: string) {
  const rules = await readRules(ctx, actor, { level: 'thread', slug })
  const authors = await readAuthors(ctx, slug)
  return reply
    .type(JSON_TYPE)
    .header('cache-control', 'private, no-store')
    .send(JSON.stringify({ ...rulesJson(rules), authors }))
}

/** A name that nobody has brings the page back with what was typed. */
async function authorsByForm(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
) {
  const { slug, names } = fieldsOf(request.body, ['slug', 'names'])
  const wanted = names.split('\n').flatMap((line) => line.trim() || [])
  try {
    await setAuthors(ctx, ownerOf(actor), { slug, names: wanted })
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 422) throw error
    const problem = sentenceOf(error, (await shellOf(ctx, actor)).language)
    return threadsPage(ctx, reply.code(error.status), actor, { slug, problem, authors: names })
  }
  return redirect(reply, `${urls.deskThreads(slug)}&done=authors`)
}

async function threadsPage(
  ctx: WebCtx,
  reply: FastifyReply,
  actor: Actor,
  at: {
    slug: string
    done?: ThreadsPageProps['done']
    problem?: string
    /** As they were typed. */
    authors?: string
  },
) {
  const { slug, done = null, problem = null } = at
  const articles = await listArticles(ctx, { limit: THREADS_SHOWN })
  return answerPrivate(
    reply,
    <ThreadsPage
      shell={await shellOf(ctx, actor)}
      actor={ownerOf(actor)}
      articles={articles.map((one) => ({ slug: one.slug, headline: one.headline }))}
      thread={
        slug === ''
          ? null
          : {
              slug,
              rules: await readRules(ctx, actor, { level: 'thread', slug }),
              authors: at.authors ?? (await namesOf(ctx, slug)),
            }
      }
      done={done}
      problem={problem}
    />,
  )
}

const namesOf = async (ctx: WebCtx, slug: string): Promise<string> =>
  (await readAuthors(ctx, slug)).map((one) => one.name).join('\n')
