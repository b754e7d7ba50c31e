import { defineConfig } from 'vite'

/** Builds what runs in the reader's browser: islands and the style sheet, with hashed names and a manifest. */
export default defineConfig({
  build: {
    outDir: 'dist/browser',
    manifest: 'manifest.json',
    target: 'es2022',
    assetsInlineLimit: 0,
    // What is loaded on use is small and comes at once; a list of preloads would weigh more than it saves.
    modulePreload: false,
    rollupOptions: {
      // What pieces share stays in the script of the page, which they import: one file to begin with.
      preserveEntrySignatures: 'allow-extension',
      input: { page: 'src/browser/page.ts', account: 'src/browser/account.ts' },
    },
  },
})
