import { defineConfig } from 'vitest/config'
import { IS_SLOW } from './test/slow/effort.js'

/**
 * Two workers, because the smallest machine we promise to run on has two cores. The files of a worker share its
 * modules, whose loading would cost more than many a file; so a module keeps no state that a file could leave behind.
 */
export default defineConfig({
  test: {
    include: [
      'test/**/*.test.ts',
      'test/**/*.test.tsx',
      ...(IS_SLOW ? ['test/slow/*.slow.ts'] : []),
    ],
    globalSetup: ['test/shared-postgres.ts'],
    pool: 'forks',
    maxWorkers: 2,
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
})
