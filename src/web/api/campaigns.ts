/** API: the campaign, its meter, and gifts recorded by staff. */
import type { Static } from 'typebox'
import { Refusal } from '../../core/refusals.js'
import { CLIENT_KEY } from '../../discussion/index.js'
import { readMeter, recordGift } from '../../funding/index.js'
import type { Route } from '../route.js'
import { METER_TOPIC } from '../streams.js'
import { tags } from '../tags.js'
import type { WebCtx } from '../web-ctx.js'
import { answerRead, answers } from './answer.js'
import { openStream } from './open-stream.js'
import { Campaign, NewGiftBody, RecordedGift } from './schemas.js'
import { apiCampaign } from './views.js'

export const campaignRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/api/v1/campaigns/current',
    may: 'read',
    speaks: 'json',
    schema: { summary: 'The meter of the current campaign', response: answers(200, Campaign, 404) },
    handler: (request, reply, actor) =>
      answerRead(ctx, { request, reply, actor }, async () => ({
        json: await campaign(ctx),
        tags: [tags.meter],
      })),
  },
  {
    method: 'GET',
    url: '/api/v1/campaigns/current/live',
    may: 'read',
    speaks: 'json',
    schema: {
      summary: 'The meter as server-sent events',
      description: 'Event `meter` with the campaign each time a gift is recorded.',
      response: answers(200, { type: 'string' }, 503),
    },
    handler: async (_request, reply) => openStream(ctx, reply, [METER_TOPIC]),
  },
  {
    method: 'POST',
    url: '/api/v1/gifts',
    may: 'record-gift',
    speaks: 'json',
    limit: 'api-write',
    schema: {
      summary: 'Record a gift that was received',
      description: 'Needs an Idempotency-Key header: the same key is booked once.',
      body: NewGiftBody,
      response: answers(201, RecordedGift, 400, 401, 403, 404, 422),
    },
    handler: async (request, reply) => {
      const body = request.body as Static<typeof NewGiftBody>
      const gift = await recordGift(ctx, {
        key: `api:${idempotencyKey(request.headers['idempotency-key'])}`,
        amountMinor: BigInt(body.amountMinor),
        currency: body.currency,
        name: body.name ?? null,
        giverMail: body.mail ?? null,
        receivedAt: ctx.clock(),
      })
      return reply
        .code(201)
        .type('application/json')
        .send({ ...gift, campaign: await campaign(ctx) })
    },
  },
]

/** @throws Refusal request/key-missing */
export function idempotencyKey(header: string | string[] | undefined): string {
  if (typeof header !== 'string' || !CLIENT_KEY.test(header))
    throw new Refusal('request/key-missing')
  return header
}

/** @throws Refusal campaign/not-found */
export async function campaign(ctx: WebCtx) {
  const meter = await readMeter(ctx)
  if (!meter) throw new Refusal('campaign/not-found')
  return apiCampaign(meter)
}
