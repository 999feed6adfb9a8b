import type { ServerResponse } from 'node:http'
import { ledge, text } from 'ledge'
import { cognito, type OidcLogin, type OidcLoginOptions, oidcLogin } from 'ledge/recipes/oidc-login'
import { type LocalCache, localCache, run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { CloudFrontRequest } from '../../src/event.js'
import { Browser, type Page } from '../fixtures/browser.js'
import { type OpenIdServer, openIdServer } from '../fixtures/openid-provider.js'
import { issuer, unsigned } from '../jwt/issuer.js'

const secret = 'correct horse battery staple, twice'
const minute = 60_000
const script = { headers: { 'sec-fetch-mode': 'cors', accept: '*/*' } }
const signer = issuer('RS256')
let id: OpenIdServer

beforeAll(async () => {
  for (const level of ['info', 'warn'] as const) vi.spyOn(console, level).mockReturnValue()
  id = await openIdServer(
    { client_id: 'shop', token_endpoint_auth_method: 'none' },
    { client_id: 'with-secret', client_secret: 'p@ss:w+rd %' },
    { client_id: 'posting', client_secret: 's', token_endpoint_auth_method: 'client_secret_post' },
    { client_id: 'once', token_endpoint_auth_method: 'none', grant_types: ['authorization_code'] },
  )
})

afterEach(() => {
  id.answers.clear()
  id.claims = {}
  id.asked.length = 0
})

afterAll(async () => {
  await id.close()
  vi.restoreAllMocks()
})

interface World {
  readonly auth: OidcLogin
  readonly site: LocalCache
  readonly browser: Browser
  /** What the origin got. */
  readonly seen: CloudFrontRequest[]
}

/** An app with a sign-in, a private part and a public one, behind a cache that keeps pages for an hour. */
function world(options: Partial<OidcLoginOptions> = {}): World {
  const auth = oidcLogin({ provider: id.issuer, clientId: 'shop', secret, ...options })
  const app = ledge()
  app.viewerRequest('/auth/login', auth.login)
  app.viewerRequest('/auth/callback', auth.callback)
  app.viewerRequest('/auth/logout', auth.logout)
  app.viewerRequest(auth.refresh)
  app.viewerRequest('/account{/*rest}', auth.required)
  app.viewerRequest('/whoami', (ctx) => text(ctx.get(auth.session)?.claims.sub ?? 'nobody'))
  const seen: CloudFrontRequest[] = []
  const site = localCache(app, {
    forward: { cookies: 'all', headers: ['x-user', 'x-groups'] },
    origin(request) {
      seen.push(request)
      return { headers: { 'cache-control': 'max-age=3600' }, body: `page ${request.uri}` }
    },
  })
  return { auth, site, browser: new Browser(site), seen }
}

/** Goes as far as the provider, and gives the address of the callback that it sends to. */
async function toCallback(browser: Browser, page = '/account'): Promise<URL> {
  const { next } = await browser.visit(page, '/auth/callback')
  return next as URL
}

const json =
  (value: unknown, status = 200) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  }

/** Answers the next code with an ID token of these claims, as the provider would sign it. */
async function forge(
  at: URL,
  claims: Record<string, unknown> = {},
  sign: (claims: Record<string, unknown>) => string | Promise<string> = signer.sign,
): Promise<void> {
  const seconds = Math.floor(Date.now() / 1000)
  const good = { iss: id.issuer, aud: 'shop', sub: 'ann', iat: seconds, exp: seconds + 600 }
  const nonce = at.searchParams.get('nonce')
  const token = await sign({ ...good, nonce, ...claims })
  id.answers.set('/token', json({ access_token: 'a', id_token: token, expires_in: 60 }))
}

describe('a visitor', () => {
  test('signs in on the way to a page, and is let in without a call of anybody from then on', async () => {
    const { browser, seen } = world()
    const page = await browser.visit('/account/orders?page=2')
    expect([page.status, page.url.pathname + page.url.search]).toEqual([
      200,
      '/account/orders?page=2',
    ])
    expect(page.body).toBe('page /account/orders')
    expect([...browser.cookies.keys()]).toEqual(['__Host-session'])
    expect(seen).toHaveLength(1)
    id.asked.length = 0
    expect((await browser.ask('/account')).status).toBe(200)
    expect((await browser.ask('/account/data.json', script)).status).toBe(200)
    expect((await browser.ask('/whoami')).body).toBe('ann')
    expect(id.asked).toEqual([])
  })

  test('signs in by a link, and comes back to where it says', async () => {
    const { browser } = world()
    const page = await browser.visit('/auth/login?return_to=/shop%3Fq%3D1%23top')
    expect(page.url.href).toBe('https://www.example.com/shop?q=1#top')
    expect((await browser.visit('/auth/login')).url.pathname).toBe('/')
  })

  test.each(['with-secret', 'posting'])('signs in for the client %s', async (clientId) => {
    const clientSecret = clientId === 'posting' ? 's' : 'p@ss:w+rd %'
    const { browser } = world({ clientId, clientSecret })
    if (clientId === 'posting') {
      const well = await id.configuration()
      const methods = { token_endpoint_auth_methods_supported: ['client_secret_post'] }
      id.answers.set('/.well-known/openid-configuration', json({ ...well, ...methods }))
    }
    expect((await browser.visit('/account')).status).toBe(200)
    browser.now = Date.now() + 2 * minute
    expect((await browser.visit('/account')).status).toBe(200)
  })

  test('signs in without the provider’s configuration and keys being fetched, where they are built in', async () => {
    const provider = await id.configuration()
    const { browser } = world({ provider, jwks: { keys: [signer.jwk] } })
    id.asked.length = 0
    expect((await browser.visit('/account')).status).toBe(200)
    expect(id.asked.filter((path) => !/^\/(auth|interaction)/.test(path))).toEqual(['/token'])
  })

  test('signs in in two tabs at once', async () => {
    const { browser } = world()
    const first = await toCallback(browser, '/account/1')
    const second = await toCallback(browser, '/account/2')
    expect((await browser.visit(first)).url.pathname).toBe('/account/1')
    expect((await browser.visit(second)).url.pathname).toBe('/account/2')
  })

  test('who leaves many tabs does not fill up the request', async () => {
    const { browser } = world()
    for (let i = 0; i < 20; i++) await browser.ask(`/account?${'x'.repeat(3000)}`)
    expect(browser.cookies.size).toBeLessThanOrEqual(4)
    expect([...browser.cookies].join().length).toBeLessThan(8000)
    expect((await browser.visit('/account')).status).toBe(200)
  })

  test('is asked for what the options say', async () => {
    const { browser } = world({
      scope: 'openid email',
      parameters: { prompt: 'login' },
      callback: 'http://localhost:4000/cb',
    })
    const { next } = await browser.ask('/account')
    expect(next?.origin).toBe(id.issuer)
    expect(Object.fromEntries(next?.searchParams ?? [])).toEqual({
      client_id: 'shop',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      prompt: 'login',
      redirect_uri: 'http://localhost:4000/cb',
      response_type: 'code',
      scope: 'openid email',
      state: expect.stringMatching(/^[\w-]{43}$/),
    })
  })

  test.each(['/account', '/auth/login', '/auth/logout?return_to=/'])(
    'without a Host gets 400 for %s',
    async (path) => {
      const { site } = world()
      const event = viewerRequestEvent(path, { headers: { 'sec-fetch-mode': 'navigate' } })
      event.Records[0].cf.request.headers.host = [{ key: 'Host', value: 'a b' }]
      expect((await site.fetch(event)).response.status).toBe(400)
    },
  )
})

