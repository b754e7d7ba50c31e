/** Waline: a comment server for other people's pages, on PostgreSQL, with its own script in a plain page. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../../src/platform/embedded-postgres.js'
import type { Said } from '../conversation.js'
import { rootsOf } from './conversation-forms.js'
import { type Peer, type PeerThread, requestWith } from './peer.js'
import {
  answers,
  emptyFolder,
  folder,
  freePort,
  npmInstall,
  startServer,
  stopServer,
} from './place.js'

const SERVER = '@waline/vercel@1.39.3'
const CLIENT = '@waline/client@3.15.2'
/** What its script asks for when it is told nothing else. */
const FIRST_PAGE = 'pageSize=10&page=1&lang=en-US&sortBy=insertedAt_desc'

/** Where the site answers as the service that Waline asks for ways to sign in. */
const WAYS_PATH = '/ways-to-sign-in'

/** As in the project's assets/waline.pgsql, which makes no index beside the keys. */
const TABLES = `
create sequence wl_comment_seq;
create table wl_comment (id int check (id > 0) primary key default nextval('wl_comment_seq'), user_id int, comment text,
  insertedat timestamp(0) not null default current_timestamp, ip varchar(100) default '', link varchar(255),
  mail varchar(255), nick varchar(255), pid int, rid int, sticky numeric, status varchar(50) not null default '',
  "like" int, ua text, url varchar(255), createdat timestamp(0) default current_timestamp,
  updatedat timestamp(0) default current_timestamp);
create sequence wl_counter_seq;
create table wl_counter (id int check (id > 0) primary key default nextval('wl_counter_seq'), time int,
  reaction0 int, reaction1 int, reaction2 int, reaction3 int, reaction4 int, reaction5 int, reaction6 int, reaction7 int,
  reaction8 int, url varchar(255) not null default '', createdat timestamp(0) default current_timestamp,
  updatedat timestamp(0) default current_timestamp);
create sequence wl_users_seq;
create table wl_users (id int check (id > 0) primary key default nextval('wl_users_seq'),
  display_name varchar(255) not null default '', email varchar(255) not null default '',
  password varchar(255) not null default '', type varchar(50) not null default '', label varchar(255), url varchar(255),
  avatar varchar(255), github varchar(255), twitter varchar(255), facebook varchar(255), google varchar(255),
  weibo varchar(255), qq varchar(255), oidc varchar(255), huawei varchar(255), "2fa" varchar(32),
  createdat timestamp(0) default current_timestamp, updatedat timestamp(0) default current_timestamp);
`

export const waline: Peer = {
  name: 'Waline',
  about: `${SERVER} on the same PostgreSQL as ours, one worker as shipped; a page shows 10 roots with all replies`,
  async install() {
    await npmInstall(await folder('waline'), [SERVER, CLIENT])
  },
  async open() {
    const postgres = await startPostgres({
      dataFolder: await emptyFolder('waline-data'),
      say: () => undefined,
    })
    const closing: (() => unknown)[] = [postgres.stop]
    const close = async () => {
      for (const one of closing.toReversed()) await one()
    }
    try {
      const client = await connect(postgres)
      closing.push(() => client.end())
      const port = await freePort()
      const modules = join(await folder('waline'), 'node_modules')
      const address = `http://127.0.0.1:${port}`
      const site = await openSite(modules, address)
      closing.push(site.close)
      const server = await startServer(
        process.execPath,
        [join(modules, '@waline/vercel/vanilla.js'), String(port)],
        {
          env: settings(postgres, site.address),
          isReady: () => answers(`${address}/api/comment?path=/none`),
        },
      )
      closing.push(() => stopServer(server))
      const pids = [server.pid ?? 0, postgres.pid]
      return { address, pids, fill: (said) => fill(client, said, site.address), close }
    } catch (error) {
      await close()
      throw error
    }
  },
}

type Postgres = { socketFolder: string; port: number; user: string; database: string }

/** A connection to the database in which its tables stand. */
async function connect({ socketFolder, port, user, database }: Postgres): Promise<pg.Client> {
  const client = new pg.Client({ host: socketFolder, port, user, database })
  // When the bench is stopped, the database may end before its connection; queries tell of errors themselves.
  client.on('error', () => undefined)
  await client.connect()
  await client.query(TABLES)
  return client
}

