/** The documents say what the code says: paths, names, settings, errors, limits, dependencies. */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { REFUSALS } from '../src/core/refusals.js'
import { en } from '../src/locales/en.js'
import { SETTINGS } from '../src/platform/config.js'

const filesBelow = async (folder: string, name: RegExp) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))

const read = (path: string) => readFile(path, 'utf8')

/** Every document of the repository. */
async function documents(): Promise<{ path: string; text: string }[]> {
  const paths = [
    'README.md',
    'ARCHITECTURE.md',
    'CHANGELOG.md',
    'NOTICE',
    ...(await filesBelow('docs', /\.md$/)),
  ]
  return Promise.all(paths.map(async (path) => ({ path, text: await read(path) })))
}

/** Rows of all tables of a document, as cells; heads and rules are left out. */
function rowsOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line, at, lines) => line.startsWith('| ') && !/^\| -{3,}/.test(lines[at + 1] ?? ''))
    .filter((line) => !/^\| -{3,}/.test(line))
    .map((line) =>
      line
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.trim()),
    )
}

const PATH =
  /`((?:src|test|docs|scripts|bench)\/[\w./-]*|[\w.-]+\.(?:md|ts|tsx|mjs|json)|LICENSE|NOTICE)`/g
/** Names of files in prose that stand for many, or lie outside of the repository. */
const NO_PATH = new Set(['index.ts', 'store.ts', 'program.json'])

const pathsIn = (text: string): string[] =>
  [...text.matchAll(PATH)].map((match) => match[1] ?? '').filter((path) => !NO_PATH.has(path))

