/** The composition root: everything that lives as long as the program is built, joined and ended here. */

import type { Server } from 'node:http'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type DiscussionCtx, openCommentQueue } from './discussion/index.js'
import { readMeter } from './funding/index.js'
import { demoRecords, isDemoWanted, markDemoOffered, runImport } from './importing/index.js'
import { createJudge, findFingerprints, findLatestFingerprints } from './moderation/index.js'
import type { Config } from './platform/config.js'
import type { Ctx } from './platform/ctx.js'
import { migrate, oneAtATime, openDatabase } from './platform/database.js'
import type { EventJob } from './platform/events.js'
import { countJobs, migrateJobs, startJobs, type Task } from './platform/jobs.js'
import { openLive } from './platform/live.js'
import { type Log, openLog } from './platform/log.js'
import { createPageCache } from './platform/page-cache.js'
import { ensureSecret, hasStaffToken, isStaffToken, renewStaffToken } from './platform/secrets.js'
import { ensureSite } from './platform/site.js'
import { startDatabase } from './platform/start-database.js'
import { makePictureSizes } from './publishing/index.js'
import { apiCampaign } from './web/api/views.js'
import { type Assets, readAssets } from './web/assets.js'
import { buildServer } from './web/server.js'
import { openStreams, streamEvents } from './web/streams.js'
import { tagsOf } from './web/tags.js'

export type Overrides = {
  clock?: () => Date
  log?: Log
  /** Hears each step of starting, a line each. */
  say?: (line: string) => void
  assets?: Assets
}

export type House = {
  ctx: DiscussionCtx
  close(): Promise<void>
  onDatabaseExit(listener: (why: string) => void): void
}

/** What the judge remembers of earlier comments: the latest of them, in memory. */
const DUPLICATE_CAPACITY = 20_000

/**
 * Opens everything below the web: database, tables, site, live channel, judge.
 * @param options.mayJoin use the embedded PostgreSQL of a running program (for short commands)
 */
export async function openHouse(
  config: Config,
  overrides: Overrides,
  options: { mayJoin: boolean; isNewSiteDemo: boolean },
): Promise<House> {
  const log = overrides.log ?? openLog(config)
  const started = await startDatabase(config, {
    mayJoin: options.mayJoin,
    say: overrides.say ?? (() => undefined),
  })
  const closers: (() => Promise<void>)[] = [() => started.stop()]
  const close = async () => {
    for (const one of closers.splice(0).reverse()) await one()
  }
  try {
    const database = openDatabase(started.target, {
      connections: config.databaseConnections,
      statementTimeoutMs: config.statementTimeoutMs,
      onIdleError: (error) =>
        log.warn({ error: error.message }, 'A resting database connection was lost.'),
    })
    closers.push(database.close)
    const site = await oneAtATime(database.pool, 'migrate', async () => {
      await migrateJobs(database.pool)
      await migrate(database.db)
      return ensureSite(database.db, config, namesOf(options.isNewSiteDemo))
    })
    const live = await openLive(started.target, log)
    closers.push(live.close)
    const pages = createPageCache({
      maxBytes: config.pageCacheMib * 2 ** 20,
      isTrusted: live.isConnected,
    })
    live.on((event) => pages.forget(tagsOf(event)))
    live.onGap(pages.clear)
    const clock = overrides.clock ?? (() => new Date())
    const ctx: Ctx = { config, site, db: database.db, pool: database.pool, live, pages, log, clock }
    const judge = await openJudge(ctx)
    const comments = openCommentQueue(ctx)
    closers.push(comments.drain)
    return { ctx: { ...ctx, judge, comments }, close, onDatabaseExit: started.onExit }
  } catch (error) {
    await close()
    throw error
  }
}

const namesOf = (isDemo: boolean) =>
  isDemo
    ? { name: 'The Harbour Lantern', tagline: 'News from Saltmere, paid for by its readers' }
    : { name: 'Our Paper', tagline: 'Paid for by its readers' }

