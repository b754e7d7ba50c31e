/** Coral's external moderation phase: requests signed as Coral signs them, answers that Coral takes. */
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, openCluster } from '../cast.js'
import { type Desk, INSULT, KIND, openDesk, PLENTY, SPAM } from './judging.js'

const SECRET = 'ssec_of_the_phase'
let cluster: Cluster
let desk: Desk
let key: string
let keyId: string
beforeAll(async () => {
  cluster = await openCluster()
  desk = await openDesk(await cluster.create())
  const made = await desk.makeKey(PLENTY, SECRET)
  key = made.key
  keyId = made.id
})
afterAll(async () => {
  await desk?.stage.app.close()
  await cluster?.stop()
})

/** The body as Coral writes it: indented, and signed as it is. */
const bodyOf = (body: string) =>
  JSON.stringify(
    {
      action: 'NEW',
      comment: { body, parentID: null },
      author: { id: 'baf4e943', role: 'COMMENTER' },
      story: { id: '245b3856', url: 'https://news.example/story' },
      site: { id: 'a4bede88' },
      tenantID: '19ba5794',
      tenantDomain: 'coral.example',
    },
    null,
    2,
  )
const signature = (body: string, secret = SECRET) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

async function ask(body: string, header: string | null = signature(body), withKey = key) {
  const response = await fetch(`${desk.stage.address}/coral/moderation?key=${withKey}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(header === null ? {} : { 'x-coral-signature': header }),
    },
    body,
  })
  const text = await response.text()
  return { status: response.status, json: text === '' ? null : JSON.parse(text) }
}

describe("Coral's external moderation phase", () => {
  it('has no opinion on a good comment: 204, so that the next phase goes on', async () => {
    expect(await ask(bodyOf(`<div>${KIND}</div>`))).toEqual({ status: 204, json: null })
    expect(await ask(bodyOf(''))).toEqual({ status: 204, json: null })
  })

  it('withholds an insult and advertising, each with its flag', async () => {
    const withheld = (reason: string) => ({
      status: 200,
      json: { status: 'SYSTEM_WITHHELD', tags: [], actions: [{ actionType: 'FLAG', reason }] },
    })
    expect(await ask(bodyOf(`<div>${INSULT}</div>`))).toEqual(withheld('COMMENT_DETECTED_TOXIC'))
    expect(await ask(bodyOf(SPAM))).toEqual(withheld('COMMENT_DETECTED_SPAM'))
  })

  it('takes one right signature among several, as while a secret is renewed', async () => {
    const body = bodyOf(KIND)
    expect((await ask(body, `${signature(body, 'older')},${signature(body)}`)).status).toBe(204)
  })

  it.each([
    ['none', () => null],
    ['of another secret', (body: string) => signature(body, 'another')],
    ['of another body', () => signature(bodyOf('another'))],
    ['without its name', (body: string) => signature(body).slice(7)],
    ['of another kind', (body: string) => signature(body).replace('sha256', 'sha1')],
    ['empty', () => 'sha256='],
  ])('refuses a signature that is wrong: %s', async (_, make) => {
    const body = bodyOf(KIND)
    const { status, json } = await ask(body, make(body))
    expect([status, json.code]).toEqual([403, 'judge/signature-wrong'])
  })

  it('refuses a key that has no secret, and one that is none', async () => {
    const body = bodyOf(KIND)
    const { json } = await ask(body, signature(body, ''), desk.key)
    expect(json.code).toBe('judge/signature-wrong')
    expect((await ask(body, signature(body), '0'.repeat(32))).json.code).toBe('judge/key-unknown')
  })

  it('goes by the bytes: the same JSON written otherwise is another body', async () => {
    const body = bodyOf(KIND)
    const shorter = JSON.stringify(JSON.parse(body))
    expect((await ask(shorter, signature(body))).status).toBe(403)
    expect((await ask(shorter, signature(shorter))).status).toBe(204)
  })

  it('refuses what is no such request', async () => {
    for (const body of ['{}', '{"action":"NEW","comment":{}}', '{"action":"GONE"}'])
      expect((await ask(body)).json.code).toBe('request/invalid')
  })

  it('keeps nothing of what it judged', async () => {
    await ask(bodyOf(INSULT))
    const kept = await desk.sql('select 1 from judge_decision where key_id = $1', [keyId])
    expect(kept).toEqual([])
  })
})
