import { createCarry, ledge } from 'ledge'
import { type SelectOriginOptions, selectOrigin } from 'ledge/recipes/select-origin'
import { localCache, originRequestEvent, run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { expect, test } from 'vitest'

const other = { custom: { domainName: 'other.example.com' } }
const bucket = { s3: { domainName: 'shop.s3.eu-central-1.amazonaws.com', region: 'eu-central-1' } }

test.each<[rule: Omit<SelectOriginOptions['rules'][0], 'to'>, good: string, bad: string]>([
  [{ path: '/api{/*rest}' }, '/%61pi/x', '/apis'],
  [{ query: { beta: '1' } }, '/?beta=1', '/?beta=2'],
  [{ path: '/a', query: { beta: '1' } }, '/a?beta=1', '/b?beta=1'],
])('%j', async (rule, good, bad) => {
  const recipe = selectOrigin({ rules: [{ ...rule, to: other }] })
  const outcome = await run(recipe, originRequestEvent(good))
  expect(outcome).toUseOrigin('other.example.com')
  expect(outcome).toHaveHeader('host', 'other.example.com')
  expect(await run(recipe, originRequestEvent(bad))).toPassThrough()
})

test('a header, and a bucket with its Host', async () => {
  const recipe = selectOrigin({ rules: [{ headers: { 'x-plan': 'pro' }, to: bucket }] })
  const outcome = await run(recipe, originRequestEvent('/', { headers: { 'x-plan': 'pro' } }))
  expect(outcome).toUseOrigin(bucket.s3.domainName)
  expect(outcome).toHaveHeader('host', bucket.s3.domainName)
  expect(recipe.needs).toEqual({ cacheKey: { headers: ['x-plan'], query: [] } })
})

test('the country, of which the key must know', async () => {
  const recipe = selectOrigin({ rules: [{ countries: ['DE'], to: other }] })
  expect(recipe.needs?.cacheKey?.headers).toEqual(['CloudFront-Viewer-Country'])
  expect(await run(recipe, originRequestEvent('/', { country: 'DE' }))).toUseOrigin(
    'other.example.com',
  )
  expect(await run(recipe, originRequestEvent('/', { country: 'FR' }))).toPassThrough()
  expect(await run(recipe, originRequestEvent('/'))).toPassThrough()
})

test('the first rule that holds', async () => {
  const recipe = selectOrigin({
    rules: [
      { path: '/a', to: bucket },
      { path: '/*rest', to: other },
    ],
  })
  expect(await run(recipe, originRequestEvent('/a'))).toUseOrigin(bucket.s3.domainName)
  expect(await run(recipe, originRequestEvent('/b'))).toUseOrigin('other.example.com')
})

test('the secondary of an origin group is left alone', async () => {
  const recipe = selectOrigin({
    from: 'origin.example.com',
    rules: [{ path: '/*rest', to: other }],
  })
  const at = (domainName: string) =>
    run(recipe, originRequestEvent('/a', { origin: { custom: { domainName } } } as never))
  expect(await at('origin.example.com')).toUseOrigin('other.example.com')
  expect(await at('secondary.example.com')).toUseOrigin('secondary.example.com')
})

test('a carried bucket decides, each with an entry of its own', async () => {
  const ring = createCarry<string>('ring')
  const app = ledge()
    .use(ring)
    .viewerRequest((ctx, next) => {
      ring.set(ctx, ctx.request.cookies.get('ring') ?? 'slow')
      return next()
    })
    .originRequest(selectOrigin({ rules: [{ carry: [ring, 'fast'], to: other }] }))
  const site = localCache(app, {
    origin: ({ origin }) => ({ body: origin?.custom?.domainName ?? '' }),
  })
  const visit = (ring: string) => site.fetch(viewerRequestEvent('/', { cookies: { ring } }))
  expect((await visit('fast')).response.body).toBe('other.example.com')
  expect((await visit('slow')).response.body).toBe('origin.example.com')
  expect((await visit('fast')).cache).toBe('hit')
})

test.each<[options: Record<string, unknown>, message: RegExp]>([
  [{ rules: [] }, /rules to be a list of rules/],
  [{ rules: [{ to: other }] }, /expected a rule with a condition/],
  [{ rules: [{ path: '/a', country: ['DE'], to: other }] }, /an option among .*, got "country"/],
  [{ rules: [{ query: {}, to: other }] }, /query to be texts by parameter, got an object/],
  [{ rules: [{ query: { a: 1 }, to: other }] }, /query to be texts by parameter/],
  [{ rules: [{ headers: { Host: 'a.example' }, to: other }] }, /headers to be texts by header/],
  [{ rules: [{ headers: { cookie: 'a=1' }, to: other }] }, /headers to be texts by header/],
  [{ rules: [{ headers: null, to: other }] }, /headers to be texts by header, got null/],
  [{ rules: [{ carry: ['ring', 'fast'], to: other }] }, /carry to be a carry in the cache key/],
  [
    { rules: [{ carry: [createCarry('ring', { cacheKey: false }), 'fast'], to: other }] },
    /carry to be a carry in the cache key/,
  ],
  [{ rules: [7] }, /an object of options, got 7/],
  [{ rules: [{ path: ['/a'], to: other }] }, /path to be a path pattern/],
  [{ rules: [{ path: '/a', to: {} }] }, /an origin as { custom: … } or { s3: … }/],
  [{ rules: [{ path: '/a', to: { custom: { domainName: '10.0.0.1' } } }] }, /10\.0\.0\.1/],
  [{ rules: [{ path: '/*', to: other }] }, /Express 4 wrote/],
  [{ rules: [{ countries: ['UK'], to: other }] }, /country codes/],
  [{ rules: [{ path: '/a', to: other }], from: 7 }, /from to be a domain name, got 7/],
])('refuses %j', (options, message) => {
  expect(() => selectOrigin(options as unknown as SelectOriginOptions)).toThrow(message)
})
