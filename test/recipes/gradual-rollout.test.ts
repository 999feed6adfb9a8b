import { type CloudFrontRequest, ledge } from 'ledge'
import { type GradualRolloutOptions, gradualRollout } from 'ledge/recipes/gradual-rollout'
import { localCache, originRequestEvent, run, runCycle, viewerRequestEvent } from 'ledge/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import 'ledge/testing/vitest'

const from = 'origin.example.com'
const options: GradualRolloutOptions = {
  name: 'shop',
  percent: 25,
  from,
  to: { custom: { domainName: 'new.example.com' } },
}
const quarter = gradualRollout(options)
const all = gradualRollout({ ...options, percent: 100 })
const none = gradualRollout({ ...options, percent: 0 })

/** The origin says which one it is. */
const origin = (request: CloudFrontRequest) => ({
  headers: { 'cache-control': 'max-age=60' },
  body: `${request.origin?.custom?.domainName ?? request.origin?.s3?.domainName}`,
})

const get = viewerRequestEvent
const at = (place: number | string) => get('/', { cookies: { 'rollout-shop': String(place) } })

afterEach(() => vi.restoreAllMocks())

describe('a visitor goes to', () => {
  test.each([
    [0, 'new.example.com'],
    [2499, 'new.example.com'],
    [2500, from],
    [9999, from],
  ])('by the place %d, to %s', async (place, domainName) => {
    const { originRequest, response } = await runCycle(quarter, at(place), { origin })
    expect(originRequest).toUseOrigin(domainName)
    expect(response.body).toBe(domainName)
    expect(response.headers.has('set-cookie')).toBe(false)
  })

  test('a bucket, with Host kept in step', async () => {
    const domainName = 'new.s3.eu-central-1.amazonaws.com'
    const recipe = gradualRollout({ ...options, percent: 100, to: { s3: { domainName } } })
    const { originRequest } = await runCycle(recipe, get('/'), { origin })
    expect(originRequest).toUseOrigin(domainName)
    expect(originRequest).toHaveHeader('host', domainName)
  })

  test('nowhere else than before, where the cookie is no place: a new one is drawn', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.99)
    for (const place of [
      '10000',
      '-1',
      '1e1',
      '',
      '0x1',
      ' 7',
      'abc',
      '%00',
      '9'.repeat(100_000),
    ]) {
      const { response } = await runCycle(quarter, at(place), { origin })
      expect(response.body).toBe(from)
      expect(response).toSetCookie('rollout-shop', { value: '9900' })
    }
  })
})

describe('0 and 100 are exact', () => {
  test.each([0, 0.5, 0.9999999999999999])('for the draw %d', async (point) => {
    vi.spyOn(Math, 'random').mockReturnValue(point)
    expect((await runCycle(none, get('/'), { origin })).response.body).toBe(from)
    expect((await runCycle(all, get('/'), { origin })).response.body).toBe('new.example.com')
  })

  test.each([0, 1, 9999])('for the place %d', async (place) => {
    expect((await runCycle(none, at(place), { origin })).response.body).toBe(from)
    expect((await runCycle(all, at(place), { origin })).response.body).toBe('new.example.com')
  })
})

describe('with the cache on', () => {
  test('each visitor stays on one side, and gets no page of the other', async () => {
    const site = localCache(gradualRollout({ ...options, percent: 50 }), { origin })
    const seen = new Set<string>()
    for (let visitor = 0; visitor < 40; visitor++) {
      const first = await site.fetch(get('/'))
      const place = first.response.cookies.get('rollout-shop') ?? ''
      const again = await site.fetch(at(place))
      expect(again.cache).toBe('hit')
      expect(again.response.body).toBe(first.response.body)
      expect(again.response.headers.has('set-cookie')).toBe(false)
      expect(again.response.body).toBe(Number(place) < 5000 ? 'new.example.com' : from)
      seen.add(first.response.body ?? '')
    }
    expect(seen.size).toBe(2)
  })

  test('the header of the key has two values', async () => {
    const values = new Set<string | undefined>()
    for (let place = 0; place < 10_000; place += 250) {
      values.add((await run(quarter, at(place))).headers.get('x-ledge-rollout-shop'))
    }
    expect(values).toEqual(new Set(['old', 'new']))
  })

  test('the cookie is set once, private, and not where the origin failed', async () => {
    const site = localCache(quarter, { origin })
    const { response } = await site.fetch(get('/'))
    expect(response).toSetCookie('rollout-shop', {
      maxAge: 2_592_000,
      secure: true,
      sameSite: 'lax',
    })
    expect(response).toHaveHeader('cache-control', 'private, max-age=60')
    const failing = localCache(quarter, { origin: () => ({ status: 503 }) })
    expect((await failing.fetch(get('/'))).response.headers.has('set-cookie')).toBe(false)
  })

  test('a header that the viewer made up changes nothing', async () => {
    const event = get('/', {
      headers: { 'x-ledge-rollout-shop': 'new' },
      cookies: { 'rollout-shop': '9999' },
    })
    expect((await runCycle(quarter, event, { origin })).response.body).toBe(from)
  })
})

