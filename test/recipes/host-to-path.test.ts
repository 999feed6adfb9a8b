import { ledge } from 'ledge'
import { type HostToPathOptions, hostToPath } from 'ledge/recipes/host-to-path'
import { localCache, run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withUri } from '../fixtures/with-uri.js'

const options: HostToPathOptions = {
  domain: 'example.com',
  names: ['ann', 'bob'],
  prefix: '/sites',
}
const at = (host: string, path = '/a', given = options) =>
  run(hostToPath(given), viewerRequestEvent(path, { headers: { host } }))

test.each(['ann.example.com', 'ANN.Example.com:443', 'ann.example.com.'])(
  '%s is a tenant',
  async (host) => {
    expect(await at(host)).toRewriteTo('/sites/ann/a')
  },
)

test.each([
  'example.com',
  'eve.example.com',
  'x.ann.example.com',
  'ann.example.com.evil.example',
  'annexample.com',
  '',
  '..example.com',
])('%j is none', async (host) => {
  expect(await at(host)).toReplyWith(404)
  expect(await at(host, '/a', { ...options, unknown: 'pass' })).toPassThrough()
})

test.each([
  '/sites',
  '/sites/',
  '/sites/ann/a',
  '//sites/%61nn/a',
  '/x/../sites/ann',
  '/sites%2Fann%2Fa',
  '/%2fsites%252fann',
  '/sites%5cann',
  '/sites;v=1/ann',
  '/sites%3Bv/ann',
])('another host that goes on gets nothing below the prefix: %s', async (path) => {
  const pass = hostToPath({ ...options, unknown: 'pass' })
  const event = viewerRequestEvent('/', { headers: { host: 'www.example.com' } })
  expect(await run(pass, withUri(event, path))).toReplyWith(404)
})

test.each([
  '/x%2f..%2fsites%2fann',
  '/..%252fsites/ann',
  '/x/..;/sites/ann',
  '/x/..%2Fsites%2Fann%2Fsecret%2Fy/..',
  '/sites/x%2Fy/../../ann',
])('nor by %s, as some origins read it', async (path) => {
  const pass = hostToPath({ ...options, unknown: 'pass' })
  const event = viewerRequestEvent('/', { headers: { host: 'www.example.com' } })
  expect(await run(pass, withUri(event, path))).toReplyWith(400)
})

test('another host that goes on keeps its paths', async () => {
  const pass = hostToPath({ ...options, unknown: 'pass' })
  for (const path of ['/', '/sitesmap', '/a/sites/ann', '/%61//b', '/a%2Fsites;b', '/%25']) {
    const event = viewerRequestEvent('/', { headers: { host: 'www.example.com' } })
    expect(await run(pass, withUri(event, path))).toPassThrough()
  }
})

test('a function may know the tenants', async () => {
  const previews = { domain: 'example.com', names: (name: string) => /^pr-\d+$/.test(name) }
  expect(await at('pr-7.example.com', '/', previews)).toRewriteTo('/pr-7/')
  expect(await at('pr-x.example.com', '/', previews)).toReplyWith(404)
})

test('who is known to a function by anything but true is none', async () => {
  const names = (async () => false) as unknown as (name: string) => boolean
  expect(await at('eve.example.com', '/', { ...options, names })).toReplyWith(404)
})

test('a path that is too long for CloudFront with its folder is refused', async () => {
  const fits = 8191 - '/sites/ann/'.length - 'b=1'.length
  const ask = (length: number) => at('ann.example.com', `/${'a'.repeat(length)}?b=1`)
  expect(await ask(fits)).toRewriteTo(`/sites/ann/${'a'.repeat(fits)}`)
  expect(await ask(fits + 1)).toReplyWith(400)
})

test.each(['/../bob/a', '/%2e%2e/bob/a', '//../bob', '/x/../../bob', '/..', '/./../bob'])(
  '%s stays in the folder',
  async (path) => {
    const outcome = await run(
      hostToPath(options),
      withUri(viewerRequestEvent('/', { headers: { host: 'ann.example.com' } }), path),
    )
    expect(outcome.uri).toMatch(/^\/sites\/ann\/(?!\.\.)/)
  },
)

test.each([
  '/..%2fbob',
  '/%2e%2e%5cbob',
  '/x%2F..%2F..%2Fbob',
  '/\\..\\bob',
  '/a%2f..',
  '/..;/bob',
  '/..%3b/bob',
  '/..%252fbob',
  '/%252e%252e/bob',
  '/a/%25252e%25252e%25252fbob',
  '/%%32%65%%32%65/bob',
])('%s is refused', async (path) => {
  const event = withUri(viewerRequestEvent('/', { headers: { host: 'ann.example.com' } }), path)
  expect(await run(hostToPath(options), event, { findings: 'return' })).toReplyWith(400)
})

test('no spelling of a path leads to another tenant', async () => {
  const part = fc.constantFrom('/', '..', '.', '%2e', '%2F', '%5c', '\\', 'bob', '%', ';')
  const path = fc.array(part, { maxLength: 8 }).map((parts) => `/${parts.join('')}`)
  await fc.assert(
    fc.asyncProperty(path, async (path) => {
      const event = withUri(viewerRequestEvent('/', { headers: { host: 'ann.example.com' } }), path)
      const outcome = await run(hostToPath(options), event, { findings: 'return' })
      if (outcome.kind === 'replied') return
      const decoded = decodeURIComponent((outcome.uri ?? '').replace(/%(?![\da-f]{2})/gi, '%25'))
      const { pathname } = new URL(decoded.replace(/;[^/]*/g, ''), 'https://origin.example')
      expect(pathname).toMatch(/^\/sites\/ann(\/|$)/)
    }),
    { numRuns: 300 },
  )
})

test('or a header of the cache key, which no viewer can make up', async () => {
  const recipe = hostToPath({
    domain: 'example.com',
    names: ['ann'],
    header: 'x-tenant',
    unknown: 'pass',
  })
  expect(recipe.needs).toEqual({ cacheKey: { headers: ['x-tenant'] } })
  const ask = (host: string) =>
    run(recipe, viewerRequestEvent('/a', { headers: { host, 'x-tenant': 'bob' } }))
  expect(await ask('ann.example.com')).toHaveHeader('x-tenant', 'ann')
  expect((await ask('www.example.com')).headers.has('x-tenant')).toBe(false)
})

test("a tenant never gets another's page from the cache", async () => {
  const site = localCache(ledge().viewerRequest(hostToPath(options)), {
    origin: ({ uri }) => ({ body: uri }),
  })
  const visit = (host: string) => site.fetch(viewerRequestEvent('/', { headers: { host } }))
  expect((await visit('ann.example.com')).response.body).toBe('/sites/ann/')
  expect((await visit('bob.example.com')).response.body).toBe('/sites/bob/')
  expect((await visit('eve.example.com')).response.status).toBe(404)
})

test.each<[options: Record<string, unknown>, message: RegExp]>([
  [{ names: ['a'] }, /domain to be a domain in lower case, got undefined/],
  [{ domain: 'example.com' }, /names to be a list of names, or a function, got undefined/],
  [{ domain: 'example.com', names: ['A'] }, /names to be a list of names/],
  [{ domain: 'example.com', names: [], prefix: 'sites/' }, /prefix to be a path/],
  [{ domain: 'example.com', names: [], header: 'host' }, /header to be an x- header/],
  [{ domain: 'example.com', names: [], unknown: 'open' }, /unknown to be refuse, pass/],
])('refuses %j', (options, message) => {
  expect(() => hostToPath(options as unknown as HostToPathOptions)).toThrow(message)
})
