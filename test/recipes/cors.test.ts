import { Hono } from 'hono'
import { cors as honoCors } from 'hono/cors'
import { html, ledge, serviceUnavailable, text, unauthorized } from 'ledge'
import { basicAuth, hashPassword } from 'ledge/recipes/basic-auth'
import { type CorsOptions, cors } from 'ledge/recipes/cors'
import {
  localCache,
  type OriginAnswer,
  originResponseEvent,
  type RunOutcome,
  run,
  type ViewerRequestInit,
  viewerRequestEvent,
} from 'ledge/testing'
import 'ledge/testing/vitest'
import { describe, expect, test } from 'vitest'

const shop = 'https://shop.example'
const blog = 'https://blog.example'
const evil = 'https://evil.example'
const listed = { origin: [shop, 'https://*.preview.example', blog] } satisfies CorsOptions

const from = (origin?: string | string[]): ViewerRequestInit =>
  origin === undefined ? {} : { headers: { origin } }

function preflight(
  options: CorsOptions,
  origin: string | string[] = shop,
  headers: Record<string, string> = {},
): Promise<RunOutcome<'viewer-request'>> {
  const asks = { origin, 'access-control-request-method': 'PUT', ...headers }
  const init = { method: 'OPTIONS', headers: asks }
  return run(ledge().use(cors(options)), viewerRequestEvent('/api', init))
}

function corsHeaders(headers: Iterable<[string, string]>): Record<string, string> {
  const ours = [...headers].filter(([name]) => /^(?:access-control-|vary$)/.test(name))
  return Object.fromEntries(ours.map(([name, value]) => [name, value.replaceAll(', ', ',')]))
}

describe('a preflight is answered at the edge', () => {
  test('with what the site may do', async () => {
    const outcome = await preflight({ ...listed, credentials: true }, shop, {
      'access-control-request-headers': 'content-type,x-api-key',
    })
    expect(outcome).toReplyWith(204)
    expect(outcome.body).toBeUndefined()
    expect(outcome).toHaveHeader('cache-control', 'no-store')
    expect(corsHeaders(outcome.headers)).toEqual({
      'access-control-allow-origin': shop,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET,HEAD,PUT,PATCH,POST,DELETE',
      'access-control-allow-headers': 'content-type,x-api-key',
      'access-control-max-age': '600',
      vary: 'Origin',
    })
  })

  test('as the options say', async () => {
    const outcome = await preflight({
      methods: ['GET', 'PUT'],
      allowedHeaders: ['Content-Type', 'Authorization'],
      maxAge: 0,
    })
    expect(corsHeaders(outcome.headers)).toEqual({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET,PUT',
      'access-control-allow-headers': 'Content-Type,Authorization',
      'access-control-max-age': '0',
    })
  })

  test.each([
    evil,
    'null',
    'https://shop.example.evil.example',
    'https://preview.example',
    '__proto__',
    `https://${'a'.repeat(5000)}.preview.example`,
    [shop, evil],
  ])('and a site that is not listed, %j, is told nothing', async (origin) => {
    const outcome = await preflight(listed, origin)
    expect(outcome).toReplyWith(204)
    expect(corsHeaders(outcome.headers)).toEqual({ vary: 'Origin' })
  })

  test.each(['x-a\u00e9', 'x-a: b', 'x-a;b', `x-${'a'.repeat(2000)}`, ''])(
    'request headers that are none, as %j, are not granted',
    async (asked) => {
      const outcome = await preflight(listed, shop, { 'access-control-request-headers': asked })
      expect(outcome).toHaveHeader('access-control-allow-origin', shop)
      expect(outcome).not.toHaveHeader('access-control-allow-headers')
    },
  )

  test('what else is OPTIONS goes on', async () => {
    const app = ledge().use(cors(listed))
    const init = { method: 'OPTIONS', ...from(shop) }
    expect(await run(app, viewerRequestEvent('/', init))).toPassThrough()
    expect(await run(app, viewerRequestEvent('/', { method: 'OPTIONS' }))).toPassThrough()
    expect(await run(app, viewerRequestEvent('/', from(evil)))).toPassThrough()
  })

  test('only where the recipe is for', async () => {
    const app = ledge().use('/api{/*rest}', cors(listed))
    const asks = { origin: shop, 'access-control-request-method': 'PUT' }
    const init = { method: 'OPTIONS', headers: asks }
    for (const path of ['/api/7', '/%61pi/7', '//api/7', '/x/../api/7', '/api/']) {
      expect(await run(app, viewerRequestEvent(path, init))).toReplyWith(204)
    }
    for (const path of ['/other', '/API', '/api;x', '/api/../other', '/%']) {
      expect(await run(app, viewerRequestEvent(path, init))).toPassThrough()
    }
  })
})

