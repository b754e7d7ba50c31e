/** The composition root: everything that lives as long as the program is built, joined and ended here. */

import type { Server } from 'node:http'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  deleteEndedLinks,
  deleteEndedSessions,
  findTakenNames,
  hasOwner,
  openSessions,
  READER_IDLE_MS,
} from './accounts/index.js'
import {
  askAkismet,
  type CopiesDecided,
  type DiscussionCtx,
  decideRest,
  eraseAccount,
  linkArticles,
  linkCards,
  makeCard,
  openCommentQueue,
  openLearning,
  openStandings,
  openVoteQueue,
  replayErasures,
  sweepCards,
  sweepUploads,
  sweepVisits,
  tellAkismet,
  tellOfDecision,
  tellOfMentions,
  tellOfReplies,
} from './discussion/index.js'
import { readMeter } from './funding/index.js'
import { demoRecords, isDemoWanted, markDemoOffered, runImport } from './importing/index.js'
import {
  createJudge,
  DECIDED_CLUSTERS_MAX,
  findDecidedClusters,
  findFingerprints,
  findHouseRules,
  findLatestFingerprints,
  findReputationOf,
  findReputations,
  loadModel,
  openCopies,
  openJudging,
  openPolicies,
  sweepJudging,
} from './moderation/index.js'
import { askTogether } from './platform/ask-together.js'
import type { Config } from './platform/config.js'
import type { Ctx } from './platform/ctx.js'
import { type DatabaseTarget, migrate, oneAtATime, openDatabase } from './platform/database.js'
import type { EventJob } from './platform/events.js'
import { countJobs, migrateJobs, startJobs, type Task } from './platform/jobs.js'
import { openLimits } from './platform/limits.js'
import { openLive } from './platform/live.js'
import { type Log, openLog } from './platform/log.js'
import { type Mailer, openMailer, sendMail, sweepMail } from './platform/mail/index.js'
import { openOutbound } from './platform/outbound.js'
import { createPageCache } from './platform/page-cache.js'
import { openPictureWorkshop } from './platform/pictures/index.js'
import { ensureSecret, roleOfAccessToken } from './platform/secrets.js'
import { securityHeaders } from './platform/security-headers.js'
import { ensureSite } from './platform/site.js'
import { startDatabase } from './platform/start-database.js'
import { makePictureSizes } from './publishing/index.js'
import { apiCampaign } from './web/api/views.js'
import { type Assets, readAssets } from './web/assets.js'
import { mailNotices, sendDigests } from './web/mails/notice-letters.js'
import { buildServer } from './web/server.js'
import { openStreams, streamEvents } from './web/streams.js'
import { mayWait, tagsOf } from './web/tags.js'
import { urls } from './web/urls.js'

export type Overrides = {
  clock?: () => Date
  log?: Log
  /** Hears each step of starting, a line each. */
  say?: (line: string) => void
  assets?: Assets
}

export type House = {
  ctx: DiscussionCtx
  /** Where the database is, for those who open connections of their own. */
  target: DatabaseTarget
  /** The port in links, while PUBLIC_URL is not set; known once the program listens. */
  address: { port: number }
  close(): Promise<void>
  onDatabaseExit(listener: (why: string) => void): void
}

