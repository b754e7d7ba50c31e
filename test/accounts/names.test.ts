import { randomUUID } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  chooseName,
  createAccount,
  displayName,
  findTakenNames,
  NAME_DAYS,
  type Role,
} from '../../src/accounts/index.js'
import { NAME_GRACE_MS, pretendsOffice } from '../../src/accounts/names.js'
import { NAME_CHARS_MAX } from '../../src/core/names.js'
import { skeletonOf } from '../../src/core/skeleton.js'
import { type DomainEvent, write } from '../../src/platform/events.js'
import type { Tables } from '../../src/platform/schema.js'
import { type Cluster, openCluster, openStage, type Stage } from '../cast.js'
import { type Member, signUp } from './people.js'

const DAY_MS = 86_400_000

let cluster: Cluster
let stage: Stage
let now = new Date('2026-11-20T10:00:00Z')
const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}

beforeAll(async () => {
  cluster = await openCluster()
  stage = await openStage(await cluster.create(), { clock: () => now })
})
afterAll(async () => {
  await stage?.app.close()
  await cluster?.stop()
})

const refusal = (code: string, values = {}) => expect.objectContaining({ code, values })
const rows = async <T>(text: string, values: unknown[] = []) =>
  (await stage.app.ctx.pool.query(text, values)).rows as T[]

/** An account without a name. */
const newcomer = (role: Role = 'reader') =>
  write(stage.app.ctx, async (tx) => {
    const made = await createAccount(tx, stage.app.ctx, { mail: null, role, language: null })
    return { ...made, role }
  })

const choose = (
  who: { accountId: string; personId: string; role?: Role },
  name: string,
  heard: DomainEvent[] = [],
) =>
  write(stage.app.ctx, (tx, emit) =>
    chooseName(
      stage.app.ctx,
      tx,
      (event) => {
        heard.push(event)
        emit(event)
      },
      { accountId: who.accountId, personId: who.personId, role: who.role ?? 'reader', name },
    ),
  )

const nameOf = async (personId: string) =>
  (
    await rows<{ name: string; name_skeleton: string }>(
      'select name, name_skeleton from person where id = $1',
      [personId],
    )
  )[0]

const addImported = async (name: string, accountId: string | null = null) => {
  const id = randomUUID()
  await rows(
    `insert into person (id, site_id, kind, name, name_skeleton, source_key, account_id, created_at)
     values ($1, $2, 'imported', $3, $4, $5, $6, now())`,
    [id, stage.app.ctx.site.id, name, skeletonOf(name), `test:${id}`, accountId],
  )
}

