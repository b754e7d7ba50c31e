/** Taking one's data away and leaving: the day to change one's mind, what goes, what stays, and what a restored backup brings back. */
import { randomUUID } from 'node:crypto'
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  accountFiles,
  appendErasure,
  askToLeave,
  beginErasure,
  createAccount,
  describeErasures,
  exportedPersonIds,
  LEAVE_MS,
  leavingOf,
  readErasures,
  startSession,
  stayAfterAll,
  zipOf,
} from '../../src/accounts/index.js'
import { type App, createApp } from '../../src/app.js'
import { checkData } from '../../src/check.js'
import { newId } from '../../src/core/ids.js'
import { skeletonOf } from '../../src/core/skeleton.js'
import {
  commentFile,
  decideComment,
  eraseAccount,
  postComment,
  replayErasures,
} from '../../src/discussion/index.js'
import { type ImportRecord, runImport } from '../../src/importing/index.js'
import { readConfig } from '../../src/platform/config.js'
import { write } from '../../src/platform/events.js'
import { openLog } from '../../src/platform/log.js'
import type { Role } from '../../src/platform/schema.js'
import { type ApiComment, type Cluster, chatter, openCluster, publish } from '../cast.js'

const NAME = 'Wilhelmina Sandahl'
const OLD_NAME = 'Willa of the Pier'
const MAIL = 'wilhelmina.sandahl@letters.example'
const MARKER = 'keeper hides his marmalade under the third stair'
/** Well past the clock of this machine, so that no job of the real time comes in between. */
const START = new Date('2031-05-04T10:00:00Z')
const later = (ms: number) => new Date(START.getTime() + ms)

type Program = { app: App; address: string; log: string; setClock(now: Date): void }

