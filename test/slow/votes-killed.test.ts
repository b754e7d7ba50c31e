/** Votes under load while the program, or PostgreSQL with it, is killed with -9: 2,000 here, 100,000 by `npm run test:slow`. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { conversation } from '../../bench/conversation.js'
import { addArticle, fillThread } from '../../bench/fill.js'
import { guestKeyOf } from '../../src/accounts/index.js'
import { checkData } from '../../src/check.js'
import { openDatabase } from '../../src/platform/database.js'
import { findRunningPostgres } from '../../src/platform/embedded-postgres.js'
import { hashOf, newToken } from '../../src/platform/secrets.js'
import { type Program, startProgram } from '../program.js'
import { IS_SLOW, SLOW_MS_MAX } from './effort.js'

const VOTES = IS_SLOW ? 100_000 : 2_000
const CLIENTS = 64
const COMMENTS = 200
/** In order of the ballots: who votes after the crash votes for the first time. */
const KILLED_AFTER_01 = 0.5

let folder = ''
let program: Program | undefined
afterEach(async () => {
  await program?.end('SIGKILL')
  // PostgreSQL may still be leaving.
  await rm(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 200 })
})

type Victim = 'the program' | 'PostgreSQL and the program'
/** The second loses what the first one could; the first is for when there is time. */
const VICTIMS: Victim[] = [
  ...(IS_SLOW ? (['the program'] as const) : []),
  'PostgreSQL and the program',
]

type Ballot = { commentId: string; token: string }
const nameOf = ({ commentId, token }: Ballot) => `${commentId} ${guestKeyOf(hashOf(token))}`

describe(`${VOTES} votes by ${CLIENTS} clients`, () => {
  for (const victim of VICTIMS)
    it(
      `lose none that was acknowledged and count none twice when ${victim} is killed in the middle`,
      async () => {
        folder = await mkdtemp(join(tmpdir(), 'readership-votes-'))
        const settings = {
          READERSHIP_DATA: folder,
          COMMENTS_PER_MINUTE: '1000000',
        }
        program = await startProgram(settings)
        const ballots = ballotsFor(await fill())
        const before = await castAll(program.address, ballots, async (acknowledged) => {
          if (acknowledged === Math.floor(VOTES * KILLED_AFTER_01)) await kill(victim)
        })
        expect(before.size).toBeGreaterThanOrEqual(VOTES * KILLED_AFTER_01)
        expect(before.size).toBeLessThan(VOTES)

        program = await startProgram(settings)
        const stored = await storedVotes()
        expect([...before].filter((name) => !stored.has(name))).toEqual([])
        expect(await violations()).toEqual([])

        // Every client sends again what nobody acknowledged, and its last vote once too often.
        const again = ballots.filter((one) => !before.has(nameOf(one)))
        const twice = ballots.filter((one) => before.has(nameOf(one))).slice(-CLIENTS)
        const after = await castAll(program.address, [...twice, ...again], async () => undefined)
        expect(after.size).toBe(twice.length + again.length)
        expect((await storedVotes()).size).toBe(VOTES)
        expect(await violations()).toEqual([])
      },
      SLOW_MS_MAX,
    )
})

/** @returns the comments of a thread that is there from now on */
async function fill(): Promise<string[]> {
  const database = await open()
  const client = await database.pool.connect()
  try {
    const { threadId } = await addArticle(client, 'voted-on')
    return await fillThread(client, threadId, conversation(COMMENTS))
  } finally {
    client.release()
    await database.close()
  }
}

/** Browsers that each recommend every comment, in an order in which many vote on the same one at the same time. */
function ballotsFor(commentIds: string[]): Ballot[] {
  const browsers = Math.ceil(VOTES / commentIds.length)
  const tokens = Array.from({ length: browsers }, newToken)
  return commentIds
    .flatMap((commentId) => tokens.map((token) => ({ commentId, token })))
    .slice(0, VOTES)
}

/** @returns the names of those that were acknowledged; a client stops at the first answer that does not come */
async function castAll(
  address: string,
  ballots: Ballot[],
  onAcknowledged: (count: number) => Promise<void>,
): Promise<Set<string>> {
  const acknowledged = new Set<string>()
  let next = 0
  const clients = Array.from({ length: CLIENTS }, async () => {
    for (let ballot = ballots[next++]; ballot; ballot = ballots[next++]) {
      const status = await cast(address, ballot).catch(() => null)
      if (status === null) return
      expect(status).toBe(200)
      acknowledged.add(nameOf(ballot))
      await onAcknowledged(acknowledged.size)
    }
  })
  await Promise.all(clients)
  return acknowledged
}

async function cast(address: string, { commentId, token }: Ballot): Promise<number | null> {
  const answer = await fetch(`${address}/api/v1/comments/${commentId}/recommend`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: `__Host-browser=${token}` },
    body: '{"on":true}',
  })
  await answer.text()
  // A fault while PostgreSQL is gone promises nothing.
  return answer.status === 503 ? null : answer.status
}

async function kill(victim: Victim): Promise<void> {
  if (victim === 'PostgreSQL and the program') {
    const [pid] = (await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')
    process.kill(Number(pid), 'SIGKILL')
  }
  await program?.end('SIGKILL')
}

async function open() {
  const target = await findRunningPostgres(folder)
  if (!target) throw new Error('The PostgreSQL of the program was not found.')
  const { socketFolder, port, user, database } = target
  return openDatabase(
    { host: socketFolder, port, user, database },
    { connections: 1, statementTimeoutMs: SLOW_MS_MAX, onIdleError: () => undefined },
  )
}

async function storedVotes(): Promise<Set<string>> {
  const database = await open()
  try {
    const { rows } = await database.pool.query<{ name: string }>(
      `select v.comment_id || ' ' || p.source_key as name from vote v join person p on p.id = v.person_id`,
    )
    return new Set(rows.map((row) => row.name))
  } finally {
    await database.close()
  }
}

async function violations(): Promise<string[]> {
  const database = await open()
  try {
    return (await checkData(database.db)).flatMap((one) => one.violations)
  } finally {
    await database.close()
  }
}
