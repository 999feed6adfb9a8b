import 'ledge/testing/vitest'
import fc from 'fast-check'
import { EdgeError, ledge } from 'ledge'
import { type AddressRule, type RemoteOptions, remoteRules, rulesFromText } from 'ledge/recipe-kit'
import { type RedirectsOptions, redirects } from 'ledge/recipes/redirects'
import { localCache, originRequestEvent, run, viewerRequestEvent } from 'ledge/testing'
import { anyEvent, anyUri } from 'ledge/testing/arbitrary'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FileServer, fileServer } from '../fixtures/file-server.js'

type Run = ReturnType<typeof run<'viewer-request'>>
type Init = Parameters<typeof viewerRequestEvent>[1]

const at = (
  rules: RedirectsOptions['rules'],
  target: string,
  init?: Init,
  options: Omit<RedirectsOptions, 'rules' | 'at'> = {},
): Run => run(redirects({ rules, ...options }), viewerRequestEvent(target, init))

describe('a rule', () => {
  test.each<[AddressRule, string, string]>([
    [{ from: '/old', to: '/new' }, '/old', '/new'],
    [{ from: '/old', to: '/new' }, '/old/', '/new'],
    [{ from: '/old/', to: '/new/' }, '/old', '/new/'],
    [{ from: '/p/:id', to: '/products/:id.html' }, '/p/7', '/products/7.html'],
    [{ from: '/:year/:month/:slug', to: '/:slug' }, '/2024/05/hats', '/hats'],
    [{ from: '/blog{/*rest}', to: '/news/*rest' }, '/blog/a/b/', '/news/a/b/'],
    [{ from: '/blog{/*rest}', to: '/news/*rest' }, '/blog', '/news/'],
    [{ from: '/a/*rest', to: 'https://b.example/x/*rest' }, '/a/1/2', 'https://b.example/x/1/2'],
    [{ from: '/a', to: 'https://b.example' }, '/a', 'https://b.example/'],
    [{ from: '/a', to: '/b#top' }, '/a?x=1', '/b?x=1#top'],
    [{ from: '/tag/:tag', to: '/search?q=:tag' }, '/tag/a%26b', '/search?q=a%26b'],
    [{ from: '/straße', to: '/weg/ä' }, '/stra%C3%9Fe', '/weg/%C3%A4'],
    [{ from: '/a b', to: '/c' }, '/a%20b', '/c'],
  ])('%j leads from %s to %s', async (rule, target, location) => {
    expect(await at([rule], target)).toRedirectTo(location, 301)
  })

  test.each(['/%6fld', '/%6Fl%64', '//old', '/./old', '/x/../old', '/x/%2e%2E//old/'])(
    'is for /old in the spelling %s',
    async (target) => {
      expect(await at([{ from: '/old', to: '/new' }], target)).toRedirectTo('/new', 301)
    },
  )

  test.each(['/OLD', '/old/x', '/old;x', '/old%2F', '/', '/ol', '/oldx'])(
    'of /old is not for %s',
    async (target) => {
      expect(await at([{ from: '/old', to: '/new' }], target)).toPassThrough()
    },
  )

  test('is the first that fits', async () => {
    const rules = [
      { from: '/shop/sale', to: '/sale' },
      { from: '/shop/:item', to: '/store/:item' },
      { from: '/shop{/*rest}', to: '/elsewhere' },
    ]
    expect(await at(rules, '/shop/sale')).toRedirectTo('/sale')
    expect(await at(rules, '/shop/hat')).toRedirectTo('/store/hat')
    expect(await at(rules, '/shop/hat/red')).toRedirectTo('/elsewhere')
  })

  test('that leads to the path asked for lets the request be', async () => {
    const rules = [
      { from: '/keep', to: '/keep' },
      { from: '{/*rest}', to: '/closed', status: 302 },
    ] as const
    expect(await at(rules, '/keep')).toPassThrough()
    expect(await at(rules, '/closed')).toPassThrough()
    expect(await at(rules, '/%63losed')).toPassThrough()
    expect(await at(rules, '/any/thing')).toRedirectTo('/closed', 302)
  })

  test('that leads to another host leads nobody there who is there', async () => {
    const rules = [{ from: '{/*rest}', to: 'https://www.example.com/*rest' }]
    expect(await at(rules, '/a?b', { host: 'example.com' })).toRedirectTo(
      'https://www.example.com/a?b',
    )
    expect(await at(rules, '/a?b', { host: 'WWW.example.com' })).toPassThrough()
  })
})

