/** Starting the program: config, createApp, listen; ending it so that nothing is left behind. */
import { inviteOwner } from './accounts/index.js'
import { createApp } from './app.js'
import { ConfigMistakes, readConfig } from './platform/config.js'
import { DataFolderInUse } from './platform/embedded-postgres.js'

/** Ending takes at most this long; then the process goes, and PostgreSQL with it. */
const CLOSE_MS_MAX = 20_000

const startedAt = performance.now()
const say = (line: string) => console.log(line)

try {
  const config = readConfig()
  const app = await createApp(config, { say })
  const end = endOnce(app.close)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0))
  process.on('disconnect', () => end(0))
  app.onDatabaseExit((why) => {
    app.ctx.log.error({ why }, 'PostgreSQL ended; the program ends too.')
    end(1)
  })
  const address = await app.listen().catch(async (error: unknown) => {
    await app.close()
    throw error
  })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  say(`\n${app.ctx.site.name} is open at ${app.ctx.origin()} (started in ${seconds} s)`)
  if (app.needsOwner) {
    const { url } = await inviteOwner(app.ctx)
    say(`This link makes you its owner; it works once, until tomorrow:\n${url}`)
  }
  say('Stop with Ctrl-C.')
  process.send?.({ listening: address })
} catch (error) {
  if (error instanceof ConfigMistakes || error instanceof DataFolderInUse)
    console.error(error.message)
  else if (isPortTaken(error))
    console.error(`Port ${error.port} is taken; set PORT to another one.`)
  else console.error(error)
  process.exit(1)
}

/** Ends the program once, however many signals come. */
function endOnce(close: () => Promise<void>): (code: number) => void {
  let isEnding = false
  return (code) => {
    if (isEnding) return
    isEnding = true
    setTimeout(() => process.exit(1), CLOSE_MS_MAX).unref()
    close().then(
      () => process.exit(code),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
}

function isPortTaken(error: unknown): error is Error & { port: number } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}
