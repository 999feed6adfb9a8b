/**
 * What every recipe must hold with CloudFront's cache on: whoever comes second gets what he would get
 * if nobody had been there before. Each recipe has a pair of visitors here, whose requests are served
 * in both orders, from an empty cache and from a warm one.
 */
import { readdirSync } from 'node:fs'
import { type Context, ledge, withNeeds } from 'ledge'
import { abTest } from 'ledge/recipes/ab-test'
import { accessLog } from 'ledge/recipes/access-log'
import { bodyHash } from 'ledge/recipes/body-hash'
import { cacheControl } from 'ledge/recipes/cache-control'
import { canonicalHost } from 'ledge/recipes/canonical-host'
import { cleanUrls } from 'ledge/recipes/clean-urls'
import { cors } from 'ledge/recipes/cors'
import { countryBlock } from 'ledge/recipes/country-block'
import { countryRedirect } from 'ledge/recipes/country-redirect'
import { cloudFrontDeviceClass, deviceClass } from 'ledge/recipes/device-class'
import { deviceImages } from 'ledge/recipes/device-images'
import { errorPage } from 'ledge/recipes/error-page'
import { forwardedHost } from 'ledge/recipes/forwarded-host'
import { gradualRollout } from 'ledge/recipes/gradual-rollout'
import { hostToPath } from 'ledge/recipes/host-to-path'
import { keepCookies } from 'ledge/recipes/keep-cookies'
import { languageRedirect } from 'ledge/recipes/language-redirect'
import { maintenancePage } from 'ledge/recipes/maintenance-page'
import { normalizeQuery } from 'ledge/recipes/normalize-query'
import { queryToHeader } from 'ledge/recipes/query-to-header'
import { redirects } from 'ledge/recipes/redirects'
import { requestHeaders } from 'ledge/recipes/request-headers'
import { requestId } from 'ledge/recipes/request-id'
import { responseHeaders } from 'ledge/recipes/response-headers'
import { rewrites } from 'ledge/recipes/rewrites'
import { robotsTxt } from 'ledge/recipes/robots-txt'
import { securityHeaders } from 'ledge/recipes/security-headers'
import { selectOrigin } from 'ledge/recipes/select-origin'
import { serverTiming } from 'ledge/recipes/server-timing'
import { spaFallback } from 'ledge/recipes/spa-fallback'
import { staticPage } from 'ledge/recipes/static-page'
import { trailingSlash } from 'ledge/recipes/trailing-slash'
import {
  type Cycle,
  type FetchOptions,
  type LocalCache,
  type LocalCacheOptions,
  localCache,
  viewerRequestEvent,
} from 'ledge/testing'
import { expect, test } from 'vitest'
import { everyone } from '../fixtures/access.js'

type Visit = (site: LocalCache) => Promise<Cycle>

interface Pair extends Partial<LocalCacheOptions> {
  readonly app: ReturnType<typeof ledge>
  readonly first: Visit
  readonly second: Visit
  /** Where the second's response comes from, after the first's. */
  readonly cache: Cycle['cache']
  /** Whether both are to get the same, and then to the byte. Default: they must not. */
  readonly alike?: boolean
}

type Headers = Parameters<LocalCacheOptions['origin']>[0]['headers']
type Init = Parameters<typeof viewerRequestEvent>[1]

const at =
  (target: string, init?: Init, viewer?: FetchOptions): Visit =>
  (site) =>
    site.fetch(viewerRequestEvent(target, init), viewer)
const from = (country: string): Visit => at('/', {}, { country })
const speaking = (language: string): Visit => at('/', { headers: { 'accept-language': language } })
const withCookies = (cookies: Record<string, string>): Visit => at('/', { cookies })

const nameOf = ({ request }: Context): string => request.cookies.get('name') ?? ''
const ann = withCookies({ name: 'ann' })
const bob = withCookies({ name: 'bob' })

/** Sets a cookie that is for this visitor alone, and says so. */
const personal = ({ headers }: { headers: Headers }) => ({
  headers: { 'cache-control': 'private' },
  setCookies: [`seen=${headers.cookie?.[0]?.value}`],
})

/** What is drawn and sealed by chance, and when, is the same whoever came before. */
const sameWorld = { seed: 1, now: Date.now() }

const other = { custom: { domainName: 'other.example.com' } }

