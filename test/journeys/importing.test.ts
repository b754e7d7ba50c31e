import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkData } from '../../src/check.js'
import {
  type ImportOptions,
  type ImportRecord,
  ImportRefused,
  runImport,
} from '../../src/importing/index.js'
import { type Cluster, chatter, ENGINES, openCluster, openStage, type Stage } from '../cast.js'
import { IS_SLOW } from '../slow/effort.js'

const place = (line: number) => ({ line, bytesRead: line * 100 })

const article = (key: string, more: object = {}): ImportRecord => ({
  kind: 'article',
  key,
  home: 'here',
  slug: key,
  originUrl: null,
  headline: `Headline of ${key}`,
  standfirst: null,
  byline: null,
  sectionName: null,
  body: { format: 'html', source: '<p>Body</p><script>alert(1)</script>' },
  language: 'en',
  publishedAt: new Date('2019-05-01T10:00:00Z'),
  picture: null,
  state: 'published',
  commentsClosed: false,
  place: place(1),
  ...more,
})

const comment = (number: number, parent: number | null, more: object = {}): ImportRecord => ({
  kind: 'comment',
  key: `c${number}`,
  articleKey: 'old',
  parentKey: parent === null ? null : `c${parent}`,
  author: { name: `Author ${number % 5}`, key: `a${number % 5}`, isStaff: false },
  body: { format: 'html', source: `<p>${chatter(50_000 + number)}</p>` },
  postedAt: new Date(Date.UTC(2019, 4, 2, 0, 0, number)),
  state: 'published',
  language: null,
  place: place(number + 2),
  ...more,
})

const OPTIONS: ImportOptions = { source: 'test', trust: false, dryRun: false, folder: null }

