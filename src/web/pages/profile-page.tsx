/** The public page of a person: who they are here, and what they said. */
import { type Actor, may, type SignedIn } from '../../accounts/index.js'
import { fill, formatCount, plural } from '../../core/plural.js'
import { ANYONE, type Profile, SAID_COUNTED_MAX } from '../../discussion/index.js'
import type { Locale } from '../../locales/index.js'
import { Comment } from '../fragments/comment.js'
import { MuteForm } from '../fragments/mute-form.js'
import { Time } from '../fragments/time.js'
import { urls } from '../urls.js'
import { commentView } from '../views-of.js'
import { OwnWays } from './edit-comment-page.js'
import { Layout, localeOf, type Shell } from './layout.js'

/** Profiles with fewer comments say little, and are what link spam is made of: search engines need not keep them. */
const INDEXED_COMMENTS_MIN = 3

type ProfileProps = { shell: Shell; actor: Actor; profile: Profile; isFirstPage: boolean }

export function ProfilePage({ shell, actor, profile, isFirstPage }: ProfileProps) {
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
