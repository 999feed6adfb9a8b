import { createCarry, forbidden, ledge, redirect, tap, text, withNeeds } from 'ledge'
import { localCache, originRequestEvent, runCycle, viewerRequestEvent } from 'ledge/testing'
import { describe, expect, test } from 'vitest'
import type { CloudFrontRequest } from '../../src/event.js'
import { withUri } from '../fixtures/with-uri.js'

/** An app that says at each trigger that it was there, and in what order. */
function diary() {
  const seen: string[] = []
  const app = ledge()
  app.viewerRequest(tap((ctx) => void seen.push(ctx.trigger)))
  app.originRequest(tap((ctx) => void seen.push(ctx.trigger)))
  app.originResponse(tap((ctx) => void seen.push(ctx.trigger)))
  app.viewerResponse(tap((ctx) => void seen.push(ctx.trigger)))
  return { app, seen }
}

const all = ['viewer-request', 'origin-request', 'origin-response', 'viewer-response']
const event = viewerRequestEvent('/a?b=c', { cookies: { sid: '1', ab: 'b' } })

describe('the triggers run', () => {
  test('one after another, where the cache has nothing', async () => {
    const { app, seen } = diary()
    const cycle = await runCycle(app, event, { origin: () => ({ body: 'hello' }) })
    expect(seen).toEqual(all)
    expect(cycle.cache).toBe('miss')
    expect(cycle.response.body).toBe('hello')
    expect(cycle.originResponse?.kind).toBe('passed')
  })

  test('those of the viewer alone, where the cache has it', async () => {
    const { app, seen } = diary()
    const { cache, response, originRequest } = await runCycle(app, event, {
      origin: () => expect.unreachable(),
      cached: { body: 'stored' },
    })
    expect(seen).toEqual(['viewer-request', 'viewer-response'])
    expect({ cache, body: response.body, originRequest }).toEqual({ cache: 'hit', body: 'stored' })
  })

  test('none behind viewer-request where it answers', async () => {
    const app = ledge()
    app.viewerRequest(() => redirect('/new'))
    app.viewerResponse(() => expect.unreachable())
    const cycle = await runCycle(app, event, { origin: () => expect.unreachable() })
    expect(cycle).toMatchObject({ cache: 'skipped', response: { status: 302 } })
  })

  test('no origin-response where origin-request answers', async () => {
    const { app, seen } = diary()
    app.originRequest(() => text('made at the edge'))
    const cycle = await runCycle(app, event, { origin: () => expect.unreachable() })
    expect(seen).toEqual(all.filter((trigger) => trigger !== 'origin-response'))
    expect(cycle.response.body).toBe('made at the edge')
  })

  test.each([399, 400, 404, 503])(
    'viewer-response not where the origin answers %i',
    async (status) => {
      const { app, seen } = diary()
      await runCycle(app, event, { origin: () => ({ status }) })
      expect(seen).toEqual(status < 400 ? all : all.slice(0, 3))
    },
  )

  test('not for what the app does not do', async () => {
    const cycle = await runCycle(ledge(), event, { origin: () => ({ body: 'hello' }) })
    expect(cycle.response.body).toBe('hello')
    expect(cycle.viewerRequest).toBeUndefined()
  })
})