describe('where one callback is for several hosts', () => {
  const callback = 'https://www.example.com/auth/callback'
  const cookie = { name: 'id', domain: 'example.com' }
  const atShop = { headers: { host: 'shop.example.com' } }

  test.each([
    ['/account/orders?page=2', 'https://shop.example.com/account/orders?page=2'],
    ['/auth/login?return_to=/cart%23top', 'https://shop.example.com/cart#top'],
    ['/auth/login?return_to=https://shop.example.com/cart', 'https://shop.example.com/cart'],
    ['/auth/login', 'https://shop.example.com/'],
    [`/account?${'x'.repeat(2000)}`, 'https://shop.example.com/'],
  ])('who begins at %s comes back to %s', async (path, back) => {
    const { browser } = world({ callback, cookie })
    const { next } = await browser.ask(path, atShop)
    const url = await browser.visit(next as URL, '/auth/callback')
    const page = await browser.ask(url.next as URL)
    expect([page.status, page.next?.href]).toEqual([302, back])
  })

  test('who begins at the host of the callback stays there', async () => {
    const { browser } = world({ callback, cookie })
    const page = await browser.ask(await toCallback(browser, '/account/orders'))
    expect(page.cycle?.response.headers.get('location')).toBe('/account/orders')
  })

  test('a sign-out comes back to the host that it began at', async () => {
    const { browser } = world({ callback, cookie })
    for (const [query, page] of [
      ['', '/'],
      ['?return_to=/bye', '/bye'],
    ]) {
      const { next } = await browser.ask(`/auth/logout${query}`, atShop)
      expect(next?.searchParams.get('post_logout_redirect_uri')).toBe(
        `https://shop.example.com${page}`,
      )
    }
  })

  test('pages of the callback’s host are another’s, unless the list has them', async () => {
    const path = '/auth/login?return_to=https://www.example.com/cart'
    expect((await world({ callback, cookie }).browser.ask(path, atShop)).status).toBe(400)
    const returnTo = ['/*', 'https://www.example.com/*']
    expect((await world({ callback, cookie, returnTo }).browser.ask(path, atShop)).status).toBe(302)
  })
})

