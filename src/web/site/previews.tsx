/** Help while writing: previews by form and by API, the names of a thread, the words of the script. Nothing is stored. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import { directionOf } from '../../core/text.js'
import {
  listTakingPart,
  NAMES_LOOKED_AT,
  NAMES_OFFERED_MAX,
  PICTURES_BYTES_MAX,
  previewComment,
  refusalAhead,
  TEXT_CHARS_MAX,
} from '../../discussion/index.js'
import { localeFor } from '../../locales/index.js'
import { readArticlePlace } from '../../publishing/index.js'
import { answerRead, answers } from '../api/answer.js'
import { SlugParams } from '../api/schemas.js'
import { authorAs, writerOf } from '../author.js'
import { filesOf } from '../door/files.js'
import { fieldsOf } from '../form.js'
import { sentenceOf } from '../problem.js'
import type { Route } from '../route.js'
import { tags } from '../tags.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'
import { formAgain, sentForm } from './comment-forms.js'
import { editPage, OWN_FIELDS, ownCommentOf } from './own-comments.js'
import { senderOf } from './pictures.js'
import { keptIn, takeFiles } from './sent-pictures.js'

const JSON_TYPE = 'application/json; charset=utf-8'

const PreviewBody = Type.Object(
  {
    text: Type.String({ description: `Markdown, at most ${TEXT_CHARS_MAX} characters` }),
    article: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'Slug of the article: then `problem` tells what its thread would refuse',
      }),
    ),
    name: Type.Optional(Type.String({ description: 'What a guest would call themselves' })),
  },
  { additionalProperties: false },
)
const PreviewShape = Type.Object({
  html: Type.String({ description: 'As the comment would have it, sanitised' }),
  language: Type.Union([Type.String(), Type.Null()], { description: 'BCP 47, where it is known' }),
  dir: Type.Union([Type.Literal('ltr'), Type.Literal('rtl')]),
  problem: Type.Union([Type.Object({ code: Type.String(), detail: Type.String() }), Type.Null()], {
    description: 'Why it would be refused as things stand; the judge is not asked',
  }),
})
const Names = Type.Object({
  people: Type.Array(Type.Object({ name: Type.String(), url: Type.String() })),
})
const WordsQuery = Type.Object(
  { language: Type.Optional(Type.String({ pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$' })) },
  { additionalProperties: false },
)

export const previewRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'POST',
    url: '/api/v1/preview',
    asksOnly: true,
    may: 'comment',
    speaks: 'json',
    limit: 'preview',
    schema: {
      summary: 'How a text will look as a comment',
      description:
        'The same Markdown, cleaning and mentions as of a comment. Nothing is stored or judged. Empty and overlong texts are refused.',
      body: PreviewBody,
      response: answers(200, PreviewShape, 400, 404, 413, 422, 429),
    },
    handler: async (request, reply, actor) =>
      reply.type(JSON_TYPE).send(JSON.stringify(await previewJson(ctx, request, actor))),
  },
  {
    method: 'POST',
    url: '/articles/:slug/preview',
    asksOnly: true,
    may: 'comment',
    speaks: 'html',
    limit: 'preview',
    takesFiles: { bytesMax: PICTURES_BYTES_MAX },
    handler: (request, reply, actor) => previewByForm(ctx, request, reply, actor),
  },
  {
    method: 'POST',
    url: '/comments/:id/preview',
    asksOnly: true,
    may: 'comment',
    speaks: 'html',
    limit: 'preview',
    handler: (request, reply, actor) => previewEdit(ctx, request, reply, actor),
  },
  {
    method: 'GET',
    url: '/api/v1/articles/:slug/people',
    may: 'read',
    speaks: 'json',
    limit: 'names',
    schema: {
      summary: 'Readers with an account who take part in a thread',
      description: `Who wrote last comes first: the authors of its newest ${NAMES_LOOKED_AT} comments, at most ${NAMES_OFFERED_MAX}.`,
      params: SlugParams,
      response: answers(200, Names, 404, 429),
    },
    handler: (request, reply, actor) =>
      answerRead(ctx, { request, reply, actor }, async (viewer) => {
        const { slug } = request.params as Static<typeof SlugParams>
        const { thread_id: threadId } = await readArticlePlace(ctx, slug)
        const people = await listTakingPart(ctx, { threadId, viewer })
        return {
          json: { people: people.map(({ id, name }) => ({ name, url: urls.person(id) })) },
          tags: [tags.thread(threadId), tags.people],
        }
      }),
  },
  {
    // Not in every page: only who writes needs them.
    method: 'GET',
    url: '/words/writing.json',
    may: 'read',
    speaks: 'json',
    schema: { hide: true, querystring: WordsQuery },
    handler: async (request, reply) => {
      const { language = ctx.site.language } = request.query as Static<typeof WordsQuery>
      const json = { ...localeFor(language).writing.tools, limit: TEXT_CHARS_MAX }
      return reply
        .type(JSON_TYPE)
        .header('cache-control', 'public, max-age=3600')
        .send(JSON.stringify(json))
    },
  },
]

/** What is known against a comment of this actor, as things stand. @throws Refusal article/not-found */
const problemAhead = (
  ctx: WebCtx,
  actor: Actor,
  { articleSlug, name }: { articleSlug: string; name: string | null },
): Promise<Refusal | null> =>
  refusalAhead(ctx, { articleSlug, authorNow: () => authorAs(ctx, actor, name) })

async function previewJson(ctx: WebCtx, request: FastifyRequest, actor: Actor) {
  const { text, article, name = null } = request.body as Static<typeof PreviewBody>
  const language = (actor.kind === 'account' && actor.language) || ctx.site.language
  const preview = await previewComment(ctx, text)
  const problem =
    article === undefined ? null : await problemAhead(ctx, actor, { articleSlug: article, name })
  return {
    html: preview.html,
    language: preview.language,
    dir: directionOf(preview.text),
    problem: problem && { code: problem.code, detail: sentenceOf(problem, language) },
  }
}

async function previewByForm(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
) {
  const { slug } = request.params as { slug: string }
  const form = sentForm(request.body)
  if (form.parentId !== null && !isId(form.parentId)) throw new Refusal('comment/parent-missing')
  let owner = senderOf(request, actor)
  try {
    if (filesOf(request, 'pictures').length > 0) {
      owner = writerOf(ctx, request, reply, { actor, name: form.name })
      await takeFiles(ctx, request, { owner, wishes: form.pictures })
    }
    const preview = await previewComment(ctx, form.text)
    const refusal = await problemAhead(ctx, actor, { articleSlug: slug, name: form.name })
    return await formAgain(ctx, reply, actor, { slug, form, owner, refusal, preview })
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'article/not-found') throw error
    return formAgain(ctx, reply, actor, { slug, form, owner, refusal: error })
  }
}

async function previewEdit(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
) {
  const {
    text = '',
    base,
    nudge: nudgeTicket = '',
    ...fields
  }: Record<string, string> = fieldsOf(request.body, OWN_FIELDS)
  const comment = await ownCommentOf(ctx, request, actor)
  if (!comment.isEditable) throw new Refusal('comment/not-found')
  const wishes = keptIn(fields)
  const form = { comment, text, base: base || comment.revision, wishes, nudgeTicket }
  try {
    const preview = await previewComment(ctx, text)
    const { slug: articleSlug } = comment.article
    const problem = await problemAhead(ctx, actor, { articleSlug, name: null })
    return await editPage(ctx, reply, actor, { ...form, problem, preview })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    reply.code(error.status)
    return editPage(ctx, reply, actor, { ...form, problem: error })
  }
}
