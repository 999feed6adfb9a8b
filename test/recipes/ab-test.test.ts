import { type CloudFrontRequest, type Context, EdgeError, ledge, redirect } from 'ledge'
import { type AbTestOptions, abTest } from 'ledge/recipes/ab-test'
import { localCache, run, runCycle, viewerRequestEvent } from 'ledge/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import 'ledge/testing/vitest'
import { lines } from '../fixtures/events.js'

const variants = { a: 90, b: 10 }
const checkout = abTest({ name: 'checkout', variants })
const googlebot = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'

/** The origin shows what it was asked for. */
const origin = ({ uri, headers }: CloudFrontRequest) => ({
  headers: { 'cache-control': 'public, max-age=60' },
  body: `${uri} ${headers['x-ledge-ab-checkout']?.[0]?.value ?? 'none'}`,
})

const get = viewerRequestEvent
const drawing = (point: number) => vi.spyOn(Math, 'random').mockReturnValue(point)

afterEach(() => vi.restoreAllMocks())

describe('the variant', () => {
  test.each<[from: string, point: number, init: object, target: string, variant: string]>([
    ['the draw', 0, {}, '/', 'a'],
    ['the draw', 0.89999, {}, '/', 'a'],
    ['the draw', 0.9, {}, '/', 'b'],
    ['the draw', 0.99999, {}, '/', 'b'],
    ['the cookie', 0, { cookies: { 'ab-checkout': 'b' } }, '/', 'b'],
    [
      'the preview in the query',
      0,
      { cookies: { 'ab-checkout': 'a' } },
      '/?preview-checkout=b',
      'b',
    ],
    ['the preview in a cookie', 0, { cookies: { 'preview-checkout': 'b' } }, '/', 'b'],
    ['the control, for a bot', 0.95, { headers: { 'user-agent': googlebot } }, '/', 'a'],
    [
      'the draw, where the cookie is no variant',
      0.95,
      { cookies: { 'ab-checkout': 'c' } },
      '/',
      'b',
    ],
    ['the draw, where the preview is none', 0.95, {}, '/?preview-checkout=__proto__', 'b'],
    [
      'the draw, whatever objects inherit',
      0.95,
      { cookies: { 'ab-checkout': 'constructor' } },
      '/',
      'b',
    ],
  ])('is that of %s (%d)', async (_, point, init, target, variant) => {
    drawing(point)
    const outcome = await run(checkout, get(target, init))
    expect(outcome).toHaveHeader('x-ledge-ab-checkout', variant)
  })

  test('of an id is always the same, and drawn for each test by itself', async () => {
    const id = ({ request }: Context<'viewer-request'>) => request.cookies.get('account')
    const tests = ['one', 'two'].map((name) => abTest({ name, variants: { a: 1, b: 1 }, id }))
    const app = ledge().use(tests[0]!, tests[1]!)
    const seen = new Set<string>()
    for (let account = 0; account < 40; account++) {
      const event = get('/', { cookies: { account: String(account) } })
      const drawn = async () => {
        const { headers } = await run(app, event)
        return `${headers.get('x-ledge-ab-one')}${headers.get('x-ledge-ab-two')}`
      }
      const first = await drawn()
      expect(await drawn()).toBe(first)
      seen.add(first)
    }
    expect([...seen].sort()).toEqual(['aa', 'ab', 'ba', 'bb'])
  })

  test.each([undefined, ''])('of the id %j is drawn by chance', async (none) => {
    const recipe = abTest({ name: 'checkout', variants, id: () => none })
    for (const [point, variant] of [
      [0, 'a'],
      [0.95, 'b'],
    ] as const) {
      drawing(point)
      expect(await run(recipe, get('/'))).toHaveHeader('x-ledge-ab-checkout', variant)
    }
  })

  test('of weight 0 is not drawn and not kept, but can be previewed', async () => {
    const recipe = abTest({ name: 'checkout', variants: { old: 0, a: 1, b: 0 } })
    for (const point of [0, 0.5, 0.9999999]) {
      drawing(point)
      const cookies = { 'ab-checkout': 'b' }
      expect(await run(recipe, get('/', { cookies }))).toHaveHeader('x-ledge-ab-checkout', 'a')
    }
    const bot = get('/', { headers: { 'user-agent': googlebot } })
    expect(await run(recipe, bot)).toHaveHeader('x-ledge-ab-checkout', 'a')
    const preview = get('/?preview-checkout=old')
    expect(await run(recipe, preview)).toHaveHeader('x-ledge-ab-checkout', 'old')
  })
})