describe('a session whose tokens are over', () => {
  async function signedIn(options: Partial<OidcLoginOptions> = {}): Promise<World> {
    const there = world(options)
    await there.browser.visit('/account')
    id.asked.length = 0
    return there
  }

  test('is refreshed where a browser navigates: 307 to itself, and on', async () => {
    const { browser } = await signedIn()
    const before = browser.cookies.get('__Host-session')
    browser.now = Date.now() + 2 * minute
    const page = await browser.ask('/account/orders?page=2')
    expect([page.status, page.next?.href]).toEqual([
      307,
      'https://www.example.com/account/orders?page=2',
    ])
    expect(page.cycle?.response.headers.get('cache-control')).toBe('no-store')
    expect(browser.cookies.get('__Host-session')).not.toBe(before)
    expect((await browser.ask('/account/orders?page=2')).status).toBe(200)
    expect(id.asked).toEqual(['/token'])
  })

  test('is refreshed on public pages too, which get no visitor’s cookie from the cache', async () => {
    const { browser, site } = await signedIn()
    browser.now = Date.now() + 2 * minute
    expect((await browser.ask('/shop')).status).toBe(307)
    const page = await browser.ask('/shop')
    expect([page.status, page.cycle?.cache]).toEqual([200, 'miss'])
    const stranger = await site.fetch(viewerRequestEvent('/shop'))
    expect([stranger.cache, stranger.response.cookies.all()]).toEqual(['hit', {}])
  })

  test('is nobody’s for a script: 401 where it is required, else it goes on', async () => {
    const { browser } = await signedIn()
    browser.now = Date.now() + 2 * minute
    expect((await browser.ask('/account/data.json', script)).status).toBe(401)
    expect((await browser.ask('/account', { ...script, method: 'POST' })).status).toBe(401)
    expect((await browser.ask('/whoami', script)).body).toBe('nobody')
    expect(id.asked).toEqual([])
  })

  test('is refreshed where a form is sent, which comes again with its fields', async () => {
    const { browser } = await signedIn()
    browser.now = Date.now() + 2 * minute
    const page = await browser.ask('/account/orders', { method: 'POST' })
    expect([page.status, page.next?.pathname]).toEqual([307, '/account/orders'])
    expect((await browser.ask('/account/orders', { method: 'POST' })).status).toBe(200)
  })

  test('stays in a browser in which another tab was the first to refresh it', async () => {
    const { browser } = await signedIn()
    const [before = ''] = browser.cookies.values()
    browser.now = Date.now() + 2 * minute
    expect((await browser.ask('/account/1')).status).toBe(307)
    const [fresh = ''] = browser.cookies.values()
    // The other tab asked before the answer to the first was there.
    browser.cookies.set('__Host-session', before)
    expect((await browser.ask('/account/2')).status).toBe(307)
    expect(browser.cookies.get('__Host-session')).toBe(before)
    browser.cookies.set('__Host-session', fresh)
    expect((await browser.ask('/account/2')).status).toBe(200)
    expect(id.asked).toEqual(['/token', '/token'])
  })

  test.each(['invalid_grant', 'interaction_required', 'login_required', 'consent_required'])(
    'is over for good where the provider answers %s twice; then one signs in again',
    async (error) => {
      const { browser } = await signedIn()
      id.answers.set('/token', json({ error }, 400))
      browser.now = Date.now() + 2 * minute
      expect((await browser.ask('/account')).status).toBe(307)
      const page = await browser.ask('/account')
      expect([page.status, browser.cookies.size]).toEqual([307, 0])
      const login = await browser.ask('/account')
      expect([login.status, login.next?.origin]).toEqual([302, id.issuer])
    },
  )

  test.each<[what: string, claims: Record<string, unknown>]>([
    ['another person', { sub: 'eve' }],
    ['another client', { aud: 'other' }],
    ['another issuer', { iss: 'https://evil.example' }],
  ])('is over where the new ID token is for %s', async (_, claims) => {
    const { browser } = await signedIn()
    await forge(new URL(id.issuer), claims)
    browser.now = Date.now() + 2 * minute
    expect((await browser.ask('/account')).status).toBe(307)
    expect([(await browser.ask('/account')).status, browser.cookies.size]).toEqual([307, 0])
  })

  test('keeps what the provider does not send again', async () => {
    const { browser, auth } = await signedIn({ accessToken: true })
    id.answers.set('/token', json({ access_token: 'new', expires_in: 60 }))
    browser.now = Date.now() + 2 * minute
    expect((await browser.visit('/account')).status).toBe(200)
    id.answers.clear()
    browser.now += 2 * minute
    expect((await browser.visit('/account')).status).toBe(200)
    expect((await browser.ask('/whoami')).body).toBe('ann')
    expect(auth.session.name).toBe('oidc-session')
  })

  test.each(['0', '-1', '1e999', '"x"', 'null'])(
    'lasts for a while where expires_in is %s',
    async (seconds) => {
      const { browser } = await signedIn()
      id.answers.set('/token', (response) =>
        response.end(`{ "access_token": "a", "expires_in": ${seconds} }`),
      )
      browser.now = Date.now() + 2 * minute
      expect((await browser.visit('/account')).status).toBe(200)
    },
  )

  test('without a refresh token is nobody’s', async () => {
    const { browser } = await signedIn({ clientId: 'once' })
    browser.now = Date.now() + 2 * minute
    expect((await browser.ask('/whoami')).body).toBe('nobody')
    expect((await browser.ask('/account', script)).status).toBe(401)
    expect((await browser.ask('/account')).next?.origin).toBe(id.issuer)
  })

  test('ends after its maxAge, refreshed or not', async () => {
    const { browser } = await signedIn({ cookie: { maxAge: 180 } })
    browser.now = Date.now() + 2 * minute
    expect((await browser.visit('/account')).status).toBe(200)
    browser.now += 2 * minute
    expect((await browser.ask('/account')).next?.origin).toBe(id.issuer)
  })
})

