/**
 * Coral's external moderation phase: Coral posts each new or changed comment, signed; the answer says what to do with it.
 * The contract is EXTERNAL_MODERATION_PHASES.md of coralproject/talk.
 */
import { createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { Refusal } from '../../core/refusals.js'
import { type JudgedText, judge, textOfHtml } from '../../moderation/index.js'
import { isSame } from '../../platform/secrets.js'
import type { Route } from '../route.js'
import { sentBytesOf } from '../sent-bytes.js'
import type { WebCtx } from '../web-ctx.js'
import { keyIn } from './key-in.js'
import { QUESTION_BYTES_MAX, requireJudgeable } from './requirements.js'

/** Signatures looked at: while a secret is renewed Coral signs with the old and the new one. */
const SIGNATURES_MAX = 8

/** Coral sends more fields, and may send others tomorrow. */
const ExternalModerationRequest = Type.Object({
  action: Type.Union([Type.Literal('NEW'), Type.Literal('EDIT')]),
  comment: Type.Object({ body: Type.String() }),
})

type Answer = {
  status: 'SYSTEM_WITHHELD'
  tags: never[]
  actions: { actionType: 'FLAG'; reason: 'COMMENT_DETECTED_TOXIC' | 'COMMENT_DETECTED_SPAM' }[]
}

export const coralRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'POST',
    url: '/coral/moderation',
    may: 'judge',
    speaks: 'json',
    limit: 'judge-network',
    bodyBytesMax: QUESTION_BYTES_MAX,
    cross: true,
    wantsBytes: true,
    schema: { hide: true, body: ExternalModerationRequest },
    handler: async (request, reply) => {
      const { signingSecret } = await ctx.judging.keys.ask(keyIn(request))
      requireSignature(request, signingSecret)
      const { body } = (request.body as Static<typeof ExternalModerationRequest>).comment
      // Coral sends HTML or text, as it was set up to; text without tags reads the same either way.
      const { text, links } = textOfHtml(body)
      if (text.trim() === '') return reply.code(204).send()
      requireJudgeable(text)
      const answer = answerOf(judge(text, { links, usualLanguage: ctx.site.language }))
      // No opinion: the phases after ours, and Coral's own rules, go on.
      if (answer === null) return reply.code(204).send()
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer))
    },
  },
]

/**
 * Coral signs the bytes of the body and no time. A request that was overheard can be sent again: it is judged again, and
 * changes nothing.
 * @throws Refusal judge/signature-wrong
 */
function requireSignature(request: FastifyRequest, secret: string | null): void {
  const header = request.headers['x-coral-signature']
  const bytes = sentBytesOf(request)
  if (secret === null || typeof header !== 'string' || bytes === undefined)
    throw new Refusal('judge/signature-wrong')
  const expected = createHmac('sha256', secret).update(bytes).digest('hex')
  const signatures = header
    .split(',', SIGNATURES_MAX)
    .map((one) => /^\s*sha256=([0-9a-f]{64})\s*$/.exec(one)?.[1] ?? '')
  if (!signatures.some((one) => isSame(one, expected))) throw new Refusal('judge/signature-wrong')
}

/** Reasons of moderation that are advertising; all others are about people. */
const SPAM = new Set(['spam', 'link-flood', 'masked-link', 'hash-busting'])

/** Null: nothing against it. Held comments wait in Coral for its moderators, with the reason as a flag. */
function answerOf({ action, signals }: JudgedText): Answer | null {
  if (action === 'publish') return null
  const isSpam = SPAM.has(signals[0]?.label ?? '')
  const reason = isSpam ? 'COMMENT_DETECTED_SPAM' : 'COMMENT_DETECTED_TOXIC'
  return { status: 'SYSTEM_WITHHELD', tags: [], actions: [{ actionType: 'FLAG', reason }] }
}
