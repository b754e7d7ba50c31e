import { createHmac } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Actor,
  ANONYMOUS,
  type Answer,
  addNotices,
  askForLink,
  beginCodeApp,
  invite,
  may,
  openSessions,
  ROLES,
  type Role,
  unsubscribeUrlOf,
} from '../../src/accounts/index.js'
import { newId } from '../../src/core/ids.js'
import { skeletonOf } from '../../src/core/skeleton.js'
import { startCampaign } from '../../src/funding/index.js'
import { makeJudgeKey, openJudging, signJudgeKey } from '../../src/moderation/index.js'
import { write } from '../../src/platform/events.js'
import {
  ensureSecret,
  hashOf,
  newToken,
  renewAccessToken,
  signatureOf,
} from '../../src/platform/secrets.js'
import { addPicture } from '../../src/publishing/index.js'
import type { Route } from '../../src/web/route.js'
import { routesOf } from '../../src/web/routes.js'
import { openStreams } from '../../src/web/streams.js'
import { type Cluster, chatter, openCluster, openStage, publish, type Stage } from '../cast.js'
import { openClub } from './outside.js'

/**
 * The golden file: what every route really answers to everybody, over HTTP. It is read by people, line by line:
 * whoever changes it says who may do what from now on.
 */
const GOLDEN = resolve(import.meta.dirname, 'rights.golden.txt')
const HOW_TO_ADD =
  'Each route has an entry in ASKS of test/accounts/rights.test.ts, which says how it is asked and about whose ' +
  'things, and lines in test/accounts/rights.golden.txt. Add the entry, run ' +
  '`UPDATE_GOLDEN=1 npx vitest run test/accounts/rights.test.ts`, and read the lines that are new before you keep them.'

let cluster: Cluster
let stage: Stage
let club: Awaited<ReturnType<typeof openClub>>
let scene: Scene
const now = new Date('2026-11-20T10:00:00Z')

beforeAll(async () => {
  cluster = await openCluster()
  club = await openClub()
  const provider = {
    id: 'club',
    name: 'The Club',
    issuer: club.issuer,
    clientId: 'paper',
    clientSecret: 'the secret of the paper',
  }
  const site = {
    id: 'bakery',
    name: 'The Bakery',
    issuer: 'bakery',
    signInUrl: 'https://bakery.example/sign-in',
    algorithm: 'HS256',
    key: 'a key of more than thirty-two characters',
  }
  stage = await openStage(
    await cluster.create(),
    { clock: () => now },
    {
      PASSWORDS: 'on',
      TRUSTED_PROXIES: '127.0.0.1',
      OPENID_PROVIDERS: JSON.stringify([provider]),
      EMBEDDING_SITES: JSON.stringify([site]),
      OUTBOUND_ALLOW: club.host,
    },
  )
  await club.open([
    {
      client_id: 'paper',
      client_secret: provider.clientSecret,
      redirect_uris: [`${stage.app.ctx.origin()}/sign-in/with/club/answer`],
    },
  ])
  scene = await setScene()
})
afterAll(async () => {
  await stage?.app.close()
  await club?.close()
  await cluster?.stop()
})

const sql = async <T>(text: string, values: unknown[] = []) =>
  (await stage.app.ctx.pool.query(text, values)).rows as T[]

let count = 0
/** A number that nobody had before. */
const next = () => (count += 1)
const id = () => newId(now.getTime())
/** Letters of a number: names with digits in them look alike. */
const letters = (number: number) =>
  [...String(number)].map((one) => 'bdfgkmprst'[Number(one)]).join('a')

/** Somebody who asks: headers of their browser or program, and their account if they have one. */
type Who = { headers: Record<string, string>; account: Account | null }
type Account = { accountId: string; personId: string }

/**
 * Somebody new with an account and a session, written down in one statement: hundreds of them are asked for, and what
 * sign-up does is tested elsewhere.
 */
async function join(
  who: {
    role?: Role
    name?: string
    hasSecondFactor?: boolean
    isBanned?: boolean
    isLeaving?: boolean
    provenMinutesAgo?: number
  } = {},
): Promise<Account & { cookie: string }> {
  const { role = 'reader', name = `Member ${letters(next())}`, provenMinutesAgo = 0 } = who
  const [accountId, personId, token] = [id(), id(), newToken()]
  await sql(
    `with the_person as (
       insert into person (id, site_id, kind, name, name_skeleton, account_id, created_at)
       values ($1, $3, 'reader', $4, $5, $2, $6)),
     the_account as (
       insert into account (id, site_id, person_id, mail, mail_key, role, state, banned_at, leaves_at, leaves_texts,
         created_at)
       values ($2, $3, $1, $7, $7, $8, case when $9 then 'leaving' else 'active' end, case when $10 then $6 end,
         case when $9 then $6 + interval '1 hour' end, case when $9 then 'keep' end, $6))
     insert into session (id, site_id, account_id, token_hash, method, browser, network, started_at, proven_at,
       second_factor_at, seen_at, expires_at)
     values ($11, $3, $2, $12, 'mail', '', '', $6, $6 - $13 * interval '1 minute', case when $14 then $6 end, $6,
       $6 + interval '1 day')`,
    [
      personId,
      accountId,
      stage.app.ctx.site.id,
      name,
      name === '' ? '' : skeletonOf(name),
      now,
      `joins${next()}@example.org`,
      role,
      who.isLeaving ?? false,
      who.isBanned ?? false,
      id(),
      hashOf(token),
      provenMinutesAgo,
      who.hasSecondFactor ?? role !== 'reader',
    ],
  )
  return { accountId, personId, cookie: `__Host-session=${token}` }
}

const browser = { 'sec-fetch-site': 'same-origin' }
const person =
  (who: Parameters<typeof join>[0], add?: (accountId: string) => Promise<unknown>) =>
  async (): Promise<Who> => {
    const { cookie, ...account } = await join(who)
    await add?.(account.accountId)
    return { headers: { ...browser, cookie }, account }
  }
const program = (role: Role) => async (): Promise<Who> => ({
  headers: { authorization: `Bearer ${scene.tokens[role]}` },
  account: null,
})

/** The columns, from left to right: each makes somebody new, as if they had just come in. */
const ACTORS = {
  anonymous: async (): Promise<Who> => ({ headers: browser, account: null }),
  reader: person({}),
  nameless: person({ name: '' }),
  banned: person({ isBanned: true }),
  leaving: person({ isLeaving: true }),
  stale: person({ provenMinutesAgo: 30 }),
  'code-due': person({}, (accountId) => codeApp(accountId)),
  author: person({ role: 'author' }),
  moderator: person({ role: 'moderator' }),
  treasurer: person({ role: 'treasurer' }),
  editor: person({ role: 'editor' }),
  owner: person({ role: 'owner' }),
  'half-owner': person({ role: 'owner', hasSecondFactor: false }, (accountId) =>
    passkey(accountId),
  ),
  'banned-owner': person({ role: 'owner', isBanned: true }),
  't-author': program('author'),
  't-moderator': program('moderator'),
  't-treasurer': program('treasurer'),
  't-editor': program('editor'),
  't-owner': program('owner'),
}
type Column = keyof typeof ACTORS
const COLUMNS = Object.keys(ACTORS) as Column[]

