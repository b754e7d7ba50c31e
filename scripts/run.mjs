/**
 * Everything a fresh checkout needs before it can start: `node scripts/run.mjs start|test|test:slow|bench|bench:peers|cli|build [arguments]`.
 * Plain Node without packages, and in syntax that old versions can read: they get a sentence instead of an error.
 */
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Readership needs Node.js 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}
import('./run/verbs.mjs')
  .then(({ runVerb }) => runVerb(process.argv[2], process.argv.slice(3)))
  .then((code) => process.exit(code))
  .catch((error) => {
    console.error(error.isSentence ? error.message : error)
    process.exit(error.exitCode || 1)
  })
