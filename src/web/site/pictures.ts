/** Pictures: of articles and published comments for everybody, of others for whoever may see them. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { type Actor, may } from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import {
  type Owner,
  PICTURE_BYTES_MAX,
  readOwnPictureFile,
  readPictureFile,
  readWaitingPicture,
  takePicture,
  UPLOAD_KEPT_MS,
} from '../../discussion/index.js'
import { answers } from '../api/answer.js'
import { TakenPicture } from '../api/schemas.js'
import { writerOf } from '../author.js'
import { browserOf } from '../door/cookies.js'
import { countFiles, filesOf } from '../door/files.js'
import { fieldsOf } from '../form.js'
import { commentIdIn } from '../params.js'
import { isReceipt } from '../receipts.js'
import type { Route } from '../route.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'

const FOREVER = 'public, max-age=31536000, immutable'
/**
 * A browser keeps what it has shown. Proxies between keep a picture of a comment for five minutes: a removed one is
 * soon gone from them.
 */
const WHILE_SHOWN = 'public, max-age=31536000, s-maxage=300, immutable'

const PictureParams = Type.Object(
  {
    id: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
    width: Type.Integer({ minimum: 1, maximum: 10_000 }),
  },
  { additionalProperties: false },
)
const PICTURE_FILE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(\d{1,4})\.webp$/

export const pictureRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/pictures/:id-:width.webp',
    may: 'read',
    speaks: 'html',
    schema: { params: PictureParams },
    handler: async (request, reply, actor) => {
      const wanted = request.params as Static<typeof PictureParams>
      const seesHeld = may(actor, 'see-held') === 'yes'
      const file = await readPictureFile(ctx, { ...wanted, seesHeld })
      if (!file) throw new Refusal('request/not-found')
      if (file.isFor === 'viewer') return sendPrivately(reply, file.bytes)
      return (
        reply
          .type('image/webp')
          .header('cache-control', file.isFor === 'article' ? FOREVER : WHILE_SHOWN)
          // Feed readers show pictures on pages of their own.
          .header('cross-origin-resource-policy', 'cross-origin')
          .send(file.bytes)
      )
    },
  },
  {
    method: 'GET',
    url: '/receipts/:id/:signature/:file',
    may: 'read',
    speaks: 'html',
    handler: async (request, reply) => {
      const { signature, file } = request.params as { signature: string; file: string }
      const commentId = commentIdIn(request)
      const [, pictureId, width] = PICTURE_FILE.exec(file) ?? []
      const isTheirs = pictureId !== undefined && isReceipt(ctx, commentId, signature)
      const wanted = { commentId, pictureId: pictureId ?? '', width: Number(width) }
      const bytes = isTheirs && (await readOwnPictureFile(ctx, wanted))
      if (!bytes) throw new Refusal('request/not-found')
      return sendPrivately(reply, bytes)
    },
  },
  {
    method: 'GET',
    url: '/pictures/waiting/:id',
    may: 'comment',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      const { id } = request.params as { id: string }
      const owner = senderOf(request, actor)
      if (!isId(id) || owner === null) throw new Refusal('request/not-found')
      return sendPrivately(reply, await readWaitingPicture(ctx, { id, owner }))
    },
  },
  {
    method: 'POST',
    url: '/api/v1/pictures',
    may: 'comment',
    speaks: 'json',
    takesFiles: { bytesMax: PICTURE_BYTES_MAX },
    schema: {
      summary: 'Send a picture for a comment',
      description:
        'multipart/form-data with one file `picture`: JPEG, PNG, WebP, GIF or AVIF. Name its id in a comment within a day. Where and with what it was taken is removed from it; of an animation the first frame stays.',
      response: answers(201, TakenPicture, 400, 403, 413, 422, 429, 503),
    },
    handler: async (request, reply, actor) => {
      fieldsOf(request.body, [])
      const [bytes, ...others] = filesOf(request, 'picture')
      if (!bytes || others.length > 0)
        throw new Refusal('request/invalid', { detail: 'one file named picture' })
      const owner = writerOf(ctx, request, reply, { actor, name: null })
      await countFiles(ctx, request, { count: 1, owner })
      const picture = await takePicture(ctx, { owner, bytes })
      const src = urls.waitingPicture(picture.id)
      return reply
        .code(201)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify({ ...picture, src, expiresAt: expiryOf(ctx) }))
    },
  },
]

const expiryOf = (ctx: WebCtx): string =>
  new Date(ctx.clock().getTime() + UPLOAD_KEPT_MS).toISOString()

const sendPrivately = (reply: FastifyReply, bytes: Uint8Array) =>
  reply.type('image/webp').header('cache-control', 'private, no-store').send(bytes)

/** Whose waiting pictures this request could be about; null for programs, and for browsers that never sent one. */
export function senderOf(request: FastifyRequest, actor: Actor): Owner | null {
  if (actor.kind === 'account')
    return actor.owesFactor ? null : { kind: 'reader', personId: actor.personId }
  const browserHash = actor.kind === 'anonymous' ? browserOf(request) : null
  return browserHash === null ? null : { kind: 'guest', browserHash }
}
