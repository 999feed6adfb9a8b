/**
 * What every recipe that guards access must hold: behind a guarded route no spelling of a path gets
 * around it, and what the cache holds is shown to nobody who may not see it.
 */
import { ledge, type Middleware, text } from 'ledge'
import { basicAuth, hashPassword } from 'ledge/recipes/basic-auth'
import { botBlock } from 'ledge/recipes/bot-block'
import { hotlinkProtection } from 'ledge/recipes/hotlink-protection'
import { ipAllow } from 'ledge/recipes/ip-allow'
import { jwtAuth } from 'ledge/recipes/jwt-auth'
import { loginRedirect } from 'ledge/recipes/login-redirect'
import { cognito, oidcLogin } from 'ledge/recipes/oidc-login'
import { createSeal } from 'ledge/recipes/oidc-login/seal'
import { signedUrl, signTicket } from 'ledge/recipes/signed-url'
import { localCache, run, type ViewerRequestInit, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { issuer } from '../jwt/issuer.js'

const id = issuer('ES256')
const token = await id.sign({ sub: 'ann' })
const login = Buffer.from('ann:secret').toString('base64')
const secret = 'correct horse battery staple'
const navigation = { 'sec-fetch-mode': 'navigate', accept: 'text/html' }

const provider = cognito({ userPoolId: 'eu-central-1_a', domain: 'shop' })
const session = createSeal(`oidc-login ${provider.issuer} shop`, [secret.repeat(2)]).seal('', {
  idToken: token,
  expires: Date.now() + 3_600_000,
  until: Date.now() + 3_600_000,
})
const oidc = oidcLogin({
  provider,
  clientId: 'shop',
  secret: secret.repeat(2),
  headers: { 'x-user': 'sub' },
})

interface Access {
  readonly guard: Middleware<'viewer-request'>
  /** What the one who may see it sends, and what anyone else does. */
  readonly member: ViewerRequestInit
  readonly stranger: ViewerRequestInit
}

const everyone: Record<string, Access> = {
  jwtAuth: {
    guard: jwtAuth({ key: id.jwk, headers: { 'x-user': 'sub' } }),
    member: { headers: { authorization: `Bearer ${token}` } },
    stranger: { headers: { 'x-user': 'ann' } },
  },
  'jwtAuth with a sign-in page': {
    guard: jwtAuth({ key: id.jwk, cookie: 'token', login: '/login' }),
    member: { cookies: { token } },
    stranger: { headers: navigation },
  },
  basicAuth: {
    guard: basicAuth({ users: { ann: hashPassword('secret', 10) } }),
    member: { headers: { authorization: `Basic ${login}` } },
    stranger: {},
  },
  loginRedirect: {
    guard: loginRedirect({ login: '/login', cookie: 'session' }),
    member: { cookies: { session: '1' } },
    stranger: { headers: navigation },
  },
  oidcLogin: {
    guard: oidc.required,
    member: { cookies: { '__Host-session': session } },
    stranger: { headers: { 'x-user': 'ann' }, cookies: { '__Host-session': `${session}x` } },
  },
  'oidcLogin for those who navigate': {
    guard: oidc.required,
    member: { cookies: { '__Host-session': session } },
    stranger: { headers: navigation },
  },
  signedUrl: {
    guard: signedUrl({ secret }),
    member: { cookies: { ticket: signTicket({ secret, path: '/account/*', seconds: 3600 }) } },
    stranger: {},
  },
  ipAllow: {
    guard: ipAllow({ allow: ['203.0.113.0/24'], redirect: '/sorry' }),
    member: { clientIp: '203.0.113.7' },
    stranger: { clientIp: '198.51.100.7', headers: { 'x-forwarded-for': '203.0.113.7' } },
  },
  hotlinkProtection: {
    guard: hotlinkProtection({ empty: 'refuse' }),
    member: { headers: { referer: 'https://www.example.com/' } },
    stranger: { headers: { referer: 'https://evil.example/www.example.com' } },
  },
  botBlock: {
    guard: botBlock({ block: ['GPTBot'] }),
    member: {},
    stranger: { headers: { 'user-agent': 'GPTBot/1.0' } },
  },
}

describe.each(Object.entries(everyone))('%s', (_, { guard, member, stranger }) => {
  const app = ledge()
  app.viewerRequest('/account{/*rest}', guard)

  test('lets in who may, and nobody else', async () => {
    expect((await run(app, viewerRequestEvent('/account/7', member))).kind).toBe('passed')
    expect((await run(app, viewerRequestEvent('/account/7', stranger))).kind).toBe('replied')
    expect(await run(app, viewerRequestEvent('/other', stranger))).toPassThrough()
  })

  test.each([
    '/account',
    '/account/',
    '/%61ccount/7',
    '/%61%63%63%6f%75%6e%74/7',
    '/%61%63%63%6F%75%6E%74/7',
    '//account/7',
    '/account//7',
    '///account///7',
    '/./account/7',
    '/account/./7',
    '/x/../account/7',
    '/x/%2e%2e/account/7',
    '/x/%2E./account/7',
    '/account/x/../7',
    '/../account/7',
    '/account/7;a=b',
    '/account/;/7',
    '/account/..;/7',
    '/account/7%00',
    '/account/%zz',
    '/account/login',
    '/account/../account/7',
    '/login/../account/7',
    '/login/..//account/7',
    '/sorry/../account/7',
    '/robots.txt/../account/7',
  ])('is not walked around by %s', async (path) => {
    const outcome = await run(app, viewerRequestEvent(path, stranger))
    expect(outcome.kind).toBe('replied')
    expect(outcome.status).toBeGreaterThanOrEqual(302)
    expect(outcome).toHaveHeader('cache-control', 'no-store')
  })

  test('is not walked around by any spelling of a path', async () => {
    const spelled = fc.tuple(
      fc.constantFrom('/', '//', '/./', '/x/../', '/%2e/', '/x/%2e%2e/'),
      fc.array(fc.constantFrom('plain', 'lower', 'upper'), { minLength: 7, maxLength: 7 }),
      fc.constantFrom('', '/', '/7', '//7', '/./7', '/..%2f', '/;a', '/%00'),
    )
    await fc.assert(
      fc.asyncProperty(spelled, async ([start, forms, end]) => {
        const path = start + forms.map((form, i) => spell('account'.charAt(i), form)).join('') + end
        expect((await run(app, viewerRequestEvent(path, stranger))).kind).toBe('replied')
      }),
      { numRuns: 60 },
    )
  })

  test.each(['/ACCOUNT/7', '/Account/7', '/aCCount', '/account;a=b/7', '/account;/7', '/accounts'])(
    'guards %s where the app says that the origin takes it for the same',
    async (path) => {
      const lenient = ledge({ sensitive: false })
      lenient.viewerRequest('/account{*rest}', guard)
      expect((await run(lenient, viewerRequestEvent(path, stranger))).kind).toBe('replied')
    },
  )

  test('for a whole app, guards every path but the one it sends strangers to', async () => {
    const whole = ledge()
    whole.viewerRequest(guard)
    for (const path of ['/', '/x/..;/account/7', '/LOGIN', '/login/', '/sorry;x', '/login/x']) {
      expect((await run(whole, viewerRequestEvent(path, stranger))).kind).toBe('replied')
    }
  })

  test('refuses a stranger what the cache holds', async () => {
    const origin = () => ({ headers: { 'cache-control': 'max-age=3600' }, body: 'for members' })
    const site = localCache(app, { origin })
    const first = await site.fetch(viewerRequestEvent('/account/7', member))
    expect([first.cache, first.response.body]).toEqual(['miss', 'for members'])
    const again = await site.fetch(viewerRequestEvent('/account/7', member))
    expect([again.cache, again.response.body]).toEqual(['hit', 'for members'])
    const refused = await site.fetch(viewerRequestEvent('/account/7', stranger))
    expect(refused.cache).toBe('skipped')
    expect(refused.response.status).toBeGreaterThanOrEqual(302)
    expect(refused.response.body).not.toBe('for members')
    const known = await site.fetch(viewerRequestEvent('/account/7', member))
    expect([known.cache, known.response.body]).toEqual(['hit', 'for members'])
  })

  test('runs none of the steps behind it for a stranger', async () => {
    const guarded = ledge()
    guarded.viewerRequest('/account{/*rest}', guard, () => text('for members'))
    expect((await run(guarded, viewerRequestEvent('/account', stranger))).body).not.toBe(
      'for members',
    )
    expect((await run(guarded, viewerRequestEvent('/account/7', member))).body).toBe('for members')
  })
})

test('headers of claims reach the origin as the token says, from the cache of nobody else', async () => {
  const { guard, member, stranger } = everyone.jwtAuth as Access
  const app = ledge()
  app.viewerRequest(guard)
  const seen: unknown[] = []
  const site = localCache(app, {
    origin({ headers }) {
      seen.push(headers['x-user'])
      return {}
    },
  })
  const headers = { ...member.headers, ...stranger.headers }
  await site.fetch(viewerRequestEvent('/', { headers }))
  expect(seen).toEqual([[expect.objectContaining({ value: 'ann' })]])
})

function spell(character: string, form: string): string {
  const hex = character.charCodeAt(0).toString(16)
  if (form === 'plain') return character
  return `%${form === 'upper' ? hex.toUpperCase() : hex}`
}
