import { expect, test } from 'vitest'
import { originResponse, originResponseChunked500 } from '../fixtures/events.js'
import { app } from './15-error-page.js'
import { cf, run } from './run.js'

test.each(['400', '404', '500', '599'])('%s becomes 200', async (status) => {
  const event = originResponseChunked500({ status })
  expect(await run(app, event)).toEqual({
    status: '200',
    statusDescription: 'OK',
    headers: cf(event).response?.headers,
    body: 'Body generation example',
    bodyEncoding: 'text',
  })
})

test('what described the origin’s body goes with it', async () => {
  const event = originResponse({ status: '404' })
  const { headers } = await run(app, event)
  expect(Object.keys(headers)).toEqual(['content-type', 'cache-control', 'date', 'server'])
})

test.each(['200', '304'])('%s passes as it came', async (status) => {
  const event = originResponse({ status })
  expect(await run(app, event)).toEqual(cf(event).response)
})
