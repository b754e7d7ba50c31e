/** Fragments: what a reader sees of a comment and of the meter, and what nobody must be able to put there. */
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { type MeterAmounts, meterGeometry } from '../../src/core/meter-geometry.js'
import type { Mark } from '../../src/discussion/index.js'
import { localeFor } from '../../src/locales/index.js'
import { Branch, Comment } from '../../src/web/fragments/comment.js'
import { CommentFormFields } from '../../src/web/fragments/comment-form.js'
import { Meter } from '../../src/web/fragments/meter.js'
import type { CommentNode, CommentView, MeterView } from '../../src/web/views.js'

const locale = localeFor('en')

const aComment = (changes: Partial<CommentView> = {}): CommentView => ({
  id: 'c1',
  parentId: null,
  depth: 0,
  author: { name: 'Alice', marks: [], url: null },
  html: '<p>Well said.</p>',
  text: 'Well said.',
  state: 'published',
  rule: null,
  isAuthorGone: false,
  recommends: 0,
  pictures: [],
  cards: [],
  postedAt: '2017-12-12T10:00:00.000Z',
  editedAt: null,
  historyUrl: '/articles/a/comments/c1/history',
  pickedAt: null,
  language: 'en',
  dir: 'ltr',
  replies: 0,
  descendants: 0,
  url: '/articles/a/comments/c1#c-c1',
  ...changes,
})

const aNode = (changes: Partial<CommentNode> = {}): CommentNode => ({
  ...aComment(),
  children: [],
  hiddenReplies: 0,
  moreUrl: null,
  ...changes,
})

const aMeter: MeterView = {
  title: null,
  currency: 'USD',
  exponent: 2,
  raisedMinor: 175_100,
  goalMinor: 500_000,
  ticksMinor: [0, 250_000, 500_000],
  giftCount: 43,
  asOf: '2017-12-12T10:00:00.000Z',
  isOpen: true,
}

const show = (changes: Partial<CommentView> = {}) =>
  renderToString(<Comment comment={aComment(changes)} locale={locale} />)

const showMeter = (changes: Partial<MeterView> = {}, dir: 'ltr' | 'rtl' = 'ltr') =>
  renderToString(<Meter meter={{ ...aMeter, ...changes }} locale={locale} dir={dir} />)

const geometry = (changes: Partial<MeterAmounts> = {}) => meterGeometry({ ...aMeter, ...changes })

