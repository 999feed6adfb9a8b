import { forbidden, ledge, type Middleware, text, withNeeds } from 'ledge'
import { type ServerTimingOptions, serverTiming } from 'ledge/recipes/server-timing'
import { localCache, run, viewerRequestEvent, viewerResponseEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { describe, expect, test } from 'vitest'

/** The metrics of a header, by name. */
function metricsIn(header: string | undefined): Record<string, number> {
  const metrics = (header ?? '').split(', ').map((metric) => {
    // https://www.w3.org/TR/server-timing/#the-server-timing-header-field
    const [, name = '', ms] = /^([\w!#$%&'*+.^`|~-]+);dur=(\d+(?:\.\d{1,3})?)$/.exec(metric) ?? []
    return [name, Number(ms)]
  })
  return Object.fromEntries(metrics)
}

const pause =
  (ms: number): Middleware<'viewer-request'> =>
  async (_, next) => {
    await new Promise((resolve) => setTimeout(resolve, ms))
    return next()
  }

function site(options: ServerTimingOptions = {}) {
  const timing = serverTiming(options)
  const app = ledge()
    .use(timing)
    .viewerRequest(timing.measure('session', pause(10)))
    .viewerRequest('/refused', () => forbidden())
    .viewerRequest('/broken', () => {
      throw new Error('a mistake')
    })
    .originRequest('/made', () => text('made here'))
    .originResponse('/replaced', () => text('made there'))
    .viewerResponse(timing.measure('headers', (_, next) => next()))
  const cache = localCache(app, {
    origin: async ({ uri }) => {
      await new Promise((resolve) => setTimeout(resolve, 30))
      const headers = { 'server-timing': 'db;dur=7' }
      return { status: uri === '/missing' ? 404 : 200, headers: uri === '/timed' ? headers : {} }
    },
    ttl: { min: 60 },
  })
  const visit = (uri: string, cookies: Record<string, string> = {}) =>
    cache.fetch(
      viewerRequestEvent(uri, {
        cookies,
        headers: { 'x-ledge-server-timing': '["forged;dur=1",1]' },
      }),
    )
  return { visit }
}

describe('the viewer is told', () => {
  const all = ['viewer-request', 'session', 'cache-or-origin', 'viewer-response', 'headers']

  test.each(['/', '/made', '/replaced'])('on hits and misses: %s', async (uri) => {
    const { visit } = site()
    for (const cache of ['miss', 'hit']) {
      const cycle = await visit(uri)
      const metrics = metricsIn(cycle.response.headers.get('server-timing'))
      expect([cycle.cache, ...Object.keys(metrics)]).toEqual([cache, ...all])
      // Timers may fire up to a millisecond early.
      expect(metrics.session).toBeGreaterThan(8)
      expect(metrics['viewer-request']).toBeGreaterThanOrEqual(metrics.session ?? Number.NaN)
      expect(metrics['viewer-response']).toBeGreaterThanOrEqual(metrics.headers ?? Number.NaN)
    }
  })

  test('how long the origin took, where it was asked', async () => {
    const { visit } = site()
    const metrics = metricsIn((await visit('/')).response.headers.get('server-timing'))
    expect(metrics['cache-or-origin']).toBeGreaterThan(27)
  })

  test.each(['/refused', '/broken'])('on answers of viewer-request: %s', async (uri) => {
    const { response } = await site().visit(uri)
    const metrics = metricsIn(response.headers.get('server-timing'))
    expect(Object.keys(metrics)).toEqual(['viewer-request', 'session'])
  })

  test('behind what the origin tells', async () => {
    const { visit } = site()
    for (let i = 0; i < 2; i++) {
      const [theirs, ours, more] = (await visit('/timed')).response.headers.getAll('server-timing')
      expect(theirs).toBe('db;dur=7')
      expect(Object.keys(metricsIn(ours))).toEqual(all)
      expect(more).toBeUndefined()
    }
  })
})

test('nothing is put on what is cached, so nobody gets the times of another', async () => {
  const { visit } = site()
  for (const uri of ['/', '/made', '/replaced', '/missing']) {
    const { originRequest, originResponse } = await visit(uri)
    for (const outcome of [originRequest, originResponse]) {
      expect(outcome?.status !== undefined && outcome.headers.has('server-timing')).toBe(false)
    }
  }
  const { cache, response } = await visit('/missing')
  expect(cache).toBe('hit')
  expect(response.headers.has('server-timing')).toBe(false)
})

test('only where the app says so, whatever the viewer forges', async () => {
  const { visit } = site({ when: (ctx) => ctx.request.cookies.has('developer') })
  const has = async (uri: string, cookies?: Record<string, string>) =>
    (await visit(uri, cookies)).response.headers.has('server-timing')
  for (const uri of ['/', '/refused']) {
    expect(await has(uri, { developer: '1' })).toBe(true)
    expect(await has(uri)).toBe(false)
    expect(await has(uri, { developer: '1' })).toBe(true)
  }
})

test('clocks that differ make no negative time', async () => {
  const [metrics, until] = ['viewer-request;dur=1', Date.now() + 60_000]
  const headers = { 'x-ledge-server-timing': encodeURIComponent(JSON.stringify([metrics, until])) }
  const app = ledge().use(serverTiming())
  const outcome = await run(app, viewerResponseEvent('/', { request: { headers } }))
  expect(metricsIn(outcome.headers.get('server-timing'))).toMatchObject({ 'cache-or-origin': 0 })
})

test('a viewer-response that no viewer-request came before passes', async () => {
  const app = ledge().use(serverTiming())
  for (const value of ['', '[]', '%', '{', 'text', '__proto__', '["a"]']) {
    const headers = { 'x-ledge-server-timing': value }
    const outcome = await run(app, viewerResponseEvent('/', { request: { headers } }))
    expect(outcome).toPassThrough()
  }
})

test('a step that is measured needs what it needed, and runs in an app without the recipe', async () => {
  const needs = { forward: { headers: ['x-a'] } }
  const step = withNeeds<'viewer-request'>(needs, () => text('hello'))
  const measured = serverTiming().measure('hello', step)
  expect(measured.needs).toEqual(needs)
  expect((await run(measured, viewerRequestEvent('/'))).body).toBe('hello')
})

test.each<[options: unknown, message: RegExp]>([
  [null, /an object of options, got null/],
  [{ enabled: true }, /an option among when, got "enabled"/],
  [{ when: true }, /when to be a function, got true/],
])('%o is refused where the app is built', (options, message) => {
  const build = () => serverTiming(options as ServerTimingOptions)
  expect(build).toThrow(message)
  expect(build).toThrow(/^serverTiming: expected /)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
})

test.each(['', 'a b', 'a;dur=1', 'a,b', 'a\r\nb', '"a"', 'é'])(
  '%j is refused as the name of a metric',
  (name) => {
    expect(() => serverTiming().measure(name, (_, next) => next())).toThrow(
      /^serverTiming\.measure: expected a name without spaces and separators, got "/,
    )
  },
)
