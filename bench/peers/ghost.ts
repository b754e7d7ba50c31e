/**
 * Ghost with its members' comments, as `npm` brings it; Node 22 comes from npm as well. Ghost asks for MySQL 8, which
 * Debian does not bring: MariaDB stands in, with every index that Ghost makes there (on SQLite some are missing).
 */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Said } from '../conversation.js'
import { insertOf } from './ghost-rows.js'
import { MARIADB_PACKAGES, type MariaDb, quoted, startMariaDb } from './mariadb.js'
import { type Peer, type PeerThread, requestWith, Unavailable } from './peer.js'
import {
  answers,
  aptInstall,
  emptyFolder,
  folder,
  freePort,
  npmInstall,
  onlyOnce,
  run,
  startServer,
  stopServers,
} from './place.js'

const GHOST = 'ghost@6.65.0'
const NODE = '22.23.3'
/** As Ghost's package.json names it. */
const PNPM = 'pnpm@12.4.2'
/** What Ghost's pages load from a network of others; here it comes from Ghost itself. */
const COMMENTS_SCRIPT = '@tryghost/comments-ui@1.6.324'
/** People who comment: as many as clients. */
const MEMBERS = 16
const OWNER = { email: 'ada@example.com', password: 'correct horse 41 battery' }
/** What its script asks for first. */
const FIRST_PAGE = 'limit=20&page=1&order=count__net_score+desc%2C+created_at+desc'

export const ghost = (mayInstall: boolean): Peer => ({
  name: 'Ghost',
  about: `${GHOST} on Node ${NODE} and MariaDB, notices by mail off; a page shows 20 roots with 3 replies each`,
  async install() {
    await aptInstall(MARIADB_PACKAGES, mayInstall)
    const place = await folder('ghost')
    await npmInstall(await folder('node22'), [nodePackage(), PNPM])
    await npmInstall(await folder('ghost-comments'), [COMMENTS_SCRIPT])
    await onlyOnce(place, GHOST, async () => {
      await run('npm', ['pack', GHOST], { cwd: place })
      await run('tar', ['xzf', `${GHOST.replace('@', '-')}.tgz`], { cwd: place })
      // better-sqlite3 is built here, with the headers that the package of Node brings.
      await run('pnpm', ['install', '--prod', '--frozen-lockfile'], {
        cwd: join(place, 'package'),
        env: await node22(),
      })
    })
  },
  async open() {
    const [home, data] = [await folder('ghost', 'package'), await emptyFolder('ghost-data')]
    await cp(join(home, 'content'), join(data, 'content'), { recursive: true })
    await cp(
      join(await folder('ghost-comments'), 'node_modules/@tryghost/comments-ui/umd'),
      join(data, 'content/themes/source/assets'),
      { recursive: true },
    )
    const port = await freePort()
    const address = `http://127.0.0.1:${port}`
    const database = await startMariaDb(data, 'ghost')
    const opened = [database.server]
    try {
      const server = await startServer('node', ['index.js'], {
        cwd: home,
        env: { ...(await node22()), ...settings(address, port, data, database.socket) },
        isReady: () => answers(address),
      })
      opened.unshift(server)
      const cookie = await signIn(address)
      const members: string[] = []
      for (let i = 0; i < MEMBERS; i++) members.push(await member(address, cookie, i))
      return {
        address,
        pids: opened.map((one) => one.pid ?? 0),
        fill: (said) => fill(address, { cookie, members, database }, said),
        close: () => stopServers(opened),
      }
    } catch (error) {
      await stopServers(opened)
      throw error
    }
  },
})

const nodePackage = () => `node-${process.platform}-${process.arch}@${NODE}`

/** The environment in which `node` is Node 22 and addons are built for it. */
async function node22(): Promise<NodeJS.ProcessEnv> {
  const modules = join(await folder('node22'), 'node_modules')
  const home = join(modules, nodePackage().split('@')[0] ?? '')
  return {
    PATH: `${join(home, 'bin')}:${join(modules, '.bin')}:${process.env.PATH}`,
    HOME: process.env.HOME,
    CI: '1',
    npm_config_nodedir: home,
  }
}

