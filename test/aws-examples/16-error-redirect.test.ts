import { expect, test } from 'vitest'
import { lines, originResponse, originResponseChunked500 } from '../fixtures/events.js'
import { app } from './16-error-redirect.js'
import { cf, run } from './run.js'

test.each(['400', '404', '500', '599'])('%s becomes a redirect without a body', async (status) => {
  const event = originResponseChunked500({ status })
  expect(await run(app, event)).toEqual({
    status: '302',
    statusDescription: 'Found',
    headers: {
      ...cf(event).response?.headers,
      ...lines({ Location: '/plan-b/path?size=42' }),
    },
    body: '',
    bodyEncoding: 'text',
  })
})

test('a sound answer passes as it came', async () => {
  const event = originResponse()
  expect(await run(app, event)).toEqual(cf(event).response)
})
