import { forbidden, ledge, serviceUnavailable, text } from 'ledge'
import { type RequestIdOptions, requestId } from 'ledge/recipes/request-id'
import {
  type LocalCacheOptions,
  localCache,
  originResponseEvent,
  run,
  type ViewerRequestInit,
  viewerRequestEvent,
} from 'ledge/testing'
import 'ledge/testing/vitest'
import { describe, expect, test } from 'vitest'

const header = 'x-request-id'
const ours = { config: { requestId: 'EXAMPLE-id_1==' } }

/** The id that goes on, for what the viewer sends. */
async function idOf(
  sent: string | string[] | undefined,
  options: RequestIdOptions = {},
): Promise<string | undefined> {
  const headers: ViewerRequestInit['headers'] = sent === undefined ? {} : { [header]: sent }
  const event = viewerRequestEvent('/', { headers, ...ours })
  const outcome = await run(ledge().use(requestId(options)), event)
  expect(outcome.kind).toBe('passed')
  return outcome.headers.get(header)
}

const hostile = [
  '',
  ' ',
  'a b',
  'a,b',
  '"a"',
  '{"a":1}',
  '<b>',
  'a\tb',
  '\u00e9',
  '\ud800',
  'x'.repeat(201),
  'x'.repeat(50_000),
  ['a', 'b'],
]

describe('the id', () => {
  test("is CloudFront's, whatever the viewer sends", async () => {
    for (const sent of [undefined, 'forged', '__proto__', ...hostile]) {
      expect(await idOf(sent)).toBe('EXAMPLE-id_1==')
    }
  })

  test("is the viewer's where the app says so, and it is one", async () => {
    const good = [
      'a',
      '__proto__',
      '0190b7f0-1111-7000-8000-000000000000',
      '01ARZ3NDEKTSV4RRFFQ69G5FAV',
      'x'.repeat(200),
    ]
    for (const sent of good) expect(await idOf(sent, { accept: true })).toBe(sent)
    for (const sent of [undefined, ...hostile]) {
      expect(await idOf(sent, { accept: true })).toBe('EXAMPLE-id_1==')
    }
  })

  test("is the app's where it makes one, and it is one", async () => {
    const generate: RequestIdOptions['generate'] = ({ request }) => `shop:${request.method}`
    expect(await idOf('forged', { generate })).toBe('shop:GET')
    expect(await idOf('sent', { generate, accept: true })).toBe('sent')
    for (const bad of [undefined, 'a\r\nset-cookie: b', 'x'.repeat(201)]) {
      expect(await idOf(undefined, { generate: () => bad })).toBe('EXAMPLE-id_1==')
    }
  })

  test("is CloudFront's, and the request goes on, where what makes it fails", async () => {
    const failing = () => {
      throw new Error('a mistake')
    }
    const numbering = (() => 7) as unknown as () => string
    for (const generate of [failing, numbering]) {
      expect(await idOf('forged', { generate })).toBe('EXAMPLE-id_1==')
    }
    const app = ledge().use(requestId({ generate: failing }))
    expect((await run(app, viewerRequestEvent('/'))).logs).toMatchObject([
      { level: 'error', error: { message: 'a mistake' } },
    ])
  })

  test('is none, and not a forged one, where there is no event to take it from', async () => {
    const event = viewerRequestEvent('/', { headers: { [header]: 'forged' } })
    const { config, ...cf } = event.Records[0].cf
    const { requestId: _, ...rest } = config
    const nameless = { Records: [{ cf: { ...cf, config: rest } }] } as unknown as typeof event
    expect(await run(ledge().use(requestId()), nameless)).not.toHaveHeader(header)
  })
})

function site(options: RequestIdOptions = {}, more: Partial<LocalCacheOptions> = {}) {
  const ids = requestId(options)
  const seen: (string | undefined)[] = []
  const app = ledge()
    .use(ids)
    .viewerRequest('/refused', () => forbidden())
    .viewerRequest('/broken', () => {
      throw new Error('a mistake')
    })
    .originRequest('/made', () => text('made here'))
    .originRequest((ctx, next) => {
      seen.push(ids.idOf(ctx))
      return next()
    })
    .originResponse('/replaced', () => text('made there'))
  const cache = localCache(app, {
    origin: ({ uri, headers }) => {
      seen.push(headers[options.header ?? header]?.[0]?.value)
      return { status: uri === '/missing' ? 404 : 200 }
    },
    ...more,
  })
  const visit = (uri: string, id: string) =>
    cache.fetch(viewerRequestEvent(uri, { config: { requestId: id } }))
  return { visit, seen }
}

