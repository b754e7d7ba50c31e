/** What the tools do to a text: pure changes, before any browser. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { QUOTE_CHARS_MAX, quoteOf } from '../../src/browser/writing/quote-text.js'
import {
  type Change,
  changeOf,
  changeOfEnter,
  pastedLink,
  quoted,
  type Selected,
  type Tool,
} from '../../src/browser/writing/text-changes.js'
import { commentHtml, readHtml } from '../../src/platform/markup.js'

/** "a [b] c": brackets of this kind stand around the selection, "|" for a caret. */
function parse(text: string): Selected {
  const caret = text.indexOf('|')
  if (caret !== -1) return { value: text.replace('|', ''), start: caret, end: caret }
  const start = text.indexOf('⟦')
  const end = text.indexOf('⟧') - 1
  return { value: text.replace(/[⟦⟧]/g, ''), start, end }
}

function write({ value, ...selected }: Selected, change: Change): string {
  const text = value.slice(0, change.start) + change.text + value.slice(change.end)
  expect(selected.start).toBeGreaterThanOrEqual(0)
  const { selectStart: from, selectEnd: to } = change
  if (from === to) return `${text.slice(0, from)}|${text.slice(from)}`
  return `${text.slice(0, from)}⟦${text.slice(from, to)}⟧${text.slice(to)}`
}

const use = (tool: Tool, text: string) => write(parse(text), changeOf(tool, parse(text)))

describe('bold and italic', () => {
  it.each<[Tool, string, string]>([
    ['bold', 'a ⟦b⟧ c', 'a **⟦b⟧** c'],
    ['bold', 'a⟦ b ⟧c', 'a **⟦b⟧** c'],
    ['bold', 'a **⟦b⟧** c', 'a ⟦b⟧ c'],
    ['bold', 'a ⟦**b**⟧ c', 'a ⟦b⟧ c'],
    ['bold', 'a | c', 'a **|** c'],
    ['bold', 'a **|** c', 'a | c'],
    ['italic', 'a ⟦b⟧ c', 'a *⟦b⟧* c'],
    ['italic', 'a *⟦b⟧* c', 'a ⟦b⟧ c'],
    ['italic', 'a **⟦b⟧** c', 'a ***⟦b⟧*** c'],
    ['italic', 'a ***⟦b⟧*** c', 'a **⟦b⟧** c'],
    ['bold', 'a ***⟦b⟧*** c', 'a *⟦b⟧* c'],
    ['bold', '⟦one\n\n- two⟧', '⟦**one**\n\n- **two**⟧'],
  ])('%s: %s', (tool, before, after) => {
    expect(use(tool, before)).toBe(after)
  })
})

describe('quotes and lists', () => {
  it.each<[Tool, string, string]>([
    ['quote', 'one\nt|wo', 'one\n> t|wo'],
    ['quote', 'o⟦ne\n\ntw⟧o', '⟦> one\n>\n> two⟧'],
    ['quote', '⟦> one\n>\n> two⟧', '⟦one\n\ntwo⟧'],
    ['quote', '⟦one\n⟧two', '⟦> one⟧\ntwo'],
    ['list', '⟦one\ntwo⟧', '⟦- one\n- two⟧'],
    ['list', '⟦- one\ntwo⟧', '⟦- one\n- two⟧'],
    ['list', '⟦- one\n\n* two⟧', '⟦one\n\ntwo⟧'],
    ['list', '|', '- |'],
    ['quote', '> |', '|'],
  ])('%s: %s', (tool, before, after) => {
    expect(use(tool, before)).toBe(after)
  })

  it.each([
    ['- one|', '- one\n- |'],
    ['> one|', '> one\n> |'],
    ['3. one|', '3. one\n4. |'],
    ['- one| two', '- one\n- | two'],
    ['- one\n- |', '- one\n|'],
    ['> |', '|'],
  ])('go on with Enter: %s', (before, after) => {
    const selected = parse(before)
    const change = changeOfEnter(selected)
    expect(change && write(selected, change)).toBe(after)
  })

  it.each(['one|', '⟦- one⟧', '|- one', '-|'])('leave Enter alone: %s', (before) => {
    expect(changeOfEnter(parse(before))).toBeNull()
  })
})