const settings = (postgres: Postgres, siteAddress: string) => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  PG_HOST: postgres.socketFolder,
  PG_USER: postgres.user,
  PG_DB: postgres.database,
  JWT_TOKEN: 'measured',
  // All clients are one address here, which may write every so many seconds. Not 0: its tables keep whole seconds, rounded,
  // so a comment of just now may lie ahead.
  IPQPS: '-60',
  // Nothing may be asked of the outside.
  AKISMET_KEY: 'false',
  // It asks another server which ways to sign in there are, for each request; here that is the next process.
  OAUTH_URL: `${siteAddress}${WAYS_PATH}`,
})

/** Roots and, under each, all that answers anything below it: Waline knows two levels. */
async function fill(client: pg.Client, said: Said[], pageAddress: string): Promise<PeerThread> {
  const path = `/thread-of-${said.length}/`
  const roots = rootsOf(said)
  const { rows } = await client.query<{ first: number }>(
    `select coalesce(max(id), 0)::int + 1 as first from wl_comment`,
  )
  const first = rows[0]?.first ?? 1
  await client.query(
    `insert into wl_comment (id, comment, nick, mail, pid, rid, status, url, ua, ip, insertedat)
     select $1 + r.place, r.text, r.name, 'reader' || r.place % 500 || '@example.com', $1 + r.pid, $1 + r.rid, 'approved', $2,
       'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', '127.0.0.1', r.posted_at
     from unnest($3::int[], $4::text[], $5::text[], $6::int[], $7::int[], $8::timestamp[])
       as r(place, text, name, pid, rid, posted_at)`,
    [
      first,
      path,
      said.map((_, place) => place),
      said.map((one) => one.text),
      said.map((one) => one.name),
      said.map((one) => one.parent),
      said.map((one, place) => (one.parent === null ? null : roots[place])),
      said.map((one) => new Date(one.postedAtMs).toISOString()),
    ],
  )
  await client.query(`select setval('wl_comment_seq', $1)`, [first + said.length])
  await client.query('vacuum analyze wl_comment')
  return {
    page: `${path}#waline`,
    pageAddress,
    comments: `/api/comment?path=${encodeURIComponent(path)}&${FIRST_PAGE}`,
    selector: '.wl-card .wl-content',
    post: ({ client: who, name, text }) =>
      requestWith('/api/comment?lang=en-US', {
        type: 'application/json',
        body: JSON.stringify({
          comment: text,
          nick: name,
          mail: `client${who}@example.com`,
          link: '',
          ua: 'Mozilla/5.0',
          url: path,
        }),
      }),
    isPosted: ({ status, body }) => status === 200 && /"errno":0/.test(body.toString()),
    async stored() {
      const { rows: counted } = await client.query<{ count: number }>(
        `select count(*)::int from wl_comment where url = $1 and status = 'approved'`,
        [path],
      )
      return counted[0]?.count ?? 0
    },
  }
}

/** Somebody's site: a short article and Waline's script below it, served from memory. */
async function openSite(modules: string, serverAddress: string) {
  const dist = join(modules, '@waline/client/dist')
  const files = new Map<string, { type: string; body: Buffer }>()
  for (const [name, type] of [
    ['waline.css', 'text/css'],
    ['waline.js', 'text/javascript'],
  ] as const)
    files.set(`/${name}`, { type, body: await readFile(join(dist, name)) })
  files.set(WAYS_PATH, { type: 'application/json', body: Buffer.from('{"services":[]}') })
  const page =
    Buffer.from(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>An article</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/waline.css"></head>
<body><article><h1>An article</h1><p>A short one.</p></article><div id="waline"></div><script type="module">
import { init } from '/waline.js'
init({ el: '#waline', serverURL: '${serverAddress}', path: location.pathname, lang: 'en-US' })
</script></body></html>`)
  const server = createServer((request, response) => {
    const { type, body } = files.get(request.url ?? '') ?? { type: 'text/html', body: page }
    response.writeHead(200, { 'content-type': type, 'content-length': body.length })
    response.end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
