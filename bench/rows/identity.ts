/** What it costs to know who reads: the page of a signed-in reader beside the same page for nobody in particular. */
import { createAccount, startSession } from '../../src/accounts/index.js'
import { urls } from '../../src/web/urls.js'
import { getRequest, load } from '../http-load.js'
import { figure, median } from '../numbers.js'
import { cpuMs } from '../processes.js'
import type { Stage } from '../stage.js'
import type { Line } from '../table.js'
import type { Row } from './row.js'

const CONNECTIONS = 8
/** Visits measured at a time, each with a session of its own where sessions are cold. */
const VISITS = { quick: 400, full: 2_000 }
const ROUNDS = { quick: 3, full: 5 }
const COMMENTS = 100
/** What a reader may cost beside the page itself. */
const GOAL = { cpuMs: 1, queries: 2 }

export const identity: Row = {
  name: 'identity',
  after: [],
  async run(stage, effort) {
    const { slug } = await stage.thread(COMMENTS)
    const path = urls.article(slug)
    const visits = VISITS[effort]
    const nobody: Visits[] = []
    const cold: Visits[] = []
    const warm: Visits[] = []
    for (let round = 0; round < ROUNDS[effort] + 1; round += 1) {
      const tokens = await openSessions(stage, visits)
      const plain = await visit(stage, path, visits, () => null)
      const first = await visit(stage, path, visits, (i) => tokens[i] ?? null)
      const again = await visit(stage, path, visits, (i) => tokens[i] ?? null)
      // The first round only warms up.
      if (round === 0) continue
      nobody.push(plain)
      cold.push(first)
      warm.push(again)
    }
    const cpu = (rounds: Visits[]) => median(rounds.map((one) => one.cpuMs))
    const queries = (rounds: Visits[]) => median(rounds.map((one) => one.queries))
    const line = (what: string, ours: number, yardstick: number, atMost: number): Line => ({
      what,
      ours: figure(ours),
      yardstick: figure(yardstick),
      ratio: ours / yardstick,
      goal: { atMost },
    })
    const extra = (rounds: Visits[]) =>
      median(rounds.map((one, i) => one.cpuMs - (nobody[i]?.cpuMs ?? 0)))
    return {
      title: `Signed-in article page, ${COMMENTS} comments; yardstick: what the goal allows beside the page`,
      lines: [
        line('CPU ms for identity, session in memory', extra(warm), GOAL.cpuMs, 1),
        line('CPU ms for identity, session read anew', extra(cold), GOAL.cpuMs, 1),
        line('queries, session in memory', queries(warm), GOAL.queries, 1),
        line('queries, session read anew', queries(cold), GOAL.queries, 1),
      ],
      notes: [
        `CPU of the program a page: ${cpu(nobody).toFixed(3)} ms for nobody, ${cpu(warm).toFixed(3)} with a session in ` +
          `memory, ${cpu(cold).toFixed(3)} with one read anew. Putting the reader's parts in and compressing the page ` +
          'for them alone are in it.',
      ],
    }
  },
}

type Visits = { cpuMs: number; queries: number }

/** One page for each session token; null visits as nobody. */
async function visit(
  stage: Stage,
  path: string,
  visits: number,
  tokenOf: (at: number) => string | null,
): Promise<Visits> {
  const plain = getRequest(path).toString()
  let at = 0
  const statements = async () => {
    const { rows } = await stage.client.query<{ n: number }>(
      `select xact_commit::int as n from pg_stat_database where datname = current_database()`,
    )
    return rows[0]?.n ?? 0
  }
  const pid = stage.program.pid ?? 0
  await stage.client.query('select pg_stat_force_next_flush()').catch(() => undefined)
  const before = { cpu: await cpuMs(pid), queries: await statements() }
  await load(stage.address, {
    connections: CONNECTIONS,
    next: () => {
      if (at >= visits) return undefined
      const token = tokenOf(at++)
      return token === null
        ? plain
        : plain.replace('\r\n\r\n', `\r\ncookie: __Host-session=${token}\r\n\r\n`)
    },
    check: ({ status, head }) => {
      if (status !== 200) throw new Error(`a page answered ${status}`)
      if (tokenOf(0) !== null && !/private, no-store/i.test(head))
        throw new Error('a signed-in reader got the page of everybody')
    },
  })
  const cpu = (await cpuMs(pid)) - before.cpu
  // PostgreSQL tells its statistics once a second.
  await new Promise((done) => setTimeout(done, 1_200))
  return { cpuMs: cpu / visits, queries: ((await statements()) - before.queries) / visits }
}

/** Accounts with a session each. @returns the tokens */
async function openSessions(stage: Stage, count: number): Promise<string[]> {
  const database = stage.openDatabase()
  try {
    const site = await database.db.selectFrom('site').selectAll().executeTakeFirstOrThrow()
    const ctx = { site, clock: () => new Date() }
    return await database.db.transaction().execute(async (tx) => {
      const tokens: string[] = []
      for (let i = 0; i < count; i += 1) {
        const { accountId } = await createAccount(tx, ctx, {
          mail: null,
          role: 'reader',
          language: null,
        })
        const { token } = await startSession(ctx, tx, () => undefined, {
          accountId,
          method: 'mail',
          hasSecondFactor: false,
          browser: 'Firefox on Linux',
          network: '127.0.0.0/24',
        })
        tokens.push(token)
      }
      return tokens
    })
  } finally {
    await database.close()
  }
}