describe('a display name', () => {
  it.each([
    'Ada Quill',
    'A',
    '李',
    '김',
    '王小明',
    'Мария Иванова',
    'Γιάννης Παπαδόπουλος',
    'محمد علي',
    'מרים כהן',
    'प्रिया शर्मा',
    'สมชาย ใจดี',
    'Nguyễn Thị Hồng',
    "Seán O'Brien-Ní Bhriain",
    'J.R.R. Tolkien',
    'Ann.Bee',
    'M.de Vries',
    'Mr.T',
    'D@ve',
    '@ann',
    'Jean-Luc (Paris)',
    'Reader 42',
    '🦊',
  ])('may be %s', (name) => {
    expect(displayName(name)).toBe(name)
  })

  it('is cleaned before it is shown', () => {
    expect(displayName('  Ada \u202eQuill\u200b ')).toBe('Ada Quill')
  })

  it.each(['', '   ', '...', '\u200b', '\u3164\u3164', '\u2800', 'ـ', '\u0301'])(
    'is not %j, of which nothing can be seen',
    (name) => {
      expect(() => displayName(name)).toThrow(refusal('comment/name-invalid'))
    },
  )

  it.each([
    'ann@example.org',
    'Ann <ann@example.org>',
    'ａｎｎ＠example.org',
    'www.pills',
    'https://x',
    'cheap-pills.com',
    'Buy at Pills.COM now',
    'pills。com',
    'pills.com/now',
    'pills.rocks/now',
    'anna.de',
  ])('is not an address: %s', (name) => {
    expect(() => displayName(name)).toThrow(refusal('comment/name-invalid'))
  })

  it('has a longest length, counted in characters', () => {
    const tooLong = refusal('comment/name-too-long', { limit: NAME_CHARS_MAX })
    for (const letter of ['a', '𠀀', 'م']) {
      expect(displayName(letter.repeat(NAME_CHARS_MAX))).toBe(letter.repeat(NAME_CHARS_MAX))
      expect(() => displayName(letter.repeat(NAME_CHARS_MAX + 1))).toThrow(tooLong)
    }
    expect(displayName(`${' '.repeat(999)}a`)).toBe('a')
    expect(() => displayName(`${' '.repeat(1_000)}a`)).toThrow(tooLong)
  })

  it('keeps three marks on a letter and drops the fourth', () => {
    const marks = '\u0316\u0317\u0318\u0319'
    expect(displayName(`x${marks.slice(0, 3)}`)).toBe(`x${marks.slice(0, 3)}`)
    expect(displayName(`x${marks}`)).toBe(`x${marks.slice(0, 3)}`)
  })
})

describe('a name that pretends an office', () => {
  it.each([
    'Admin',
    'ADMIN',
    'The Moderators',
    'Support Team',
    'Support Team 2',
    'Admin1',
    'Аdmin',
    'A d m i n',
    'Adrnin',
    '★ Staff ★',
    'Official Test Lantern',
    'The Test Lantern',
    'Test Lantern Editor',
    'Chefredakteurin',
    'Администратор',
    'МОДЕРАТОР',
    '管理员',
  ])('is %s', (name) => {
    expect(pretendsOffice(name, 'The Test Lantern')).toBe(true)
  })

  it.each([
    'Max Support',
    'Ada',
    'Lantern',
    'Test',
    'The Team',
    'Modesta',
    'Edith Editorova',
    '12',
    '★',
  ])('is not %s', (name) => {
    expect(pretendsOffice(name, 'The Test Lantern')).toBe(false)
  })

  it('is for staff alone', async () => {
    await expect(choose(await newcomer(), 'Moderation')).rejects.toThrow(
      refusal('account/name-taken'),
    )
    await expect(choose(await newcomer('moderator'), 'Moderation')).resolves.toBe('Moderation')
  })
})