describe('a chain for some requests only', () => {
  const rules: AddressRule[] = [
    { from: '/shop{/*rest}', to: '/*rest?from=shop#top', status: 302 },
    { from: '/hats', to: '/clothes/hats?all' },
    { from: '/p/:x', to: '/:x/b' },
    { from: '/a/:y', to: '/k/:y' },
    { from: '/c', to: '/d', cookie: 'beta' },
    { from: '/q/:x', to: '/:x' },
    { from: '/m/:x', to: '/:x/m' },
    { from: '/n/:x', to: '/:x/n' },
  ]

  test.each<[string, string, Init?]>([
    ['/shop/hats?x=1', '/clothes/hats?all&from=shop&x=1#top'],
    ['/shop/shop/shoes', '/shoes?from=shop&from=shop#top'],
    ['/p/a', '/k/b'],
    ['/m/a', '/k/m'],
    ['/q/c', '/c'],
    ['/q/c', '/d', { cookies: { beta: '1' } }],
  ])('leads from %s to the end at once: %s', async (target, location, init) => {
    expect(await at(rules, target, init)).toRedirectTo(location)
  })

  test.each(['/m/n', '/n/m', '/m/m', '/shop/shop/m/n'])(
    'leads nobody from %s about in a circle',
    async (target) => {
      expect(await at(rules, target)).toPassThrough()
    },
  )

  test('is kept by nobody where its end hangs on a cookie', async () => {
    const outcome = await at(rules, '/q/c', { cookies: { beta: '1' } })
    expect(outcome.headers.get('cache-control')).toBe('no-store')
  })
})

describe('the status', () => {
  test.each([301, 302, 303, 307, 308] as const)('%i is as the rule says', async (status) => {
    const rules = [{ from: '/a', to: '/b', status }]
    expect(await at(rules, '/a')).toRedirectTo('/b', status)
    expect(await at(rules, '/a', { method: 'POST' })).toRedirectTo('/b', status)
  })

  test('keeps the method of a POST where the rule has none', async () => {
    const rules = [{ from: '/a', to: '/b' }]
    expect(await at(rules, '/a', { method: 'HEAD' })).toRedirectTo('/b', 301)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      expect(await at(rules, '/a', { method })).toRedirectTo('/b', 308)
    }
  })
})

describe('the query', () => {
  const rules = [{ from: '/a', to: '/b?from=a' }]

  test.each([
    ['/a', '/b?from=a'],
    ['/a?x=1&x=2&%zz', '/b?from=a&x=1&x=2&%zz'],
    ['/a?from=me&x=1&fro%6D=you', '/b?from=a&x=1'],
  ])('of %s goes along behind that of the rule: %s', async (target, location) => {
    expect(await at(rules, target)).toRedirectTo(location)
  })

  test('goes along as far as it is named', async () => {
    const query = { query: ['x', 'y'] }
    expect(await at(rules, '/a?z=0&y=1&x=2', {}, query)).toRedirectTo('/b?from=a&y=1&x=2')
    expect(await at(rules, '/a?z=0', {}, { query: [] })).toRedirectTo('/b?from=a')
  })
})

