import { ledge } from 'ledge'
import { type ForwardedHostOptions, forwardedHost } from 'ledge/recipes/forwarded-host'
import { localCache, run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { expect, test } from 'vitest'

const forged = { 'x-forwarded-host': 'evil.example', 'true-client-ip': ['10.0.0.1', '10.0.0.2'] }

test('the origin is told host and address, whatever the viewer says of them', async () => {
  const headers = { host: 'shop.example.com', ...forged }
  const event = viewerRequestEvent('/', { clientIp: '203.0.113.7', headers })
  const outcome = await run(forwardedHost(), event)
  expect(outcome.headers.getAll('x-forwarded-host')).toEqual(['shop.example.com'])
  expect(outcome.headers.getAll('true-client-ip')).toEqual(['203.0.113.7'])
})

test('what it does not set, nobody does', async () => {
  const recipe = forwardedHost({ host: false })
  const outcome = await run(recipe, viewerRequestEvent('/', { headers: forged }))
  expect(outcome.headers.has('x-forwarded-host')).toBe(false)
  expect(outcome.headers.has('true-client-ip')).toBe(true)
  expect(recipe.needs).toEqual({ forward: { headers: ['true-client-ip'] } })
})

test.each(['', 'a\r\nx: 1', 'a b', 'é'])('the host %j is not handed on', async (host) => {
  const event = viewerRequestEvent('/')
  const { cf } = event.Records[0]
  const headers = { ...cf.request.headers, host: [{ key: 'Host', value: host }] }
  const hostile = { Records: [{ cf: { ...cf, request: { ...cf.request, headers } } }] } as const
  const outcome = await run(forwardedHost(), hostile, { findings: 'return' })
  expect(outcome.kind).toBe('passed')
  expect(outcome.headers.has('x-forwarded-host')).toBe(false)
})

test('it reaches the origin, and is no part of the key', async () => {
  const seen: unknown[] = []
  const site = localCache(ledge().viewerRequest(forwardedHost()), {
    origin({ headers }) {
      seen.push(headers['true-client-ip']?.[0]?.value)
      return { body: 'page' }
    },
  })
  await site.fetch(viewerRequestEvent('/', { clientIp: '203.0.113.7' }))
  const second = await site.fetch(viewerRequestEvent('/', { clientIp: '198.51.100.1' }))
  expect([second.cache, seen]).toEqual(['hit', ['203.0.113.7']])
})

test('what an origin makes of the host is kept apart where the key has it', async () => {
  const recipe = forwardedHost({ as: 'cacheKey' })
  expect(recipe.needs).toEqual({
    cacheKey: { headers: ['x-forwarded-host'] },
    forward: { headers: ['true-client-ip'] },
  })
  const site = localCache(recipe, {
    origin: ({ headers }) => ({ body: headers['x-forwarded-host']?.[0]?.value ?? '' }),
  })
  for (const host of ['d111111abcdef8.cloudfront.net', 'www.example.com']) {
    expect((await site.fetch(viewerRequestEvent('/', { host }))).response.body).toBe(host)
  }
})

test.each<[options: Record<string, unknown>, message: RegExp]>([
  [{ host: 'x' }, /host to be true or false, got "x"/],
  [{ ip: 1 }, /ip to be true or false, got 1/],
  [{ as: 'key' }, /as to be forward, cacheKey, got "key"/],
  [{ proto: true }, /an option among host, ip, as, got "proto"/],
])('refuses %j', (options, message) => {
  expect(() => forwardedHost(options as ForwardedHostOptions)).toThrow(message)
})
