/** The verb `judge-key`: keys of other software, at the terminal. */
import type { DiscussionCtx } from '../discussion/index.js'
import { endJudgeKey, listJudgeKeys, makeJudgeKey, signJudgeKey } from '../moderation/index.js'

export const JUDGE_KEY_USAGE =
  'npm run readership -- judge-key make NAME, list, end NAME, or sign NAME SECRET'

/** @returns the exit code; null for words that say nothing to do */
export async function judgeKeys(ctx: DiscussionCtx, words: string[]): Promise<number | null> {
  const [act, name, secret] = words
  if (act === 'list') return list(ctx)
  if (name === undefined) return null
  if (act === 'make') {
    const { key } = await makeJudgeKey(ctx, { name, byAccountId: null })
    console.log(key)
    return 0
  }
  if (act !== 'end' && (act !== 'sign' || secret === undefined)) return null
  const keyId = await idOf(ctx, name)
  if (keyId === null) return 1
  if (act === 'end') await endJudgeKey(ctx, { keyId })
  else await signJudgeKey(ctx, { keyId, secret: secret ?? '' })
  return 0
}

async function list(ctx: DiscussionCtx): Promise<number> {
  for (const one of await listJudgeKeys(ctx)) {
    const state = one.endedAt ? 'ended' : `last used ${one.lastUsedOn ?? 'never'}`
    console.log(
      `${one.id}  ${one.name}  ${state}, ${one.asked30Days} in 30 days, ${one.refused30Days} refused, ${one.decisions} decisions`,
    )
  }
  return 0
}

/** By name or id; null, with a sentence, when none or several open keys are called so. */
async function idOf(ctx: DiscussionCtx, name: string): Promise<string | null> {
  const open = (await listJudgeKeys(ctx)).filter((one) => one.endedAt === null)
  const found = open.filter((one) => one.id === name || one.name === name)
  if (found.length === 1) return found[0]?.id ?? null
  console.error(
    found.length === 0
      ? `There is no open key ${name}.`
      : `Several keys are called ${name}: give the id instead, from judge-key list.`,
  )
  return null
}