describe('choosing a name', () => {
  it('gives it to the person with its skeleton, and tells who keeps it', async () => {
    const reader = await newcomer()
    const heard: DomainEvent[] = []
    await expect(choose(reader, '  Wanda  Moss ', heard)).resolves.toBe('Wanda Moss')
    expect(await nameOf(reader.personId)).toEqual({
      name: 'Wanda Moss',
      name_skeleton: skeletonOf('Wanda Moss'),
    })
    // Nothing is written under the old name: no page changes.
    expect(heard).toEqual([{ name: 'account.changed', accountId: reader.accountId }])
    const [account] = await rows<{ named_at: Date }>('select named_at from account where id = $1', [
      reader.accountId,
    ])
    expect(account?.named_at).toEqual(now)
    const events = await rows(
      `select action, detail, by_account_id from account_event where account_id = $1 and action like 'name.%'`,
      [reader.accountId],
    )
    expect(events).toEqual([{ action: 'name.chosen', detail: {}, by_account_id: reader.accountId }])
  })

  it.each([
    ['the same', 'Ada Quill'],
    ['Cyrillic', 'Аdа Quill'],
    ['fullwidth', 'Ａｄａ Ｑｕｉｌｌ'],
    ['with accents', 'Adá Qüill'],
    ['with a sign', 'Ada Quill ✓'],
    ['joined', 'ada_quill'],
    ['with zero width', 'Ada\u200cQuill'],
    ['with digits', 'Ada Qui11'],
  ])('refuses what looks like another reader: %s', async (_, name) => {
    if (!(await findTakenNames(stage.app.ctx.db, stage.app.ctx.site.id, ['Ada Quill'])).size)
      await choose(await newcomer(), 'Ada Quill')
    await expect(choose(await newcomer(), name)).rejects.toThrow(refusal('account/name-taken'))
  })

  it('refuses the name of an imported author, unless they belong to the account', async () => {
    const reader = await newcomer()
    const other = await newcomer()
    await addImported('Old Harold')
    await expect(choose(reader, 'old harold')).rejects.toThrow(refusal('account/name-taken'))
    await rows(`update person set account_id = $1 where name = 'Old Harold'`, [reader.accountId])
    await expect(choose(other, 'Old Harold')).rejects.toThrow(refusal('account/name-taken'))
    await expect(choose(reader, 'Old Harold')).resolves.toBe('Old Harold')
  })

  it('refuses it also where one of two imported authors of the name is somebody else', async () => {
    const reader = await newcomer()
    await addImported('Twin Name', reader.accountId)
    await addImported('Twin Name')
    await expect(choose(reader, 'Twin Name')).rejects.toThrow(refusal('account/name-taken'))
  })

  it('lets one of several have it who choose it at the same moment', async () => {
    const readers = await Promise.all(Array.from({ length: 5 }, () => newcomer()))
    const outcomes = await Promise.allSettled(
      ['Racer', 'racer', 'Rácer', 'Rаcer', 'RACER'].map((name, i) => {
        const reader = readers[i]
        if (!reader) throw new Error('no reader')
        return choose(reader, name)
      }),
    )
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    for (const one of outcomes)
      if (one.status === 'rejected') expect(one.reason).toEqual(refusal('account/name-taken'))
  })

  it('refuses whoever comes second while the first is still at it', async () => {
    const [first, second] = [await newcomer(), await newcomer()]
    const { ctx } = stage.app
    const outcome = await write(ctx, async (tx, emit) => {
      await chooseName(ctx, tx, emit, { ...first, name: 'Close Call' })
      const waiting = choose(second, 'close call').catch((error: unknown) => error)
      await expect
        .poll(() => rows(`select from pg_stat_activity where wait_event_type = 'Lock'`))
        .toHaveLength(1)
      return { waiting }
    })
    expect(await outcome.waiting).toEqual(refusal('account/name-taken'))
  })

  it('may be done again within the grace, then after thirty days', async () => {
    const reader = await newcomer()
    const tooSoon = refusal('account/name-too-soon', { days: NAME_DAYS })
    await choose(reader, 'Tippex Ome')
    later(NAME_GRACE_MS / 2)
    await choose(reader, 'Tippex Omee')
    later(NAME_GRACE_MS / 2)
    await choose(reader, 'Tippex One')
    later(1)
    await expect(choose(reader, 'Tippex Two')).rejects.toThrow(tooSoon)
    await expect(choose(reader, 'Tippex One')).resolves.toBe('Tippex One')
    later(NAME_DAYS * DAY_MS - NAME_GRACE_MS - 2)
    await expect(choose(reader, 'Tippex Two')).rejects.toThrow(tooSoon)
    later(1)
    await expect(choose(reader, 'Tippex Two')).resolves.toBe('Tippex Two')
  })

  it('may change the look of its own name, and lets go of the old one', async () => {
    const [reader, other] = [await newcomer(), await newcomer()]
    await choose(reader, 'Letgo')
    await expect(choose(reader, 'LetGo')).resolves.toBe('LetGo')
    await expect(choose(other, 'letgo')).rejects.toThrow(refusal('account/name-taken'))
    await choose(reader, 'Elsewhere')
    await expect(choose(other, 'letgo')).resolves.toBe('letgo')
  })

  it('is for one’s own account', async () => {
    const [reader, other] = [await newcomer(), await newcomer()]
    const mixed = { accountId: reader.accountId, personId: other.personId }
    await expect(choose(mixed, 'Mixed Up')).rejects.toThrow(refusal('account/not-found'))
    expect((await nameOf(other.personId))?.name).toBe('')
  })

  it('changes nothing when it is refused', async () => {
    const reader = await newcomer()
    await choose(reader, 'Steady')
    await choose(await newcomer(), 'Occupied')
    const heard: DomainEvent[] = []
    await expect(choose(reader, 'Occupied', heard)).rejects.toThrow(refusal('account/name-taken'))
    expect((await nameOf(reader.personId))?.name).toBe('Steady')
    expect(heard).toEqual([])
  })

  it('is written on the comments of the person, and on no others', async () => {
    const member: Member = await signUp(stage, { name: 'Before Change' })
    const bystander: Member = await signUp(stage, { name: 'Bystander' })
    for (const who of [member, bystander]) {
      const { comment } = await stage.say(`Guest of ${who.name}`, `Said for ${who.name} today.`)
      await rows(
        `update comment set person_id = $1, author_kind = 'reader', author_name = $2 where id = $3`,
        [who.personId, who.name, comment.id],
      )
    }
    await choose(member, 'After Change')
    const names = await rows<{ author_name: string }>(
      'select author_name from comment where person_id = any($1) order by posted_at, id',
      [[member.personId, bystander.personId]],
    )
    expect(names.map((row) => row.author_name).sort()).toEqual(['After Change', 'Bystander'])
  })
})

