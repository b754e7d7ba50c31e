/** The public page of a person, and muting them. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, may, mute, type SignedIn, unmute } from '../../accounts/index.js'
import { isId } from '../../core/ids.js'
import { fill, formatCount, plural } from '../../core/plural.js'
import { Refusal } from '../../core/refusals.js'
import { isolated } from '../../core/text.js'
import { ANYONE, type Profile, readProfile, SAID_COUNTED_MAX } from '../../discussion/index.js'
import type { Locale } from '../../locales/index.js'
import { nextPath } from '../door/next-path.js'
import { fieldsOf } from '../form.js'
import { Comment } from '../fragments/comment.js'
import { FormToken } from '../fragments/form-token.js'
import { Time } from '../fragments/time.js'
import { PersonLeftPage } from '../pages/account/person-left-page.js'
import { OwnWays } from '../pages/edit-comment-page.js'
import { Layout, localeOf, type Shell } from '../pages/layout.js'
import type { Route } from '../route.js'
import { shellOf } from '../shell.js'
import { answerPrivate, redirect } from '../site/answer-page.js'
import { urls } from '../urls.js'
import { commentView } from '../views-of.js'
import type { WebCtx } from '../web-ctx.js'

export const profileRoutes = (ctx: WebCtx): Route[] => [
  {
    method: 'GET',
    url: '/people/:id',
    may: 'read',
    speaks: 'html',
    handler: (request, reply, actor) => profilePage(ctx, request, reply, actor),
  },
  {
    method: 'POST',
    url: '/people/:id/mute',
    may: 'own-account',
    speaks: 'html',
    limit: 'account-form',
    handler: (request, reply, actor) => changeMute(ctx, request, reply, actor, mute),
  },
  {
    method: 'POST',
    url: '/people/:id/unmute',
    may: 'own-account',
    speaks: 'html',
    limit: 'account-form',
    handler: (request, reply, actor) => changeMute(ctx, request, reply, actor, unmute),
  },
]

/** @throws Refusal account/person-not-found */
function personIdIn(request: FastifyRequest): string {
  const { id } = request.params as { id: string }
  if (!isId(id)) throw new Refusal('account/person-not-found')
  return id
}

async function profilePage(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
) {
  const personId = personIdIn(request)
  const { before = null } = request.query as Record<string, string | undefined>
  if (before !== null && !isId(before)) throw new Refusal('request/cursor-invalid')
  const profile = await readProfile(ctx, { personId, before })
  const shell = await shellOf(ctx, actor)
  if (profile === 'left') return answerPrivate(reply.code(410), <PersonLeftPage shell={shell} />)
  if ('seePersonId' in profile) return redirect(reply, urls.person(profile.seePersonId))
  return answerPrivate(
    reply,
    <ProfilePage shell={shell} actor={actor} profile={profile} isFirstPage={before === null} />,
  )
}

async function changeMute(
  ctx: WebCtx,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
  change: typeof mute,
) {
  if (actor.kind !== 'account') throw new Refusal('access/sign-in')
  const personId = personIdIn(request)
  const { next } = fieldsOf(request.body, ['next'])
  await change(ctx, { accountId: actor.accountId, personId })
  return redirect(reply, next === '' ? urls.person(personId) : nextPath(next))
}

/** Profiles with fewer comments say little, and are what link spam is made of: search engines need not keep them. */
const INDEXED_COMMENTS_MIN = 3

type ProfileProps = { shell: Shell; actor: Actor; profile: Profile; isFirstPage: boolean }