/** By the recipe's file; what stands behind a colon tells several pairs of one recipe apart. */
const pairs: Readonly<Record<string, Pair>> = {
  'ab-test': {
    app: ledge().use(abTest({ name: 'x', variants: { a: 1, b: 1 } })),
    first: withCookies({ 'ab-x': 'a' }),
    second: withCookies({ 'ab-x': 'b' }),
    cache: 'miss',
  },
  'ab-test: the cookie of who is new': {
    app: ledge().use(abTest({ name: 'x', variants: { a: 1, b: 0 } })),
    first: at('/'),
    second: withCookies({ 'ab-x': 'a' }),
    cache: 'hit',
  },
  'access-log': {
    app: ledge()
      .viewerRequest(accessLog({ sample: 1, cookies: ['name'] }))
      .viewerResponse(accessLog({ sample: 1, cookies: ['name'] })),
    first: ann,
    second: bob,
    cache: 'hit',
  },
  'body-hash': {
    app: ledge().viewerRequest(bodyHash()),
    first: at('/', { method: 'PUT', body: 'a' }),
    second: at('/', { method: 'PUT', body: 'b' }),
    origin: ({ headers }) => ({ body: headers['x-amz-content-sha256']?.[0]?.value ?? '' }),
    cache: 'miss',
  },
  'cache-control': {
    app: ledge().originResponse(cacheControl({ rules: [{ browser: 60 }] })),
    first: ann,
    second: bob,
    forward: { cookies: 'all' },
    origin: personal,
    cache: 'miss',
  },
  'cache-control: a cookie that is stored by force': {
    app: ledge().originResponse(cacheControl({ rules: [{ browser: 60, force: true }] })),
    first: ann,
    second: bob,
    forward: { cookies: 'all' },
    origin: personal,
    cache: 'hit',
    alike: true,
  },
  'canonical-host': {
    app: ledge().viewerRequest(canonicalHost({ host: 'www.example.com' })),
    first: at('/', { host: 'www.example.com' }),
    second: at('/', { host: 'example.com' }),
    cache: 'skipped',
  },
  'clean-urls': {
    app: ledge().originRequest(cleanUrls()),
    first: at('/about.html?ref=ann'),
    second: at('/about.html?ref=bob'),
    forward: { query: 'all' },
    cache: 'hit',
    alike: true,
  },
  'clean-urls: a query that goes along': {
    app: ledge().originRequest(cleanUrls({ query: ['ref'] })),
    first: at('/about.html?ref=ann'),
    second: at('/about.html?ref=bob'),
    cache: 'miss',
  },
  cors: {
    app: ledge().use(cors({ origin: ['https://a.example', 'https://b.example'] })),
    first: at('/', { headers: { origin: 'https://a.example' } }),
    second: at('/', { headers: { origin: 'https://b.example' } }),
    cache: 'miss',
  },
  'cors: one entry for all origins': {
    app: ledge().use(cors({ origin: ['https://a.example'], credentials: true, cached: 'shared' })),
    first: at('/', { headers: { origin: 'https://a.example' } }),
    second: at('/', { headers: { origin: 'https://evil.example' } }),
    cache: 'hit',
  },
  'country-block': {
    app: ledge().originRequest(countryBlock({ allow: ['DE'] })),
    first: from('DE'),
    second: from('FR'),
    cache: 'miss',
  },
  'country-redirect': {
    app: ledge().use('/', countryRedirect({ countries: { DE: '/de', FR: '/fr' } })),
    first: from('DE'),
    second: from('FR'),
    cache: 'miss',
  },
  'country-redirect: who chose to stay': {
    app: ledge().use('/', countryRedirect({ countries: { DE: '/de' } })),
    first: from('DE'),
    second: at('/', { cookies: { 'country-stay': '1' } }, { country: 'DE' }),
    cache: 'miss',
  },
  'device-class': {
    app: ledge().viewerRequest(deviceClass()),
    first: at('/', { device: 'mobile' }),
    second: at('/', { device: 'desktop' }),
    cache: 'miss',
  },
  'device-class: by what CloudFront knows': {
    app: ledge().originRequest(cloudFrontDeviceClass()),
    first: at('/', {}, { device: 'mobile' }),
    second: at('/', {}, { device: 'desktop' }),
    cache: 'miss',
  },
  'device-images': {
    app: ledge().viewerRequest('/images/*path', deviceImages({ widths: [480, 960] })),
    first: at('/images/a.jpg', { headers: { accept: 'image/avif,image/webp,*/*' } }),
    second: at('/images/a.jpg', { headers: { accept: '*/*' } }),
    cache: 'miss',
  },
  'error-page': {
    app: ledge().originResponse(errorPage({ pages: { '4xx': { body: 'nothing here' } } })),
    first: ann,
    second: bob,
    forward: { cookies: 'all' },
    origin: (request) => ({ ...personal(request), status: 404 }),
    cache: 'hit',
    alike: true,
  },
  'forwarded-host': {
    app: ledge().viewerRequest(forwardedHost({ as: 'cacheKey' })),
    first: at('/', { host: 'd111111abcdef8.cloudfront.net' }),
    second: at('/', { host: 'www.example.com' }),
    cache: 'miss',
  },
  'gradual-rollout': {
    app: ledge().use(
      gradualRollout({ name: 'x', percent: 50, from: 'origin.example.com', to: other }),
    ),
    first: withCookies({ 'rollout-x': '1' }),
    second: withCookies({ 'rollout-x': '9999' }),
    cache: 'miss',
  },
  'host-to-path': {
    app: ledge().viewerRequest(hostToPath({ domain: 'example.com', names: ['ann', 'bob'] })),
    first: at('/', { host: 'ann.example.com' }),
    second: at('/', { host: 'bob.example.com' }),
    cache: 'miss',
  },
  'host-to-path: by a header': {
    app: ledge().viewerRequest(
      hostToPath({ domain: 'example.com', names: ['ann', 'bob'], header: 'x-tenant' }),
    ),
    first: at('/', { host: 'ann.example.com' }),
    second: at('/', { host: 'bob.example.com', headers: { 'x-tenant': 'ann' } }),
    cache: 'miss',
  },
  'keep-cookies': {
    app: ledge().viewerRequest(keepCookies()),
    first: withCookies({ theme: 'dark', _ga: '1' }),
    second: withCookies({ theme: 'light', _ga: '1' }),
    key: { cookies: 'all' },
    origin: ({ headers }) => ({ body: headers.cookie?.[0]?.value ?? '' }),
    cache: 'miss',
  },
  'keep-cookies: those of analytics': {
    app: ledge().viewerRequest(keepCookies()),
    first: withCookies({ theme: 'dark', _ga: '1' }),
    second: withCookies({ theme: 'dark', _ga: '2' }),
    key: { cookies: 'all' },
    origin: ({ headers }) => ({ body: headers.cookie?.[0]?.value ?? '' }),
    cache: 'hit',
    alike: true,
  },
  'language-redirect': {
    app: ledge().viewerRequest(languageRedirect({ languages: ['de', 'en'] })),
    first: speaking('de'),
    second: speaking('en'),
    cache: 'skipped',
  },
  'maintenance-page': {
    app: ledge().viewerRequest(maintenancePage({ ips: ['192.0.2.7'] })),
    first: at('/', { clientIp: '192.0.2.7' }),
    second: at('/', { headers: { 'x-forwarded-for': '192.0.2.7' } }),
    cache: 'skipped',
  },
  'normalize-query': {
    app: ledge().viewerRequest(normalizeQuery()),
    first: at('/?page=1&utm_source=ann'),
    second: at('/?utm_source=bob&page=1'),
    key: { query: 'all' },
    cache: 'hit',
    alike: true,
  },
  'query-to-header': {
    app: ledge().viewerRequest(queryToHeader({ parameter: 'auth', header: 'x-auth' })),
    first: at('/?auth=ann'),
    second: at('/?auth=bob', { headers: { 'x-auth': 'ann' } }),
    cache: 'miss',
  },
  redirects: {
    app: ledge().viewerRequest(redirects({ rules: [{ from: '/', to: '/de/', language: 'de' }] })),
    first: speaking('en'),
    second: speaking('de'),
    cache: 'skipped',
  },
  'redirects: by country, on misses': {
    app: ledge().originRequest(
      redirects({ at: 'origin-request', rules: [{ from: '/', to: '/de/', country: 'DE' }] }),
    ),
    first: from('DE'),
    second: from('FR'),
    cache: 'miss',
  },
  'request-headers': {
    app: ledge().viewerRequest(
      withNeeds(
        { cacheKey: { headers: ['x-name'] } },
        requestHeaders({ set: { 'x-name': nameOf } }),
      ),
    ),
    first: ann,
    second: at('/', { cookies: { name: 'bob' }, headers: { 'x-name': 'ann' } }),
    cache: 'miss',
  },
  'request-id': {
    app: ledge().use(requestId()),
    first: at('/', { config: { requestId: 'id-of-ann' } }),
    second: at('/', {
      config: { requestId: 'id-of-bob' },
      headers: { 'x-request-id': 'id-of-ann' },
    }),
    cache: 'hit',
  },
  'response-headers': {
    app: ledge().viewerResponse(responseHeaders({ set: { 'x-name': nameOf } })),
    first: ann,
    second: bob,
    cache: 'hit',
  },
  rewrites: {
    app: ledge().viewerRequest(
      rewrites({ rules: [{ from: '/', to: '/de.html', language: 'de' }] }),
    ),
    first: speaking('de'),
    second: speaking('en'),
    cache: 'miss',
  },
  'robots-txt': {
    app: ledge().originRequest(robotsTxt()),
    first: at('/robots.txt', { headers: { 'user-agent': 'Googlebot/2.1' } }),
    second: at('/robots.txt'),
    cache: 'hit',
    alike: true,
  },
  'security-headers': {
    app: ledge().use(securityHeaders()),
    first: ann,
    second: bob,
    cache: 'hit',
    alike: true,
  },
  'select-origin': {
    app: ledge().originRequest(selectOrigin({ rules: [{ countries: ['DE'], to: other }] })),
    first: from('DE'),
    second: from('FR'),
    cache: 'miss',
  },
  'server-timing': {
    app: ledge().use(serverTiming({ when: (ctx) => nameOf(ctx) === 'ann' })),
    first: ann,
    second: bob,
    cache: 'hit',
  },
  'spa-fallback': {
    app: ledge().originRequest(spaFallback()),
    first: at('/cart'),
    second: at('/cart.json'),
    cache: 'miss',
  },
  'static-page': {
    app: ledge().originRequest('/hello', staticPage({ body: 'hello', cache: 60 })),
    first: at('/hello'),
    second: at('/'),
    cache: 'miss',
  },
  'trailing-slash': {
    app: ledge().originRequest(trailingSlash({ slash: 'remove' })),
    first: at('/docs/?ref=ann'),
    second: at('/docs/?ref=bob'),
    forward: { query: 'all' },
    cache: 'hit',
    alike: true,
  },
}

