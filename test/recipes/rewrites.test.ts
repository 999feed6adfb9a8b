import 'ledge/testing/vitest'
import fc from 'fast-check'
import { ledge, text } from 'ledge'
import { type AddressRule, remoteRules, rulesFromText } from 'ledge/recipe-kit'
import { type RewritesOptions, rewrites } from 'ledge/recipes/rewrites'
import { localCache, originRequestEvent, run, viewerRequestEvent } from 'ledge/testing'
import { anyEvent, anyUri } from 'ledge/testing/arbitrary'
import { describe, expect, test } from 'vitest'
import { fileServer } from '../fixtures/file-server.js'

type Init = Parameters<typeof viewerRequestEvent>[1]

const rules: AddressRule[] = [
  { from: '/docs{/*rest}', to: '/manual/v3/*rest' },
  { from: '/shop/:item', to: '/shop.html?item=:item&from=shop' },
  { from: '/', to: '/de/index.html', language: 'de' },
  { from: '/api{/*rest}', to: '/api/*rest' },
  { from: '{/*rest}', to: '/app.html', cookie: 'app' },
]

const at = (target: string, init?: Init): ReturnType<typeof run<'viewer-request'>> =>
  run(rewrites({ rules }), viewerRequestEvent(target, init))

describe('a rule', () => {
  test.each<[string, string, Init?]>([
    ['/docs/a/b.html', '/manual/v3/a/b.html'],
    ['/docs/', '/manual/v3/'],
    ['/%64ocs//a', '/manual/v3/a'],
    ['/docs/a%20b%2Fc', '/manual/v3/a%20b%2Fc'],
    ['/shop/hat', '/shop.html?item=hat&from=shop'],
    ['/shop/a%26b?item=evil&x=1&item=2', '/shop.html?item=a%26b&x=1&from=shop'],
    ['/', '/de/index.html', { headers: { 'accept-language': 'de-AT' } }],
    ['/any/thing', '/app.html', { cookies: { app: '1' } }],
  ])('leads from %s to %s', async (target, uri, init) => {
    expect(await at(target, init)).toRewriteTo(uri)
  })

  test('that leads to the path asked for exempts it from those behind', async () => {
    expect(await at('/api/users', { cookies: { app: '1' } })).toPassThrough()
  })

  test.each(['/', '/any/thing', '/shop', '/shop/a/b', '/Docs'])('is not for %s', async (target) => {
    expect(await at(target)).toPassThrough()
  })

  test('is for every method, and keeps the body', async () => {
    const outcome = await at('/docs/a', { method: 'POST', body: 'x' })
    expect(outcome).toRewriteTo('/manual/v3/a')
    expect(outcome.body).toBe('x')
  })

  test('changes the path that later steps see', async () => {
    const app = ledge()
      .viewerRequest(rewrites({ rules }))
      .viewerRequest('/manual{/*rest}', () => text('manual'))
    expect((await run(app, viewerRequestEvent('/docs/a'))).body).toBe('manual')
  })
})

test.each(['/docs/..%2fsecret', '/docs/%2e%2e%2fsecret', '/docs/..%5Csecret', '/docs/a%2F..%2F..'])(
  '%s does not leave the folder of its rule',
  async (target) => {
    expect(await at(target)).toReplyWith(400)
  },
)

test('of a text, the lines of status 200 are taken', async () => {
  const lines = rulesFromText(
    '/a /b\n/app/* /app.html 200\n/old /new 302\n/x https://x.example/ 301',
  )
  const outcome = (target: string): ReturnType<typeof at> =>
    run(rewrites({ rules: lines }), viewerRequestEvent(target))
  expect(await outcome('/app/cart')).toRewriteTo('/app.html')
  expect(await outcome('/a')).toPassThrough()
  expect(await outcome('/x')).toPassThrough()
})

test('a remote text replaces the rules', async () => {
  const server = await fileServer('/a /remote 200\n/b /c 302')
  const remote = remoteRules({ url: server.url, first: [{ from: '/a', to: '/built-in' }] })
  const app = ledge().viewerRequest(rewrites({ rules: remote }))
  expect(await run(app, viewerRequestEvent('/a'))).toRewriteTo('/remote')
  expect(await run(app, viewerRequestEvent('/b'))).toPassThrough()
  server.file = '/a https://evil.example/ 200'
  const other = ledge().viewerRequest(rewrites({ rules: remote }))
  expect(await run(other, viewerRequestEvent('/a'))).toRewriteTo('/built-in')
  await server.close()
})

