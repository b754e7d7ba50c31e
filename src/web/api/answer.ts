/** Answering API reads: anonymous answers are finished pages, staff answers are made each time. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Viewer } from '../../discussion/index.js'
import { isStaffRequest } from '../staff-request.js'
import type { WebCtx } from '../web-ctx.js'
import { Problem } from './schemas.js'

const JSON_TYPE = 'application/json; charset=utf-8'

/** Makes the answer for a viewer: the JSON, and the names of everything that can change it. */
export type Read = (viewer: Viewer) => Promise<{ json: unknown; tags: string[] }>

export async function answerRead(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  read: Read,
): Promise<unknown> {
  if (await isStaffRequest(ctx, request)) {
    reply.header('vary', 'Authorization')
    return reply.type(JSON_TYPE).send(JSON.stringify((await read('staff')).json))
  }
  const page = await ctx.pages.page(request.url, async () => {
    const { json, tags } = await read('anyone')
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
