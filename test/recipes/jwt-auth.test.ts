import { text } from 'ledge'
import { remoteJwks } from 'ledge/jwt'
import { type JwtAuthOptions, jwtAuth, jwtClaims } from 'ledge/recipes/jwt-auth'
import { type RunOutcome, run, type ViewerRequestInit, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { describe, expect, test } from 'vitest'
import { compose } from '../../src/index.js'
import { issuer, unsigned } from '../jwt/issuer.js'
import { keyServer } from '../jwt/key-server.js'

const id = issuer('RS256')
const eve = issuer('RS256', 'eve')
const jwks = { keys: [id.jwk] }
const now = new Date('2026-03-01T12:00:00Z')
const seconds = now.getTime() / 1000

const good = await id.sign({ sub: 'ann', iss: 'me', aud: 'shop', exp: seconds + 60 })
const bad = {
  foreign: await eve.sign({ iss: 'me', aud: 'shop' }),
  forAnother: await id.sign({ iss: 'me', aud: 'x' }),
  fromAnother: await id.sign({ iss: 'x', aud: 'shop' }),
  early: await id.sign({ iss: 'me', aud: 'shop', nbf: seconds + 9 }),
  tampered: `${good.slice(0, -9)}AAAAAAAAA`,
}
const withoutSub = await id.sign({ iss: 'me', aud: 'shop' })
const expired = await id.sign({ sub: 'ann', iss: 'me', aud: 'shop', exp: seconds - 60 })

const bearer = (token: string): ViewerRequestInit => ({
  headers: { authorization: `Bearer ${token}` },
})

const navigation = { 'sec-fetch-mode': 'navigate', accept: 'text/html' }

async function ask(
  init: ViewerRequestInit,
  options: Partial<JwtAuthOptions> = {},
  target = '/account/orders?page=2',
): Promise<RunOutcome<'viewer-request'>> {
  const auth = jwtAuth({ jwks, issuer: 'me', audience: 'shop', ...options } as JwtAuthOptions)
  return run(auth, viewerRequestEvent(target, init), { now })
}

describe('a token', () => {
  test('as bearer lets the request through as it came', async () => {
    expect(await ask(bearer(good))).toPassThrough()
    expect(await ask({ headers: { authorization: `bearer  ${good}` } })).toPassThrough()
  })

  test('in the cookie does where the cookie is named', async () => {
    const init = { cookies: { token: good } }
    expect(await ask(init, { cookie: 'token' })).toPassThrough()
    expect(await ask(init)).toReplyWith(401)
    expect(await ask(init, { cookie: 'id' })).toReplyWith(401)
  })

  test('as bearer goes before the cookie, also when it is bad', async () => {
    const init = { ...bearer('x.y.z'), cookies: { token: good } }
    expect(await ask(init, { cookie: 'token' })).toReplyWith(401)
    const basic = { headers: { authorization: 'Basic eDp5' }, cookies: { token: good } }
    expect(await ask(basic, { cookie: 'token' })).toPassThrough()
  })

  test('is verified by a key in PEM, a JWK or a secret', async () => {
    const hs = issuer('HS256')
    const secret = 'a secret of thirty-two characters'
    const { createHmac } = process.getBuiltinModule('node:crypto')
    const input = unsigned({ alg: 'HS256' }, { sub: 'ann' }, '').slice(0, -1)
    const mac = createHmac('sha256', secret).update(input).digest('base64url')
    for (const [token, key] of [
      [await id.sign(), id.pem],
      [await id.sign(), id.jwk],
      [await hs.sign(), [id.pem, hs.jwk]],
      [`${input}.${mac}`, { secret }],
    ] as const) {
      const auth = jwtAuth({ key: key as string })
      expect(await run(auth, viewerRequestEvent('/', bearer(token)))).toPassThrough()
    }
  })

  test('leaves its claims to the steps behind', async () => {
    const auth = compose(jwtAuth({ jwks }), (ctx) => text(String(ctx.get(jwtClaims)?.sub)))
    expect(
      (await run(auth, viewerRequestEvent('/', bearer(await id.sign({ sub: 'ann' }))))).body,
    ).toBe('ann')
  })
})

describe('without a good token', () => {
  const { origin } = new URL('https://www.example.com')

  test.each<[what: string, init: ViewerRequestInit, challenge: string]>([
    ['nothing', {}, 'Bearer'],
    ['another scheme', { headers: { authorization: 'Basic eDp5' } }, 'Bearer'],
    ['an empty header', { headers: { authorization: '' } }, 'Bearer'],
    ['a scheme alone', { headers: { authorization: 'Bearer' } }, 'Bearer'],
    ['no token', bearer('null'), 'Bearer error="invalid_token"'],
    [
      'alg none',
      bearer(unsigned({ alg: 'none' }, { sub: 'ann' }, '')),
      'Bearer error="invalid_token"',
    ],
    ['another issuer’s', bearer(bad.foreign), 'Bearer error="invalid_token"'],
    ['one for another', bearer(bad.forAnother), 'Bearer error="invalid_token"'],
    ['one from another', bearer(bad.fromAnother), 'Bearer error="invalid_token"'],
    ['one not valid yet', bearer(bad.early), 'Bearer error="invalid_token"'],
    ['a tampered one', bearer(bad.tampered), 'Bearer error="invalid_token"'],
    ['100 kB', bearer('x'.repeat(1e5)), 'Bearer error="invalid_token"'],
    [
      'an expired one',
      bearer(expired),
      'Bearer error="invalid_token", error_description="The token expired"',
    ],
  ])('%s: 401', async (_, init, challenge) => {
    const outcome = await ask(init)
    expect(outcome).toReplyWith(401)
    expect(outcome.headers.get('www-authenticate')).toBe(challenge)
    expect(outcome).toHaveHeader('cache-control', 'no-store')
    expect(outcome.body).toBe('Unauthorized')
  })

  test('two Authorization headers are one too many, whatever is in them', async () => {
    for (const authorization of [
      [good, good],
      [good, 'x'],
      ['x', good],
    ]) {
      const init = { headers: { authorization: authorization.map((token) => `Bearer ${token}`) } }
      expect(await ask(init)).toReplyWith(400)
      expect(await ask({ ...init, cookies: { token: good } }, { cookie: 'token' })).toReplyWith(400)
    }
  })

  test('a preflight passes, unless it may not', async () => {
    const headers = { origin, 'access-control-request-method': 'PUT' }
    const preflight = { method: 'OPTIONS', headers }
    expect(await ask(preflight)).toPassThrough()
    expect(await ask(preflight, { preflight: false })).toReplyWith(401)
  })

  test.each<[what: string, init: ViewerRequestInit]>([
    ['OPTIONS alone', { method: 'OPTIONS' }],
    ['OPTIONS of a page', { method: 'OPTIONS', headers: { origin } }],
    [
      'OPTIONS without Origin',
      { method: 'OPTIONS', headers: { 'access-control-request-method': 'PUT' } },
    ],
    ['GET with the headers', { headers: { origin, 'access-control-request-method': 'PUT' } }],
  ])('%s is no preflight', async (_, init) => {
    expect(await ask(init)).toReplyWith(401)
  })
})

describe('login', () => {
  const login = '/login'

  test('is where browsers that navigate are sent, with the way back', async () => {
    for (const init of [{}, bearer(expired), bearer('x')]) {
      const headers = { ...init.headers, ...navigation }
      const outcome = await ask({ ...init, headers }, { login })
      expect(outcome).toRedirectTo('/login?return_to=%2Faccount%2Forders%3Fpage%3D2', 302)
      expect(outcome).toHaveHeader('cache-control', 'no-store')
    }
  })

  test('is a page of another host, if it is to be', async () => {
    const away = 'https://id.example.com/sign-in?app=shop'
    expect(await ask({ headers: navigation }, { login: away }, '/')).toRedirectTo(
      'https://id.example.com/sign-in?app=shop&return_to=%2F',
      302,
    )
  })

  test('is let through, in exactly its spelling', async () => {
    const headers = navigation
    expect(await ask({ headers }, { login }, '/login?return_to=%2F')).toPassThrough()
    for (const path of [
      '/login/',
      '//login',
      '/%6cogin',
      '/LOGIN',
      '/login/../account',
      '/login;x',
    ]) {
      expect((await ask({ headers }, { login }, path)).kind).toBe('replied')
    }
  })

  test.each<[what: string, init: ViewerRequestInit]>([
    ['a script', { headers: { 'sec-fetch-mode': 'cors', accept: 'text/html' } }],
    ['an image', { headers: { 'sec-fetch-mode': 'no-cors' } }],
    ['a program', { headers: { accept: '*/*' } }],
    ['a form that is sent', { method: 'POST', headers: navigation }],
  ])('is not for %s: 401', async (_, init) => {
    expect(await ask(init, { login })).toReplyWith(401)
  })
})

describe('headers', () => {
  const headers = { 'x-user': 'sub', 'x-roles': 'roles', 'x-name': 'name' }
  const forged = { 'X-User': 'admin', 'x-roles': ['["admin"]', 'x'] }
  const claims = { iss: 'me', aud: 'shop', sub: 'auth0|7', roles: ['editor', 'staff'] }

  test('hold the claims, and nothing that a viewer sent', async () => {
    const outcome = await ask(
      { headers: { ...forged, ...bearer(await id.sign(claims)).headers } },
      { headers },
    )
    expect(outcome.headers.getAll('x-user')).toEqual(['auth0|7'])
    expect(outcome.headers.getAll('x-roles')).toEqual(['["editor","staff"]'])
    expect(outcome.headers.has('x-name')).toBe(false)
  })

  test.each<[what: string, init: ViewerRequestInit, options: Partial<JwtAuthOptions>]>([
    ['nobody who may go on', {}, { optional: true }],
    ['a bad token that may go on', bearer('x'), { optional: true }],
    ['a token without the claims', bearer(withoutSub), {}],
    [
      'a preflight',
      {
        method: 'OPTIONS',
        headers: { origin: 'https://a.b', 'access-control-request-method': 'GET' },
      },
      {},
    ],
    ['the sign-in page', {}, { login: '/account/orders' }],
  ])('are stripped of %s', async (_, init, options) => {
    const outcome = await ask(
      { ...init, headers: { ...init.headers, ...forged } },
      { headers, ...options },
    )
    expect(outcome.kind).toBe('passed')
    for (const name of Object.keys(headers)) expect(outcome.headers.has(name)).toBe(false)
  })

  test.each([
    ['ann@shop.example', 'ann@shop.example'],
    ['Zoë', 'Zo%C3%AB'],
    ['a b', 'a%20b'],
    ['100%', '100%25'],
    ['a\r\nset-cookie: x=1', 'a%0D%0Aset-cookie:%20x=1'],
    ['\ud800', '%EF%BF%BD'],
    [7, '7'],
    [true, 'true'],
    [null, 'null'],
    [{ é: 1 }, '{"%C3%A9":1}'],
  ])('write the claim %j as %s', async (sub, expected) => {
    const token = await id.sign({ iss: 'me', aud: 'shop', sub } as Record<string, unknown>)
    const outcome = await ask(bearer(token), { headers })
    expect(outcome.headers.get('x-user')).toBe(expected)
  })

  test('are told to CloudFront', () => {
    expect(jwtAuth({ jwks, headers }).needs).toEqual({
      forward: { headers: ['x-user', 'x-roles', 'x-name'] },
    })
  })
})

describe('optional', () => {
  test('lets through who has no good token, as nobody', async () => {
    const auth = compose(jwtAuth({ jwks, optional: true }), (ctx) =>
      text(JSON.stringify(ctx.get(jwtClaims) ?? 'nobody')),
    )
    for (const init of [{}, bearer('x'), bearer(await eve.sign())]) {
      expect((await run(auth, viewerRequestEvent('/', init))).body).toBe('"nobody"')
    }
    const init = bearer(await id.sign({ sub: 'ann' }))
    expect((await run(auth, viewerRequestEvent('/', init))).body).toBe('{"sub":"ann"}')
  })
})

describe('remote keys', () => {
  test('are fetched from their issuer, who may rotate and go down', async () => {
    const server = await keyServer(id.jwk)
    const auth = jwtAuth({ jwks: remoteJwks(server.url, { ttl: 60, cooldown: 30 }) })
    const at = async (second: number, token: string) =>
      run(auth, viewerRequestEvent('/', bearer(token)), { now: now.getTime() + second * 1000 })

    expect(await at(0, await id.sign())).toPassThrough()
    server.keys = [eve.jwk]
    expect(await at(31, await eve.sign())).toPassThrough()
    expect(await at(32, await id.sign())).toReplyWith(401)
    await server.close()
    expect(await at(95, await eve.sign())).toPassThrough()
  })

  test('that cannot be had: 503, to navigations too', async () => {
    const server = await keyServer()
    await server.close()
    const auth = jwtAuth({ jwks: remoteJwks(server.url), login: '/login' })
    const init = { headers: { ...navigation, ...bearer(await id.sign()).headers } }
    const outcome = await run(auth, viewerRequestEvent('/', init))
    expect(outcome).toReplyWith(503)
    expect(outcome).toHaveHeader('retry-after', '5')
    expect(outcome.body).toBe('Service Unavailable')
    expect(outcome.logs).toMatchObject([
      { level: 'error', message: `There are no keys from ${server.url}.`, error: { cause: {} } },
    ])
  })
})

describe('bad options are refused where the app is built', () => {
  test.each<[options: Record<string, unknown>, message: RegExp]>([
    [{}, /^jwtAuth: expected either jwks or key, got an object with no keys/],
    [{ jwks, key: id.pem }, /^jwtAuth: expected either jwks or key/],
    [{ jwks: 'https://id.example.com' }, /^jwtAuth: expected jwks to be a set of keys, or what/],
    [{ jwks: null }, /^jwtAuth: expected either jwks or key, got an object with jwks/],
    [{ jwks: { keys: [] } }, /a key that verifies signatures/],
    [{ key: 'x' }, /a PEM that begins with/],
    [{ key: { secret: 'short' } }, /at least 32 bytes/],
    [{ jwks, audiance: 'shop' }, /^jwtAuth: expected an option among .*got "audiance"/],
    [{ jwks, issuer: 7 }, /^jwtAuth: expected issuer to be a text/],
    [{ jwks, algorithms: ['HS256'] }, /an algorithm of the keys/],
    [{ jwks, cookie: '' }, /^jwtAuth: expected cookie to be the name of a cookie/],
    [{ jwks, optional: 'yes' }, /^jwtAuth: expected optional to be true or false/],
    [{ jwks, login: '//evil.example' }, /^jwtAuth: expected login to be a path or an https URL/],
    [{ jwks, login: '/a/../login' }, /^jwtAuth: expected login to be a path or an https URL/],
    [{ jwks, login: 'http://id.example' }, /^jwtAuth: expected login/],
    [{ jwks, login: '/login#now' }, /^jwtAuth: expected login/],
    [{ jwks, preflight: 1 }, /^jwtAuth: expected preflight/],
    [{ jwks, headers: 'x-user' }, /^jwtAuth: expected headers to be x- headers/],
    [{ jwks, headers: { user: 'sub' } }, /^jwtAuth: expected headers to be x- headers/],
    [{ jwks, headers: { 'x-user': 1 } }, /^jwtAuth: expected headers to be x- headers/],
    [{ jwks, headers: { 'x-edge-user': 'sub' } }, /^jwtAuth: expected headers to be x- headers/],
    [{ jwks, headers: { 'x-user\n': 'sub' } }, /^jwtAuth: expected headers to be x- headers/],
  ])('%o', (options, message) => {
    const build = () => jwtAuth(options as unknown as JwtAuthOptions)
    expect(build).toThrow(message)
    expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
  })
})
