/** What Vite built for the browser: hashed files, kept in memory, compressed once. */
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

export type Asset = { contentType: string; body: Buffer; br: Buffer | null; gzip: Buffer | null }

export type Assets = {
  css: string
  js: string
  /** Script of the pages of accounts: passkeys. */
  account: string
  fonts: string[]
  find(path: string): Asset | undefined
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
}

type Chunk = { file: string; css?: string[]; assets?: string[] }

/** Entries as vite.config.ts names them. */
const PAGE = 'src/browser/page.ts'
const ACCOUNT = 'src/browser/account.ts'

/**
 * Reads the build.
 * @param folder dist/browser, with Vite's manifest.json
 * @throws Error when it was not built
 */
export async function readAssets(folder: string): Promise<Assets> {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Record<
    string,
    Chunk
  >
  const [entry, account] = [manifest[PAGE], manifest[ACCOUNT]]
  const css = entry?.css?.[0]
  if (!entry || !account || !css)
    throw new Error(`${folder} lacks ${PAGE} with a style sheet, or ${ACCOUNT}`)
  const files = new Set(
    Object.values(manifest).flatMap((chunk) => [
      chunk.file,
      ...(chunk.css ?? []),
      ...(chunk.assets ?? []),
    ]),
  )
  const assets = new Map<string, Asset>()
  for (const file of files) assets.set(`/${file}`, await readAsset(join(folder, file)))
  const fonts = [...files].filter(
    (file) =>
      /source-serif.*latin-(wght|standard|opsz)-normal.*\.woff2$/.test(file) && !/-ext-/.test(file),
  )
  return {
    css: `/${css}`,
    js: `/${entry.file}`,
    account: `/${account.file}`,
    fonts: fonts.map((file) => `/${file}`),
    find: (path) => assets.get(path),
  }
}

async function readAsset(path: string): Promise<Asset> {
  const body = await readFile(path)
  const contentType = TYPES[extname(path)] ?? 'application/octet-stream'
  const isText = contentType.startsWith('text/') || contentType.endsWith('+xml')
  return {
    contentType,
    body,
    br: isText ? brotliCompressSync(body) : null,
    gzip: isText ? gzipSync(body, { level: 9 }) : null,
  }
}
