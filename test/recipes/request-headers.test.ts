import { ledge, withNeeds } from 'ledge'
import { type RequestHeadersOptions, requestHeaders } from 'ledge/recipes/request-headers'
import { localCache, originRequestEvent, run, viewerRequestEvent } from 'ledge/testing'
import { expect, test } from 'vitest'
import 'ledge/testing/vitest'

const all: RequestHeadersOptions = {
  rename: { 'x-old': 'x-new' },
  remove: ['x-debug'],
  set: { 'x-fixed': 'a', 'x-ip': (ctx) => ctx.request.clientIp },
  append: { 'x-chain': 'edge' },
}
const init = {
  clientIp: '192.0.2.7',
  headers: { 'x-old': ['1', '2'], 'x-debug': '1', 'x-ip': 'forged', 'x-chain': 'a' },
}

test.each([viewerRequestEvent('/', init), originRequestEvent('/', init)])(
  'a request is edited',
  async (event) => {
    const outcome = await run(requestHeaders(all), event)
    expect(outcome.kind).toBe('passed')
    expect(outcome.headers.getAll('x-new')).toEqual(['1', '2'])
    expect(outcome.headers.getAll('x-chain')).toEqual(['a', 'edge'])
    expect(outcome).toHaveHeader('x-fixed', 'a')
    expect(outcome).toHaveHeader('x-ip', '192.0.2.7')
    expect(outcome).not.toHaveHeader('x-old')
    expect(outcome).not.toHaveHeader('x-debug')
  },
)

test.each([undefined, 'a\r\nhost: evil.example', '\0', '\x7f'])(
  'what a viewer made up does not stay where a function gives %j',
  async (value) => {
    const event = viewerRequestEvent('/', { headers: { 'x-user': ['forged', 'twice'] } })
    const outcome = await run(requestHeaders({ set: { 'x-user': () => value } }), event)
    expect(outcome).not.toHaveHeader('x-user')
  },
)

test('long and strange values are passed on as they are', async () => {
  for (const value of ['x'.repeat(15_000), '__proto__', 'ü', '']) {
    const event = viewerRequestEvent('/', { headers: { 'x-old': value } })
    const outcome = await run(requestHeaders({ rename: { 'x-old': 'x-new' } }), event)
    expect(outcome).toHaveHeader('x-new', value)
  }
})

test('a header in the cache key keeps visitors apart', async () => {
  const needs = { cacheKey: { headers: ['x-beta'] } }
  const beta = requestHeaders({ set: { 'x-beta': (ctx) => ctx.request.cookies.get('beta') } })
  const site = localCache(ledge().viewerRequest(withNeeds(needs, beta)), {
    origin: ({ headers }) => ({ body: headers['x-beta']?.[0]?.value ?? 'none' }),
  })
  const visit = async (init: object) =>
    (await site.fetch(viewerRequestEvent('/', init))).response.body
  expect(await visit({ cookies: { beta: 'on' } })).toBe('on')
  expect(await visit({})).toBe('none')
  expect(await visit({ headers: { 'x-beta': 'on' } })).toBe('none')
})

test.each<[options: unknown, message: RegExp]>([
  [undefined, /an object of options, got undefined/],
  [{ add: {} }, /an option among rename, remove, set, append, got "add"/],
  [{ set: { 'x-amz-cf-id': 'a' } }, /set to be values or functions by header name/],
  [{ rename: { 'x-a': 'x b' } }, /rename to be/],
  [{ remove: ['x-forwarded-proto'] }, /remove to be/],
  [{ append: 7 }, /append to be/],
])('%j is refused where the app is built', (options, message) => {
  const build = () => requestHeaders(options as RequestHeadersOptions)
  expect(build).toThrow(message)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
})