const modes: readonly CorsOptions[] = [
  { ...listed, credentials: true },
  { ...listed, credentials: true, cached: 'shared' },
  { ...listed, credentials: true, cached: false },
]

/** What the origin says by itself is of no account. */
const wrong = { 'access-control-allow-origin': '*', 'access-control-allow-credentials': 'true' }
const origin = ({ uri }: { uri: string }): OriginAnswer => ({
  status: uri === '/missing' ? 404 : uri === '/broken' ? 500 : 200,
  headers: { ...wrong, 'access-control-expose-headers': 'etag', vary: 'Accept-Encoding' },
})

describe.each(modes)('behind an auth guard, %j', (options) => {
  const users = { ann: hashPassword('secret', 10) }
  const authorization = `Basic ${btoa('ann:secret')}`
  const site = localCache(
    ledge()
      .use(cors({ ...options, exposedHeaders: ['x-total', 'etag'] }))
      .viewerRequest(basicAuth({ users, preflight: false }))
      .viewerRequest('/thrown', () => {
        throw new Error('a mistake')
      })
      .originRequest('/generated', () => html('made here'))
      .originRequest('/refused', () => serviceUnavailable())
      .originResponse('/replaced', () => text('made there')),
    { origin, ttl: options.cached === false ? { max: 0 } : {} },
  )
  const told = {
    'access-control-allow-origin': shop,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'x-total,etag',
  }

  test('a preflight passes', async () => {
    const headers = { origin: shop, 'access-control-request-method': 'DELETE' }
    const { response } = await site.fetch(viewerRequestEvent('/', { method: 'OPTIONS', headers }))
    expect(response.status).toBe(204)
    expect(corsHeaders(response.headers)).toMatchObject(told)
  })

  test('a 401 can be read', async () => {
    const { response } = await site.fetch(viewerRequestEvent('/', from(shop)))
    expect(response.status).toBe(401)
    expect(corsHeaders(response.headers)).toEqual({ ...told, vary: 'Origin' })
  })

  test.each(['/', '/generated', '/refused', '/replaced', '/missing', '/broken', '/thrown'])(
    'and so can %s, from the origin and from the cache',
    async (uri) => {
      const isUnseen = options.cached === 'shared' && /^\/(?:missing|broken)$/.test(uri)
      for (let i = 0; i < 2; i++) {
        const headers = { authorization, origin: shop }
        const { response, cache } = await site.fetch(viewerRequestEvent(uri, { headers }))
        if (uri === '/') expect(cache).toBe(options.cached !== false && i > 0 ? 'hit' : 'miss')
        expect(corsHeaders(response.headers)).toMatchObject(isUnseen ? wrong : told)
        expect(
          response.headers
            .getAll('vary')
            .join()
            .match(/Origin/g) ?? [],
        ).toHaveLength(isUnseen ? 0 : 1)
      }
    },
  )
})

