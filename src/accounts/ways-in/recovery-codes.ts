/** Recovery codes: on paper, for the day when telephone and passkey are gone; each works once. */
import { randomBytes } from 'node:crypto'
import type { Ctx } from '../../platform/ctx.js'
import { write } from '../../platform/events.js'
import { hashOf } from '../../platform/secrets.js'
import { recordGuardChange } from '../guard-change.js'
import { replaceRecoveryCodes, takeRecoveryCode } from './store/codes.js'
import { lockWays, waysInOf } from './ways.js'

export const RECOVERY_CODES = 10
/** 32 signs to the power of 28 are 140 bits: so many that a plain hash hides them (ASVS 5.0, 6.5.2 asks for 112, 11.5.1 for 128). */
const CODE_CHARS = 28
const GROUP_CHARS = 4
/** Crockford's base 32: without I, L, O and U, which are misread. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Makes new codes; all before them end.
 * @returns them, in groups: shown this once, since only their hashes are kept
 */
export const makeRecoveryCodes = (ctx: Ctx, input: { accountId: string }): Promise<string[]> =>
  write(ctx, async (tx, emit) => {
    const { accountId } = input
    await lockWays(ctx, tx, accountId)
    const codes = Array.from({ length: RECOVERY_CODES }, newCode)
    await replaceRecoveryCodes(tx, accountId, codes.map(hashOfCode))
    await recordGuardChange(ctx, tx, emit, {
      accountId,
      byAccountId: accountId,
      action: 'recovery-codes.made',
      detail: { count: codes.length },
    })
    return codes.map(inGroups)
  })

/**
 * Uses a code up, however it is spaced or written; of any number of the same code at once, one passes.
 * Tries are counted by the caller (see second-factor.ts).
 */
export const useRecoveryCode = (
  ctx: Ctx,
  input: { accountId: string; code: string },
): Promise<boolean> =>
  write(ctx, async (tx, emit) => {
    const { accountId } = input
    const hash = hashOfCode(plainCode(input.code))
    // A code stands in for a factor: without one it stands in for nothing.
    const { hasSecondFactor } = await waysInOf({ ...ctx, db: tx }, accountId)
    if (!hasSecondFactor) return false
    if (!(await takeRecoveryCode(tx, { accountId, hash, now: ctx.clock() }))) return false
    const action = 'recovery-code.used'
    await recordGuardChange(ctx, tx, emit, {
      accountId,
      byAccountId: accountId,
      action,
      detail: {},
    })
    return true
  })

/** 256 is a multiple of 32: no sign is likelier than another. */
const newCode = (): string =>
  Array.from(randomBytes(CODE_CHARS), (byte) => SIGNS[byte % SIGNS.length]).join('')

const inGroups = (code: string): string =>
  code.match(new RegExp(`.{${GROUP_CHARS}}`, 'g'))?.join('-') ?? code

/** As it was made: signs that are misread are taken for what they look like. */
const plainCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')

const hashOfCode = (code: string): string => hashOf(`recovery ${code}`)