describe('100,000 visitors of two tests at once', () => {
  const weights = { a: 50, b: 30, c: 20 }
  const names = Object.keys(weights) as (keyof typeof weights)[]
  const pairs = names.flatMap((one) => names.map((two) => [one, two] as const))

  test.each<[how: string, id: AbTestOptions['id']]>([
    ['by chance', undefined],
    ['by their ids', ({ request }) => request.headers.get('x-account')],
  ])('land within 1%% of the weights, each by itself: %s', async (_, id) => {
    const tests = ['one', 'two'].map((name) => abTest({ name, variants: weights, id }))
    const { config } = get('/').Records[0].cf
    const handler = ledge().use(tests[0]!, tests[1]!).handler('viewer-request')
    const counts = new Map<string, number>()
    for (let visitor = 0; visitor < 100_000; visitor++) {
      const headers = lines({ 'User-Agent': 'Mozilla/5.0', 'X-Account': String(visitor) })
      const request = { clientIp: '203.0.113.7', method: 'GET', uri: '/', querystring: '', headers }
      const event = { Records: [{ cf: { config, request } }] } as const
      const result = (await handler(event)) as CloudFrontRequest
      const drawn = ['one', 'two'].map((name) => result.headers[`x-ledge-ab-${name}`]?.[0]?.value)
      const pair = drawn.join(' ')
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
    }

    const seen = (one: string, two: string): number => counts.get(`${one} ${two}`) ?? 0
    for (const name of names) {
      const [first, second] = [
        names.reduce((sum, other) => sum + seen(name, other), 0),
        names.reduce((sum, other) => sum + seen(other, name), 0),
      ]
      expect(Math.abs(first / 1000 - weights[name])).toBeLessThan(1)
      expect(Math.abs(second / 1000 - weights[name])).toBeLessThan(1)
    }
    const chiSquared = pairs.reduce((sum, [one, two]) => {
      const expected = 10 * weights[one] * weights[two]
      return sum + (seen(one, two) - expected) ** 2 / expected
    }, 0)
    // Eight degrees of freedom: chance is above this once in a hundred thousand times.
    expect(chiSquared).toBeLessThan(37.3)
  })
})

describe('with the cache on', () => {
  test.each<[how: string, options: Partial<AbTestOptions<'a' | 'b'>>]>([
    ['a header', {}],
    ['the uri', { rewrite: (uri, variant) => `/${variant}${uri}` }],
  ])('by %s, each visitor gets one variant, from end to end and ever after', async (_, options) => {
    const recipe = abTest({ name: 'checkout', variants: { a: 1, b: 1 }, ...options })
    const app = ledge()
      .use(recipe)
      .viewerResponse((ctx, next) => {
        ctx.response.headers.set('x-variant', recipe.variantOf(ctx) ?? 'none')
        return next()
      })
    const site = localCache(app, { origin })
    const pages = new Set<string>()
    for (let visitor = 0; visitor < 30; visitor++) {
      const first = await site.fetch(get('/'))
      const variant = first.response.cookies.get('ab-checkout') ?? ''
      const again = await site.fetch(get('/', { cookies: { 'ab-checkout': variant } }))
      expect(['a', 'b']).toContain(variant)
      expect(first.response.headers.get('x-variant')).toBe(variant)
      expect(first.response.body).toContain(options.rewrite ? `/${variant}/` : ` ${variant}`)
      expect(again.response.body).toBe(first.response.body)
      expect(again.cache).toBe('hit')
      expect(again.response).toHaveHeader('x-variant', variant)
      expect(again.response.headers.getAll('set-cookie')).toEqual([])
      pages.add(first.response.body ?? '')
    }
    expect(pages.size).toBe(2)
  })

  test('the cookie is set by the first response alone, and is private there', async () => {
    const site = localCache(checkout, { origin })
    drawing(0)
    const first = await site.fetch(get('/'))
    expect(first.response.headers.getAll('set-cookie')).toEqual([
      'ab-checkout=a; Max-Age=2592000; Path=/; Secure; SameSite=Lax',
    ])
    expect(first.response).toHaveHeader('cache-control', 'private, max-age=60')
    const second = await site.fetch(get('/', { cookies: { 'ab-checkout': 'a' } }))
    expect(second.cache).toBe('hit')
    expect(second.response.headers.has('set-cookie')).toBe(false)
    expect(second.response).toHaveHeader('cache-control', 'public, max-age=60')
  })

  test('neither a bot nor a preview gets a cookie', async () => {
    const site = localCache(checkout, { origin })
    for (const event of [
      get('/', { headers: { 'user-agent': googlebot } }),
      get('/?preview-checkout=b'),
      get('/', { cookies: { 'preview-checkout': 'b' } }),
    ]) {
      const { response } = await site.fetch(event)
      expect(response.headers.has('set-cookie')).toBe(false)
    }
  })

  test('a preview shares its page with the variant: its parameter is not in the key', async () => {
    const site = localCache(checkout, {
      origin,
      key: { query: 'all', headers: ['x-ledge-ab-checkout'] },
    })
    drawing(0.95)
    const visitor = await site.fetch(get('/?size=xl'))
    const preview = await site.fetch(get('/?size=xl&preview-checkout=b'))
    expect(preview.cache).toBe('hit')
    expect(preview.response.body).toBe(visitor.response.body)
  })

  test.each(['b', '%22b%22', 'x'.repeat(100_000), '', '__proto__'])(
    'a header that the viewer made up changes nothing (%#)',
    async (forged) => {
      drawing(0)
      const names = ['x-ledge-ab-checkout', 'X-Ledge-Ab-Checkout']
      for (const name of names) {
        const { response, viewerRequest } = await runCycle(
          checkout,
          get('/', { headers: { [name]: [forged, forged] } }),
          { origin },
        )
        expect(viewerRequest?.headers.getAll('x-ledge-ab-checkout')).toEqual(['a'])
        expect(response.body).toBe('/ a')
        expect(response.cookies.all()).toEqual({ 'ab-checkout': 'a' })
      }
    },
  )

  test.each([400, 404, 500])('an origin that answers %d sets no cookie', async (status) => {
    const site = localCache(checkout, { origin: () => ({ status }) })
    const { response } = await site.fetch(get('/'))
    expect(response.headers.has('set-cookie')).toBe(false)
  })
})

