/** The Perspective API (v1alpha1) as its clients know it: every field and every error, and real clients. */
import { createRequire } from 'node:module'
import { Discovery } from 'googleapis-common'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LESSONS_MIN, LESSONS_OF_EACH_MIN } from '../../src/moderation/index.js'
import { type Cluster, chatter, openCluster } from '../cast.js'
import { type Desk, INSULT, KIND, openDesk } from './judging.js'

const require = createRequire(import.meta.url)

let cluster: Cluster
let desk: Desk
beforeAll(async () => {
  cluster = await openCluster()
  desk = await openDesk(await cluster.create())
})
afterAll(async () => {
  await desk?.stage.app.close()
  await cluster?.stop()
})

const asked = (text: string, more: object = {}) => ({
  comment: { text },
  languages: ['en'],
  requestedAttributes: { TOXICITY: {} },
  ...more,
})
const ERROR = 'type.googleapis.com/google.commentanalyzer.v1alpha1.Error'
const refused = (errorType: string, message: string) => ({
  error: {
    code: 400,
    message,
    status: 'INVALID_ARGUMENT',
    details: [expect.objectContaining({ '@type': ERROR, errorType })],
  },
})

describe('comments:analyze', () => {
  it('scores the whole, with one span over it, and names the languages', async () => {
    const { status, headers, json } = await desk.analyze(
      asked(KIND, {
        languages: undefined,
        clientToken: 'comment 7',
        sessionId: '12',
        communityId: 'x',
      }),
    )
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(json).toEqual({
      attributeScores: {
        TOXICITY: {
          spanScores: [
            {
              begin: 0,
              end: KIND.length,
              score: { value: expect.any(Number), type: 'PROBABILITY' },
            },
          ],
          summaryScore: { value: expect.any(Number), type: 'PROBABILITY' },
        },
      },
      languages: ['en'],
      detectedLanguages: ['en'],
      clientToken: 'comment 7',
    })
    const { spanScores, summaryScore } = json.attributeScores.TOXICITY
    expect(spanScores[0].score).toEqual(summaryScore)
    expect(summaryScore.value).toBeLessThan(0.3)
  })

  it('tells an insult from thanks', async () => {
    const attributes = { TOXICITY: {}, INSULT: {}, SEVERE_TOXICITY: {}, PROFANITY: {} }
    const of = async (text: string) =>
      (await desk.analyze(asked(text, { requestedAttributes: attributes }))).json.attributeScores
    const [rude, kind] = [await of(INSULT), await of(KIND)]
    for (const name of ['TOXICITY', 'INSULT'])
      expect(rude[name].summaryScore.value).toBeGreaterThan(kind[name].summaryScore.value + 0.3)
    expect(Object.keys(rude).toSorted()).toEqual(Object.keys(attributes).toSorted())
  })

  it.each([
    'TOXICITY',
    'SEVERE_TOXICITY',
    'IDENTITY_ATTACK',
    'INSULT',
    'PROFANITY',
    'THREAT',
    'SEXUALLY_EXPLICIT',
    'SPAM',
  ])('knows %s, and its experimental name with the same score', async (name) => {
    const { json } = await desk.analyze(
      asked(INSULT, { requestedAttributes: { [name]: {}, [`${name}_EXPERIMENTAL`]: {} } }),
    )
    const scores = json.attributeScores
    expect(scores[name]).toBeDefined()
    expect(scores[`${name}_EXPERIMENTAL`]).toEqual(scores[name])
  })

  it('scores each sentence where that is wanted, by UTF-16 units', async () => {
    const text = '👩‍🔧 Good morning to everybody here. You are a complete idiot! Have a nice day.'
    const { json } = await desk.analyze(asked(text, { spanAnnotations: true }))
    const spans: { begin: number; end: number; score: { value: number } }[] =
      json.attributeScores.TOXICITY.spanScores
    const cut = spans.map(({ begin, end }) => text.slice(begin, end).trim())
    expect(cut).toEqual([
      '👩‍🔧 Good morning to everybody here.',
      'You are a complete idiot!',
      'Have a nice day.',
    ])
    const worst = spans.toSorted((a, b) => b.score.value - a.score.value)[0]
    expect(worst && text.slice(worst.begin, worst.end)).toContain('idiot')
  })

  it('reads HTML, and shows places in it as it was sent', async () => {
    const html = '<p>Good morning &amp; hello.</p><p>You are a <b>complete</b> idiot!</p>'
    const { json } = await desk.analyze(
      asked('', { comment: { text: html, type: 'HTML' }, spanAnnotations: true }),
    )
    const cut = json.attributeScores.TOXICITY.spanScores.map(
      ({ begin, end }: { begin: number; end: number }) => html.slice(begin, end),
    )
    expect(cut.some((one: string) => one.includes('You are a <b>complete</b> idiot!'))).toBe(true)
    const plain = await desk.analyze(asked('You are a complete idiot!'))
    expect(json.attributeScores.TOXICITY.summaryScore.value).toBeGreaterThan(
      plain.json.attributeScores.TOXICITY.summaryScore.value - 0.3,
    )
  })

  it('leaves out what is below its threshold, and keeps what is at it', async () => {
    const first = await desk.analyze(asked(INSULT))
    const { value } = first.json.attributeScores.TOXICITY.summaryScore
    const at = (scoreThreshold: number | string) =>
      desk.analyze(asked(INSULT, { requestedAttributes: { TOXICITY: { scoreThreshold } } }))
    expect((await at(value)).json.attributeScores.TOXICITY.summaryScore.value).toBe(value)
    expect((await at(String(value))).json.attributeScores).toHaveProperty('TOXICITY')
    expect((await at(Math.min(1, value + 0.001))).json.attributeScores).toEqual({})
  })

  it('takes context of either kind, names in snake_case, and null for what is not said', async () => {
    const entries = { entries: [{ text: 'Good morning.', type: 'PLAIN_TEXT' }] }
    const parent = { articleAndParentComment: { article: { text: 'News' }, parentComment: null } }
    for (const context of [entries, parent, { article_and_parent_comment: {} }, {}, null])
      expect((await desk.analyze(asked(KIND, { context }))).status).toBe(200)
    const { status, json } = await desk.analyze({
      comment: { text: KIND },
      requested_attributes: { TOXICITY: { score_type: 'PROBABILITY', score_threshold: 0 } },
      client_token: 'x',
      do_not_store: true,
      span_annotations: false,
      languages: ['en-GB'],
    })
    expect([status, json.clientToken, json.languages]).toEqual([200, 'x', ['en-GB']])
  })

  it.each([
    ['nothing', undefined],
    ['text', 'text/plain;charset=UTF-8'],
  ])('takes JSON that is called %s, as simple clients send it', async (_, contentType) => {
    const response = await fetch(
      `${desk.stage.address}/v1alpha1/comments:analyze?key=${desk.key}`,
      {
        method: 'POST',
        headers: contentType === undefined ? {} : { 'content-type': contentType },
        // Bytes get no type of their own from fetch.
        body: new TextEncoder().encode(JSON.stringify(asked(KIND))),
      },
    )
    expect(response.status).toBe(200)
    const ours = await fetch(`${desk.stage.address}/api/v1/moderation/judge?key=${desk.key}`, {
      method: 'POST',
      headers: contentType === undefined ? {} : { 'content-type': contentType },
      body: new TextEncoder().encode(JSON.stringify({ text: KIND })),
    })
    expect(ours.status).toBe(415)
  })

  it('keeps nothing, whatever was said of storing', async () => {
    const text = `${chatter(7_001)} ${INSULT}`
    for (const doNotStore of [true, false]) await desk.analyze(asked(text, { doNotStore }))
    await desk.stage.app.drain()
    const tables = await desk.sql<{ name: string }>(
      `select table_schema || '.' || quote_ident(table_name) as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    )
    expect(tables.length).toBeGreaterThan(30)
    for (const { name } of tables) {
      const found = await desk.sql(
        `select 1 from ${name} as t where t::text like '%' || $1 || '%'`,
        [chatter(7_001)],
      )
      expect(found, name).toEqual([])
    }
  })
})

describe('a question that cannot be answered', () => {
  it('is too long from 20,481 bytes on, not characters', async () => {
    const long = 'ä'.repeat(10_240)
    expect(Buffer.byteLength(long)).toBe(20_480)
    expect((await desk.analyze(asked(long))).status).toBe(200)
    const { status, json } = await desk.analyze(asked(`${long}a`))
    expect(status).toBe(400)
    expect(json).toEqual(refused('COMMENT_TOO_LONG', 'Comment text too long.'))
  })

  it.each([
    ['no comment', { requestedAttributes: { TOXICITY: {} } }],
    ['no text', asked('')],
    ['blanks alone', asked(' \n')],
    ['HTML without text', asked('', { comment: { text: '<p><br></p>', type: 'HTML' } })],
  ])('is empty: %s', async (_, body) => {
    const { status, json } = await desk.analyze(body)
    expect(status).toBe(400)
    expect(json).toEqual(refused('COMMENT_EMPTY', 'Comment must be non-empty.'))
  })

  it.each([
    ['none', asked(KIND, { requestedAttributes: undefined })],
    ['an empty map', asked(KIND, { requestedAttributes: {} })],
  ])('asks for no attributes: %s', async (_, body) => {
    const { json } = await desk.analyze(body)
    expect(json).toEqual(refused('NO_REQUESTED_ATTRIBUTES', 'Missing requested_attributes'))
  })

  it('asks for an attribute that is not there', async () => {
    for (const more of [{}, { dropUnsupportedAttributes: true }]) {
      const { json } = await desk.analyze(
        asked(KIND, { requestedAttributes: { FLIRTATION: {} }, ...more }),
      )
      expect(json).toEqual(refused('INVALID_REQUEST', 'Unknown requested attribute: FLIRTATION'))
    }
  })

  it('is in a language that is not known, which can be dropped', async () => {
    const body = asked('Hii ni habari njema kwa watu wote wa mji huu mdogo.', {
      languages: ['en', 'sw', 'xx'],
    })
    const { json } = await desk.analyze(body)
    expect(json).toEqual(
      refused(
        'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE',
        'Attribute TOXICITY does not support request languages: sw, xx',
      ),
    )
    expect(json.error.details[0].languageNotSupportedByAttributeError).toEqual({
      attribute: 'TOXICITY',
      requestedLanguages: ['sw', 'xx'],
    })
    const dropped = await desk.analyze({ ...body, dropUnsupportedAttributes: true })
    expect(dropped.status).toBe(200)
    expect(dropped.json.attributeScores).toEqual({})
  })

  it('has no language at all, while a short text is taken to be in that of the site', async () => {
    const { json } = await desk.analyze(asked('?!? 12345', { languages: [] }))
    expect(json).toEqual(
      refused(
        'LANGUAGE_DETECTION_FAILED',
        'Unable to detect language. Please specify languages in the request.',
      ),
    )
    expect((await desk.analyze(asked('Idiot!', { languages: [] }))).json.languages).toEqual(['en'])
  })

  it('gives both kinds of context', async () => {
    const context = { entries: [], articleAndParentComment: {} }
    const { json } = await desk.analyze(asked(KIND, { context }))
    expect(json).toEqual(
      refused(
        'INVALID_REQUEST',
        'Context can have either entries or article_and_parent_comment, but both fields were populated.',
      ),
    )
  })

  it.each(['STD_DEV_SCORE', 'PERCENTILE', 'RAW'])('wants scores as %s', async (scoreType) => {
    const { json } = await desk.analyze(
      asked(KIND, { requestedAttributes: { TOXICITY: { scoreType } } }),
    )
    expect(json).toEqual(
      refused('INVALID_REQUEST', `Attribute TOXICITY does not support score type: ${scoreType}`),
    )
  })

  it.each([
    [{ comment: 'text' }, `Invalid value at 'comment' (TYPE_MESSAGE), "text"`],
    [asked(KIND, { comment: { text: 7 } }), `Invalid value at 'comment.text' (TYPE_STRING), 7`],
    [asked(KIND, { doNotStore: 'yes' }), `Invalid value at 'doNotStore' (TYPE_BOOL), "yes"`],
    [asked(KIND, { languages: 'en' }), `Invalid value at 'languages' (TYPE_MESSAGE), "en"`],
    [
      asked(KIND, { colour: 'red' }),
      'Invalid JSON payload received. Unknown name "colour": Cannot find field.',
    ],
    [
      asked(KIND, { comment: { text: KIND, lang: 'en' } }),
      `Invalid JSON payload received. Unknown name "lang" at 'comment': Cannot find field.`,
    ],
    [
      asked(KIND, { requestedAttributes: { TOXICITY: { scoreThreshold: 'high' } } }),
      `Invalid value at 'requestedAttributes[TOXICITY].scoreThreshold' (TYPE_FLOAT), "high"`,
    ],
  ])('is no such message: %j', async (body, message) => {
    const { status, json } = await desk.analyze(body)
    expect(status).toBe(400)
    expect(json.error).toMatchObject({ code: 400, message, status: 'INVALID_ARGUMENT' })
    expect(json.error.details[0]['@type']).toBe('type.googleapis.com/google.rpc.BadRequest')
  })

  it('is no JSON, or larger than a request may be', async () => {
    const broken = await desk.analyze('{"comment":')
    expect([broken.status, broken.json.error.status]).toEqual([400, 'INVALID_ARGUMENT'])
    const article = (chars: number) =>
      asked(KIND, {
        context: { articleAndParentComment: { article: { text: 'a'.repeat(chars) } } },
      })
    expect((await desk.analyze(article(400_000))).status).toBe(200)
    const large = await desk.analyze(article(500_000))
    expect(large.json.error).toEqual({
      code: 400,
      message: 'Request payload size exceeds the limit: 500000 bytes.',
      status: 'INVALID_ARGUMENT',
    })
  })
})

describe('a key', () => {
  it.each([
    ['none', ''],
    ['one that is none', '0'.repeat(32)],
    ['something else', "x' or 1=1"],
  ])('must be one: %s', async (_, key) => {
    const { status, json } = await desk.analyze(asked(KIND), encodeURIComponent(key))
    expect(status).toBe(403)
    expect(json.error).toMatchObject({
      code: 403,
      status: 'PERMISSION_DENIED',
      message: 'API key not valid. Please pass a valid API key.',
    })
    expect(json.error.details[0].reason).toBe('API_KEY_INVALID')
  })

  it('may come in the header that Google takes', async () => {
    const ask = (key: string, query = '') =>
      fetch(`${desk.stage.address}/v1alpha1/comments:analyze${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-goog-api-key': key },
        body: JSON.stringify(asked(KIND)),
      })
    expect((await ask(desk.key)).status).toBe(200)
    expect((await ask(desk.key, `?key=${'0'.repeat(32)}`)).status).toBe(403)
  })

  it('is answered RESOURCE_EXHAUSTED past its quota, and again when the second is over', async () => {
    const { key } = await desk.makeKey({ perSecond: 2, perMinute: 3, perDay: 4 })
    const ask = async () => (await desk.analyze(asked(KIND), key)).status
    expect([await ask(), await ask()]).toEqual([200, 200])
    const { status, headers, json } = await desk.analyze(asked(KIND), key)
    expect(status).toBe(429)
    expect(headers.get('retry-after')).toBe('1')
    expect(json.error).toMatchObject({ code: 429, status: 'RESOURCE_EXHAUSTED' })
    expect(json.error.details[0]).toEqual({
      '@type': 'type.googleapis.com/google.rpc.RetryInfo',
      retryDelay: '1s',
    })
    const start = desk.now.at
    desk.now.at = new Date(start.getTime() + 1_000)
    expect([await ask(), await ask()]).toEqual([200, 429])
    desk.now.at = new Date(start.getTime() + 60_000)
    expect([await ask(), await ask()]).toEqual([200, 429])
    const day = await desk.analyze(asked(KIND), key)
    expect(Number(day.headers.get('retry-after'))).toBe(14 * 3_600 - 60)
    desk.now.at = new Date('2026-11-21T00:00:00Z')
    expect(await ask()).toBe(200)
    desk.now.at = start
  })
})