describe('names of guests', () => {
  const taken = async (...names: string[]) => [
    ...(await findTakenNames(stage.app.ctx.db, stage.app.ctx.site.id, names)),
  ]

  it('are taken when they look like a reader’s or an office, and returned as they were given', async () => {
    await choose(await newcomer(), 'Greta Garland')
    expect(
      await taken('Greta Garland', 'Grеtа Garland', 'Greta', 'ADMIN', 'The Test Lantern', '🦊'),
    ).toEqual(['Greta Garland', 'Grеtа Garland', 'ADMIN', 'The Test Lantern'])
    expect(await taken()).toEqual([])
  })

  it('may be those of imported authors, of people who left, and of nobody', async () => {
    await addImported('Imported Only')
    const gone = await newcomer()
    await choose(gone, 'Gone Away')
    await rows(`update person set kind = 'erased', name = '', name_skeleton = '' where id = $1`, [
      gone.personId,
    ])
    await newcomer()
    expect(await taken('Imported Only', 'Gone Away', 'Never Seen')).toEqual([])
  })

  it('are looked up in the index, however many readers there are', async () => {
    const { pool, site } = stage.app.ctx
    await rows(
      `insert into person (id, site_id, kind, name, name_skeleton, created_at)
       select gen_random_uuid(), $1, 'reader', 'hoard ' || n, 'hoard' || n, now() from generate_series(1, 20000) n`,
      [site.id],
    )
    await rows('analyze person')
    const asked: { sql: string; parameters: readonly unknown[] }[] = []
    const db = new Kysely<Tables>({
      dialect: new PostgresDialect({ pool }),
      log: ({ query }) => {
        asked.push(query)
      },
    })
    expect([...(await findTakenNames(db, site.id, ['Hoard 5', 'Hoard five']))]).toEqual(['Hoard 5'])
    expect(asked).toHaveLength(1)
    const plan = await rows<{ 'QUERY PLAN': string }>(`explain ${asked[0]?.sql}`, [
      ...(asked[0]?.parameters ?? []),
    ])
    const lines = plan.map((row) => row['QUERY PLAN']).join('\n')
    expect(lines).toContain('using person_reader_name')
    expect(lines).not.toContain('Seq Scan on person')
  })
})
