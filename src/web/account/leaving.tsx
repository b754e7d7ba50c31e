/** Taking one's data away, and leaving: what happens is said first, and a day is left to change one's mind. */
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import {
  type Actor,
  accountFiles,
  askToLeave,
  type ExportFile,
  exportedPersonIds,
  formatMoment,
  leavingOf,
  type SignedIn,
  stayAfterAll,
  zipOf,
} from '../../accounts/index.js'
import { fill } from '../../core/plural.js'
import { Refusal } from '../../core/refusals.js'
import { commentFile, pictureFiles, visitFile } from '../../discussion/index.js'
import { fieldsOf } from '../form.js'
import { FormToken } from '../fragments/form-token.js'
import { AccountFrame } from '../pages/account/frame.js'
import { localeOf, type Shell } from '../pages/layout.js'
import type { Route } from '../route.js'
import { languageFor, shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import type { WebCtx } from '../web-ctx.js'

export const leavingRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/account/leave',
    may: 'own-account',
    speaks: 'html',
    handler: async (_request, reply, actor) => {
      const owner = signedIn(actor)
      const leaving = await leavingOf(ctx, owner.accountId)
      const shell = await shellOf(ctx, actor)
      return answerPrivate(
        reply,
        leaving ? (
          <StayPage shell={shell} actor={owner} {...leaving} />
        ) : (
          <LeavePage shell={shell} actor={owner} />
        ),
      )
    },
  },
  {
    method: 'POST',
    url: '/account/leave',
    may: 'own-safety',
    speaks: 'html',
    limit: 'account-form',
    handler: async (request, reply, actor) => {
      const { texts } = fieldsOf(request.body, ['texts'])
      if (texts !== 'keep' && texts !== 'erase')
        throw new Refusal('request/invalid', { detail: 'texts' })
      await askToLeave(ctx, { accountId: signedIn(actor).accountId, texts })
      return redirect(reply, urls.leave())
    },
  },
  {
    method: 'POST',
    url: '/account/stay',
    may: 'own-account',
    speaks: 'html',
    limit: 'account-form',
    handler: async (request, reply, actor) => {
      fieldsOf(request.body, [])
      await stayAfterAll(ctx, signedIn(actor).accountId)
      return redirect(reply, urls.account())
    },
  },
  {
    method: 'POST',
    url: '/account/export',
    may: 'own-safety',
    speaks: 'html',
    handler: async (request, reply, actor) => {
      fieldsOf(request.body, [])
      const owner = signedIn(actor)
      await ctx.limits.require('export', owner.accountId)
      return sendExport(ctx, reply, owner)
    },
  },
]

function signedIn(actor: Actor): SignedIn {
  if (actor.kind !== 'account') throw new Refusal('access/sign-in')
  return actor
}

/** Streams the export: nothing of it is kept here, and a slow reader slows only the reading of the tables. */
function sendExport(ctx: WebCtx, reply: FastifyReply, actor: SignedIn) {
  const bytes = zipOf(allFiles(ctx, actor), ctx.clock())
  const stream = Readable.from(bytes, { objectMode: false })
  stream.on('error', (error) => {
    // The answer has begun, so nobody is told by status: the cut-off zip does not open.
    if (!reply.raw.destroyed) ctx.log.warn({ error: error.message }, 'An export broke off.')
  })
  const day = ctx.clock().toISOString().slice(0, 10)
  return reply
    .type('application/zip')
    .header('content-disposition', `attachment; filename="my-data-${day}.zip"`)
    .header('cache-control', 'private, no-store')
    .send(stream)
}

async function* allFiles(ctx: WebCtx, actor: SignedIn): AsyncGenerator<ExportFile> {
  const { accountId } = actor
  yield* accountFiles(ctx, accountId)
  const addressOf = (slug: string, id: string) => ctx.origin() + urls.comment(slug, id)
  const personIds = await exportedPersonIds(ctx, accountId)
  yield commentFile(ctx, { personIds, addressOf, language: languageFor(ctx, actor) })
  yield* pictureFiles(ctx, { personIds })
  yield visitFile(ctx, { accountId, addressOf: (slug) => ctx.origin() + urls.article(slug) })
}

/** Before one asks to leave. */
function LeavePage({ shell, actor }: { shell: Shell; actor: SignedIn }) {
  const words = localeOf(shell).leaving
  return (
    <AccountFrame shell={shell} actor={actor} title={words.title} current={urls.leave()}>
      <ExportPart shell={shell} />
      <section class="account-part" aria-labelledby="leave">
        <h2 id="leave">{words.leaveTitle}</h2>
        <p>{words.lead}</p>
        <h3>{words.always}</h3>
        <ul>
          {words.alwaysGoes.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <form method="post" action={urls.leave()}>
          <FormToken actor={shell.actor} />
          <fieldset class="choices">
            <legend>{words.choice}</legend>
            <Choice value="keep" label={words.keep} hint={words.keepHint} />
            <Choice value="erase" label={words.erase} hint={words.eraseHint} />
          </fieldset>
          <p class="quiet">{words.others}</p>
          <p class="quiet">{words.ledger}</p>
          <p class="form-foot">
            <button class="button" type="submit">
              {words.leaveButton}
            </button>
            <a class="button is-quiet" href={urls.account()}>
              {words.back}
            </a>
          </p>
        </form>
      </section>
    </AccountFrame>
  )
}

function Choice({ value, label, hint }: { value: string; label: string; hint: string }) {
  return (
    <div class="choice">
      <input
        type="radio"
        name="texts"
        id={`texts-${value}`}
        value={value}
        required
        aria-describedby={`about-${value}`}
      />
      <label for={`texts-${value}`}>{label}</label>
      <p class="hint" id={`about-${value}`}>
        {hint}
      </p>
    </div>
  )
}

/** While one can still stay. */
function StayPage({
  shell,
  actor,
  leavesAt,
  texts,
}: {
  shell: Shell
  actor: SignedIn
  leavesAt: Date
  texts: 'keep' | 'erase'
}) {
  const words = localeOf(shell).leaving
  const until = fill(words.until, { date: formatMoment(shell.language, leavesAt) })
  return (
    <AccountFrame shell={shell} actor={actor} title={words.waitingTitle} current={urls.leave()}>
      <p class="letter-lead">
        <time dateTime={leavesAt.toISOString()}>{until}</time>
      </p>
      <p>{texts === 'keep' ? words.willKeep : words.willErase}</p>
      <form method="post" action="/account/stay">
        <FormToken actor={shell.actor} />
        <button class="button" type="submit">
          {words.stayButton}
        </button>
      </form>
      <ExportPart shell={shell} />
    </AccountFrame>
  )
}

function ExportPart({ shell }: { shell: Shell }) {
  const words = localeOf(shell).leaving
  return (
    <section class="account-part" aria-labelledby="take">
      <h2 id="take">{words.takeTitle}</h2>
      <p>{words.take}</p>
      <form method="post" action="/account/export">
        <FormToken actor={shell.actor} />
        <button class="button is-quiet" type="submit">
          {words.takeButton}
        </button>
      </form>
    </section>
  )
}