describe('leaving', () => {
  let cluster: Cluster
  let folder: string
  const open = new Set<App>()

  beforeAll(async () => {
    cluster = await openCluster()
    folder = await mkdtemp(join(tmpdir(), 'readership-leaving-'))
  })
  afterAll(async () => {
    await stopAll()
    await cluster?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** A program with an article, an erasure log of its own and a clock that stands still. */
  async function start(databaseUrl: string, log = join(folder, randomUUID(), 'log.jsonl')) {
    return startAt(databaseUrl, log, START)
  }

  async function startAt(databaseUrl: string, log: string, at: Date): Promise<Program> {
    let now = at
    const config = readConfig({
      PORT: '0',
      DATABASE_URL: databaseUrl,
      READERSHIP_DEMO: 'off',
      SITE_NAME: 'The Test Lantern',
      ERASURE_LOG: log,
    })
    const app = await createApp(config, {
      log: openLog({ logLevel: 'silent', logFormat: 'json' }),
      clock: () => now,
    })
    open.add(app)
    const address = await app.listen()
    const isKnown = (await fetch(`${address}/api/v1/articles/ferry`)).status === 200
    if (!isKnown) await publish(app, { slug: 'ferry', headline: 'The ferry sails again' })
    return {
      app,
      address,
      log,
      setClock: (to) => {
        now = to
      },
    }
  }

  async function stop(program: Program): Promise<void> {
    open.delete(program.app)
    await program.app.close()
  }
  /** After a test: what it started is ended, so that connections last for all. */
  async function stopAll(): Promise<void> {
    for (const app of open) await app.close()
    open.clear()
  }

  describe('the day to change one’s mind', () => {
    let program: Program
    let ada: Person
    beforeAll(async () => {
      program = await start(await cluster.create())
    })
    beforeEach(async () => {
      program.setClock(START)
      ada = await newPerson(program.app, `Ada ${randomUUID().slice(0, 8)}`, {})
    })

    it('lasts 24 hours: a moment before nothing is erased, and at the end everything', async () => {
      const { ctx } = program.app
      const { leavesAt } = await askToLeave(ctx, { accountId: ada.accountId, texts: 'keep' })
      expect(leavesAt).toEqual(later(LEAVE_MS))
      expect(LEAVE_MS).toBe(86_400_000)
      program.setClock(later(LEAVE_MS - 1))
      await eraseAccount(ctx, { accountId: ada.accountId })
      expect(await stateOf(program.app, ada)).toBe('leaving')
      program.setClock(later(LEAVE_MS))
      await eraseAccount(ctx, { accountId: ada.accountId })
      expect(await stateOf(program.app, ada)).toBe('gone')
    })

    it('can be ended up to its last moment, and not after', async () => {
      const { ctx } = program.app
      await askToLeave(ctx, { accountId: ada.accountId, texts: 'erase' })
      program.setClock(later(LEAVE_MS - 1))
      await stayAfterAll(ctx, ada.accountId)
      expect(await stateOf(program.app, ada)).toBe('active')
      expect(await leavingOf(ctx, ada.accountId)).toBeNull()
      program.setClock(later(LEAVE_MS))
      await eraseAccount(ctx, { accountId: ada.accountId })
      expect(await stateOf(program.app, ada)).toBe('active')
      await askToLeave(ctx, { accountId: ada.accountId, texts: 'erase' })
      program.setClock(later(2 * LEAVE_MS))
      await expect(stayAfterAll(ctx, ada.accountId)).rejects.toThrow('account/not-found')
      await expect(askToLeave(ctx, { accountId: ada.accountId, texts: 'keep' })).rejects.toThrow(
        'account/not-found',
      )
    })

    it('keeps its time when one asks again, with the newer choice about the texts', async () => {
      const { ctx } = program.app
      await askToLeave(ctx, { accountId: ada.accountId, texts: 'keep' })
      program.setClock(later(3_600_000))
      await askToLeave(ctx, { accountId: ada.accountId, texts: 'erase' })
      expect(await leavingOf(ctx, ada.accountId)).toEqual({
        leavesAt: later(LEAVE_MS),
        texts: 'erase',
      })
    })

    it('ends by the job that asking has started', async () => {
      const { ctx } = program.app
      // Asked long ago by its clock: the job, which runs by the time of the database, is due at once.
      const clock = () => new Date('2020-02-02T10:00:00Z')
      await askToLeave({ ...ctx, clock }, { accountId: ada.accountId, texts: 'keep' })
      await untilGone(program.app, ada)
    })

    it('makes a job that comes too early come again, and one for a time that no longer holds do nothing', async () => {
      const { ctx } = program.app
      const { leavesAt } = await askToLeave(ctx, { accountId: ada.accountId, texts: 'keep' })
      await expect(
        eraseAccount(ctx, { accountId: ada.accountId, runAt: leavesAt.toISOString() }),
      ).rejects.toThrow('not yet')
      await eraseAccount(ctx, { accountId: ada.accountId, runAt: START.toISOString() })
      expect(await stateOf(program.app, ada)).toBe('leaving')
    })

    it('leaves a banned account banned when it stays', async () => {
      const { ctx, db } = { ctx: program.app.ctx, db: program.app.ctx.db }
      await db
        .updateTable('account')
        .set({ banned_at: START })
        .where('id', '=', ada.accountId)
        .execute()
      await askToLeave(ctx, { accountId: ada.accountId, texts: 'keep' })
      await stayAfterAll(ctx, ada.accountId)
      const row = await db
        .selectFrom('account')
        .select(['state', 'banned_at'])
        .where('id', '=', ada.accountId)
        .executeTakeFirst()
      expect(row).toEqual({ state: 'active', banned_at: START })
    })

    it('warns the account by mail, so that nobody is made to leave unseen', async () => {
      const mail = `${randomUUID()}@letters.example`
      const eve = await newPerson(program.app, 'Eve', { mail })
      await askToLeave(program.app.ctx, { accountId: eve.accountId, texts: 'erase' })
      const [letter, ...others] = await lettersTo(program.app, mail)
      expect(others).toEqual([])
      expect(letter?.text).toContain('/account/leave')
      expect(letter?.text).toContain('May 5, 2031')
    })

    it('is refused to the last owner, also when two owners ask in the same instant', async () => {
      const { ctx } = program.app
      const owners = [
        await newPerson(program.app, 'Olga', { role: 'owner' }),
        await newPerson(program.app, 'Olaf', { role: 'owner' }),
      ]
      const asked = await Promise.allSettled(
        owners.map(({ accountId }) => askToLeave(ctx, { accountId, texts: 'keep' })),
      )
      expect(asked.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
      const refused = asked.find((one) => one.status === 'rejected')
      expect(String(refused?.reason)).toContain('account/last-owner')
    })
  })

  describe('what goes and what stays', () => {
    afterEach(stopAll)

    it('takes name and texts out of every table, keeps the places under answers, and counts stay right', async () => {
      const program = await start(await cluster.create())
      const { app } = program
      const { ctx } = app
      const life = await livedIn(app)
      expect(await whereIs(app, NAME)).not.toEqual([])
      expect(await whereIs(app, OLD_NAME)).not.toEqual([])
      expect(await whereIs(app, MAIL)).not.toEqual([])
      expect(await whereIs(app, MARKER)).not.toEqual([])

      await askToLeave(ctx, { accountId: life.ada.accountId, texts: 'erase' })
      program.setClock(later(LEAVE_MS))
      await eraseAccount(ctx, { accountId: life.ada.accountId })

      for (const needle of [NAME, skeletonOf(NAME), OLD_NAME, MAIL, MARKER, 'marmalade'])
        expect(await whereIs(app, needle), needle).toEqual([])
      const thread = await wholeThread(program)
      const placeholder = thread.find((one) => one.id === life.root)
      expect(placeholder).toMatchObject({ state: 'deleted', author: null, text: '', html: '' })
      expect(thread.map((one) => one.id)).toContain(life.answer)
      for (const gone of [life.leaf, life.held, life.removed])
        expect(thread.map((one) => one.id)).not.toContain(gone)
      for (const path of [
        '/',
        '/articles/ferry',
        '/feed.xml',
        '/api/v1/articles/ferry/comments',
        `/articles/ferry/comments/${life.root}`,
        `/api/v1/comments/${life.root}`,
        `/people/${life.ada.personId}`,
        `/people/${life.claimedId}`,
      ]) {
        const text = await (await fetch(program.address + path)).text()
        for (const needle of [NAME, OLD_NAME, MAIL, 'marmalade']) expect(text).not.toContain(needle)
      }
      expect((await fetch(`${program.address}/api/v1/comments/${life.leaf}`)).status).toBe(404)
      expect(await violations(app)).toEqual([])
      // Others keep what is theirs.
      expect(await whereIs(app, 'Bob Ferryman')).toEqual(['comment', 'mail', 'person'])
      expect(await lettersTo(app, 'bob@letters.example')).toHaveLength(1)
      expect(await erasuresOf(app)).toHaveLength(1)
    })

    it('signs everybody out of the account, and lets nobody in again', async () => {
      const program = await start(await cluster.create())
      const { app } = program
      const mail = 'ida@letters.example'
      const ida = await newPerson(app, 'Ida', { mail })
      const cookie = await cookieOf(app, ida)
      expect((await page(program, '/account/leave', cookie)).status).toBe(200)
      await askToLeave(app.ctx, { accountId: ida.accountId, texts: 'keep' })
      expect((await page(program, '/account/leave', cookie)).status).toBe(200)
      program.setClock(later(LEAVE_MS))
      await eraseAccount(app.ctx, { accountId: ida.accountId })
      expect(await wayOf(page(program, '/account/leave', cookie))).toMatch(/^\/sign-in\?next=/)
      // The address is free again: whoever has it begins anew.
      const again = await newPerson(app, 'Ida', { mail })
      expect(again.accountId).not.toBe(ida.accountId)
    })

    it('with the choice to keep them, texts stay in their places without a name', async () => {
      const program = await start(await cluster.create())
      const { app } = program
      const life = await livedIn(app)
      const before = await wholeThread(program)
      await askToLeave(app.ctx, { accountId: life.ada.accountId, texts: 'keep' })
      program.setClock(later(LEAVE_MS))
      await eraseAccount(app.ctx, { accountId: life.ada.accountId })
      for (const needle of [NAME, skeletonOf(NAME), OLD_NAME, MAIL])
        expect(await whereIs(app, needle), needle).toEqual([])
      expect(await whereIs(app, MARKER)).toEqual(['comment'])
      const after = await wholeThread(program)
      expect(after.map((one) => [one.id, one.state, one.text])).toEqual(
        before.map((one) => [one.id, one.state, one.text]),
      )
      expect(after.find((one) => one.id === life.root)?.author).toBeNull()
      expect(after.find((one) => one.id === life.answer)?.author?.name).toBe('Bob Ferryman')
      expect(await violations(app)).toEqual([])
    })

    it('takes the mark of staff off', async () => {
      const program = await start(await cluster.create())
      const { app } = program
      const ed = await newPerson(app, 'Ed', { role: 'editor' })
      const id = await says(app, ed, chatter(71), { isStaff: true })
      await askToLeave(app.ctx, { accountId: ed.accountId, texts: 'keep' })
      program.setClock(later(LEAVE_MS))
      await eraseAccount(app.ctx, { accountId: ed.accountId })
      const row = await app.ctx.db
        .selectFrom('comment')
        .innerJoin('account', (join) => join.on('account.id', '=', ed.accountId))
        .select(['comment.is_staff', 'account.role'])
        .where('comment.id', '=', id)
        .executeTakeFirst()
      expect(row).toEqual({ is_staff: false, role: 'reader' })
    })

    it('is completed by running it again, wherever it was cut off, and by two at once', async () => {
      const program = await start(await cluster.create())
      const { app } = program
      const life = await livedIn(app)
      await askToLeave(app.ctx, { accountId: life.ada.accountId, texts: 'erase' })
      program.setClock(later(LEAVE_MS))
      expect(await beginErasure(app.ctx, { accountId: life.ada.accountId })).not.toBeNull()
      expect(await whereIs(app, MAIL)).toEqual([])
      expect(await whereIs(app, MARKER)).not.toEqual([])
      expect(await stateOf(app, life.ada)).toBe('leaving')
      await Promise.all(
        [1, 2, 3].map(() => eraseAccount(app.ctx, { accountId: life.ada.accountId })),
      )
      expect(await stateOf(app, life.ada)).toBe('gone')
      for (const needle of [NAME, OLD_NAME, MARKER]) expect(await whereIs(app, needle)).toEqual([])
      expect(await violations(app)).toEqual([])
      expect(await linesOf(program.log)).toHaveLength(1)
    })

    it('is not undone by importing the same file again', async () => {
      const program = await start(await cluster.create())
      const { app } = program
      const records = fileOf(OLD_NAME, `The ${MARKER}, she said.`)
      const options = { source: 'page', trust: true, dryRun: false, folder: null }
      const first = await runImport(app.ctx, records, options)
      expect(first.comments.published).toBe(2)
      const ada = await newPerson(app, NAME, {})
      await app.ctx.db
        .updateTable('person')
        .set({ account_id: ada.accountId })
        .where('name', '=', OLD_NAME)
        .execute()
      await askToLeave(app.ctx, { accountId: ada.accountId, texts: 'erase' })
      program.setClock(later(LEAVE_MS))
      await eraseAccount(app.ctx, { accountId: ada.accountId })
      expect(await whereIs(app, OLD_NAME)).toEqual([])
      const again = await runImport(app.ctx, records, options)
      expect(again.comments).toMatchObject({ known: 2, published: 0 })
      expect(await whereIs(app, OLD_NAME)).toEqual([])
      expect(await whereIs(app, MARKER)).toEqual([])
      expect(await violations(app)).toEqual([])
    })

    it('goes through more comments than one step takes', async () => {
      const program = await start(await cluster.create())
      const { app } = program
      const ada = await newPerson(app, NAME, {})
      await manyComments(app, ada, 2_500)
      await askToLeave(app.ctx, { accountId: ada.accountId, texts: 'erase' })
      program.setClock(later(LEAVE_MS))
      await eraseAccount(app.ctx, { accountId: ada.accountId })
      expect(await whereIs(app, NAME)).toEqual([])
      expect(await whereIs(app, 'Said number')).toEqual([])
      expect(await violations(app)).toEqual([])
    })
  })

  describe('a restored backup', () => {
    afterEach(stopAll)

    /** A copy of a database, as a backup of this moment would bring it back. */
    async function backup(databaseUrl: string): Promise<string> {
      const copyUrl = await cluster.create()
      const [from, to] = [nameIn(databaseUrl), nameIn(copyUrl)]
      const client = new pg.Client({ connectionString: cluster.url('postgres') })
      await client.connect()
      await client.query(`drop database ${to}`)
      await client.query(`create database ${to} template ${from}`)
      await client.end()
      return copyUrl
    }
    const nameIn = (url: string) => new URL(url.replace('@/', '@host/')).pathname.slice(1)

    it('does not bring back who left: the start erases them again, with their choice', async () => {
      const url = await cluster.create()
      const program = await start(url)
      const life = await livedIn(program.app)
      await stop(program)
      const saved = await backup(url)

      const second = await startAt(url, program.log, START)
      await askToLeave(second.app.ctx, { accountId: life.ada.accountId, texts: 'erase' })
      second.setClock(later(LEAVE_MS))
      await eraseAccount(second.app.ctx, { accountId: life.ada.accountId })
      await stop(second)

      // Restored to before she even asked; two processes start on it at once.
      const [third, fourth] = await Promise.all(
        [1, 2].map(() => startAt(saved, program.log, later(3 * LEAVE_MS))),
      )
      if (!third || !fourth) throw new Error('both start')
      for (const needle of [NAME, OLD_NAME, MAIL, MARKER])
        expect(await whereIs(third.app, needle), needle).toEqual([])
      expect(await stateOf(third.app, life.ada)).toBe('gone')
      expect((await wholeThread(third)).map((one) => one.id)).toContain(life.answer)
      expect(await violations(third.app)).toEqual([])
      expect(await replayErasures(third.app.ctx)).toBe(0)
      expect(await linesOf(program.log)).toHaveLength(1)
    })

    it('erases whose time passed while the program did not run', async () => {
      const url = await cluster.create()
      const program = await start(url)
      const ada = await newPerson(program.app, NAME, { mail: MAIL })
      await askToLeave(program.app.ctx, { accountId: ada.accountId, texts: 'keep' })
      await stop(program)
      const next = await startAt(url, program.log, later(LEAVE_MS))
      expect(await stateOf(next.app, ada)).toBe('gone')
      expect(await whereIs(next.app, NAME)).toEqual([])
    })

    it('erases a claimed person also where the account that claimed them is not known', async () => {
      const program = await start(await cluster.create())
      const { app } = program
      const life = await livedIn(app)
      await appendErasure(program.log, {
        accountId: newId(START.getTime()),
        personIds: [life.claimedId],
        texts: 'erase',
        at: START,
      })
      expect(await replayErasures(app.ctx)).toBe(1)
      expect(await whereIs(app, OLD_NAME)).toEqual([])
      expect(await whereIs(app, NAME)).not.toEqual([])
      expect(await violations(app)).toEqual([])
      expect(await replayErasures(app.ctx)).toBe(0)
    })

    it('finds the log made whole again from the database when the file was lost', async () => {
      const program = await start(await cluster.create())
      const { app } = program
      const ada = await newPerson(app, NAME, {})
      await askToLeave(app.ctx, { accountId: ada.accountId, texts: 'keep' })
      program.setClock(later(LEAVE_MS))
      await eraseAccount(app.ctx, { accountId: ada.accountId })
      const before = await readErasures(program.log)
      await rm(program.log)
      expect(await replayErasures(app.ctx)).toBe(0)
      expect(await readErasures(program.log)).toEqual(before)
    })
  })

  describe('the erasure log', () => {
    afterEach(stopAll)

    const entry = () => ({
      accountId: newId(START.getTime()),
      personIds: [newId(START.getTime())],
      texts: 'keep' as const,
      at: START,
    })

    it('is a file that only its owner reads, with ids and no names', async () => {
      const program = await start(await cluster.create())
      const ada = await newPerson(program.app, NAME, { mail: MAIL })
      await askToLeave(program.app.ctx, { accountId: ada.accountId, texts: 'erase' })
      program.setClock(later(LEAVE_MS))
      await eraseAccount(program.app.ctx, { accountId: ada.accountId })
      expect((await stat(program.log)).mode & 0o777).toBe(0o600)
      const [line, ...others] = await linesOf(program.log)
      expect(others).toEqual([])
      expect(JSON.parse(line ?? '')).toEqual({
        accountId: ada.accountId,
        personIds: [ada.personId],
        texts: 'erase',
        at: later(LEAVE_MS).toISOString(),
      })
    })

    it('survives a line that a crash cut off: it is told, and the next one stands for itself', async () => {
      const path = join(folder, randomUUID(), 'log.jsonl')
      const [first, second] = [entry(), entry()]
      await appendErasure(path, first)
      await appendFile(path, '{"accountId":"0190')
      expect(await readErasures(path)).toEqual({ erasures: [first], damagedLines: [2] })
      await appendErasure(path, second)
      expect(await readErasures(path)).toEqual({ erasures: [first, second], damagedLines: [2] })
      expect(await describeErasures(path)).toEqual([
        `2 accounts have left. The erasure log is ${path}`,
        '1 of its lines cannot be read: 2.',
      ])
    })

    it('is empty where there is no file, and passes over lines that are no erasures', async () => {
      const path = join(folder, randomUUID(), 'log.jsonl')
      expect(await readErasures(path)).toEqual({ erasures: [], damagedLines: [] })
      await appendErasure(path, entry())
      for (const line of ['[]', 'null', '{"accountId":"x","personIds":[],"texts":"keep","at":"1"}'])
        await appendFile(path, `${line}\n`)
      expect((await readErasures(path)).damagedLines).toEqual([2, 3, 4])
    })

    it('must be written before anything is erased', async () => {
      const url = await cluster.create()
      // A folder that is a file: nothing can be written there.
      const program = await start(url, join(folder, 'not-a-folder', 'log.jsonl'))
      await appendFile(join(folder, 'not-a-folder'), '')
      const ada = await newPerson(program.app, NAME, {})
      await askToLeave(program.app.ctx, { accountId: ada.accountId, texts: 'erase' })
      program.setClock(later(LEAVE_MS))
      await expect(eraseAccount(program.app.ctx, { accountId: ada.accountId })).rejects.toThrow()
      expect(await whereIs(program.app, NAME)).not.toEqual([])
      expect(await stateOf(program.app, ada)).toBe('leaving')
    })
  })

  describe('taking one’s data away', () => {
    afterEach(stopAll)

    it('gives everything about oneself, and nothing secret or of others', async () => {
      const program = await start(await cluster.create())
      const life = await livedIn(program.app)
      const cookie = await cookieOf(program.app, life.ada)
      const response = await send(program, '/account/export', {}, cookie)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('application/zip')
      expect(response.headers.get('cache-control')).toBe('private, no-store')
      expect(response.headers.get('content-disposition')).toBe(
        'attachment; filename="my-data-2031-05-04.zip"',
      )
      const files = unzipped(new Uint8Array(await response.arrayBuffer()))
      expect(Object.keys(files).sort()).toEqual([
        'README.txt',
        'account.json',
        'claims.json',
        'comments.json',
        'events.json',
        'gifts.json',
        'mutes.json',
        'notices.json',
        'persons.json',
        'sessions.json',
        'visits.json',
        'ways-in.json',
      ])
      const json = (name: string) => JSON.parse(files[name] ?? 'null')
      expect(json('account.json')).toMatchObject({ mail: MAIL, role: 'reader', language: 'de' })
      expect(json('persons.json').map((one: { name: string }) => one.name)).toEqual([
        NAME,
        OLD_NAME,
      ])
      const comments: Record<string, unknown>[] = json('comments.json')
      expect(comments.map((one) => one.id).sort()).toEqual(
        [life.root, life.leaf, life.held, life.removed, life.old].sort(),
      )
      expect(comments.find((one) => one.id === life.removed)).toMatchObject({
        state: 'removed',
        article: 'The ferry sails again',
        address: `${program.app.ctx.origin()}/articles/ferry/comments/${life.removed}`,
        decisions: [{ action: 'remove', rule: 'off-topic' }],
      })
      expect(comments.find((one) => one.id === life.held)).toMatchObject({
        state: 'held',
        reasons: [{ code: 'copy-of-earlier', sentence: expect.stringContaining('wiederholt') }],
      })
      expect(comments.find((one) => one.id === life.leaf)?.parentId).toBe(life.answer)
      expect(json('ways-in.json')).toMatchObject({
        passkeys: [{ label: 'A key of hers' }],
        identities: [{ provider: 'town', subject: 'subject-4711' }],
        recoveryCodesLeft: 1,
      })
      expect(json('mutes.json')).toMatchObject([{ name: 'Bob Ferryman' }])
      expect(json('claims.json')).toMatchObject([{ name: OLD_NAME, state: 'approved' }])
      expect(json('events.json').map((one: { action: string }) => one.action)).toContain(
        'account.created',
      )
      expect(files['README.txt']).toContain('comments.json: alles, was Sie geschrieben haben')
      const everything = Object.values(files).join('\n')
      for (const secret of [...SECRETS, life.answerText, life.bob.accountId])
        expect(everything).not.toContain(secret)
    })

    it('is streamed: what changes behind the part that is read is in it', async () => {
      const { app } = await start(await cluster.create())
      const ada = await newPerson(app, NAME, {})
      await manyComments(app, ada, 20_000)
      const files = async function* () {
        yield* accountFiles(app.ctx, ada.accountId)
        yield commentFile(app.ctx, {
          language: 'en',
          personIds: await exportedPersonIds(app.ctx, ada.accountId),
          addressOf: (slug, id) => `${slug}/${id}`,
        })
      }
      const chunks: Uint8Array[] = []
      let isChanged = false
      for await (const chunk of zipOf(files(), START)) {
        chunks.push(chunk)
        if (!isChanged && Buffer.concat(chunks).length > 100_000) {
          isChanged = true
          await sql`update comment set source = 'Changed meanwhile.'
            where source like 'Said number 19999 %'`.execute(app.ctx.db)
        }
      }
      const text = unzipped(Buffer.concat(chunks))['comments.json'] ?? '[]'
      const comments: { source: string }[] = JSON.parse(text)
      expect(comments).toHaveLength(20_000)
      expect(comments.filter((one) => one.source === 'Changed meanwhile.')).toHaveLength(1)
      expect(new Set(comments.map((one) => one.source)).size).toBe(20_000)
    })

    it('gives an empty list of comments to who wrote none', async () => {
      const program = await start(await cluster.create())
      const ada = await newPerson(program.app, NAME, {})
      const cookie = await cookieOf(program.app, ada)
      const response = await send(program, '/account/export', {}, cookie)
      const files = unzipped(new Uint8Array(await response.arrayBuffer()))
      expect(files['comments.json']).toBe('[]\n')
    })

    it('is given five times an hour', async () => {
      const program = await start(await cluster.create())
      const ada = await newPerson(program.app, NAME, {})
      const cookie = await cookieOf(program.app, ada)
      const statuses: number[] = []
      for (let i = 0; i < 6; i += 1) {
        const response = await send(program, '/account/export', {}, cookie)
        statuses.push(response.status)
        await response.arrayBuffer()
      }
      expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
    })
  })

  describe('the page', () => {
    afterEach(stopAll)

    it('says what happens, takes the choice, and offers to stay until the end', async () => {
      const program = await start(await cluster.create())
      const ada = await newPerson(program.app, NAME, {})
      const cookie = await cookieOf(program.app, ada)
      const before = await (await page(program, '/account/leave', cookie)).text()
      expect(before).toContain('Download my data')
      expect(before.indexOf('Download my data')).toBeLessThan(before.indexOf('Leave in 24 hours'))
      expect(before).toContain('Erase my texts too')
      expect((await send(program, '/account/leave', {}, cookie)).status).toBe(400)
      expect((await send(program, '/account/leave', { texts: 'some' }, cookie)).status).toBe(400)
      expect(await stateOf(program.app, ada)).toBe('active')
      const asked = await send(program, '/account/leave', { texts: 'erase' }, cookie)
      expect([asked.status, asked.headers.get('location')]).toEqual([303, '/account/leave'])
      const waiting = await (await page(program, '/account/leave', cookie)).text()
      expect(waiting).toContain('May 5, 2031')
      expect(waiting).toContain('Your texts go with it.')
      expect(waiting).toContain('Stay after all')
      expect((await send(program, '/account/stay', {}, cookie)).status).toBe(303)
      expect(await stateOf(program.app, ada)).toBe('active')
    })

    it('asks for a fresh proof of identity before leaving and before an export, not before staying', async () => {
      const program = await start(await cluster.create())
      const ada = await newPerson(program.app, NAME, {})
      const cookie = await cookieOf(program.app, ada)
      await askToLeave(program.app.ctx, { accountId: ada.accountId, texts: 'keep' })
      program.setClock(later(31 * 60_000))
      for (const path of ['/account/leave', '/account/export'])
        expect(await wayOf(send(program, path, {}, cookie))).toMatch(/^\/sign-in\?again=1/)
      expect((await send(program, '/account/stay', {}, cookie)).status).toBe(303)
    })

    it('is nobody’s without a session, and no other site can send its forms', async () => {
      const program = await start(await cluster.create())
      const ada = await newPerson(program.app, NAME, {})
      const cookie = await cookieOf(program.app, ada)
      expect((await page(program, '/account/leave')).status).toBe(303)
      for (const path of ['/account/leave', '/account/stay', '/account/export']) {
        expect(await wayOf(send(program, path, {}))).toMatch(/^\/sign-in\?next=/)
        const foreign = await send(
          program,
          path,
          { texts: 'erase' },
          cookie,
          'https://evil.example',
        )
        expect(foreign.status).toBe(403)
      }
      expect(await stateOf(program.app, ada)).toBe('active')
    })
  })
})

type Person = { accountId: string; personId: string; name: string }

/** An account with a name, as if it had signed in. */
async function newPerson(
  app: App,
  name: string,
  as: { mail?: string; role?: Role; language?: string },
): Promise<Person> {
  const { ctx } = app
  const made = await write(ctx, (tx) =>
    createAccount(tx, ctx, {
      mail: as.mail ?? null,
      role: as.role ?? 'reader',
      language: as.language ?? null,
    }),
  )
  // Two people of one name would be a test of names; each gets a skeleton of their own.
  const skeleton = `${skeletonOf(name)}${name === NAME ? '' : made.personId.slice(-6)}`
  await ctx.db
    .updateTable('person')
    .set({ name, name_skeleton: skeleton })
    .where('id', '=', made.personId)
    .execute()
  return { ...made, name }
}

/** A new session of a person, as a cookie header. */
async function cookieOf({ ctx }: App, { accountId }: Person): Promise<string> {
  const { token } = await write(ctx, (tx, emit) =>
    startSession(ctx, tx, emit, {
      accountId,
      method: 'mail',
      hasSecondFactor: true,
      browser: 'Firefox on Linux',
      network: '203.0.113.0/24',
    }),
  )
  return `__Host-session=${token}`
}

async function says(
  app: App,
  person: Person,
  text: string,
  where: { parentId?: string; isStaff?: boolean } = {},
): Promise<string> {
  const { id } = await postComment(app.ctx, {
    articleSlug: 'ferry',
    parentId: where.parentId ?? null,
    author: {
      kind: 'reader',
      personId: person.personId,
      name: person.name,
      isStaff: where.isStaff ?? false,
    },
    text,
    clientKey: randomUUID(),
  })
  return id
}

const SECRETS = [
  'secret-hash-of-password',
  'secret-of-code-app',
  'secret-hash-of-code',
  'secret-credential',
]

/** Somebody about whom every table knows something, in a thread with others. */
async function livedIn(app: App) {
  const { ctx } = app
  const { db, site } = ctx
  const ada = await newPerson(app, NAME, { mail: MAIL, language: 'de' })
  const bob = await newPerson(app, 'Bob Ferryman', { mail: 'bob@letters.example' })
  const root = await says(app, ada, `Everybody knows that the ${MARKER}.`)
  const answerText = 'That I did not know, and I have worked on this pier for thirty years.'
  const answer = await says(app, bob, answerText, { parentId: root })
  const leaf = await says(app, ada, `Ask anyone: ${chatter(5)} The ${MARKER}!`, {
    parentId: answer,
  })
  const held = await says(app, ada, `Everybody knows that the ${MARKER}. Yes.`)
  const removed = await says(app, ada, `${chatter(6)} The ${MARKER}, though.`)
  await decideComment(ctx, { commentId: removed, action: 'remove', rule: 'off-topic' })

  const claimedId = newId(START.getTime())
  await db
    .insertInto('person')
    .values({
      id: claimedId,
      site_id: site.id,
      kind: 'imported',
      name: OLD_NAME,
      name_skeleton: skeletonOf(OLD_NAME),
      source_key: `disqus:name:${OLD_NAME}`,
      account_id: ada.accountId,
      created_at: START,
    })
    .execute()
  const old = await says(
    app,
    { accountId: ada.accountId, personId: claimedId, name: OLD_NAME },
    `${chatter(7)} Long ago, the ${MARKER} already.`,
  )

  const of = { site_id: site.id, account_id: ada.accountId }
  const id = () => newId(START.getTime())
  const soon = later(3_600_000)
  await cookieOf(app, ada)
  await db
    .insertInto('passkey')
    .values({
      ...of,
      id: id(),
      credential_id: `secret-credential-${id()}`,
      public_key: Buffer.from('key'),
      counter: 0n,
      transports: [],
      label: 'A key of hers',
      is_synced: false,
      created_at: START,
      used_at: null,
    })
    .execute()
  await db
    .insertInto('code_app')
    .values({ account_id: ada.accountId, secret: 'secret-of-code-app', confirmed_at: START })
    .execute()
  await db
    .insertInto('recovery_code')
    .values({ account_id: ada.accountId, code_hash: 'secret-hash-of-code', used_at: null })
    .execute()
  await db
    .insertInto('password')
    .values({ account_id: ada.accountId, hash: 'secret-hash-of-password', changed_at: START })
    .execute()
  await db
    .insertInto('identity')
    .values({ ...of, provider: 'town', subject: 'subject-4711', created_at: START })
    .execute()
  await db
    .insertInto('mute')
    .values([
      { account_id: ada.accountId, person_id: bob.personId, created_at: START },
      { account_id: bob.accountId, person_id: ada.personId, created_at: START },
    ])
    .execute()
  await db
    .insertInto('claim')
    .values({
      ...of,
      id: id(),
      person_id: claimedId,
      words: `I am ${OLD_NAME}, write to ${MAIL}`,
      state: 'approved',
      asked_at: START,
      decided_by: bob.accountId,
      decided_at: START,
    })
    .execute()
  await db
    .insertInto('sign_in_link')
    .values({
      id: id(),
      site_id: site.id,
      purpose: 'sign-in',
      mail: MAIL,
      mail_key: MAIL,
      account_id: null,
      token_hash: id(),
      code_hash: id(),
      browser_hash: id(),
      next_path: '/',
      created_at: START,
      expires_at: soon,
      used_at: null,
    })
    .execute()
  await db
    .insertInto('invitation')
    .values({
      id: id(),
      site_id: site.id,
      mail: MAIL,
      mail_key: MAIL,
      role: 'author',
      token_hash: id(),
      by_account_id: bob.accountId,
      created_at: START,
      expires_at: soon,
      used_at: null,
    })
    .execute()
  await db
    .insertInto('ceremony')
    .values({
      key_hash: id(),
      site_id: site.id,
      kind: 'provider',
      browser_hash: id(),
      payload: JSON.stringify({ mail: MAIL }),
      expires_at: soon,
    })
    .execute()
  const notice = { id: id(), kind: 'reply' as const, detail: '{}', mail: 'none' as const }
  await db
    .insertInto('notice')
    .values([
      { ...of, ...notice, key: 'a', comment_id: answer, created_at: START, read_at: null },
      {
        ...notice,
        id: id(),
        site_id: site.id,
        account_id: bob.accountId,
        key: 'b',
        comment_id: leaf,
        created_at: START,
        read_at: null,
      },
    ])
    .execute()
  const letter = (to: string, text: string, commentIds: string[] = []) => ({
    id: id(),
    site_id: site.id,
    kind: 'reply',
    to_address: to,
    subject: 'News',
    text,
    html: text,
    headers: '{}',
    is_secret: false,
    state: 'sent' as const,
    answer: null,
    account_id: null,
    comment_ids: commentIds,
    created_at: START,
    settled_at: START,
  })
  await db
    .insertInto('mail')
    .values([
      letter(MAIL.toUpperCase(), `Dear ${NAME}, Bob Ferryman answered you.`),
      letter(
        'bob@letters.example',
        `${NAME}: the ${MARKER} http://localhost/articles/ferry/comments/${leaf}#c-${leaf}`,
        [leaf],
      ),
      // A letter of the day quotes several, and links to none of them.
      letter('bob@letters.example', `${NAME} wrote, and others.`, [answer, leaf]),
      {
        ...letter('ada.before@letters.example', `${NAME}, your address.`),
        account_id: ada.accountId,
      },
      letter(
        'bob@letters.example',
        `Bob Ferryman, welcome: http://localhost/people/${bob.personId}`,
      ),
    ])
    .execute()
  return { ada, bob, root, answer, answerText, leaf, held, removed, old, claimedId }
}

/** Tables of which some row holds these words, in any column: of ours, and of the jobs. */
async function whereIs({ ctx }: App, words: string): Promise<string[]> {
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'
    order by table_name`.execute(ctx.db)
  const found: string[] = []
  for (const { schema, name } of tables) {
    const { rows } = await sql`select 1 from ${sql.table(`${schema}.${name}`)} t
      where position(lower(${words}) in lower(t::text)) > 0 limit 1`.execute(ctx.db)
    if (rows.length > 0) found.push(name)
  }
  return found
}

/** What a source makes of a file with an article and two comments, one of this author. */
function fileOf(author: string, text: string): ImportRecord[] {
  const place = { line: 1, bytesRead: 1 }
  const comment = {
    kind: 'comment' as const,
    articleKey: 'article-1',
    parentKey: null,
    postedAt: START,
    state: 'published' as const,
    language: null,
    place,
  }
  return [
    {
      kind: 'article',
      key: 'article-1',
      home: 'here',
      slug: 'imported',
      originUrl: null,
      headline: 'From an old file',
      standfirst: null,
      byline: null,
      sectionName: null,
      body: { format: 'text', source: 'Brought in.' },
      language: 'en',
      publishedAt: START,
      picture: null,
      state: 'published',
      commentsClosed: false,
      place,
    },
    {
      ...comment,
      key: 'comment-1',
      author: { name: author, key: null, isStaff: false },
      body: { format: 'text', source: text },
    },
    {
      ...comment,
      key: 'comment-2',
      author: { name: 'Somebody Else', key: null, isStaff: false },
      body: { format: 'text', source: chatter(12) },
    },
  ]
}

/** Many comments of somebody in the thread, published and counted, as an import would leave them. */
async function manyComments({ ctx }: App, person: Person, count: number): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from thread`.execute(ctx.db)
  const ids = Array.from({ length: count }, () => newId(START.getTime()))
  await sql`insert into comment (id, site_id, thread_id, depth, person_id, author_name, author_kind, format, source,
      html, text, language, state, posted_at)
    select id, ${ctx.site.id}::uuid, ${rows[0]?.id}::uuid, 0, ${person.personId}::uuid, ${person.name}, 'reader',
      'markdown', said, said, said, 'en', 'published', ${START}::timestamptz - n * interval '1 minute'
    from (select id, n, 'Said number ' || n || ' ' || repeat('and so on ', 20) as said
      from unnest(${ids}::uuid[]) with ordinality as x(id, n)) y`.execute(ctx.db)
  await sql`insert into verdict (id, site_id, subject_id, outcome, signals, policy_version, judged_at)
    select id, site_id, id, 'publish', '[]', 1, posted_at from comment where person_id = ${person.personId}::uuid`.execute(
    ctx.db,
  )
  await sql`update thread set comment_count = comment_count + ${count}::int,
    question_count = question_count + ${count}::int`.execute(ctx.db)
}

const stateOf = async ({ ctx }: App, { accountId }: Person) =>
  (
    await ctx.db
      .selectFrom('account')
      .select('state')
      .where('id', '=', accountId)
      .executeTakeFirstOrThrow()
  ).state

/** Resolves when the job has erased the account; the time limit of the test is the only other end. */
async function untilGone(app: App, person: Person): Promise<void> {
  while ((await stateOf(app, person)) !== 'gone')
    await new Promise((done) => setTimeout(done, POLL_MS))
}
const POLL_MS = 20

const erasuresOf = ({ ctx }: App) => ctx.db.selectFrom('erasure').selectAll().execute()

const lettersTo = ({ ctx }: App, address: string) =>
  ctx.db.selectFrom('mail').select(['text']).where('to_address', '=', address).execute()

const violations = async ({ ctx }: App) =>
  (await checkData(ctx.db)).flatMap((one) => one.violations)

const linesOf = async (path: string) =>
  (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')

async function wholeThread({ address }: Program): Promise<ApiComment[]> {
  const response = await fetch(`${address}/api/v1/articles/ferry/comments?limit=200&order=oldest`)
  return ((await response.json()) as { comments: ApiComment[] }).comments
}

const page = ({ address }: Program, path: string, cookie = '') =>
  fetch(address + path, { headers: { cookie }, redirect: 'manual' })

/** Sends a form as a browser does from a page of the site, or of another one. */
const send = (
  { address }: Program,
  path: string,
  fields: Record<string, string>,
  cookie = '',
  origin = address,
) =>
  fetch(address + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      cookie,
      origin,
      'sec-fetch-site': origin === address ? 'same-origin' : 'cross-site',
    },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })

/** Where an answer sends the browser. */
async function wayOf(answer: Promise<Response>): Promise<string | null> {
  const response = await answer
  expect(response.status).toBe(303)
  return response.headers.get('location')
}

const unzipped = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, file]) => [name, strFromU8(file)]),
  )
