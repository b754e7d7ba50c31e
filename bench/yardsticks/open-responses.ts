/** Yardstick of streams: plain node:http that holds every response open and writes one frame to all when it is told to. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const open = new Set<ServerResponse>()
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write('retry: 3000\n\n')
  open.add(response)
  response.on('close', () => open.delete(response))
})
process.on('message', (frame: string) => {
  for (const response of open) response.write(frame)
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.send?.({ listening: `http://127.0.0.1:${port}` })
})
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))
