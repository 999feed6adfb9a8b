import { ledge } from 'ledge'
import { responseHeaders } from 'ledge/recipes/response-headers'
import { type StaticPageOptions, staticPage } from 'ledge/recipes/static-page'
import { localCache, originRequestEvent, run, viewerRequestEvent } from 'ledge/testing'
import { expect, test } from 'vitest'
import 'ledge/testing/vitest'

const page = { body: '<h1>Hello</h1>' }

test.each([viewerRequestEvent('/'), originRequestEvent('/')])(
  'the page is served',
  async (event) => {
    const outcome = await run(staticPage(page), event)
    expect(outcome).toReplyWith(200)
    expect(outcome.body).toBe('<h1>Hello</h1>')
    expect(outcome).toHaveHeader('content-type', 'text/html; charset=utf-8')
    expect(outcome).toHaveHeader('cache-control', 'no-store')
  },
)

test.each<[method: string, answered: boolean]>([
  ['GET', true],
  ['HEAD', true],
  ['POST', false],
  ['OPTIONS', false],
  ['__proto__', false],
])('%s: %s', async (method, answered) => {
  const outcome = await run(staticPage(page), viewerRequestEvent('/', { method }))
  expect(outcome.kind).toBe(answered ? 'replied' : 'passed')
})

test('status, type and seconds are for the app to say', async () => {
  const options = { body: new Uint8Array([0xff, 0xd8]), type: 'image/jpeg', status: 404, cache: 60 }
  const outcome = await run(staticPage(options), originRequestEvent('/'))
  expect(outcome).toReplyWith(404)
  expect(outcome).toHaveHeader('content-type', 'image/jpeg')
  expect(outcome).toHaveHeader('cache-control', 'max-age=60')
  expect(outcome.result).toMatchObject({ body: '/9g=', bodyEncoding: 'base64' })
})

test('what is done to one answer is not done to the next one', async () => {
  const edit = responseHeaders({ append: { 'x-seen': 'a' } })
  const app = ledge().viewerRequest(edit, staticPage(page))
  for (let i = 0; i < 2; i++) {
    const outcome = await run(app, viewerRequestEvent('/'))
    expect(outcome.headers.getAll('x-seen')).toEqual(['a'])
  }
})

test('it says the same to every visitor, from the cache or not', async () => {
  const app = ledge().originRequest('/hello', staticPage({ ...page, cache: 60 }))
  const site = localCache(app, { origin: () => ({ body: 'origin' }) })
  const hostile = { cookie: 'a=1; __proto__=2', 'x-a': ['x'.repeat(9000), 'y'] }
  const first = await site.fetch(viewerRequestEvent('/hello?a=%', { headers: hostile }))
  const second = await site.fetch(viewerRequestEvent('/hello'))
  expect(first.response.body).toBe('<h1>Hello</h1>')
  expect(second.response.body).toBe('<h1>Hello</h1>')
  expect(second.cache).toBe('hit')
  expect((await site.fetch(viewerRequestEvent('/other'))).response.body).toBe('origin')
})

test('a page of 900 kB fits into origin-request', async () => {
  const outcome = await run(staticPage({ body: 'x'.repeat(900_000) }), originRequestEvent('/'))
  expect(outcome).toReplyWith(200)
})

test.each<[options: unknown, message: RegExp]>([
  [undefined, /an object of options/],
  [{}, /body to be a text or bytes, got undefined/],
  [{ body: 7 }, /body to be/],
  [{ body: 'x'.repeat(1_048_576) }, /a page below 1 MB, got 1048576/],
  [{ body: 'é'.repeat(600_000) }, /a page below 1 MB/],
  [{ body: new Uint8Array(900_000) }, /a page below 1 MB/],
  [{ ...page, type: 'html' }, /type to be a media type/],
  [{ ...page, type: 'text/html\r\nx: y' }, /type to be a media type/],
  [{ ...page, status: 100 }, /status to be a status from 200 to 599/],
  [{ ...page, status: 200.5 }, /status to be/],
  [{ ...page, status: 204 }, /no body with the status 204/],
  [{ ...page, status: 304 }, /no body with the status 304/],
  [{ ...page, cache: -1 }, /cache to be a whole number of seconds/],
  [{ ...page, maxAge: 1 }, /an option among/],
])('options %# are refused where the app is built', (options, message) => {
  const build = () => staticPage(options as StaticPageOptions)
  expect(build).toThrow(message)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
})