describe('the way back', () => {
  test.each<
    [what: string, change: (url: URL, browser: Browser, there: World) => Promise<void> | void]
  >([
    ['no state', (url) => url.searchParams.delete('state')],
    ['an empty state', (url) => url.searchParams.set('state', '')],
    ['an invented state', (url) => url.searchParams.set('state', 'x'.repeat(43))],
    ['a state of every object', (url) => url.searchParams.set('state', '__proto__')],
    ['a long state', (url) => url.searchParams.set('state', 'x'.repeat(5000))],
    ['a hostile state', (url) => url.searchParams.set('state', 'a; b=c\r\nset-cookie: d \ud800')],
    [
      'another browser’s state',
      async (url, _, { site }) => {
        const other = await toCallback(new Browser(site))
        url.searchParams.set('state', other.searchParams.get('state') ?? '')
      },
    ],
    ['no verifier', (_, browser) => browser.cookies.clear()],
    [
      'a changed verifier',
      (_, { cookies }) => {
        for (const [name, value] of cookies) cookies.set(name, value.replace(/.{4}$/, 'AAAA'))
      },
    ],
    [
      'the verifier of another state',
      (url, { cookies }) => {
        const [value = ''] = cookies.values()
        cookies.set(`__Host-session.login.${'x'.repeat(43)}`, value)
        url.searchParams.set('state', 'x'.repeat(43))
      },
    ],
    [
      'a session in place of the verifier',
      async (_, { cookies }, { site }) => {
        const other = new Browser(site)
        await other.visit('/account')
        for (const name of cookies.keys()) cookies.set(name, [...other.cookies.values()][0] ?? '')
      },
    ],
    [
      'a code for another verifier',
      async (url, browser) => {
        const other = await toCallback(browser)
        url.searchParams.set('code', other.searchParams.get('code') ?? '')
      },
    ],
    ['no code', (url) => url.searchParams.delete('code')],
    ['an invented code', (url) => url.searchParams.set('code', 'x')],
    ['another issuer', (url) => url.searchParams.set('iss', 'https://evil.example')],
    [
      'an error',
      (url) => {
        url.searchParams.delete('code')
        url.searchParams.set('error', 'invalid_scope\r\n<b>')
        url.searchParams.set('error_description', '\u2028'.repeat(100))
      },
    ],
    ['an error and a code', (url) => url.searchParams.set('error', 'x')],
    [
      'ten minutes too late',
      (_, browser) => {
        browser.now = Date.now() + 11 * minute
      },
    ],
  ])('with %s is 400', async (_, change) => {
    const there = world()
    const { browser } = there
    const url = await toCallback(browser)
    await change(url, browser, there)
    const page = await browser.ask(url)
    expect(page.status).toBe(400)
    expect(page.body).toBe('The sign-in failed. Please try again.')
    expect(page.next).toBeUndefined()
    expect(browser.cookies.has('__Host-session')).toBe(false)
    expect(page.cycle?.viewerRequest?.logs).toMatchObject([{ level: 'warn' }])
  })

  test('is open once', async () => {
    const { browser } = world()
    const url = await toCallback(browser)
    const before = new Map(browser.cookies)
    expect((await browser.ask(url)).status).toBe(302)
    expect((await browser.ask(url)).status).toBe(400)
    // And where the browser still has the cookie, the provider does not take the code again.
    for (const [name, value] of before) browser.cookies.set(name, value)
    expect((await browser.ask(url)).status).toBe(400)
    expect([...browser.cookies.keys()]).toEqual(['__Host-session'])
  })

  test('of who declined is 403', async () => {
    const { browser } = world()
    const url = await toCallback(browser)
    url.searchParams.set('error', 'access_denied')
    const page = await browser.ask(url)
    expect([page.status, browser.cookies.size]).toEqual([403, 0])
  })

  test.each(['server_error', 'temporarily_unavailable'])('with %s is 503', async (error) => {
    const { browser } = world()
    const url = await toCallback(browser)
    url.searchParams.set('error', error)
    expect((await browser.ask(url)).status).toBe(503)
  })

  test.each<[what: string, claims: Record<string, unknown>, status: number]>([
    ['nothing wrong', {}, 302],
    ['another nonce', { nonce: 'x' }, 400],
    ['no nonce', { nonce: undefined }, 400],
    ['another audience', { aud: 'other' }, 401],
    ['several audiences', { aud: ['shop', 'other'] }, 400],
    ['several audiences, ours the authorized', { aud: ['shop', 'other'], azp: 'shop' }, 302],
    ['another authorized party', { azp: 'other' }, 400],
    ['another issuer', { iss: 'https://evil.example' }, 401],
    ['no subject', { sub: undefined }, 401],
    ['no end', { exp: undefined }, 401],
    ['an end long ago', { exp: 1 }, 401],
  ])('with an ID token with %s is %s', async (_, claims, status) => {
    const { browser } = world()
    const { next } = await browser.ask('/account')
    const url = await toCallback(browser)
    // Of the attempt whose state is in the URL, and not of the one before it.
    url.searchParams.set('state', next?.searchParams.get('state') ?? '')
    await forge(next as URL, claims)
    const page = await browser.ask(url)
    expect([page.status, browser.cookies.has('__Host-session')]).toEqual([status, status === 302])
    expect(page.cycle?.response.headers.has('www-authenticate')).toBe(false)
  })

  test.each<[what: string, sign: (claims: Record<string, unknown>) => string | Promise<string>]>([
    ['nobody', (claims) => unsigned({ alg: 'none' }, claims, '')],
    ['somebody else', (claims) => issuer('RS256', 'eve').sign(claims, { kid: 'one' })],
    ['a key that is public', (claims) => issuer('HS256').sign(claims)],
    ['no token', () => ''],
    ['a list', () => ['x'] as unknown as string],
  ])('with an ID token signed by %s is 401', async (_, sign) => {
    const { browser } = world()
    const { next } = await browser.ask('/account')
    const url = await toCallback(browser)
    url.searchParams.set('state', next?.searchParams.get('state') ?? '')
    await forge(next as URL, {}, sign)
    expect([(await browser.ask(url)).status, browser.cookies.has('__Host-session')]).toEqual([
      401,
      false,
    ])
  })
})

