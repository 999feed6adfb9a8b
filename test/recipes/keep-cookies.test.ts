import { ledge } from 'ledge'
import { analyticsCookies, type KeepCookiesOptions, keepCookies } from 'ledge/recipes/keep-cookies'
import { localCache, run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { expect, test } from 'vitest'

const after = async (cookie: string | string[], options?: KeepCookiesOptions) =>
  (
    await run(keepCookies(options), viewerRequestEvent('/', { headers: { cookie } }))
  ).headers.getAll('cookie')

test.each<[before: string | string[], options: KeepCookiesOptions | undefined, after: string[]]>([
  ['_ga=1; session="a b"; _ga_X1=2; _gid=3', undefined, ['session="a b"']],
  [['_fbp=1', 'session=%zz'], undefined, ['session=%zz']],
  ['a=1; b=2; session-1=3', { keep: ['a', 'session-*'] }, ['a=1; session-1=3']],
  ['a=1; _ga=2', { drop: ['a'] }, ['_ga=2']],
  ['__proto__=1; constructor=2; a=3', { keep: ['a'] }, ['a=3']],
  ['_ga=1', undefined, []],
  ['_gallery=1; _ga=2', undefined, ['_gallery=1']],
  ['flag; _ga=1; =x', undefined, ['flag; =x']],
  ['flag; a=1; =x', { keep: ['a'] }, ['a=1']],
  ['_ga=1; __proto__=2; a=3; _ga=4', { drop: [...analyticsCookies, '__proto__'] }, ['a=3']],
])('%j with %j is %j', async (before, options, expected) => {
  expect(await after(before, options)).toEqual(expected)
})

test('what stays keeps every byte', async () => {
  const headers = { cookie: ' a=1;b = "2" ;; c=%zz' }
  expect(await run(keepCookies(), viewerRequestEvent('/', { headers }))).toPassThrough()
  expect(await run(keepCookies(), viewerRequestEvent('/'))).toPassThrough()
})

test('visitors that only analytics tells apart share an entry', async () => {
  const site = localCache(ledge().viewerRequest(keepCookies()), {
    key: { cookies: 'all' },
    origin: ({ headers }) => ({ body: JSON.stringify(headers.cookie ?? []) }),
  })
  await site.fetch(viewerRequestEvent('/', { cookies: { _ga: 'ann' } }))
  const second = await site.fetch(viewerRequestEvent('/', { cookies: { _ga: 'bob' } }))
  expect([second.cache, second.response.body]).toEqual(['hit', '[]'])
})

test.each<[options: Record<string, unknown>, message: RegExp]>([
  [{ keep: 'a' }, /keep to be a list of names, of which \* may be the end, got "a"/],
  [{ keep: ['a'], drop: ['b'] }, /expected keep or drop, not both/],
  [{ allow: [] }, /an option among keep, drop, got "allow"/],
])('refuses %j', (options, message) => {
  expect(() => keepCookies(options as KeepCookiesOptions)).toThrow(message)
})
