import { ledge } from 'ledge'
import { type CanonicalHostOptions, canonicalHost } from 'ledge/recipes/canonical-host'
import { localCache, run, type ViewerRequestInit, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { expect, test } from 'vitest'
import { withUri } from '../fixtures/with-uri.js'

const recipe = canonicalHost({ host: 'www.example.com', except: ['api.example.com'] })
const ask = (target: string, host: string, init: ViewerRequestInit = {}) =>
  run(recipe, viewerRequestEvent(target, { ...init, headers: { host } }))

test.each([
  'www.example.com',
  'WWW.Example.com',
  'www.example.com:443',
  'www.example.com.',
  'api.example.com',
])('%s stays', async (host) => {
  expect(await ask('/a?b=1', host)).toPassThrough()
})

test.each([
  'example.com',
  'd111111abcdef8.cloudfront.net',
  'www.example.com.evil.example',
  'xwww.example.com',
  '[::1]:80',
])('%s is sent to the one host, with path and query', async (host) => {
  expect(await ask('/a?b=1', host)).toRedirectTo('https://www.example.com/a?b=1', 301)
  expect(await ask('/a', host, { method: 'POST' })).toRedirectTo('https://www.example.com/a', 308)
})

test('who names no host goes on', async () => {
  expect(await ask('/a', '')).toPassThrough()
})

test.each(['//evil.example/x', '/\\evil.example', '@evil.example/', '.evil.example', '/../x'])(
  'leads to no other host, whatever the path: %j',
  async (uri) => {
    const event = viewerRequestEvent('/', { headers: { host: 'example.com' } })
    const outcome = await run(recipe, withUri(event, uri))
    expect(new URL(outcome.headers.get('location') ?? '').host).toBe('www.example.com')
  },
)

test('one visitor with another host changes nothing for the next', async () => {
  const site = localCache(ledge().viewerRequest(recipe), { origin: () => ({ body: 'page' }) })
  const visit = (host: string) => site.fetch(viewerRequestEvent('/', { headers: { host } }))
  expect((await visit('www.example.com')).response.body).toBe('page')
  expect((await visit('evil.example')).response).toRedirectTo('https://www.example.com/', 301)
  expect((await visit('www.example.com')).response.body).toBe('page')
})

test.each<[options: Record<string, unknown>, message: RegExp]>([
  [{}, /host to be a host name in lower case, without a port, got undefined/],
  [{ host: 'https://www.example.com' }, /host to be a host name/],
  [{ host: 'localhost' }, /host to be a host name/],
  [{ host: 'a.b', except: ['A.b'] }, /except to be a list of host names/],
  [{ host: 'a.b', status: 302 }, /an option among host, except, cache, query, got "status"/],
])('refuses %j', (options, message) => {
  expect(() => canonicalHost(options as unknown as CanonicalHostOptions)).toThrow(message)
})
