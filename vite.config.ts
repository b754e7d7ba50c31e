import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

/**
 * What is loaded on use is one file each, without a style sheet: there is nothing to fetch before it. Vite's way of
 * doing so would be 0.6 KB in what every page loads.
 */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: {
    filter: { id: /^\0vite\/preload-helper/ },
    handler: () => 'export const __vitePreload = (load) => load()',
  },
}

const PAGE = fileURLToPath(new URL('src/browser/page.ts', import.meta.url))

/** The script of the page and all that it imports is one file, whatever pieces loaded on use share with it. */
function pageOf(
  id: string,
  modules: Rolldown.ChunkingContext,
  seen = new Set<string>(),
): 'page' | null {
  if (id === PAGE) return 'page'
  seen.add(id)
  const importers = modules.getModuleInfo(id)?.importers ?? []
  return importers.some((one) => !seen.has(one) && pageOf(one, modules, seen)) ? 'page' : null
}

/** Builds what runs in the reader's browser: islands and the style sheet, with hashed names and a manifest. */
export default defineConfig({
  plugins: [plainImports],
  build: {
    outDir: 'dist/browser',
    manifest: 'manifest.json',
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    rollupOptions: {
      preserveEntrySignatures: 'allow-extension',
      output: { codeSplitting: { groups: [{ name: pageOf }] } },
      input: { page: 'src/browser/page.ts', account: 'src/browser/account.ts' },
    },
  },
})
