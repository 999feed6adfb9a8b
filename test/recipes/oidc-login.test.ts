import { ledge, text } from 'ledge'
import { cognito, type OidcLogin, type OidcLoginOptions, oidcLogin } from 'ledge/recipes/oidc-login'
import { type LocalCache, localCache, run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Browser } from '../fixtures/browser.js'
import { type OpenIdServer, openIdServer } from '../fixtures/openid-provider.js'

const secret = 'correct horse battery staple, twice'
let id: OpenIdServer

beforeAll(async () => {
  id = await openIdServer(
    { client_id: 'shop', token_endpoint_auth_method: 'none' },
    { client_id: 'basic', client_secret: 'p@ss:w+rd %' },
  )
})
afterEach(() => {
  id.answer = undefined
  id.claims = {}
})
afterAll(() => id.close())

interface World {
  readonly auth: OidcLogin
  readonly site: LocalCache
  readonly browser: Browser
  readonly origin: unknown[]
}

function world(options: Partial<OidcLoginOptions> = {}): World {
  const auth = oidcLogin({ provider: id.issuer, clientId: 'shop', secret, ...options })
  const app = ledge()
  app.viewerRequest('/auth/login', auth.login)
  app.viewerRequest('/auth/callback', auth.callback)
  app.viewerRequest('/auth/logout', auth.logout)
  app.viewerRequest(auth.refresh)
  app.viewerRequest('/account{/*rest}', auth.required)
  app.viewerRequest('/whoami', (ctx) => text(ctx.get(auth.session)?.claims.sub ?? 'nobody'))
  const origin: unknown[] = []
  const site = localCache(app, {
    forward: { cookies: 'all', headers: ['x-user'] },
    origin(request) {
      origin.push(request.headers)
      return { headers: { 'cache-control': 'max-age=3600' }, body: `page ${request.uri}` }
    },
  })
  return { auth, site, browser: new Browser(site), origin }
}

test('login, page, refresh, logout', async () => {
  const { browser, origin } = world()
  const page = await browser.visit('/account/orders?page=2')
  console.log(page.status, page.url.href, page.body, browser.cookies, id.asked, origin)
  browser.now = Date.now() + 90_000
  const r = await browser.ask('/account/orders?page=2')
  console.log(r.status, r.next, browser.cookies)
  const out = await browser.visit('/auth/logout')
  console.log(out.status, out.url.href, out.body)
  const done = await browser.submit(out, { logout: 'yes' })
  console.log(done.status, done.url.href, done.body, browser.cookies, id.asked)
})