describe.each(modes)('on a warm cache, %j', (options) => {
  test("no site gets another one's headers", async () => {
    const site = localCache(ledge().use(cors(options)), {
      origin,
      ttl: options.cached === false ? { max: 0 } : {},
    })
    const visitors = [shop, evil, blog, undefined, 'null', 'https://a.preview.example', shop]
    for (const visitor of [...visitors, ...visitors.toReversed()]) {
      const { response } = await site.fetch(viewerRequestEvent('/', from(visitor)))
      const isKnown = visitor !== undefined && visitor !== evil && visitor !== 'null'
      const { vary, ...headers } = corsHeaders(response.headers)
      expect(headers).toEqual({
        'access-control-expose-headers': 'etag',
        ...(isKnown && {
          'access-control-allow-origin': visitor,
          'access-control-allow-credentials': 'true',
        }),
      })
      expect(response.headers.getAll('vary')).toEqual(['Accept-Encoding', 'Origin'])
    }
  })
})

describe.each(modes)('where a step rewrites the uri, %j', (options) => {
  const askedOf = (app: ReturnType<typeof ledge>) => {
    const rewriting = app
      .viewerRequest('/api/*rest', (ctx, next) => {
        ctx.request.uri = ctx.request.uri.replace('/api/', '/v1/')
        return next()
      })
      .viewerRequest('/v1/refused', () => serviceUnavailable())
    const ttl = options.cached === false ? { max: 0 } : {}
    const site = localCache(rewriting, { origin, ttl })
    return async (path: string, init: ViewerRequestInit = from(shop)) =>
      corsHeaders((await site.fetch(viewerRequestEvent(path, init))).response.headers)
  }
  const told = { 'access-control-allow-origin': shop, 'access-control-allow-credentials': 'true' }
  const asks = { origin: shop, 'access-control-request-method': 'PUT' }
  const preflight = { method: 'OPTIONS', headers: asks }

  test.each<[string, ReturnType<typeof ledge>]>([
    [
      'the paths before and after',
      ledge().use({ path: ['/api{/*rest}', '/v1{/*rest}'] }, cors(options)),
    ],
    ['no path', ledge().use(cors(options))],
  ])('a match of %s has preflights, answers and responses told', async (_, app) => {
    const asked = askedOf(app)
    expect(await asked('/api/7', preflight)).toMatchObject(told)
    expect(await asked('/api/7')).toMatchObject(told)
    expect(await asked('/api/refused')).toMatchObject(told)
    expect(await asked('/api/7', from(evil))).not.toHaveProperty('access-control-allow-origin')
  })

  test('a match of the path before has preflights told, and no response', async () => {
    const asked = askedOf(ledge().use('/api{/*rest}', cors(options)))
    expect(await asked('/api/7', preflight)).toMatchObject(told)
    expect(await asked('/api/7')).toMatchObject(wrong)
  })
})

test('one cached response is shared by all origins, or kept for each', async () => {
  const cachesOf = async (options: CorsOptions) => {
    const site = localCache(ledge().use(cors(options)), { origin })
    const visits = [shop, blog, shop, evil].map((visitor) => async () => {
      return (await site.fetch(viewerRequestEvent('/', from(visitor)))).cache
    })
    const caches: string[] = []
    for (const visit of visits) caches.push(await visit())
    return caches
  }
  expect(await cachesOf({ ...listed, cached: 'shared' })).toEqual(['miss', 'hit', 'hit', 'hit'])
  expect(await cachesOf(listed)).toEqual(['miss', 'miss', 'hit', 'miss'])
  expect(await cachesOf({})).toEqual(['miss', 'hit', 'hit', 'hit'])
})

test.each<[options: CorsOptions, triggers: string[], needs: unknown]>([
  [{}, ['viewer-request', 'origin-response'], { cacheKey: { headers: [] } }],
  [listed, ['viewer-request', 'origin-response'], { cacheKey: { headers: ['Origin'] } }],
  [
    { ...listed, cached: false },
    ['viewer-request', 'origin-response'],
    { forward: { headers: ['Origin'] } },
  ],
  [
    { ...listed, cached: 'shared' },
    ['viewer-request', 'viewer-response'],
    { cacheKey: { headers: [] } },
  ],
])('%j: triggers and needs', (options, triggers, needs) => {
  const app = ledge().use(cors(options))
  expect(app.triggers()).toEqual(triggers)
  expect(app.routes().map((route) => route.needs)).toEqual([needs, needs])
})

