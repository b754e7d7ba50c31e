import { defineConfig } from 'vite'

/** Builds what runs in the reader's browser: islands and the style sheet, with hashed names and a manifest. */
export default defineConfig({
  build: {
    outDir: 'dist/browser',
    manifest: 'manifest.json',
    target: 'es2022',
    assetsInlineLimit: 0,
    rollupOptions: { input: { page: 'src/browser/page.ts', account: 'src/browser/account.ts' } },
  },
})
