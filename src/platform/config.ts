/** Every setting in one table: name, type, default, one sentence. The only place that reads the environment. */
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'

type Reader<T> = { read(text: string): T | undefined; expects: string }

const text: Reader<string> = { read: (value) => value, expects: 'text' }
const port: Reader<number> = {
  read: (value) => (/^\d{1,5}$/.test(value) && Number(value) < 65536 ? Number(value) : undefined),
  expects: 'a port from 0 to 65535',
}
const onOff: Reader<boolean> = {
  read: (value) => ({ on: true, off: false })[value],
  expects: 'on or off',
}
const integer = (min: number, max: number): Reader<number> => ({
  read: (value) =>
    /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max
      ? Number(value)
      : undefined,
  expects: `a whole number from ${min} to ${max}`,
})
const oneOf = <T extends string>(...values: T[]): Reader<T> => ({
  read: (value) => values.find((one) => one === value),
  expects: values.join(', '),
})
const origin: Reader<string> = {
  read: (value) => {
    if (value === '') return ''
    const url = URL.canParse(value) ? new URL(value) : undefined
    return url && /^https?:$/.test(url.protocol) && url.pathname === '/' ? url.origin : undefined
  },
  expects: 'an address such as https://example.org',
}
const postgresUrl: Reader<string> = {
  read: (value) => (/^postgres(ql)?:\/\/\S+$/.test(value) ? value : undefined),
  expects: 'an address such as postgres://user:password@host/database',
}
const language: Reader<string> = {
  read: (value) => {
    try {
      return Intl.getCanonicalLocales(value)[0]
    } catch {
      return undefined
    }
  },
  expects: 'a language tag such as en or pt-BR',
}
const smtpUrl: Reader<string> = {
  read: (value) =>
    URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol) && new URL(value).hostname
      ? value
      : undefined,
  expects: 'an address such as smtps://user:password@mail.example.org',
}
const mailFrom: Reader<string> = {
  read: (value) => (/^[^\r\n<>]*<?[^\s@<>]+@[^\s@<>]+>?$/.test(value) ? value : undefined),
  expects: 'a mail address, or one with a name: The Lantern <post@example.org>',
}
/** Words divided by commas or spaces, each of which must pass. */
const listOf = (isGood: (word: string) => boolean, expects: string): Reader<string[]> => ({
  read: (value) => {
    const words = value.split(/[\s,]+/).filter(Boolean)
    return words.every(isGood) ? words : undefined
  },
  expects,
})
const isNetwork = (word: string): boolean => {
  const [address = '', bits] = word.split('/')
  const most = isIP(address) === 4 ? 32 : isIP(address) === 6 ? 128 : -1
  return most > 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
}
const isHostAndPort = (word: string): boolean => /^(\[[\da-fA-F:]+\]|[\w.-]+):\d{1,5}$/.test(word)

/** Another site where readers can prove who they are, by OpenID Connect. */
export type OpenIdProvider = {
  /** Part of our addresses: /sign-in/with/ID */
  id: string
  /** On the button. */
  name: string
  issuer: string
  clientId: string
  clientSecret: string
}
/** A site that signs its own readers in here, with tokens that it signs. */
export type EmbeddingSite = {
  id: string
  name: string
  /** `iss` of its tokens. */
  issuer: string
  /** Where its readers sign in; we add `nonce` and `return_to`. */
  signInUrl: string
  algorithm: 'HS256' | 'RS256' | 'EdDSA'
  /** The shared secret for HS256 (32 characters or more), else the public key as PEM. */
  key: string
}

const isTexts = (value: unknown, keys: string[]): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === keys.length &&
  keys.every((key) => typeof (value as Record<string, unknown>)[key] === 'string')
const jsonList = <T>(keys: string[], isGood: (one: Record<string, string>) => boolean) => ({
  read: (value: string): T[] | undefined => {
    try {
      const list: unknown = JSON.parse(value)
      const isRight =
        Array.isArray(list) &&
        list.every(
          (one) => isTexts(one, keys) && /^[a-z0-9-]{1,40}$/.test(one.id ?? '') && isGood(one),
        ) &&
        new Set(list.map((one) => one.id)).size === list.length
      return isRight ? (list as T[]) : undefined
    } catch {
      return undefined
    }
  },
  expects: `a JSON list of objects with the texts ${keys.join(', ')}`,
})
const isWebAddress = (value = ''): boolean =>
  URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