function ProfilePage({ shell, actor, profile, isFirstPage }: ProfileProps) {
  const locale = localeOf(shell)
  const words = locale.notices.profile
  const { name, comments, nextBefore, personId } = profile
  const isIndexed = isFirstPage && !profile.isUnclaimed && profile.count >= INDEXED_COMMENTS_MIN
  return (
    <Layout
      shell={shell}
      title={name}
      description={fill(words.description, { name, site: shell.site.name })}
      canonical={isIndexed ? urls.person(personId) : null}
    >
      <div class="letter account profile">
        <h1>
          <bdi>{name}</bdi> {profile.isStaff && <span class="tag">{words.staff}</span>}
        </h1>
        <About actor={actor} profile={profile} locale={locale} />
        <section aria-labelledby="said">
          <h2 id="said">{words.comments}</h2>
          <p class="quiet">{countOf(profile, locale)}</p>
          <ol class="said">
            {comments.map((row) => (
              <li key={row.id} id={`c-${row.id}`}>
                <p class="quiet">
                  {locale.notices.on}{' '}
                  <a href={urls.article(row.article_slug)}>
                    <bdi>{row.article_headline}</bdi>
                  </a>
                </p>
                <Comment
                  comment={commentView(row, row.article_slug, ANYONE)}
                  locale={locale}
                  mayReply={false}
                  hasActs={false}
                />
                {actor.kind === 'account' && actor.accountId === profile.accountId && (
                  <p class="letter-ways">
                    <OwnWays commentId={row.id} locale={locale} />
                  </p>
                )}
              </li>
            ))}
          </ol>
          {(!isFirstPage || nextBefore !== null) && (
            <p class="letter-ways">
              {!isFirstPage && <a href={urls.person(personId)}>{words.newest}</a>}{' '}
              {nextBefore !== null && (
                <a href={`${urls.person(personId)}?before=${nextBefore}`} rel="next">
                  {words.older}
                </a>
              )}
            </p>
          )}
        </section>
      </div>
    </Layout>
  )
}

type PartProps = { actor: Actor; profile: Profile; locale: Locale }

function About({ actor, profile, locale }: PartProps) {
  const words = locale.notices.profile
  const { since } = profile
  const [before, after] = words.since.split('{date}')
  return (
    <>
      {profile.isUnclaimed && (
        <p>
          {words.imported}{' '}
          <a href={urls.claim(profile.personId)} rel="nofollow">
            {words.isMe}
          </a>
        </p>
      )}
      {since !== null && (
        <p class="quiet">
          {before}
          <Time iso={since.toISOString()} locale={locale} />
          {after}
        </p>
      )}
      {profile.isBanned && may(actor, 'see-people') === 'yes' && (
        <p class="note is-problem">{words.banned}</p>
      )}
      {actor.kind === 'account' && <Ways actor={actor} profile={profile} locale={locale} />}
    </>
  )
}

/** What a signed-in reader can do here. */
function Ways({ actor, profile, locale }: PartProps & { actor: SignedIn }) {
  const words = locale.notices
  const { personId, name } = profile
  if (profile.accountId === actor.accountId)
    return (
      <p>
        {words.profile.yours} <a href={urls.account()}>{words.profile.settings}</a>
      </p>
    )
  const isMuted = actor.muted.has(personId)
  return (
    <>
      {isMuted && <p class="note">{words.mutedHere}</p>}
      <MuteForm actor={actor} locale={locale} personId={personId} name={name} isMuted={isMuted} />
    </>
  )
}

function countOf({ count }: Profile, locale: Locale): string {
  const words = locale.notices.profile
  if (count === 0) return words.none
  return count < SAID_COUNTED_MAX
    ? plural(locale.language, words.count, count)
    : fill(words.countMore, { count: formatCount(locale.language, count) })
}

/** The button that mutes a person, or takes it back. @param next where to go then; without it to their page */
export function MuteForm({
  actor,
  locale,
  personId,
  name,
  isMuted,
  next = '',
}: {
  actor: SignedIn
  locale: Locale
  personId: string
  name: string
  isMuted: boolean
  next?: string
}) {
  const words = locale.notices
  const label = fill(isMuted ? words.unmuteName : words.muteName, { name: isolated(name) })
  return (
    <form
      class="row-act"
      method="post"
      action={`${urls.person(personId)}/${isMuted ? 'unmute' : 'mute'}`}
    >
      <FormToken actor={actor} />
      {next !== '' && <input type="hidden" name="next" value={next} />}
      <button class="button is-quiet is-small" type="submit" aria-label={label}>
        {isMuted ? words.unmute : words.mute}
      </button>
    </form>
  )
}