describe('the id is seen', () => {
  test('by origin triggers and the origin', async () => {
    const { visit, seen } = site()
    await visit('/', 'first')
    expect(seen).toEqual(['first', 'first'])
  })

  test.each(['/', '/made', '/replaced', '/refused', '/broken'])(
    'by the viewer of %s, each his own, from the cache too',
    async (uri) => {
      const { visit } = site({}, { ttl: { min: 60 } })
      for (const id of ['first', 'second', 'third']) {
        const { response } = await visit(uri, id)
        expect(response.headers.getAll(header)).toEqual([id])
      }
    },
  )

  test("on no response that is cached: nobody gets another one's", async () => {
    const { visit } = site()
    const first = await visit('/missing', 'first')
    const second = await visit('/missing', 'second')
    expect([first.cache, second.cache]).toEqual(['miss', 'hit'])
    for (const { response } of [first, second]) expect(response.headers.has(header)).toBe(false)
    for (const uri of ['/', '/made', '/replaced']) {
      const { originRequest, originResponse } = await visit(uri, 'first')
      const stored = originResponse ?? originRequest
      expect(stored?.status === undefined || !stored.headers.has(header)).toBe(true)
    }
  })

  test("in place of one that the origin sent, which is another request's on a hit", async () => {
    const { visit } = site({}, { origin: () => ({ headers: { [header]: "the origin's" } }) })
    for (const id of ['first', 'second']) {
      expect((await visit('/', id)).response.headers.getAll(header)).toEqual([id])
    }
  })

  test('under another name', async () => {
    const { visit, seen } = site({ header: 'x-correlation-id' })
    const { response } = await visit('/', 'first')
    expect(response.headers.get('x-correlation-id')).toBe('first')
    expect(response.headers.has(header)).toBe(false)
    expect(seen).toEqual(['first', 'first'])
  })
})

describe('a forged id is not sent back', () => {
  const forged = { headers: { [header]: 'forged' }, ...ours }

  test('by what a step before the recipe answers', async () => {
    const app = ledge()
      .viewerRequest('/closed', () => serviceUnavailable())
      .viewerRequest('/broken', () => {
        throw new Error('a mistake')
      })
      .use(requestId())
    for (const uri of ['/closed', '/broken']) {
      expect(await run(app, viewerRequestEvent(uri, forged))).not.toHaveHeader(header)
    }
    expect(await run(app, viewerRequestEvent('/', forged))).toHaveHeader(header, 'EXAMPLE-id_1==')
  })

  test('to a path that a step rewrites, where the recipe is for every path', async () => {
    const rewritten = (app: ReturnType<typeof ledge>, sent: string) => {
      app.viewerRequest('/old', (ctx, next) => {
        ctx.request.uri = '/api/x'
        return next()
      })
      const init = { headers: { [header]: sent }, ...ours }
      return localCache(app, { origin: () => ({}) }).fetch(viewerRequestEvent('/old', init))
    }
    const { response } = await rewritten(ledge().use(requestId()), 'forged')
    expect(response.headers.getAll(header)).toEqual(['EXAMPLE-id_1=='])
    for (const sent of hostile) {
      const narrow = ledge().use('/api{/*rest}', requestId())
      const { response } = await rewritten(narrow, String(sent))
      expect(response.headers.has(header)).toBe(false)
    }
  })
})

test('it needs the header forwarded, and no origin trigger', async () => {
  const app = ledge().use(requestId())
  expect(app.triggers()).toEqual(['viewer-request', 'viewer-response'])
  expect(app.routes()[0]?.needs).toEqual({ forward: { headers: [header] } })
  expect(await run(app, originResponseEvent('/'))).toPassThrough()
})

test.each<[options: unknown, message: RegExp]>([
  [null, /an object of options, got null/],
  [{ name: 'x-a' }, /an option among header, accept, generate, got "name"/],
  [{ header: 'request-id' }, /header to be an x- header in lower case that is not reserved/],
  [{ header: 'X-Request-Id' }, /header to be/],
  [{ header: 'x-amz-cf-id' }, /header to be/],
  [{ header: 'x-edge-request-id' }, /header to be/],
  [{ header: 'x-a\r\nx-b' }, /header to be/],
  [{ accept: 'yes' }, /accept to be true or false/],
  [{ generate: 'uuid' }, /generate to be a function/],
])('%o is refused where the app is built', (options, message) => {
  const build = () => requestId(options as RequestIdOptions)
  expect(build).toThrow(message)
  expect(build).toThrow(/^requestId: expected /)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
})