const openIdProviders = jsonList<OpenIdProvider>(
  ['id', 'name', 'issuer', 'clientId', 'clientSecret'],
  (one) => isWebAddress(one.issuer),
)
const HS256_KEY_CHARS_MIN = 32
const embeddingSites = jsonList<EmbeddingSite>(
  ['id', 'name', 'issuer', 'signInUrl', 'algorithm', 'key'],
  (one) =>
    isWebAddress(one.signInUrl) &&
    ['HS256', 'RS256', 'EdDSA'].includes(one.algorithm ?? '') &&
    (one.algorithm !== 'HS256' || (one.key ?? '').length >= HS256_KEY_CHARS_MIN),
)

export type Setting<T> = { name: string; reader: Reader<T>; byDefault: T; sentence: string }
const setting = <T>(
  name: string,
  reader: Reader<T>,
  byDefault: T,
  sentence: string,
): Setting<T> => ({
  name,
  reader,
  byDefault,
  sentence,
})

/** All settings; docs/settings.md lists the same, compared by a test. */
export const SETTINGS = {
  port: setting('PORT', port, 4000, 'Port to listen on; 0 takes a free one.'),
  host: setting('HOST', text, '127.0.0.1', 'Address to listen on; 0.0.0.0 for every interface.'),
  publicUrl: setting(
    'PUBLIC_URL',
    origin,
    '',
    'Address under which readers reach the site, for feeds and canonical links; empty: http://localhost:PORT.',
  ),
  databaseUrl: setting(
    'DATABASE_URL',
    postgresUrl,
    '',
    'A PostgreSQL (15 or newer) of yours; empty: the program runs its own inside the data folder.',
  ),
  dataFolder: setting(
    'READERSHIP_DATA',
    text,
    './data',
    'Folder of the embedded PostgreSQL; unused with DATABASE_URL.',
  ),
  demo: setting(
    'READERSHIP_DEMO',
    onOff,
    true,
    'Put the demo paper into an empty publication at the very first start.',
  ),
  siteName: setting(
    'SITE_NAME',
    text,
    '',
    'Name of the publication; empty keeps the present one, which is The Harbour Lantern with demo content and else Our Paper.',
  ),
  siteTagline: setting(
    'SITE_TAGLINE',
    text,
    '',
    'Line under the name; empty keeps the present one.',
  ),
  siteLanguage: setting(
    'SITE_LANGUAGE',
    language,
    'en',
    'Language of the pages, taken at the very first start.',
  ),
  guestComments: setting(
    'GUEST_COMMENTS',
    onOff,
    true,
    'Whether people may comment without an account.',
  ),
  commentsCloseAfterDays: setting(
    'COMMENTS_CLOSE_AFTER_DAYS',
    integer(0, 36_500),
    0,
    'Days after which the discussion of an article closes by itself; 0: never. A thread can have a time of its own.',
  ),
  commentsPerMinute: setting(
    'COMMENTS_PER_MINUTE',
    integer(1, 1_000_000),
    120,
    'Most comments that one network (256 IPv4 addresses, or a /64 of IPv6) may post in a minute.',
  ),
  commentPictures: setting(
    'COMMENT_PICTURES',
    oneOf('off', 'readers', 'all'),
    'readers',
    'Who may put pictures into comments: nobody, people with an account, or guests too.',
  ),
  linkCards: setting(
    'LINK_CARDS',
    onOff,
    true,
    'Whether a link on a line of its own gets a card. The server then asks the linked site once for its page, which tells that site that it was linked.',
  ),
  passwords: setting(
    'PASSWORDS',
    onOff,
    false,
    'Whether people may sign in with a password, beside mail links and passkeys.',
  ),
  openIdProviders: setting(
    'OPENID_PROVIDERS',
    openIdProviders,
    [] as OpenIdProvider[],
    'OpenID Connect providers to sign in with, as JSON; docs/operating.md shows one.',
  ),
  embeddingSites: setting(
    'EMBEDDING_SITES',
    embeddingSites,
    [] as EmbeddingSite[],
    'Sites that sign their own readers in here by signed tokens, as JSON; docs/operating.md shows one.',
  ),
  smtpUrl: setting(
    'SMTP_URL',
    smtpUrl,
    '',
    'Mail server to send by; empty: mail is kept in the outbox page of the owner.',
  ),
  mailFrom: setting(
    'MAIL_FROM',
    mailFrom,
    '',
    'Sender of all mail; empty: the name of the publication, readership@ the host of PUBLIC_URL.',
  ),
  trustedProxies: setting(
    'TRUSTED_PROXIES',
    listOf(isNetwork, 'addresses or networks such as 10.0.0.5, 172.16.0.0/12'),
    [] as string[],
    'Reverse proxies whose X-Forwarded-For is believed; empty: the address of the connection counts.',
  ),
  outboundAllow: setting(
    'OUTBOUND_ALLOW',
    listOf(isHostAndPort, 'hosts with ports such as sso.intranet:8443'),
    [] as string[],
    'Hosts in private networks that the program may fetch from; all others there are refused.',
  ),
  erasureLog: setting(
    'ERASURE_LOG',
    text,
    '',
    'File that remembers who left, replayed after a restore; keep it apart from database backups. Empty: erasures.jsonl in the data folder.',
  ),
  securityContact: setting(
    'SECURITY_CONTACT',
    text,
    '',
    'Where to report security problems, for /.well-known/security.txt: a mailto: or https: address. Empty: the front page.',
  ),
  akismetKey: setting(
    'AKISMET_KEY',
    text,
    '',
    'Key of the spam filter Akismet, which is then told every published comment; empty: nobody outside is asked.',
  ),
  akismetUrl: setting(
    'AKISMET_URL',
    origin,
    'https://rest.akismet.com',
    'Where Akismet, or a service that speaks like it, answers.',
  ),
  databaseConnections: setting(
    'DATABASE_CONNECTIONS',
    integer(4, 200),
    12,
    'Most connections one process opens to PostgreSQL.',
  ),
  statementTimeoutMs: setting(
    'STATEMENT_TIMEOUT_MS',
    integer(100, 600_000),
    10_000,
    'Longest time one statement may run, in milliseconds.',
  ),
  pageCacheMib: setting(
    'PAGE_CACHE_MIB',
    integer(1, 4096),
    64,
    'Memory for finished pages, in MiB.',
  ),
  logLevel: setting(
    'LOG_LEVEL',
    oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent'),
    'info',
    'Least important log line that is written.',
  ),
  logFormat: setting(
    'LOG_FORMAT',
    oneOf('auto', 'pretty', 'json'),
    'auto',
    'How log lines look; auto: pretty on a terminal, json elsewhere.',
  ),
} as const

