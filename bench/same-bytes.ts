/** What a server answered, so that the yardstick can send the very same. */
import type { SameBytes } from './yardsticks/same-bytes.js'

/** What node:http writes itself. */
const OWN_HEADERS = /^(date|connection|keep-alive|transfer-encoding|content-length)$/i

/** The answer as node:http is to send it. */
export function sameBytes(head: string, body: Buffer): SameBytes {
  const pairs = head
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line): [string, string] => {
      const at = line.indexOf(':')
      return [line.slice(0, at), line.slice(at + 1).trim()]
    })
  const keepAlive = pairs.find(([name]) => /^keep-alive$/i.test(name))?.[1]
  return {
    headers: [
      ...pairs.filter(([name]) => !OWN_HEADERS.test(name)).flat(),
      'Content-Length',
      String(body.length),
    ],
    body,
    keepAliveTimeoutMs: Number(/timeout=(\d+)/.exec(keepAlive ?? '')?.[1] ?? 5) * 1000,
  }
}