/** Of the comments that a network may post in a minute, those that one account may. */
const ACCOUNT_SHARE = 1 / 4

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
      headers: headersOf(config),
    })
    live.on((event) => pages.forget(tagsOf(event), mayWait(event) ? 'soon' : 'now'))
    live.onGap(pages.clear)
    const clock = overrides.clock ?? (() => new Date())
    const address = { port: config.port }
    const limits = openLimits({
      pool: database.pool,
      clock,
      points: {
        'comment-network': config.commentsPerMinute,
        'comment-account': Math.ceil(config.commentsPerMinute * ACCOUNT_SHARE),
      },
    })
    const outbound = openOutbound({ allow: config.outboundAllow, log })
    const pictures = openPictureWorkshop()
    closers.push(
      () => outbound.close(),
      async () => pictures.close(),
    )
    const ctx: Ctx = {
      config,
      site,
      db: database.db,
      pool: database.pool,
      live,
      pages,
      log,
      clock,
      origin: () => config.publicUrl || `http://localhost:${address.port}`,
      limits,
      outbound,
      pictures,
    }
    const judge = await openJudge(ctx)
    const copies = openCopies(ctx)
    const policies = await openPolicies(ctx)
    const nudgeSecret = await ensureSecret(ctx.db, ctx.site.id, 'nudges')
    const comments = openCommentQueue(ctx)
    const votes = openVoteQueue(ctx)
    const learning = openLearning({ ...ctx, judge })
    const standingOf = openStandings(ctx)
    const isNameTaken = askTogether(async (names: string[]) => {
      const taken = await findTakenNames(ctx.db, ctx.site.id, [...new Set(names)])
      return (name) => taken.has(name)
    })
    closers.push(comments.drain, votes.drain, learning.close)
    return {
      ctx: {
        ...ctx,
        judge,
        copies,
        learning,
        policies,
        nudgeSecret,
        comments,
        votes,
        isNameTaken,
        standingOf,
      },
      target: started.target,
      address,
      close,
      onDatabaseExit: started.onExit,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const headersOf = (config: Config) =>
  securityHeaders({ isHttps: config.publicUrl.startsWith('https:') })

const namesOf = (isDemo: boolean) =>
  isDemo
    ? { name: 'The Harbour Lantern', tagline: 'News from Saltmere, paid for by its readers' }
    : { name: 'Our Paper', tagline: 'Paid for by its readers' }

/** A judge that remembers what was judged before, here and in other processes. */
async function openJudge(ctx: Ctx) {
  const judge = createJudge({
    duplicateCapacity: DUPLICATE_CAPACITY,
    model: loadModel(),
    usualLanguage: ctx.site.language,
  })
  const unread = (what: string) => (error: Error) =>
    ctx.log.warn({ error: error.message }, `${what} could not be read.`)
  for (const row of await findLatestFingerprints(ctx.db, ctx.site.id, DUPLICATE_CAPACITY))
    judge.remember(row.subject_id, row.bytes, row.cluster_id ?? undefined)
  const readClusters = async () => {
    for (const { id, decided } of await findDecidedClusters(
      ctx.db,
      ctx.site.id,
      DECIDED_CLUSTERS_MAX,
    ))
      judge.learnCluster(id, decided)
  }
  await readClusters()
  for (const record of await findReputations(ctx.db, ctx.site.id)) judge.learnDomain(record)
  const readRules = async () => void judge.setHouseRules(await findHouseRules(ctx.db, ctx.site.id))
  await readRules()
  // One after the other, so that an older answer never takes the place of a newer one.
  let reading = Promise.resolve()
  const readRulesAgain = () => {
    reading = reading.then(readRules).catch(unread('Rules'))
  }
  ctx.live.onGap(readRulesAgain)
  ctx.live.onGap(() => void readClusters().catch(unread('Decisions on copies')))
  ctx.live.on((event, from) => {
    if (event.name === 'house-rules.changed') readRulesAgain()
    if (event.name === 'copies.decided') judge.learnCluster(event.clusterId, event.decided)
    if (event.name === 'comment.decided')
      findReputationOf(ctx.db, event.commentId)
        .then((records) => records.forEach(judge.learnDomain))
        .catch(unread('Domains'))
    if (from === 'here') return
    if (event.name === 'comment.changed') judge.release(event.commentId)
    if (event.name !== 'comment.posted') return
    findFingerprints(
      ctx.db,
      event.comments.map((one) => one.id),
    )
      .then((rows) =>
        rows.forEach((row) => {
          judge.remember(row.subject_id, row.bytes, row.cluster_id ?? undefined)
        }),
      )
      .catch(unread('Fingerprints'))
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
    await oneAtATime(ctx.pool, 'first start', async () => {
      if (config.demo) await offerDemo(ctx, overrides.say ?? (() => undefined))
    })
    await replayErasures(ctx)
    ctx.learning.begin()
    const mailer = openMailer(config)
    closers.push(async () => mailer.close())
    const jobs = await startJobs(house.target, ctx.log, tasksOf(ctx, mailer), CRONTAB)
    // A job that waits for another server is ended, and done at the next start.
    closers.push(async () => {
      await ctx.outbound.close()
      await jobs.stop()
    })
    const headers = headersOf(config)
    const streams = openStreams(headers)
    const stopStreaming = streamEvents(ctx, streams, async () => {
      const meter = await readMeter(ctx)
      return meter && apiCampaign(meter)
    })
    const accountSecret = await ensureSecret(ctx.db, ctx.site.id, 'accounts')
    const judging = openJudging(ctx)
    closers.push(judging.close)
    const server = await buildServer({
      ...ctx,
      assets: overrides.assets ?? (await readAssets(BROWSER_FOLDER)),
      streams,
      securityHeaders: headers,
      sessions: openSessions(ctx, accountSecret),
      judging,
      receiptSecret: await ensureSecret(ctx.db, ctx.site.id, 'receipts'),
      accountSecret,
      roleOfToken: (token) => roleOfAccessToken(ctx.db, ctx.site.id, token),
    })
    closers.push(async () => {
      stopStreaming()
      streams.close()
      await server.close()
    })
    return {
      ctx,
      /** True while nobody owns the site: its first owner is still to be invited. */
      needsOwner: !(await hasOwner(ctx.db, ctx.site.id)),
      onDatabaseExit: house.onDatabaseExit,
      /** @returns the address under which it answers */
      async listen(): Promise<string> {
        await server.listen({ port: config.port, host: config.host })
        const bound = (server.server as Server).address()
        if (typeof bound === 'object' && bound) house.address.port = bound.port
        const host = config.host.includes(':') ? `[${config.host}]` : config.host
        return `http://${host}:${house.address.port}`
      },
      /** Resolves when every comment and vote is on disk and told of, and every job done. */
      async drain(): Promise<void> {
        await ctx.comments.drain()
        await ctx.votes.drain()
        await judging.drain()
        await ctx.learning.drain()
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

/** A job by event: its payload is the event. */
const task =
  <T>(act: (event: T) => Promise<unknown>): Task =>
  async (payload) => {
    await act(payload as T)
  }

const tasksOf = (
  ctx: DiscussionCtx,
  mailer: Mailer,
): Record<EventJob | (typeof TIMED_JOBS)[number], Task> => ({
  'make-picture-sizes': task<{ pictureId: string }>((event) =>
    makePictureSizes(ctx, event.pictureId),
  ),
  'send-mail': task<{ mailId: string }>((event) => sendMail(ctx, mailer, event.mailId)),
  'tell-of-replies': task<{ commentIds: string[] }>((event) => tellOfReplies(ctx, event)),
  'tell-of-mentions': task<{ commentIds: string[] }>((event) => tellOfMentions(ctx, event)),
  'tell-of-decision': task<{ commentId: string }>((event) => tellOfDecision(ctx, event)),
  'decide-copies': task<CopiesDecided>((event) => decideRest(ctx, event)),
  'ask-akismet': task<{ commentId: string; network: string | null }>((event) =>
    askAkismet(ctx, event, addressOfComment(ctx)),
  ),
  'tell-akismet': task<{ commentId: string }>((event) =>
    tellAkismet(ctx, event, addressOfComment(ctx)),
  ),
  'mail-notices': task<{ noticeIds: string[] }>((event) => mailNotices(ctx, event)),
  'link-articles': task<{ accountId: string }>((event) => linkArticles(ctx, event)),
  'erase-account': task<{ accountId: string }>((event) => eraseAccount(ctx, event)),
  'link-cards': task<{ commentIds: string[] }>((event) => linkCards(ctx, event)),
  'make-card': task<{ cardId: string }>((event) => makeCard(ctx, event)),
  'send-digests': () => sendDigests(ctx),
  sweep: () => sweep(ctx),
})

const addressOfComment = (ctx: Ctx) => (slug: string, id: string) =>
  ctx.origin() + urls.comment(slug, id)

/** Jobs that the clock starts. */
const TIMED_JOBS = ['send-digests', 'sweep'] as const
/** Digests look every hour whose day is over; sweeping happens at night, at an odd minute. */
const CRONTAB = ['5 * * * * send-digests ?max=3', '17 3 * * * sweep ?max=3'].join('\n')

/** Deletes what nobody can use any more. */
async function sweep(ctx: DiscussionCtx): Promise<void> {
  const now = ctx.clock()
  await deleteEndedSessions(ctx.db, {
    expired: now,
    unusedSince: new Date(now.getTime() - READER_IDLE_MS),
  })
  await deleteEndedLinks(ctx.db, now)
  await sweepMail(ctx)
  await sweepUploads(ctx)
  await sweepCards(ctx)
  await sweepVisits(ctx)
  await sweepJudging(ctx)
  await ctx.limits.sweep()
}

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
