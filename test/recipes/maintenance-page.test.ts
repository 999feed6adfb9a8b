import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ledge } from 'ledge'
import { type MaintenancePageOptions, maintenancePage } from 'ledge/recipes/maintenance-page'
import { localCache, run, type ViewerRequestInit, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { afterEach, expect, test } from 'vitest'
import { withUri } from '../fixtures/with-uri.js'

test('everything is answered with a page that nobody keeps', async () => {
  const recipe = maintenancePage({ body: '<h1>Soon</h1>', retryAfter: 60 })
  for (const target of ['/', '/%zz', '//a/../b', '/a.png?x']) {
    const outcome = await run(recipe, viewerRequestEvent(target, { method: 'POST' }))
    expect(outcome).toReplyWith(503)
    expect(outcome).toHaveHeader('retry-after', '60')
    expect(outcome).toHaveHeader('cache-control', 'no-store')
    expect(outcome.body).toBe('<h1>Soon</h1>')
  }
})

test.each<[who: string, target: string, init: ViewerRequestInit]>([
  ['an address', '/', { clientIp: '203.0.113.7' }],
  ['an address of IPv6', '/', { clientIp: '2001:db8:7::1' }],
  ['a cookie', '/', { cookies: { 'let-me-in-7f3a': '' } }],
  ['a path', '/health', {}],
  ['a path, however it is spelt', '//%68ealth/', {}],
])('%s is let through', async (_, target, init) => {
  const recipe = maintenancePage({
    ips: ['203.0.113.0/24', '2001:db8:7::/48'],
    cookie: 'let-me-in-7f3a',
    except: ['/health'],
  })
  expect(await run(recipe, viewerRequestEvent(target, init))).toPassThrough()
  expect(await run(recipe, viewerRequestEvent('/other', { clientIp: '203.0.114.7' }))).toReplyWith(
    503,
  )
})

test.each([
  '/health/../admin',
  '/health/..%2fadmin',
  '/health/..;/admin',
  '/health/..%252fadmin',
  '/health/..%2Fadmin%2Fx/..',
])('a path that is open opens no other: %s', async (path) => {
  const recipe = maintenancePage({ except: ['/health{/*rest}'] })
  expect(await run(recipe, withUri(viewerRequestEvent('/'), path))).toReplyWith(503)
})

test('off, it does nothing', async () => {
  expect(await run(maintenancePage({ on: false }), viewerRequestEvent('/'))).toPassThrough()
})

test('what is cached is closed, too, and there again afterwards', async () => {
  let on = false
  const recipe = maintenancePage()
  const app = ledge().viewerRequest((ctx, next) => (on ? recipe(ctx, next) : next()))
  const site = localCache(app, { origin: () => ({ body: 'page' }) })
  await site.fetch(viewerRequestEvent('/'))
  on = true
  expect((await site.fetch(viewerRequestEvent('/'))).response.status).toBe(503)
  on = false
  const again = await site.fetch(viewerRequestEvent('/'))
  expect([again.cache, again.response.body]).toEqual(['hit', 'page'])
})

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

test('a file turns it on and off; a wrong or missing one changes nothing', async () => {
  let answer: string | undefined = 'on\n'
  server = createServer((_request, response) => {
    if (answer === undefined) response.destroy()
    else response.end(answer)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const recipe = maintenancePage({
    on: { url: `http://127.0.0.1:${port}/flag.txt`, ttl: 0.001, timeout: 5 },
  })
  const status = async (text: string | undefined) => {
    answer = text
    await new Promise((resolve) => setTimeout(resolve, 5))
    return (await run(recipe, viewerRequestEvent('/'))).kind
  }
  expect(await status('on\n')).toBe('replied')
  expect(await status('perhaps')).toBe('replied')
  expect(await status(undefined)).toBe('replied')
  expect(await status('off')).toBe('passed')
  expect(await status('')).toBe('passed')
})

test('a file that does not come in time changes nothing', async () => {
  let isSlow = false
  server = createServer((_request, response) => {
    if (!isSlow) response.end('on')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const on = { url: `http://127.0.0.1:${port}/flag.txt`, ttl: 0.001, timeout: 0.2 }
  const told = maintenancePage({ on })
  await expect.poll(async () => (await run(told, viewerRequestEvent('/'))).kind).toBe('replied')
  isSlow = true
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await run(told, viewerRequestEvent('/'))).toReplyWith(503)
  // Nobody told this one.
  expect(await run(maintenancePage({ on }), viewerRequestEvent('/'))).toPassThrough()
})

test('until the file was read the site is open', async () => {
  const recipe = maintenancePage({ on: { url: 'http://127.0.0.1:1/flag.txt' } })
  expect(await run(recipe, viewerRequestEvent('/'))).toPassThrough()
})

test.each<[options: Record<string, unknown>, message: RegExp]>([
  [{ body: 'a'.repeat(39_000) }, /body to be a page below 39 kB/],
  [{ retryAfter: -1 }, /retryAfter to be a whole number of seconds, got -1/],
  [{ on: 'yes' }, /on to be true, false or a file, got "yes"/],
  [{ on: { url: 'http://evil.example' } }, /url to be an https URL/],
  [{ ips: ['203.0.113.7/24'] }, /a block with zeros behind its length, got "203.0.113.7\/24"/],
  [{ cookie: 'a b' }, /cookie to be the name of a cookie/],
  [{ except: ['/a/*'] }, /Express 4 wrote/],
])('refuses %j', (options, message) => {
  expect(() => maintenancePage(options as MaintenancePageOptions)).toThrow(message)
})
