import { defineConfig, type Plugin } from 'vite'

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
      // What pieces share stays in the script of the page, which they import: one file to begin with.
      preserveEntrySignatures: 'allow-extension',
      input: { page: 'src/browser/page.ts', account: 'src/browser/account.ts' },
    },
  },
})
