/** The shell of every page: head, masthead, sections, footer. No inline script or style: CSP forbids both. */
import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Actor } from '../../accounts/index.js'
import { directionOfLanguage } from '../../core/text.js'
import { type Locale, localeFor } from '../../locales/index.js'
import { AccountLink } from '../fragments/account-link.js'
import { urls } from '../urls.js'
import type { SiteView } from '../views.js'

/** Addresses of what Vite built; `fonts` are those worth fetching before the style sheet asks for them. */
export type Assets = {
  css: string
  js: string
  /** Script of the pages of accounts: passkeys. */
  account: string
  fonts: string[]
}

/** What every page needs beside its own content. */
export type Shell = {
  site: SiteView
  assets: Assets
  /** Of the page's own words: the site's, or that of a signed-in reader. BCP 47 */
  language: string
  /** Who reads; on shared pages nobody known. */
  actor: Actor
}

export type LayoutProps = {
  shell: Shell
  /** Of the page; the name of the site follows by itself. Null on the front page. */
  title: string | null
  description?: string | null
  /** Address of this page within the site, or a whole one when the original is elsewhere. Null: none, and not for search engines. */
  canonical: string | null
  /** Address of this page within the site where `canonical` is another one. */
  here?: string
  /** Address of a picture for previews. */
  picture?: string | null
  kind?: 'website' | 'article'
  publishedAt?: string | null
  /** Address of the section that is current in the navigation. */
  section?: string | null
  /** The page has buttons for passkeys. */
  hasPasskeys?: boolean
  /** Feeds of this page beside that of the site: addresses within the site, with their titles. */
  feeds?: { type: string; title: string; href: string }[]
  /** A block of data for search engines, escaped for its place: see json-ld.ts. It stands behind what people read. */
  jsonLd?: string
  children: ComponentChildren
}

/** A whole document as a string. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`
}

/** A part of a page as a string, to be put into one that is open. */
export const renderFragment = (part: VNode): string => renderToString(part)

/** The locale of a page. */
export const localeOf = (shell: Shell): Locale => localeFor(shell.language)

export function Layout(props: LayoutProps) {
  const { shell, children } = props
  const { site } = shell
  const locale = localeOf(shell)
  return (
    <html lang={shell.language} dir={directionOfLanguage(shell.language)}>
      <Head {...props} />
      <body data-words={JSON.stringify({ language: locale.language, ...locale.browser })}>
        <a class="skip" href="#content">
          {locale.layout.skip}
        </a>
        <Masthead {...props} locale={locale} />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
        <Footer site={site} locale={locale} />
        {props.jsonLd !== undefined && (
          <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: props.jsonLd }} />
        )}
      </body>
    </html>
  )
}

function Head({ shell, title, canonical, ...props }: LayoutProps) {
  const { site, assets } = shell
  const description = props.description || site.tagline
  const here = canonical === null ? null : absolute(site, canonical)
  return (
    <head>
      <meta charset="utf-8" />
      <title>{title === null ? site.name : `${title} · ${site.name}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      {assets.fonts.map((href) => (
        <link
          key={href}
          rel="preload"
          href={href}
          as="font"
          type="font/woff2"
          crossorigin="anonymous"
        />
      ))}
      <link rel="stylesheet" href={assets.css} />
      <script type="module" src={assets.js} />
      {props.hasPasskeys && <script type="module" src={assets.account} />}
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <meta name="description" content={description} />
      {here === null ? (
        <meta name="robots" content="noindex" />
      ) : (
        <link rel="canonical" href={here} />
      )}
      <link rel="alternate" type="application/rss+xml" title={site.name} href={urls.feed()} />
      {props.feeds?.map((feed) => (
        <link key={feed.href} rel="alternate" {...feed} />
      ))}
      <meta property="og:site_name" content={site.name} />
      <meta property="og:type" content={props.kind ?? 'website'} />
      <meta property="og:title" content={title ?? site.name} />
      <meta property="og:description" content={description} />
      <meta property="og:locale" content={site.language.replace('-', '_')} />
      {here !== null && <meta property="og:url" content={here} />}
      {props.picture && <meta property="og:image" content={absolute(site, props.picture)} />}
      {props.publishedAt && <meta property="article:published_time" content={props.publishedAt} />}
      <meta name="twitter:card" content={props.picture ? 'summary_large_image' : 'summary'} />
    </head>
  )
}

const absolute = (site: SiteView, url: string): string =>
  url.startsWith('/') ? site.origin + url : url

function Masthead({
  shell,
  title,
  section,
  canonical,
  here,
  locale,
}: LayoutProps & { locale: Locale }) {
  const { site } = shell
  const isFront = title === null
  const Name = isFront ? 'h1' : 'p'
  return (
    <header class={isFront ? 'masthead is-front' : 'masthead'}>
      <div class="masthead-name">
        <Name class="nameplate">
          <a href={urls.front()}>{site.name}</a>
        </Name>
        {isFront && site.tagline !== '' && <p class="tagline">{site.tagline}</p>}
        <p class="masthead-ways">
          <AccountLink actor={shell.actor} locale={locale} here={here ?? canonical} />
          <a class="button is-small" href={urls.support()}>
            {locale.layout.support}
          </a>
        </p>
      </div>
      {site.sections.length > 0 && (
        <nav class="sections" aria-label={locale.layout.sections}>
          <ul>
            {site.sections.map(({ slug, name, url }) => (
              <li key={slug}>
                <a href={url} aria-current={url === section ? 'page' : undefined}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </header>
  )
}

function Footer({ site, locale }: { site: SiteView; locale: Locale }) {
  return (
    <footer class="colophon">
      <p>
        <strong>{site.name}</strong> {locale.layout.paidByReaders}
      </p>
      <ul>
        <li>
          <a href={urls.front()}>{locale.layout.home}</a>
        </li>
        <li>
          <a href={urls.support()}>{locale.layout.support}</a>
        </li>
        <li>
          <a href={urls.feed()}>{locale.layout.feed}</a>
        </li>
      </ul>
    </footer>
  )
}