describe('links and code', () => {
  it.each<[Tool, string, string]>([
    ['link', 'see ⟦here⟧ now', 'see [here](⟦https://⟧) now'],
    ['link', 'see ⟦https://town.example⟧ now', 'see [|](https://town.example) now'],
    ['link', 'see |', 'see [|](https://)'],
    ['code', 'run ⟦npm⟧ now', 'run `⟦npm⟧` now'],
    ['code', 'run `⟦npm⟧` now', 'run ⟦npm⟧ now'],
    ['code', 'run ⟦a`b⟧ now', 'run ``⟦a`b⟧`` now'],
    ['code', 'x ⟦one\ntwo⟧ y', 'x \n```\n⟦one\ntwo⟧\n```\n y'],
    ['code', '⟦one\n```\ntwo⟧', '````\n⟦one\n```\ntwo⟧\n````'],
  ])('%s: %s', (tool, before, after) => {
    expect(use(tool, before)).toBe(after)
  })

  it('makes a link of words over which an address is pasted', () => {
    const selected = parse('see ⟦here⟧ now')
    const change = pastedLink(selected, ' https://town.example/a ')
    expect(change && write(selected, change)).toBe('see [here](https://town.example/a)| now')
    expect(pastedLink(selected, 'no address')).toBeNull()
    expect(pastedLink(parse('see | now'), 'https://town.example')).toBeNull()
    expect(pastedLink(parse('⟦https://a.example⟧'), 'https://town.example')).toBeNull()
  })
})

describe('a quote', () => {
  it('keeps paragraphs and lines', () => {
    expect(quoteOf('One.\nTwo.\n\nThree.')).toBe('> One.\n> Two.\n>\n> Three.')
    expect(quoteOf(' \n ')).toBe('')
  })

  it('goes below what is there, with the caret under it', () => {
    const empty = { value: '', start: 0, end: 0 }
    expect(write(empty, quoted('', '> One.'))).toBe('> One.\n\n|')
    const value = 'Before.\n'
    expect(write({ value, start: 0, end: 0 }, quoted(value, '> One.'))).toBe(
      'Before.\n\n> One.\n\n|',
    )
  })

  it(`is cut at ${QUOTE_CHARS_MAX} characters, at a word`, () => {
    const fits = 'word '.repeat(QUOTE_CHARS_MAX / 5).trim()
    expect(quoteOf(`${fits}.`)).toBe(`> ${fits}.`)
    expect(fits.length + 1).toBe(QUOTE_CHARS_MAX)
    const long = quoteOf(`${fits}. more`)
    expect(long).toMatch(/^> word .* word …$/)
    expect([...long].length).toBeLessThanOrEqual(QUOTE_CHARS_MAX + 4)
    expect(quoteOf('👍'.repeat(QUOTE_CHARS_MAX + 1))).toBe(`> ${'👍'.repeat(QUOTE_CHARS_MAX)} …`)
  })

  it('says what was said, whatever signs are in it', () => {
    const word = fc.oneof(
      fc.constantFrom('*', '**x**', '_y_', 'a_b', '`', '[x](y)', '<', '>', '-', '1.', '#', '~~z~~'),
      fc.constantFrom(
        '&amp;',
        '\\',
        '\\*',
        '+',
        '=',
        '---',
        'word',
        '<https://a.example>',
        '!',
        '@x',
      ),
      fc.string({
        unit: fc.constantFrom(...'ab *_`[]()<>~#-+=\\&;!.1'),
        minLength: 1,
        maxLength: 6,
      }),
    )
    const line = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
        const text = lines
          .map((one) => one.replace(/ +/g, ' ').trim())
          .filter(Boolean)
          .join('\n')
        if (text === '') return
        const html = commentHtml({ format: 'markdown', source: quoteOf(text) })
        expect(html).toMatch(/^<blockquote>.*<\/blockquote>$/s)
        expect(html).not.toMatch(/<(em|strong|code|pre|s|ul|ol|a)\b(?! href="https?:)/)
        expect(readHtml(html).text.split(/\n+/)).toEqual(text.split('\n'))
      }),
      { numRuns: 3_000 },
    )
  })
})