describe('a condition', () => {
  const rules: AddressRule[] = [
    { from: '/a', to: '/by-host', host: ['shop.example.com', '*.shop.example.com'] },
    { from: '/a', to: '/by-cookie', cookie: 'beta' },
    { from: '/a', to: '/de/', language: ['de', 'de-CH'] },
    { from: '/a', to: '/fr/', language: 'fr' },
  ]

  test.each<[string, NonNullable<Init>, string | undefined]>([
    ['a host', { host: 'shop.example.com' }, '/by-host'],
    ['a host in another case, with a port', { host: 'SHOP.example.com:443' }, '/by-host'],
    ['a subdomain', { host: 'a.shop.example.com' }, '/by-host'],
    ['another host', { host: 'evilshop.example.com' }, undefined],
    ['a cookie', { cookies: { beta: '' } }, '/by-cookie'],
    ['another cookie', { cookies: { betas: '1' } }, undefined],
    ['a language', { headers: { 'accept-language': 'de-AT,en;q=0.5' } }, '/de/'],
    ['the language preferred', { headers: { 'accept-language': 'de;q=0.5,fr' } }, '/fr/'],
    ['another language', { headers: { 'accept-language': 'en,*;q=0.1' } }, undefined],
    ['a refused language', { headers: { 'accept-language': 'de;q=0,fr;q=0' } }, undefined],
    ['nothing', {}, undefined],
  ])('of %s', async (_, init, location) => {
    const outcome = await at(rules, '/a', init)
    if (location) expect(outcome).toRedirectTo(location)
    else expect(outcome).toPassThrough()
  })

  test('must hold with all others of its rule', async () => {
    const both = [{ from: '/a', to: '/b', cookie: ['x', 'y'], host: 'www.example.com' }]
    expect(await at(both, '/a', { cookies: { y: '1' } })).toRedirectTo('/b')
    expect(await at(both, '/a', { cookies: { y: '1' }, host: 'example.com' })).toPassThrough()
    expect(await at(both, '/a')).toPassThrough()
  })
})

describe('browsers keep an answer', () => {
  const rules: AddressRule[] = [
    { from: '/a', to: '/b' },
    { from: '/c', to: '/beta', cookie: 'beta' },
    { from: '/c', to: '/d' },
  ]
  const kept = async (target: string, init?: Init, cache?: number): Promise<unknown> =>
    (await at(rules, target, init, cache === undefined ? {} : { cache })).headers.get(
      'cache-control',
    )

  test('for an hour, or as long as `cache` says', async () => {
    expect(await kept('/a')).toBe('max-age=3600')
    expect(await kept('/a', {}, 60)).toBe('max-age=60')
    expect(await kept('/a', {}, 0)).toBe('no-store')
  })

  test('not, where another visitor may be led elsewhere', async () => {
    expect(await kept('/c', { cookies: { beta: '1' } })).toBe('no-store')
    expect(await kept('/c')).toBe('no-store')
  })
})

describe('at origin-request', () => {
  const rules: AddressRule[] = [
    { from: '/', to: '/de/', country: ['DE', 'AT'], status: 302 },
    { from: '/old/:slug', to: '/new/:slug' },
  ]
  const app = ledge().originRequest(redirects({ at: 'origin-request', rules, query: ['page'] }))

  test('rules may ask for the country', async () => {
    expect(await run(app, originRequestEvent('/', { country: 'AT' }))).toRedirectTo('/de/', 302)
    expect(await run(app, originRequestEvent('/', { country: 'FR' }))).toPassThrough()
    expect(await run(app, originRequestEvent('/'))).toPassThrough()
  })

  test('what they need is in the cache key', () => {
    expect(app.routes()[0]?.needs).toEqual({
      cacheKey: { headers: ['CloudFront-Viewer-Country'], query: ['page'] },
    })
    const plain = redirects({ at: 'origin-request', rules: [{ from: '/a', to: '/b' }] })
    expect(plain.needs).toEqual({})
  })

  test('the query goes along only as far as it is named', async () => {
    expect(await run(app, originRequestEvent('/old/a?token=secret&page=2'))).toRedirectTo(
      '/new/a?page=2',
    )
    const plain = redirects({ at: 'origin-request', rules: [{ from: '/a', to: '/b' }] })
    expect(await run(plain, originRequestEvent('/a?token=secret'))).toRedirectTo('/b')
  })

  test('a second visitor gets no redirect of another country, and no query of the first', async () => {
    const site = localCache(app, { origin: () => ({ body: 'home' }) })
    const german = await site.fetch(viewerRequestEvent('/'), { country: 'DE' })
    const french = await site.fetch(viewerRequestEvent('/'), { country: 'FR' })
    const austrian = await site.fetch(viewerRequestEvent('/'), { country: 'AT' })
    expect([german, french, austrian].map(({ response }) => response.status)).toEqual([
      302, 200, 302,
    ])

    const first = await site.fetch(viewerRequestEvent('/old/a?token=secret&page=2'))
    const second = await site.fetch(viewerRequestEvent('/old/a?page=2'))
    const third = await site.fetch(viewerRequestEvent('/old/a?page=3'))
    expect([first, second, third].map(({ cache }) => cache)).toEqual(['miss', 'hit', 'miss'])
    expect(second.response.headers.get('location')).toBe('/new/a?page=2')
    expect(third.response.headers.get('location')).toBe('/new/a?page=3')
  })
})

