import { ledge } from 'ledge'
import { type SpaFallbackOptions, spaFallback } from 'ledge/recipes/spa-fallback'
import { localCache, originRequestEvent, run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { expect, test } from 'vitest'

test.each(['/', '/account/orders/7', '/a.b/c', '/%zz', '/%61pis', '/apis', '/__proto__'])(
  '%s is a route of the app',
  async (path) => {
    const recipe = spaFallback({ except: ['/api{/*rest}'] })
    expect(await run(recipe, originRequestEvent(path))).toRewriteTo('/index.html')
    expect(await run(recipe, viewerRequestEvent(path, { method: 'HEAD' }))).toRewriteTo(
      '/index.html',
    )
  },
)

test.each([
  '/app.js',
  '/img/a.png',
  '/api',
  '/api/x',
  '/%61pi/x',
  '//api/x',
  '/.well-known/a',
  '//.well-known/x',
  '/%2ewell-known/x',
])('%s is none', async (path) => {
  const recipe = spaFallback({ except: ['/api{/*rest}'] })
  expect(await run(recipe, originRequestEvent(path))).toPassThrough()
})

test('what is no page is sent on', async () => {
  const post = originRequestEvent('/account', { method: 'POST' })
  expect(await run(spaFallback(), post)).toPassThrough()
})

test('another page, and a missing file stays missing', async () => {
  const app = ledge().originRequest(spaFallback({ page: '/app/main.html' }))
  const site = localCache(app, {
    origin: ({ uri }) => (uri === '/app/main.html' ? { body: 'app' } : { status: 404 }),
  })
  expect(
    (await site.fetch(viewerRequestEvent('/a/b', { cookies: { a: '1' } }))).response.body,
  ).toBe('app')
  const second = await site.fetch(viewerRequestEvent('/a/b'))
  expect([second.cache, second.response.body]).toEqual(['hit', 'app'])
  expect((await site.fetch(viewerRequestEvent('/gone.js'))).response.status).toBe(404)
})

test.each<[options: Record<string, unknown>, message: RegExp]>([
  [{ page: 'index.html' }, /page to be a path, got "index.html"/],
  [{ page: '//evil.example' }, /page to be a path/],
  [{ except: '/api' }, /except to be a list of names, got "\/api"/],
  [{ except: ['/api/*'] }, /Express 4 wrote '\/api\/\*'/],
  [{ index: '/' }, /an option among page, except, got "index"/],
])('refuses %j', (options, message) => {
  expect(() => spaFallback(options as SpaFallbackOptions)).toThrow(message)
})
