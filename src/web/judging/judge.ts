/** Our own question to the judge: a text in, what to do with it and why out. */
import { type Static, Type } from 'typebox'
import { HEADS, judge } from '../../moderation/index.js'
import { answers } from '../api/answer.js'
import type { Route } from '../route.js'
import type { WebCtx } from '../web-ctx.js'
import { keyIn } from './key-in.js'
import { QUESTION_BYTES_MAX, requireJudgeable } from './requirements.js'

const strict = { additionalProperties: false } as const
const share01 = Type.Number({ description: '0 to 1' })

const Question = Type.Object(
  {
    text: Type.String({ description: 'Plain text, at most 20,480 bytes of UTF-8' }),
    language: Type.Optional(
      Type.Union([
        Type.String({ maxLength: 40, description: 'BCP 47; else detected' }),
        Type.Null(),
      ]),
    ),
    context: Type.Optional(
      Type.Object(
        {
          links: Type.Optional(
            Type.Array(Type.String({ maxLength: 2_000 }), {
              maxItems: 200,
              description: 'Addresses that the text links to, in order',
            }),
          ),
        },
        strict,
      ),
    ),
  },
  strict,
)
const Judgement = Type.Object({
  action: Type.Union([Type.Literal('publish'), Type.Literal('hold')]),
  language: Type.Union([Type.String(), Type.Null()]),
  tier: Type.String({
    description: 'evaluated, lexicon or unknown: how well the language is known',
  }),
  labels: Type.Object(Object.fromEntries(HEADS.map((head) => [head, share01]))),
  likelyToReject: Type.Union([share01, Type.Null()], {
    description: 'Learned from decisions told to this site; null until it has learned enough',
  }),
  signals: Type.Array(
    Type.Object({
      detector: Type.String(),
      label: Type.String(),
      share01,
      spans: Type.Array(Type.Object({ start: Type.Integer(), end: Type.Integer() })),
      because: Type.String({ description: 'A sentence for a person' }),
    }),
  ),
})

export const judgeRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'POST',
    url: '/api/v1/moderation/judge',
    asksOnly: true,
    may: 'judge',
    speaks: 'json',
    limit: 'judge-network',
    bodyBytesMax: QUESTION_BYTES_MAX,
    cross: true,
    schema: {
      summary: 'Judge a text',
      description:
        'With a key, as ?key= or in the header X-Api-Key. The text is not stored, and no comment here is seen or changed.',
      body: Question,
      response: answers(200, Judgement, 400, 403, 422, 429),
    },
    handler: async (request, reply) => {
      await ctx.judging.keys.ask(keyIn(request))
      const { text, language, context } = request.body as Static<typeof Question>
      requireJudgeable(text)
      const judged = judge(text, {
        language,
        usualLanguage: ctx.site.language,
        links: context?.links,
      })
      const likelyToReject = (await ctx.judging.head()).score(text)
      return reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify({ ...judged, likelyToReject }))
    },
  },
]
