import { forbidden, ledge, text } from 'ledge'
import { type ResponseHeadersOptions, responseHeaders } from 'ledge/recipes/response-headers'
import {
  localCache,
  originResponseEvent,
  run,
  viewerRequestEvent,
  viewerResponseEvent,
} from 'ledge/testing'
import { describe, expect, test } from 'vitest'
import 'ledge/testing/vitest'

const all: ResponseHeadersOptions = {
  rename: { 'X-Old': 'X-New' },
  remove: ['x-powered-by'],
  set: { 'x-fixed': 'a', 'x-lines': ['a', 'b'], 'x-path': (ctx) => ctx.request.uri },
  append: { vary: 'accept', 'x-more': () => ['c', 'd'] },
}
const headers = {
  'x-old': ['1', '2'],
  'x-new': '0',
  'x-powered-by': 'PHP',
  'x-fixed': 'z',
  vary: 'cookie',
}

test.each([
  originResponseEvent('/a', { headers }),
  originResponseEvent('/a', { headers, status: 500 }),
  viewerResponseEvent('/a', { headers }),
])('a response is edited', async (event) => {
  const { headers: now } = await run(responseHeaders(all), event)
  expect(now.getAll('x-new')).toEqual(['1', '2'])
  expect(now.getAll('x-lines')).toEqual(['a', 'b'])
  expect(now.getAll('vary')).toEqual(['cookie', 'accept'])
  expect(now.getAll('x-more')).toEqual(['c', 'd'])
  expect(now.get('x-fixed')).toBe('a')
  expect(now.get('x-path')).toBe('/a')
  expect(now.has('x-old') || now.has('x-powered-by')).toBe(false)
})

test('nothing is renamed where nothing is there', async () => {
  const event = originResponseEvent('/', { headers: { 'x-new': '0' } })
  const outcome = await run(responseHeaders({ rename: { 'x-old': 'x-new' } }), event)
  expect(outcome).toHaveHeader('x-new', '0')
})

test('a function that gives nothing, or control characters, removes the header', async () => {
  const sent = (value: string | undefined) =>
    run(
      responseHeaders({ set: { 'x-fixed': () => value }, append: { 'x-more': () => value } }),
      originResponseEvent('/', { headers: { 'x-fixed': 'z' } }),
    )
  for (const value of [undefined, 'a\r\nset-cookie: b', '\0', '\x7f']) {
    const outcome = await sent(value)
    expect(outcome).not.toHaveHeader('x-fixed')
    expect(outcome).not.toHaveHeader('x-more')
  }
  expect(await sent('__proto__')).toHaveHeader('x-fixed', '__proto__')
})

describe('answers of the edge are edited', () => {
  const edit = responseHeaders({ set: { 'x-fixed': 'a' } })
  test.each(['/refused', '/generated', '/replaced', '/'])('%s', async (uri) => {
    const app = ledge()
      .viewerRequest(edit)
      .viewerRequest('/refused', () => forbidden())
      .originRequest(edit)
      .originRequest('/generated', () => text('made here'))
      .originResponse(edit)
      .originResponse('/replaced', () => text('made there'))
    const site = localCache(app, { origin: () => ({}), ttl: { min: 60 } })
    for (let i = 0; i < 2; i++) {
      const { response } = await site.fetch(viewerRequestEvent(uri))
      expect(response.headers.getAll('x-fixed')).toEqual(['a'])
    }
  })
})

test("in viewer-response, a second visitor on a warm cache gets no header of the first one's", async () => {
  const own = responseHeaders({ set: { 'x-name': (ctx) => ctx.request.cookies.get('name') } })
  const site = localCache(ledge().viewerResponse(own), {
    origin: () => ({}),
    forward: { cookies: ['name'] },
  })
  const visit = async (name?: string) =>
    site.fetch(viewerRequestEvent('/', name ? { cookies: { name } } : {}))
  expect((await visit('ann')).response.headers.get('x-name')).toBe('ann')
  const second = await visit()
  expect(second.cache).toBe('hit')
  expect(second.response.headers.has('x-name')).toBe(false)
})

test.each<[options: unknown, message: RegExp]>([
  [null, /an object of options, got null/],
  [{ add: {} }, /an option among rename, remove, set, append, got "add"/],
  [{ set: { 'x y': 'a' } }, /set to be values or functions by header name/],
  [{ set: { 'x-a': 'a\nb' } }, /set to be/],
  [{ set: { 'x-a': undefined } }, /set to be/],
  [{ set: { 'x-a': 1 } }, /set to be/],
  [{ set: { via: 'a' } }, /set to be/],
  [{ append: { 'X-Edge-Foo': 'a' } }, /append to be/],
  [{ append: [], remove: 'server' }, /remove to be a list of headers that functions may write/],
  [{ remove: ['Connection'] }, /remove to be/],
  [{ rename: { 'x-a': 'x-cache' } }, /rename to be new header names by old ones/],
  [{ rename: { 'x-a': 7 } }, /rename to be/],
  [{ set: JSON.parse('{"__proto__":"a"}') }, /set to be/],
])('%j is refused where the app is built', (options, message) => {
  const build = () => responseHeaders(options as ResponseHeadersOptions)
  expect(build).toThrow(message)
  expect(build).toThrow(/^responseHeaders: expected /)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
})
