/** Who is meant by "@": names of any script, the longest that somebody has. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MENTION_SIGNS_MAX,
  MENTIONS_PER_COMMENT_MAX,
  mentionAt,
  type People,
  skeletonsCalled,
} from '../../src/core/mention.js'
import { cleanName, NAME_CHARS_MAX } from '../../src/core/names.js'
import { skeletonOf } from '../../src/core/skeleton.js'
import { commentHtml, readHtml } from '../../src/platform/markup.js'
import { mentionedIn } from '../../src/platform/mention-markup.js'

const peopleOf = (...names: string[]): People =>
  new Map(names.map((name) => [skeletonOf(name), { id: name, name }]))

/** What of a text is a mention, as [name, spelling]. */
function called(text: string, people: People): [string, string][] {
  const found: [string, string][] = []
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const mention = mentionAt(text, at, people)
    if (mention) found.push([mention.person.name, text.slice(at + 1, mention.end)])
  }
  return found
}

describe('a name behind "@"', () => {
  const people = peopleOf(
    'Ada',
    'Ada Quill',
    'Anna-Lena',
    'O’Brien',
    '李明',
    'Ada (she/her)',
    'J. R. Stone',
    'محمد علي',
    '🦊',
    'Zoë ✓',
    'สมชาย',
  )
  it.each([
    ['@Ada', [['Ada', 'Ada']]],
    ['well, @Ada Quill is right', [['Ada Quill', 'Ada Quill']]],
    ['@Ada Quills cat', [['Ada', 'Ada']]],
    [
      '@ada quill, @ADA',
      [
        ['Ada Quill', 'ada quill'],
        ['Ada', 'ADA'],
      ],
    ],
    ['@Аda Quіll in other letters', [['Ada Quill', 'Аda Quіll']]],
    ["@O'Brien's boat", [['O’Brien', "O'Brien"]]],
    ['@J. R. Stone.', [['J. R. Stone', 'J. R. Stone']]],
    ['@AnnaLena', [['Anna-Lena', 'AnnaLena']]],
    ['你好@李明你好', [['李明', '李明']]],
    ['@สมชายครับ', [['สมชาย', 'สมชาย']]],
    ['(@محمد علي)', [['محمد علي', 'محمد علي']]],
    ['@🦊 Ada', [['🦊', '🦊']]],
    [
      '@Zoë ✓ and @Zoe',
      [
        ['Zoë ✓', 'Zoë ✓'],
        ['Zoë ✓', 'Zoe'],
      ],
    ],
    [
      '@Ada (she/her) and @Ada (he)',
      [
        ['Ada (she/her)', 'Ada (she/her)'],
        ['Ada', 'Ada'],
      ],
    ],
  ])('%s', (text, expected) => {
    expect(called(text, people)).toEqual(expected)
  })

  it.each([
    '@Adam',
    'ada@Ada',
    'mail me: somebody@ada quill',
    'https://town.example/@Ada',
    '@ Ada',
    '@',
    '@Anna, Lena, come here',
    '@@Ada'.slice(0, 1),
    'an @unknown name',
  ])('is nobody’s: %s', (text) => {
    expect(called(text, people)).toEqual([])
  })

  it('ends with its line', () => {
    expect(called('@Ada\nQuill', people)).toEqual([['Ada', 'Ada']])
  })

  it('is found whatever it is made of, if it is typed as it is shown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (raw) => {
        const name = cleanName(raw)
        if (name === null || skeletonOf(name) === '') return
        expect(called(`@${name}`, peopleOf(name))[0]).toEqual([name, name])
      }),
      { numRuns: 2_000 },
    )
  })

  it(`is found up to ${NAME_CHARS_MAX} characters`, () => {
    const longest = 'ab '.repeat(20).trim().padEnd(NAME_CHARS_MAX, 'c')
    expect(longest).toHaveLength(NAME_CHARS_MAX)
    expect(called(`@${longest} x`, peopleOf(longest))).toEqual([[longest, longest]])
    expect(called(`@${longest}c`, peopleOf(`${longest}c`))).toEqual([])
  })
})

