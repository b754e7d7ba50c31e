/** Files at the door: who may send them, how many, and where they wait until the handler takes them. */
import type { ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../accounts/index.js'
import { type Owner, requireMaySend, tooLarge } from '../../discussion/index.js'
import { networkOf } from '../../platform/network.js'
import type { FileForm, FileForms } from '../multipart.js'
import { BODY_BYTES_MAX } from '../problem.js'
import type { WebCtx } from '../web-ctx.js'

/** Forms count against what the process may hold until they are answered. */
const answers = new WeakMap<FastifyRequest, ServerResponse>()
const files = new WeakMap<FastifyRequest, FileForm['files']>()

/** The files that came with a form, in the order in which they were sent. */
export const filesOf = (request: FastifyRequest, name: string): Uint8Array[] =>
  (files.get(request) ?? []).filter((one) => one.name === name).map((one) => one.bytes)

export const isFileForm = (request: FastifyRequest): boolean =>
  /^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '')

/** A form that is larger than any without files, or does not say how large it is. */
const isHeavy = (request: FastifyRequest): boolean =>
  !(Number(request.headers['content-length']) <= BODY_BYTES_MAX)

/**
 * Before the body is read.
 * @throws Refusal picture/off, picture/readers-only, request/too-many
 */
export async function admitFiles(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
): Promise<void> {
  requireMaySend(ctx.config.commentPictures, actor.kind === 'account' ? 'reader' : 'guest')
  if (isHeavy(request)) await ctx.limits.require('picture-network', networkOf(request.ip))
  answers.set(request, reply.raw)
}

/** After the body was read: what was sent is counted. @throws Refusal request/too-many */
export async function countFiles(
  ctx: WebCtx,
  request: FastifyRequest,
  sent: { count: number; owner: Owner },
): Promise<void> {
  if (sent.count === 0) return
  if (!isHeavy(request)) await ctx.limits.require('picture-network', networkOf(request.ip))
  const { owner } = sent
  const key = owner.kind === 'reader' ? owner.personId : (owner.browserHash ?? '')
  for (let i = 0; i < sent.count; i += 1) await ctx.limits.require('picture-owner', key)
}

/** Reads a form: its files wait for the handler. @returns its fields */
export async function keepFiles(
  forms: FileForms,
  request: FastifyRequest,
  bytesMax: number,
): Promise<Record<string, string>> {
  const form = await forms.read(request.raw, {
    contentType: request.headers['content-type'] ?? '',
    bytesMax,
    tooLarge,
    until: (over) => answers.get(request)?.once('close', over),
  })
  files.set(request, form.files)
  return form.fields
}
