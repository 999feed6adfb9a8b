import 'ledge/testing/vitest'
import { run, viewerRequestEvent } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './07-sign-in.js'

test('a request with a session passes as it came', async () => {
  const headers = { cookie: ['theme=dark', 'basket=7; session-id=5f2a'] }
  const outcome = await run(app, viewerRequestEvent('/orders', { headers }))
  expect(outcome).toPassThrough()
})

test('one without is sent to sign in, and told where it came from', async () => {
  const outcome = await run(app, viewerRequestEvent('/orders?page=2', { host: 'shop.example' }))
  const from = encodeURIComponent('https://shop.example/orders?page=2')
  expect(outcome).toRedirectTo(`https://www.example.com/signin?redirect_url=${from}`, 302)
})
