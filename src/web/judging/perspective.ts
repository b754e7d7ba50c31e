/** The Perspective API (v1alpha1) at its own addresses, for programs that know no other: only the host is new to them. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../core/refusals.js'
import { detectLanguage } from '../../moderation/index.js'
import type { Route } from '../route.js'
import type { WebCtx } from '../web-ctx.js'
import { DISCOVERY_VERSION, discoveryDocument } from './discovery.js'
import { answerOfQuestionError, QuestionError } from './google-error.js'
import { keyIn } from './key-in.js'
import { analyze } from './perspective-answer.js'
import { analyzeQuestionIn, type Suggestion, suggestionIn } from './perspective-request.js'
import { QUESTION_BYTES_MAX } from './requirements.js'

const JSON_TYPE = 'application/json; charset=utf-8'
/** A suggested score from here on means: this should not stand. */
const REMOVE_AT_01 = 0.5

export const perspectiveRoutes = (ctx: WebCtx): Route[] => [
  question('analyze', async (request) => {
    await ctx.judging.keys.ask(keyIn(request))
    return analyze(
      {
        model: ctx.judging.model(),
        head: await ctx.judging.head(),
        usualLanguage: ctx.site.language,
      },
      analyzeQuestionIn(request.body),
    )
  }),
  question('suggestscore', async (request) => {
    const key = await ctx.judging.keys.ask(keyIn(request))
    const suggestion = suggestionIn(request.body)
    await ctx.judging.teach({
      keyId: key.id,
      token: suggestion.clientToken ?? '',
      text: suggestion.comment.text,
      decision: decisionIn(suggestion),
      doNotStore: suggestion.doNotStore,
    })
    const detected = detectLanguage(suggestion.comment.text, ctx.site.language)
    return {
      ...(suggestion.clientToken === undefined ? {} : { clientToken: suggestion.clientToken }),
      ...(suggestion.languages.length === 0 ? {} : { requestedLanguages: suggestion.languages }),
      ...(detected === null ? {} : { detectedLanguages: [detected] }),
    }
  }),
  {
    method: 'GET',
    url: '/$discovery/rest',
    may: 'read',
    speaks: 'google',
    schema: { hide: true },
    handler: async (request, reply) => {
      const { version = DISCOVERY_VERSION } = request.query as { version?: string }
      if (version !== DISCOVERY_VERSION) throw new Refusal('request/not-found')
      return reply.type(JSON_TYPE).send(JSON.stringify(discoveryDocument(ctx.origin())))
    },
  },
]

/** The worst of all attributes: a moderator who rejects a text says so by one of them. */
const decisionIn = ({ scores }: Suggestion): 'publish' | 'remove' =>
  Math.max(...scores.values()) >= REMOVE_AT_01 ? 'remove' : 'publish'

/** A method of the API. Two colons are one to the router, which would take what follows one for a name. */
function question(name: string, answer: (request: FastifyRequest) => Promise<unknown>): Route {
  return {
    method: 'POST',
    url: `/${DISCOVERY_VERSION}/comments::${name}`,
    may: 'judge',
    speaks: 'google',
    limit: 'judge-network',
    bodyBytesMax: QUESTION_BYTES_MAX,
    cross: true,
    schema: { hide: true },
    handler: async (request, reply) => {
      try {
        return send(reply, await answer(request))
      } catch (error) {
        if (!(error instanceof QuestionError)) throw error
        return send(reply.code(400), answerOfQuestionError(error))
      }
    },
  }
}

const send = (reply: FastifyReply, answer: unknown) =>
  reply.type(JSON_TYPE).send(JSON.stringify(answer))
