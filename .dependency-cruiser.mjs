/**
 * The import rule: imports point left only, a feature is entered through its index.ts, no cycles.
 * core, locales < platform < accounts, moderation < publishing, funding < discussion
 * < search, importing, newsletter, federation < web < app, check < main, cli; browser imports core alone.
 */
const LAYERS = [
  ['core'],
  ['locales'],
  ['platform'],
  ['accounts', 'moderation'],
  ['publishing', 'funding'],
  ['discussion'],
  ['search', 'importing', 'newsletter', 'federation'],
  ['web'],
  ['app', 'check'],
  ['main', 'cli'],
]
const FEATURES = [
  'accounts',
  'moderation',
  'publishing',
  'funding',
  'discussion',
  'search',
  'importing',
  'newsletter',
  'federation',
]

const folder = (name) => `^src/${name}(/|\\.ts$)`

const pointsLeft = LAYERS.flatMap((layer, level) =>
  layer.map((name) => {
    const mayNot = [
      ...LAYERS.slice(level + 1).flat(),
      ...layer.filter((other) => other !== name),
      'browser',
    ]
    return {
      name: `${name}-points-left`,
      severity: 'error',
      from: { path: folder(name) },
      to: { path: mayNot.map(folder) },
    }
  }),
)

const throughTheDoor = FEATURES.map((name) => ({
  name: `${name}-through-its-index`,
  severity: 'error',
  from: { path: '^src/', pathNot: [`^src/${name}/`] },
  to: { path: `^src/${name}/`, pathNot: [`^src/${name}/index\\.ts$`] },
}))

export default {
  forbidden: [
    ...pointsLeft,
    ...throughTheDoor,
    {
      name: 'browser-imports-core-alone',
      severity: 'error',
      from: { path: '^src/browser/' },
      to: { path: '^src/', pathNot: ['^src/browser/', '^src/core/'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|test|bench)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
    },
  },
}
