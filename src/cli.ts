/** The same verbs without a server: `npm run readership -- VERB`. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  describeErasures,
  invite,
  inviteOwner,
  isRole,
  ROLES,
  type Role,
} from './accounts/index.js'
import { openHouse } from './app.js'
import { checkData } from './check.js'
import { importFile } from './cli/import-file.js'
import { JUDGE_KEY_USAGE, judgeKeys } from './cli/judge-keys.js'
import { judgeText } from './cli/judge-text.js'
import { LEARNED_USAGE, learned } from './cli/learned.js'
import { newId } from './core/ids.js'
import { parseAmount } from './core/money.js'
import { Refusal } from './core/refusals.js'
import type { DiscussionCtx } from './discussion/index.js'
import { currentCampaign, readMeter, recordGift } from './funding/index.js'
import { ImportRefused } from './importing/index.js'
import { en } from './locales/en.js'
import { JUDGED_BYTES_MAX } from './moderation/index.js'
import { ConfigMistakes, callerFolder, readConfig } from './platform/config.js'
import { DataFolderInUse } from './platform/embedded-postgres.js'
import { openLog } from './platform/log.js'
import { renewAccessToken } from './platform/secrets.js'

const USAGE = `npm run readership -- VERB

  import FILE [--dry-run] [--trust]   bring in a saved page, a Disqus export or a WordPress export
  check                               run the data invariants
  gift AMOUNT [--name NAME] [--mail MAIL] [--key KEY]
                                      record a gift to the current campaign, such as 25 or 12.50; MAIL books it
                                      for the account with this address
  invite MAIL --role ROLE             invite somebody: owner, editor, author, moderator, treasurer, reader
  owner-link                          a link that makes whoever opens it the owner; works once, for a day
  staff-token [--role ROLE]           make a token for programs that acts with a role (owner); the one before ends
  judge TEXT [--language TAG]         what the judge thinks of a text, and why; needs no database
  judge-key make NAME                 make a key with which other software asks the judge
  judge-key list | end NAME | sign NAME SECRET
                                      how much each key asked; end one; set what Coral signs with
  learned [reset]                     what the judge learned from moderators here; reset makes it begin anew
  erasures                            the file that remembers who left: where it is, how many it names
  help                                this text

Settings are environment variables; docs/settings.md lists them.`

const OPTIONS = {
  'dry-run': { type: 'boolean', default: false },
  trust: { type: 'boolean', default: false },
  name: { type: 'string' },
  mail: { type: 'string' },
  key: { type: 'string' },
  role: { type: 'string' },
  language: { type: 'string' },
} as const

type Args = {
  values: {
    'dry-run': boolean
    trust: boolean
    name?: string
    mail?: string
    key?: string
    role?: string
    language?: string
  }
  words: string[]
}
type Verb = (ctx: DiscussionCtx, args: Args) => Promise<number>

/** A sentence for the person at the terminal; the exit code is 2. */
class UsageError extends Error {}