describe('a comment', () => {
  it('keeps the language and direction of its text', () => {
    expect(show({ language: 'ar', dir: 'rtl' })).toContain('lang="ar" dir="rtl"')
  })

  it('says that its language is unknown instead of claiming that of the page', () => {
    expect(show({ language: null })).toMatch(/lang(="")? dir="ltr"/)
  })

  it('isolates the name, so that a right-to-left name moves nothing beside it', () => {
    expect(show({ author: { name: 'دمشق', marks: [], url: null } })).toContain(
      '<bdi class="name">دمشق</bdi>',
    )
  })

  it('shows a name as text, whatever it is', () => {
    const html = show({
      author: { name: '<img src=x onerror=alert(1)>"', marks: [], url: null },
    })
    expect(html).not.toContain('<img')
    expect(html).toContain('&lt;img')
  })

  it('marks who wrote the article, in the place of staff, and a supporter beside it', () => {
    const marked = (marks: readonly Mark[]) =>
      [
        ...show({ author: { name: 'Ada', marks, url: null } }).matchAll(/class="tag[^>]*>([^<]+)/g),
      ].map(([, word]) => word)
    expect(marked([])).toEqual([])
    expect(marked(['staff'])).toEqual([locale.comment.staff])
    expect(marked(['author', 'staff', 'supporter'])).toEqual([
      locale.marks.author,
      locale.marks.supporter,
    ])
  })

  it('without an author says so', () => {
    expect(show({ author: null })).toContain(locale.comment.unknown)
  })

  it('without a text says so', () => {
    expect(show({ html: '', text: '' })).toContain('came to us without its text')
  })

  it('without a date still has its link', () => {
    expect(show({ postedAt: null })).toContain('>undated</a>')
  })

  it('carries its date for machines', () => {
    expect(show()).toContain('<time datetime="2017-12-12T10:00:00.000Z"')
  })

  it.each([
    ['deleted', 'Deleted by its author'],
    ['held', 'Held for review'],
    ['removed', 'Removed by a moderator'],
  ] as const)('that is %s leaves a placeholder, which cannot be answered', (state, words) => {
    const html = show({ state, html: '', text: '', author: null })
    expect(html).toContain(words)
    expect(html).not.toContain('data-reply')
    expect(html).not.toContain(locale.comment.unknown)
  })

  it('that is held shows its text where the view has it, marked', () => {
    expect(show({ state: 'held' })).toMatch(/Held for review.*Well said/s)
  })

  it('is lit where the page is about it', () => {
    const html = renderToString(
      <Branch node={aNode()} locale={locale} litId="c1" underLit="HERE" />,
    )
    expect(html).toContain('comment is-lit')
    expect(html).toContain('HERE')
  })
})

describe('a branch', () => {
  const reply = aNode({
    id: 'c2',
    parentId: 'c1',
    depth: 1,
    author: { name: 'Bob', marks: ['staff'], url: null },
  })

  it('says whom a reply answers', () => {
    const html = renderToString(<Branch node={aNode({ children: [reply] })} locale={locale} />)
    expect(html).toContain('<a href="#c-c1"><bdi>Alice</bdi></a>')
    expect(html).toContain('Staff')
  })

  it('leads on where replies are not shown', () => {
    const more = { hiddenReplies: 3, moreUrl: '/more' }
    const deep = renderToString(<Branch node={aNode(more)} locale={locale} />)
    expect(deep).toContain('<a href="/more">Continue this thread: 3 replies</a>')
    const wide = renderToString(
      <Branch node={aNode({ ...more, children: [reply] })} locale={locale} />,
    )
    expect(wide).toContain('Show 3 more replies')
  })

  it('of a closed thread cannot be answered', () => {
    const html = renderToString(
      <Branch node={aNode({ children: [reply] })} locale={locale} mayReply={false} />,
    )
    expect(html).not.toContain('data-reply')
  })
})

describe('a form that comes back', () => {
  it('has lost nothing and tells the problem', () => {
    const form = {
      postUrl: '/post',
      previewUrl: '/preview',
      pageUrl: '/articles/ferry',
      takesPictures: 'readers' as const,
      pictures: [],
      asksForAlts: false,
      takesGuests: true,
      parentId: 'c1',
      name: 'Alice',
      text: '\n</textarea><script>',
      key: 'k-12345678',
      problem: 'Too long.',
      isQuestion: false,
      nudgeTicket: '',
    }
    const html = renderToString(
      <CommentFormFields actor={{ kind: 'anonymous' }} form={form} locale={locale} language="en" />,
    )
    expect(html).toContain('&lt;/textarea>&lt;script')
    expect(html).toContain('value="k-12345678"')
    expect(html).toContain('value="Alice"')
    expect(html).toMatch(/role="alert".*Too long\./s)
  })
})

describe('the meter', () => {
  it('stands at its share of the goal, with 0 and the goal as ticks', () => {
    const { fillPercent, ticks } = geometry({ ticksMinor: [250_000] })
    expect(fillPercent).toBe(35.02)
    expect(ticks.map(({ percent, anchor }) => [percent, anchor])).toEqual([
      [0, 'start'],
      [50, 'middle'],
      [100, 'end'],
    ])
  })

  it('grows its scale past the goal', () => {
    const { fillPercent, scaleMinor, ticks } = geometry({ raisedMinor: 1_000_000 })
    expect([fillPercent, scaleMinor]).toEqual([100, 1_000_000])
    expect(ticks.at(-1)).toMatchObject({ amountMinor: 500_000, percent: 50, isLabelled: true })
  })

  it('never stands below 0, nor divides by it', () => {
    expect(geometry({ raisedMinor: -5 }).fillPercent).toBe(0)
    expect(geometry({ raisedMinor: 0, goalMinor: 0, ticksMinor: [] })).toMatchObject({
      fillPercent: 0,
    })
  })

  it('leaves out labels that would touch', () => {
    const { ticks } = geometry({ ticksMinor: [50_000, 100_000, 250_000, 450_000] })
    const labelled = ticks
      .filter(({ isLabelled }) => isLabelled)
      .map(({ amountMinor }) => amountMinor)
    expect(labelled).toEqual([0, 100_000, 250_000, 500_000])
  })

  it('is told in words and numbers to those who do not see it', () => {
    const html = showMeter()
    expect(html).toContain('role="meter"')
    expect(html).toContain('aria-valuemin="0" aria-valuemax="500000" aria-valuenow="175100"')
    expect(html).toContain('aria-valuetext="$1,751 of $5,000"')
    expect(html).toContain('aria-label="Raised by readers"')
  })

  it('draws with attributes alone: the content security policy forbids styles in them', () => {
    const html = showMeter()
    expect(html).not.toContain('style=')
    expect(html).toContain('width="35.02%"')
    for (const label of ['$0', '$2,500', '$5,000']) expect(html).toContain(`>${label}</text>`)
  })

  it('runs from the right in right-to-left pages', () => {
    const html = showMeter({ raisedMinor: 125_000 }, 'rtl')
    expect(html).toContain('class="meter-fill" x="75%" width="25%"')
    expect(html).toMatch(/<text x="100%"[^>]*>\$0</)
  })
})
