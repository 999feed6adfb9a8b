import { EdgeError, forbidden, html, ledge, redirect, serviceUnavailable } from 'ledge'
import { type AccessLogOptions, accessLog } from 'ledge/recipes/access-log'
import {
  type LogLine,
  localCache,
  originRequestEvent,
  originResponseEvent,
  type RunOptions,
  run,
  type ViewerRequestInit,
  viewerRequestEvent,
  viewerResponseEvent,
} from 'ledge/testing'
import 'ledge/testing/vitest'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

beforeEach(() => vi.stubEnv('AWS_REGION', 'eu-central-1'))
afterEach(() => vi.unstubAllEnvs())

const all = { sample: 1 } satisfies AccessLogOptions

/** The lines that a request to viewer-request leaves. */
async function ask(
  target: string,
  init: ViewerRequestInit & { config?: { requestId: string } } = {},
  options: AccessLogOptions = all,
): Promise<readonly LogLine[]> {
  return (await run(accessLog(options), viewerRequestEvent(target, init))).logs
}

describe('a line', () => {
  test('says what was asked, where, and what came of it', async () => {
    const lines = await ask(
      '/products/7?page=2',
      {
        headers: { 'user-agent': 'curl/8.5' },
        config: { requestId: 'abc==' },
      },
      { ...all, routes: ['/products', '/products/:id', '/*all'] },
    )
    expect(lines).toEqual([
      {
        level: 'info',
        message: 'access',
        trigger: 'viewer-request',
        requestId: 'abc==',
        region: 'eu-central-1',
        route: '/products/:id',
        outcome: 'passed',
        ms: expect.any(Number),
        method: 'GET',
        uri: '/products/7',
        query: 'page=2',
        headers: { 'user-agent': 'curl/8.5' },
        cookies: {},
      },
    ])
    expect(lines[0]?.ms).toBeGreaterThanOrEqual(0)
  })

  test('is of the region that the request runs in, not of the one of the build', async () => {
    const log = accessLog(all)
    const regionOf = async () => (await run(log, viewerRequestEvent('/'))).logs[0]?.region
    expect(await regionOf()).toBe('eu-central-1')
    vi.stubEnv('AWS_REGION', 'sa-east-1')
    expect(await regionOf()).toBe('sa-east-1')
  })

  test('tells what came, whatever the steps behind made of it', async () => {
    const app = ledge()
      .viewerRequest(accessLog({ ...all, headers: ['x-a'], cookies: ['theme'] }))
      .viewerRequest((ctx, next) => {
        ctx.request.uri = '/other'
        ctx.request.querystring = ''
        ctx.request.headers.delete('x-a')
        ctx.request.cookies.delete('theme')
        return next()
      })
    const init = { headers: { 'x-a': ['1', '2'] }, cookies: { theme: 'dark', other: 'x' } }
    const { logs } = await run(app, viewerRequestEvent('/a?b=c', init))
    expect(logs).toMatchObject([
      { uri: '/a', query: 'b=c', headers: { 'x-a': '1, 2' }, cookies: { theme: 'dark' } },
    ])
  })

  test.each([
    ['viewer-request', viewerRequestEvent('/'), undefined],
    ['origin-request', originRequestEvent('/'), undefined],
    ['origin-response', originResponseEvent('/', { status: 404 }), 404],
    ['viewer-response', viewerResponseEvent('/', { status: 206 }), 206],
  ] as const)('in %s', async (trigger, event, status) => {
    const { logs } = await run(accessLog(all), event)
    expect(logs).toMatchObject([{ trigger, outcome: 'passed', region: 'eu-central-1' }])
    expect(logs[0]?.status).toBe(status)
  })

  test.each([
    ['/redirected', 'replied', 302],
    ['/forbidden', 'replied', 403],
    ['/thrown', 'replied', 503],
    ['/broken', 'failed', undefined],
    ['/late', 'failed', undefined],
  ])('for %s tells that it %s, with %s', async (uri, outcome, status) => {
    const app = ledge()
      .viewerRequest(accessLog(all))
      .viewerRequest('/redirected', () => redirect('/'))
      .viewerRequest('/forbidden', () => forbidden())
      .viewerRequest('/thrown', () => {
        throw serviceUnavailable()
      })
      .viewerRequest('/broken', () => {
        throw new Error('a mistake')
      })
      .viewerRequest('/late', () => {
        throw new EdgeError('deadline')
      })
    const { logs } = await run(app, viewerRequestEvent(uri))
    const line = logs.find(({ message }) => message === 'access')
    expect(line).toMatchObject({ outcome })
    expect(line?.status).toBe(status)
  })

  test('changes nothing', async () => {
    const log = accessLog(all)
    expect(
      await run(log, viewerRequestEvent('/%61//b?a=%zz', { cookies: { a: '1' } })),
    ).toPassThrough()
    expect(await run(log, originResponseEvent('/', { status: 500 }))).toPassThrough()
    expect(await run(log, viewerResponseEvent('/'))).toPassThrough()
  })

  test('has fields of the app, which replace none of its own, and fail nothing', async () => {
    const fields: AccessLogOptions['fields'] = ({ request }) => ({
      ip: request.clientIp,
      uri: 'made up',
      requestId: 'made up',
    })
    const init = { clientIp: '203.0.113.7', config: { requestId: 'abc' } }
    expect(await ask('/a', init, { ...all, fields })).toMatchObject([
      { ip: '203.0.113.7', uri: '/a', requestId: 'abc' },
    ])
    const thrown = await ask(
      '/a',
      {},
      {
        ...all,
        fields: () => {
          throw new Error('a mistake')
        },
      },
    )
    expect(thrown).toMatchObject([{ uri: '/a', error: { message: 'a mistake' } }])
  })
})