describe('what is asked of the database', () => {
  it('is nothing without "@", and for one name each place where it may end', () => {
    expect(skeletonsCalled('a plain text')).toEqual([])
    expect(skeletonsCalled('hi @Ada Quill, x')).toEqual(
      ['Ada', 'Ada Quill', 'Ada Quill x'].map(skeletonOf),
    )
  })

  it(`is asked for the first ${MENTION_SIGNS_MAX} signs alone, quickly`, () => {
    const signs = (count: number) =>
      skeletonsCalled(
        Array.from({ length: count }, (_, i) => `@${'bdfgkmprst'[i % 10]}${'o'.repeat(i)}`).join(
          '\n',
        ),
      )
    expect(signs(MENTION_SIGNS_MAX)).toHaveLength(MENTION_SIGNS_MAX)
    expect(signs(MENTION_SIGNS_MAX + 1)).toHaveLength(MENTION_SIGNS_MAX)
    const worst = `@${'李'.repeat(100)}`.repeat(100)
    expect(skeletonsCalled(worst).length).toBeLessThanOrEqual(NAME_CHARS_MAX)
  })
})

describe('the HTML of a comment', () => {
  const html = (source: string, people = peopleOf('Ada Quill', 'Ann_Bee_', '<b>Bob</b>')) =>
    commentHtml({ format: 'markdown', source }, people)

  it('links the name, as it was typed', () => {
    expect(html('Hello @ada  quill!')).toBe(
      '<p>Hello <a class="mention" href="/people/Ada Quill" rel="nofollow ugc noopener">@ada  quill</a>!</p>',
    )
  })

  it('keeps marks of Markdown in a name, and escapes what it is made of', () => {
    expect(html('@Ann_Bee_ *said*')).toContain('>@Ann_Bee_</a> <em>said</em>')
    expect(html('@<b>Bob</b> x')).toContain('>@&lt;b&gt;Bob&lt;/b&gt;</a> x')
  })

  it('mentions nobody in code, in a link, behind a backslash, or in foreign HTML', () => {
    for (const source of ['`@Ada Quill`', '```\n@Ada Quill\n```', '    @Ada Quill', '\\@Ada Quill'])
      expect(mentionedIn(html(source)), source).toEqual([])
    expect(html('[@Ada Quill](https://town.example)')).not.toContain('mention')
    const foreign = '<a class="mention" href="/people/x">@Ada Quill</a>'
    expect(commentHtml({ format: 'html', source: foreign })).not.toContain('class')
    expect(mentionedIn(html('[Ada](/people/x)'))).toEqual([])
  })

  it('shows a mention in a quote, and calls only those of the author’s own words', () => {
    const quoted = html('> @Ada Quill was here\n\n@Ann_Bee_ was not')
    expect(quoted.match(/class="mention"/g)).toHaveLength(2)
    expect(mentionedIn(quoted)).toEqual(['Ann_Bee_'])
  })

  it('is no link for the judge, and reads as it was typed', () => {
    expect(readHtml(html('Hello @Ada Quill'))).toEqual({
      text: 'Hello @Ada Quill',
      links: [],
      linkTexts: [],
    })
  })

  it(`mentions ${MENTIONS_PER_COMMENT_MAX} people, each as often as one likes`, () => {
    const names = Array.from({ length: 11 }, (_, i) => `Person${'bdfgkmprstv'[i]}`)
    const people = peopleOf(...names)
    const text = (count: number) =>
      names
        .slice(0, count)
        .map((name) => `@${name}`)
        .join(' ')
    expect(mentionedIn(html(text(10), people))).toHaveLength(MENTIONS_PER_COMMENT_MAX)
    const crowd = html(`${text(11)} @${names[0]}`, people)
    expect(mentionedIn(crowd)).toHaveLength(MENTIONS_PER_COMMENT_MAX)
    expect(crowd).toMatch(/@Personv <a/)
    expect(crowd.match(/class="mention"/g)).toHaveLength(11)
  })
})
