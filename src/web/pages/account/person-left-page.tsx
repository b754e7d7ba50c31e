/** Where mentions of somebody lead who has left: no error, and nothing of who it was. */
import { urls } from '../../urls.js'
import { Layout, localeOf, type Shell } from '../layout.js'

export function PersonLeftPage({ shell }: { shell: Shell }) {
  const words = localeOf(shell).notices.profile
  return (
    <Layout shell={shell} title={words.left} canonical={null}>
      <div class="letter account profile">
        <h1>{words.left}</h1>
        <p class="letter-lead">{words.leftLead}</p>
        <p class="letter-ways">
          <a class="button is-quiet" href={urls.front()}>
            {localeOf(shell).problem.front}
          </a>
        </p>
      </div>
    </Layout>
  )
}
