import 'ledge/testing/vitest'
import { originResponseEvent, run } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './16-error-redirect.js'

test.each([400, 404, 500, 599])('%d becomes a redirect without a body', async (status) => {
  const outcome = await run(app, originResponseEvent('/shoes?size=42', { status }))
  expect(outcome).toMatchObject({ status: 302, body: '' })
  expect(outcome).toHaveHeader('location', '/plan-b/path?size=42')
})

test('what CloudFront holds read-only stays', async () => {
  const headers = { 'transfer-encoding': 'chunked' }
  const outcome = await run(app, originResponseEvent('/', { status: 500, headers }))
  expect(outcome).toHaveHeader('transfer-encoding', 'chunked')
})

test('a sound answer passes as it came', async () => {
  expect(await run(app, originResponseEvent('/'))).toPassThrough()
})
