import { ledge } from 'ledge'
import { type ErrorPageOptions, errorPage } from 'ledge/recipes/error-page'
import { localCache, originResponseEvent, run, viewerRequestEvent } from 'ledge/testing'
import { describe, expect, test } from 'vitest'
import 'ledge/testing/vitest'

const pages = {
  404: { body: '<h1>Gone</h1>' },
  410: { body: '{}', type: 'application/json', status: 200 },
  403: { redirect: '/login' },
  401: { redirect: 'https://id.example.com/', status: 303 },
  '5xx': { body: 'Sorry' },
}
const recipe = errorPage({ pages })

describe('an error gets what the app has for it', () => {
  test.each<[status: number, becomes: number, body: string, location: string | undefined]>([
    [404, 404, '<h1>Gone</h1>', undefined],
    [410, 200, '{}', undefined],
    [403, 302, '', '/login'],
    [401, 303, '', 'https://id.example.com/'],
    [500, 500, 'Sorry', undefined],
    [503, 503, 'Sorry', undefined],
  ])('%i', async (status, becomes, body, location) => {
    const headers = {
      'set-cookie': 'sid=1',
      'cache-control': 'max-age=86400',
      expires: 'Wed, 21 Oct 2099 07:28:00 GMT',
      etag: '"a"',
      'content-encoding': 'gzip',
    }
    const outcome = await run(recipe, originResponseEvent('/', { status, headers }))
    expect(outcome.status).toBe(becomes)
    expect(outcome.body).toBe(body)
    expect(outcome.headers.get('location')).toBe(location)
    expect(outcome.headers.getAll('cache-control')).toEqual(['max-age=10'])
    for (const name of ['set-cookie', 'expires', 'etag', 'content-encoding']) {
      expect(outcome).not.toHaveHeader(name)
    }
  })
})

test.each([200, 204, 206, 301, 304, 400, 416])('%i stays as it is', async (status) => {
  expect(await run(recipe, originResponseEvent('/', { status }))).toPassThrough()
  if (status === 400) return
  const all = errorPage({ pages: { '4xx': { body: 'x' }, '5xx': { body: 'x' } } })
  expect(await run(all, originResponseEvent('/', { status }))).toPassThrough()
})

test('the page of a redirect is not sent to itself when it fails', async () => {
  const toPage = errorPage({ pages: { '4xx': { redirect: '/sorry?from=error' } } })
  expect(await run(toPage, originResponseEvent('/sorry', { status: 404 }))).toPassThrough()
  const elsewhere = await run(toPage, originResponseEvent('/a', { status: 404 }))
  expect(elsewhere.headers.get('location')).toBe('/sorry?from=error')
})

test.each(['POST', 'PUT', 'OPTIONS', '__proto__'])(
  'a %s gets the origin’s error',
  async (method) => {
    const event = originResponseEvent('/', { status: 404, request: { method } })
    expect(await run(recipe, event)).toPassThrough()
  },
)

test('every visitor gets the page, and none the cookie of another', async () => {
  const site = localCache(ledge().originResponse(recipe), {
    origin: () => ({ status: 404, headers: { 'set-cookie': 'sid=1' } }),
  })
  const hostile = { headers: { 'x-a': ['x'.repeat(9000), '__proto__'] } }
  for (const init of [hostile, {}]) {
    const { response } = await site.fetch(viewerRequestEvent('/a?b=%', init))
    expect(response.status).toBe(404)
    expect(response.body).toBe('<h1>Gone</h1>')
    expect(response.headers.has('set-cookie')).toBe(false)
  }
})

test.each<[options: unknown, message: RegExp]>([
  [undefined, /an object of options/],
  [{ pages: {} }, /pages to be pages by status/],
  [{ pages: { 304: { body: '' } } }, /pages to be/],
  [{ pages: { 416: { body: '' } } }, /pages to be/],
  [{ pages: { '6xx': { body: '' } } }, /pages to be/],
  [{ pages: { 404: null } }, /an object of options, got null/],
  [{ pages: { 404: {} } }, /either a body or a redirect/],
  [{ pages: { 404: { body: 'a', redirect: '/' } } }, /either a body or a redirect/],
  [{ pages: { 404: { redirect: '//evil.example' } } }, /redirect to be a path of this host/],
  [{ pages: { 404: { redirect: '/', status: 404 } } }, /the status of a redirect, got 404/],
  [{ pages: { 404: { body: '', status: 99 } } }, /status to be 200 to 599/],
  [{ pages: { 404: { body: '', type: 'a\nb' } } }, /type to be a media type/],
  [{ pages, cache: 3600 }, /cache to be 0 to 300 seconds/],
])('%j is refused where the app is built', (options, message) => {
  const build = () => errorPage(options as ErrorPageOptions)
  expect(build).toThrow(message)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
})