test('at viewer-request a warm cache keeps nobody from being redirected', async () => {
  const rules = [{ from: '/a', to: '/beta', cookie: 'beta' }]
  const site = localCache(redirects({ rules }), { origin: () => ({ body: 'a' }) })
  await site.fetch(viewerRequestEvent('/a'))
  const second = await site.fetch(viewerRequestEvent('/a', { cookies: { beta: '1' } }))
  const third = await site.fetch(viewerRequestEvent('/a'))
  expect(second.response).toRedirectTo('/beta')
  expect(third.cache).toBe('hit')
  expect(third.response.body).toBe('a')
})

describe('is refused when the app is built', () => {
  const message = (options: unknown): string => {
    try {
      redirects(options as RedirectsOptions & { at?: 'viewer-request' })
      return 'nothing'
    } catch (error) {
      return error instanceof EdgeError ? `${error.code} ${error.message}` : String(error)
    }
  }

  const rulesOf = (text: string): AddressRule[] =>
    text.split(', ').map((pair) => {
      const [from = '', to = ''] = pair.split(' -> ')
      return { from, to }
    })

  test.each([
    ['a circle', '/a -> /b, /b -> /a', '/a -> /b -> /a'],
    ['a chain', '/a -> /b, /b -> /c', '/a -> /b -> /c'],
    ['a chain by another spelling', '/a -> /%62/, /b -> /c', '/a -> /%62/ -> /c'],
    ['a chain into a pattern', '/a -> /b/x, /b/:x -> /c', '/a -> /b/x -> /c'],
    ['a chain of patterns', '/a/:x -> /b/:x, /b/:y -> /c', '/a/:x -> /b/:x -> /c'],
    ['a pattern into itself', '/:a/:b -> /:b/:a', '/:a/:b -> /:b/:a -> /:b/:a'],
    ['a splat into itself', '/b{/*r} -> /b/v2/*r', '/b{/*r} -> /b/v2/*r -> /b/v2/*r'],
    ['a splat into a pattern', '/a{/*r} -> /b/*r, /b/:x -> /e', '/a{/*r} -> /b/*r -> /e'],
    ['a catch-all', '/a -> /b, {/*r} -> /c', '/a -> /b -> /c'],
    ['a part of a segment', '/a/:x -> /b-:x, /b-:y -> /c', '/a/:x -> /b-:x -> /c'],
    ['a query, which changes nothing', '/a -> /b?x, /b -> /c', '/a -> /b?x -> /c'],
  ])('%s', (_, text, chain) => {
    expect(message({ rules: rulesOf(text) })).toBe(
      `bad-option redirects: expected rules that lead to where no rule leads on, got "${chain}".`,
    )
  })

  test.each([
    ['other folders', '/a/:x -> /b/:x, /c/:x -> /d/:x'],
    ['more segments than a rule has', '/a/:x -> /a/:x/more, /b/:x -> /a'],
    ['a chain for some values only', '/a/:x -> /b/:x, /b/y -> /c'],
    ['the same rule for some values only', '/a{/*r} -> /*r, /b -> /c'],
    ['the end of a catch-all', '/a -> /closed, {/*r} -> /closed'],
    ['another host', '{/*r} -> https://www.example.com/*r'],
    ['itself with a slash', '/a -> /a/'],
  ])('but not what leads to %s', (_, text) => {
    expect(message({ rules: rulesOf(text) })).toBe('nothing')
  })

  test('a chain for all who come by the first rule, and not one for some of them', () => {
    const chain = (first: object, second: object): string =>
      message({
        rules: [
          { from: '/a', to: '/b', ...first },
          { from: '/b', to: '/c', ...second },
        ],
      })
    expect(chain({ host: 'x.example' }, {})).toMatch('/a -> /b -> /c')
    expect(chain({ host: 'x.example' }, { host: ['x.example', 'y.example'] })).toMatch('->')
    expect(chain({ host: 'x.example' }, { host: 'y.example' })).toBe('nothing')
    expect(chain({}, { cookie: 'beta' })).toBe('nothing')
    expect(chain({ to: 'https://x.example/b' }, { host: 'x.example' })).toMatch('->')
    expect(chain({ to: 'https://x.example/b' }, { host: 'y.example' })).toBe('nothing')
    expect(chain({ to: 'https://x.example/b' }, {})).toBe('nothing')
  })

  test.each([
    [{}, 'expected rules to be a list of rules, or remoteRules, got undefined'],
    [{ rules: {} }, 'expected rules to be a list of rules, or remoteRules'],
    [{ rules: [], remot: {} }, 'expected an option among rules, at, cache, query, got "remot"'],
    [{ rules: [], at: 'viewer-response' }, 'expected at to be viewer-request or origin-request'],
    [{ rules: [], cache: -1 }, 'expected cache to be a whole number of seconds, got -1'],
    [{ rules: [], query: 'x' }, 'expected query to be a list of names, got "x"'],
    [{ rules: [null] }, 'expected rules from a path to an address, got null'],
    [{ rules: [{ from: '/a' }] }, 'expected rules from a path to an address'],
    [{ rules: [{ to: '/a' }] }, 'expected rules from a path to an address'],
    [{ rules: [{ from: 'a', to: '/a' }] }, 'expected rules from a path to an address'],
    [{ rules: [{ from: Symbol('a'), to: '/a' }] }, 'expected rules from a path to an address'],
    [{ rules: [{ from: '/a', to: '/b', host: null }] }, 'expected host to be such as'],
    [{ rules: [{ from: '/a', to: '/b', host: [null] }] }, 'expected host to be such as'],
    [{ rules: [{ from: '/a', to: '/b', language: 7 }] }, 'expected language to be such as'],
    [{ rules: [{ from: '/a', to: '/b', language: [null] }] }, 'expected language to be such as'],
    [{ rules: [{ from: '/a', to: '/b', cookie: {} }] }, 'expected cookie to be such as'],
    [
      { at: 'origin-request', rules: [{ from: '/a', to: '/b', country: true }] },
      'expected country to be such as',
    ],
    [{ rules: [{ from: '/a', to: '/b', hosts: 'x' }] }, 'got "hosts"'],
    [{ rules: [{ from: '/a', to: '/b', status: 404 }] }, 'expected a status of 200, 301'],
    [{ rules: [{ from: '/a', to: '//evil.example' }] }, 'got "//evil.example"'],
    [{ rules: [{ from: '/a', to: '/\\evil.example' }] }, 'with a fixed host'],
    [{ rules: [{ from: '/a/:h', to: 'https://:h/' }] }, 'with a fixed host'],
    [{ rules: [{ from: '/a', to: 'javascript:alert(1)' }] }, 'with a fixed host'],
    [{ rules: [{ from: '/a/:x', to: '/b/:y' }] }, 'expected /b/:y to use params of its rule (x)'],
    [
      { rules: [{ from: '/a', to: '/b', host: 'https://x' }] },
      'expected host to be such as example.com',
    ],
    [{ rules: [{ from: '/a', to: '/b', host: [] }] }, 'expected host to be such as example.com'],
    [{ rules: [{ from: '/a', to: '/b', language: '*' }] }, 'expected language to be such as de'],
    [{ rules: [{ from: '/a', to: '/b', cookie: 'a b' }] }, 'expected cookie to be such as session'],
    [
      { rules: [{ from: '/a', to: '/b', country: 'DE' }] },
      'rules of viewer-request without country',
    ],
    [
      { at: 'origin-request', rules: [{ from: '/a', to: '/b', cookie: 'x' }] },
      'expected rules of origin-request without cookie, got "x"',
    ],
    [
      { at: 'origin-request', rules: [{ from: '/a', to: '/b', country: 'UK' }] },
      'expected country to be such as DE or GB, got "UK"',
    ],
  ])('%j', (options, expected) => {
    expect(message(options)).toMatch('bad-option redirects')
    expect(message(options)).toContain(expected)
  })

  test('what is no pattern', () => {
    expect(message({ rules: [{ from: '/a(.*)', to: '/b' }] })).toBe(
      "bad-path redirects: Express 4 wrote '/a(.*)'; write '/a*rest' and check in the middleware what a param may be.",
    )
  })
})