describe('comments:suggestscore', () => {
  const suggested = (text: string, value: number, more: object = {}) => ({
    comment: { text },
    attributeScores: { TOXICITY: { summaryScore: { value } } },
    languages: ['en'],
    ...more,
  })
  const kept = () =>
    desk.sql<{ decision: string; body: string | null }>(
      'select decision, body from judge_decision order by id',
    )

  it('takes what Coral sends, once, and a change of mind in its place', async () => {
    const text = chatter(1)
    const coral = (value: number) =>
      suggested(text, value, {
        context: { entries: [{ text: '{"url":"https://news.example/a?commentID=1"}' }] },
        communityId: 'Coral:https://coral.example',
        clientToken: 'comment:1',
      })
    const { status, json } = await desk.suggest(coral(1))
    expect(status).toBe(200)
    expect(json).toMatchObject({ clientToken: 'comment:1', requestedLanguages: ['en'] })
    await desk.suggest(coral(1))
    expect(await kept()).toEqual([{ decision: 'remove', body: text }])
    await desk.suggest(coral(0))
    expect(await kept()).toEqual([{ decision: 'publish', body: text }])
  })

  it('keeps nothing of a text that is not to be stored', async () => {
    const text = chatter(2)
    expect((await desk.suggest(suggested(text, 1, { doNotStore: true }))).status).toBe(200)
    expect((await kept()).at(-1)).toEqual({ decision: 'remove', body: null })
    expect(
      await desk.sql(`select 1 from judge_decision d where d::text like '%' || $1 || '%'`, [text]),
    ).toEqual([])
  })

  it('takes names that analyze does not know, spans, and the worst of several', async () => {
    const told = (attributeScores: object) =>
      desk.suggest({ comment: { text: chatter(3) }, attributeScores })
    expect((await told({ ATTACK_ON_AUTHOR: { summaryScore: { value: 1 } } })).status).toBe(200)
    const span = { begin: 0, end: 4, score: { value: 0.9, type: 'PROBABILITY' } }
    expect((await told({ INSULT: { spanScores: [span] } })).status).toBe(200)
    expect((await kept()).at(-1)?.decision).toBe('remove')
  })

  it.each([
    ['no scores', { comment: { text: KIND } }, 'Missing attribute_scores'],
    [
      'an empty score',
      { comment: { text: KIND }, attributeScores: { SPAM: {} } },
      'Missing score of attribute: SPAM',
    ],
    [
      'a score above 1',
      { comment: { text: KIND }, attributeScores: { SPAM: { summaryScore: { value: 1.5 } } } },
      'Score of attribute SPAM is not between 0 and 1.',
    ],
  ])('refuses %s', async (_, body, message) => {
    const before = (await kept()).length
    expect((await desk.suggest(body)).json).toEqual(refused('INVALID_REQUEST', message))
    expect(await kept()).toHaveLength(before)
  })

  it('teaches LIKELY_TO_REJECT, which says honestly when it has not learned enough', async () => {
    const likely = (text: string) =>
      desk.analyze(asked(text, { requestedAttributes: { LIKELY_TO_REJECT: {} } }))
    const early = await likely(KIND)
    expect(early.json.error).toMatchObject({ code: 400, status: 'INVALID_ARGUMENT' })
    expect(early.json.error.message).toMatch(
      new RegExp(`^Attribute LIKELY_TO_REJECT has not been learned yet: it needs ${LESSONS_MIN} `),
    )
    const dropped = await desk.analyze(
      asked(KIND, {
        requestedAttributes: { LIKELY_TO_REJECT: {}, TOXICITY: {} },
        dropUnsupportedAttributes: true,
      }),
    )
    expect(Object.keys(dropped.json.attributeScores)).toEqual(['TOXICITY'])
    // A town that cannot bear talk of orange violins: harmless words to every other house.
    const of = (at: number) => chatter(at).replaceAll(/orange|violin/g, 'boat')
    for (let at = 0; at < LESSONS_MIN; at++) {
      const isBad = at % 2 === 0
      const text = isBad ? `${of(10_000 + at)} orange violin` : of(10_000 + at)
      await desk.suggest(suggested(text, isBad ? 1 : 0, { clientToken: `lesson ${at}` }))
    }
    const likelihood = async (text: string) =>
      (await likely(text)).json.attributeScores.LIKELY_TO_REJECT.summaryScore.value
    const bad = await likelihood(`${of(50_001)} orange violin`)
    const good = await likelihood(of(50_002))
    expect(bad).toBeGreaterThan(0.5)
    expect(good).toBeLessThan(0.5)
    expect(LESSONS_OF_EACH_MIN).toBeLessThanOrEqual(LESSONS_MIN / 2)
  })
})

