import 'ledge/testing/vitest'
import { originRequestEvent, run } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './14-nearest-server.js'

test.each([
  ['GB', 'eu.example.com'],
  ['DE', 'eu.example.com'],
  ['IE', 'eu.example.com'],
  ['US', 'www.example.com'],
])('%s is served from %s', async (country, server) => {
  const origin = { custom: { domainName: 'www.example.com' } }
  const outcome = await run(app, originRequestEvent('/', { country, origin }))
  expect(outcome).toUseOrigin(server)
  expect(outcome).toHaveHeader('host', server)
})