describe('an answer of another step', () => {
  const answers = ledge()
    .use(checkout)
    .viewerRequest('/old', () => redirect('/new', 301))
    .viewerRequest(
      '/closed',
      () => new EdgeError('forbidden', 'closed', { reply: { status: 403 } }),
    )
    .viewerRequest('/broken', () => {
      throw new Error('broken')
    })
    .originRequest('/made', () => redirect('/new'))

  test('sets the cookie where it is for the viewer alone', async () => {
    const { response } = await runCycle(answers, get('/old'), { origin })
    expect(response).toSetCookie('ab-checkout')
    expect(response).toHaveHeader('cache-control', /no-store|private/)
  })

  test.each(['/closed', '/broken'])('sets none where it refuses: %s', async (target) => {
    const { response } = await runCycle(answers, get(target), { origin })
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.headers.has('set-cookie')).toBe(false)
  })

  test('sets none in an origin trigger, which is cached, but behind it', async () => {
    const { originRequest, response } = await runCycle(answers, get('/made'), { origin })
    expect(originRequest?.headers.has('set-cookie')).toBe(false)
    expect(response).toSetCookie('ab-checkout')
  })
})

describe('who takes part', () => {
  const recipe = abTest({
    name: 'checkout',
    variants: { a: 0, b: 1 },
    path: ['/checkout{/*rest}', '/cart'],
    rewrite: (uri, variant) => (variant === 'b' ? `/b${uri}` : uri),
    exclude: ({ request }) => request.cookies.has('staff'),
    preview: false,
  })

  test.each<[target: string, uri: string, cookie: boolean]>([
    ['/checkout', '/b/checkout', true],
    ['/checkout/pay?step=2', '/b/checkout/pay', true],
    ['/cart', '/b/cart', true],
    ['/%63heckout/pay', '/b/%63heckout/pay', true],
    ['/', '/', false],
    ['/b/checkout', '/b/checkout', false],
  ])('a request for %s is one for %s', async (target, uri, cookie) => {
    const { viewerRequest, response } = await runCycle(recipe, get(target), { origin })
    expect(viewerRequest).toRewriteTo(uri)
    expect(response.cookies.has('ab-checkout')).toBe(cookie)
  })

  test('a step of its own can leave visitors out', async () => {
    const event = get('/cart', { cookies: { staff: '1' } })
    const { response } = await runCycle(recipe, event, { origin })
    expect(response.headers.has('set-cookie')).toBe(false)
  })

  test('without a preview, its parameter is one like others', async () => {
    const outcome = await run(recipe, get('/cart?preview-checkout=a'))
    expect(outcome).toRewriteTo('/b/cart?preview-checkout=a')
  })
})

