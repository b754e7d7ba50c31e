import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, chatter, openCluster, openStage, type Posted } from '../cast.js'
import { eventually, listen, type Program, startProgram } from '../program.js'

const programs: Program[] = []
const start = async (env: Record<string, string>) => {
  const program = await startProgram(env)
  programs.push(program)
  return program
}
afterAll(async () => {
  for (const program of programs.splice(0)) await program.end('SIGKILL')
})

const post = async (address: string, text: string) => {
  const response = await fetch(`${address}/api/v1/articles/ferry/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ text, name: 'Walker' }),
  })
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as Posted
}
const page = async (address: string) => (await fetch(`${address}/articles/ferry`)).text()

describe('two processes on one PostgreSQL', () => {
  let cluster: Cluster
  let url: string
  let pair: [Program, Program]
  beforeAll(async () => {
    cluster = await openCluster()
    url = await cluster.create()
    const stage = await openStage(url)
    await stage.app.close()
    pair = await Promise.all([start({ DATABASE_URL: url }), start({ DATABASE_URL: url })])
  })
  afterAll(async () => {
    for (const program of programs.splice(0)) await program.end('SIGKILL')
    await cluster?.stop()
  })

  it('share one very first start: one demo paper, one owner', async () => {
    const empty = await cluster.create()
    const both = await Promise.all(
      [1, 2].map(() => start({ DATABASE_URL: empty, READERSHIP_DEMO: 'on' })),
    )
    const lists = await Promise.all(
      both.map(
        async (one) =>
          (
            (await (await fetch(`${one.address}/api/v1/articles`)).json()) as {
              articles: unknown[]
            }
          ).articles,
      ),
    )
    expect(lists.map((one) => one.length)).toEqual([6, 6])
    // Both print a link; whoever uses one ends the other.
    const paths = both.map((one) => new URL(one.ownerLink()).pathname)
    const answers = []
    for (const path of paths)
      answers.push(
        await fetch(`${both[0]?.address}${path}`, { method: 'POST', redirect: 'manual' }),
      )
    expect(answers.map((answer) => answer.status)).toEqual([303, 410])
    for (const program of both) await program.end('SIGKILL')
  })

  it('show and stream within a second what was posted at the other', async () => {
    const [one, two] = pair
    expect(await page(two.address)).toContain('The ferry sails again')
    const heard = listen(`${two.address}/api/v1/articles/ferry/live`, (events) => events.length > 0)
    await new Promise((done) => setTimeout(done, 200))
    const text = chatter(1)
    const { comment } = await post(one.address, text)
    const postedAt = Date.now()
    expect(await page(one.address)).toContain(text)
    const [event] = await heard
    expect(event).toMatchObject({ event: 'comment', data: { id: comment.id, total: 1 } })
    await eventually(async () => (await page(two.address)).includes(text), 1_000)
    expect(Date.now() - postedAt).toBeLessThan(1_000)
    const copy = await post(two.address, text)
    expect(copy.state).toBe('held')
  })

  it('go on when the other is killed at any time', async () => {
    const [one, two] = pair
    const acknowledged: string[] = []
    let isOver = false
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let i = 0; !isOver; i += 1) {
        const text = chatter(10_000 + writer * 10_000 + i)
        const posted = await post(one.address, text).catch(() => null)
        if (!posted) return
        acknowledged.push(posted.comment.id)
      }
    })
    await eventually(async () => acknowledged.length > 100)
    await one.end('SIGKILL')
    isOver = true
    await Promise.all(writers)
    const seen = new Set<string>()
    let after = ''
    do {
      const answer = (await (
        await fetch(`${two.address}/api/v1/articles/ferry/comments?order=oldest&limit=200${after}`)
      ).json()) as { comments: { id: string }[]; next: string | null }
      for (const one of answer.comments) seen.add(one.id)
      after = answer.next === null ? '' : `&after=${answer.next}`
    } while (after !== '')
    const missing = acknowledged.filter((id) => !seen.has(id))
    expect(missing).toEqual([])
    expect((await post(two.address, chatter(5))).state).toBe('published')
  })
})

/** Processes whose command line or environment names this folder. */
async function processesOf(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (line.includes(folder)) found.push(`${pid} ${line.replaceAll('\0', ' ')}`)
  }
  return found
}

describe('the program with its own PostgreSQL', () => {
  let folder: string
  /** What the first journey leaves running. */
  let running: Program
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'readership-program-'))
  })
  // PostgreSQL may still be leaving.
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }))

  it('starts, is refused a second time, ends cleanly, starts again', async () => {
    const first = await start({ READERSHIP_DATA: folder, READERSHIP_DEMO: 'on' })
    expect(first.ownerLink()).not.toBe('')
    const accepted = await fetch(first.address + new URL(first.ownerLink()).pathname, {
      method: 'POST',
      redirect: 'manual',
    })
    expect(accepted.status).toBe(303)
    expect((await fetch(first.address)).status).toBe(200)
    await expect(start({ READERSHIP_DATA: folder })).rejects.toThrow(/already|in use|another/i)
    expect(await first.end('SIGINT')).toBe(0)
    await eventually(async () => (await processesOf(folder)).length === 0)
    const second = await start({ READERSHIP_DATA: folder, READERSHIP_DEMO: 'on' })
    expect(second.ownerLink()).toBe('')
    const { articles } = (await (await fetch(`${second.address}/api/v1/articles`)).json()) as {
      articles: unknown[]
    }
    expect(articles).toHaveLength(6)
    running = second
  })

  it('leaves no orphan and loses nothing acknowledged when it is killed', async () => {
    const first = running
    const slug = 'ferry-horn'
    const acknowledged: string[] = []
    const posting = (async () => {
      for (let i = 0; ; i += 1) {
        const response = await fetch(`${first.address}/api/v1/articles/${slug}/comments`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
          body: JSON.stringify({ text: chatter(900_000 + i) }),
        }).catch(() => null)
        if (!response) return
        const posted = (await response.json().catch(() => null)) as Posted | null
        if (!posted) return
        acknowledged.push(posted.comment.id)
      }
    })()
    await eventually(async () => acknowledged.length > 50)
    await first.end('SIGKILL')
    await posting
    await eventually(async () => (await processesOf(folder)).length === 0, 10_000)
    const second = await start({ READERSHIP_DATA: folder })
    for (const id of acknowledged.slice(-20))
      expect((await fetch(`${second.address}/api/v1/comments/${id}`)).status).toBe(200)
    expect(acknowledged.length).toBeGreaterThan(50)
    expect(await second.end('SIGTERM')).toBe(0)
  })
})
