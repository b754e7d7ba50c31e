/** Answering API reads: what everybody may see is a finished page, what only some may see is made each time. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, may } from '../../accounts/index.js'
import { ANYONE, type Viewer } from '../../discussion/index.js'
import { eyesOf } from '../author.js'
import type { WebCtx } from '../web-ctx.js'
import { Problem } from './schemas.js'

const JSON_TYPE = 'application/json; charset=utf-8'

/** Makes the answer for a viewer: the JSON, and the names of everything that can change it. */
export type Read = (viewer: Viewer) => Promise<{ json: unknown; tags: string[] }>

export type Asked = { request: FastifyRequest; reply: FastifyReply; actor: Actor }

export async function answerRead(ctx: WebCtx, asked: Asked, read: Read): Promise<unknown> {
  const { request, reply, actor } = asked
  if (may(actor, 'see-held') === 'yes' || eyesOf(actor).muted.size > 0) {
    const viewer = { ...eyesOf(actor), seesHeld: may(actor, 'see-held') === 'yes' }
    reply.header('vary', 'Authorization, Cookie')
    return reply.type(JSON_TYPE).send(JSON.stringify((await read(viewer)).json))
  }
  const page = await ctx.pages.page(request.url, async () => {
    const { json, tags } = await read(ANYONE)
    return { contentType: JSON_TYPE, body: JSON.stringify(json), tags }
  })
  reply.hijack()
  await ctx.pages.send(request.raw, reply.raw, page)
  return reply
}

/** Response schemas of a read: its shape, and the problems it can tell. */
export const answers = (status: number, schema: object, ...problems: number[]) => ({
  [status]: schema,
  ...Object.fromEntries(problems.map((one) => [one, Problem])),
})