describe('a request on its way to the origin', () => {
  test('is the one that viewer-request left, with what the policies carry', async () => {
    const app = ledge()
    app.viewerRequest(tap((ctx) => ctx.request.headers.set('x-a', '1')))
    let sent: CloudFrontRequest | undefined
    await runCycle(app, event, {
      origin(request) {
        sent = request
        return {}
      },
      key: { headers: ['X-A', 'CloudFront-Viewer-Country'], query: ['b'] },
      forward: { cookies: ['ab'], headers: ['host', 'X-Not-There'] },
      country: 'DE',
      device: 'mobile',
    })
    const expected = originRequestEvent('/a?b=c', {
      headers: { host: 'www.example.com', 'x-a': '1', cookie: 'ab=b' },
      country: 'DE',
    })
    expect(sent).toEqual({ ...expected.Records[0].cf.request, headers: expect.anything() })
    expect(Object.keys(sent?.headers ?? {}).sort()).toEqual(
      Object.keys(expected.Records[0].cf.request.headers).sort(),
    )
    expect(sent?.headers.cookie).toEqual([{ key: 'Cookie', value: 'ab=b' }])
  })

  test('carries nothing of the viewer by default, and everything with all', async () => {
    const origin = (request: CloudFrontRequest) => ({ body: JSON.stringify(request) })
    const none = await runCycle(ledge(), event, { origin })
    expect(none.response.body).not.toMatch(/sid|b=c|www\.example|Mozilla/)
    const every = { headers: 'all', cookies: 'all', query: 'all' } as const
    const whole = await runCycle(ledge(), event, { origin, forward: every })
    expect(whole.response.body).toMatch(/sid=1.*/)
    expect(whole.response.body).toMatch(/"querystring":"b=c"/)
    expect(whole.response.body).toMatch(/Mozilla/)
  })

  test('keeps every byte of a query and of cookies that all go on', async () => {
    const sent: CloudFrontRequest[] = []
    const init = { headers: { cookie: ['flag;  a=1;b = 2', '=x'] } }
    const untidy = viewerRequestEvent('/?a=1&&b&', init)
    await runCycle(ledge(), untidy, {
      origin: (request) => ({ body: String(sent.push(request)) }),
      key: { query: 'all' },
      forward: { cookies: 'all' },
    })
    expect(sent[0]?.querystring).toBe('a=1&&b&')
    expect(sent[0]?.headers.cookie?.map(({ value }) => value)).toEqual(init.headers.cookie)
  })

  test.each(['/a\u00a0b', '/a b', '/a?b', '/a#b', '/%zz'])(
    'has the uri %j as it is',
    async (uri) => {
      const event = withUri(viewerRequestEvent('/'), uri)
      const origin = ({ uri }: CloudFrontRequest) => ({ body: uri })
      expect((await runCycle(ledge(), event, { origin })).response.body).toBe(uri)
    },
  )

  test.each([
    ['none', {}],
    ['all', { headers: 'all' }],
  ] as const)('ends X-Forwarded-For with the address, where %s is carried', async (_, forward) => {
    const headers = { 'x-forwarded-for': ['198.51.100.1', '198.51.100.2'] }
    const forged = viewerRequestEvent('/', { headers, clientIp: '203.0.113.9' })
    const origin = ({ headers }: CloudFrontRequest) => ({
      body: JSON.stringify(headers['x-forwarded-for']?.map(({ value }) => value)),
    })
    const { response } = await runCycle(ledge(), forged, { origin, forward })
    expect(response.body).toBe('["198.51.100.1, 198.51.100.2, 203.0.113.9"]')
  })

  test('tells the device of the User-Agent, unless it is said', async () => {
    const key = { headers: ['CloudFront-Is-Mobile-Viewer'] }
    const site = localCache(ledge(), {
      origin: ({ headers }) => ({ body: headers['cloudfront-is-mobile-viewer']?.[0]?.value ?? '' }),
      key,
    })
    const mobile = viewerRequestEvent('/', { device: 'mobile' })
    expect((await site.fetch(viewerRequestEvent('/'))).response.body).toBe('false')
    expect((await site.fetch(mobile)).response.body).toBe('true')
    expect((await site.fetch(mobile, { device: 'tablet' })).response.body).toBe('false')
    const unknown = viewerRequestEvent('/', { headers: { 'user-agent': 'curl/8.14.1' } })
    expect((await site.fetch(unknown)).response.body).toBe('')
  })

  test('never has a country that the viewer made up', async () => {
    const forged = viewerRequestEvent('/', { headers: { 'cloudfront-viewer-country': 'XX' } })
    const origin = (request: CloudFrontRequest) => ({
      body: request.headers['cloudfront-viewer-country']?.[0]?.value ?? 'none',
    })
    const key = { headers: ['CloudFront-Viewer-Country'] }
    expect((await runCycle(ledge(), forged, { origin, key })).response.body).toBe('none')
    const known = await runCycle(ledge(), forged, { origin, key, country: 'DE' })
    expect(known.response.body).toBe('DE')
  })

  test('brings its body', async () => {
    const post = viewerRequestEvent('/', { body: 'name=Ada' })
    const origin = ({ method, body }: CloudFrontRequest) => ({
      body: `${method} ${atob(body?.data ?? '')}`,
    })
    expect((await runCycle(ledge(), post, { origin })).response.body).toBe('POST name=Ada')
  })
})