describe('GET /$discovery/rest', () => {
  it('describes the API at our own address', async () => {
    const response = await fetch(`${desk.stage.address}/$discovery/rest?version=v1alpha1`)
    expect(response.status).toBe(200)
    const document = (await response.json()) as { rootUrl: string; schemas: object }
    expect(document.rootUrl).toBe(`${desk.stage.app.ctx.origin()}/`)
    const names = JSON.stringify(document).matchAll(/"\$ref":"(\w+)"/g)
    for (const [, name = ''] of names) expect(Object.keys(document.schemas)).toContain(name)
  })

  it('knows one version, and tells of others as Google does', async () => {
    const response = await fetch(`${desk.stage.address}/$discovery/rest?version=v2`)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ error: { code: 404, status: 'NOT_FOUND' } })
  })
})

describe('clients that know nothing of us', () => {
  it("work: Google's own library, which reads the description", async () => {
    const { address } = desk.stage
    const make = await new Discovery({}).discoverAPI(`${address}/$discovery/rest?version=v1alpha1`)
    const client = make({}, {}) as unknown as {
      comments: Record<string, (asked: object) => Promise<{ data: Record<string, unknown> }>>
    }
    const answer = await client.comments.analyze?.({
      key: desk.key,
      resource: asked(INSULT, { clientToken: 'google' }),
    })
    expect(answer?.data).toMatchObject({
      attributeScores: { TOXICITY: { summaryScore: { type: 'PROBABILITY' } } },
      clientToken: 'google',
    })
    const told = await client.comments.suggestscore?.({
      key: desk.key,
      resource: {
        comment: { text: chatter(4) },
        attributeScores: { TOXICITY: { summaryScore: { value: 0 } } },
        clientToken: 'google',
      },
    })
    expect(told?.data).toMatchObject({ clientToken: 'google' })
    await expect(
      client.comments.analyze?.({ key: 'none', resource: asked(INSULT) }),
    ).rejects.toMatchObject({
      status: 403,
      message: 'API key not valid. Please pass a valid API key.',
    })
  })

  it('work: perspective-api-client 3.1.0, sent to our host', async () => {
    const axios = require('axios')
    const Perspective = require('perspective-api-client')
    const redirect = axios.interceptors.request.use((config: { url: string }) => ({
      ...config,
      url: config.url.replace('https://commentanalyzer.googleapis.com', desk.stage.address),
    }))
    try {
      const client = new Perspective({ apiKey: desk.key })
      const result = await client.analyze(`<b>${INSULT}</b>`, {
        attributes: ['toxicity', 'threat'],
        doNotStore: true,
      })
      expect(Object.keys(result.attributeScores)).toEqual(['TOXICITY', 'THREAT'])
      expect(result.attributeScores.TOXICITY.summaryScore.value).toBeGreaterThan(0.5)
      await expect(client.analyze('', { validate: false })).rejects.toMatchObject({
        name: 'ResponseError',
        message: 'Comment must be non-empty.',
      })
      const stranger = new Perspective({ apiKey: 'none' })
      await expect(stranger.analyze(KIND)).rejects.toMatchObject({
        message: 'API key not valid. Please pass a valid API key.',
      })
    } finally {
      axios.interceptors.request.eject(redirect)
    }
  })
})
