/** Rate limits: how often somebody may knock, all named in one table. */
import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '../core/refusals.js'

type Limit = {
  /** Times that one key may do it within the window. */
  points: number
  /**
   * Length of the window in seconds. Windows follow each other, so twice the points may pass around
   * the end of one. They begin at a different moment for each key.
   */
  seconds: number
  /**
   * 'together': all processes count in one table of the database, exact however many there are.
   * 'alone': each process counts in its memory, so with n processes up to n times as many pass. For
   * what is asked often and harmless to overrun: a statement for each comment would cost more than
   * it saves.
   */
  counted: 'together' | 'alone'
  /** Whose doings are counted (the key), and why this many. */
  why: string
}

const MINUTE_SECONDS = 60
const HOUR_SECONDS = 3_600
const DAY_SECONDS = 86_400

/**
 * Every limit of the program. A network is 256 IPv4 addresses or one /64 of IPv6: see `networkOf`.
 */
export const LIMITS = {
  'sign-in-ask': {
    points: 100,
    seconds: 10 * MINUTE_SECONDS,
    counted: 'together',
    why: 'Links and ceremonies begun by one network; a provider may have a whole town behind one.',
  },
  'sign-in-ask-mail': {
    points: 5,
    seconds: HOUR_SECONDS,
    counted: 'together',
    why: 'Letters to one address asked for by one network; more fill the mailbox of a stranger.',
  },
  'passkey-options': {
    points: 300,
    seconds: 10 * MINUTE_SECONDS,
    counted: 'together',
    why: 'Challenges for passkeys asked for by one network: every view of the sign-in page asks for one.',
  },
  'sign-in-try': {
    points: 60,
    seconds: 10 * MINUTE_SECONDS,
    counted: 'together',
    why: 'Codes, passwords and passkeys tried by one network, on however many accounts.',
  },
  'sign-in-try-account': {
    points: 10,
    seconds: HOUR_SECONDS,
    counted: 'together',
    why: 'Wrong tries against one account from places it does not know: 240 a day from everywhere.',
  },
  'comment-network': {
    points: 120,
    seconds: MINUTE_SECONDS,
    counted: 'alone',
    why: 'Comments of one network; an office or a school quarrels behind one address.',
  },
  'comment-account': {
    points: 30,
    seconds: MINUTE_SECONDS,
    counted: 'alone',
    why: 'Comments of one account; nobody writes one every two seconds.',
  },
  'nudge-network': {
    points: 40,
    seconds: HOUR_SECONDS,
    counted: 'together',
    why: 'Nudges told to one network: each says something about the judge. Past it, what is doubtful is held at once.',
  },
  'nudge-account': {
    points: 6,
    seconds: HOUR_SECONDS,
    counted: 'together',
    why: 'The same for one account, which can be known better.',
  },
  'back-test': {
    points: 30,
    seconds: 10 * MINUTE_SECONDS,
    counted: 'together',
    why: 'Policies tried by one network on the latest comments; each reads thousands of them.',
  },
  preview: {
    points: 600,
    seconds: MINUTE_SECONDS,
    counted: 'alone',
    why: 'Previews asked for by one network: a page shows one anew whenever its writer pauses. Each costs about a millisecond.',
  },
  names: {
    points: 120,
    seconds: MINUTE_SECONDS,
    counted: 'alone',
    why: 'Lists of the names in a thread, asked for by one network; a page asks once, at the first "@".',
  },
  'picture-network': {
    points: 120,
    seconds: 10 * MINUTE_SECONDS,
    counted: 'together',
    why: 'Requests with pictures from one network, of 24 MB at most; a newsroom or a school sends them from one address.',
  },
  'picture-owner': {
    points: 60,
    seconds: HOUR_SECONDS,
    counted: 'together',
    why: 'Pictures sent by one account, or by a guest with one browser; each is decoded and kept for a day.',
  },
  'account-form': {
    points: 60,
    seconds: MINUTE_SECONDS,
    counted: 'together',
    why: 'Forms of account pages sent by one network.',
  },
  claim: {
    points: 10,
    seconds: DAY_SECONDS,
    counted: 'together',
    why: 'Claims of one account to older names; a person reads each of them.',
  },
  export: {
    points: 5,
    seconds: HOUR_SECONDS,
    counted: 'together',
    why: 'Exports of one account; each reads everything that it ever wrote.',
  },
  'mail-unsubscribe': {
    points: 120,
    seconds: MINUTE_SECONDS,
    counted: 'together',
    why: 'One-click unsubscriptions of one network; mail providers send those of many readers.',
  },
  find: {
    points: 60,
    seconds: MINUTE_SECONDS,
    counted: 'alone',
    why: 'Searches of one network; in a large discussion each takes a fifth of a second of the database.',
  },
  'visit-note': {
    points: 30,
    seconds: MINUTE_SECONDS,
    counted: 'alone',
    why: 'Visits that one account notes: a browser notes one discussion every five minutes at most.',
  },
  'judge-network': {
    points: 12_000,
    seconds: MINUTE_SECONDS,
    counted: 'alone',
    why: 'Questions of one network to the judge, with or without a key: a newsroom asks from one server.',
  },
  'api-write': {
    points: 600,
    seconds: MINUTE_SECONDS,
    counted: 'alone',
    why: 'Writes to the API by one network, for scripts that bring many articles.',
  },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof LIMITS

export type Taken = {
  /** False when the limit is used up: refuse what was asked. */
  ok: boolean
  /** Points of a whole window. */
  limit: number
  /** Points left in this window, never below 0. */
  remaining: number
  /** Seconds until all points are back, 1 or more. */
  resetSeconds: number
  /** Length of the window in seconds. */
  windowSeconds: number
}

export type Limits = {
  /**
   * Takes one point.
   * @param key whose point: a network, an account's id, both joined; at most a few hundred
   *   characters
   * @throws the database's error when it does not answer (a fault): a door whose lock cannot be
   *   read stays shut
   */
  take(name: LimitName, key: string): Promise<Taken>
  /**
   * Takes one point or refuses.
   * @throws Refusal request/too-many with `seconds`, the wait in seconds; and what `take` throws
   */
  require(name: LimitName, key: string): Promise<Taken>
  /**
   * Gives a key all its points back. A process that has seen them used up keeps the key shut until
   * its window ends, or until told itself.
   */
  forgive(name: LimitName, key: string): Promise<void>
  /** The fields RateLimit-Policy and RateLimit of draft-ietf-httpapi-ratelimit-headers. */
  headersOf(name: LimitName, taken: Taken): Record<string, string>
  /**
   * Deletes counts whose window is over; `take` does so by itself every five minutes.
   * @returns how many
   */
  sweep(): Promise<number>
}

/** Swept at the first take after this; windows are hours, so more often finds little. */
const SWEEP_EVERY_MS = 5 * 60_000
/** Rows deleted by one statement: a fraction of a second, however many an attack left behind. */
const SWEEP_ROWS = 10_000

const TABLE = 'request_limit'

/**
 * Opens the limits of a process.
 * @param options.clock decides in which window a try falls
 * @param options.points other points than the table's, for measuring and for tests of what lies
 *   behind a limit
 */
export function openLimits(options: {
  pool: pg.Pool
  clock?: () => Date
  points?: Partial<Record<LimitName, number>>
}): Limits {
  const { pool, clock = () => new Date() } = options
  const store = { query: (query: pg.QueryConfig) => pool.query({ ...query, types: NUMBERS }) }
  const counters = new Map<LimitName, Counter>()
  const counterOf = (name: LimitName): Counter => {
    const known = counters.get(name)
    if (known) return known
    const limit = { ...LIMITS[name], points: options.points?.[name] ?? LIMITS[name].points }
    const counter = { limit, limiter: limiterOf(name, limit, store) }
    counters.set(name, counter)
    return counter
  }
  const salt = randomBytes(16).toString('base64url')
  const placeOf = (name: LimitName, key: string) => {
    const { counted, seconds } = LIMITS[name]
    const hash = counted === 'together' ? hashOf(name, key) : shortHashOf(salt, key)
    return windowOf(hash, seconds * 1_000, clock().getTime())
  }
  let sweepAt = performance.now() + SWEEP_EVERY_MS

  const limits: Limits = {
    async take(name, key) {
      if (performance.now() >= sweepAt) {
        sweepAt = performance.now() + SWEEP_EVERY_MS
        // Nobody waits for it, and rows that stay are swept another time.
        limits.sweep().catch(() => undefined)
      }
      const { limit, limiter } = counterOf(name)
      const place = placeOf(name, key)
      const { isLeft, remaining } = await consume(limiter, place.key)
      return {
        ok: isLeft,
        limit: limit.points,
        remaining,
        resetSeconds: Math.ceil(place.leftMs / 1_000),
        windowSeconds: limit.seconds,
      }
    },
    async require(name, key) {
      const taken = await limits.take(name, key)
      if (!taken.ok) throw tooMany(limits.headersOf(name, taken), taken)
      return taken
    },
    async forgive(name, key) {
      await counterOf(name).limiter.delete(placeOf(name, key).key)
    },
    headersOf: (name, taken) => ({
      'RateLimit-Policy': `"${name}";q=${taken.limit};w=${taken.windowSeconds}`,
      RateLimit: `"${name}";r=${taken.remaining};t=${taken.resetSeconds}`,
    }),
    sweep: () => sweep(pool),
  }
  return limits
}

type Counter = { limit: Limit; limiter: RateLimiterMemory | RateLimiterPostgres }

// The pool gives int8 as bigint, which rate-limiter-flexible cannot subtract from Date.now().
const NUMBERS = new pg.TypeOverrides()
NUMBERS.setTypeParser(20, Number)

const limiterOf = (name: string, limit: Limit, store: object) =>
  limit.counted === 'alone'
    ? new RateLimiterMemory({ keyPrefix: name, points: limit.points, duration: limit.seconds })
    : new RateLimiterPostgres({
        keyPrefix: name,
        points: limit.points,
        duration: limit.seconds,
        storeClient: store,
        storeType: 'pool',
        tableName: TABLE,
        tableCreated: true,
        clearExpiredByTimeout: false,
        // A key that is used up is refused from memory: hammering on a shut door costs no
        // statement.
        inMemoryBlockOnConsumed: limit.points,
      })

/** Keys are kept hashed, so that the table holds no addresses. */
const hashOf = (...words: string[]) =>
  createHash('sha256').update(words.join('\n')).digest('base64url')

/**
 * 65,536 counters a window for each limit counted in memory, some 60 MB: somebody with a million
 * networks does not fill it. Two networks may share one, which is harmless below a flood; the salt
 * keeps anybody from choosing whose.
 */
const COUNTER_BYTES = 2
const shortHashOf = (salt: string, key: string) =>
  Buffer.from(hashOf(salt, key), 'base64url').toString('hex', 0, COUNTER_BYTES)

/**
 * The window of this moment: its key and how much of it is left. The library would begin a window
 * at the first try by the machine's time; windows cut from our clock are the same in every process
 * and stand still in tests. They begin at another moment for each key, or everybody's points would
 * come back at midnight.
 */
function windowOf(hash: string, windowMs: number, nowMs: number): { key: string; leftMs: number } {
  const shiftMs = Buffer.from(hashOf(hash), 'base64url').readUInt32BE(0) % windowMs
  const sinceMs = (nowMs + shiftMs) % windowMs
  return { key: `${hash}:${(nowMs + shiftMs - sinceMs) / windowMs}`, leftMs: windowMs - sinceMs }
}

async function consume(
  limiter: Counter['limiter'],
  key: string,
): Promise<{ isLeft: boolean; remaining: number }> {
  try {
    return { isLeft: true, remaining: (await limiter.consume(key)).remainingPoints }
  } catch (error) {
    // The library throws its answer when nothing is left, and the database's error as it is.
    if (error instanceof RateLimiterRes) return { isLeft: false, remaining: 0 }
    throw error
  }
}

/** In pieces, and past rows that somebody counts in just now: two processes may sweep at once. */
async function sweep(pool: pg.Pool): Promise<number> {
  for (let swept = 0; ; ) {
    const { rowCount } = await pool.query(
      `delete from ${TABLE} where key in (
         select key from ${TABLE} where expire < $1 order by expire limit ${SWEEP_ROWS}
         for update skip locked)`,
      [Date.now()],
    )
    swept += rowCount ?? 0
    if ((rowCount ?? 0) < SWEEP_ROWS) return swept
  }
}

/** The refusal of a limit that is used up, with what tells a program when to come again. */
function tooMany(headers: Record<string, string>, taken: Taken): Refusal {
  const seconds = taken.resetSeconds
  return new Refusal(
    'request/too-many',
    { seconds },
    { ...headers, 'Retry-After': String(seconds) },
  )
}
