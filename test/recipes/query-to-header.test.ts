import { ledge } from 'ledge'
import { type QueryToHeaderOptions, queryToHeader } from 'ledge/recipes/query-to-header'
import { localCache, run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { expect, test } from 'vitest'

const options: QueryToHeaderOptions = { parameter: 'auth', header: 'x-auth', as: 'cacheKey' }

test('the parameter becomes the header, and leaves the query', async () => {
  const outcome = await run(queryToHeader(options), viewerRequestEvent('/?auth=test&foo=bar'))
  expect(outcome).toHaveHeader('x-auth', 'test')
  expect(outcome.querystring).toBe('foo=bar')
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
  const { as: _, ...rest } = options
  expect(queryToHeader(rest).needs).toEqual({ forward: { headers: ['x-auth'] } })
})

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
  [{ parameter: 'a', header: 'Host' }, /header to be an x- header/],
  [{ parameter: 'a', header: 'x-a', as: 'key' }, /as to be forward, cacheKey, got "key"/],
  [{ parameter: 'a', header: 'x-a', most: 0 }, /most to be a number of characters, got 0/],
  [{ parameter: 'a', header: 'x-a', max: 1 }, /an option among .*, got "max"/],
])('refuses %j', (options, message) => {
  expect(() => queryToHeader(options as unknown as QueryToHeaderOptions)).toThrow(message)
})
