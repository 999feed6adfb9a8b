import { ledge } from 'ledge'
import { type TrailingSlashOptions, trailingSlash } from 'ledge/recipes/trailing-slash'
import { localCache, originRequestEvent, run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { expect, test } from 'vitest'
import { withUri } from '../fixtures/with-uri.js'

test.each([
  ['add', '/docs', '/docs/'],
  ['add', '/v1.2/docs', '/v1.2/docs/'],
  ['add', '//docs', '/docs/'],
  ['remove', '/docs/', '/docs'],
  ['remove', '/docs///', '/docs'],
  ['remove', '/a.b/', '/a.b'],
  ['remove', '/%61/', '/%61'],
] as const)('%s: %s is redirected to %s', async (slash, from, to) => {
  expect(await run(trailingSlash({ slash }), originRequestEvent(from))).toRedirectTo(to, 301)
  const put = originRequestEvent(from, { method: 'PUT' })
  expect(await run(trailingSlash({ slash }), put)).toRedirectTo(to, 308)
})

test.each([
  ['add', '/'],
  ['add', '/docs/'],
  ['add', '/a.png'],
  ['add', '/.well-known'],
  ['remove', '/'],
  ['remove', '///'],
  ['remove', '/docs'],
  ['remove', '/docs/a.png'],
] as const)('%s leaves %s alone', async (slash, path) => {
  expect(await run(trailingSlash({ slash }), originRequestEvent(path))).toPassThrough()
})

test('the query goes along in viewer-request, and what the option says in origin-request', async () => {
  const recipe = trailingSlash({ slash: 'remove', query: ['page'] })
  expect(await run(recipe, viewerRequestEvent('/a/?page=2&x=1'))).toRedirectTo('/a?page=2', 301)
  expect(recipe.needs).toEqual({ cacheKey: { query: ['page'] } })
  const all = trailingSlash({ slash: 'remove' })
  expect(await run(all, viewerRequestEvent('/a/?page=2&x=1'))).toRedirectTo('/a?page=2&x=1', 301)
})

test.each(['//evil.example/', '/\\evil.example/', '/\t/evil.example/', '/%5cevil.example/'])(
  '%j stays on this host',
  async (uri) => {
    const event = originRequestEvent('/')
    const outcome = await run(trailingSlash({ slash: 'remove' }), withUri(event, uri))
    const location = outcome.headers.get('location') ?? ''
    expect(new URL(location, 'https://shop.example').host).toBe('shop.example')
  },
)

test('the redirect is cached, the same for all, and leads to the page', async () => {
  const app = ledge().originRequest(trailingSlash({ slash: 'add' }))
  const site = localCache(app, { origin: () => ({ body: 'page' }) })
  await site.fetch(viewerRequestEvent('/a?secret=1'))
  const second = await site.fetch(viewerRequestEvent('/a'))
  expect(second.cache).toBe('hit')
  expect(second.response).toRedirectTo('/a/', 301)
  expect((await site.fetch(viewerRequestEvent('/a/'))).response.body).toBe('page')
})

test.each<[options: Record<string, unknown>, message: RegExp]>([
  [{}, /slash to be add, remove, got undefined/],
  [{ slash: 'keep' }, /slash to be add, remove, got "keep"/],
  [{ slash: 'add', cache: '1' }, /cache to be a whole number of seconds, got "1"/],
  [{ slash: 'add', status: 302 }, /an option among slash, cache, query, got "status"/],
])('refuses %j', (options, message) => {
  expect(() => trailingSlash(options as unknown as TrailingSlashOptions)).toThrow(message)
})
