import { ledge } from 'ledge'
import {
  type NormalizeQueryOptions,
  normalizeQuery,
  trackingParameters,
} from 'ledge/recipes/normalize-query'
import { localCache, run, viewerRequestEvent } from 'ledge/testing'
import { anyQuerystring } from 'ledge/testing/arbitrary'
import 'ledge/testing/vitest'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const after = async (querystring: string, options?: NormalizeQueryOptions): Promise<string> =>
  (await run(normalizeQuery(options), viewerRequestEvent(`/?${querystring}`))).querystring ?? ''

test.each<[before: string, options: NormalizeQueryOptions | undefined, after: string]>([
  ['utm_source=mail&b=2&gclid=x&a=1', undefined, 'a=1&b=2'],
  ['utm_source=mail&fbclid=1', undefined, ''],
  ['UTM_SOURCE=mail', undefined, 'UTM_SOURCE=mail'],
  ['b=2&a=%7E&a=~+x&', undefined, 'a=%7E&a=~+x&b=2'],
  ['b=2&a=1', { sort: false }, 'b=2&a=1'],
  ['size=LARGE&color=RED', { lower: true }, 'color=red&size=large'],
  ['UTM_Source=1&Size=L&b=2', { lower: true, allow: ['Size'] }, 'size=l'],
  ['UTM_Source=1&Size=L', { lower: true, drop: ['Size'] }, 'utm_source=1'],
  ['b&&a==&&utm_=', { sort: false }, 'b&a=='],
  ['size=1&x=2&sizes=3', { allow: ['size'] }, 'size=1'],
  ['size=1&x=2&size-2=3', { allow: ['size*'] }, 'size=1&size-2=3'],
  ['ref=1&gclid=2', { drop: ['ref'] }, 'gclid=2'],
  ['ref=1&gclid=2&a=3', { drop: [...trackingParameters, 'ref'] }, 'a=3'],
  ['__proto__=1&constructor=2', { allow: ['a'] }, ''],
  ['%zz=1&%75tm_source=2', undefined, '%zz=1'],
])('%s with %j is %s', async (before, options, expected) => {
  expect(await after(before, options)).toBe(expected)
})

test('nothing to do is nothing done', async () => {
  expect(await run(normalizeQuery(), viewerRequestEvent('/a?a=1&b='))).toPassThrough()
  expect(await run(normalizeQuery(), viewerRequestEvent('/a'))).toPassThrough()
})

test('what stays keeps its bytes and, unless they are sorted, its place', async () => {
  const app = ledge().viewerRequest(normalizeQuery({ sort: false, drop: ['a', 'b*'] }))
  await fc.assert(
    fc.asyncProperty(anyQuerystring(), async (querystring) => {
      const outcome = await run(app, viewerRequestEvent(`/?${querystring}`))
      const kept = querystring.split('&').filter((pair) => {
        const [[name] = ['a']] = new URLSearchParams(`${pair}&`)
        return name !== 'a' && !name.startsWith('b')
      })
      expect(outcome.querystring).toBe(kept.join('&'))
    }),
    { numRuns: 50 },
  )
})

test('twice is once', async () => {
  const options = fc.constantFrom<NormalizeQueryOptions>(
    {},
    { lower: true },
    { allow: ['a', 'b*'] },
  )
  await fc.assert(
    fc.asyncProperty(anyQuerystring(), options, async (querystring, options) => {
      const app = ledge().viewerRequest(normalizeQuery(options))
      const once = await run(app, viewerRequestEvent(`/?${querystring}`))
      const twice = await run(app, viewerRequestEvent(`/?${once.querystring ?? ''}`))
      expect(twice.querystring).toBe(once.querystring)
    }),
    { numRuns: 50 },
  )
})

test('links from two newsletters share an entry, and the origin sees neither', async () => {
  const seen: string[] = []
  const site = localCache(ledge().viewerRequest(normalizeQuery()), {
    key: { query: 'all' },
    origin({ querystring }) {
      seen.push(querystring)
      return { body: 'page' }
    },
  })
  await site.fetch(viewerRequestEvent('/?utm_source=a&p=1'))
  expect((await site.fetch(viewerRequestEvent('/?p=1&utm_source=b'))).cache).toBe('hit')
  expect(seen).toEqual(['p=1'])
})

test.each<[options: Record<string, unknown>, message: RegExp]>([
  [{ allow: 'a' }, /allow to be a list of names, of which \* may be the end, got "a"/],
  [{ drop: ['*_id'] }, /drop to be a list of names, of which \* may be the end/],
  [{ allow: ['a'], drop: ['b'] }, /expected allow or drop, not both/],
  [{ sort: 1 }, /sort to be true or false, got 1/],
  [{ lowercase: true }, /an option among allow, drop, sort, lower, got "lowercase"/],
])('refuses %j', (options, message) => {
  expect(() => normalizeQuery(options as NormalizeQueryOptions)).toThrow(message)
})