test('a Vary that names Origin, or all, stays as it is', async () => {
  for (const vary of ['Accept, origin', '*']) {
    const event = originResponseEvent('/', { headers: { vary }, request: from(shop) })
    const outcome = await run(ledge().use(cors(listed)), event)
    expect(outcome.headers.getAll('vary')).toEqual([vary])
    expect(outcome).toHaveHeader('access-control-allow-origin', shop)
  }
})

describe("what a listed site is told is what Hono's cors tells it", () => {
  const both = { origin: [shop, blog], credentials: true, maxAge: 60 } as const
  const methods = ['GET', 'POST']
  const hono = new Hono()
    .use(
      honoCors({
        ...both,
        origin: [...both.origin],
        allowMethods: methods,
        exposeHeaders: ['x-total'],
      }),
    )
    .get('/', (c) => c.text('hello'))
    .get('/refused', (c) => c.text('no', 401))
  const app = ledge()
    .use(cors({ ...both, methods, exposedHeaders: ['x-total'] }))
    .viewerRequest('/refused', () => unauthorized())
    .viewerRequest('/', () => text('hello'))
  const ask = async (path: string, method: string, headers: Record<string, string>) => {
    const theirs = await hono.request(path, { method, headers })
    const ours = await run(app, viewerRequestEvent(path, { method, headers }))
    expect(ours.status).toBe(theirs.status)
    return [corsHeaders(ours.headers), corsHeaders(theirs.headers)] as const
  }

  test.each(['/', '/refused'])('%s', async (path) => {
    for (const site of [shop, blog]) {
      const [ours, theirs] = await ask(path, 'GET', { origin: site })
      expect(ours).toEqual(theirs)
    }
  })

  test('a preflight', async () => {
    const [ours, theirs] = await ask('/', 'OPTIONS', {
      origin: shop,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'x-a, x-b',
    })
    // No cache keeps an answer to OPTIONS, and this one says no-store: Origin is enough of a Vary.
    expect(ours).toEqual({ ...theirs, vary: 'Origin' })
  })

  test('a site that is not listed has no Allow-Origin there either', async () => {
    const [ours, theirs] = await ask('/', 'GET', { origin: evil })
    expect(theirs).not.toHaveProperty('access-control-allow-origin')
    expect(ours).toEqual({ vary: 'Origin' })
  })
})

test.each<[options: unknown, message: RegExp]>([
  [null, /an object of options, got null/],
  [{ origins: ['*'] }, /an option among origin, .*got "origins"/],
  [{ origin: shop }, /origin to be \*, or origins such as .*got "https:\/\/shop.example"/],
  [{ origin: [] }, /origin to be/],
  [{ origin: ['*'] }, /origin to be/],
  [{ origin: ['null'] }, /origin to be/],
  [{ origin: [`${shop}/`] }, /origin to be/],
  [{ origin: [/.*/] }, /origin to be .* expressions that do not fit every origin/],
  [{ credentials: true }, /no \* with credentials, got "\*"/],
  [{ ...listed, credentials: true, allowedHeaders: ['*'] }, /no \* with credentials/],
  [{ ...listed, credentials: true, exposedHeaders: ['x-a', '*'] }, /no \* with credentials/],
  [{ methods: ['get'] }, /methods to be a list of methods that CloudFront takes/],
  [{ methods: ['QUERY'] }, /methods to be/],
  [{ methods: 'GET' }, /methods to be/],
  [{ allowedHeaders: ['x a'] }, /allowedHeaders to be a list of header names/],
  [{ allowedHeaders: ['x-a\r\nx-b'] }, /allowedHeaders to be/],
  [{ exposedHeaders: [7] }, /exposedHeaders to be/],
  [{ credentials: 'true' }, /credentials to be true or false/],
  [{ maxAge: -1 }, /maxAge to be a whole number of seconds/],
  [{ cached: true }, /cached to be by-origin, shared or false, got true/],
])('%o is refused where the app is built', (options, message) => {
  const build = () => cors(options as CorsOptions)
  expect(build).toThrow(message)
  expect(build).toThrow(/^cors: expected /)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
})
