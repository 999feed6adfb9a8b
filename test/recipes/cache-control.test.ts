import { ledge } from 'ledge'
import { type CacheControlOptions, type CacheRule, cacheControl } from 'ledge/recipes/cache-control'
import { localCache, originResponseEvent, run, viewerRequestEvent } from 'ledge/testing'
import { describe, expect, test } from 'vitest'
import 'ledge/testing/vitest'

const rules: readonly CacheRule[] = [
  { path: '/assets/*rest', browser: 31_536_000, immutable: true },
  { path: ['/a/:id', '/b'], type: 'application/json', browser: 5 },
  { type: 'TEXT/html', status: [200, 203], browser: 0, edge: 300 },
  { type: ['image/*', 'font/woff2'], browser: 60 },
]

const after = async (
  target: string,
  headers: Record<string, string | string[]>,
  status = 200,
  own = rules,
) => {
  const event = originResponseEvent(target, { headers, status })
  return (await run(cacheControl({ rules: own }), event)).headers
}

test.each<[target: string, type: string | string[], status: number, value: string | undefined]>([
  ['/assets/app.js', 'text/javascript', 200, 'max-age=31536000, immutable'],
  ['/%61ssets//x/../app.js', 'text/html', 200, 'max-age=31536000, immutable'],
  ['/ASSETS/app.js', 'text/javascript', 200, undefined],
  ['/a/1', 'application/json; charset=utf-8', 200, 'max-age=5'],
  ['/b', 'application/json', 200, 'max-age=5'],
  ['/c', 'application/json', 200, undefined],
  ['/', 'text/html;charset=utf-8', 200, 'max-age=0, s-maxage=300'],
  ['/', 'Text/HTML', 203, 'max-age=0, s-maxage=300'],
  ['/', 'text/html', 301, undefined],
  ['/', 'text/html2', 200, undefined],
  ['/', 'image/png', 200, 'max-age=60'],
  ['/', 'font/woff2', 200, 'max-age=60'],
  ['/', 'imagery/x', 200, undefined],
  ['/', '__proto__', 200, undefined],
  ['/', 'x'.repeat(100_000), 200, undefined],
  ['/', [], 200, undefined],
  ['/%', 'image/png', 200, 'max-age=60'],
])('%s of %s, status %i: %s', async (target, type, status, value) => {
  const headers = await after(target, { 'content-type': type }, status)
  expect(headers.get('cache-control')).toBe(value)
})

test('what the origin said gives way, whole', async () => {
  const came = {
    'content-type': 'image/png',
    'cache-control': ['public', 'max-age=1'],
    expires: '0',
    pragma: 'no-cache',
  }
  const headers = await after('/', came)
  expect(headers.getAll('cache-control')).toEqual(['max-age=60'])
  expect(headers.has('expires') || headers.has('pragma')).toBe(false)
})

describe('what is for one visitor, and an error,', () => {
  const cases: [headers: Record<string, string | string[]>, status: number][] = [
    [{ 'set-cookie': 'sid=1', 'cache-control': 'no-cache="set-cookie", private' }, 200],
    [{ 'cache-control': 'private' }, 200],
    [{ 'cache-control': 'max-age=60, Private="x-a"' }, 200],
    [{ 'cache-control': ['public', 'no-store'] }, 200],
    [{ 'cache-control': 'NO-STORE,max-age=60' }, 200],
    [{}, 404],
    [{}, 503],
  ]
  test.each(cases)('%j %i stays as it is', async (headers, status) => {
    const outcome = await run(
      cacheControl({ rules: [{ browser: 60 }] }),
      originResponseEvent('/', { headers, status }),
    )
    expect(outcome).toPassThrough()
  })

  test.each(cases)(
    '%j %i is kept where a rule forces it, without cookies',
    async (came, status) => {
      const headers = await after('/', came, status, [{ browser: 60, force: true }])
      expect(headers.getAll('cache-control')).toEqual(['max-age=60'])
      expect(headers.has('set-cookie')).toBe(false)
    },
  )
})

test("a second visitor on a warm cache gets no cookie of the first one's", async () => {
  for (const force of [false, true]) {
    const site = localCache(
      ledge().originResponse(cacheControl({ rules: [{ browser: 60, force }] })),
      { origin: () => ({ headers: { 'set-cookie': 'sid=1', 'cache-control': 'private' } }) },
    )
    await site.fetch(viewerRequestEvent('/'))
    const second = await site.fetch(viewerRequestEvent('/'))
    expect(second.cache).toBe(force ? 'hit' : 'miss')
    if (force) expect(second.response.headers.has('set-cookie')).toBe(false)
  }
})

test.each<[options: unknown, message: RegExp]>([
  [undefined, /an object of options/],
  [{}, /rules to be a list of rules/],
  [{ rules: [] }, /rules to be a list of rules/],
  [{ rules: [null] }, /an object of options, got null/],
  [{ rules: [{}] }, /browser to be a whole number of seconds/],
  [{ rules: [{ browser: 1.5 }] }, /browser to be/],
  [{ rules: [{ browser: '1h' }] }, /browser to be/],
  [{ rules: [{ browser: 1, edge: -1 }] }, /edge to be/],
  [{ rules: [{ browser: 1, type: 'html' }] }, /type to be a media type/],
  [{ rules: [{ browser: 1, type: [] }] }, /type to be a media type/],
  [{ rules: [{ browser: 1, status: '200' }] }, /status to be/],
  [{ rules: [{ browser: 1, path: 7 }] }, /path to be a pattern/],
  [{ rules: [{ browser: 1, path: '' }] }, /path to be a pattern/],
  [{ rules: [{ browser: 1, path: ['/a', ''] }] }, /path to be a pattern/],
  [{ rules: [{ browser: 1, path: 'assets/*rest' }] }, /path to be a pattern/],
  [{ rules: [{ browser: 1, immutable: 1 }] }, /immutable to be/],
  [{ rules: [{ browser: 1, maxAge: 1 }] }, /an option among/],
])('%j is refused where the app is built', (options, message) => {
  const build = () => cacheControl(options as CacheControlOptions)
  expect(build).toThrow(message)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
})