/** The same people as the permissions know them. */
function actorOf(column: Column): Actor {
  if (column === 'anonymous') return ANONYMOUS
  const role = ROLES.find((one) => column === one || column.endsWith(`-${one}`)) ?? 'reader'
  if (column.startsWith('t-')) return { kind: 'token', role }
  return {
    kind: 'account',
    accountId: 'a',
    personId: 'p',
    sessionId: 's',
    name: column === 'nameless' ? '' : 'Ada',
    role,
    language: null,
    isBanned: column.startsWith('banned'),
    leavesAt: column === 'leaving' ? now : null,
    hasSecondFactor: role !== 'reader' && column !== 'half-owner',
    owesFactor: column === 'code-due' || column === 'half-owner',
    isFresh: column !== 'stale',
    muted: new Set(),
    unread: 0,
    formToken: 't',
    linkKey: '',
  }
}

type Scene = Awaited<ReturnType<typeof setScene>>

/** What is there to be read: comments in every state, a picture, a campaign, people. */
async function setScene() {
  const { app } = stage
  const { ctx } = app
  await publish(app, { slug: 'closed', headline: 'The pier is closed', commentsClosed: true })
  const comments: Record<string, string> = {}
  for (const [at, state] of ['published', 'held', 'removed', 'deleted'].entries()) {
    const { comment } = await stage.say('Nell', chatter(at))
    await sql('update comment set state = $2 where id = $1', [comment.id, state])
    comments[state] = comment.id
  }
  ctx.pages.clear()
  const picture = await sharp({
    create: { width: 400, height: 10, channels: 3, background: '#0b5c4b' },
  })
    .png()
    .toBuffer()
  const pictureId = await write(ctx, (tx, emit) => addPicture(ctx, tx, emit, picture))
  await write(ctx, (tx, emit) =>
    startCampaign(ctx, tx, emit, {
      title: null,
      currency: 'EUR',
      goalMinor: 1_000n,
      ticksMinor: [],
    }),
  )
  const tokens: Partial<Record<Role, string>> = {}
  for (const role of ROLES) tokens[role] = await renewAccessToken(ctx.db, ctx.site.id, role)
  // One owner more than the columns, so that none of them is the last.
  await join({ role: 'owner' })
  return {
    comments,
    picture,
    pictureId,
    pictures: {
      published: await pictureOf(comments.published ?? ''),
      held: await pictureOf(comments.held ?? ''),
    },
    tokens,
    asset: /\/assets\/[^"]+\.css/.exec(await (await stage.get('/')).text())?.[0] ?? '',
    receiptSecret: await ensureSecret(ctx.db, ctx.site.id, 'receipts'),
    erased: await insertPerson('erased', ''),
    other: await join(),
  }
}

/** A comment gets a picture. */
async function pictureOf(commentId: string): Promise<string> {
  const pictureId = await insertPicture()
  await sql(
    `with shown as (insert into comment_picture (comment_id, position, picture_id, alt) values ($1, 1, $2, ''))
     update comment set picture_count = 1 where id = $1`,
    [commentId, pictureId],
  )
  return pictureId
}

async function insertPicture(): Promise<string> {
  const pictureId = id()
  await sql(
    `with made as (insert into picture (id, site_id, sha256, width, height, purpose, created_at)
       values ($1, $2, $4, 400, 10, 'comment', $3) returning id)
     insert into picture_file (picture_id, width, bytes) select id, 400, '' from made`,
    [pictureId, stage.app.ctx.site.id, now, pictureId],
  )
  return pictureId
}

/** A picture that waits for a comment of this person. */
async function waitingPicture(personId: string): Promise<string> {
  const uploadId = id()
  await sql(
    `insert into picture_upload (id, site_id, picture_id, owner_key, created_at) values ($1, $2, $3, $4, $5)`,
    [uploadId, stage.app.ctx.site.id, await insertPicture(), `reader:${personId}`, now],
  )
  return uploadId
}

async function insertPerson(kind: 'imported' | 'erased', name = `Old ${letters(next())}`) {
  const personId = id()
  await sql(
    `insert into person (id, site_id, kind, name, name_skeleton, source_key, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      personId,
      stage.app.ctx.site.id,
      kind,
      name,
      skeletonOf(name),
      kind === 'imported' ? `disqus:${personId}` : null,
      now,
    ],
  )
  return personId
}

/** What is sent: the path with what belongs to it. */
type Ask = {
  path: string
  fields?: Record<string, string>
  json?: unknown
  /** Sent with the fields as multipart/form-data. */
  files?: Record<string, Uint8Array>
  /** Cookies beside that of the session. */
  cookie?: string
  headers?: Record<string, string>
}
/** How a route is asked about one kind of subject. null: this actor has no such thing. */
type Make = (who: Who) => Ask | null | Promise<Ask | null>

const path =
  (to: string): Make =>
  () => ({ path: to })
const form =
  (to: string, fields: Record<string, string> = {}): Make =>
  () => ({ path: to, fields })
const nobody = '00000000-0000-7000-8000-000000000000'

/** A thing of one's own, of somebody else, and one that is not there; `put` gives an account such a thing. */
const ofAccount = (
  put: (accountId: string) => Promise<string>,
  ask: (thing: string) => Ask,
): Record<string, Make> => ({
  own: async ({ account }) => (account ? ask(await put(account.accountId)) : null),
  other: async () => ask(await put(scene.other.accountId)),
  gone: async () => ask(nobody),
})

async function session(accountId: string): Promise<string> {
  const sessionId = id()
  await sql(
    `insert into session (id, site_id, account_id, token_hash, method, browser, network, started_at, proven_at,
       seen_at, expires_at) values ($1, $2, $3, $4, 'mail', '', '', $5, $5, $5, $6)`,
    [
      sessionId,
      stage.app.ctx.site.id,
      accountId,
      newToken(),
      now,
      new Date(now.getTime() + 3_600_000),
    ],
  )
  return sessionId
}

async function codeApp(accountId: string): Promise<void> {
  await sql('insert into code_app (account_id, secret, confirmed_at) values ($1, $2, $3)', [
    accountId,
    'JBSWY3DPEHPK3PXP',
    now,
  ])
}

/** A password that is no work to compare with: half a second of hashing for each who asks would say nothing more. */
async function cheapPassword(accountId: string): Promise<string> {
  const hash = `$scrypt$ln=1,r=1,p=1$AAAA$${Buffer.alloc(32).toString('base64').replace('=', '')}`
  await sql('insert into password (account_id, hash, changed_at) values ($1, $2, $3)', [
    accountId,
    hash,
    now,
  ])
  const [row] = await sql<{ mail: string }>('select mail from account where id = $1', [accountId])
  return row?.mail ?? ''
}

async function passkey(accountId: string): Promise<string> {
  const keyId = id()
  await sql(
    `insert into passkey (id, site_id, account_id, credential_id, public_key, counter, transports, label, is_synced,
       created_at) values ($1, $2, $3, $4, '', 0, '{}', 'Key', false, $5)`,
    [keyId, stage.app.ctx.site.id, accountId, newToken(), now],
  )
  return keyId
}

async function notice(accountId: string): Promise<string> {
  const { ctx } = stage.app
  const key = `notice ${next()}`
  const commentId = scene.comments.published ?? ''
  await write(ctx, (tx, emit) =>
    addNotices(ctx, tx, emit, [{ accountId, kind: 'reply', commentId, key, detail: {} }]),
  )
  const [row] = await sql<{ id: string }>('select id from notice where key = $1', [key])
  return row?.id ?? ''
}

async function claim(accountId: string): Promise<string> {
  const claimId = id()
  await sql(
    `insert into claim (id, site_id, account_id, person_id, words, state, asked_at)
     values ($1, $2, $3, $4, '', 'waiting', $5)`,
    [claimId, stage.app.ctx.site.id, accountId, await insertPerson('imported'), now],
  )
  return claimId
}

async function identity(accountId: string): Promise<string> {
  await sql(
    `insert into identity (site_id, provider, subject, account_id, created_at) values ($1, 'club', $2, $3, $4)`,
    [stage.app.ctx.site.id, newToken(), accountId, now],
  )
  return 'club'
}

async function openInvitation(): Promise<{ token: string; id: string }> {
  const { ctx } = stage.app
  const mail = `invited${next()}@example.org`
  const { url } = await invite(ctx, null, { mail, role: 'author', language: 'en' })
  const [row] = await sql<{ id: string }>('select id from invitation where mail = $1', [mail])
  return { token: url.split('/').at(-1) ?? '', id: row?.id ?? '' }
}

/** A letter that was asked for in some browser: its link, its code, and the cookie of that browser. */
async function letter() {
  const mail = `letter${next()}@example.org`
  const browser = newToken()
  const asked = { mail, browserHash: hashOf(browser), nextPath: '/', language: 'en' }
  await askForLink(stage.app.ctx, asked)
  const [row] = await sql<{ text: string }>('select text from mail where to_address = $1', [mail])
  return {
    cookie: `__Host-browser=${browser}`,
    path: /\/sign-in\/link\/[\w-]+/.exec(row?.text ?? '')?.[0] ?? '',
    code: /\b\d{4} \d{4}\b/.exec(row?.text ?? '')?.[0] ?? '',
  }
}

const comment = (ask: (commentId: string) => Ask): Record<string, Make> =>
  Object.fromEntries(
    ['published', 'held', 'removed', 'deleted', 'gone'].map((state) => [
      state,
      () => ask(scene.comments[state] ?? nobody),
    ]),
  )

/** A comment to decide on, put back into its state for each who asks. */
const decided = (ask: (commentId: string) => Ask): Record<string, Make> =>
  Object.fromEntries(
    ['published', 'held', 'deleted', 'gone'].map((state) => {
      let said: Promise<string> | undefined
      const make = async () => {
        if (state === 'gone') return ask(nobody)
        said ??= stage.say('Nell', chatter(next())).then(({ comment: one }) => one.id)
        await sql('update comment set state = $2 where id = $1', [await said, state])
        return ask(await said)
      }
      return [state, make]
    }),
  )

/** Somebody of each height, put back into their role for each who asks, and oneself. */
const overPeople = (ask: (accountId: string) => Ask): Record<string, Make> => ({
  oneself: ({ account }) => (account ? ask(account.accountId) : null),
  ...Object.fromEntries(
    (['reader', 'author', 'moderator', 'treasurer', 'editor', 'owner'] as const).map((role) => {
      let somebody: Promise<Account> | undefined
      const make = async () => {
        somebody ??= join({ role })
        const { accountId } = await somebody
        const change = 'update account set role = $2, banned_at = null where id = $1'
        await sql(change, [accountId, role])
        return ask(accountId)
      }
      return [role, make]
    }),
  ),
  gone: () => ask(nobody),
})

const bytes = 'AAAA'
const proof = {
  id: bytes,
  rawId: bytes,
  type: 'public-key',
  clientExtensionResults: {},
  response: { clientDataJSON: bytes, authenticatorData: bytes, signature: bytes },
}
const newPasskey = { ...proof, response: { clientDataJSON: bytes, attestationObject: bytes } }

/** A comment that the actor wrote: what is only for whoever wrote it. */
async function written(account: Account): Promise<string> {
  const { comment: said } = await stage.say('Gus', chatter(next()))
  await sql(`update comment set person_id = $2, author_kind = 'reader' where id = $1`, [
    said.id,
    account.personId,
  ])
  return said.id
}

/** A comment of one's own, of somebody else, and one that is not there. */
const authored = (ask: (id: string) => Ask): Record<string, Make> => ({
  own: async ({ account }) => (account ? ask(await written(account)) : null),
  other: () => ask(scene.comments.published ?? ''),
  gone: () => ask(nobody),
})

const CORAL_SECRET = 'what Coral signs with'
/** A key of other software that opens, as often as this test asks within one moment. */
const judgeKey = async () => {
  const quota = { perSecond: 10_000, perMinute: 10_000, perDay: 10_000 }
  const made = await makeJudgeKey(stage.app.ctx, {
    name: `Key ${next()}`,
    quota,
    byAccountId: null,
  })
  await signJudgeKey(stage.app.ctx, { keyId: made.id, secret: CORAL_SECRET })
  return made
}
let shared: ReturnType<typeof judgeKey> | undefined
/** The same key for all who ask; a site has only so many. */
const sharedJudgeKey = () => {
  shared ??= judgeKey()
  return shared
}
/** A question with a key, and with one that is none. */
const withJudgeKey = (
  route: string,
  ask: (key: string) => Ask,
): Record<string, Record<string, Make>> => ({
  [route]: {
    'with key': async () => ask((await sharedJudgeKey()).key),
    'without key': () => ask('0'.repeat(32)),
  },
})

const ofThread = (ask: (slug: string) => string): Record<string, Make> => ({
  there: path(ask('ferry')),
  gone: path(ask('none')),
})

/** How every route is asked: its subjects ('-' where it has none) with a request that is right in all else. */
/** A house rule. */
const GULLS = { kind: 'word', pattern: 'gull', label: 'off-rule', action: 'doubt' }

const ASKS: Record<string, Record<string, Make>> = {
  'GET /': { '-': path('/') },
  'GET /sections/:slug': { there: path('/sections/news'), gone: path('/sections/none') },
  'GET /articles/:slug': { there: path('/articles/ferry'), gone: path('/articles/none') },
  'GET /support': { '-': path('/support') },
  'GET /articles/:slug/comments/:id': comment((one) => ({
    path: `/articles/ferry/comments/${one}`,
  })),
  'GET /articles/:slug/comments/:id/fragment': comment((one) => ({
    path: `/articles/ferry/comments/${one}/fragment`,
  })),
  'GET /articles/:slug/comments/:id/alone': comment((one) => ({
    path: `/articles/ferry/comments/${one}/alone`,
  })),
  'POST /articles/:slug/comments': {
    open: () => ({ path: '/articles/ferry/comments', fields: { text: chatter(next()) } }),
    closed: () => ({ path: '/articles/closed/comments', fields: { text: chatter(next()) } }),
    gone: () => ({ path: '/articles/none/comments', fields: { text: chatter(next()) } }),
    picture: () => ({
      path: '/articles/ferry/comments',
      fields: { text: chatter(next()), asked: 'yes' },
      files: { pictures: scene.picture },
    }),
  },
  'GET /receipts/:id/:signature/:file': {
    signed: () => {
      const held = scene.comments.held ?? ''
      const receipt = `/receipts/${held}/${signatureOf(scene.receiptSecret, held)}`
      return { path: `${receipt}/${scene.pictures.held}-400.webp` }
    },
    forged: () => ({
      path: `/receipts/${scene.comments.held}/${'A'.repeat(22)}/${scene.pictures.held}-400.webp`,
    }),
    'of another': () => {
      const held = scene.comments.held ?? ''
      const receipt = `/receipts/${held}/${signatureOf(scene.receiptSecret, held)}`
      return { path: `${receipt}/${scene.pictures.published}-400.webp` }
    },
  },
  'GET /pictures/waiting/:id': {
    own: async ({ account }) =>
      account && { path: `/pictures/waiting/${await waitingPicture(account.personId)}` },
    other: async () => ({
      path: `/pictures/waiting/${await waitingPicture(scene.other.personId)}`,
    }),
    gone: path(`/pictures/waiting/${nobody}`),
  },
  'POST /api/v1/pictures': {
    one: () => ({ path: '/api/v1/pictures', files: { picture: scene.picture } }),
    'no picture': () => ({ path: '/api/v1/pictures', files: { picture: Buffer.from('<svg/>') } }),
  },
  'GET /receipts/:id/:signature': {
    signed: () => {
      const held = scene.comments.held ?? ''
      return { path: `/receipts/${held}/${signatureOf(scene.receiptSecret, held)}` }
    },
    forged: () => ({ path: `/receipts/${scene.comments.held}/${'A'.repeat(22)}` }),
  },
  'GET /assets/*': { there: () => ({ path: scene.asset }), gone: path('/assets/none.css') },
  'GET /pictures/:id-:width.webp': {
    there: () => ({ path: `/pictures/${scene.pictureId}-400.webp` }),
    'of published': () => ({ path: `/pictures/${scene.pictures.published}-400.webp` }),
    'of held': () => ({ path: `/pictures/${scene.pictures.held}-400.webp` }),
    gone: path(`/pictures/${nobody}-400.webp`),
  },
  'GET /feed.xml': { '-': path('/feed.xml') },
  'GET /robots.txt': { '-': path('/robots.txt') },
  'GET /.well-known/security.txt': { '-': path('/.well-known/security.txt') },
  'GET /favicon.svg': { '-': path('/favicon.svg') },
  'GET /health': { '-': path('/health') },

  'GET /sign-in': { '-': path('/sign-in?next=/') },
  'POST /sign-in': {
    '-': () => ({ path: '/sign-in', fields: { mail: `asks${next()}@example.org`, next: '/' } }),
  },
  'GET /sign-in/sent': { '-': path('/sign-in/sent') },
  'POST /sign-in/code': {
    right: async () => {
      const { cookie, code } = await letter()
      return { path: '/sign-in/code', fields: { code }, cookie }
    },
    'other browser': async () => {
      const { code } = await letter()
      return { path: '/sign-in/code', fields: { code }, cookie: `__Host-browser=${newToken()}` }
    },
  },
  ...Object.fromEntries(
    (['GET', 'POST'] as const).map((method) => [
      `${method} /sign-in/link/:token`,
      {
        own: async () => {
          const { path: to, cookie } = await letter()
          return { path: to, cookie }
        },
        other: async () => ({
          path: (await letter()).path,
          cookie: `__Host-browser=${newToken()}`,
        }),
        gone: path(`/sign-in/link/${'A'.repeat(43)}`),
      },
    ]),
  ),
  'POST /sign-in/password': {
    wrong: async () => {
      const { accountId } = await join()
      const mail = await cheapPassword(accountId)
      return { path: '/sign-in/password', fields: { mail, password: 'wrong', next: '/' } }
    },
  },
  ...Object.fromEntries(
    (['GET', 'POST'] as const).map((method) => [
      `${method} /invitation/:token`,
      {
        open: async () => ({ path: `/invitation/${(await openInvitation()).token}` }),
        gone: path(`/invitation/${'A'.repeat(43)}`),
      },
    ]),
  ),
  'POST /sign-out': { '-': form('/sign-out') },
  'GET /sign-in/second-factor': { '-': path('/sign-in/second-factor') },
  'POST /sign-in/second-factor': {
    wrong: form('/sign-in/second-factor', { code: '000000', next: '/' }),
  },
  'POST /sign-in/passkey/options': { '-': () => ({ path: '/sign-in/passkey/options', json: {} }) },
  'POST /sign-in/passkey': {
    wrong: () => ({ path: '/sign-in/passkey', json: { ceremony: bytes, response: proof } }),
  },
  'GET /sign-in/with/:id': { there: path('/sign-in/with/club'), gone: path('/sign-in/with/none') },
  'GET /sign-in/with/:id/answer': {
    unasked: path('/sign-in/with/club/answer?code=a&state=b'),
    gone: path('/sign-in/with/none/answer'),
  },
  'GET /sign-in/site/:id': {
    there: path('/sign-in/site/bakery'),
    gone: path('/sign-in/site/none'),
  },
  'GET /sign-in/site/:id/answer': {
    unasked: path('/sign-in/site/bakery/answer?token=a'),
    gone: path('/sign-in/site/none/answer'),
  },
  'POST /sign-in/site/:id/answer': {
    unasked: form('/sign-in/site/bakery/answer', { token: 'a' }),
    gone: form('/sign-in/site/none/answer', { token: 'a' }),
  },

  'GET /account': { '-': path('/account') },
  'POST /account/name': {
    '-': () => ({ path: '/account/name', fields: { name: `Name ${letters(next())}` } }),
  },
  'POST /account/language': { '-': form('/account/language', { language: 'de' }) },
  'POST /account/mail': {
    '-': () => ({ path: '/account/mail', fields: { mail: `new${next()}@example.org` } }),
  },
  'POST /account/support': {
    'no mark': form('/account/support'),
    'no gift': form('/account/support', { show: 'yes' }),
  },
  'POST /account/sessions/end': ofAccount(session, (one) => ({
    path: '/account/sessions/end',
    fields: { session: one },
  })),
  'POST /account/sessions/end-others': { '-': form('/account/sessions/end-others') },
  'GET /account/claim/:id': {
    unclaimed: async () => ({ path: `/account/claim/${await insertPerson('imported')}` }),
    other: () => ({ path: `/account/claim/${scene.other.personId}` }),
    erased: () => ({ path: `/account/claim/${scene.erased}` }),
    gone: path(`/account/claim/${nobody}`),
  },
  'POST /account/claim': {
    unclaimed: async () => ({
      path: '/account/claim',
      fields: { person: await insertPerson('imported'), words: 'That was me.' },
    }),
    other: () => ({ path: '/account/claim', fields: { person: scene.other.personId, words: '' } }),
    erased: () => ({ path: '/account/claim', fields: { person: scene.erased, words: '' } }),
    gone: form('/account/claim', { person: nobody, words: '' }),
  },
  'GET /account/security': { '-': path('/account/security') },
  'POST /account/security/passkeys/rename': ofAccount(passkey, (one) => ({
    path: '/account/security/passkeys/rename',
    fields: { id: one, label: 'Mine' },
  })),
  'POST /account/security/passkeys/remove': ofAccount(passkey, (one) => ({
    path: '/account/security/passkeys/remove',
    fields: { id: one },
  })),
  'POST /account/passkeys/options': {
    '-': () => ({ path: '/account/passkeys/options', json: {} }),
  },
  'POST /account/passkeys': {
    wrong: () => ({ path: '/account/passkeys', json: { ceremony: bytes, response: newPasskey } }),
  },
  'POST /account/security/code-app': { '-': form('/account/security/code-app') },
  'GET /account/security/code-app': { '-': path('/account/security/code-app') },
  'POST /account/security/code-app/on': {
    'own, wrong': async ({ account }) => {
      if (account) await beginCodeApp(stage.app.ctx, account)
      return { path: '/account/security/code-app/on', fields: { code: 'no code' } }
    },
  },
  'POST /account/security/code-app/off': { '-': form('/account/security/code-app/off') },
  'POST /account/security/recovery-codes': { '-': form('/account/security/recovery-codes') },
  'POST /account/security/password': {
    weak: form('/account/security/password', { password: 'password' }),
  },
  'POST /account/security/password/remove': { '-': form('/account/security/password/remove') },
  'POST /account/security/unlink': ofAccount(identity, (provider) => ({
    path: '/account/security/unlink',
    fields: { provider },
  })),
  'GET /account/notices': { '-': path('/account/notices') },
  'POST /account/notices/read': ofAccount(notice, (one) => ({
    path: '/account/notices/read',
    fields: { notice: one },
  })),
  'POST /account/notices/mute': ofAccount(notice, (one) => ({
    path: '/account/notices/mute',
    fields: { notice: one },
  })),
  'POST /account/notices/settings': {
    '-': form('/account/notices/settings', { replies: 'daily', decisions: 'never' }),
  },
  'GET /account/leave': { '-': path('/account/leave') },
  'POST /account/leave': { '-': form('/account/leave', { texts: 'keep' }) },
  'POST /account/visits': { '-': form('/account/visits', { keep: 'on' }) },
  'POST /account/stay': { '-': form('/account/stay') },
  'POST /account/export': { '-': form('/account/export') },
  'GET /people/:id': {
    own: ({ account }) => (account ? { path: `/people/${account.personId}` } : null),
    other: () => ({ path: `/people/${scene.other.personId}` }),
    unclaimed: async () => ({ path: `/people/${await insertPerson('imported')}` }),
    erased: () => ({ path: `/people/${scene.erased}` }),
    gone: path(`/people/${nobody}`),
  },
  ...Object.fromEntries(
    ['mute', 'unmute'].map((act) => [
      `POST /people/:id/${act}`,
      {
        own: ({ account }: Who) =>
          account ? { path: `/people/${account.personId}/${act}`, fields: {} } : null,
        other: () => ({ path: `/people/${scene.other.personId}/${act}`, fields: {} }),
        gone: form(`/people/${nobody}/${act}`),
      },
    ]),
  ),
  ...Object.fromEntries(
    (['GET', 'POST'] as const).map((method) => [
      `${method} /unsubscribe/:accountId/:kind/:signature`,
      {
        signed: async () => ({ path: await unsubscribePath(), fields: undefined }),
        forged: async () => ({
          path: (await unsubscribePath()).replace(/[\w-]+$/, 'A'.repeat(22)),
        }),
      },
    ]),
  ),

  'GET /desk': { '-': path('/desk') },
  'GET /desk/people': { '-': path('/desk/people?q=member') },
  'POST /desk/people/invite': {
    '-': () => ({
      path: '/desk/people/invite',
      fields: { mail: `invited${next()}@example.org`, role: 'owner' },
    }),
  },
  'POST /desk/people/withdraw': {
    open: async () => ({
      path: '/desk/people/withdraw',
      fields: { invitation: (await openInvitation()).id },
    }),
    gone: form('/desk/people/withdraw', { invitation: nobody }),
  },
  'POST /desk/people/role': overPeople((account) => ({
    path: '/desk/people/role',
    fields: { account, role: 'author' },
  })),
  'POST /desk/people/ban': overPeople((account) => ({
    path: '/desk/people/ban',
    fields: { account },
  })),
  'POST /desk/people/unban': overPeople((account) => ({
    path: '/desk/people/unban',
    fields: { account },
  })),
  'GET /desk/claims': { '-': path('/desk/claims') },
  'POST /desk/claims': ofAccount(claim, (one) => ({
    path: '/desk/claims',
    fields: { claim: one, answer: 'yes' },
  })),
  'GET /desk/judge-keys': { '-': path('/desk/judge-keys') },
  'POST /desk/judge-keys': {
    '-': () => ({ path: '/desk/judge-keys', fields: { name: `Key ${next()}` } }),
  },
  'POST /desk/judge-keys/end': {
    there: async () => ({ path: '/desk/judge-keys/end', fields: { key: (await judgeKey()).id } }),
    gone: form('/desk/judge-keys/end', { key: nobody }),
  },
  'POST /desk/judge-keys/sign': {
    there: async () => ({
      path: '/desk/judge-keys/sign',
      fields: { key: (await sharedJudgeKey()).id, secret: CORAL_SECRET },
    }),
    gone: form('/desk/judge-keys/sign', { key: nobody, secret: 'a secret' }),
  },
  ...withJudgeKey('POST /v1alpha1/comments::analyze', (key) => ({
    path: `/v1alpha1/comments:analyze?key=${key}`,
    json: {
      comment: { text: chatter(next()) },
      languages: ['en'],
      requestedAttributes: { TOXICITY: {} },
    },
  })),
  ...withJudgeKey('POST /v1alpha1/comments::suggestscore', (key) => ({
    path: `/v1alpha1/comments:suggestscore?key=${key}`,
    json: {
      comment: { text: chatter(next()) },
      attributeScores: { TOXICITY: { summaryScore: { value: 1 } } },
    },
  })),
  'GET /$discovery/rest': { '-': path('/$discovery/rest?version=v1alpha1') },
  ...Object.fromEntries(
    ['verify-key', 'comment-check', 'submit-spam', 'submit-ham'].map((verb) => [
      `POST /1.1/${verb}`,
      // Akismet's clients are told "invalid" with status 200: whether the key opened is in the words, and tested there.
      {
        '-': async () => ({
          path: `/1.1/${verb}`,
          fields: {
            api_key: (await sharedJudgeKey()).key,
            blog: 'https://blog.example',
            user_ip: '192.0.2.1',
            comment_content: chatter(next()),
          },
        }),
      },
    ]),
  ),
  ...withJudgeKey('POST /coral/moderation', (key) => {
    const json = { action: 'NEW', comment: { body: chatter(next()), parentID: null } }
    const signature = createHmac('sha256', CORAL_SECRET).update(JSON.stringify(json)).digest('hex')
    return {
      path: `/coral/moderation?key=${key}`,
      json,
      headers: { 'x-coral-signature': `sha256=${signature}` },
    }
  }),
  ...withJudgeKey('POST /api/v1/moderation/judge', (key) => ({
    path: `/api/v1/moderation/judge?key=${key}`,
    json: { text: chatter(next()) },
  })),
  'GET /desk/outbox': { '-': path('/desk/outbox') },
  'GET /desk/copies': { '-': path('/desk/copies') },
  'POST /desk/copies': {
    gone: () => ({ path: '/desk/copies', fields: { copies: nobody, action: 'remove' } }),
  },
  'GET /desk/house-rules': { '-': path('/desk/house-rules') },
  'POST /desk/house-rules': {
    there: () => ({ path: '/desk/house-rules', fields: { ...GULLS, do: 'try' } }),
    bad: () => ({ path: '/desk/house-rules', fields: { ...GULLS, kind: 'regex', pattern: '(' } }),
  },
  'POST /desk/house-rules/end': {
    gone: () => ({ path: '/desk/house-rules/end', fields: { rule: nobody } }),
  },
  'GET /desk/learning': { '-': path('/desk/learning') },
  'POST /desk/learning/reset': {
    there: form('/desk/learning/reset', { sure: 'yes' }),
    bad: form('/desk/learning/reset', {}),
  },
  'GET /desk/threads': { '-': path('/desk/threads') },
  'POST /desk/threads': {
    there: () => ({ path: '/desk/threads', fields: { slug: 'ferry' } }),
    gone: () => ({ path: '/desk/threads', fields: { slug: 'none' } }),
  },
  'POST /desk/threads/authors': {
    there: form('/desk/threads/authors', { slug: 'ferry', names: '' }),
    gone: form('/desk/threads/authors', { slug: 'none', names: '' }),
  },
  'GET /desk/rules': {
    site: path('/desk/rules'),
    section: path('/desk/rules?section=news'),
    gone: path('/desk/rules?section=none'),
  },
  'POST /desk/rules': {
    site: form('/desk/rules'),
    section: form('/desk/rules', { slug: 'news' }),
    gone: form('/desk/rules', { slug: 'none' }),
  },

  'GET /desk/policy': {
    site: path('/desk/policy'),
    section: path('/desk/policy?section=news'),
    gone: path('/desk/policy?section=none'),
  },
  'POST /desk/policy': {
    site: form('/desk/policy', { preset: 'balanced' }),
    try: () => ({ path: '/desk/policy', fields: { preset: 'open', do: 'try' } }),
    bad: () => ({ path: '/desk/policy', fields: { 'insult.nudge': '0.95' } }),
    gone: form('/desk/policy', { slug: 'none' }),
  },

  'GET /comments/:id/recommend': comment((one) => ({ path: `/comments/${one}/recommend` })),
  'POST /comments/:id/recommend': authored((one) => ({ path: `/comments/${one}/recommend` })),
  'GET /comments/:id/pick': comment((one) => ({ path: `/comments/${one}/pick` })),
  'POST /comments/:id/pick': comment((one) => ({
    path: `/comments/${one}/pick`,
    fields: { take: 'back' },
  })),
  'GET /comments/:id/report': comment((one) => ({ path: `/comments/${one}/report` })),
  'POST /comments/:id/report': authored((one) => ({
    path: `/comments/${one}/report`,
    fields: { reason: 'spam' },
  })),
  'GET /comments/:id/reported': comment((one) => ({ path: `/comments/${one}/reported` })),
  'GET /comments/:id/edit': authored((one) => ({ path: `/comments/${one}/edit` })),
  'POST /comments/:id/edit': authored((one) => ({
    path: `/comments/${one}/edit`,
    fields: { text: chatter(next()) },
  })),
  'POST /articles/:slug/preview': {
    open: () => ({ path: '/articles/ferry/preview', fields: { text: 'A word.' } }),
    closed: () => ({ path: '/articles/closed/preview', fields: { text: 'A word.' } }),
    gone: () => ({ path: '/articles/none/preview', fields: { text: 'A word.' } }),
  },
  'POST /comments/:id/preview': authored((one) => ({
    path: `/comments/${one}/preview`,
    fields: { text: 'A word.' },
  })),
  'POST /api/v1/preview': {
    '-': () => ({ path: '/api/v1/preview', json: { text: 'A word.' } }),
    gone: () => ({ path: '/api/v1/preview', json: { text: 'A word.', article: 'none' } }),
  },
  'GET /api/v1/articles/:slug/people': {
    there: path('/api/v1/articles/ferry/people'),
    gone: path('/api/v1/articles/none/people'),
  },
  'GET /words/writing.json': { '-': path('/words/writing.json') },
  'GET /comments/:id/delete': authored((one) => ({ path: `/comments/${one}/delete` })),
  'POST /comments/:id/delete': authored((one) => ({ path: `/comments/${one}/delete` })),
  'GET /articles/:slug/comments/:id/history': comment((one) => ({
    path: `/articles/ferry/comments/${one}/history`,
  })),
  'GET /articles/:slug/comments.rss': ofThread((slug) => `/articles/${slug}/comments.rss`),
  'GET /articles/:slug/comments.atom': ofThread((slug) => `/articles/${slug}/comments.atom`),
  'GET /articles/:slug/comments.json': ofThread((slug) => `/articles/${slug}/comments.json`),
  'GET /articles/:slug/comments.md': ofThread((slug) => `/articles/${slug}/comments.md`),
  'GET /api/v1/counts': { '-': path('/api/v1/counts?slugs=ferry') },
  'GET /articles/:slug/find': ofThread((slug) => `/articles/${slug}/find?q=boat`),
  'GET /api/v1/articles/:slug/find': ofThread((slug) => `/api/v1/articles/${slug}/find?q=boat`),
  'GET /api/v1/articles/:slug/new': ofThread(
    (slug) => `/api/v1/articles/${slug}/new?since=2026-11-20T10:00:00Z`,
  ),
  'GET /words/:language': { known: path('/words/de'), unknown: path('/words/xx') },
  'GET /api/v1/articles/:slug/visit': ofThread((slug) => `/api/v1/articles/${slug}/visit`),
  'POST /api/v1/articles/:slug/visit': {
    there: () => ({
      path: '/api/v1/articles/ferry/visit',
      json: { seenUntil: '2026-11-20T09:00:00Z' },
    }),
    gone: () => ({
      path: '/api/v1/articles/none/visit',
      json: { seenUntil: '2026-11-20T09:00:00Z' },
    }),
  },
  'GET /api/v1/articles/:slug/mine': ofThread((slug) => `/api/v1/articles/${slug}/mine`),
  'GET /api/v1/articles/:slug/own': ofThread((slug) => `/api/v1/articles/${slug}/own`),
  'POST /api/v1/comments/:id/recommend': authored((one) => ({
    path: `/api/v1/comments/${one}/recommend`,
    json: { on: true },
  })),
  'POST /api/v1/comments/:id/edit': authored((one) => ({
    path: `/api/v1/comments/${one}/edit`,
    json: { text: chatter(next()) },
  })),
  'POST /api/v1/comments/:id/delete': authored((one) => ({
    path: `/api/v1/comments/${one}/delete`,
    json: {},
  })),
  'POST /api/v1/comments/:id/pick': comment((one) => ({
    path: `/api/v1/comments/${one}/pick`,
    json: { on: false },
  })),
  'GET /api/v1/articles/:slug/thread': ofThread((slug) => `/api/v1/articles/${slug}/thread`),
  'POST /api/v1/articles/:slug/authors': {
    there: () => ({ path: '/api/v1/articles/ferry/authors', json: { names: [] } }),
    gone: () => ({ path: '/api/v1/articles/none/authors', json: { names: [] } }),
  },
  'GET /api/v1/rules': { '-': path('/api/v1/rules') },
  'POST /api/v1/rules': { '-': () => ({ path: '/api/v1/rules', json: {} }) },
  'GET /api/v1/sections/:slug/rules': {
    there: path('/api/v1/sections/news/rules'),
    gone: path('/api/v1/sections/none/rules'),
  },
  'POST /api/v1/sections/:slug/rules': {
    there: () => ({ path: '/api/v1/sections/news/rules', json: {} }),
    gone: () => ({ path: '/api/v1/sections/none/rules', json: {} }),
  },
  'GET /api/v1/policy': { '-': path('/api/v1/policy') },
  'POST /api/v1/policy': {
    there: () => ({ path: '/api/v1/policy', json: { preset: 'balanced' } }),
    bad: () => ({
      path: '/api/v1/policy',
      json: { preset: null, thresholds: { insult: { refuse: 0.95 } } },
    }),
  },
  'POST /api/v1/policy/back-test': {
    '-': () => ({ path: '/api/v1/policy/back-test', json: { preset: 'open' } }),
  },
  'GET /api/v1/sections/:slug/policy': {
    there: path('/api/v1/sections/news/policy'),
    gone: path('/api/v1/sections/none/policy'),
  },
  'POST /api/v1/sections/:slug/policy': {
    there: () => ({ path: '/api/v1/sections/news/policy', json: { preset: null } }),
    gone: () => ({ path: '/api/v1/sections/none/policy', json: { preset: null } }),
  },
  'POST /api/v1/sections/:slug/policy/back-test': {
    there: () => ({ path: '/api/v1/sections/news/policy/back-test', json: { preset: 'open' } }),
    gone: () => ({ path: '/api/v1/sections/none/policy/back-test', json: { preset: 'open' } }),
  },
  'GET /api/v1/learning': { '-': path('/api/v1/learning') },
  'POST /api/v1/learning/reset': {
    '-': () => ({ path: '/api/v1/learning/reset', json: {} }),
  },
  'GET /api/v1/moderation/copies': { '-': path('/api/v1/moderation/copies') },
  'POST /api/v1/moderation/copies/:id/decision': {
    gone: () => ({
      path: `/api/v1/moderation/copies/${nobody}/decision`,
      json: { action: 'remove' },
    }),
  },
  'GET /api/v1/house-rules': { '-': path('/api/v1/house-rules') },
  'POST /api/v1/house-rules': {
    bad: () => ({ path: '/api/v1/house-rules', json: { ...GULLS, kind: 'regex', pattern: '(' } }),
  },
  'POST /api/v1/house-rules/trial': {
    there: () => ({ path: '/api/v1/house-rules/trial', json: GULLS }),
  },
  'POST /api/v1/house-rules/:id/end': {
    gone: () => ({ path: `/api/v1/house-rules/${nobody}/end`, json: {} }),
  },
  'POST /api/v1/articles/:slug/thread': {
    there: () => ({ path: '/api/v1/articles/ferry/thread', json: { slowSeconds: 0 } }),
    gone: () => ({ path: '/api/v1/articles/none/thread', json: { slowSeconds: 0 } }),
  },

  'GET /api/v1/articles': { '-': path('/api/v1/articles') },
  'GET /api/v1/articles/:slug': {
    there: path('/api/v1/articles/ferry'),
    gone: path('/api/v1/articles/none'),
  },
  'GET /api/v1/articles/:slug/comments': {
    there: path('/api/v1/articles/ferry/comments'),
    gone: path('/api/v1/articles/none/comments'),
  },
  'GET /api/v1/articles/:slug/live': {
    there: path('/api/v1/articles/ferry/live'),
    gone: path('/api/v1/articles/none/live'),
  },
  'GET /api/v1/comments/:id': comment((one) => ({ path: `/api/v1/comments/${one}` })),
  'GET /api/v1/comments/:id/replies': comment((one) => ({
    path: `/api/v1/comments/${one}/replies`,
  })),
  'POST /api/v1/articles/:slug/comments': {
    open: () => newComment('ferry'),
    closed: () => newComment('closed'),
    gone: () => newComment('none'),
  },
  'POST /api/v1/comments/:id/decision': decided((one) => ({
    path: `/api/v1/comments/${one}/decision`,
    json: { action: 'remove' },
  })),
  'GET /api/v1/campaigns/current': { '-': path('/api/v1/campaigns/current') },
  'GET /api/v1/campaigns/current/live': { '-': path('/api/v1/campaigns/current/live') },
  'POST /api/v1/gifts': {
    '-': () => ({
      path: '/api/v1/gifts',
      json: { amountMinor: 100, currency: 'EUR' },
      headers: { 'idempotency-key': `gift-${next()}-of-the-test` },
    }),
  },
  'GET /api/v1/openapi.json': { '-': path('/api/v1/openapi.json') },
}

const newComment = (slug: string): Ask => ({
  path: `/api/v1/articles/${slug}/comments`,
  json: { text: chatter(next()) },
  headers: { 'idempotency-key': `comment-${next()}-of-the-test` },
})

async function unsubscribePath(): Promise<string> {
  const input = { accountId: scene.other.accountId, kind: 'replies' as const }
  return new URL(await unsubscribeUrlOf(stage.app.ctx, input)).pathname
}

type Heard = { status: number; place: string; text: string }

/** Sends one request; of a stream only the beginning is heard. */
async function send(method: string, who: Who, ask: Ask): Promise<Heard> {
  const number = next()
  const cookies = [who.headers.cookie, ask.cookie].filter((one) => one !== undefined)
  const stop = new AbortController()
  const response = await fetch(stage.address + ask.path, {
    method,
    redirect: 'manual',
    signal: stop.signal,
    headers: {
      ...who.headers,
      ...ask.headers,
      ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}),
      ...(ask.json === undefined ? {} : { 'content-type': 'application/json' }),
      'accept-encoding': 'identity',
      // Each request from a network of its own, so that no limit of networks is met.
      'x-forwarded-for': `${100 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}.1`,
    },
    ...(method === 'POST' ? { body: bodyOf(ask) } : {}),
  })
  const { status, headers } = response
  const isStream = headers.get('content-type')?.startsWith('text/event-stream')
  const text = isStream ? '' : await response.text()
  if (isStream) stop.abort()
  return { status, place: headers.get('location') ?? '', text }
}

const WAYS_IN: [RegExp, string][] = [
  [/^\/sign-in\?next=/, 'sign-in'],
  [/^\/sign-in\/second-factor\?next=/, 'second-factor'],
  [/^\/sign-in\?again=1/, 'sign-in-again'],
]
const WORD_OF_STATUS: Record<number, string> = {
  400: 'invalid',
  401: 'sign-in',
  403: 'forbidden',
  404: 'not-found',
  410: 'gone',
  422: 'invalid',
}

/** What came of it, in a word. @throws Error for an answer that no door gives */
function wordOf({ status, place, text }: Heard): string {
  if (status >= 200 && status < 300) return 'ok'
  if (status === 303) return WAYS_IN.find(([sign]) => sign.test(place))?.[1] ?? 'ok'
  const code = /"code":"access\/(second-factor|sign-in-again)"/.exec(text)?.[1]
  const word = code ?? WORD_OF_STATUS[status]
  if (word === undefined) throw new Error(`${status} ${text.slice(0, 500)}`)
  return word
}

/** In place of a word where the actor has no such thing to ask about. */
const NOTHING = '.'

type Line = { route: string; subject: string; words: Partial<Record<Column, string>> }

/** Asked together: more would only wait for each other. */
const LINES_AT_ONCE = 4

/** Asks everything as everybody. Whoever changed themselves by a form is somebody new the next time. */
function bodyOf({ json, fields, files }: Ask): BodyInit {
  if (json !== undefined) return JSON.stringify(json)
  if (files === undefined) return new URLSearchParams(fields)
  const form = new FormData()
  for (const [name, value] of Object.entries(fields ?? {})) form.append(name, value)
  for (const [name, file] of Object.entries(files))
    form.append(name, new Blob([new Uint8Array(file)]), 'picture.png')
  return form
}

async function askAll(routes: Route[]): Promise<Line[]> {
  const todo = routes.flatMap(({ method, url }) =>
    Object.entries(ASKS[`${method} ${url}`] ?? {}).map(([subject, make]) => ({
      method,
      make,
      line: { route: `${method} ${url}`, subject, words: {} } as Line,
    })),
  )
  const lines = todo.map(({ line }) => line)
  const work = async () => {
    const here = new Map<Column, Who>()
    for (let one = todo.shift(); one !== undefined; one = todo.shift()) {
      const { method, make, line } = one
      for (const column of COLUMNS) {
        const who = here.get(column) ?? (await ACTORS[column]())
        here.set(column, who)
        const ask = await make(who)
        const word = ask === null ? NOTHING : wordOf(await send(method, who, ask))
        line.words[column] = word
        if (SPOILS.test(line.route) && (CHANGED.has(word) || line.subject.startsWith('own')))
          here.delete(column)
      }
    }
  }
  await Promise.all(Array.from({ length: LINES_AT_ONCE }, work))
  return lines
}

/** Forms about oneself. */
const SPOILS = /^POST \/(account|invitation|sign-)/
/**
 * After these a sender may not be who they were; the other words are said at the door, or of what is not there. Who was
 * given a thing of their own to ask about has changed by that.
 */
const CHANGED = new Set(['ok', 'invalid'])

/** The golden file: a line for each route and subject, a column for each actor; one word where all get the same. */
function tableOf(lines: Line[]): string {
  const rowOf = ({ route, subject, words }: Line): string[] => {
    const all = COLUMNS.map((column) => words[column] ?? '')
    const [first = '', ...others] = [...new Set(all.filter((word) => word !== NOTHING))]
    return others.length === 0 ? [route, subject, first] : [route, subject, '', ...all]
  }
  const rows = [['route', 'subject', 'everybody', ...COLUMNS], ...lines.map(rowOf)]
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  )
  const lineOf = (row: string[]) =>
    row
      .map((word, at) => word.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  return `${HEAD}\n${rows.map(lineOf).join('\n')}\n`
}

const HEAD = `# What every route answers to everybody, over HTTP. Written by rights.test.ts, read by people.
#
# ok             it was done, or shown
# sign-in        401, or the way to sign in
# second-factor  the way to show a passkey or a code first
# sign-in-again  the way to prove identity once more: the last proof is older than 30 minutes
# forbidden      403: nothing would help
# not-found      404: not there, or not theirs
# gone           410: a link that was used, or never was
# invalid        400 or 422: it came through the door, and what was asked is no good
# .              the actor has no such thing
#
# nameless: has chosen no name. leaving: asked to leave, still has a day. stale: signed in over 30 minutes ago.
# code-due: has a code app and has not shown a code. half-owner: an owner with a passkey who came in by mail alone,
# as whoever stole their mail box would. t-…: an access token of that role. All other staff have shown a second factor.
`

function readRoutes(): Route[] {
  const { ctx } = stage.app
  const streams = openStreams([])
  const judging = openJudging(ctx)
  const routes = routesOf({
    ...ctx,
    assets: { css: '', js: '', account: '', fonts: [], find: () => undefined },
    streams,
    securityHeaders: [],
    sessions: openSessions(ctx, ''),
    receiptSecret: '',
    accountSecret: '',
    judging,
    roleOfToken: async () => null,
  })
  streams.close()
  return routes
}

const WORD_OF_ANSWER: Record<Exclude<Answer, 'yes'>, string> = {
  'sign-in': 'sign-in',
  'second-factor': 'second-factor',
  'sign-in-again': 'sign-in-again',
  no: 'forbidden',
  gone: 'not-found',
}

describe('every route, asked by everybody', () => {
  let routes: Route[]
  let lines: Line[]
  beforeAll(async () => {
    routes = readRoutes()
    lines = await askAll(routes)
  })

  it('has an entry here, and no entry is without a route', () => {
    const known = routes.map(({ method, url }) => `${method} ${url}`)
    const missing = known.filter((route) => ASKS[route] === undefined)
    expect(missing, `These routes are new. ${HOW_TO_ADD}`).toEqual([])
    const surplus = Object.keys(ASKS).filter((route) => !known.includes(route))
    expect(surplus, 'These routes are no more: take out their entries and lines.').toEqual([])
  })

  it('answers what the golden file says', async () => {
    const table = tableOf(lines)
    if (process.env.UPDATE_GOLDEN) await writeFile(GOLDEN, table)
    const golden = await readFile(GOLDEN, 'utf8').catch(() => '')
    const keyOf = (line: string) => line.split(/ {2,}/).slice(0, 2).join(' | ')
    const known = new Set(golden.split('\n').map(keyOf))
    const missing = lines
      .map(({ route, subject }) => `${route} | ${subject}`)
      .filter((key) => !known.has(key))
    expect(missing, `The golden file lacks these lines. ${HOW_TO_ADD}`).toEqual([])
    expect(table, `Rights have changed. ${HOW_TO_ADD}`).toBe(golden)
  })

  it('refuses at the door whoever lacks the right that it names', () => {
    for (const { route, subject, words } of lines) {
      const named = routes.find(({ method, url }) => `${method} ${url}` === route)
      if (!named) throw new Error(route)
      for (const column of COLUMNS) {
        const answer = may(actorOf(column), named.may)
        if (answer === 'yes' || words[column] === NOTHING) continue
        expect(words[column], `${route} (${subject}) as ${column}`).toBe(WORD_OF_ANSWER[answer])
      }
    }
  })
})