const VERBS: Record<string, Verb> = {
  import: (ctx, { values, words }) => {
    const [file] = words
    if (file === undefined) throw new UsageError('Which file? npm run readership -- import FILE')
    return importFile(ctx, resolve(callerFolder(), file), {
      dryRun: values['dry-run'],
      trust: values.trust,
    })
  },
  async check(ctx) {
    const results = await checkData(ctx.db)
    for (const { part, violations } of results) {
      console.log(
        `${part}: ${violations.length === 0 ? 'in order' : `${violations.length} violations`}`,
      )
      for (const violation of violations.slice(0, 50)) console.log(`  ${violation}`)
    }
    return results.every((one) => one.violations.length === 0) ? 0 : 1
  },
  async gift(ctx, { values, words }) {
    const campaign = await currentCampaign(ctx)
    if (!campaign) throw new Refusal('campaign/not-found')
    const amountMinor = parseAmount(words[0] ?? '', campaign.currency)
    if (amountMinor === null) throw new UsageError('How much? npm run readership -- gift 25')
    const gift = await recordGift(ctx, {
      key: `cli:${values.key ?? newId(Date.now())}`,
      amountMinor,
      currency: campaign.currency,
      name: values.name ?? null,
      giverMail: values.mail ?? null,
      receivedAt: new Date(),
    })
    const meter = await readMeter(ctx)
    console.log(
      `${gift.isNew ? 'Recorded' : 'Recorded before'}; the meter is at ${meter?.raisedMinor} of ${meter?.goalMinor} minor units ${campaign.currency}.`,
    )
    return 0
  },
  async 'staff-token'(ctx, { values }) {
    console.log(await renewAccessToken(ctx.db, ctx.site.id, roleIn(values.role ?? 'owner')))
    return 0
  },
  async invite(ctx, { values, words }) {
    const [mail] = words
    if (mail === undefined)
      throw new UsageError('Whom? npm run readership -- invite MAIL --role editor')
    const role = roleIn(values.role ?? '')
    const { url } = await invite(ctx, null, { mail, role, language: ctx.site.language })
    console.log(`The invitation is on its way; the same link for you to hand on:\n${url}`)
    return 0
  },
  async 'judge-key'(ctx, { words }) {
    const code = await judgeKeys(ctx, words)
    if (code === null) throw new UsageError(JUDGE_KEY_USAGE)
    return code
  },
  async learned(ctx, { words }) {
    const code = await learned(ctx, words)
    if (code === null) throw new UsageError(LEARNED_USAGE)
    return code
  },
  async erasures(ctx) {
    for (const line of await describeErasures(ctx.config.erasureLog)) console.log(line)
    return 0
  },
  async 'owner-link'(ctx) {
    console.log((await inviteOwner(ctx)).url)
    return 0
  },
}

function roleIn(word: string): Role {
  if (!isRole(word)) throw new UsageError(`Which role? --role ${ROLES.join(', --role ')}`)
  return word
}

/** The one verb without a house: it opens no database. */
function judgeWords(words: string[], language: string | undefined): number {
  const text = words.join(' ')
  if (text.trim() === '') throw new UsageError('Which text? npm run readership -- judge "TEXT"')
  if (Buffer.byteLength(text) > JUDGED_BYTES_MAX)
    throw new UsageError(`A text to judge has at most ${JUDGED_BYTES_MAX} bytes.`)
  return judgeText(text, language ?? null)
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true })
  const [name = 'help', ...words] = positionals
  if (name === 'judge') return judgeWords(words, values.language)
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
  if (!verb) {
    console.log(USAGE)
    return name === 'help' ? 0 : 2
  }
  const config = readConfig()
  const house = await openHouse(
    { ...config, statementTimeoutMs: Math.max(config.statementTimeoutMs, BULK_TIMEOUT_MS) },
    {
      log: openLog({ logLevel: 'warn', logFormat: config.logFormat }),
      say: (line) => console.error(line),
    },
    { mayJoin: true, isNewSiteDemo: false },
  )
  try {
    return await verb(house.ctx, { values, words })
  } finally {
    await house.close()
  }
}

/** Statements of bulk work (checks, imports) may take longer than a reader waits. */
const BULK_TIMEOUT_MS = 300_000

try {
  process.exitCode = await run()
} catch (error) {
  console.error(sentenceOf(error))
  process.exitCode = error instanceof UsageError ? 2 : 1
}

function sentenceOf(error: unknown): unknown {
  if (error instanceof Refusal)
    return en.refusals[error.code].replace(/\{(\w+)\}/g, (_, key: string) =>
      String(error.values[key] ?? ''),
    )
  const isExpected =
    error instanceof UsageError ||
    error instanceof ImportRefused ||
    error instanceof DataFolderInUse ||
    error instanceof ConfigMistakes
  const isParsing =
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  return isExpected || isParsing ? (error as Error).message : error
}
