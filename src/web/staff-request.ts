/** Telling staff from everybody else, until people have accounts: by the staff token. */
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../core/refusals.js'
import type { WebCtx } from './web-ctx.js'

/** True with the staff token. @throws Refusal access/staff-only for a token that is not it: never silently as anyone */
export async function isStaffRequest(ctx: WebCtx, request: FastifyRequest): Promise<boolean> {
  const header = request.headers.authorization
  if (header === undefined) return false
  const token = /^Bearer (\S{1,200})$/.exec(header)?.[1]
  if (token === undefined || !(await ctx.isStaff(token))) throw new Refusal('access/staff-only')
  return true
}
