import { forbidden, ledge, text } from 'ledge'
import { type SecurityHeadersOptions, securityHeaders } from 'ledge/recipes/security-headers'
import { localCache, originResponseEvent, run, runCycle, viewerRequestEvent } from 'ledge/testing'
import { describe, expect, test } from 'vitest'
import 'ledge/testing/vitest'

/** What helmet 8.3 sets by default. */
const helmet: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self';base-uri 'self';font-src 'self' https: data:;form-action 'self';frame-ancestors 'self';img-src 'self' data:;object-src 'none';script-src 'self';script-src-attr 'none';style-src 'self' https: 'unsafe-inline';upgrade-insecure-requests",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
}

const answer = (options?: SecurityHeadersOptions, headers = {}) =>
  run(ledge().use(securityHeaders(options)), originResponseEvent('/', { headers }))

test('the defaults are those of helmet, without what no browser of today reads', async () => {
  const outcome = await answer()
  const came = Object.fromEntries(outcome.headers)
  const left = [
    'origin-agent-cluster', // Chromium does so by default, the others have no such thing.
    'x-dns-prefetch-control', // Never standardised, and it costs speed rather than it protects.
    'x-download-options', // Internet Explorer 8.
    'x-permitted-cross-domain-policies', // Flash and Acrobat.
    'x-xss-protection', // The filter that it turns off is gone from browsers.
  ]
  for (const [name, value] of Object.entries(helmet)) {
    if (left.includes(name)) expect(outcome).not.toHaveHeader(name)
    else expect(came[name]?.replaceAll('; ', ';')).toBe(value.replaceAll('; ', ';'))
  }
})

describe('each header is there once', () => {
  const once = (headers: { getAll(name: string): string[]; has(name: string): boolean }) => {
    for (const name of [
      'strict-transport-security',
      'content-security-policy',
      'x-frame-options',
    ]) {
      expect(headers.getAll(name)).toHaveLength(1)
    }
    expect(headers.has('x-powered-by')).toBe(false)
    expect(headers.has('server')).toBe(false)
  }
  const app = (viewerResponse: boolean) =>
    ledge()
      .use(securityHeaders({ viewerResponse }))
      .viewerRequest('/refused', () => forbidden())
      .originRequest('/generated', () => text('made here'))
      .originResponse('/replaced', () => text('made there'))
  const origin = ({ uri }: { uri: string }) => ({
    status: uri === '/missing' ? 404 : uri === '/broken' ? 500 : 200,
    headers: {
      server: 'Apache/2.4',
      'x-powered-by': ['PHP/8', 'Plesk'],
      'x-frame-options': ['ALLOWALL', 'DENY'],
    },
  })

  test.each(
    ['/', '/missing', '/broken', '/refused', '/generated', '/replaced'].flatMap((uri) => [
      [uri, false] as const,
      [uri, true] as const,
    ]),
  )('%s, viewerResponse %s, from the origin and from the cache', async (uri, viewerResponse) => {
    const site = localCache(app(viewerResponse), { origin })
    for (let i = 0; i < 2; i++) once((await site.fetch(viewerRequestEvent(uri))).response.headers)
  })

  test('on what was cached before, where it may run there', async () => {
    const cached = { headers: { 'x-frame-options': 'DENY', server: 'nginx', 'x-powered-by': 'x' } }
    const visit = (viewerResponse: boolean) =>
      runCycle(app(viewerResponse), viewerRequestEvent('/'), { origin, cached })
    once((await visit(true)).response.headers)
    expect((await visit(false)).response.headers.has('strict-transport-security')).toBe(false)
  })
})

test('nothing of a viewer gets into what is cached', async () => {
  const site = localCache(ledge().use(securityHeaders()), { origin: () => ({}) })
  const hostile = { origin: '__proto__', host: 'evil.example', 'x-a': 'x'.repeat(5000) }
  const first = await site.fetch(viewerRequestEvent('/', { headers: hostile }))
  const second = await site.fetch(viewerRequestEvent('/'))
  expect(second.cache).toBe('hit')
  expect([...first.response.headers].join()).not.toMatch(/evil|__proto__|xxx/)
  expect(second.response.headers.get('x-frame-options')).toBe('SAMEORIGIN')
})