const settings = (address: string, port: number, data: string, socket: string) => ({
  NODE_ENV: 'production',
  url: address,
  server__host: '127.0.0.1',
  server__port: String(port),
  database__client: 'mysql',
  database__connection__socketPath: socket,
  database__connection__user: 'root',
  database__connection__password: '',
  database__connection__database: 'ghost',
  paths__contentPath: join(data, 'content'),
  logging__level: 'error',
  mail__transport: 'stub',
  security__staffDeviceVerification: 'false',
  privacy__useUpdateCheck: 'false',
  privacy__useGravatar: 'false',
  comments__url: `${address}/assets/comments-ui.min.js`,
})

/** Asks Ghost's API. @throws Unavailable with what it answered */
async function ask<Body>(
  address: string,
  path: string,
  cookie: string,
  body?: object,
  put = false,
) {
  const answer = await fetch(`${address}${path}`, {
    method: body === undefined ? 'GET' : put ? 'PUT' : 'POST',
    headers: {
      'content-type': 'application/json',
      origin: address,
      'accept-version': 'v6.0',
      cookie,
    },
    body: body && JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Unavailable(`Ghost answered ${answer.status} on ${path}: ${text}`)
  const isJson = /json/.test(answer.headers.get('content-type') ?? '')
  return { answer, body: (isJson ? JSON.parse(text) : {}) as Body }
}

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

/** Makes the owner, opens comments to all members. @returns the cookie of the owner */
async function signIn(address: string): Promise<string> {
  const { email, password } = OWNER
  await ask(address, '/ghost/api/admin/authentication/setup/', '', {
    setup: [{ name: 'Ada Quill', email, password, blogTitle: 'Measured' }],
  })
  const { answer } = await ask(address, '/ghost/api/admin/session/', '', {
    username: email,
    password,
  })
  const cookie = cookiesOf(answer)
  const wanted = { settings: [{ key: 'comments_enabled', value: 'all' }] }
  await ask(address, '/ghost/api/admin/settings/', cookie, wanted, true)
  return cookie
}

/** @returns the cookie of a new member, got by the link that a letter would bring */
async function member(address: string, owner: string, i: number): Promise<string> {
  const { body } = await ask<{ members: { id: string }[] }>(
    address,
    '/ghost/api/admin/members/',
    owner,
    { members: [{ name: `Client ${i}`, email: `client${i}@example.com` }] },
  )
  const links = await ask<{ member_signin_urls: { url: string }[] }>(
    address,
    `/ghost/api/admin/members/${body.members[0]?.id}/signin_urls/`,
    owner,
  )
  const link = links.body.member_signin_urls[0]?.url ?? ''
  return cookiesOf(await fetch(link, { redirect: 'manual' }))
}

type Site = { cookie: string; members: string[]; database: MariaDb }

async function fill(address: string, site: Site, said: Said[]): Promise<PeerThread> {
  const slug = `thread-of-${said.length}`
  const { body } = await ask<{ posts: { id: string }[] }>(
    address,
    '/ghost/api/admin/posts/?source=html',
    site.cookie,
    { posts: [{ title: 'An article', slug, html: '<p>A short one.</p>', status: 'published' }] },
  )
  const postId = body.posts[0]?.id ?? ''
  await site.database.sql(insertOf(postId, said))
  return {
    page: `/${slug}/#ghost-comments`,
    comments: `/members/api/comments/post/${postId}/?${FIRST_PAGE}`,
    selector: '[data-testid="comment-content"]',
    post: ({ client, text }) =>
      requestWith('/members/api/comments/', {
        type: 'application/json',
        headers: { cookie: site.members[client % MEMBERS] ?? '', origin: address },
        body: JSON.stringify({ comments: [{ post_id: postId, html: `<p>${text}</p>` }] }),
      }),
    isPosted: ({ status }) => status === 201,
    stored: async () =>
      Number(
        await site.database.sql(
          `select count(*) from comments where post_id = ${quoted(postId)} and status = 'published'`,
        ),
      ),
  }
}
