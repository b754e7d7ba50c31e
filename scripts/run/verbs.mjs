/** The verbs of run.mjs. Each returns the exit code. */
import { buildApp, buildBench, buildTraining } from './build.mjs'
import { runChild } from './child.mjs'
import { installPackages } from './install.mjs'
import { Sentence } from './place.mjs'
import { runTests } from './test.mjs'

/** The features of the whole corpus are in memory at once: about 1 GB. */
const TRAINING = ['--enable-source-maps', '--max-old-space-size=6000']

const VERBS = {
  start: async (args) => {
    await buildApp()
    return runChild(['--enable-source-maps', 'dist/server/main.js', ...args])
  },
  cli: async (args) => {
    await buildApp()
    return runChild(['--enable-source-maps', 'dist/server/cli.js', ...args])
  },
  bench: (args) => runBench('dist/all/bench/index.js', args),
  'bench:peers': (args) => runBench('dist/all/bench/peers/index.js', args),
  train: async (args) => {
    await buildTraining()
    return runChild([...TRAINING, 'dist/training/training/train.js', ...args])
  },
  evaluate: async (args) => {
    await buildTraining()
    return runChild([...TRAINING, 'dist/training/training/evaluate.js', ...args])
  },
  test: runTests,
  'test:slow': (args) => runTests([...SLOW_TESTS, ...args], { READERSHIP_TEST_SLOW: 'on' }),
  build: async () => {
    await buildApp()
    return 0
  },
}

/** The second and third of these try every PostgreSQL on the machine then, not ours alone. */
const SLOW_TESTS = [
  'test/slow',
  'test/platform/embedded-postgres.test.ts',
  'test/journeys/importing.test.ts',
]

async function runBench(script, args) {
  await buildApp()
  await buildBench()
  return runChild(['--enable-source-maps', script, ...args])
}

/** @returns the exit code for the whole program */
export async function runVerb(verb, args) {
  if (!Object.hasOwn(VERBS, verb ?? ''))
    throw new Sentence(`Usage: node scripts/run.mjs ${Object.keys(VERBS).join('|')} [arguments]`)
  await installPackages()
  return VERBS[verb](args)
}