describe('a provider that', () => {
  const faults: [what: string, answer: (response: ServerResponse) => void][] = [
    ['is down', (response) => response.destroy()],
    ['is slow', () => {}],
    ['answers 500', (response) => response.writeHead(500).end('oh no')],
    ['answers no JSON', (response) => response.end('<html>')],
    ['answers null', json(null)],
    ['answers a number', json(7)],
    ['answers a list', json([])],
    ['does not know us', json({ error: 'invalid_client' }, 401)],
    ['leads elsewhere', (response) => response.writeHead(302, { location: '/other' }).end()],
  ]

  test.each(faults)('%s when one signs in: 503, and then it goes on', async (_, answer) => {
    const { browser } = world({ timeout: 1 })
    id.answers.set('/.well-known/openid-configuration', answer)
    const refused = await browser.ask('/account')
    expect(refused.status).toBe(503)
    expect(refused.cycle?.response.headers.get('retry-after')).toBe('5')
    expect(refused.cycle?.viewerRequest?.logs).toMatchObject([{ level: 'error' }])
    expect((await browser.ask('/account', script)).status).toBe(401)
    expect((await browser.ask('/shop')).status).toBe(200)
    id.answers.clear()
    expect((await browser.visit('/account')).status).toBe(200)
  })

  test.each(faults)('%s when one comes back: 503, and a reload helps', async (_, answer) => {
    const { browser } = world({ timeout: 1 })
    const url = await toCallback(browser)
    id.answers.set('/token', answer)
    expect((await browser.ask(url)).status).toBe(503)
    id.answers.clear()
    expect((await browser.visit(url)).status).toBe(200)
  })

  test.each(faults)(
    '%s when a session is over: 503 where it is required, else it goes on',
    async (_, answer) => {
      const { browser } = world({ timeout: 1 })
      await browser.visit('/account')
      id.answers.set('/token', answer)
      expect((await browser.ask('/account')).status).toBe(200)
      browser.now = Date.now() + 2 * minute
      const refused = await browser.ask('/account')
      expect(refused.status).toBe(503)
      // Once, though two steps ask.
      expect(refused.cycle?.viewerRequest?.logs).toMatchObject([{ level: 'error' }])
      expect((await browser.ask('/whoami')).body).toBe('nobody')
      id.answers.clear()
      expect((await browser.visit('/account')).status).toBe(200)
    },
  )

  test('answers tokens in no JSON: nothing of them is in the log', async () => {
    const { browser } = world()
    const url = await toCallback(browser)
    id.answers.set('/token', (response) => response.end('eyJhbGciOi=eyJzdWIi'))
    const page = await browser.ask(url)
    expect(page.status).toBe(503)
    const line = JSON.stringify(page.cycle?.viewerRequest?.logs)
    expect(line).toContain(`There is no good answer from ${id.issuer}/token.`)
    expect(line).not.toContain('eyJ')
  })

  test('is down: the log says why', async () => {
    const { browser } = world()
    const url = await toCallback(browser)
    id.answers.set('/token', (response) => response.destroy())
    const page = await browser.ask(url)
    expect(JSON.stringify(page.cycle?.viewerRequest?.logs)).toMatch(/other side closed|ECONNRESET/)
  })

  test('speaks for another: 503', async () => {
    const { browser } = world()
    const well = await id.configuration()
    for (const change of [
      { issuer: 'https://evil.example' },
      { token_endpoint: 'http://evil.example/token' },
      { jwks_uri: undefined },
    ]) {
      id.answers.set('/.well-known/openid-configuration', json({ ...well, ...change }))
      expect((await browser.ask('/account')).status).toBe(503)
    }
  })

  test('does not give its keys: 503, and a new sign-in works', async () => {
    const { browser } = world()
    const url = await toCallback(browser)
    id.answers.set('/jwks', (response) => response.writeHead(404).end())
    expect((await browser.ask(url)).status).toBe(503)
    id.answers.clear()
    browser.now = Date.now() + 5000
    expect((await browser.visit('/account')).status).toBe(200)
  })
})

describe('a session cookie', () => {
  async function sessionOf(options: Partial<OidcLoginOptions> = {}): Promise<string> {
    const { browser } = world(options)
    await browser.visit('/account')
    return browser.cookies.get('__Host-session') ?? ''
  }

  async function whoIs(cookies: Record<string, string>, options = {}): Promise<string> {
    const { site } = world(options)
    const { response } = await site.fetch(viewerRequestEvent('/whoami', { ...script, cookies }))
    return response.body ?? ''
  }

  test('that was changed anywhere is nobody’s', async () => {
    const value = await sessionOf()
    expect(await whoIs({ '__Host-session': value })).toBe('ann')
    for (let i = 0; i < value.length; i += 97) {
      const other = value[i] === 'A' ? 'B' : 'A'
      const changed = value.slice(0, i) + other + value.slice(i + 1)
      expect(await whoIs({ '__Host-session': changed })).toBe('nobody')
    }
    for (const bad of [
      '',
      'x',
      value.slice(0, -1),
      value.slice(1),
      `${value}AAAA`,
      '\ud83d\ude00',
      'A'.repeat(8000),
    ]) {
      expect(await whoIs({ '__Host-session': bad })).toBe('nobody')
    }
  })

  test('of another secret, client or provider is nobody’s', async () => {
    const value = await sessionOf()
    const cookies = { '__Host-session': value }
    expect(await whoIs(cookies, { secret: 'another secret of enough characters' })).toBe('nobody')
    expect(await whoIs(cookies, { clientId: 'other' })).toBe('nobody')
    expect(await whoIs(cookies, { provider: 'https://id.example.com' })).toBe('nobody')
  })

  test('goes on to count while secrets are rotated', async () => {
    const cookies = { '__Host-session': await sessionOf() }
    const next = 'another secret of enough characters'
    expect(await whoIs(cookies, { secret: [next, secret] })).toBe('ann')
    expect(
      await whoIs(
        { '__Host-session': await sessionOf({ secret: [next, secret] }) },
        { secret: next },
      ),
    ).toBe('ann')
  })

  test.each<[what: string, cookie: OidcLoginOptions['cookie']]>([
    ['is left out', undefined],
    ['is empty', {}],
    [
      'says undefined',
      {
        name: undefined,
        maxAge: undefined,
        httpOnly: undefined,
        secure: undefined,
        sameSite: undefined,
        domain: undefined,
        path: undefined,
      },
    ],
  ])(
    'is closed to scripts, over HTTPS, for this host alone, where the option %s',
    async (_, cookie) => {
      const { browser } = world({ cookie })
      const page = await browser.ask(await toCallback(browser))
      const lines = page.cycle?.response.headers.getAll('set-cookie') ?? []
      expect(lines.find((line) => line.startsWith('__Host-session='))).toMatch(
        /; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      )
      expect(lines).toHaveLength(2)
    },
  )

  test('has the name, domain and age that it is given', async () => {
    const { browser } = world({ cookie: { name: 'id', domain: 'example.com', maxAge: 60 } })
    const page = await browser.ask(await toCallback(browser))
    const lines = page.cycle?.response.headers.getAll('set-cookie') ?? []
    expect(lines.find((line) => line.startsWith('id='))).toMatch(
      /; Max-Age=60; Domain=example.com; /,
    )
    await browser.visit('/account')
    expect([...browser.cookies.keys()]).toEqual(['id'])
  })

  test('over 4 kB is split, joined, and made smaller again', async () => {
    id.claims = { padding: 'x'.repeat(4000) }
    const { browser } = world()
    expect((await browser.visit('/account')).status).toBe(200)
    const names = ['__Host-session', '__Host-session.1', '__Host-session.2']
    expect([...browser.cookies.keys()].sort()).toEqual(names)
    for (const [name, value] of browser.cookies) {
      expect(name.length + value.length).toBeLessThan(4000)
    }
    expect((await browser.ask('/whoami')).body).toBe('ann')

    const [first, second = ''] = names
    const kept = browser.cookies.get(second) ?? ''
    browser.cookies.delete(second)
    expect((await browser.ask('/whoami')).body).toBe('nobody')
    browser.cookies.set(second, kept)

    id.claims = {}
    browser.now = Date.now() + 2 * minute
    expect((await browser.visit('/account')).status).toBe(200)
    expect([...browser.cookies.keys()]).toEqual([first])
  })

  test('of more than a request can hold is not set: 500, and the log says why', async () => {
    id.claims = { padding: 'x'.repeat(9000) }
    const { browser } = world()
    const page = await browser.visit('/account')
    expect(page.status).toBe(500)
    expect(page.cycle?.viewerRequest?.error).toMatchObject({
      code: 'bad-cookie',
      message: expect.stringMatching(
        /^Expected a session of at most 15200 characters, got \d{5}\.$/,
      ),
    })
  })
})