describe('a response on its way to the viewer', () => {
  test('keeps the origin’s body, unless origin-response puts in another', async () => {
    const origin = () => ({ body: new Uint8Array([0, 255]) })
    const plain = await runCycle(diary().app, event, { origin })
    expect([...plain.response.bytes]).toEqual([0, 255])
    const app = ledge()
    app.originResponse(
      tap((ctx) => {
        ctx.response.body = 'other'
      }),
    )
    expect((await runCycle(app, event, { origin })).response.body).toBe('other')
  })

  test('has no body for a HEAD', async () => {
    const head = viewerRequestEvent('/', { method: 'HEAD' })
    const cycle = await runCycle(ledge(), head, { origin: () => ({ body: 'hello' }) })
    expect(cycle.response.body).toBe('')
  })

  test('is a 502 where a result is refused and the run may go on', async () => {
    const app = ledge()
    app.originRequest(tap((ctx) => ctx.request.headers.set('via' as 'x', 'me')))
    const origin = () => expect.unreachable()
    await expect(runCycle(app, event, { origin })).rejects.toThrow('header-read-only')
    const cycle = await runCycle(app, event, { origin, findings: 'return' })
    expect(cycle.response.status).toBe(502)
    expect(cycle.response.headers.get('x-cache')).toMatch(/^LambdaValidationError/)
  })
})

test('an origin that does not answer with an answer is told so', async () => {
  const origin = (() => 'hello') as unknown as () => object
  await expect(runCycle(ledge(), event, { origin })).rejects.toThrow(
    'Expected the origin to answer with an object such as { status: 200, body: \'hello\' }, got "hello".',
  )
})