describe('raising the percentage', () => {
  test('moves more visitors and none back', async () => {
    const sideOf = async (percent: number, place: number) =>
      (await run(gradualRollout({ ...options, percent }), at(place))).headers.get(
        'x-ledge-rollout-shop',
      )
    for (let place = 0; place < 10_000; place += 700) {
      const sides = []
      for (const percent of [0, 0.01, 7, 50, 99.99, 100]) sides.push(await sideOf(percent, place))
      expect(sides.join(' ')).toMatch(/^(old ?)+(new ?)+$/)
    }
  })

  test.each([
    [0.07, 6, 'new'],
    [0.07, 7, 'old'],
    [0.29, 28, 'new'],
    [0.29, 29, 'old'],
    [99.99, 9998, 'new'],
    [99.99, 9999, 'old'],
  ])('is exact to a hundredth: %d, place %d: %s', async (percent, place, side) => {
    const outcome = await run(gradualRollout({ ...options, percent }), at(place))
    expect(outcome).toHaveHeader('x-ledge-rollout-shop', side)
  })
})

test('an id has the same place in every browser; the cookie it once got counts more', async () => {
  const id = ({ request }: { request: { headers: { get(name: string): string | undefined } } }) =>
    request.headers.get('x-account')
  const recipe = gradualRollout({ ...options, percent: 50, id })
  const sides = new Set<string | undefined>()
  for (let account = 0; account < 20; account++) {
    const headers = { 'x-account': String(account) }
    const side = async (init = {}) =>
      (await run(recipe, get('/', { headers, ...init }))).headers.get('x-ledge-rollout-shop')
    const first = await side()
    expect(await side()).toBe(first)
    expect(await side({ cookies: { 'rollout-shop': '0' } })).toBe('new')
    sides.add(first)
  }
  expect(sides.size).toBe(2)
})

describe('the secondary of an origin group', () => {
  const request = { headers: { 'x-ledge-rollout-shop': 'new' } }

  test('is left alone', async () => {
    const configured = { custom: { domainName: 'standby.example.com' } }
    const outcome = await run(all, originRequestEvent('/', { ...request, origin: configured }))
    expect(outcome).toPassThrough()
  })

  test('while the primary is left', async () => {
    const configured = { custom: { domainName: from } }
    const outcome = await run(all, originRequestEvent('/', { ...request, origin: configured }))
    expect(outcome).toUseOrigin('new.example.com')
  })

  test('and an event without an origin passes', async () => {
    const handler = ledge().use(all).handler('origin-request')
    const cf = { request: { uri: '/', headers: { 'x-ledge-rollout-shop': [{ value: 'new' }] } } }
    expect(await handler({ Records: [{ cf }] } as never)).toEqual(cf.request)
  })
})

test('what it needs of the policies', () => {
  const needs = ledge()
    .use(quarter)
    .routes()
    .flatMap((route) => route.needs ?? [])
  expect(needs).toEqual([
    { cacheKey: { headers: ['x-ledge-rollout-shop'] } },
    { forward: { headers: ['x-ledge-visitor-cookies'] } },
  ])
})

describe('what is refused when the app is built', () => {
  test.each<[change: object, message: string]>([
    [{ name: 'New shop' }, 'expected name to be lower-case letters, digits and hyphens'],
    [{ percent: -1 }, 'expected percent to be a number from 0 to 100, got -1.'],
    [{ percent: 101 }, 'expected percent to be a number from 0 to 100, got 101.'],
    [{ percent: Number.NaN }, 'expected percent to be a number from 0 to 100, got NaN.'],
    [{ percent: '50' }, 'expected percent to be a number from 0 to 100, got "50".'],
    [{ from: 'origin' }, 'expected from to be a domain name in lower case, got "origin".'],
    [{ from: 'https://shop.example.com' }, 'expected from to be a domain name'],
    [{ from: 'Shop.example.com' }, 'expected from to be a domain name'],
    [{ from: 'shop.example.com/' }, 'expected from to be a domain name'],
    [{ from: undefined }, 'expected from to be a domain name in lower case, got undefined.'],
    [{ to: {} }, 'expected an origin as { custom: … } or { s3: … }'],
    [{ to: null }, 'expected an origin as { custom: … } or { s3: … }'],
    [{ to: { custom: { domainName: '203.0.113.7' } } }, 'origin.custom.domainName: expected'],
    [{ id: 'account' }, 'expected id to be a function, got "account".'],
    [{ cookie: { name: 'a b' } }, 'expected cookie to be a cookie'],
    [{ percentage: 5 }, 'expected an option among name, percent'],
  ])('%j', (change, message) => {
    expect(() => gradualRollout({ ...options, ...change })).toThrow(
      expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(message) }),
    )
  })
})
