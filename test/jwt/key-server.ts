import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Jwk } from '../../src/jwt/key.js'

/** An issuer's server on this machine, whose answers a test decides. */
export interface KeyServer {
  readonly url: string
  /** How often it was asked. */
  asked: number
  /** What it publishes. */
  keys: readonly Jwk[]
  /** Answers instead of publishing the keys. */
  answer: ((response: ServerResponse) => void) | undefined
  close(): Promise<void>
}

export async function keyServer(...keys: Jwk[]): Promise<KeyServer> {
  const http = createServer((_, response) => {
    server.asked++
    if (server.answer) server.answer(response)
    else response.end(JSON.stringify({ keys: server.keys }))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const server: KeyServer = {
    url: `http://127.0.0.1:${port}/jwks.json`,
    asked: 0,
    keys,
    answer: undefined,
    async close() {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
  return server
}