test('two sign-ins under one name leave each other their sessions to see', async () => {
  const { auth, browser } = world()
  await browser.visit('/account')
  const other = oidcLogin({ provider: id.issuer, clientId: 'once', secret })
  const app = ledge().viewerRequest(other.refresh, auth.refresh, (ctx) =>
    text(`${ctx.get(other.session)?.claims.sub} ${ctx.get(auth.session)?.claims.sub}`),
  )
  const cookies = Object.fromEntries(browser.cookies)
  expect((await run(app, viewerRequestEvent('/', { cookies }))).body).toBe('undefined ann')
})

describe('cookies with names that nobody could have been given', () => {
  const names = [1, 2, 3, 4].map((i) => `__Host-session.login.${i}é`)

  test('do not keep one from signing in', async () => {
    const { browser } = world()
    for (const name of names) browser.cookies.set(name, 'x')
    expect((await browser.visit('/account')).status).toBe(200)
  })

  test('are no attempts that one could come back to: 400', async () => {
    const { browser } = world()
    for (const name of names) browser.cookies.set(name, 'x')
    expect((await browser.ask('/auth/callback?state=1%C3%A9&code=x')).status).toBe(400)
  })
})

describe('the origin', () => {
  test('never gets the session, and all other cookies as they are', async () => {
    id.claims = { padding: 'x'.repeat(4000) }
    const { browser, seen } = world()
    await browser.ask('/account')
    browser.cookies.set('theme', 'd%C3%A4rk').set('__Host-sessions', '1')
    for (const path of ['/shop', '/account/x', '/account/y', '/']) await browser.visit(path)
    expect(seen).toHaveLength(4)
    for (const { headers } of seen) {
      const line = headers.cookie?.map(({ value }) => value).join('; ')
      expect(line).toBe('theme=d%C3%A4rk; __Host-sessions=1')
    }
  })

  test('gets claims as headers, and never those that a viewer made up', async () => {
    id.claims = { groups: ['a', 'b'] }
    const { browser, seen } = world({ headers: { 'x-user': 'sub', 'x-groups': 'groups' } })
    const forged = { headers: { 'x-user': 'eve', 'x-groups': '["root"]' } }
    await browser.ask('/shop', forged)
    await browser.visit('/account')
    await browser.ask('/account/x', forged)
    const values = seen.map(({ headers }) =>
      [headers['x-user'], headers['x-groups']].map((h) => h?.[0]?.value),
    )
    expect(values).toEqual([
      [undefined, undefined],
      ['ann', '["a","b"]'],
      ['ann', '["a","b"]'],
    ])
  })

  test('gets preflights, unless it may not', async () => {
    const headers = { origin: 'https://a.example', 'access-control-request-method': 'PUT' }
    const event = viewerRequestEvent('/account', { method: 'OPTIONS', headers })
    expect(await run(world().auth.required, event)).toPassThrough()
    expect(await run(world({ preflight: false }).auth.required, event)).toReplyWith(401)
    expect(
      await run(world().auth.required, viewerRequestEvent('/account', { method: 'OPTIONS' })),
    ).toReplyWith(401)
  })

  test('gets what nobody’s request was, as it was', async () => {
    const event = viewerRequestEvent('/shop?a=%zz', { cookies: { a: '1' } })
    expect(await run(world().auth.refresh, event)).toPassThrough()
  })
})

test('the access token is for the steps behind, where it is asked for', async () => {
  for (const accessToken of [true, false]) {
    const { auth, browser } = world({ accessToken })
    await browser.visit('/account')
    const app = ledge().viewerRequest(auth.required, (ctx) =>
      text(typeof ctx.get(auth.session)?.accessToken),
    )
    const cookies = Object.fromEntries(browser.cookies)
    const outcome = await run(app, viewerRequestEvent('/', { cookies }))
    expect(outcome.body).toBe(accessToken ? 'string' : 'undefined')
  }
})

test('a stranger on a warm cache is refused, and gets nobody’s cookie', async () => {
  const { browser, site } = world()
  await browser.visit('/account/orders')
  const member = await browser.ask('/account/orders')
  expect([member.cycle?.cache, member.body]).toEqual(['hit', 'page /account/orders'])
  const stranger = new Browser(site)
  const refused = await stranger.ask('/account/orders', script)
  expect([refused.status, refused.body, refused.cycle?.cache]).toEqual([
    401,
    'Unauthorized',
    'skipped',
  ])
  expect(refused.cycle?.response.cookies.all()).toEqual({})
  const sent = await stranger.ask('/account/orders')
  expect([sent.status, sent.next?.origin]).toEqual([302, id.issuer])
  expect([...stranger.cookies.keys()]).toEqual([expect.stringMatching(/^__Host-session\.login\./)])
  expect(sent.cycle?.response.headers.get('cache-control')).toBe('no-store')
  await stranger.ask('/shop')
  const next = await browser.ask('/shop')
  expect([next.cycle?.cache, next.cycle?.response.cookies.all()]).toEqual(['hit', {}])
})

