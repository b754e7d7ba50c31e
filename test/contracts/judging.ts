/** What the tests of judging share: a house with keys, and questions in the manner of each client. */
import { makeJudgeKey, type Quota, signJudgeKey } from '../../src/moderation/index.js'
import { openStage, type Stage } from '../cast.js'

/** More than any test asks, all at one moment of a fixed clock. */
export const PLENTY: Quota = { perSecond: 100_000, perMinute: 100_000, perDay: 100_000 }

export type Desk = {
  stage: Stage
  key: string
  keyId: string
  now: { at: Date }
  /** Asks the Perspective API. */
  analyze(body: unknown, key?: string): Promise<Answer>
  suggest(body: unknown, key?: string): Promise<Answer>
  sql<T>(text: string, values?: unknown[]): Promise<T[]>
  makeKey(quota?: Partial<Quota>, secret?: string): Promise<{ id: string; key: string }>
}
// What comes back is compared as it is: its shape is what the tests are about.
// biome-ignore lint/suspicious/noExplicitAny: a client of another language knows no types either
export type Answer = { status: number; headers: Headers; json: any }

export async function openDesk(databaseUrl: string): Promise<Desk> {
  const now = { at: new Date('2026-11-20T10:00:00.000Z') }
  const stage = await openStage(databaseUrl, { clock: () => now.at })
  const { ctx } = stage.app
  const makeKey = async (quota: Partial<Quota> = PLENTY, secret?: string) => {
    const made = await makeJudgeKey(ctx, { name: 'The Bakery', quota, byAccountId: null })
    if (secret !== undefined) await signJudgeKey(ctx, { keyId: made.id, secret })
    return made
  }
  const { id, key } = await makeKey()
  const ask = async (verb: string, body: unknown, withKey: string): Promise<Answer> => {
    const query = withKey === '' ? '' : `?key=${withKey}`
    const response = await fetch(`${stage.address}/v1alpha1/comments:${verb}${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return {
      status: response.status,
      headers: response.headers,
      json: await response.json(),
    }
  }
  return {
    stage,
    key,
    keyId: id,
    now,
    makeKey,
    analyze: (body, withKey = key) => ask('analyze', body, withKey),
    suggest: (body, withKey = key) => ask('suggestscore', body, withKey),
    sql: async <T>(text: string, values: unknown[] = []) =>
      (await ctx.pool.query(text, values)).rows as T[],
  }
}

export const SPAM =
  'Cheap pills and casino bonus!!! Buy now at http://a.example.top http://b.example.top http://c.example.top'
export const INSULT = 'You are a complete idiot and a worthless piece of garbage.'
export const KIND =
  'Thank you for the careful report about the harbour. I learned a lot from it, and I hope there will be more.'
