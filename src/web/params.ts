/** Ids in addresses. */
import type { FastifyRequest } from 'fastify'
import { isId } from '../core/ids.js'
import { Refusal } from '../core/refusals.js'

/** The comment that an address `.../:id` names. @throws Refusal comment/not-found for what is no id */
export function commentIdIn(request: FastifyRequest): string {
  const { id } = request.params as { id: string }
  if (!isId(id)) throw new Refusal('comment/not-found')
  return id
}
