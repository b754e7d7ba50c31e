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
  bench: async (args) => {
    await buildApp()
    await buildBench()
    return runChild(['--enable-source-maps', 'dist/all/bench/index.js', ...args])
  },
  train: async (args) => {
    await buildTraining()
    return runChild([...TRAINING, 'dist/training/training/train.js', ...args])
  },
  evaluate: async (args) => {
    await buildTraining()
    return runChild([...TRAINING, 'dist/training/training/evaluate.js', ...args])
  },
  test: runTests,
  build: async () => {
    await buildApp()
    return 0
  },
}

/** @returns the exit code for the whole program */
export async function runVerb(verb, args) {
  if (!Object.hasOwn(VERBS, verb ?? ''))
    throw new Sentence(`Usage: node scripts/run.mjs ${Object.keys(VERBS).join('|')} [arguments]`)
  await installPackages()
  return VERBS[verb](args)
}