describe('what is secret is not logged', () => {
  test('by the names of query parameters, headers and cookies', async () => {
    const lines = await ask(
      '/?page=2&access_token=S3CR3T&invite=S3CR3T',
      {
        headers: {
          authorization: 'Bearer S3CR3T',
          referer: 'https://a.example/?code=S3CR3T&page=1',
          'x-plain': 'plain',
        },
        cookies: { session: 'S3CR3T', invite: 'S3CR3T', theme: 'dark' },
      },
      {
        ...all,
        headers: ['authorization', 'cookie', 'referer', 'x-plain', 'x-none'],
        cookies: ['session', 'invite', 'theme'],
        redact: ['invite'],
      },
    )
    expect(JSON.stringify(lines)).not.toContain('S3CR3T')
    expect(lines).toMatchObject([
      {
        query: 'page=2&access_token=[redacted]&invite=[redacted]',
        headers: {
          authorization: '[redacted]',
          cookie: '[redacted]',
          referer: 'https://a.example/?code=[redacted]&page=1',
          'x-plain': 'plain',
        },
        cookies: { session: '[redacted]', invite: '[redacted]', theme: 'dark' },
      },
    ])
  })

  test('by the names of the params of a route, in any spelling of its path', async () => {
    const routes = ['/reset/:token', '/gift/:invite', '/news/:id']
    for (const uri of [
      '/reset/S3CR3T',
      '/%72eset/S3CR3T',
      '//reset/S3CR3T',
      '/x/../reset/S3CR3T/',
    ]) {
      expect(await ask(uri, {}, { ...all, routes })).toMatchObject([
        { route: '/reset/:token', uri: '/reset/:token' },
      ])
    }
    expect(await ask('/news/7', {}, { ...all, routes })).toMatchObject([{ uri: '/news/7' }])
    expect(await ask('/gift/7', {}, { ...all, routes, redact: ['invite'] })).toMatchObject([
      { uri: '/gift/:invite' },
    ])
  })

  test('by the names of the params of a route, in an address that a header or the query has', async () => {
    const referers: Record<string, string> = {
      'https://www.example.com/reset/S3CR3T': 'https://www.example.com/reset/:token',
      'https://www.example.com:8443/reset/S3CR3T?page=1#a':
        'https://www.example.com:8443/reset/:token',
      'HTTP://www.example.com//%72eset/S3CR3T/': 'HTTP://www.example.com/reset/:token',
      '/reset/S3CR3T?page=1': '/reset/:token',
      'https://www.example.com/news/7?page=1': 'https://www.example.com/news/7?page=1',
      'https://www.example.com': 'https://www.example.com',
      'Mozilla/5.0 (X11; Linux)': 'Mozilla/5.0 (X11; Linux)',
    }
    const options = { ...all, headers: ['referer'], routes: ['/reset/:token', '/news/:id'] }
    for (const [referer, shown] of Object.entries(referers)) {
      const lines = await ask('/app.css', { headers: { referer } }, options)
      expect(lines).toMatchObject([{ uri: '/app.css', headers: { referer: shown } }])
    }
    const target = `/login?return_to=${encodeURIComponent('/reset/S3CR3T')}&page=1`
    expect(await ask(target, {}, options)).toMatchObject([
      { uri: '/login', query: 'return_to=[redacted]&page=1' },
    ])
  })

  test('nor is anything that is not asked for', async () => {
    const init = { headers: { 'x-a': 'A1B2' }, cookies: { theme: 'A1B2' }, clientIp: '203.0.113.7' }
    expect(JSON.stringify(await ask('/', init))).not.toMatch(/A1B2|203\.0/)
  })
})

