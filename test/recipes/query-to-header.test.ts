import { ledge } from 'ledge'
import { type QueryToHeaderOptions, queryToHeader } from 'ledge/recipes/query-to-header'
import { localCache, run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { expect, test } from 'vitest'
import { disallowedHeaders, readOnlyInViewerRequest } from '../../src/rules/headers.js'

const options: QueryToHeaderOptions = { parameter: 'auth', header: 'x-auth' }

test('the parameter becomes the header, and leaves the query', async () => {
  const outcome = await run(queryToHeader(options), viewerRequestEvent('/?auth=test&foo=bar'))
  expect(outcome).toHaveHeader('x-auth', 'test')
  expect(outcome.querystring).toBe('foo=bar')
})

test('the first of several counts, without the blanks around it', async () => {
  const target = '/?auth=%20a%20b+&x=1&%61uth=c'
  const outcome = await run(queryToHeader(options), viewerRequestEvent(target))
  expect(outcome.headers.getAll('x-auth')).toEqual(['a b'])
  expect(outcome.querystring).toBe('x=1')
})

test("the header may be AWS's, or one that every origin knows", async () => {
  for (const header of ['auth-header', 'authorization']) {
    const recipe = queryToHeader({ parameter: 'auth', header })
    expect(await run(recipe, viewerRequestEvent('/?auth=test'))).toHaveHeader(header, 'test')
  }
})

test('or stays in it', async () => {
  const outcome = await run(
    queryToHeader({ ...options, keep: true }),
    viewerRequestEvent('/?auth=a'),
  )
  expect(outcome).toHaveHeader('x-auth', 'a')
  expect(outcome.querystring).toBe('auth=a')
})

test.each([
  '/',
  '/?auth=',
  '/?auth=+%20',
  '/?auth=%0d%0ax:1',
  '/?auth=%00',
  '/?auth=%C3%A9',
  `/?auth=${'a'.repeat(257)}`,
])('%s sets none, and takes away what the viewer made up', async (target) => {
  const headers = { 'x-auth': 'forged' }
  const outcome = await run(queryToHeader(options), viewerRequestEvent(target, { headers }))
  expect(outcome.kind).toBe('passed')
  expect(outcome.headers.has('x-auth')).toBe(false)
})

test('it says how the header goes on', () => {
  expect(queryToHeader(options).needs).toEqual({ cacheKey: { headers: ['x-auth'] } })
  const forwarded = queryToHeader({ ...options, as: 'forward' })
  expect(forwarded.needs).toEqual({ forward: { headers: ['x-auth'] } })
})

const taken = ['X-A', 'x a', '__proto__', 'cookie', 'x-forwarded-for', 'cloudfront-viewer-country']

test.each([...taken, ...disallowedHeaders, ...readOnlyInViewerRequest])(
  'refuses %s as the header',
  (header) => {
    expect(() => queryToHeader({ parameter: 'a', header })).toThrow(/header to be a header/)
  },
)

test("a second visitor does not get the first one's answer", async () => {
  const app = ledge().viewerRequest(queryToHeader(options))
  const site = localCache(app, {
    origin: ({ headers }) => ({ body: headers['x-auth']?.[0]?.value ?? '' }),
  })
  expect((await site.fetch(viewerRequestEvent('/?auth=ann'))).response.body).toBe('ann')
  expect((await site.fetch(viewerRequestEvent('/?auth=bob'))).response.body).toBe('bob')
  expect((await site.fetch(viewerRequestEvent('/'))).response.body).toBe('')
})

test.each<[options: Record<string, unknown>, message: RegExp]>([
  [{ header: 'x-a' }, /parameter to be the name of a query parameter, got undefined/],
  [{ parameter: 'a' }, /header to be a header in lower case that functions may set/],
  [{ parameter: 'a', header: 'x-a', as: 'key' }, /as to be cacheKey, forward, got "key"/],
  [{ parameter: 'a', header: 'x-a', most: 0 }, /most to be a number of characters, got 0/],
  [{ parameter: 'a', header: 'x-a', max: 1 }, /an option among .*, got "max"/],
])('refuses %j', (options, message) => {
  expect(() => queryToHeader(options as unknown as QueryToHeaderOptions)).toThrow(message)
})