describe('with a cache', () => {
  const origin = ({ uri }: { uri: string }): { body: string } => ({ body: uri })

  test('what several paths lead to is stored once, and never under another visitor’s path', async () => {
    const app = ledge().viewerRequest(rewrites({ rules }))
    const site = localCache(app, { origin })
    const german = { headers: { 'accept-language': 'de' } }
    const first = await site.fetch(viewerRequestEvent('/', german))
    const second = await site.fetch(viewerRequestEvent('/'))
    const third = await site.fetch(viewerRequestEvent('/', german))
    expect([first, second, third].map(({ response }) => response.body)).toEqual([
      '/de/index.html',
      '/',
      '/de/index.html',
    ])
    expect(third.cache).toBe('hit')
    const cart = { cookies: { app: '1' } }
    await site.fetch(viewerRequestEvent('/cart', cart))
    expect((await site.fetch(viewerRequestEvent('/orders', cart))).cache).toBe('hit')
    expect((await site.fetch(viewerRequestEvent('/orders'))).response.body).toBe('/orders')
  })

  test('at origin-request a country is in the key', async () => {
    const byCountry = [{ from: '/', to: '/de.html', country: 'DE' }]
    const app = ledge().originRequest(rewrites({ at: 'origin-request', rules: byCountry }))
    expect(app.routes()[0]?.needs).toEqual({ cacheKey: { headers: ['CloudFront-Viewer-Country'] } })
    const site = localCache(app, { origin })
    const bodies = []
    for (const country of ['DE', 'FR', 'DE']) {
      const { response } = await site.fetch(viewerRequestEvent('/'), { country })
      bodies.push(response.body)
    }
    expect(bodies).toEqual(['/de.html', '/', '/de.html'])
    expect(await run(app, originRequestEvent('/', { country: 'DE' }))).toRewriteTo('/de.html')
  })
})

test.each([
  [{}, 'expected rules to be a list of rules, or remoteRules, got undefined'],
  [{ rules: '/a /b 200' }, 'expected rules to be a list of rules, or remoteRules'],
  [{ rules: [], cache: 5 }, 'expected an option among rules, at, got "cache"'],
  [{ rules: [], at: 'origin-response' }, 'expected at to be viewer-request or origin-request'],
  [{ rules: [{ from: '/a', to: 'https://b.example/' }] }, 'rules that lead to paths, got "https:'],
  [{ rules: [{ from: '/a', to: '/b#c' }] }, 'rules that lead to paths, got "/b#c"'],
  [{ rules: [{ from: '/a', to: '/b#c', status: 200 }] }, 'status 200 to lead to a path, got'],
  [{ rules: [{ from: '/a/:x', to: '/b/:y' }] }, 'expected /b/:y to use params of its rule (x)'],
  [{ rules: [{ from: '/a', to: '/b', country: 'DE' }] }, 'rules of viewer-request without country'],
])('refuses %j', (options, message) => {
  const build = (): unknown => rewrites(options as RewritesOptions & { at?: 'viewer-request' })
  expect(build).toThrow(/^rewrites: /)
  expect(build).toThrow(message)
})

test('whatever is asked for, a path stays in the folder that its rule leads to', async () => {
  const only = [{ from: '/docs{/*rest}', to: '/manual/*rest' }]
  const app = ledge().viewerRequest(rewrites({ rules: only }))
  const target = fc
    .tuple(fc.constantFrom('/docs', '/%64ocs', '//docs', '/x/../docs'), anyUri())
    .map(([start, rest]) => start + rest)
  await fc.assert(
    fc.asyncProperty(target, async (uri) => {
      const outcome = await run(app, viewerRequestEvent(uri))
      if (outcome.kind === 'replied') expect(outcome.status).toBe(400)
      else if (outcome.changes.length > 0) {
        const decoded = decodeURIComponent(`${outcome.uri}`.replace(/%(?![\da-f]{2})/gi, '%25'))
        expect(new URL(decoded, 'https://x/').pathname).toMatch(/^\/manual(\/|$)/)
      }
    }),
    { numRuns: 500 },
  )
  await fc.assert(
    fc.asyncProperty(anyEvent('viewer-request'), async (event) => {
      expect((await run(app, event)).kind).not.toBe('failed')
    }),
  )
})
