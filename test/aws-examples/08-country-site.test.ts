import 'ledge/testing/vitest'
import { originRequestEvent, run } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './08-country-site.js'

test.each([
  [{ country: 'TW' }, 'https://tw.example.com/'],
  [{ country: 'US' }, 'https://us.example.com/'],
  [{ country: 'DE' }, 'https://example.com/'],
  [{}, 'https://example.com/'],
])('%j is sent to %s', async (visitor, location) => {
  const outcome = await run(app, originRequestEvent('/', visitor))
  expect(outcome).toRedirectTo(location, 302)
})

test('the country must be in the cache key', () => {
  const [route] = app.routes()
  expect(route?.needs).toEqual({ cacheKey: { headers: ['CloudFront-Viewer-Country'] } })
})