describe('a viewer forges no line', () => {
  /** As Lambda's runtime gets it. */
  async function written(uri: string, querystring: string, agent: string): Promise<string[]> {
    const lines: string[] = []
    const app = ledge().viewerRequest(accessLog(all))
    const handler = app.handler('viewer-request', { log: (_, line) => lines.push(line) })
    const event = structuredClone(viewerRequestEvent('/'))
    const { request } = event.Records[0].cf
    const headers = { ...request.headers, 'user-agent': [{ value: agent }] }
    await handler({
      Records: [
        { cf: { ...event.Records[0].cf, request: { ...request, uri, querystring, headers } } },
      ],
    })
    return lines
  }

  test.each([
    '"}\n{"level":"error"}',
    '\r\nERROR forged',
    '\u2028{"a":1}\u2029',
    '\u001b[31mred',
    '\0',
    '\u0085',
    '\x7f',
    '\ud800',
    '__proto__',
    '%0a%0d',
    '\\u000a',
    'é'.repeat(4000),
  ])('by %j', async (text) => {
    const lines = await written(`/${text}`, `a=${text}&${text}=b`, text)
    expect(lines).toHaveLength(1)
    expect(lines[0]).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
    expect(lines[0]?.length).toBeLessThan(8000)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ message: 'access', outcome: 'passed' })
  })

  test('by whatever is sent', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(text, text, text, async (uri, query, agent) => {
        const lines = await written(`/${uri}`, query, agent)
        expect(lines).toHaveLength(1)
        expect(lines[0]).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
        expect(JSON.parse(lines[0] ?? '')).toMatchObject({ uri: expect.stringMatching(/^\//) })
      }),
      { numRuns: 200 },
    )
  })
})

