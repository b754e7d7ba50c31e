/** Keys of other software: made and shown once, known again by their hash, ended; and how much each of them asks. */
import { randomBytes } from 'node:crypto'
import { newId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import type { Ctx } from '../../platform/ctx.js'
import { write } from '../../platform/events.js'
import { hashOf } from '../../platform/secrets.js'
import { foldDecisions } from './fold-decisions.js'
import { type Quota, take, type Used, unused } from './quota.js'
import { deleteDecisionsOfKey } from './store/decisions.js'
import {
  addUse,
  countOpenKeys,
  endKey,
  findKeys,
  findOpenKey,
  insertKey,
  setSigningSecret,
} from './store/keys.js'

/** Longest name of a key, in characters: a line on the page of keys. */
export const KEY_NAME_CHARS_MAX = 80
/** Open keys of one site: a newsroom has a few programs, and each key is counted in memory. */
export const JUDGE_KEYS_MAX = 100
/** Keys on the page, open ones first. */
export const JUDGE_KEYS_SHOWN = 200
/** What a new key may ask in a second: a comment form that asks at each pause of typing, for many people. */
export const JUDGE_PER_SECOND = 20
/** In a minute. */
export const JUDGE_PER_MINUTE = 600
/** In a day of UTC. */
export const JUDGE_PER_DAY = 100_000
/** The most that an owner can give in any window: a day of one process that does nothing else. */
export const JUDGE_QUOTA_MAX = 100_000_000
/** Longest secret that another program signs with, in characters. */
export const SIGNING_SECRET_CHARS_MAX = 200

/** 128 bits in hexadecimal: it stands in a host name, and the WordPress plugin drops every other character. */
const KEY_BYTES = 16
const KEY = /^[0-9a-f]{32}$/
/** Counts are written down this long after the first question that is not yet. */
const COUNTED_AFTER_MS = 1_000
/** A kept key is read again after this long, should news of a change be missed. */
const KEPT_MS = 60_000
/** Keys kept in memory: more than a site can have, so that none is read twice in a minute. */
const KEPT_MAX = 2 * JUDGE_KEYS_MAX

export type NewKey = { name: string; quota?: Partial<Quota>; byAccountId: string | null }

/**
 * Makes a key.
 * @returns the key itself, which is told nowhere else: only its hash is kept
 * @throws Refusal judge/name-invalid, judge/quota-invalid, judge/too-many-keys
 */
export async function makeJudgeKey(ctx: Ctx, input: NewKey): Promise<{ id: string; key: string }> {
  const name = input.name.trim()
  if (name === '' || name.length > KEY_NAME_CHARS_MAX)
    throw new Refusal('judge/name-invalid', { limit: KEY_NAME_CHARS_MAX })
  const quota = quotaOf(input.quota ?? {})
  const key = randomBytes(KEY_BYTES).toString('hex')
  const now = ctx.clock()
  const id = newId(now.getTime())
  return write(ctx, async (tx, emit) => {
    if ((await countOpenKeys(tx, ctx.site.id)) >= JUDGE_KEYS_MAX)
      throw new Refusal('judge/too-many-keys', { limit: JUDGE_KEYS_MAX })
    await insertKey(tx, {
      id,
      siteId: ctx.site.id,
      name,
      keyHash: hashOf(key),
      per_second: quota.perSecond,
      per_minute: quota.perMinute,
      per_day: quota.perDay,
      signing_secret: null,
      byAccountId: input.byAccountId,
      createdAt: now,
    })
    emit({ name: 'judge-key.changed', keyId: id })
    return { id, key }
  })
}

function quotaOf(asked: Partial<Quota>): Quota {
  const quota = {
    perSecond: asked.perSecond ?? JUDGE_PER_SECOND,
    perMinute: asked.perMinute ?? JUDGE_PER_MINUTE,
    perDay: asked.perDay ?? JUDGE_PER_DAY,
  }
  const isRight = (count: number) =>
    Number.isInteger(count) && count >= 1 && count <= JUDGE_QUOTA_MAX
  if (!Object.values(quota).every(isRight))
    throw new Refusal('judge/quota-invalid', { limit: JUDGE_QUOTA_MAX })
  return quota
}

/**
 * Ends a key at once, and deletes the texts that came with its decisions; what was learned from them stays.
 * @throws Refusal judge/key-not-found
 */
export const endJudgeKey = (ctx: Ctx, input: { keyId: string }): Promise<void> =>
  write(ctx, async (tx, emit) => {
    if (!(await endKey(tx, ctx.site.id, input.keyId, ctx.clock())))
      throw new Refusal('judge/key-not-found')
    await foldDecisions(ctx, tx, { before: ctx.clock() })
    await deleteDecisionsOfKey(tx, input.keyId)
    emit({ name: 'judge-key.changed', keyId: input.keyId })
  })

/**
 * Says with what secret the program behind a key signs its requests; '' ends that.
 * @throws Refusal judge/key-not-found, judge/secret-invalid
 */
export const signJudgeKey = (ctx: Ctx, input: { keyId: string; secret: string }): Promise<void> =>
  write(ctx, async (tx, emit) => {
    const secret = input.secret.trim()
    if (secret.length > SIGNING_SECRET_CHARS_MAX)
      throw new Refusal('judge/secret-invalid', { limit: SIGNING_SECRET_CHARS_MAX })
    if (!(await setSigningSecret(tx, ctx.site.id, input.keyId, secret === '' ? null : secret)))
      throw new Refusal('judge/key-not-found')
    emit({ name: 'judge-key.changed', keyId: input.keyId })
  })

/** The keys of the site with what each asked, open ones first. */
export const listJudgeKeys = (ctx: Pick<Ctx, 'db' | 'site' | 'clock'>) =>
  findKeys(ctx.db, ctx.site.id, { day: dayOf(ctx.clock()), limit: JUDGE_KEYS_SHOWN })

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

export type OpenKey = { id: string; name: string; quota: Quota; signingSecret: string | null }

export type JudgeKeys = {
  /**
   * Takes one question of a key.
   * @throws Refusal judge/key-unknown; request/too-many with Retry-After when a window of its quota is used up
   */
  ask(key: string): Promise<OpenKey>
  /** Whether this is a key; nothing is taken from its quota. */
  find(key: string): Promise<OpenKey | null>
  /** Writes down what was counted. */
  drain(): Promise<void>
  close(): Promise<void>
}

type Kept = { key: OpenKey; used: Used; readAtMs: number }
type Use = { keyId: string; day: string; asked: number; refused: number }

/**
 * Opens the keys of a process. Seconds and minutes are counted by each process alone; days together, up to the counts of
 * other processes that this one has not read again yet (KEPT_MS).
 */
export function openJudgeKeys(ctx: Ctx): JudgeKeys {
  const kept = new Map<string, Kept>()
  let uses = new Map<string, Use>()
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()
  const forget = () => kept.clear()
  const stopListening = ctx.live.on((event) => {
    if (event.name === 'judge-key.changed') forget()
  })
  ctx.live.onGap(forget)

  /** Those who ask for one key together share its reading: two countings of it would let twice as many pass. */
  const reading = new Map<string, Promise<Kept | null>>()

  async function read(key: string): Promise<Kept | null> {
    if (!KEY.test(key)) return null
    const known = kept.get(key)
    const isFresh = known && ctx.clock().getTime() - known.readAtMs < KEPT_MS
    if (isFresh && ctx.live.isConnected()) return known
    const running = reading.get(key) ?? readAgain(key, known).finally(() => reading.delete(key))
    reading.set(key, running)
    return running
  }

  async function readAgain(key: string, known: Kept | undefined): Promise<Kept | null> {
    // What this process has counted must be in what it reads.
    await drain()
    const now = ctx.clock()
    const day = dayOf(now)
    const row = await findOpenKey(ctx.db, ctx.site.id, { keyHash: hashOf(key), day })
    if (!row) {
      kept.delete(key)
      return null
    }
    const used = known?.used ?? unused(now.getTime())
    const waiting = uses.get(`${row.id} ${day}`)?.asked ?? 0
    used.perDay = unused(now.getTime(), row.asked + waiting).perDay
    const fresh = { key: openKeyOf(row), used, readAtMs: now.getTime() }
    if (kept.size >= KEPT_MAX) kept.clear()
    kept.set(key, fresh)
    return fresh
  }

  function count(keyId: string, isTaken: boolean): void {
    const day = dayOf(ctx.clock())
    const use = uses.get(`${keyId} ${day}`) ?? { keyId, day, asked: 0, refused: 0 }
    if (isTaken) use.asked += 1
    else use.refused += 1
    uses.set(`${keyId} ${day}`, use)
    timer ??= setTimeout(() => void drain().catch(() => undefined), COUNTED_AFTER_MS).unref()
  }

  function drain(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const counted = [...uses.values()]
    if (counted.length === 0) return writing
    uses = new Map()
    writing = writing.then(() =>
      addUse(ctx.db, counted).catch((error: Error) => {
        // The counts of a second are lost with the database; judging goes on.
        ctx.log.warn({ error: error.message }, 'What keys asked could not be counted.')
      }),
    )
    return writing
  }

  return {
    async ask(key) {
      const found = await read(key)
      if (!found) throw new Refusal('judge/key-unknown')
      const taken = take(found.used, found.key.quota, ctx.clock().getTime())
      count(found.key.id, taken.ok)
      if (taken.ok) return found.key
      const seconds = taken.retryAfterSeconds
      throw new Refusal('request/too-many', { seconds }, { 'Retry-After': String(seconds) })
    },
    find: async (key) => (await read(key))?.key ?? null,
    drain,
    async close() {
      stopListening()
      await drain()
    },
  }
}

const openKeyOf = (row: NonNullable<Awaited<ReturnType<typeof findOpenKey>>>): OpenKey => ({
  id: row.id,
  name: row.name,
  quota: { perSecond: row.per_second, perMinute: row.per_minute, perDay: row.per_day },
  signingSecret: row.signing_secret,
})
