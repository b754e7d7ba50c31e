/** A section: all its articles, newest first, page by page. */
import { Card } from '../fragments/article-card.js'
import type { ArticleCard, SectionLink } from '../views.js'
import { Layout, localeOf, type Shell } from './layout.js'

export type SectionPageProps = {
  shell: Shell
  section: SectionLink
  articles: ArticleCard[]
  /** The next page, with older articles. */
  olderUrl: string | null
  isFirstPage: boolean
}

export function SectionPage({ shell, section, articles, olderUrl, isFirstPage }: SectionPageProps) {
  const locale = localeOf(shell)
  const [first, ...rest] = articles
  return (
    <Layout shell={shell} title={section.name} canonical={section.url} section={section.url}>
      <div class="section-page">
        <h1 class="section-title">{section.name}</h1>
        {!first && <p class="quiet">{locale.section.empty}</p>}
        {first && (
          <Card
            card={first}
            locale={locale}
            heading="h2"
            size={isFirstPage ? 'lead' : 'row'}
            showSection={false}
          />
        )}
        {rest.map((card) => (
          <Card
            key={card.slug}
            card={card}
            locale={locale}
            heading="h2"
            size="row"
            showSection={false}
          />
        ))}
        <nav class="pager" aria-label={section.name}>
          {!isFirstPage && <a href={section.url}>{locale.section.newest}</a>}
          {olderUrl !== null && (
            <a class="button is-quiet" href={olderUrl} rel="next">
              {locale.section.older}
            </a>
          )}
        </nav>
      </div>
    </Layout>
  )
}