test.each<[options: SecurityHeadersOptions, name: string, value: string | undefined]>([
  [{ hsts: { maxAge: 60 } }, 'strict-transport-security', 'max-age=60'],
  [
    { hsts: { maxAge: 31_536_000, includeSubDomains: true, preload: true } },
    'strict-transport-security',
    'max-age=31536000; includeSubDomains; preload',
  ],
  [{ hsts: false }, 'strict-transport-security', undefined],
  [{ csp: false }, 'content-security-policy', undefined],
  [{ frame: 'DENY' }, 'x-frame-options', 'DENY'],
  [{ frame: false }, 'x-frame-options', undefined],
  [{ referrer: 'same-origin' }, 'referrer-policy', 'same-origin'],
  [{ coop: false }, 'cross-origin-opener-policy', undefined],
  [{ coep: 'require-corp' }, 'cross-origin-embedder-policy', 'require-corp'],
  [{ corp: 'cross-origin' }, 'cross-origin-resource-policy', 'cross-origin'],
  [
    { permissions: { camera: [], fullscreen: ['self', 'https://a.example'], usb: ['*'] } },
    'permissions-policy',
    'camera=(), fullscreen=(self "https://a.example"), usb=(*)',
  ],
  [{ cspReportOnly: true }, 'content-security-policy', undefined],
])('%j: %s is %s', async (options, name, value) => {
  expect((await answer(options)).headers.get(name)).toBe(value)
})

test('a directive takes the place of the default one', async () => {
  const csp = {
    'img-src': ['https://i.example'],
    'style-src': false,
    'upgrade-insecure-requests': false,
  } as const
  const value = (await answer({ csp, cspReportOnly: true })).headers.get(
    'content-security-policy-report-only',
  )
  expect(value).toContain('; img-src https://i.example; ')
  expect(value).not.toMatch(/style-src|upgrade/)
})

test('what to remove is for the app to say', async () => {
  const outcome = await answer({ remove: ['X-Backend'] }, { 'x-backend': 'db7', server: 'nginx' })
  expect(outcome).not.toHaveHeader('x-backend')
  expect(outcome).toHaveHeader('server', 'nginx')
})

test.each<[options: unknown, message: RegExp]>([
  [null, /an object of options/],
  [{ hsts: { maxAge: -1 } }, /hsts to be max-age in seconds/],
  [{ hsts: { maxAge: 60, includeSubDomains: true, preload: true } }, /hsts to be/],
  [{ csp: { 'default-src': ['self'] } }, /csp to be sources/],
  [{ csp: { 'script-src': ["'nonce-abc'"] } }, /csp to be sources/],
  [{ csp: { 'script-src': ['a; b'] } }, /csp to be sources/],
  [{ csp: { 'script-src': ['a\nb'] } }, /csp to be sources/],
  [{ csp: { 'a b': [] } }, /csp to be sources/],
  [{ frame: 'ALLOWALL' }, /frame to be DENY, SAMEORIGIN, or false, got "ALLOWALL"/],
  [{ referrer: 'a\r\nb' }, /referrer to be a policy/],
  [{ permissions: { camera: ['none'] } }, /permissions to be/],
  [{ coop: 'same' }, /coop to be/],
  [{ coep: 'same' }, /coep to be/],
  [{ corp: 'same' }, /corp to be/],
  [{ remove: ['via'] }, /remove to be a list of header names/],
  [{ remove: ['X-Frame-Options'] }, /to remove no header that it sets/],
  [{ viewerResponse: 1 }, /viewerResponse to be true or false/],
  [{ xFrame: 'DENY' }, /an option among/],
])('%j is refused where the app is built', (options, message) => {
  const build = () => securityHeaders(options as SecurityHeadersOptions)
  expect(build).toThrow(message)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
})
