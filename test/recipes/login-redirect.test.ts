import { signedCookies } from 'ledge'
import { type LoginRedirectOptions, loginRedirect } from 'ledge/recipes/login-redirect'
import { type RunOutcome, run, type ViewerRequestInit, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const navigation = { headers: { 'sec-fetch-mode': 'navigate', accept: 'text/html' } }

function ask(
  target: string,
  init: ViewerRequestInit = navigation,
  options: Partial<LoginRedirectOptions> = {},
): Promise<RunOutcome<'viewer-request'>> {
  const recipe = loginRedirect({ login: '/login', cookie: 'session', ...options })
  return run(recipe, viewerRequestEvent(target, init))
}

describe('with the cookie', () => {
  test('the request goes on as it came', async () => {
    expect(await ask('/account', { ...navigation, cookies: { session: 'x' } })).toPassThrough()
  })

  test('without a value it counts as none', async () => {
    const init = { headers: { ...navigation.headers, cookie: 'session=; other=1' } }
    expect(await ask('/account', init)).toRedirectTo('/login?return_to=%2Faccount', 302)
  })

  test('its value is checked, where that is asked for', async () => {
    const signed = signedCookies('a secret of this test')
    const isValid: LoginRedirectOptions['isValid'] = (_, ctx) =>
      signed.get(ctx, 'session') !== undefined
    let session = ''
    signed.set({ cookies: { set: (_, value) => (session = value) } }, 'session', 'ann')
    const with_ = (value: string) => ({ ...navigation, cookies: { session: value } })
    expect(await ask('/a', with_(session), { isValid })).toPassThrough()
    expect(await ask('/a', with_('ann'), { isValid })).toRedirectTo('/login?return_to=%2Fa', 302)
    expect(await ask('/a', with_('x'), { isValid: async () => true })).toPassThrough()
    expect(await ask('/a', with_('x'), { isValid: async () => false })).toReplyWith(302)
  })

  test('a check that throws lets nobody in', async () => {
    const isValid = () => {
      throw new Error('no store')
    }
    const outcome = await ask('/a', { ...navigation, cookies: { session: 'x' } }, { isValid })
    expect(outcome.kind).toBe('failed')
    expect(outcome.status).toBe(500)
  })
})

describe('without the cookie', () => {
  test('browsers are sent to sign in, and that is not cached', async () => {
    const outcome = await ask('/account/orders?page=2&sort=a%26b')
    expect(outcome).toRedirectTo(
      '/login?return_to=%2Faccount%2Forders%3Fpage%3D2%26sort%3Da%2526b',
      302,
    )
    expect(outcome).toHaveHeader('cache-control', 'no-store')
  })

  test('by old browsers, which say only what they accept, too', async () => {
    const init = { headers: { accept: 'text/html,*/*;q=0.8' } }
    expect(await ask('/account', init)).toReplyWith(302)
    expect(await ask('/account', { ...init, method: 'HEAD' })).toReplyWith(302)
  })

  test.each<[what: string, init: ViewerRequestInit]>([
    ['a script', { headers: { 'sec-fetch-mode': 'cors', accept: 'text/html' } }],
    ['an image', { headers: { 'sec-fetch-mode': 'no-cors', accept: 'image/avif,*/*' } }],
    ['a program', { headers: { accept: '*/*' } }],
    ['a form that is sent', { method: 'POST', headers: navigation.headers }],
    ['who says nothing', {}],
  ])('%s gets 401', async (_, init) => {
    const outcome = await ask('/account', init)
    expect(outcome).toReplyWith(401)
    expect(outcome).toHaveHeader('cache-control', 'no-store')
  })

  test('a preflight passes, unless it may not', async () => {
    const headers = { origin: 'https://a.example', 'access-control-request-method': 'PUT' }
    const preflight = { method: 'OPTIONS', headers }
    expect(await ask('/account', preflight)).toPassThrough()
    expect(await ask('/account', preflight, { preflight: false })).toReplyWith(401)
    expect(await ask('/account', { method: 'OPTIONS' })).toReplyWith(401)
  })

  test('the sign-in page is let through, in exactly its spelling', async () => {
    expect(await ask('/login?return_to=%2F')).toPassThrough()
    expect(await ask('/login', navigation, { login: '/login?theme=dark' })).toPassThrough()
    for (const path of ['/login/', '//login', '/%6cogin', '/LOGIN', '/login/../a', '/login;x']) {
      expect(await ask(path)).toReplyWith(302)
    }
  })

  test('a page elsewhere, and another name for the way back', async () => {
    const login = 'https://id.example.com/sign-in?app=shop'
    expect(await ask('/a', navigation, { login, parameter: 'next' })).toRedirectTo(
      'https://id.example.com/sign-in?app=shop&next=%2Fa',
      302,
    )
  })
})

describe('the way back is a path of this host', () => {
  /** Sent back from the sign-in page, for a uri that no browser sends, if need be. */
  async function backOf(uri: string, querystring = ''): Promise<string> {
    const event = viewerRequestEvent('/', navigation)
    const { cf } = event.Records[0]
    const request = { ...cf.request, uri, querystring }
    const hostile = { Records: [{ cf: { ...cf, request } }] } as typeof event
    const outcome = await run(loginRedirect({ login: '/login', cookie: 'session' }), hostile)
    const location = new URL(outcome.headers.get('location') ?? '', 'https://shop.example')
    expect(location.origin + location.pathname).toBe('https://shop.example/login')
    return location.searchParams.get('return_to') ?? ''
  }

  test.each([
    ['//evil.example/x', '/evil.example/x'],
    ['/\\evil.example', '/evil.example'],
    ['/\\/\\evil.example', '/evil.example'],
    ['/\t/evil.example', '/evil.example'],
    ['///', '/'],
    ['/%0d%0aset-cookie:x', '/%0d%0aset-cookie:x'],
    ['/%5cevil.example', '/%5cevil.example'],
    ['/a//b', '/a//b'],
    ['/\ud800', '/\ufffd'],
  ])('of %j it is %s', async (uri, expected) => {
    expect(await backOf(uri)).toBe(expected)
    expect(await backOf(uri, 'next=//evil.example')).toBe(`${expected}?next=//evil.example`)
  })

  test('whatever was asked for', async () => {
    const part = fc.constantFrom('/', '\\', '\t', '.', '%2f', '%5c', 'evil.example', '@', ':', 'é')
    const paths = fc.array(part, { maxLength: 8 }).map((parts) => `/${parts.join('')}`)
    await fc.assert(
      fc.asyncProperty(paths, async (path) => {
        const back = await backOf(path)
        expect(new URL(back, 'https://shop.example/login').origin).toBe('https://shop.example')
      }),
      { numRuns: 200 },
    )
  })
})

test.each<[options: Record<string, unknown>, message: RegExp]>([
  [{}, /login to be a path or an https URL, got undefined/],
  [{ login: 'login', cookie: 'a' }, /login to be a path or an https URL, got "login"/],
  [{ login: '//evil.example', cookie: 'a' }, /login to be a path/],
  [{ login: '/a/../login', cookie: 'a' }, /login to be a path/],
  [{ login: '/\\evil.example', cookie: 'a' }, /login to be a path/],
  [{ login: 'javascript:alert(1)', cookie: 'a' }, /login to be a path/],
  [{ login: '/login' }, /cookie to be the name of a cookie, got undefined/],
  [{ login: '/login', cookie: 'a', isValid: true }, /isValid to be a function, got true/],
  [{ login: '/login', cookie: 'a', parameter: 'a=b' }, /parameter to be a name of letters/],
  [{ login: '/login', cookie: 'a', preflight: 0 }, /preflight to be true or false, got 0/],
  [{ login: '/login', cookies: 'a' }, /an option among login, cookie, .*got "cookies"/],
])('%o is refused where the app is built', (options, message) => {
  const build = () => loginRedirect(options as unknown as LoginRedirectOptions)
  expect(build).toThrow(message)
  expect(build).toThrow(/^loginRedirect: expected /)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
})
