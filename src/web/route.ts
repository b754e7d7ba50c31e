/** The shape of a route: its address, the right it asks for, what it takes and gives. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import type { Action, Actor } from '../accounts/index.js'
import type { LimitName } from '../platform/limits.js'

export type Handler = (
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
) => Promise<unknown>

export type Route = {
  method: 'GET' | 'POST'
  url: string
  /** The right that is checked before the handler is called: accounts/permissions.ts. */
  may: Action
  /** How its errors are told: a page, problem+json, as Google's APIs tell them, or a line of text. */
  speaks: 'html' | 'json' | 'google' | 'text'
  /** Taken before the handler, once a request, for the network it comes from. */
  limit?: LimitName
  /** A POST that other sites and mail programs may send: it must do nothing that a session or a cookie allows. */
  cross?: true
  /** A POST that only asks. */
  asksOnly?: true
  /** Files that it takes beside its fields, in bytes together; else it is sent no files. */
  takesFiles?: { bytesMax: number }
  /** Most bytes of a body, where it is not BODY_BYTES_MAX. */
  bodyBytesMax?: number
  /** Whether its handler needs the bytes of the body, for a signature over them: see sent-bytes.ts. */
  wantsBytes?: true
  schema?: {
    summary?: string
    description?: string
    hide?: boolean
    params?: TSchema
    querystring?: TSchema
    headers?: TSchema
    body?: TSchema
    response?: Record<number, TSchema | object>
  }
  handler: Handler
}

/** What error paths and body parsers know of a route. */
export type RouteConfig = {
  speaks: Route['speaks']
  takesAnything: boolean
  takesFiles: Route['takesFiles']
  wantsBytes: boolean
  asksOnly: boolean
  bodyBytesMax: number
}

/** Every address that a route answers: `:name` stands for a part of the path, `::` for one colon. */
export function patternOf(url: string): RegExp {
  const parts = url.split(/(::|:\w+|\*)/).map((part) => {
    if (part === '::') return ':'
    if (part === '*') return '.*'
    return part.startsWith(':') ? '[^/]+' : part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`)
}