describe('the cache', () => {
  const counting = () => {
    let served = 0
    return () => ({ body: `page ${++served}` })
  }

  test('serves the second visitor what the first one got', async () => {
    const site = localCache(ledge(), { origin: counting() })
    const first = await site.fetch(viewerRequestEvent('/', { cookies: { ab: 'a' } }))
    const second = await site.fetch(viewerRequestEvent('/', { cookies: { ab: 'b' } }))
    expect([first.cache, second.cache]).toEqual(['miss', 'hit'])
    expect(second.response.body).toBe('page 1')
    site.clear()
    expect((await site.fetch(viewerRequestEvent('/'))).response.body).toBe('page 2')
  })

  test.each([
    ['path', {}, '/b', {}],
    ['query', { query: ['size'] }, '/?size=2', {}],
    ['header', { headers: ['X-Lang'] }, '/', { headers: { 'x-lang': 'de' } }],
    ['cookie', { cookies: ['ab'] }, '/', { cookies: { ab: 'b' } }],
  ] as const)('tells by the %s, where that is in the key', async (_, key, target, init) => {
    const site = localCache(ledge(), { origin: counting(), key })
    await site.fetch(viewerRequestEvent('/'))
    expect((await site.fetch(viewerRequestEvent(target, init))).cache).toBe('miss')
    expect((await site.fetch(viewerRequestEvent(target, init))).cache).toBe('hit')
  })

  test.each([
    ['query', '/?other=2', {}],
    ['header', '/', { headers: { 'x-other': 'de' } }],
    ['order of cookies', '/', { headers: { cookie: 'b=2; a=1' } }],
    ['method, of GET and HEAD', '/', { method: 'HEAD' }],
  ] as const)('does not tell by what is not in it: %s', async (_, target, init) => {
    const cookies = { a: '1', b: '2' }
    const site = localCache(ledge(), { origin: counting(), key: { cookies: ['a', 'b'] } })
    await site.fetch(viewerRequestEvent('/', { cookies }))
    expect((await site.fetch(viewerRequestEvent(target, { cookies, ...init }))).cache).toBe('hit')
  })

  test('tells by the country that CloudFront knows, not by one that is claimed', async () => {
    const key = { headers: ['CloudFront-Viewer-Country'] }
    const site = localCache(ledge(), { origin: counting(), key })
    await site.fetch(viewerRequestEvent('/'), { country: 'DE' })
    expect((await site.fetch(viewerRequestEvent('/'), { country: 'FR' })).cache).toBe('miss')
    const forged = viewerRequestEvent('/', { headers: { 'cloudfront-viewer-country': 'DE' } })
    expect((await site.fetch(forged, { country: 'FR' })).response.body).toBe('page 2')
  })

  test('has for key what viewer-request left, and keeps what origin-response left', async () => {
    const app = ledge()
    app.viewerRequest(tap((ctx) => (ctx.request.uri = ctx.request.uri.toLowerCase())))
    app.originResponse(tap((ctx) => ctx.response.headers.set('x-stored', '1')))
    app.viewerResponse(tap((ctx) => ctx.response.headers.append('x-sent', ctx.request.clientIp)))
    const site = localCache(app, { origin: counting() })
    await site.fetch(viewerRequestEvent('/A', { clientIp: '198.51.100.1' }))
    const second = await site.fetch(viewerRequestEvent('/a', { clientIp: '198.51.100.2' }))
    expect(second.cache).toBe('hit')
    expect(second.response.headers.get('x-stored')).toBe('1')
    expect(second.response.headers.getAll('x-sent')).toEqual(['198.51.100.2'])
  })

  test('asks the app itself what belongs into the key', async () => {
    const variant = createCarry<string>('variant')
    const app = ledge()
    app.use(variant)
    app.viewerRequest(tap((ctx) => variant.set(ctx, ctx.request.cookies.get('ab') ?? 'a')))
    app.originRequest(
      withNeeds({ forward: { query: ['page'] } }, (ctx, next) => {
        ctx.request.uri = `/${variant.get(ctx)}/${ctx.request.query.get('page')}`
        return next()
      }),
    )
    const site = localCache(app, { origin: ({ uri }) => ({ body: uri }) })
    const visit = async (ab: string, target = '/?page=1') =>
      (await site.fetch(viewerRequestEvent(target, { cookies: { ab } }))).response.body
    expect([await visit('a'), await visit('b'), await visit('a')]).toEqual(['/a/1', '/b/1', '/a/1'])
    // Only forwarded, and so wrong to decide on: the second visitor gets the first one's page.
    expect(await visit('a', '/?page=2')).toBe('/a/1')
  })

  test('hands on a stored cookie, as CloudFront does', async () => {
    const site = localCache(ledge(), { origin: () => ({ setCookies: ['sid=first; Path=/'] }) })
    await site.fetch(event)
    expect((await site.fetch(event)).response.cookies.get('sid')).toBe('first')
  })

  test.each(['POST', 'OPTIONS', 'DELETE'])('keeps no answer to %s', async (method) => {
    const site = localCache(ledge(), { origin: counting() })
    await site.fetch(viewerRequestEvent('/', { method }))
    expect((await site.fetch(viewerRequestEvent('/', { method }))).response.body).toBe('page 2')
    expect((await site.fetch(viewerRequestEvent('/'))).cache).toBe('miss')
  })

  test('keeps nothing of viewer-request, which every visitor has to pass', async () => {
    const app = ledge()
    app.viewerRequest((ctx, next) => (ctx.request.cookies.has('sid') ? next() : forbidden()))
    const site = localCache(app, { origin: counting() })
    expect((await site.fetch(event)).response.status).toBe(200)
    expect((await site.fetch(viewerRequestEvent('/a?b=c'))).response.status).toBe(403)
    expect((await site.fetch(event)).cache).toBe('hit')
  })

  test('keeps an answer of origin-request, if its cache-control allows it', async () => {
    const app = ledge()
    let made = 0
    app.originRequest('/long', () =>
      text(String(++made), { headers: { 'cache-control': 'max-age=60' } }),
    )
    app.originRequest('/no-store', () => text(String(++made)))
    const site = localCache(app, { origin: counting() })
    const body = async (target: string) =>
      (await site.fetch(viewerRequestEvent(target))).response.body
    expect([await body('/long'), await body('/long')]).toEqual(['1', '1'])
    expect([await body('/no-store'), await body('/no-store')]).toEqual(['2', '3'])
  })

  test('forgets in time, and tells how old a response is', async () => {
    const site = localCache(ledge(), {
      origin: () => ({ headers: { 'cache-control': 'max-age=60' } }),
    })
    const at = (now: number) => site.fetch(event, { now })
    expect((await at(0)).response.headers.has('age')).toBe(false)
    const late = await at(59_999)
    expect(late.cache).toBe('hit')
    expect(late.response.headers.get('age')).toBe('59')
    expect((await at(60_000)).cache).toBe('miss')
  })

  test('runs viewer-response for an error that became a page, from the second visitor on', async () => {
    const { app, seen } = diary()
    app.originResponse(
      tap((ctx) => {
        ctx.response.status = 200
        ctx.response.headers.set('cache-control', 'max-age=60')
      }),
    )
    const site = localCache(app, { origin: () => ({ status: 404 }) })
    await site.fetch(event)
    expect(seen).not.toContain('viewer-response')
    await site.fetch(event)
    expect(seen).toContain('viewer-response')
  })

  test('keeps the origin’s error for a while, and runs no viewer-response for it', async () => {
    const { app, seen } = diary()
    const site = localCache(app, { origin: () => ({ status: 404 }) })
    await site.fetch(event)
    expect((await site.fetch(event)).cache).toBe('hit')
    expect(seen).not.toContain('viewer-response')
  })
})
