import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkData } from '../../src/check.js'
import { startCampaign } from '../../src/funding/index.js'
import { write } from '../../src/platform/events.js'
import { type Cluster, ENGINES, openCluster, openStage, type Stage } from '../cast.js'
import { listen } from '../program.js'

describe.each(ENGINES)('on $name', ({ binFolder }) => {
  let cluster: Cluster
  let stage: Stage
  beforeAll(async () => {
    cluster = await openCluster(binFolder)
    stage = await openStage(await cluster.create())
  })
  afterAll(async () => {
    await stage?.app.close()
    await cluster?.stop()
  })

  const give = (body: object, key: string, token = stage.staffToken) =>
    fetch(`${stage.address}/api/v1/gifts`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
    })
  const meter = () => stage.json('/api/v1/campaigns/current')

  describe('the meter', () => {
    it('is not there without a campaign', async () => {
      expect((await stage.get('/api/v1/campaigns/current')).status).toBe(404)
      expect((await give({ amountMinor: 100, currency: 'USD' }, 'too-early-1')).status).toBe(404)
    })

    it('counts each gift once, shows it at once and streams it', async () => {
      const { ctx } = stage.app
      await write(ctx, (tx, emit) =>
        startCampaign(ctx, tx, emit, {
          title: 'The boat',
          currency: 'USD',
          goalMinor: 5_000_00n,
          ticksMinor: [2_500_00n, 9_000_00n],
        }),
      )
      expect(await meter()).toMatchObject({
        currency: 'USD',
        raisedMinor: 0,
        goalMinor: 500_000,
        ticksMinor: [250_000],
      })
      const heard = listen(`${stage.address}/api/v1/articles/ferry/live`, (events) =>
        events.some((one) => one.event === 'meter'),
      )
      await new Promise((done) => setTimeout(done, 100))
      const answers = await Promise.all(
        [1, 2, 3, 4].map(() =>
          give({ amountMinor: 2_550, currency: 'USD', name: 'Ada' }, 'gift-ada-0001'),
        ),
      )
      expect(answers.map((one) => one.status)).toEqual([201, 201, 201, 201])
      expect(await meter()).toMatchObject({ raisedMinor: 2_550, giftCount: 1 })
      expect((await heard).at(-1)?.data).toMatchObject({ raisedMinor: 2_550 })
      expect(await (await stage.get('/articles/ferry')).text()).toMatch(
        /aria-valuenow="25\.5|25\.50/,
      )
      expect(await (await stage.get('/support')).text()).toContain('Ada')
    })

    it('refuses other currencies, amounts out of range, reused keys', async () => {
      expect((await give({ amountMinor: 100, currency: 'EUR' }, 'gift-eur-0001')).status).toBe(422)
      expect((await give({ amountMinor: 0, currency: 'USD' }, 'gift-nil-0001')).status).toBe(400)
      expect((await give({ amountMinor: 1.5, currency: 'USD' }, 'gift-half-001')).status).toBe(400)
      expect(
        (await give({ amountMinor: 100_000_000_001, currency: 'USD' }, 'gift-much-001')).status,
      ).toBe(422)
      expect((await give({ amountMinor: 9, currency: 'USD' }, 'gift-ada-0001')).status).toBe(422)
      expect(await meter()).toMatchObject({ raisedMinor: 2_550 })
    })
  })

  describe('the ledger', () => {
    it('cannot be changed, nor be out of balance, not even by hand', async () => {
      const { db } = stage.app.ctx
      await expect(sql`update ledger_entry set amount_minor = 1`.execute(db)).rejects.toThrow(
        /append-only/,
      )
      await expect(sql`delete from ledger_transaction`.execute(db)).rejects.toThrow(/append-only/)
      await expect(
        sql`insert into ledger_entry (site_id, transaction_id, campaign_id, account, amount_minor, currency)
        select site_id, transaction_id, campaign_id, account, 5, currency from ledger_entry limit 1`.execute(
          db,
        ),
      ).rejects.toThrow(/does not balance/)
      expect((await checkData(db)).flatMap((one) => one.violations)).toEqual([])
    })

    it('is checked: a meter that lies is found', async () => {
      const { db } = stage.app.ctx
      await sql`update gift set amount_minor = amount_minor + 1`.execute(db)
      expect((await checkData(db)).flatMap((one) => one.violations)).toEqual([
        expect.stringMatching(/is not what the ledger says/),
      ])
      await sql`update gift set amount_minor = amount_minor - 1`.execute(db)
    })
  })
})
