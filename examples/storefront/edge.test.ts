import 'ledge/testing/vitest'
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
    ['shop.example', '/p/17', '/products/17', 301],
    ['www.shop.example', '/shoes?size=42', 'https://shop.example/shoes?size=42', 308],
    ['www.shop.example', '/', 'https://shop.example/', 308],
  ])('%s%s', async (host, target, location, status) => {
    const outcome = await run(app, viewerRequestEvent(target, { host }))
    expect(outcome).toRedirectTo(location, status)
  })
})

test('what does not change the content is not in the cache key', async () => {
  const event = viewerRequestEvent('/shoes?utm_source=mail&size=42&colour=red', {
    cookies: { basket: '7', _ga: 'GA1.1.17' },
  })
  const outcome = await run(app, event)
  expect(outcome).toRewriteTo('/shoes?colour=red&size=42')
  expect(outcome.cookies.all()).toEqual({ basket: '7' })
})

describe('the contact form', () => {
  const send = (body: string) => run(app, viewerRequestEvent('/contact', { body }))

  test('goes on to the shop', async () => {
    expect(await send('name=Ada&url=')).toPassThrough()
  })

  test('is thanked for and dropped where a robot filled it in', async () => {
    expect(await send('name=Ada&url=http://spam.example')).toReplyWith(200)
  })

  test('is refused where CloudFront cut it', async () => {
    expect(await send('x'.repeat(41_000))).toReplyWith(413)
  })
})

describe('the sale', () => {
  test('is closed', async () => {
    expect(await run(app, viewerRequestEvent('/sale/shoes'))).toRedirectTo('/')
  })

  test('knows its letters', async () => {
    expect(await run(app, viewerRequestEvent('/sale/enter/by-guess'))).toReplyWith(404)
  })

  test('opens to those who were invited', async () => {
    const welcome = await run(app, viewerRequestEvent('/sale/enter/spring-letter'))
    expect(welcome).toRedirectTo('/sale')
    expect(welcome).toSetCookie('invited', { httpOnly: true, secure: true })
    const cookies = welcome.cookies.all()
    expect(await run(app, viewerRequestEvent('/sale/shoes', { cookies }))).toPassThrough()
  })

  test.each([
    ['/sale/shoes', 'spring-letter'],
    ['/sale/shoes', 'spring-letter.forged'],
    ['//s%61le/./shoes', 'spring-letter'],
  ])('stays closed: %s with the cookie %s', async (target, invited) => {
    const outcome = await run(app, viewerRequestEvent(target, { cookies: { invited } }))
    expect(outcome).toRedirectTo('/')
  })
})

describe('two home pages', () => {
  test.each([
    [0.1, 'calm'],
    [0.95, 'loud'],
  ])('a draw of %d shows the %s one', async (draw, home) => {
    vi.spyOn(Math, 'random').mockReturnValue(draw)
    const outcome = await run(app, viewerRequestEvent('/'))
    expect(outcome).toHaveHeader('x-ledge-home', home)
  })

  test('who comes back sees the same one', async () => {
    const outcome = await run(app, viewerRequestEvent('/', { cookies: { home: 'loud' } }))
    expect(outcome).toHaveHeader('x-ledge-home', 'loud')
  })

  test('the loud one is another page at the origin', async () => {
    const headers = { 'x-ledge-home': 'loud' }
    expect(await run(app, originRequestEvent('/', { headers }))).toRewriteTo('/loud/index.html')
    expect(await run(app, originRequestEvent('/shoes', { headers }))).toPassThrough()
  })

  test('the browser is told once', async () => {
    const headers = { 'x-ledge-home': 'loud' }
    const first = await run(app, viewerResponseEvent('/', { request: { headers } }))
    expect(first).toSetCookie('home', { value: 'loud', secure: true })
    const cookies = first.cookies.all()
    const second = await run(app, viewerResponseEvent('/', { request: { headers, cookies } }))
    expect(second.cookies.has('home')).toBe(false)
  })
})

describe('origins', () => {
  test('the API has its own', async () => {
    const outcome = await run(app, originRequestEvent('/api/stock/17'))
    expect(outcome).toUseOrigin('api.shop.example')
    expect(outcome).toHaveHeader('host', 'api.shop.example')
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
    expect(outcome).toReplyWith(404)
    expect(outcome).toHaveHeader('cache-control', 'max-age=60')
    expect(outcome.body).toContain('We do not have that')
  })

  test('assets are kept for good, their errors are not', async () => {
    const asset = (status: number) => run(app, originResponseEvent('/assets/app.js', { status }))
    expect(await asset(200)).toHaveHeader('cache-control', /immutable/)
    expect(await asset(500)).toPassThrough()
  })
})

describe('headers', () => {
  test('on a response from the cache', async () => {
    const headers = { server: 'shop', 'x-powered-by': 'PHP' }
    const outcome = await run(app, viewerResponseEvent('/shoes', { headers }))
    expect(outcome).toHaveHeader('x-content-type-options', 'nosniff')
    expect(outcome).not.toHaveHeader('server')
    expect(outcome).not.toHaveHeader('x-powered-by')
  })

  test('on an answer of the edge, which names the request', async () => {
    const outcome = await run(app, viewerRequestEvent('/health', { config: { requestId: 'r-1' } }))
    expect(outcome).toHaveHeader('x-content-type-options', 'nosniff')
    expect(outcome).toHaveHeader('x-request-id', 'r-1')
  })

  test('on an answer that is cached, which names none', async () => {
    const outcome = await run(app, originResponseEvent('/gone', { status: 404 }))
    expect(outcome).toHaveHeader('x-content-type-options', 'nosniff')
    expect(outcome).not.toHaveHeader('x-request-id')
  })
})