/** A judge that remembers what was judged before, here and in other processes. */
async function openJudge(ctx: Ctx) {
  const judge = createJudge({ duplicateCapacity: DUPLICATE_CAPACITY })
  for (const row of await findLatestFingerprints(ctx.db, ctx.site.id, DUPLICATE_CAPACITY))
    judge.remember(row.subject_id, row.bytes)
  ctx.live.on((event, from) => {
    if (event.name !== 'comment.posted' || from === 'here') return
    findFingerprints(
      ctx.db,
      event.comments.map((one) => one.id),
    )
      .then((rows) => rows.forEach((row) => void judge.remember(row.subject_id, row.bytes)))
      .catch((error: Error) =>
        ctx.log.warn({ error: error.message }, 'Fingerprints could not be read.'),
      )
  })
  return judge
}

export type App = Awaited<ReturnType<typeof createApp>>

/** The whole program, not yet listening. */
export async function createApp(config: Config, overrides: Overrides = {}) {
  const house = await openHouse(config, overrides, { mayJoin: false, isNewSiteDemo: config.demo })
  const closers: (() => Promise<unknown>)[] = [house.close]
  const close = async () => {
    for (const one of closers.splice(0).reverse()) await one()
  }
  try {
    const { ctx } = house
    const jobs = await startJobs(ctx.pool, ctx.log, tasksOf(ctx))
    closers.push(() => jobs.stop())
    const staffToken = await oneAtATime(ctx.pool, 'first start', async () => {
      if (config.demo) await offerDemo(ctx, overrides.say ?? (() => undefined))
      const isMade = await hasStaffToken(ctx.db, ctx.site.id)
      return isMade ? null : renewStaffToken(ctx.db, ctx.site.id)
    })
    const streams = openStreams()
    const stopStreaming = streamEvents(ctx, streams, async () => {
      const meter = await readMeter(ctx)
      return meter && apiCampaign(meter)
    })
    let port = config.port
    const server = await buildServer({
      ...ctx,
      assets: overrides.assets ?? (await readAssets(BROWSER_FOLDER)),
      streams,
      origin: () => config.publicUrl || `http://localhost:${port}`,
      receiptSecret: await ensureSecret(ctx.db, ctx.site.id, 'receipts'),
      isStaff: (token) => isStaffToken(ctx.db, ctx.site.id, token),
    })
    closers.push(async () => {
      stopStreaming()
      streams.close()
      await server.close()
    })
    return {
      ctx,
      /** Printed once, at the first start; null later. */
      staffToken,
      onDatabaseExit: house.onDatabaseExit,
      /** @returns the address under which it answers */
      async listen(): Promise<string> {
        await server.listen({ port: config.port, host: config.host })
        const address = (server.server as Server).address()
        port = typeof address === 'object' && address ? address.port : config.port
        return `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
      },
      /** Resolves when every comment is on disk and every job done. */
      async drain(): Promise<void> {
        await ctx.comments.drain()
        while ((await countJobs(ctx.pool)) > 0) await new Promise((done) => setTimeout(done, 20))
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const HERE = dirname(fileURLToPath(import.meta.url))
/** Beside the compiled server, or in dist/ when the sources run directly (tests). */
const BROWSER_FOLDER = HERE.endsWith('src')
  ? join(HERE, '../dist/browser')
  : join(HERE, '../browser')
const DEMO_FOLDER = join(HERE, 'importing/demo/pictures')

const tasksOf = (ctx: Ctx): Record<EventJob, Task> => ({
  'make-picture-sizes': async (payload) => {
    const { pictureId } = payload as { pictureId: string }
    await makePictureSizes(ctx, pictureId)
  },
})

/** The demo paper, at the very first start only; a start that was killed half-way goes on where it was. */
async function offerDemo(ctx: DiscussionCtx, say: (line: string) => void): Promise<void> {
  if (!(await isDemoWanted(ctx.db, ctx.site.id))) return
  say('Putting in the demo paper (READERSHIP_DEMO=off leaves it out) ...')
  await runImport(ctx, demoRecords(ctx.clock()), {
    source: 'demo',
    trust: true,
    dryRun: false,
    folder: DEMO_FOLDER,
  })
  await markDemoOffered(ctx.db, ctx.site.id, ctx.clock())
}