describe('text', () => {
  const text = `
    # Pages that moved
    /old            /new
    /shop/:item     /store/:item     302   # for now
    /blog/*         /news/:splat     301!
    /app/*          /index.html      200
    /               /de/             302   Language=de,de-CH
    /beta           /preview/        307   Cookie=beta,alpha
    https://shop.example.com/*   https://www.example.com/shop/:splat   308
    /a(1)+b         /c
  `

  test.each<[string, Init, string, number]>([
    ['/old', {}, '/new', 301],
    ['/shop/hat', {}, '/store/hat', 302],
    ['/blog', {}, '/news/', 301],
    ['/blog/a/b', {}, '/news/a/b', 301],
    ['/', { headers: { 'accept-language': 'de-CH' } }, '/de/', 302],
    ['/beta', { cookies: { alpha: '1' } }, '/preview/', 307],
    ['/any/thing', { host: 'shop.example.com' }, 'https://www.example.com/shop/any/thing', 308],
    ['/a(1)+b', {}, '/c', 301],
  ])('leads from %s', async (target, init, location, status) => {
    expect(await at(rulesFromText(text), target, init)).toRedirectTo(location, status)
  })

  test.each(['/app/x', '/', '/beta'])('leaves %s', async (target) => {
    expect(await at(rulesFromText(text), target)).toPassThrough()
  })
})