describe('who signs out', () => {
  async function signedIn(options: Partial<OidcLoginOptions> = {}): Promise<World> {
    const there = world(options)
    await there.browser.visit('/account')
    return there
  }
  const out = async (browser: Browser, path: string): Promise<Page> =>
    browser.submit(await browser.visit(path), { logout: 'yes' })

  test('does so here and at the provider, and comes back', async () => {
    const { browser } = await signedIn()
    const stolen = new Map(browser.cookies)
    const page = await out(browser, '/auth/logout')
    expect(page.url.href).toBe('https://www.example.com/')
    expect(browser.cookies.size).toBe(0)
    expect(id.asked).toContain('/token/revocation')
    expect((await out(browser, '/auth/logout?return_to=/bye')).url.pathname).toBe('/bye')
    // The refresh token of a copy of the cookie is worth nothing any more.
    for (const [name, value] of stolen) browser.cookies.set(name, value)
    browser.now = Date.now() + 2 * minute
    expect((await browser.ask('/account')).status).toBe(307)
    expect((await browser.ask('/account')).status).toBe(307)
    expect(browser.cookies.size).toBe(0)
  })

  test('does so with the ID token that the provider wants to see', async () => {
    const { browser } = await signedIn({ afterLogout: '/bye' })
    const { next } = await browser.ask('/auth/logout')
    expect(next?.href).toMatch(`${id.issuer}/session/end?`)
    expect(Object.fromEntries(next?.searchParams ?? [])).toEqual({
      client_id: 'shop',
      post_logout_redirect_uri: 'https://www.example.com/bye',
      id_token_hint: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    })
  })

  test('is signed out here, whatever the provider does', async () => {
    const well = await id.configuration()
    for (const change of [
      { end_session_endpoint: undefined },
      { end_session_endpoint: 'http://x.example/' },
    ]) {
      const { browser } = await signedIn({ provider: { ...well, ...change } })
      const { next } = await browser.ask('/auth/logout')
      expect([next?.href, browser.cookies.size]).toEqual(['https://www.example.com/', 0])
    }
    const { browser } = await signedIn()
    const cold = world({ timeout: 1 })
    for (const [name, value] of browser.cookies) cold.browser.cookies.set(name, value)
    for (const path of ['/.well-known/openid-configuration', '/token/revocation']) {
      id.answers.set(path, (response) => response.destroy())
    }
    const { next } = await cold.browser.ask('/auth/logout?return_to=/bye')
    expect([next?.href, cold.browser.cookies.size]).toEqual(['https://www.example.com/bye', 0])
    expect((await browser.ask('/auth/logout')).next?.pathname).toBe('/session/end')
  })
})

