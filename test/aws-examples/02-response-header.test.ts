import { expect, test } from 'vitest'
import { lines, originResponse } from '../fixtures/events.js'
import { app } from './02-response-header.js'
import { cf, run } from './run.js'

const uploaded = { 'X-Amz-Meta-Last-Modified': 'Wed, 01 Jan 2025 00:00:00 GMT' }
const dated = { ...uploaded, 'Last-Modified': 'Wed, 01 Jan 2025 00:00:00 GMT' }

test.each<Record<string, string>>([
  uploaded,
  { ...uploaded, 'Last-Modified': 'Mon, 02 Mar 2026 08:00:00 GMT' },
])('the date of what was uploaded becomes that of the object: %j', async (headers) => {
  const event = originResponse({ headers: lines(headers) })
  expect(await run(app, event)).toEqual({ ...cf(event).response, headers: lines(dated) })
})

test('a response without that header passes as it came', async () => {
  const event = originResponse()
  expect(await run(app, event)).toEqual(cf(event).response)
})
