import { expect, test } from 'vitest'
import { lines, originRequestCustom } from '../fixtures/events.js'
import { app } from './08-country-site.js'
import { run } from './run.js'

test.each([
  ['TW', 'https://tw.example.com/'],
  ['US', 'https://us.example.com/'],
  ['DE', 'https://example.com/'],
  [undefined, 'https://example.com/'],
])('from %s to %s', async (country, location) => {
  const headers = lines({
    Host: 'www.shop.example',
    ...(country && { 'CloudFront-Viewer-Country': country }),
  })
  expect(await run(app, originRequestCustom({ headers }))).toEqual({
    status: '302',
    statusDescription: 'Found',
    headers: lines({ Location: location, 'Cache-Control': 'no-store' }),
  })
})

test('the country must be in the cache key', () => {
  const [route] = app.routes()
  expect(route?.needs).toEqual({ cacheKey: { headers: ['CloudFront-Viewer-Country'] } })
})
