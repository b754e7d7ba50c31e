/** The four verbs of the Akismet API 1.1 at their own addresses: form posts in, a word of text out. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../core/refusals.js'
import { JUDGED_BYTES_MAX, type SpamScore, spamScore, textOfHtml } from '../../moderation/index.js'
import type { Route } from '../route.js'
import type { WebCtx } from '../web-ctx.js'
import { QUESTION_BYTES_MAX } from './requirements.js'

/** From here on a comment is spam. */
const SPAM_AT_01 = 0.8
/** From here on it need not even be shown to a moderator, if its links say so too: what Akismet calls discard. */
const DISCARD_AT_01 = 0.98
/**
 * How sure its links must be by themselves. The model learnt advertising from two collections of short messages; people
 * who show their own work write alike, and nobody would see a comment that was discarded by its words alone.
 */
const DISCARD_LINKS_AT_01 = 0.9
const THANKS = 'Thanks for making the web a better place.'
/** The name and the address by which Akismet's clients try whether spam is caught. */
const TEST_AUTHOR = 'viagra-test-123'
const TEST_MAIL = 'akismet-guaranteed-spam@example.com'

type Fields = Record<string, string>

export const akismetRoutes = (ctx: WebCtx): Route[] => [
  verb('verify-key', async (fields, request) => {
    if (!isAddress(fields.blog)) throw new Helpful('Empty "blog" value')
    // The key may be the very thing asked about: nothing is taken from it, and nothing else is told.
    const key = await ctx.judging.keys.find(keyOf(fields, request))
    return { word: key ? 'valid' : 'invalid' }
  }),
  verb('comment-check', async (fields, request) => {
    await ctx.judging.keys.ask(keyOf(fields, request))
    requireFields(fields)
    const spam = await scoreOf(ctx, fields)
    return {
      word: spam.share01 >= SPAM_AT_01 ? 'true' : 'false',
      ...(isBeyondDoubt(spam) ? { proTip: 'discard' } : {}),
    }
  }),
  verb('submit-spam', (fields, request) => learn(ctx, request, fields, 'remove')),
  verb('submit-ham', (fields, request) => learn(ctx, request, fields, 'publish')),
]

/** What is wrong with a call, told in the header that Akismet's clients read. */
class Helpful extends Error {
  override name = 'Helpful'
}

type Answer = { word: string; proTip?: string }

function verb(
  name: string,
  answer: (fields: Fields, request: FastifyRequest) => Promise<Answer>,
): Route {
  return {
    method: 'POST',
    url: `/1.1/${name}`,
    may: 'judge',
    speaks: 'text',
    limit: 'judge-network',
    bodyBytesMax: QUESTION_BYTES_MAX,
    cross: true,
    schema: { hide: true },
    handler: async (request, reply) => {
      try {
        const { word, proTip } = await answer(fieldsIn(request.body), request)
        if (proTip !== undefined) reply.header('x-akismet-pro-tip', proTip)
        return send(reply, word)
      } catch (error) {
        const help = helpOf(error)
        if (help === null) throw error
        return send(reply.header('x-akismet-debug-help', help), 'invalid')
      }
    },
  }
}

/** Null for what is no fault of the call. */
function helpOf(error: unknown): string | null {
  if (error instanceof Helpful) return error.message
  if (error instanceof Refusal && error.code === 'judge/key-unknown')
    return 'We were unable to parse your key'
  return null
}

const send = (reply: FastifyReply, word: string) =>
  reply.type('text/plain; charset=utf-8').send(word)

/** Forms have more fields than we read: WordPress sends the whole environment of its server. */
function fieldsIn(body: unknown): Fields {
  const sent = Object.entries((body ?? {}) as Record<string, unknown>)
  return Object.fromEntries(
    sent.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** In the form, or as the first name of the host, as older clients send it: KEY.rest.example.org. */
function keyOf(fields: Fields, request: FastifyRequest): string {
  const inHost = /^([0-9a-f]{32})\./.exec(request.host.toLowerCase())?.[1]
  return (fields.api_key ?? fields.key ?? inHost ?? '').trim()
}

const isAddress = (value = ''): boolean =>
  URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)

/** @throws Helpful */
function requireFields(fields: Fields): void {
  if (!isAddress(fields.blog)) throw new Helpful('Empty "blog" value')
  if ((fields.user_ip ?? '').trim() === '') throw new Helpful('Empty "user_ip" value')
}

const isBeyondDoubt = ({ share01, byLinks01 }: SpamScore): boolean =>
  share01 >= DISCARD_AT_01 && byLinks01 >= DISCARD_LINKS_AT_01

const NO_SPAM: SpamScore = { share01: 0, byLinks01: 0 }

/** How surely it is spam. */
async function scoreOf(ctx: WebCtx, fields: Fields): Promise<SpamScore> {
  if (fields.user_role === 'administrator') return NO_SPAM
  if (fields.comment_author === TEST_AUTHOR || fields.comment_author_email === TEST_MAIL)
    return { share01: 1, byLinks01: 1 }
  // A field that people do not see: only programs fill it in.
  const trap = fields.honeypot_field_name
  if (trap !== undefined && (fields[trap] ?? '') !== '')
    return { share01: SPAM_AT_01, byLinks01: 0 }
  const { text, links } = textIn(fields)
  if (text.trim() === '' && links.length === 0) return NO_SPAM
  const language = fields.blog_lang?.split(/[,\s]/)[0]?.replace('_', '-')
  const spam = spamScore(text, { usualLanguage: language ?? ctx.site.language, links })
  // What was sent to submit-spam and submit-ham.
  const learnt01 = (await ctx.judging.head()).score(text) ?? 0
  return { ...spam, share01: Math.max(spam.share01, learnt01) }
}

/** What is judged: the text of the comment, and every address in it and beside its author's name. */
function textIn(fields: Fields): { text: string; links: string[] } {
  const content = fields.comment_content ?? ''
  const { text, links } = textOfHtml(cut(content))
  const own = fields.comment_author_url ?? ''
  return { text, links: isAddress(own) ? [...links, own] : links }
}

/** Longer comments are judged by their beginning: Akismet's clients cannot be told of a limit. */
function cut(text: string): string {
  if (Buffer.byteLength(text) <= JUDGED_BYTES_MAX) return text
  return new TextDecoder().decode(Buffer.from(text).subarray(0, JUDGED_BYTES_MAX)).slice(0, -1)
}

/** What a moderator said about a comment afterwards. Tests teach nothing. */
async function learn(
  ctx: WebCtx,
  request: FastifyRequest,
  fields: Fields,
  decision: 'publish' | 'remove',
): Promise<Answer> {
  const key = await ctx.judging.keys.ask(keyOf(fields, request))
  requireFields(fields)
  const { text } = textIn(fields)
  const isTest = /^(1|true|yes)$/i.test(fields.is_test ?? '')
  if (!isTest && text.trim() !== '')
    await ctx.judging.teach({
      keyId: key.id,
      token: fields.permalink ?? '',
      text,
      decision,
      doNotStore: false,
    })
  return { word: THANKS }
}
