/** Checks the import rule of .dependency-cruiser.mjs over a folder; fails also when it sees too few modules. */
import swc from '@swc/core'
import { cruise } from 'dependency-cruiser'
import config from '../.dependency-cruiser.mjs'

/** Fewer modules than this means that the parser saw nothing, not that all is well. */
const MODULES_MIN = 60

// The cruiser asks swc for TypeScript without JSX; our pages are TSX.
const parseFile = swc.parseFileSync
swc.parseFileSync = (path, options) => parseFile(path, { ...options, tsx: path.endsWith('.tsx') })

const base = process.argv[2] ?? '.'
const modulesMin = Number(process.argv[3] ?? MODULES_MIN)
const { output } = await cruise(['src'], {
  ...config.options,
  baseDir: base,
  ruleSet: { forbidden: config.forbidden },
  validate: true,
})
const { summary, modules } = output
const own = modules.filter((module) => module.source.startsWith('src/')).length
for (const violation of summary.violations)
  console.error(`${violation.rule.name}: ${violation.from} -> ${violation.to}`)
if (own < modulesMin) console.error(`Only ${own} modules were seen; the check itself is broken.`)
else if (summary.violations.length === 0) console.log(`The import rule holds in ${own} modules.`)
process.exit(summary.violations.length > 0 || own < modulesMin ? 1 : 0)
