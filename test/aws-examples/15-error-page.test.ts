import 'ledge/testing/vitest'
import { originResponseEvent, run } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './15-error-page.js'

test.each([400, 404, 500, 599])('%d becomes 200 with a text', async (status) => {
  const outcome = await run(app, originResponseEvent('/', { status }))
  expect(outcome.result).toEqual({
    ...outcome.event.Records[0].cf.response,
    status: '200',
    statusDescription: 'OK',
    body: 'Body generation example',
    bodyEncoding: 'text',
  })
})

test('what described the origin’s body goes with it', async () => {
  const headers = { 'content-encoding': 'gzip', 'content-length': '512', etag: '"5e0f"' }
  const outcome = await run(app, originResponseEvent('/', { status: 404, headers }))
  expect([...outcome.headers].map(([name]) => name)).toEqual(['content-type', 'date'])
})

test.each([200, 304])('%d passes as it came', async (status) => {
  const outcome = await run(app, originResponseEvent('/', { status }))
  expect(outcome).toPassThrough()
})
