/** Judging for other software, as long as the program lives: keys, the model, and what was taught. */
import { createHmac } from 'node:crypto'
import { newId } from '../../core/ids.js'
import type { Ctx } from '../../platform/ctx.js'
import { write } from '../../platform/events.js'
import { ensureSecret } from '../../platform/secrets.js'
import { loadModel, type Model } from '../model/index.js'
import { type JudgeKeys, openJudgeKeys } from './keys.js'
import { openSiteHead, type SiteHead } from './site-head.js'
import { type Decision, insertJudgeDecision } from './store/decisions.js'

export type Told = {
  keyId: string
  /** How the client calls the comment; '' when it does not. */
  token: string
  text: string
  decision: Decision
  /** Keep nothing of the text; then nothing is learned from it either. */
  doNotStore: boolean
}

export type Judging = {
  keys: JudgeKeys
  /** Loaded at first use. */
  model(): Model
  head(): Promise<SiteHead>
  /**
   * Takes in what a moderator of other software decided, once for each key, token and text; a change of mind replaces it.
   * @returns whether it was news
   */
  teach(told: Told): Promise<boolean>
  drain(): Promise<void>
  close(): Promise<void>
}

export function openJudging(ctx: Ctx): Judging {
  const keys = openJudgeKeys(ctx)
  const siteHead = openSiteHead(ctx)
  let secret: Promise<string> | null = null

  /** Signed, so that who reads the table cannot try texts against it. */
  async function onceOf(told: Told): Promise<string> {
    secret ??= ensureSecret(ctx.db, ctx.site.id, 'judge-decisions')
    const words = JSON.stringify([told.keyId, told.token, told.text])
    return createHmac('sha256', await secret)
      .update(words)
      .digest('base64url')
  }

  async function teach(told: Told): Promise<boolean> {
    const once = await onceOf(told)
    const now = ctx.clock()
    return write(ctx, async (tx, emit) => {
      const id = await insertJudgeDecision(tx, {
        id: newId(now.getTime()),
        siteId: ctx.site.id,
        keyId: told.keyId,
        once,
        decision: told.decision,
        body: told.doNotStore ? null : told.text,
        at: now,
      })
      if (id !== null && !told.doNotStore) emit({ name: 'judge.taught', decisionId: id })
      return id !== null
    })
  }

  return {
    keys,
    model: loadModel,
    head: siteHead.head,
    teach,
    async drain() {
      await keys.drain()
      await siteHead.drain()
    },
    async close() {
      siteHead.close()
      await keys.close()
    },
  }
}
