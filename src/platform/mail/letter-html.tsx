/** Letters as HTML: one column that every mail program can show, light and dark, with nothing fetched from anywhere. */
import { renderToString } from 'preact-render-to-string'
import type { Block, Frame, SafeLetter } from './letter.js'

/** The HTML document of a letter. Everything in it is escaped; links are those of its buttons and its footer. */
export function letterHtml(letter: SafeLetter, frame: Frame): string {
  return `<!doctype html>${renderToString(<Document letter={letter} frame={frame} />)}`
}

// Style attributes, because mail programs drop style sheets; the sheet is for those that know dark mode.
const SANS = 'font-family: system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif'
const PAGE = `margin: 0; padding: 24px 16px; background: #fdfdfb; color: #16191a; ${SANS}; font-size: 17px; line-height: 1.5`
const COLUMN = 'max-width: 560px; margin: 0 auto'
const NAME = 'margin: 0 0 24px; font-family: Georgia, serif; font-size: 21px; font-weight: bold'
const TEXT = 'margin: 0 0 16px; white-space: pre-line; overflow-wrap: anywhere'
const QUOTE =
  'margin: 0 0 16px; padding: 12px 16px; background: #f3f4f0; white-space: pre-line; overflow-wrap: anywhere'
const BY = 'margin: 0 0 4px; font-weight: bold; overflow-wrap: anywhere'
const CODE =
  'margin: 0 0 16px; font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 28px; letter-spacing: 2px'
const BUTTON = `display: inline-block; padding: 12px 20px; border-radius: 3px; background: #0b5c4b; color: #ffffff; ${SANS}; font-weight: bold; text-decoration: none`
const FOOT =
  'margin: 32px 0 0; padding: 16px 0 0; border-top: 1px solid #d5d9d4; color: #555c60; font-size: 14px'
const FOOT_LINE = 'margin: 0 0 8px; overflow-wrap: anywhere'
const DARK = `@media (prefers-color-scheme: dark) {
.page { background: #131618 !important; color: #e6e4de !important }
.quote { background: #1c2023 !important }
.foot, .foot a { color: #a3aaad !important; border-color: #343b3f !important }
.button { background: #7fcbb0 !important; color: #0b1a16 !important }
}`

type Parts = { letter: SafeLetter; frame: Frame }

function Document({ letter, frame }: Parts) {
  return (
    <html lang={frame.language} dir={frame.dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta
          name="format-detection"
          content="telephone=no, date=no, address=no, email=no, url=no"
        />
        <title>{letter.subject}</title>
        <style>{DARK}</style>
      </head>
      <body class="page" style={PAGE}>
        <div style={COLUMN}>
          <p style={NAME}>{frame.siteName}</p>
          {letter.blocks.map((block, at) => (
            <Part key={at} block={block} />
          ))}
          <Foot letter={letter} />
        </div>
      </body>
    </html>
  )
}

function Part({ block }: { block: Block }) {
  if (block.kind === 'text') return <p style={TEXT}>{block.text}</p>
  if (block.kind === 'code') return <p style={CODE}>{block.code}</p>
  if (block.kind === 'button')
    return (
      <p style={TEXT}>
        <a class="button" href={block.url} style={BUTTON}>
          {block.label}
        </a>
      </p>
    )
  return (
    <>
      {block.by !== '' && (
        <p style={BY}>
          <bdi>{block.by}</bdi>
        </p>
      )}
      <blockquote class="quote" dir="auto" style={QUOTE}>
        {block.text}
      </blockquote>
    </>
  )
}

function Foot({ letter }: { letter: SafeLetter }) {
  const { footer, unsubscribeUrl, words } = letter
  if (footer.length === 0 && !unsubscribeUrl) return null
  return (
    <div class="foot" style={FOOT}>
      {footer.map((line, at) => (
        <p key={at} style={FOOT_LINE}>
          {line}
        </p>
      ))}
      {unsubscribeUrl && (
        <p style={FOOT_LINE}>
          <a href={unsubscribeUrl} style="color: #555c60">
            {words.unsubscribe}
          </a>
        </p>
      )}
    </div>
  )
}