/** Who is let in comes first, who is not second. */
const guards = Object.entries(everyone).map(([name, { guard, member, stranger }]) => {
  const app = ledge().viewerRequest('/account{/*rest}', guard)
  const pair: Pair = {
    app,
    first: at('/account/7', member),
    second: at('/account/7', stranger),
    cache: 'skipped',
  }
  return [name, pair] as const
})

test('every recipe has a pair of visitors', () => {
  const files = readdirSync(new URL('../../recipes', import.meta.url), { withFileTypes: true })
  const recipes = files.filter((file) => file.isFile()).map(({ name }) => name.replace('.ts', ''))
  const known = [...Object.keys(pairs), ...Object.keys(everyone)].map((name) => name.split(':')[0])
  expect(recipes.filter((name) => !known.includes(name))).toEqual([])
  expect(known.filter((name = '') => !recipes.includes(name))).toEqual([])
})

test.each([...Object.entries(pairs), ...guards])('%s', async (_, pair) => {
  const { app, first, second, cache, alike = false, ...options } = pair
  const fresh = (): LocalCache => localCache(app, { ...sameWorld, origin: echo(app), ...options })
  const forFirst = shown(await first(fresh()))
  const forSecond = shown(await second(fresh()))
  if (alike) expect(forSecond).toEqual(forFirst)
  else expect(forSecond).not.toEqual(forFirst)

  const site = fresh()
  expect(shown(await first(site))).toEqual(forFirst)
  const warm = await second(site)
  expect(warm.cache).toBe(cache)
  expect(shown(warm)).toEqual(forSecond)
  expect(shown(await first(site))).toEqual(forFirst)

  const turned = fresh()
  await second(turned)
  expect(shown(await first(turned))).toEqual(forFirst)
})

