/** Stopping mail by the address in a letter: the question, and that it is done. */
import type { Unsubscribing } from '../../../accounts/index.js'
import { Layout, localeOf, type Shell } from '../layout.js'

type PageProps = { shell: Shell; kind: Unsubscribing['kind'] }

export function UnsubscribePage({ shell, kind, postUrl }: PageProps & { postUrl: string }) {
  const words = localeOf(shell).notices.unsubscribe
  return (
    <Layout shell={shell} title={words.title} canonical={null}>
      <div class="letter account">
        <h1>{words.title}</h1>
        <p class="letter-lead">{words[kind]}</p>
        <form method="post" action={postUrl}>
          <button class="button" type="submit">
            {words.button}
          </button>
        </form>
      </div>
    </Layout>
  )
}

export function UnsubscribedPage({ shell, kind }: PageProps) {
  const words = localeOf(shell).notices.unsubscribe
  return (
    <Layout shell={shell} title={words.done} canonical={null}>
      <div class="letter account">
        <h1>{words.done}</h1>
        <p class="letter-lead">{words[kind]}</p>
        <p class="quiet">{words.back}</p>
      </div>
    </Layout>
  )
}