describe('the documents', () => {
  it('name only paths that exist', async () => {
    for (const { path, text } of await documents())
      for (const named of pathsIn(text))
        expect(existsSync(named), `${path} names ${named}`).toBe(true)
  })

  it('link only to files that exist', async () => {
    for (const { path, text } of await documents())
      for (const [, target = ''] of text.matchAll(/(?<!!)\[[^\]]*\]\(([^)#\s]+)\)/g))
        if (!/^https?:/.test(target))
          expect(existsSync(join(dirname(path), target)), `${path} links to ${target}`).toBe(true)
  })

  it.skipIf(!existsSync('docs/pictures'))('show only pictures that exist', async () => {
    for (const { path, text } of await documents())
      for (const [, target = ''] of text.matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g))
        expect(existsSync(join(dirname(path), target)), `${path} shows ${target}`).toBe(true)
  })

  it('name no place on the machine of whoever wrote them, and leave nothing to be done', async () => {
    const forbidden = /\/(work|root|home|Users|mnt)\/|\/tmp\/(?!readership-)|\b(TODO|FIXME|XXX)\b/
    for (const { path, text } of await documents()) expect(text, path).not.toMatch(forbidden)
  })

  it('advertise nothing', async () => {
    const praise =
      /\b(blazing|seamless|effortless|cutting[- ]edge|world[- ]class|state[- ]of[- ]the[- ]art|powerful|next[- ]generation|revolutionary)/i
    for (const { path, text } of await documents()) expect(text, path).not.toMatch(praise)
  })
})

describe('README.md', () => {
  it('has a table of places, each of which exists', async () => {
    const [, table = ''] = (await read('README.md')).split('## Where is ...?')
    const places = rowsOf(table).map((cells) => (cells[1] ?? '').replaceAll('`', ''))
    expect(places.length).toBeGreaterThan(20)
    for (const place of places) expect(existsSync(place), place).toBe(true)
  })

  it('uses only verbs and scripts that exist', async () => {
    const text = await read('README.md')
    const cli = await read('src/cli.ts')
    for (const [, verb = ''] of text.matchAll(/npm run readership -- ([a-z-]+)/g))
      expect(cli, verb).toMatch(new RegExp(`^ {2}${verb} `, 'm'))
    const { scripts } = JSON.parse(await read('package.json'))
    for (const [, script = ''] of text.matchAll(/npm run ([a-z]+)/g))
      expect(Object.keys(scripts)).toContain(script)
  })
})

describe('ARCHITECTURE.md', () => {
  it('tells its journeys in names of functions that exist', async () => {
    const sources = await Promise.all((await filesBelow('src', /\.tsx?$/)).map(read))
    const source = sources.join('\n')
    const text = await read('ARCHITECTURE.md')
    const names = new Set([...text.matchAll(/`(\w+)\(\)`/g)].map((match) => match[1] ?? ''))
    expect(names.size).toBeGreaterThan(40)
    for (const name of names) expect(isDefined(name, source), `${name}()`).toBe(true)
  })

  it('knows every folder of the sources', async () => {
    const text = await read('ARCHITECTURE.md')
    const described = rowsOf(text).map((cells) => (cells[0] ?? '').replaceAll('`', ''))
    const files = await filesBelow('src', /\.tsx?$/)
    const folders = files
      .map((path) => path.split('/').slice(0, -1))
      .filter((one) => one.length > 1)
    // The command line belongs to cli.ts, which is no folder of the map.
    const names = new Set(folders.map((one) => one.slice(0, 2).join('/')))
    names.delete('src/cli')
    expect(described.toSorted()).toEqual([...names].toSorted())
  })
})

/** True for a function, a constant, or a method written out in an object. */
function isDefined(name: string, source: string): boolean {
  const isNamed = new RegExp(`\\b(function\\*?|const) ${name}\\b`)
  const isMethod = new RegExp(`^ +(async )?${name}(\\([^;]*\\{$|: (async )?\\([^)]*\\) =>)`, 'm')
  return isNamed.test(source) || isMethod.test(source)
}

describe('docs/settings.md', () => {
  it('equals the settings of the program, both ways and in order', async () => {
    const shown = (value: unknown) => {
      if (value === '' || (Array.isArray(value) && value.length === 0)) return 'empty'
      return typeof value === 'boolean' ? `\`${value ? 'on' : 'off'}\`` : `\`${value}\``
    }
    const expected = Object.values(SETTINGS).map((one) => [
      `\`${one.name}\``,
      one.reader.expects,
      shown(one.byDefault),
      one.sentence,
    ])
    expect(rowsOf(await read('docs/settings.md'))).toEqual(expected)
  })
})

describe('docs/errors.md', () => {
  it('equals the catalogue of refusals, both ways, with status and sentence', async () => {
    const rows = rowsOf(await read('docs/errors.md'))
    const told = rows.map(([code = '', status, , sentence]) => [
      code.replace(/^<a id="(.+)"><\/a>`\1`$/, '$1'),
      Number(status),
      sentence,
    ])
    const expected = Object.entries(REFUSALS).map(([code, status]) => [
      code,
      status,
      en.refusals[code as keyof typeof REFUSALS],
    ])
    expect(told).toEqual(expected)
  })
})

describe('docs/operating.md', () => {
  it('gives each limit the value that the code gives it', async () => {
    const [, table = ''] = (await read('docs/operating.md')).split('## Limits')
    const rows = rowsOf(table).map((cells) => cells.map((cell) => cell.replaceAll('`', '')))
    expect(rows.length).toBeGreaterThan(30)
    for (const [name = '', value, , path = ''] of rows) {
      const found = new RegExp(`\\bconst ${name} = ([\\d_ *]+)n?$`, 'm').exec(await read(path))
      const factors = (found?.[1] ?? '').split('*').map((one) => Number(one.replaceAll('_', '')))
      const product = factors.reduce((all, one) => all * one, 1)
      expect(product.toLocaleString('en'), `${name} in ${path}`).toBe(value)
    }
  })
})

describe('docs/decisions', () => {
  it('dependencies.md equals package.json, both ways', async () => {
    const pack = JSON.parse(await read('package.json'))
    const declared = Object.keys({
      ...pack.dependencies,
      ...pack.devDependencies,
      ...pack.optionalDependencies,
    })
    const rows = rowsOf(await read('docs/decisions/dependencies.md'))
    const listed = rows.map((cells) => (cells[0] ?? '').replaceAll('`', ''))
    expect(listed.toSorted()).toEqual(declared.toSorted())
    for (const cells of rows) {
      expect(cells, cells[0]).toHaveLength(5)
      for (const cell of cells) expect(cell.trim(), cells[0]).not.toBe('')
    }
  })

  it('names every package that is held back by an override', async () => {
    const { overrides } = JSON.parse(await read('package.json'))
    const text = await read('docs/decisions/dependencies.md')
    for (const [name, version] of Object.entries(overrides))
      expect(text).toContain(`\`${name}\` is overridden with ${version}`)
  })

  it('lists every record, in order', async () => {
    const records = (await readdir('docs/decisions'))
      .filter((name) => /^\d{4}-/.test(name))
      .toSorted()
    const index = await read('docs/decisions/README.md')
    const listed = [...index.matchAll(/^(\d+)\. \[.+\]\((.+)\)$/gm)]
    expect(listed.map((match) => match[2])).toEqual(records)
    for (const [, number = '', name = ''] of listed) {
      expect(Number(name.slice(0, 4))).toBe(Number(number))
      expect(await read(join('docs/decisions', name))).toMatch(
        new RegExp(`^# ${number}\\. .+\\n\\nDecided \\w+ \\d{4}\\.\\n\\n\\*\\*Decision\\.\\*\\*`),
      )
    }
  })
})
