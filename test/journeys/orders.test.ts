/** The orders of a thread: most discussed, what an order means for replies, and addresses of what is kept. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { checkData } from '../../src/check.js'
import { discussedKeyOf } from '../../src/discussion/ranking.js'
import {
  type ApiComment,
  type Cluster,
  chatter,
  openCluster,
  openStage,
  publish,
  type Stage,
} from '../cast.js'

let cluster: Cluster
let stage: Stage
beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create())
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})
afterEach(async () => {
  expect((await checkData(stage.app.ctx.db)).flatMap((one) => one.violations)).toEqual([])
})

let count = 0
async function article(): Promise<string> {
  count += 1
  await publish(stage.app, { slug: `orders-${count}`, headline: `Orders ${count}` })
  return `orders-${count}`
}
let said = 0
async function say(slug: string, parentId: string | null = null): Promise<string> {
  said += 1
  const response = await stage.post(
    { name: 'Gus', text: chatter(9_000 + said), parentId },
    { slug },
  )
  expect(response.status).toBe(201)
  return ((await response.json()) as { comment: ApiComment }).comment.id
}
/** A root with so many comments below it, one under the other. */
async function talk(slug: string, below: number): Promise<string> {
  const root = await say(slug)
  let parent = root
  for (let i = 0; i < below; i += 1) parent = await say(slug, parent)
  return root
}
const rootsIn = (comments: ApiComment[]) =>
  comments.filter((one) => one.parentId === null).map((one) => one.id)
const api = (slug: string, order: string, limit = 50) => stage.wholeThread(order, limit, {}, slug)
const branchesOn = async (path: string) => {
  const html = await (await stage.get(path)).text()
  return [...html.matchAll(/class="branch" id="c-([0-9a-f-]+)"/g)].map(([, id]) => id ?? '')
}

describe('the order "most discussed"', () => {
  it('counts what is below a root at any depth, on the page and by API alike', async () => {
    const slug = await article()
    const roots: string[] = []
    for (const below of [0, 3, 1, 12]) roots.push(await talk(slug, below))
    const [none, three, one, twelve] = roots
    expect(rootsIn(await api(slug, 'discussed'))).toEqual([twelve, three, one, none])
    const page = await branchesOn(`/articles/${slug}?order=discussed`)
    expect(page.filter((id) => roots.includes(id))).toEqual([twelve, three, one, none])
    // A root that three people answered is "best" before one whose answer was answered twelve times.
    for (let i = 0; i < 2; i += 1) await say(slug, none)
    expect(rootsIn(await api(slug, 'best'))[0]).toBe(none)
    expect(rootsIn(await api(slug, 'discussed'))[0]).toBe(twelve)
  })

  it('follows what is taken away and brought back', async () => {
    const slug = await article()
    const long = await talk(slug, 3)
    const short = await talk(slug, 1)
    const [, first] = (await api(slug, 'oldest')).filter((one) => one.depth < 2)
    const decide = (action: string) =>
      fetch(`${stage.address}/api/v1/comments/${first?.id}/decision`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${stage.staffToken}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ action }),
      })
    expect(rootsIn(await api(slug, 'discussed'))).toEqual([long, short])
    for (let i = 0; i < 4; i += 1) await say(slug, short)
    expect(rootsIn(await api(slug, 'discussed'))).toEqual([short, long])
    expect((await decide('remove')).status).toBe(200)
    expect((await decide('publish')).status).toBe(200)
    expect(rootsIn(await api(slug, 'discussed'))).toEqual([short, long])
  })

  it('pages through all roots, each once, whatever the size of a page', async () => {
    const slug = await article()
    const below = new Map<string, number>()
    for (let i = 0; i < 45; i += 1) {
      const size = (i * 7) % 5
      below.set(await talk(slug, size), size)
    }
    const keys = (ids: string[]) => ids.map((id) => discussedKeyOf(below.get(id) ?? 0))
    for (const limit of [1, 4, 200]) {
      const ids = rootsIn(await api(slug, 'discussed', limit))
      expect(new Set(ids).size).toBe(45)
      expect(keys(ids)).toEqual(keys(ids).toSorted((a, b) => a - b))
    }
    const pages: string[] = []
    let path: string | undefined = `/articles/${slug}?order=discussed`
    while (path !== undefined) {
      pages.push(...(await branchesOn(path)).filter((id) => below.has(id)))
      const html = await (await stage.get(path)).text()
      path = /href="([^"]+)#discussion" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(pages).toEqual(rootsIn(await api(slug, 'discussed', 200)))
  })

  it('is what two of the busiest roots share when they differ by less than a step: then the best is first', async () => {
    const slug = await article()
    const six = await talk(slug, 6)
    const five = await say(slug)
    for (let i = 0; i < 5; i += 1) await say(slug, five)
    expect(discussedKeyOf(5)).toBe(discussedKeyOf(6))
    expect(rootsIn(await api(slug, 'discussed'))).toEqual([five, six])
  })
})

describe('an order where there are only replies', () => {
  it('is the best where it does not apply, under one address', async () => {
    const slug = await article()
    const root = await say(slug)
    const plain = await say(slug, root)
    const busy = await say(slug, root)
    await say(slug, busy)
    const etag = async (query: string) =>
      (await stage.get(`/articles/${slug}/comments/${root}${query}`)).headers.get('etag')
    for (const order of ['discussed', 'highlights', 'nonsense', 'best'])
      expect(await etag(`?order=${order}`), order).toBe(await etag(''))
    expect(await etag('?order=oldest')).not.toBe(await etag(''))
    for (const order of ['best', 'discussed', 'highlights']) {
      const { comments } = await stage.json<{ comments: ApiComment[] }>(
        `/api/v1/comments/${root}/replies?order=${order}`,
      )
      expect(comments.map((one) => one.id)).toEqual([busy, plain])
    }
  })

  it('is the best below the most discussed roots, also where the replies go on', async () => {
    const slug = await article()
    const root = await say(slug)
    const replies: string[] = []
    for (let i = 0; i < 5; i += 1) replies.push(await say(slug, root))
    await say(slug, replies[4])
    const html = await (await stage.get(`/articles/${slug}?order=discussed`)).text()
    const shown = [...html.matchAll(/id="c-([0-9a-f-]+)"/g)].map(([, id]) => id ?? '')
    expect(shown.filter((id) => replies.includes(id))).toEqual([replies[4], replies[0], replies[1]])
    const more = /href="([^"]+)#c-[^"]+">Show 2 more replies/.exec(html)?.[1] ?? ''
    expect(more).not.toContain('order=')
    expect(await branchesOn(more.replaceAll('&amp;', '&'))).toEqual([root, replies[2], replies[3]])
  })

  it('has cursors that belong to it alone', async () => {
    const slug = await article()
    const root = await say(slug)
    const reply = await say(slug, root)
    for (const order of ['discussed', 'highlights']) {
      const page = await stage.get(`/articles/${slug}?order=${order}&after=${reply}`)
      expect(page.status, order).toBe(400)
    }
    expect((await stage.get(`/api/v1/articles/${slug}/comments?order=loudest`)).status).toBe(400)
  })
})
