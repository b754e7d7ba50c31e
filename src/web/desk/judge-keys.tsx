/** Keys of other software: made, ended, and how much each asked. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SignedIn } from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { Refusal } from '../../core/refusals.js'
import {
  endJudgeKey,
  JUDGE_PER_DAY,
  JUDGE_PER_MINUTE,
  JUDGE_PER_SECOND,
  listJudgeKeys,
  makeJudgeKey,
  signJudgeKey,
} from '../../moderation/index.js'
import { ownerOf } from '../account/account.js'
import { fieldsOf } from '../form.js'
import { JudgeKeysPage, type JudgeKeysPageProps } from '../pages/desk/judge-keys-page.js'
import { sentenceOf } from '../problem.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'

type Shown = Pick<JudgeKeysPageProps, 'newKey' | 'done' | 'problem' | 'form'>

const DEFAULTS = {
  name: '',
  second: String(JUDGE_PER_SECOND),
  minute: String(JUDGE_PER_MINUTE),
  day: String(JUDGE_PER_DAY),
}
const NOTHING: Shown = { newKey: null, done: null, problem: null, form: DEFAULTS }

export const judgeKeyRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/desk/judge-keys',
    may: 'judge-keys',
    speaks: 'html',
    handler: (request, reply, actor) => {
      const { done } = request.query as { done?: string }
      return page(ctx, reply, ownerOf(actor), {
        ...NOTHING,
        done: done === 'ended' || done === 'signed' ? done : null,
      })
    },
  },
  {
    method: 'POST',
    url: '/desk/judge-keys',
    may: 'judge-keys',
    speaks: 'html',
    handler: (request, reply, actor) => make(ctx, request, reply, ownerOf(actor)),
  },
  {
    method: 'POST',
    url: '/desk/judge-keys/end',
    may: 'judge-keys',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      ownerOf(actor)
      await endJudgeKey(ctx, { keyId: idIn(fieldsOf(request.body, ['key']).key) })
      return redirect(reply, `${urls.deskJudgeKeys()}?done=ended`)
    },
  },
  {
    method: 'POST',
    url: '/desk/judge-keys/sign',
    may: 'judge-keys',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      ownerOf(actor)
      const { key, secret } = fieldsOf(request.body, ['key', 'secret'])
      await signJudgeKey(ctx, { keyId: idIn(key), secret })
      return redirect(reply, `${urls.deskJudgeKeys()}?done=signed`)
    },
  },
]

function idIn(id: string): string {
  if (!isId(id)) throw new Refusal('judge/key-not-found')
  return id
}

/** The key is on the page that answers the form and nowhere else: reloading asks whether to make another one. */
async function make(ctx: WebCtx, request: FastifyRequest, reply: FastifyReply, actor: SignedIn) {
  const form = { ...DEFAULTS, ...givenIn(request.body) }
  try {
    const { key } = await makeJudgeKey(ctx, {
      name: form.name,
      quota: {
        perSecond: Number(form.second),
        perMinute: Number(form.minute),
        perDay: Number(form.day),
      },
      byAccountId: actor.accountId,
    })
    return page(ctx, reply, actor, { ...NOTHING, newKey: { name: form.name.trim(), key } })
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 422) throw error
    const { language } = await shellOf(ctx, actor)
    reply.code(error.status)
    return page(ctx, reply, actor, { ...NOTHING, form, problem: sentenceOf(error, language) })
  }
}

function givenIn(body: unknown): Partial<typeof DEFAULTS> {
  const given = fieldsOf(body, ['name', 'second', 'minute', 'day'])
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
}

async function page(ctx: WebCtx, reply: FastifyReply, actor: SignedIn, shown: Shown) {
  await ctx.judging.keys.drain()
  const [shell, keys, head] = await Promise.all([
    shellOf(ctx, actor),
    listJudgeKeys(ctx),
    ctx.judging.head(),
  ])
  return answerPrivate(
    reply,
    <JudgeKeysPage
      shell={shell}
      actor={actor}
      origin={ctx.origin()}
      keys={keys}
      learned={{ ...head.learned(), ...head.needed, state: head.state }}
      {...shown}
    />,
  )
}
