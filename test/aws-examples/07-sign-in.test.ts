import { expect, test } from 'vitest'
import { lines, viewerRequest } from '../fixtures/events.js'
import { app } from './07-sign-in.js'
import { cf, run } from './run.js'

test('a request with a session passes as it came', async () => {
  const headers = lines({
    Host: 'shop.example',
    Cookie: ['theme=dark', 'basket=7; session-id=5f2a'],
  })
  const event = viewerRequest({ headers })
  expect(await run(app, event)).toEqual(cf(event).request)
})

test('one without is sent to sign in, and told where it came from', async () => {
  const from = encodeURIComponent('https://shop.example/shoes/red.html?size=42&sort=price')
  expect(await run(app, viewerRequest())).toEqual({
    status: '302',
    statusDescription: 'Found',
    headers: lines({
      Location: `https://www.example.com/signin?redirect_url=${from}`,
      'Cache-Control': 'no-store',
    }),
  })
})