describe('Amazon Cognito', () => {
  const userPoolId = 'eu-central-1_Ab1Cd2Ef3'
  const pool = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab1Cd2Ef3'

  test('has its endpoints at the domain of the user pool', () => {
    expect(cognito({ userPoolId, domain: 'shop' })).toEqual({
      issuer: pool,
      jwks_uri: `${pool}/.well-known/jwks.json`,
      authorization_endpoint: 'https://shop.auth.eu-central-1.amazoncognito.com/oauth2/authorize',
      token_endpoint: 'https://shop.auth.eu-central-1.amazoncognito.com/oauth2/token',
      revocation_endpoint: 'https://shop.auth.eu-central-1.amazoncognito.com/oauth2/revoke',
      end_session_endpoint: 'https://shop.auth.eu-central-1.amazoncognito.com/logout',
    })
    expect(cognito({ userPoolId, domain: 'login.example.com' })).toMatchObject({
      issuer: pool,
      authorization_endpoint: 'https://login.example.com/oauth2/authorize',
    })
    expect(cognito({ userPoolId: 'us-gov-west-1_a', domain: 'x' }).issuer).toBe(
      'https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_a',
    )
  })

  test('signs in and out by the addresses that it wants', async () => {
    const { browser } = world({
      provider: cognito({ userPoolId, domain: 'shop' }),
      clientId: '4u7q',
    })
    const { next } = await browser.ask('/account')
    expect(next?.origin).toBe('https://shop.auth.eu-central-1.amazoncognito.com')
    expect(next?.searchParams.get('redirect_uri')).toBe('https://www.example.com/auth/callback')
    expect((await browser.ask('/auth/logout?return_to=/bye')).next?.href).toBe(
      'https://shop.auth.eu-central-1.amazoncognito.com/logout?client_id=4u7q&logout_uri=https%3A%2F%2Fwww.example.com%2Fbye',
    )
  })

  test.each<[options: object, message: RegExp]>([
    [{ domain: 'shop' }, /userPoolId to be the id of a user pool.*got undefined/],
    [{ userPoolId: 'eu-central-1', domain: 'shop' }, /userPoolId .*got "eu-central-1"/],
    [{ userPoolId: 'evil.example/_a', domain: 'shop' }, /userPoolId/],
    [{ userPoolId, domain: 'https://shop' }, /domain to be a prefix or a domain.*got "https/],
    [{ userPoolId, domain: '' }, /domain/],
    [{ userPoolId, domain: 'a', region: 'x' }, /an option among userPoolId, domain, got "region"/],
  ])('%o is refused', (options, message) => {
    expect(() => cognito(options as never)).toThrow(message)
  })
})

test.each<[options: Record<string, unknown>, message: RegExp]>([
  [{ provider: undefined }, /provider to be an https URL or a configuration.*got undefined/],
  [{ provider: 'http://id.example.com' }, /provider/],
  [{ provider: { issuer: 'https://id.example.com' } }, /provider/],
  [{ clientId: '' }, /clientId to be a text, got ""/],
  [{ clientSecret: '' }, /clientSecret to be a text, got ""/],
  [{ secret: '' }, /secret to have at least 32 characters.*openssl rand -hex 32.*got "0"/],
  [{ secret: ['x'.repeat(31), secret] }, /at least 32 characters.*got "31, \d\d"/],
  [{ secret: [] }, /at least 32 characters/],
  [{ secret: 7 }, /at least 32 characters.*got "number"/],
  [{ callback: 'auth' }, /callback to be a path or an https URL, got "auth"/],
  [{ callback: '//evil.example' }, /callback/],
  [{ callback: 'http://example.com/cb' }, /callback/],
  [{ scope: 'email' }, /scope to be scopes with openid, got "email"/],
  [{ parameters: { prompt: 1 } }, /parameters to be texts by name/],
  [{ parameters: null }, /parameters to be texts by name.*got null/],
  ...[
    'state',
    'nonce',
    'scope',
    'client_id',
    'redirect_uri',
    'response_type',
    'response_mode',
    'code_challenge',
    'code_challenge_method',
  ].map((name): [Record<string, unknown>, RegExp] => [
    { parameters: { prompt: 'login', [name]: 'mine' } },
    /parameters to be texts by name, beyond those that are made here/,
  ]),
  [{ returnTo: '/' }, /returnTo to be a list of paths and https URLs/],
  [{ returnTo: ['https://shop.example.com*'] }, /returnTo/],
  [{ returnTo: ['https://shop.example.com'] }, /returnTo/],
  [{ returnTo: ['http://shop.example.com/'] }, /returnTo/],
  [{ returnTo: ['//evil.example/*'] }, /returnTo/],
  [{ returnTo: ['/a*'] }, /returnTo/],
  [{ returnTo: ['*'] }, /returnTo/],
  [{ returnTo: [7] }, /returnTo/],
  [{ returnTo: ['https://a.example:443/*'] }, /returnTo to be .* spelled as browsers send them/],
  [{ returnTo: ['/ä/*'] }, /returnTo/],
  [{ returnTo: ['/a/../b'] }, /returnTo/],
  [{ returnTo: ['/%2E/*'] }, /returnTo/],
  [{ afterLogout: '//evil.example' }, /afterLogout to be a path or an https URL/],
  [{ afterLogout: '/?a' }, /afterLogout/],
  [{ headers: { cookie: 'sub' } }, /headers to be x- headers/],
  [{ accessToken: 1 }, /accessToken to be true or false, got 1/],
  [{ cookie: { name: 'a b' } }, /cookie to be a cookie that browsers take/],
  [{ cookie: { domain: 'example.com' } }, /cookie to be/],
  [{ cookie: { sameSite: 'strict' } }, /cookie to be/],
  [{ cookie: { sameSite: 'Strict' } }, /cookie to be/],
  [{ cookie: { maxAge: 0 } }, /cookie to be/],
  [{ cookie: { name: '__host-a', domain: 'example.com' } }, /cookie to be/],
  [{ cookie: { name: '__Secure-a', secure: false } }, /cookie to be/],
  [{ cookie: { name: 'a', sameSite: 'none', secure: false } }, /cookie to be/],
  [{ cookie: { name: 'a', partitioned: true, secure: false } }, /cookie to be/],
  [
    { cookie: { name: 'a', path: '/account' } },
    /cookie\.path that the callback is under.*"\/account"/,
  ],
  [{ cookie: { name: 'a', path: '/auth/call' } }, /cookie\.path/],
  [{ cookie: { name: 'a', path: '/auth/callback/' } }, /cookie\.path/],
  [{ cookie: { name: 'a', path: '/a' }, callback: 'https://a.example/b' }, /cookie\.path/],
  [{ jwks: 'x' }, /jwks to be a set of keys, got "x"/],
  [{ jwks: {} }, /jwks to be a set of keys/],
  [{ jwks: { keys: 'x' } }, /for jwks a set with a list of keys, got "x"/],
  [{ jwks: { keys: [] } }, /for jwks a set with a key that verifies signatures, got 0 others/],
  [{ jwks: { keys: [{ ...signer.jwk, d: 'x' }] } }, /for jwks a public key, got a private one/],
  [{ timeout: 0 }, /timeout to be a number of seconds above 0, got 0/],
  [{ preflight: 'x' }, /preflight to be true or false, got "x"/],
  [{ issuer: 'x' }, /an option among provider, clientId.*got "issuer"/],
])('%o is refused where the app is built', (options, message) => {
  const good = { provider: 'https://id.example.com', clientId: 'shop', secret }
  const build = () => oidcLogin({ ...good, ...options } as OidcLoginOptions)
  expect(build).toThrow(message)
  expect(build).toThrow(/^oidcLogin: expected /)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
  expect(build).not.toThrow(/horse|x{31}/)
})

test.each<[options: Partial<OidcLoginOptions>]>([
  [{ cookie: { name: 'a', path: '/' } }],
  [{ cookie: { name: 'a', path: '/auth' } }],
  [{ cookie: { name: 'a', path: '/auth/' } }],
  [{ cookie: { name: 'a', path: '/auth/callback' } }],
  [{ cookie: { name: 'a', path: '/b' }, callback: 'https://a.example/b/c' }],
  [{ cookie: { name: '__Secure-a', domain: 'example.com', sameSite: 'none' } }],
  [{ cookie: { name: 'a', secure: false } }],
  [{ returnTo: ['/', '/*', '/%C3%A4/*', '/a//b', 'https://a.example:8443/x/*'] }],
  [{ parameters: { prompt: 'login', ui_locales: 'de', audience: 'https://api.example' } }],
  [{ jwks: { keys: [signer.jwk] } }],
])('%o is taken', (options) => {
  expect(() =>
    oidcLogin({ provider: 'https://id.example.com', clientId: 'shop', secret, ...options }),
  ).not.toThrow()
})
