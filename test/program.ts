/** The program as its own process, as operators run it: started, watched, killed. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'

export type Program = {
  child: ChildProcess
  address: string
  /** Everything it has printed. */
  printed(): string
  /** The link that makes the first owner; '' when none was printed. */
  ownerLink(): string
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts the built program and waits until it listens. @throws Error with what it printed when it ends before */
export async function startProgram(env: Record<string, string>): Promise<Program> {
  let output = ''
  const child = fork('dist/server/main.js', {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      LOG_LEVEL: 'warn',
      PORT: '0',
      READERSHIP_DEMO: 'off',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const [message] = await Promise.race([
    once(child, 'message') as Promise<[{ listening: string }]>,
    once(child, 'exit').then(() => {
      throw new Error(output)
    }),
  ])
  return {
    child,
    address: message.listening,
    printed: () => output,
    ownerLink: () => /http:\S+\/invitation\/[\w-]+/.exec(output)?.[0] ?? '',
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      const exit = once(child, 'exit')
      child.kill(signal)
      await exit
      return child.exitCode
    },
  }
}

/** Reads server-sent events until `done` has seen enough. @throws Error after `timeoutMs` */
export async function listen(
  url: string,
  done: (events: { event: string; data: unknown }[]) => boolean,
  timeoutMs = 5_000,
): Promise<{ event: string; data: unknown }[]> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(new Error(`no such event from ${url}`)), timeoutMs)
  const events: { event: string; data: unknown }[] = []
  try {
    const response = await fetch(url, { signal: abort.signal })
    let rest = ''
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      rest += Buffer.from(chunk).toString()
      const frames = rest.split('\n\n')
      rest = frames.pop() ?? ''
      for (const frame of frames) {
        const event = /^event: (.*)$/m.exec(frame)?.[1]
        const data = /^data: (.*)$/m.exec(frame)?.[1]
        if (event && data) events.push({ event, data: JSON.parse(data) })
      }
      if (done(events)) return events
    }
    throw new Error('the stream ended')
  } finally {
    clearTimeout(timer)
    abort.abort()
  }
}

/** Asks again and again, for a bounded time, until the answer is true. */
export async function eventually(ask: () => Promise<boolean>, timeoutMs = 5_000): Promise<void> {
  const end = Date.now() + timeoutMs
  while (!(await ask())) {
    if (Date.now() > end) throw new Error('it did not happen in time')
    await pause(25)
  }
}
