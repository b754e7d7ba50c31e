import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const check = (folder: string) =>
  run('node', ['scripts/check-imports.mjs', folder]).then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, text: error.stderr }),
  )

describe('the import rule', () => {
  let copy: string
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'house-'))
    await cp('src', join(copy, 'src'), { recursive: true })
    await cp('tsconfig.json', join(copy, 'tsconfig.json'))
  })
  afterAll(() => rm(copy, { recursive: true }))

  const plant = async (file: string, line: string) => {
    const path = join(copy, file)
    const before = await readFile(path, 'utf8')
    await writeFile(path, `${before}\n${line}\n`)
    const result = await check(copy)
    await writeFile(path, before)
    return result
  }

  it('holds in the house', async () => {
    expect(await check('.')).toEqual({
      code: 0,
      text: expect.stringMatching(/holds in \d+ modules/),
    })
  })

  it('notices an import that points right', async () => {
    const { code, text } = await plant('src/core/ids.ts', "import '../discussion/index.js'")
    expect(code).toBe(1)
    expect(text).toContain('core-points-left: src/core/ids.ts -> src/discussion/index.ts')
  })

  it('notices a feature entered past its door', async () => {
    const { text } = await plant('src/web/urls.ts', "import '../funding/ledger.js'")
    expect(text).toContain('funding-through-its-index')
  })

  it('notices a browser file that imports more than core', async () => {
    const { text } = await plant('src/browser/page.ts', "import '../platform/log.js'")
    expect(text).toContain('browser-imports-core-alone')
  })

  it('notices a ring', async () => {
    const { text } = await plant(
      'src/core/ids.ts',
      "import './money.js'\nimport { newId as _ } from './ids.js'",
    )
    expect(text).toContain('no-cycles')
  })

  it('fails when it sees nothing', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'empty-'))
    await cp('tsconfig.json', join(empty, 'tsconfig.json'))
    await cp('src/core/plural.ts', join(empty, 'src/core/plural.ts'))
    const { code, text } = await check(empty)
    expect(code).toBe(1)
    expect(text).toMatch(/Only \d+ modules were seen/)
    await rm(empty, { recursive: true })
  })
})

const filesBelow = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))

describe('the house', () => {
  it('has its SQL in stores, migrations and the platform only', async () => {
    const outside = (await filesBelow('src')).filter(
      (file) => !/store(\.ts$|\/)|platform\//.test(file),
    )
    for (const file of outside) {
      const text = await readFile(file, 'utf8')
      expect(text, file).not.toMatch(/\bsql`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/)
    }
  })

  it('reads the environment in platform/config.ts only', async () => {
    for (const file of await filesBelow('src'))
      if (!file.endsWith('platform/config.ts'))
        expect(await readFile(file, 'utf8'), file).not.toMatch(/process\.env/)
  })

  it('pins every dependency exactly', async () => {
    const pack = JSON.parse(await readFile('package.json', 'utf8'))
    const versions = Object.values({
      ...pack.dependencies,
      ...pack.devDependencies,
      ...pack.optionalDependencies,
    })
    for (const version of versions) expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
  })
})
