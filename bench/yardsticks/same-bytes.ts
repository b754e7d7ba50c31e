/** Yardstick of reading: plain node:http in a process of its own, sending the same head and body from memory. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type SameBytes = { headers: string[]; body: Uint8Array; keepAliveTimeoutMs: number }

process.once('message', ({ headers, body, keepAliveTimeoutMs }: SameBytes) => {
  const bytes = Buffer.from(body)
  const server = createServer((_request, response) => {
    response.writeHead(200, headers)
    response.end(bytes)
  })
  server.keepAliveTimeout = keepAliveTimeoutMs
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo
    process.send?.({ listening: `http://127.0.0.1:${port}` })
  })
})
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))
