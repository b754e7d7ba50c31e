/**
 * The cast of the tests: a whole program on a real PostgreSQL of its own, with people who do things to it.
 * The test files share one PostgreSQL; each `openStage` gets a database of its own in it.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { type App, createApp, type Overrides } from '../src/app.js'
import { readConfig } from '../src/platform/config.js'
import { startPostgres } from '../src/platform/embedded-postgres.js'
import { write } from '../src/platform/events.js'
import { openLog } from '../src/platform/log.js'
import { renewAccessToken } from '../src/platform/secrets.js'
import { type NewArticle, publishArticle } from '../src/publishing/index.js'
import { type SharedPostgres, TEMPLATE } from './shared-postgres.js'

/** Every PostgreSQL that is at hand: ours, and Debian's where it is installed. Storage tests run on each. */
export const ENGINES: { name: string; binFolder?: string }[] = [
  { name: 'the embedded PostgreSQL' },
  ...debianBinFolders().map((binFolder) => ({ name: `PostgreSQL in ${binFolder}`, binFolder })),
]

function debianBinFolders(): string[] {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return []
  return readdirSync(root)
    .map((version) => `${root}/${version}/bin`)
    .filter((folder) => existsSync(`${folder}/initdb`))
}

export type Cluster = {
  url(database: string): string
  create(): Promise<string>
  stop(): Promise<void>
}

/**
 * A PostgreSQL for a test file: the shared one, whose databases begin with all tables.
 * @param binFolder other binaries than the ones from npm: then one of its own, and its databases begin empty
 */
export async function openCluster(binFolder?: string): Promise<Cluster> {
  if (binFolder === undefined)
    return clusterAt(inject('sharedPostgres'), { template: TEMPLATE, stop: async () => undefined })
  const folder = await mkdtemp(join(tmpdir(), 'readership-test-'))
  const postgres = await startPostgres({ dataFolder: folder, binFolder, say: () => undefined })
  return clusterAt(postgres, {
    template: 'template1',
    async stop() {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  })
}

function clusterAt(
  postgres: SharedPostgres,
  { template, stop }: { template: string; stop: () => Promise<void> },
): Cluster {
  const url = (database: string) =>
    `postgres://${postgres.user}@/${database}?host=${encodeURIComponent(postgres.socketFolder)}&port=${postgres.port}`
  return {
    url,
    async create() {
      const name = `t_${randomUUID().replaceAll('-', '')}`
      const client = new pg.Client({ connectionString: url(postgres.database) })
      await client.connect()
      await client.query(`create database ${name} template ${template}`)
      await client.end()
      return url(name)
    },
    stop,
  }
}

export type Stage = Awaited<ReturnType<typeof openStage>>

/** A program that listens on a free port, with one article "ferry" and an open thread. */
export async function openStage(
  databaseUrl: string,
  overrides: Overrides = {},
  settings: Record<string, string> = {},
) {
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: databaseUrl,
    READERSHIP_DEMO: 'off',
    LOG_LEVEL: 'error',
    SITE_NAME: 'The Test Lantern',
    // A test says in seconds what a town says in a day.
    COMMENTS_PER_MINUTE: '1000000',
    ERASURE_LOG: join(tmpdir(), `readership-test-${randomUUID()}.jsonl`),
    ...settings,
  })
  const app: App = await createApp(config, {
    log: openLog({ logLevel: 'error', logFormat: 'json' }),
    ...overrides,
  })
  const address = await app.listen()
  const slug = 'ferry'
  const known = await fetch(`${address}/api/v1/articles/${slug}`)
  if (known.status === 404) await publish(app, { slug, headline: 'The ferry sails again' })
  const staffToken = await renewAccessToken(app.ctx.db, app.ctx.site.id, 'owner')
  return { app, address, slug, staffToken, ...people(address, slug) }
}

/** Publishes an article as an editor would. */
export const publish = (app: App, article: Partial<NewArticle>) =>
  write(app.ctx, (tx, emit) =>
    publishArticle(app.ctx, tx, emit, {
      home: 'here',
      slug: null,
      originUrl: null,
      headline: 'Untitled',
      standfirst: 'After nine weeks in the yard the boat is back.',
      byline: 'Ada Quill',
      sectionName: 'News',
      body: { format: 'markdown', source: 'The first boat left at **six**.\n\nNobody was late.' },
      language: 'en',
      publishedAt: new Date('2026-11-01T08:00:00Z'),
      picture: null,
      state: 'published',
      commentsClosed: false,
      ...article,
    }),
  )

function people(address: string, slug: string) {
  /** Posts by API; the whole answer. */
  const post = (
    body: unknown,
    init: { key?: string; slug?: string; headers?: Record<string, string> } = {},
  ) =>
    fetch(`${address}/api/v1/articles/${init.slug ?? slug}/comments`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': init.key ?? randomUUID(),
        ...init.headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return {
    post,
    /** Says something as somebody and expects it to be taken. @returns the API's answer */
    async say(name: string, text: string, parentId: string | null = null) {
      const response = await post({ name, text, parentId })
      if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
      return (await response.json()) as Posted
    },
    get: (path: string, headers: Record<string, string> = {}) =>
      fetch(`${address}${path}`, { headers }),
    async json<T = Record<string, unknown>>(
      path: string,
      headers: Record<string, string> = {},
    ): Promise<T> {
      const response = await fetch(`${address}${path}`, { headers })
      return (await response.json()) as T
    },
    /** Every comment of a thread, by following `next`. */
    async wholeThread(order = 'best', limit = 50, headers: Record<string, string> = {}, of = slug) {
      const comments: ApiComment[] = []
      let after = ''
      do {
        const page = (await (
          await fetch(
            `${address}/api/v1/articles/${of}/comments?order=${order}&limit=${limit}${after}`,
            { headers },
          )
        ).json()) as { comments: ApiComment[]; next: string | null }
        comments.push(...page.comments)
        after = page.next === null ? '' : `&after=${page.next}`
      } while (after !== '')
      return comments
    },
  }
}

const WORDS =
  'boat pier gull rope tide lamp mast quay fog bell anchor crab harbour ticket Monday winter captain coffee bridge rain letter council garden orange violin chimney map tower bicycle market pepper window silver mountain island kettle button feather candle thunder blanket pocket ladder river stone copper engine whistle barrel compass'.split(
    ' ',
  )

/** A sentence that nobody said before: twelve words drawn by a number. */
export function chatter(number: number): string {
  let state = number * 2_654_435_761 + 12_345
  const word = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return WORDS[Math.floor((state / 2 ** 32) * WORDS.length)] ?? ''
  }
  return `${Array.from({ length: 12 }, word).join(' ')} ${number}.`
}

export type ApiComment = {
  id: string
  parentId: string | null
  depth: number
  author: { name: string } | null
  html: string
  text: string
  state: string
  postedAt: string | null
  replies: number
}
export type Posted = { comment: ApiComment; state: string; reasons: string[]; receiptUrl: string }