describe('a remote table', () => {
  let server: FileServer
  beforeEach(async () => {
    server = await fileServer('/a /remote')
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 })
  })
  afterEach(async () => {
    vi.useRealTimers()
    await server.close()
  })
  const pass = (seconds: number): void => {
    vi.setSystemTime(Date.now() + seconds * 1000)
  }
  const first = [{ from: '/a', to: '/built-in' }]
  const appOf = (options: Partial<RemoteOptions> = {}): ReturnType<typeof ledge> => {
    const rules = remoteRules({ url: server.url, first, ttl: 10, timeout: 3, ...options })
    return ledge().viewerRequest(redirects({ rules }))
  }
  const location = async (app: ReturnType<typeof ledge>): Promise<unknown> =>
    (await run(app, viewerRequestEvent('/a'))).headers.get('location')

  test('replaces the rules of the app, and follows its changes', async () => {
    const app = appOf().handler('viewer-request')
    const to = async (): Promise<unknown> =>
      ((await app(viewerRequestEvent('/a'))) as { headers: Record<string, unknown> }).headers
        .location
    expect(await to()).toMatchObject([{ value: '/remote' }])
    server.file = '/a /changed'
    pass(9)
    expect(await to()).toMatchObject([{ value: '/remote' }])
    pass(1)
    expect(await to()).toMatchObject([{ value: '/changed' }])
    server.file = ''
    pass(10)
    expect(await to()).toBeUndefined()
  })

  test('that is down or slow leaves the rules of the app', async () => {
    server.answer = (response) => response.writeHead(503).end()
    expect(await location(appOf())).toBe('/built-in')
    server.answer = () => {}
    expect(await location(appOf({ timeout: 0.1 }))).toBe('/built-in')
  })

  test.each([
    '/a //evil.example',
    '/a /b 404',
    '/a(.*) /b {',
    '/a https://:host/',
    '/a',
    'nonsense and more',
    '/a /b 302 Country=DE',
  ])('with a fault counts for nothing: %j', async (file) => {
    server.file = file
    const outcome = await run(appOf(), viewerRequestEvent('/a'))
    expect(outcome).toRedirectTo('/built-in')
    expect(outcome.logs).toMatchObject([{ level: 'warn', error: { code: 'bad-option' } }])
  })

  test('has no rules by country, where the cache key has none', async () => {
    server.file = '/a /b 302 Country=DE'
    const event = originRequestEvent('/a', { country: 'DE' })
    const to = async (first: AddressRule[]): Promise<unknown> => {
      const rules = remoteRules({ url: server.url, first })
      const outcome = await run(redirects({ at: 'origin-request', rules }), event)
      return outcome.headers.get('location')
    }
    expect(await to(first)).toBe('/built-in')
    expect(await to([...first, { from: '/x', to: '/y', country: 'DE' }])).toBe('/b')
  })

  test('is refused with wrong options', () => {
    const refused = (options: object): (() => unknown) => {
      const all = { url: 'https://config.example.com/', ...options }
      return () => redirects({ rules: remoteRules(all) })
    }
    expect(refused({ url: 'http://config.example.com/' })).toThrow(
      'expected url to be an https URL',
    )
    expect(refused({ tll: 5 })).toThrow('got "tll"')
    expect(refused({ first: [{ from: '/a', to: '//b' }] })).toThrow('got "//b"')
    expect(refused({ first: 5 })).toThrow('expected rules to be a list of rules, or remoteRules')
  })
})