describe.each(IS_SLOW ? ENGINES : ENGINES.slice(0, 1))('importing on $name', ({ binFolder }) => {
  let cluster: Cluster
  let stage: Stage
  beforeAll(async () => {
    cluster = await openCluster(binFolder)
  })
  beforeEach(async () => {
    await stage?.app.close()
    stage = await openStage(await cluster.create())
  })
  afterAll(async () => {
    await stage?.app.close()
    await cluster?.stop()
  })

  const run = (
    records: Iterable<ImportRecord> | AsyncIterable<ImportRecord>,
    options: Partial<ImportOptions> = {},
  ) => runImport(stage.app.ctx, records, { ...OPTIONS, ...options })
  const thread = (headers = {}) => stage.wholeThread('oldest', 200, headers, 'old')
  const staff = () => ({ authorization: `Bearer ${stage.staffToken}` })
  const violations = async () =>
    (await checkData(stage.app.ctx.db)).flatMap((one) => one.violations)

  /** 700 comments whose parents stand before or after them. */
  const large = (): ImportRecord[] => [
    article('old'),
    ...Array.from({ length: 700 }, (_, i) =>
      comment(
        i,
        i % 7 === 0 ? null : i % 11 === 0 ? Math.min(699, i + 300 - ((i + 300) % 7)) : i - 1,
      ),
    ),
  ]

  it('keeps names, dates and places, sanitises bodies, and doubles nothing the second time', async () => {
    const report = await run(large())
    expect(report.comments).toMatchObject({ published: 700, held: 0, known: 0 })
    const first = await thread()
    expect(first).toHaveLength(700)
    expect(first[0]).toMatchObject({
      postedAt: '2019-05-02T00:00:00.000Z',
      author: { name: 'Author 0' },
    })
    expect(await (await stage.get('/articles/old')).text()).not.toContain('alert(1)')
    expect(await violations()).toEqual([])
    const again = await run(large())
    expect(again.comments).toMatchObject({ published: 0, known: 700 })
    expect(await thread()).toEqual(first)
  })

  it('is completed by the next run when it was cut off', async () => {
    async function* broken() {
      for (const [i, record] of large().entries()) {
        if (i === 400) throw new ImportRefused('The file ends here.')
        yield record
      }
    }
    await expect(run(broken())).rejects.toThrow(ImportRefused)
    expect((await thread()).length).toBeLessThan(400)
    expect(await violations()).toEqual([])
    await run(large())
    expect(await thread()).toHaveLength(700)
    expect(await violations()).toEqual([])
  })

  it('says in a dry run what would happen, and keeps nothing', async () => {
    const dry = await run(large(), { dryRun: true })
    expect(dry.comments.published).toBe(700)
    expect((await stage.get('/api/v1/articles/old')).status).toBe(404)
    const real = await run(large())
    expect({ ...real, slugs: [] }).toEqual({ ...dry, slugs: [] })
  })

  it('shows a deleted comment with living replies as a placeholder, and one without not at all', async () => {
    await run([
      article('old'),
      comment(1, null, { state: 'deleted' }),
      comment(2, 1),
      comment(3, null, { state: 'deleted' }),
    ])
    const shown = await thread()
    expect(shown.map((one) => one.state)).toEqual(['deleted', 'published'])
    expect(shown[0]).toMatchObject({ author: null, text: '', html: '' })
    const { rows } = await stage.app.ctx.pool.query(
      "select source || html || text as all from comment where state = 'deleted'",
    )
    expect(rows).toEqual([{ all: '' }, { all: '' }])
  })

  it('holds spam, what the source held and copies; trust publishes all but what the source held', async () => {
    const records = [
      article('old'),
      comment(1, null),
      comment(2, null, { body: { format: 'html', source: `<p>${chatter(50_001)}</p>` } }),
      comment(3, null, { state: 'spam' }),
      comment(4, null, { state: 'pending' }),
    ]
    expect((await run(records)).comments).toMatchObject({ published: 1, held: 3 })
    expect(await thread()).toHaveLength(1)
    expect((await thread(staff())).map((one) => one.state)).toEqual([
      'published',
      'held',
      'held',
      'held',
    ])
    const trusted = records.map((one) => ({
      ...one,
      key: 'key' in one ? `t-${one.key}` : '',
      articleKey: 't-old',
    })) as ImportRecord[]
    expect((await run(trusted, { trust: true })).comments).toMatchObject({ published: 2, held: 2 })
  })

  it('reports what it cannot place, with its line, and goes on', async () => {
    const report = await run([
      article('old'),
      comment(1, 99),
      comment(2, null, { articleKey: 'nowhere' }),
      { kind: 'problem', place: place(7), reason: 'Row 7 has no date.' },
      comment(3, 4),
      comment(4, 3),
      comment(5, 5),
    ])
    expect(report.problems.map((one) => one.line)).toEqual(expect.arrayContaining([3, 4, 7]))
    expect((await thread()).map((one) => one.text)).toEqual(
      expect.arrayContaining([1, 3, 4, 5].map((number) => chatter(50_000 + number))),
    )
    expect(await violations()).toEqual([])
  })

  it('does not invent dates', async () => {
    await run([article('old', { publishedAt: null }), comment(1, null, { postedAt: null })])
    expect((await thread())[0]?.postedAt).toBeNull()
    expect((await stage.json('/api/v1/articles/old')).publishedAt).toBeNull()
  })

  it('keeps deeper replies than can be written beside their parent', async () => {
    await run([
      article('old'),
      ...Array.from({ length: 120 }, (_, i) => comment(i, i === 0 ? null : i - 1)),
    ])
    const depths = (await thread()).map((one) => one.depth)
    expect(depths).toHaveLength(120)
    expect(Math.max(...depths)).toBe(100)
    expect(await violations()).toEqual([])
  })

  it('books a campaign once', async () => {
    const campaign: ImportRecord = {
      kind: 'campaign',
      key: 'meter',
      title: null,
      currency: 'USD',
      goalMinor: 500_000n,
      ticksMinor: [250_000n],
      raisedMinor: 175_100n,
      gifts: [],
      place: place(1),
    }
    await run([campaign])
    await run([campaign])
    expect(await stage.json('/api/v1/campaigns/current')).toMatchObject({
      raisedMinor: 175_100,
      goalMinor: 500_000,
      ticksMinor: [250_000],
    })
    expect(await violations()).toEqual([])
  })
})
