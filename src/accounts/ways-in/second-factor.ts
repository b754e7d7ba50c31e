/** The second factor typed by hand: six digits of a code app, or a recovery code. */
import { Refusal } from '../../core/refusals.js'
import type { Ctx } from '../../platform/ctx.js'
import { takeAppCode, triesOf } from './code-app.js'
import { useRecoveryCode } from './recovery-codes.js'

/** Digits of a code app, spaced as it pleases. */
const LOOKS_LIKE_APP = /^[\d\s-]{6,8}$/

/**
 * Takes a code of the app or a recovery code, and uses it up.
 * Wrong tries at one account are counted here, those of a network by the route. Only who is signed in can try, so a
 * stranger cannot use them up.
 * @throws Refusal sign-in/code-wrong, request/too-many
 */
export async function takeCode(
  ctx: Ctx,
  input: { accountId: string; code: string },
): Promise<'code-app' | 'recovery-code'> {
  const tries = triesOf(input.accountId)
  await ctx.limits.require('sign-in-try-account', tries)
  const isApp = LOOKS_LIKE_APP.test(input.code.normalize('NFKC').trim())
  const isRight = isApp ? await takeAppCode(ctx, input) : await useRecoveryCode(ctx, input)
  if (!isRight) throw new Refusal('sign-in/code-wrong')
  await ctx.limits.forgive('sign-in-try-account', tries)
  return isApp ? 'code-app' : 'recovery-code'
}