test.each([
  ...guards,
  ...['country-block', 'maintenance-page'].map((name) => [name, pairs[name] as Pair] as const),
])('%s refuses, whatever the cache holds', async (_, { app, first, second }) => {
  const site = localCache(app, { origin: echo(app) })
  const { response } = await first(site)
  expect(response.status).toBe(200)
  for (let i = 0; i < 2; i++) {
    const refused = (await second(site)).response
    expect(refused.status).toBeGreaterThanOrEqual(302)
    expect(refused.body).not.toBe(response.body)
  }
})

/** An origin that answers by all that is in the cache key, and by nothing else. */
function echo(app: Pair['app']): LocalCacheOptions['origin'] {
  const names = app.routes().flatMap(({ needs }) => needs?.cacheKey?.headers ?? [])
  return ({ uri, querystring, headers, origin }) => {
    const lines = names.map((name) => headers[name.toLowerCase()])
    return { body: JSON.stringify([origin?.custom?.domainName, uri, querystring, lines]) }
  }
}

/** What a visitor gets, and what is logged of him, without what time makes of it. */
function shown({ response, viewerRequest, viewerResponse }: Cycle): unknown {
  const { status, headers, body } = response
  const logs = [viewerRequest, viewerResponse].map((outcome) => outcome?.logs)
  const lines = [...headers].filter(([name]) => name.toLowerCase() !== 'age')
  const all = JSON.stringify({ status, lines, body, logs })
  return JSON.parse(all.replace(/(?<=dur=|"ms":)[\d.]+/g, '0'))
}
