/** The front page, composed like one: a lead, second stories beside it, briefs, then the sections. */
import type { Locale } from '../../locales/index.js'
import { Card } from '../fragments/article-card.js'
import { MeterBox } from '../fragments/meter.js'
import { urls } from '../urls.js'
import type { ArticleCard, MeterView, SectionLink } from '../views.js'
import { Layout, localeOf, type Shell } from './layout.js'

/** Stories beside the lead. */
export const SECONDS = 3

/** Short ones under the lead. */
export const BRIEFS = 4

/** Short ones beside the first story of a section. */
export const BLOCK_REST = 4

export type SectionBlock = { section: SectionLink; articles: ArticleCard[] }

export type FrontPageProps = {
  shell: Shell
  /** Newest first; the first is the lead, the next SECONDS + BRIEFS stand around it, the rest is not shown. */
  articles: ArticleCard[]
  /** A block for each section; articles shown above are left out here, empty blocks too. */
  sections: SectionBlock[]
  meter: MeterView | null
}

export function FrontPage({ shell, articles, sections, meter }: FrontPageProps) {
  const locale = localeOf(shell)
  const [lead, ...others] = articles
  const shown = new Set(articles.slice(0, 1 + SECONDS + BRIEFS).map(({ slug }) => slug))
  return (
    <Layout
      shell={shell}
      title={null}
      canonical={urls.front()}
      picture={lead?.picture?.src ?? null}
    >
      <div class="front">
        {lead ? (
          <Top lead={lead} others={others} locale={locale} />
        ) : (
          <p class="quiet">{locale.front.empty}</p>
        )}
        {meter && (
          <MeterBox
            meter={meter}
            locale={locale}
            dir={shell.site.dir}
            supportUrl={urls.support()}
          />
        )}
        {sections.map((block) => (
          <Block key={block.section.slug} block={block} shown={shown} locale={locale} />
        ))}
      </div>
    </Layout>
  )
}

function Top({
  lead,
  others,
  locale,
}: {
  lead: ArticleCard
  others: ArticleCard[]
  locale: Locale
}) {
  const seconds = others.slice(0, SECONDS)
  const briefs = others.slice(SECONDS, SECONDS + BRIEFS)
  return (
    <div class="front-top">
      <div class="front-lead">
        <Card card={lead} locale={locale} size="lead" heading="h2" />
      </div>
      {seconds.length > 0 && (
        <div class="front-seconds">
          {seconds.map((card) => (
            <Card key={card.slug} card={card} locale={locale} size="story" heading="h2" />
          ))}
        </div>
      )}
      {briefs.length > 0 && (
        <section class="front-briefs" aria-labelledby="latest">
          <h2 class="block-title" id="latest">
            {locale.front.latest}
          </h2>
          {briefs.map((card) => (
            <Card key={card.slug} card={card} locale={locale} size="brief" />
          ))}
        </section>
      )}
    </div>
  )
}

/** One section: its first story with picture and words, the others as a list beside. */
function Block({
  block,
  shown,
  locale,
}: {
  block: SectionBlock
  shown: Set<string>
  locale: Locale
}) {
  const { section } = block
  const [first, ...rest] = block.articles.filter(({ slug }) => !shown.has(slug))
  if (!first) return null
  return (
    <section class="block" aria-labelledby={`s-${section.slug}`}>
      <h2 class="block-title" id={`s-${section.slug}`}>
        <a href={section.url}>{section.name}</a>
      </h2>
      <div class="block-stories">
        <Card card={first} locale={locale} showSection={false} />
        {rest.length > 0 && (
          <div class="block-rest">
            {rest.slice(0, BLOCK_REST).map((card) => (
              <Card key={card.slug} card={card} locale={locale} size="brief" showSection={false} />
            ))}
          </div>
        )}
      </div>
    </section>
  )
}