describe('an exposure', () => {
  const told: unknown[] = []
  const telling = abTest({
    name: 'checkout',
    variants: { a: 1 },
    onExposure: (exposure, ctx) => told.push({ ...exposure, uri: ctx.request.uri }),
  })

  afterEach(() => {
    told.length = 0
  })

  test('is told of each request that takes part', async () => {
    await run(telling, get('/one'))
    await run(telling, get('/two', { cookies: { 'ab-checkout': 'a' } }))
    await run(telling, get('/three', { headers: { 'user-agent': googlebot } }))
    await run(telling, get('/four?preview-checkout=a'))
    expect(told).toEqual([
      { test: 'checkout', variant: 'a', first: true, uri: '/one' },
      { test: 'checkout', variant: 'a', first: false, uri: '/two' },
    ])
  })

  test.each<[how: string, fail: () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('the queue is full')
      },
    ],
    ['rejects', async () => Promise.reject(new Error('the queue is full'))],
  ])('that %s changes nothing', async (_, onExposure) => {
    const failing = abTest({ name: 'checkout', variants: { a: 1 }, onExposure })
    const { viewerRequest, response } = await runCycle(failing, get('/'), { origin })
    expect(viewerRequest?.logs).toMatchObject([
      { level: 'warn', error: { message: 'the queue is full' } },
    ])
    expect(response.body).toBe('/ a')
    expect(response).toSetCookie('ab-checkout')
  })
})

describe('hostile requests', () => {
  test.each([
    ['a cookie of 100 kB', get('/', { headers: { cookie: `ab-checkout=${'b'.repeat(100_000)}` } })],
    [
      'malformed percent-encoding',
      get('/%zz?preview-checkout=%zz', { headers: { cookie: 'ab-checkout=%zz' } }),
    ],
    [
      'many Cookie lines',
      get('/', { headers: { cookie: ['ab-checkout=c', 'ab-checkout=b', '=;;=;'] } }),
    ],
    ['no User-Agent', get('/', { headers: { 'user-agent': [] } })],
    ['control characters', get('/', { headers: { cookie: 'ab-checkout=%00%0d%0a' } })],
  ])('%s: a variant all the same', async (_, event) => {
    drawing(0)
    expect(await run(checkout, event)).toHaveHeader('x-ledge-ab-checkout', 'a')
  })

  test('an event that lacks nearly everything passes', async () => {
    const handler = ledge().use(checkout).handler('viewer-request')
    const event = { Records: [{ cf: { request: { uri: '/' } } }] }
    expect(await handler(event as never)).toMatchObject({ uri: '/' })
  })
})

test('what it needs of the policies', () => {
  const needs = (recipe: ReturnType<typeof abTest>) =>
    ledge()
      .use(recipe)
      .routes()
      .flatMap((route) => route.needs ?? [])
  expect(needs(checkout)).toEqual([
    { cacheKey: { headers: ['x-ledge-ab-checkout'] } },
    { forward: { headers: ['x-ledge-visitor-cookies'] } },
  ])
  expect(needs(abTest({ name: 'checkout', variants, rewrite: (uri) => uri }))).toEqual([
    { forward: { headers: ['x-ledge-ab-checkout'] } },
    { forward: { headers: ['x-ledge-visitor-cookies'] } },
  ])
})

describe('what is refused when the app is built', () => {
  test.each<[options: unknown, message: string]>([
    [undefined, 'abTest: expected an object of options, got undefined.'],
    [
      { variants },
      'abTest: expected name to be lower-case letters, digits and hyphens, got undefined.',
    ],
    [{ name: 'Check out', variants }, 'abTest: expected name to be lower-case letters'],
    [{ name: 'x', variants: {} }, 'abTest: expected variants to be weights of 0 and more'],
    [{ name: 'x', variants: { a: 0 } }, 'abTest: expected variants to be weights'],
    [{ name: 'x', variants: { a: -1, b: 1 } }, 'abTest: expected variants to be weights'],
    [{ name: 'x', variants: { 'a b': 1 } }, 'abTest: expected variants to be weights'],
    [
      { name: 'x', variants, rewrite: '/b' },
      'abTest: expected rewrite to be a function, got "/b".',
    ],
    [{ name: 'x', variants, preview: 'A B' }, 'abTest: expected preview to be a name, or false'],
    [{ name: 'x', variants, cookie: { maxAge: 0.5 } }, 'abTest: expected cookie to be a cookie'],
    [{ name: 'x', variants, path: null }, 'abTest: expected path to be a pattern'],
    [{ name: 'x', variants, weights: 1 }, 'abTest: expected an option among name, variants'],
  ])('%j', (options, message) => {
    expect(() => abTest(options as AbTestOptions)).toThrow(
      expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(message) }),
    )
  })

  test('a path that is no pattern', () => {
    expect(() => abTest({ name: 'x', variants, path: '/*' })).toThrow(EdgeError)
  })
})