describe('of all requests, some are logged', () => {
  const ids = Array.from({ length: 4000 }, (_, i) => `request-${i}==`)
  const loggedOf = async (log: ReturnType<typeof accessLog>, event: typeof viewerRequestEvent) => {
    const logged = []
    for (const requestId of ids) {
      const { logs } = await run(log, event('/', { config: { requestId } }))
      if (logs.length > 0) logged.push(requestId)
    }
    return logged
  }

  test('one in a hundred by default, and in all triggers the same ones', async () => {
    const log = accessLog()
    const logged = await loggedOf(log, viewerRequestEvent)
    expect(logged.length).toBeGreaterThan(ids.length * 0.005)
    expect(logged.length).toBeLessThan(ids.length * 0.02)
    for (const requestId of logged) {
      const config = { requestId }
      for (const event of [
        originResponseEvent('/', { config }),
        viewerResponseEvent('/', { config }),
      ]) {
        expect((await run(log, event)).logs).toHaveLength(1)
      }
    }
  })

  test('none, or all, where the app says so; by chance where there is no id', async () => {
    const linesOf = async (sample: number, options: RunOptions = {}) => {
      const event = viewerRequestEvent('/')
      const { requestId: _, ...config } = event.Records[0].cf.config
      const { cf } = event.Records[0]
      const nameless = { Records: [{ cf: { ...cf, config } }] } as unknown as typeof event
      const outcomes = await Promise.all(
        [event, nameless].map((one) => run(accessLog({ sample }), one, options)),
      )
      return outcomes.map(({ logs }) => logs.length)
    }
    expect(await linesOf(0)).toEqual([0, 0])
    expect(await linesOf(1)).toEqual([1, 1])
    const drawn = await Promise.all(Array.from({ length: 40 }, (_, seed) => linesOf(0.5, { seed })))
    expect(new Set(drawn.map(([, nameless]) => nameless))).toEqual(new Set([0, 1]))
  })

  test('and always what fails, or has a status of 500 and above', async () => {
    const log = accessLog({ sample: 0 })
    const app = ledge()
      .viewerRequest(log)
      .viewerRequest('/refused', () => forbidden())
      .viewerRequest('/closed', () => serviceUnavailable())
      .viewerRequest('/broken', () => {
        throw new Error('a mistake')
      })
    const linesOf = async (uri: string) => {
      const { logs } = await run(app, viewerRequestEvent(uri))
      return logs.filter(({ message }) => message === 'access').length
    }
    expect(await Promise.all(['/', '/refused', '/closed', '/broken'].map(linesOf))).toEqual([
      0, 0, 1, 1,
    ])
    expect((await run(log, originResponseEvent('/', { status: 404 }))).logs).toHaveLength(0)
    expect((await run(log, originResponseEvent('/', { status: 502 }))).logs).toHaveLength(1)
  })
})

test('what viewer-response never sees is logged by the triggers that do, on misses', async () => {
  const log = accessLog(all)
  const app = ledge()
    .viewerRequest(log)
    .viewerRequest('/refused', () => forbidden())
    .originRequest('/made', () => html('made here'))
    .originResponse(log)
    .viewerResponse(log)
  const site = localCache(app, {
    origin: ({ uri }) => ({ status: uri === '/missing' ? 404 : 200 }),
  })
  const linesOf = async (uri: string) => {
    const cycle = await site.fetch(viewerRequestEvent(uri))
    const { viewerRequest, originResponse, viewerResponse } = cycle
    return [viewerRequest, originResponse, viewerResponse].flatMap((outcome) =>
      (outcome?.logs ?? []).map(({ trigger, status }) => `${trigger} ${status ?? '-'}`),
    )
  }
  expect(await linesOf('/')).toEqual([
    'viewer-request -',
    'origin-response 200',
    'viewer-response 200',
  ])
  expect(await linesOf('/')).toEqual(['viewer-request -', 'viewer-response 200'])
  expect(await linesOf('/refused')).toEqual(['viewer-request 403'])
  expect(await linesOf('/made')).toEqual(['viewer-request -', 'viewer-response 200'])
  expect(await linesOf('/missing')).toEqual(['viewer-request -', 'origin-response 404'])
  expect(await linesOf('/missing')).toEqual(['viewer-request -'])
})

test.each<[options: unknown, message: RegExp]>([
  [null, /an object of options, got null/],
  [{ sampling: 1 }, /an option among sample, routes, .*got "sampling"/],
  [{ sample: 1.5 }, /sample to be a number from 0 to 1, got 1.5/],
  [{ sample: -0.1 }, /sample to be/],
  [{ sample: Number.NaN }, /sample to be/],
  [{ sample: '0.1' }, /sample to be/],
  [{ routes: '/a' }, /routes to be a list of names/],
  [{ headers: [''] }, /headers to be a list of names/],
  [{ cookies: 'theme' }, /cookies to be a list of names/],
  [{ redact: [/token/] }, /redact to be a list of names/],
  [{ fields: {} }, /fields to be a function/],
])('%o is refused where the app is built', (options, message) => {
  const build = () => accessLog(options as AccessLogOptions)
  expect(build).toThrow(message)
  expect(build).toThrow(/^accessLog: expected /)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
})

test('a route that is no pattern is refused where the app is built', () => {
  expect(() => accessLog({ routes: ['/a(b'] })).toThrow(
    expect.objectContaining({ code: 'bad-path' }),
  )
})