describe('whatever is asked for', () => {
  const rules: AddressRule[] = [
    { from: '/a/:x', to: '/:x' },
    { from: '/b{/*rest}', to: '/*rest' },
    { from: '/c/:x-:y.html', to: '/:y/:x?z=:x#:y' },
    { from: '/d{/:x}/:y', to: '/:x/:y' },
    { from: '/out/*rest', to: 'https://b.example/*rest' },
  ]
  const app = ledge()
  for (const rule of rules) app.viewerRequest(redirects({ rules: [rule] }))
  const hostile = fc.constantFrom('//', '/\\', '%2F', '%5C', '@', ':', '%09', '%0d%0a', '\\', '%2e')
  const uri = fc
    .tuple(
      fc.constantFrom('/a/', '/b/', '/c/1-', '/d/', '/out/'),
      fc.array(fc.oneof(hostile, fc.constant('evil.example'), anyUri()), { maxLength: 4 }),
      fc.constantFrom('', '.html', '/'),
    )
    .map(([start, middle, end]) => start + middle.join('') + end)

  test('the answer stays on the host, unless the rule names another', async () => {
    let answers = 0
    await fc.assert(
      fc.asyncProperty(uri, async (target) => {
        const outcome = await run(app, viewerRequestEvent(target))
        const location = outcome.headers.get('location')
        if (location === undefined) return
        answers++
        const { host } = new URL(location, 'https://www.example.com/')
        expect(host).toBe(
          location.startsWith('https://b.example/') ? 'b.example' : 'www.example.com',
        )
        expect(location).toMatch(/^(\/(?!\/)|https:\/\/b\.example\/)[!-~]*$/)
      }),
      { numRuns: 600 },
    )
    expect(answers).toBeGreaterThan(100)
  })

  test('the app answers or passes', async () => {
    await fc.assert(
      fc.asyncProperty(anyEvent('viewer-request'), async (event) => {
        expect((await run(app, event)).kind).not.toBe('failed')
      }),
    )
  })

  test('a large or odd header decides nothing', async () => {
    const conditions: AddressRule[] = [
      { from: '/', to: '/x', cookie: 'constructor' },
      { from: '/', to: '/y', language: 'de', host: 'www.example.com' },
    ]
    const odd: NonNullable<Init>['headers'][] = [
      { 'accept-language': 'x'.repeat(100_000) },
      { 'accept-language': ';q=,,;,de;q=2' },
      { cookie: `${'a=b; '.repeat(20_000)}` },
      { cookie: '__proto__=1; =; ;constructor' },
      { cookie: ['a', 'b=c'] },
    ]
    for (const headers of odd) {
      expect(await at(conditions, '/', { headers })).toPassThrough()
    }
  })
})

test('rules that were taken lead no one on: one redirect is all', async () => {
  const segment = fc.constantFrom('a', 'b', ':x', ':y', 'a-:x', 'c')
  const path = fc
    .tuple(fc.array(segment, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '{/*z}', '/*z'))
    .map(([segments, end]) => `/${segments.join('/')}${end}`)
    .filter((text) => new Set(text.match(/:\w/g)).size === (text.match(/:\w/g) ?? []).length)
  const rule = fc.record({ from: path, to: path.map((text) => text.replace(/[{}]/g, '')) })
  let taken = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(rule, { minLength: 1, maxLength: 4 }),
      fc.array(fc.constantFrom('a', 'b', 'c', 'a-b', 'a-c'), { minLength: 1, maxLength: 4 }),
      async (rules, segments) => {
        let app: ReturnType<typeof ledge>
        try {
          app = ledge().viewerRequest(redirects({ rules }))
        } catch {
          return
        }
        const first = await run(app, viewerRequestEvent(`/${segments.join('/')}`))
        const location = first.headers.get('location')
        if (location === undefined) return
        taken++
        expect(await run(app, viewerRequestEvent(location))).toPassThrough()
      },
    ),
    { numRuns: 3000 },
  )
  expect(taken).toBeGreaterThan(50)
})
