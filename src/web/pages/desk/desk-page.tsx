/** The first page of the desk: what this role opens. */
import { type Action, may, type SignedIn } from '../../../accounts/index.js'
import { urls } from '../../urls.js'
import { AccountFrame } from '../account/frame.js'
import { localeOf, type Shell } from '../layout.js'

export function DeskPage({ shell, actor }: { shell: Shell; actor: SignedIn }) {
  const { desk: words, rules, houseRules, policy, learning, copies, judging } = localeOf(shell)
  const rooms: { right: Action; url: string; label: string; lead: string }[] = [
    { right: 'see-people', url: urls.deskPeople(), label: words.people, lead: words.peopleLead },
    {
      right: 'decide-comment',
      url: urls.deskThreads(),
      label: words.threads,
      lead: words.threadsLead,
    },
    {
      right: 'set-site-rules',
      url: urls.deskRules(),
      label: rules.title,
      lead: rules.lead,
    },
    {
      right: 'set-site-rules',
      url: urls.deskPolicy(),
      label: policy.title,
      lead: policy.brief,
    },
    {
      right: 'decide-comment',
      url: urls.deskHouseRules(),
      label: houseRules.title,
      lead: houseRules.brief,
    },
    {
      right: 'decide-comment',
      url: urls.deskLearning(),
      label: learning.title,
      lead: learning.brief,
    },
    {
      right: 'decide-comment',
      url: urls.deskCopies(),
      label: copies.title,
      lead: copies.brief,
    },
    { right: 'decide-claim', url: urls.deskClaims(), label: words.claims, lead: words.claimsLead },
    { right: 'read-outbox', url: urls.outbox(), label: words.outbox, lead: words.outboxLead },
    {
      right: 'judge-keys',
      url: urls.deskJudgeKeys(),
      label: judging.title,
      lead: judging.roomLead,
    },
  ]
  return (
    <AccountFrame shell={shell} actor={actor} title={words.title} current={urls.desk()}>
      <p class="letter-lead">{words.lead}</p>
      <ul class="rows">
        {rooms
          .filter((room) => may(actor, room.right) === 'yes')
          .map(({ url, label, lead }) => (
            <li class="row" key={url}>
              <div class="row-main">
                <a href={url}>
                  <strong>{label}</strong>
                </a>
                <p class="quiet">{lead}</p>
              </div>
            </li>
          ))}
      </ul>
    </AccountFrame>
  )
}
