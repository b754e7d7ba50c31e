import { defineConfig, type Plugin } from 'vite'

/**
 * Vite wraps each `import()` in a helper that fetches style sheets and modules beforehand, 0.5 KB on every page. What we
 * import on use is one file without a style sheet of its own: the bare import is enough.
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
    rollupOptions: { input: { page: 'src/browser/page.ts', account: 'src/browser/account.ts' } },
  },
})
