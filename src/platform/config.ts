/** Every setting in one table: name, type, default, one sentence. The only place that reads the environment. */
import { resolve } from 'node:path'

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
  return { ...config, dataFolder: resolve(String(config.dataFolder)) } as Config
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
