import {
  originRequestEvent,
  originResponseEvent,
  run,
  viewerRequestEvent,
  viewerResponseEvent,
} from 'ledge/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'

vi.hoisted(() => {
  process.env.SALE_SECRET = 'sixteen characters or more'
})
const { app } = await import('./edge.js')

afterEach(() => vi.restoreAllMocks())

describe('moved addresses', () => {
  test.each([
    ['shop.example', '/p/17', 301, '/products/17'],
    ['www.shop.example', '/shoes?size=42', 308, 'https://shop.example/shoes?size=42'],
    ['www.shop.example', '/', 308, 'https://shop.example/'],
  ])('%s%s', async (host, target, status, location) => {
    const outcome = await run(app, viewerRequestEvent(target, { host }))
    expect(outcome.status).toBe(status)
    expect(outcome.headers.get('location')).toBe(location)
  })
})

test('what does not change the content is not in the cache key', async () => {
  const event = viewerRequestEvent('/shoes?utm_source=mail&size=42&colour=red', {
    cookies: { basket: '7', _ga: 'GA1.1.17' },
  })
  const outcome = await run(app, event)
  expect(outcome.querystring).toBe('colour=red&size=42')
  expect(outcome.cookies.all()).toEqual({ basket: '7' })
})

describe('the contact form', () => {
  const send = (body: string) => run(app, viewerRequestEvent('/contact', { body }))

  test('goes on to the shop', async () => {
    expect(await send('name=Ada&url=')).toMatchObject({ kind: 'passed', changes: [] })
  })

  test('is thanked for and dropped where a robot filled it in', async () => {
    expect(await send('name=Ada&url=http://spam.example')).toMatchObject({ status: 200 })
  })

  test('is refused where CloudFront cut it', async () => {
    expect(await send('x'.repeat(41_000))).toMatchObject({ status: 413 })
  })
})

describe('the sale', () => {
  test('is closed', async () => {
    const outcome = await run(app, viewerRequestEvent('/sale/shoes'))
    expect(outcome.headers.get('location')).toBe('/')
  })

  test('knows its letters', async () => {
    const outcome = await run(app, viewerRequestEvent('/sale/enter/by-guess'))
    expect(outcome.status).toBe(404)
  })

  test('opens to those who were invited', async () => {
    const welcome = await run(app, viewerRequestEvent('/sale/enter/spring-letter'))
    expect(welcome.headers.get('location')).toBe('/sale')
    const cookies = welcome.cookies.all()
    const outcome = await run(app, viewerRequestEvent('/sale/shoes', { cookies }))
    expect(outcome).toMatchObject({ kind: 'passed', changes: [] })
  })

  test.each(['spring-letter', 'spring-letter.forged'])(
    'not with the cookie %s',
    async (invited) => {
      const outcome = await run(app, viewerRequestEvent('//sale/./shoes', { cookies: { invited } }))
      expect(outcome.headers.get('location')).toBe('/')
    },
  )
})

describe('two home pages', () => {
  test.each([
    [0.1, 'calm'],
    [0.95, 'loud'],
  ])('a draw of %d shows the %s one', async (draw, home) => {
    vi.spyOn(Math, 'random').mockReturnValue(draw)
    const outcome = await run(app, viewerRequestEvent('/'))
    expect(outcome.headers.get('x-ledge-home')).toBe(home)
  })

  test('who comes back sees the same one', async () => {
    const outcome = await run(app, viewerRequestEvent('/', { cookies: { home: 'loud' } }))
    expect(outcome.headers.get('x-ledge-home')).toBe('loud')
  })

  test('the loud one is another page at the origin', async () => {
    const headers = { 'x-ledge-home': 'loud' }
    expect((await run(app, originRequestEvent('/', { headers }))).uri).toBe('/loud/index.html')
    expect((await run(app, originRequestEvent('/shoes', { headers }))).uri).toBe('/shoes')
  })

  test('the browser is told once', async () => {
    const seen = (cookies: Record<string, string>) =>
      run(
        app,
        viewerResponseEvent('/', { request: { cookies, headers: { 'x-ledge-home': 'loud' } } }),
      )
    expect((await seen({})).cookies.get('home')).toBe('loud')
    expect((await seen({ home: 'loud' })).cookies.has('home')).toBe(false)
  })
})

describe('origins', () => {
  test('the API has its own', async () => {
    const outcome = await run(app, originRequestEvent('/api/stock/17'))
    expect(outcome.origin?.custom).toMatchObject({ domainName: 'api.shop.example', port: 443 })
    expect(outcome.headers.get('host')).toBe('api.shop.example')
  })

  test.each([
    ['mobile', '/small'],
    ['desktop', '/large'],
  ] as const)('pictures for %s come from %s', async (device, path) => {
    const outcome = await run(app, originRequestEvent('/images/shoes/17.jpg', { device }))
    expect(outcome.origin?.s3?.path).toBe(path)
  })
})

describe('before it is cached', () => {
  test('what is missing becomes our page', async () => {
    const outcome = await run(app, originResponseEvent('/gone', { status: 404 }))
    expect(outcome).toMatchObject({ kind: 'replied', status: 404 })
    expect(outcome.body).toContain('We do not have that')
    expect(outcome.headers.get('cache-control')).toBe('max-age=60')
  })

  test('assets are kept for good, their errors are not', async () => {
    const asset = (status: number) => run(app, originResponseEvent('/assets/app.js', { status }))
    expect((await asset(200)).headers.get('cache-control')).toContain('immutable')
    expect((await asset(500)).headers.has('cache-control')).toBe(false)
  })
})

describe('headers', () => {
  test('on a response from the cache', async () => {
    const event = viewerResponseEvent('/shoes', {
      headers: { server: 'shop', 'x-powered-by': 'PHP' },
    })
    const { headers } = await run(app, event)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.has('server')).toBe(false)
    expect(headers.has('x-powered-by')).toBe(false)
  })

  test('on an answer of the edge, which names the request', async () => {
    const outcome = await run(app, viewerRequestEvent('/health', { config: { requestId: 'r-1' } }))
    expect(outcome.headers.get('x-content-type-options')).toBe('nosniff')
    expect(outcome.headers.get('x-request-id')).toBe('r-1')
  })

  test('on an answer that is cached, which names none', async () => {
    const outcome = await run(app, originResponseEvent('/gone', { status: 404 }))
    expect(outcome.headers.get('x-content-type-options')).toBe('nosniff')
    expect(outcome.headers.has('x-request-id')).toBe(false)
  })
})