export type Config = {
  [K in keyof typeof SETTINGS]: (typeof SETTINGS)[K] extends Setting<infer T> ? T : never
}

/** Every mistake of the settings at once, a line each. */
export class ConfigMistakes extends Error {
  override name = 'ConfigMistakes'
}

/**
 * Reads the settings.
 * @throws ConfigMistakes naming every wrong value and every unknown READERSHIP_ name
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const mistakes: string[] = []
  const known = new Set(Object.values(SETTINGS).map((one) => one.name as string))
  const config = Object.fromEntries(
    Object.entries(SETTINGS).map(([key, one]) => [
      key,
      settingValue(one as Setting<unknown>, env, mistakes),
    ]),
  )
  for (const name of Object.keys(env))
    if (/^READERSHIP_/.test(name) && !known.has(name) && !/^READERSHIP_TEST_/.test(name))
      mistakes.push(`${name} is no setting; docs/settings.md lists them all.`)
  if (mistakes.length > 0) throw new ConfigMistakes(mistakes.join('\n'))
  const dataFolder = resolve(String(config.dataFolder))
  const erasureLog = resolve(String(config.erasureLog || join(dataFolder, 'erasures.jsonl')))
  return { ...config, dataFolder, erasureLog } as Config
}

function settingValue(
  one: Setting<unknown>,
  env: Record<string, string | undefined>,
  mistakes: string[],
) {
  const raw = env[one.name]
  if (raw === undefined || raw === '') return one.byDefault
  const value = one.reader.read(raw)
  if (value === undefined)
    mistakes.push(`${one.name} is "${raw}"; it must be ${one.reader.expects}.`)
  return value ?? one.byDefault
}

/** The folder from which somebody typed the command: npm itself goes to the root of the project. */
export const callerFolder = (): string => process.env.INIT_CWD ?? process.cwd()
