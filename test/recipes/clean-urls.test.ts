import { ledge } from 'ledge'
import { type CleanUrlsOptions, cleanUrls } from 'ledge/recipes/clean-urls'
import { trailingSlash } from 'ledge/recipes/trailing-slash'
import { localCache, originRequestEvent, run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withUri } from '../fixtures/with-uri.js'

test.each([
  ['/about', '/about.html'],
  ['/docs/', '/docs/index.html'],
  ['/', '/index.html'],
  ['/v1.2/a', '/v1.2/a.html'],
  ['/%zz/a', '/%zz/a.html'],
])('the origin is asked for the file of %s', async (asked, file) => {
  expect(await run(cleanUrls(), originRequestEvent(asked))).toRewriteTo(file)
  expect(await run(cleanUrls(), viewerRequestEvent(asked))).toRewriteTo(file)
})

test.each(['/a.png', '/a.html.png', '/.html', '/a.HTML', '/.well-known'])(
  '%s is left alone',
  async (path) => {
    expect(await run(cleanUrls(), originRequestEvent(path))).toPassThrough()
  },
)

test.each([
  ['/about.html', '/about'],
  ['/docs/index.html', '/docs/'],
  ['//index.html', '/'],
  ['/index.html.html', '/'],
  ['/a.html.html', '/a'],
])('%s is redirected to %s', async (file, clean) => {
  const outcome = await run(cleanUrls(), originRequestEvent(file))
  expect(outcome).toRedirectTo(clean, 301)
  expect(outcome).toHaveHeader('cache-control', 'max-age=3600')
  expect(await run(cleanUrls(), originRequestEvent(file, { method: 'POST' }))).toRedirectTo(
    clean,
    308,
  )
})

test('the query goes along in viewer-request, and in origin-request where it is in the key', async () => {
  expect(await run(cleanUrls(), viewerRequestEvent('/a.html?x=1'))).toRedirectTo('/a?x=1', 301)
  expect(await run(cleanUrls(), originRequestEvent('/a.html?x=1'))).toRedirectTo('/a', 301)
  const keyed = cleanUrls({ query: ['x'] })
  expect(await run(keyed, originRequestEvent('/a.html?x=1&y=2'))).toRedirectTo('/a?x=1', 301)
  expect(keyed.needs).toEqual({ cacheKey: { query: ['x'] } })
})

test.each([cleanUrls(), cleanUrls({ index: 'home.html' })])(
  'a default root object is no loop: CloudFront asks for it where a viewer asks for /',
  async (recipe) => {
    for (const file of ['/index.html', '/home.html', '/docs/index.html', '/docs/home.html']) {
      let at = '/'
      for (let hops = 0; ; hops++) {
        const outcome = await run(recipe, originRequestEvent(at === '/' ? file : at))
        if (outcome.kind !== 'replied') break
        expect(hops).toBe(0)
        at = outcome.headers.get('location') ?? ''
      }
    }
  },
)

test('a custom error page has a clean path as others do', async () => {
  expect(await run(cleanUrls(), originRequestEvent('/404'))).toRewriteTo('/404.html')
})

test('another index', async () => {
  const recipe = cleanUrls({ index: 'default.html', cache: 0 })
  expect(await run(recipe, originRequestEvent('/a/'))).toRewriteTo('/a/default.html')
  const outcome = await run(recipe, originRequestEvent('/a/default.html'))
  expect(outcome).toRedirectTo('/a/', 301)
  expect(outcome).toHaveHeader('cache-control', 'no-store')
})

test.each(['//evil.example/index.html', '/\\evil.example/a.html', '/\t/evil.example/a.html'])(
  '%j stays on this host',
  async (uri) => {
    const event = originRequestEvent('/')
    const outcome = await run(cleanUrls(), withUri(event, uri))
    const location = outcome.headers.get('location') ?? ''
    expect(new URL(location, 'https://shop.example').host).toBe('shop.example')
  },
)

test('the second visitor gets the page of the path alone', async () => {
  const site = localCache(ledge().originRequest(cleanUrls()), {
    origin: ({ uri }) => ({ body: uri }),
  })
  await site.fetch(viewerRequestEvent('/a?x=1', { cookies: { a: '1' } }))
  const second = await site.fetch(viewerRequestEvent('/a'))
  expect([second.cache, second.response.body]).toEqual(['hit', '/a.html'])
})

describe('with a policy for slashes', () => {
  const folder = fc.constantFrom('a', 'index', 'b.c', '%2f', '%61')
  const file = fc.constantFrom('', 'a', 'index', 'index.html', 'b.html', 'b.html.html', 'c.png')
  const paths = fc.tuple(fc.array(folder, { maxLength: 3 }), file)
  const odd = fc.array(fc.oneof(folder, file, fc.constantFrom('.', '..', '%2e')), { maxLength: 4 })
  const pathOf = (parts: readonly string[]) => `/${parts.join('/')}`

  test.each([
    ['add', 'first'],
    ['add', 'last'],
    ['remove', 'first'],
    ['remove', 'last'],
  ] as const)('%s, %s, redirects end: after two, if files are no folders', async (slash, place) => {
    const steps = [trailingSlash({ slash }), cleanUrls()] as const
    const [one, other] = place === 'first' ? steps : [steps[1], steps[0]]
    const app = ledge().originRequest(one, other)
    const hopsFrom = async (path: string): Promise<number> => {
      let at = path
      for (let hops = 0; ; hops++) {
        const outcome = await run(app, originRequestEvent(at))
        if (outcome.kind !== 'replied') return hops
        expect(hops).toBeLessThan(12)
        const url = new URL(outcome.headers.get('location') ?? '', `https://shop.example${at}`)
        expect(url.host).toBe('shop.example')
        at = url.pathname
      }
    }
    await fc.assert(
      fc.asyncProperty(paths, async ([folders, file]) => {
        expect(await hopsFrom(pathOf([...folders, file]))).toBeLessThanOrEqual(2)
      }),
    )
    await fc.assert(fc.asyncProperty(odd, async (parts) => void (await hopsFrom(pathOf(parts)))))
  })
})

test.each<[options: Record<string, unknown>, message: RegExp]>([
  [{ index: 'index' }, /index to be a file name that ends in .html, got "index"/],
  [{ index: 'a/b.html' }, /index to be a file name/],
  [{ cache: -1 }, /cache to be a whole number of seconds, got -1/],
  [{ query: 'x' }, /query to be a list of names, got "x"/],
  [{ slash: 'add' }, /an option among index, cache, query, got "slash"/],
])('refuses %j', (options, message) => {
  expect(() => cleanUrls(options as CleanUrlsOptions)).toThrow(message)
})
