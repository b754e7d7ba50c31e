/** Keys of other software, for owners: the new one shown once, those there are, and what was learned through them. */
import type { SignedIn } from '../../../accounts/index.js'
import { fill, formatCount } from '../../../core/plural.js'
import { isolated } from '../../../core/text.js'
import type { Locale } from '../../../locales/index.js'
import { JUDGE_QUOTA_MAX, KEY_NAME_CHARS_MAX, type KeyUse } from '../../../moderation/index.js'
import { FormToken } from '../../fragments/form-token.js'
import { formatDate, Time } from '../../fragments/time.js'
import { urls } from '../../urls.js'
import { AccountFrame } from '../account/frame.js'
import { localeOf, type Shell } from '../layout.js'

export type JudgeKeysPageProps = {
  shell: Shell
  actor: SignedIn
  origin: string
  keys: KeyUse[]
  learned: {
    published: number
    removed: number
    total: number
    each: number
    state: 'ready' | 'few' | 'worse'
  }
  /** Just made, and shown this once. */
  newKey: { name: string; key: string } | null
  done: 'ended' | 'signed' | null
  problem: string | null
  /** The form as it was sent. */
  form: { name: string; second: string; minute: string; day: string }
}

export function JudgeKeysPage(props: JudgeKeysPageProps) {
  const { shell, actor, keys, newKey, done, problem, form } = props
  const locale = localeOf(shell)
  const words = locale.judging
  return (
    <AccountFrame
      shell={shell}
      actor={actor}
      title={words.title}
      current={urls.desk()}
      done={done && words[done]}
      problem={problem}
    >
      <p class="letter-lead">{words.lead}</p>
      {newKey && (
        <div class="note" role="status">
          <p>{words.made}</p>
          <p>
            <bdi>{newKey.name}</bdi>: <code class="key">{newKey.key}</code>
          </p>
        </div>
      )}
      <section class="account-part" aria-labelledby="keys">
        <h2 id="keys">{words.keys}</h2>
        {keys.length === 0 && <p class="quiet">{words.none}</p>}
        <ul class="rows">
          {keys.map((one) => (
            <Key key={one.id} one={one} actor={actor} locale={locale} />
          ))}
        </ul>
      </section>
      <MakeForm actor={actor} words={words} form={form} />
      <Learned locale={locale} learned={props.learned} />
      <section class="account-part" aria-labelledby="addresses">
        <h2 id="addresses">{words.addresses}</h2>
        <dl class="meanings">
          {addressesOf(props.origin).map(([name, address]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <code class="key">{address}</code>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </AccountFrame>
  )
}

const addressesOf = (origin: string): [string, string][] => [
  ['Perspective API', `${origin}/v1alpha1`],
  ['Akismet', `${origin}/1.1`],
  ['Coral', `${origin}/coral/moderation?key=`],
  ['Readership', `${origin}/api/v1/moderation/judge?key=`],
]

type Words = Locale['judging']

function Key({ one, actor, locale }: { one: KeyUse; actor: SignedIn; locale: Locale }) {
  const words = locale.judging
  const count = (number: number) => formatCount(locale.language, number)
  return (
    <li class="row">
      <div class="row-main">
        <bdi class="name">{one.name}</bdi>
        {one.endedAt && <span class="tag is-state">{words.isEnded}</span>}
        {one.isSigned && <span class="tag">{words.isSigned}</span>}
        <p class="quiet">
          {words.since} <Time iso={one.createdAt.toISOString()} locale={locale} month="short" />.{' '}
          {fill(words.limits, {
            second: count(one.perSecond),
            minute: count(one.perMinute),
            day: count(one.perDay),
          })}
        </p>
        <p class="quiet">
          {one.lastUsedOn === null
            ? words.never
            : fill(words.used, {
                day: formatDate(locale.language, `${one.lastUsedOn}T00:00:00Z`),
                today: count(one.askedToday),
                month: count(one.asked30Days),
                refused: count(one.refused30Days),
                decisions: count(one.decisions),
              })}
        </p>
        {!one.endedAt && <Sign one={one} actor={actor} words={words} />}
      </div>
      {!one.endedAt && (
        <form class="row-act" method="post" action="/desk/judge-keys/end">
          <FormToken actor={actor} />
          <input type="hidden" name="key" value={one.id} />
          <button
            class="button is-quiet is-small"
            type="submit"
            aria-label={fill(words.endOf, { name: isolated(one.name) })}
          >
            {words.end}
          </button>
        </form>
      )}
    </li>
  )
}

function Sign({ one, actor, words }: { one: KeyUse; actor: SignedIn; words: Words }) {
  return (
    <details>
      <summary>{words.coral}</summary>
      <form class="stack" method="post" action="/desk/judge-keys/sign">
        <FormToken actor={actor} />
        <input type="hidden" name="key" value={one.id} />
        <label class="field">
          <span class="field-label">{words.coralHint}</span>
          <input type="password" name="secret" autocomplete="off" />
        </label>
        <button
          class="button is-quiet is-small"
          type="submit"
          aria-label={fill(words.coralOf, { name: isolated(one.name) })}
        >
          {words.coralSave}
        </button>
      </form>
    </details>
  )
}

type MakeFormProps = { actor: SignedIn; words: Words; form: JudgeKeysPageProps['form'] }

function MakeForm({ actor, words, form }: MakeFormProps) {
  const windows = [
    ['second', words.perSecond],
    ['minute', words.perMinute],
    ['day', words.perDay],
  ] as const
  return (
    <section class="account-part" aria-labelledby="make">
      <h2 id="make">{words.make}</h2>
      <form class="stack" method="post" action={urls.deskJudgeKeys()}>
        <FormToken actor={actor} />
        <label class="field">
          <span class="field-label">{words.name}</span>
          <input
            name="name"
            value={form.name}
            maxLength={KEY_NAME_CHARS_MAX}
            required
            dir="auto"
            aria-describedby="name-hint"
          />
          <span class="quiet" id="name-hint">
            {words.nameHint}
          </span>
        </label>
        <fieldset class="choices">
          <legend>{words.quota}</legend>
          {windows.map(([name, label]) => (
            <label class="field" key={name}>
              <span class="field-label">{label}</span>
              <input type="number" name={name} value={form[name]} min={1} max={JUDGE_QUOTA_MAX} />
            </label>
          ))}
        </fieldset>
        <button class="button" type="submit">
          {words.makeIt}
        </button>
      </form>
    </section>
  )
}

function Learned({ locale, learned }: { locale: Locale; learned: JudgeKeysPageProps['learned'] }) {
  const words = locale.judging
  const count = (number: number) => formatCount(locale.language, number)
  return (
    <section class="account-part" aria-labelledby="learned">
      <h2 id="learned">{words.learned}</h2>
      <p>
        {fill(words.learnedLead, {
          removed: count(learned.removed),
          published: count(learned.published),
          total: count(learned.total),
          each: count(learned.each),
        })}{' '}
        {words.learnedState[learned.state]}
      </p>
    </section>
  )
}
