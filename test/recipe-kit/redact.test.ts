import fc from 'fast-check'
import { redactor } from 'ledge/recipe-kit'
import { describe, expect, test } from 'vitest'

const encoded = (text: string, times: number): string =>
  times === 0 ? text : encoded(encodeURIComponent(text), times - 1)

const { isSecret, value, query } = redactor(['Invite'])

test.each([
  'token',
  'access_token',
  'id_token',
  'X-CSRF-Token',
  'authorization',
  'Proxy-Authorization',
  'x-auth',
  'oauth_verifier',
  'password',
  'pass',
  'user_pass',
  'user[pass]',
  'pass2',
  'passphrase',
  'pass-code',
  'hmac',
  'client_assertion',
  'code_verifier',
  'bearer',
  'user[passwd]',
  'client_secret',
  'cookie',
  'Set-Cookie',
  'PHPSESSID',
  'sessid',
  'sess_id',
  'connect.sid',
  'sid[0]',
  'jsessionid-session',
  'sid',
  'X-Amz-Signature',
  'X-Amz-Credential',
  'Key-Pair-Id',
  'api_key',
  'apikey',
  'x-api-key',
  'code',
  'jwt',
  'SAMLResponse',
  'ticket',
  'totp',
  'invite',
  'INVITE',
])('%s is the name of a secret', (name) => {
  expect(isSecret(name)).toBe(true)
})

test.each([
  'page',
  'author',
  'keywords',
  'countrycode',
  'side',
  'inside',
  'resid',
  'compass',
  'passenger',
  'bypass',
  'pass-through',
  'passage',
  'assess',
  'invited',
  'user-agent',
  '',
  '__proto__',
])('%s is not', (name) => {
  expect(isSecret(name)).toBe(false)
})

describe('query', () => {
  test.each([
    ['', ''],
    ['page=2&sort=a%26b&empty=&bare&&x', 'page=2&sort=a%26b&empty=&bare&&x'],
    ['page=2&access_token=abc&q=1', 'page=2&access_token=[redacted]&q=1'],
    ['token=a=b&c=d', 'token=[redacted]&c=d'],
    ['a=1;token=abc;b=2', 'a=1;token=[redacted];b=2'],
    ['%74%6Fken=abc', '%74%6Fken=[redacted]'],
    ['TOKEN=abc', 'TOKEN=[redacted]'],
    ['user[password]=abc', 'user[password]=[redacted]'],
    ['user%5Bpassword%5D=abc', 'user%5Bpassword%5D=[redacted]'],
    ['back=%2Freset%3Fpage%3D1%26token%3Dabc', 'back=[redacted]'],
    ['back=/reset?page=1&token=abc', 'back=/reset?page=1&token=[redacted]'],
    ['%2Freset%3Ftoken%3Dabc', '[redacted]'],
    ['back=%2Fcb%3Fnext%3D%252Freset%253Ftoken%253Dabc', 'back=[redacted]'],
    ['back=%25252Freset%25253Ftoken%25253Dabc', 'back=[redacted]'],
    ['back=%252525252525252525252Freset%2525252525252525252525253Ftoken=abc', 'back=[redacted]'],
    ['q=token%3Dabc', 'q=[redacted]'],
    ['token%3Dabc', '[redacted]'],
    ['q=a%3Db', 'q=a%3Db'],
    ['q=100%25', 'q=100%25'],
    ['back=%2Fa%3Fpage%3D1', 'back=%2Fa%3Fpage%3D1'],
    ['%=1&%zz=2&token%=abc', '%=1&%zz=2&token%=[redacted]'],
    ['__proto__=1', '__proto__=1'],
  ])('%s: %s', (text, expected) => {
    expect(query(text)).toBe(expected)
  })

  test('what a secret is worth is never there, wherever it stands', () => {
    const name = fc.constantFrom('token', 'Password', 'x-api-key', 'invite', '%73ecret')
    const other = fc.stringMatching(/^[a-z%=\d]{0,8}$/)
    const pair = fc.oneof(
      other,
      name.map((secret) => `${secret}=S3CR3T`),
      fc.tuple(other, name).map(([key, secret]) => `${key}=%2Fb%3f${secret}%3DS3CR3T`),
      fc
        .tuple(other, name, fc.nat(4))
        .map(([key, secret, depth]) => `${key}=${encoded(`/b?c=d&${secret}=S3CR3T`, depth)}`),
      fc.tuple(name, fc.nat(4)).map(([secret, depth]) => encoded(`${secret}=S3CR3T`, depth)),
    )
    const separator = fc.constantFrom('&', ';', '&&')
    const text = fc.array(fc.tuple(pair, separator), { maxLength: 8 })
    fc.assert(
      fc.property(text, (pairs) => {
        expect(query(pairs.flat().join(''))).not.toContain('S3CR3T')
      }),
    )
  })

  test('is cut where it is long', () => {
    expect(query(`page=${'1'.repeat(1e6)}`)).toBe(`page=${'1'.repeat(995)}…`)
    expect(query(`${'x'.repeat(990)}&token=${'S'.repeat(99)}`)).not.toContain('S')
    expect(query('='.repeat(1e6))).toHaveLength(1001)
  })
})

describe('an address whose path is secret', () => {
  const cover = (text: string): string => text.replace(/\/reset\/.*/, '/reset/:token')
  const covering = redactor([], cover)

  test('is a secret in a query string, however often it is encoded', () => {
    for (let times = 0; times < 4; times++) {
      const back = encoded('https://a.example/reset/S3CR3T', times)
      expect(covering.query(`page=1&back=${back}`)).toBe('page=1&back=[redacted]')
    }
    expect(covering.query('/reset/S3CR3T&back=%2Freset')).toBe('[redacted]&back=%2Freset')
  })

  test('is what stands for it, as a value', () => {
    expect(covering.value('referer', '/reset/S3CR3T?page=1')).toBe('/reset/:token')
    expect(covering.value('x-token', '/reset/S3CR3T')).toBe('[redacted]')
    expect(covering.value('referer', '/a?token=abc')).toBe('/a?token=[redacted]')
  })
})

test.each([
  ['x-token', 'abc', '[redacted]'],
  ['user-agent', 'curl/8.5', 'curl/8.5'],
  [
    'referer',
    'https://a.example/b?page=1&token=abc',
    'https://a.example/b?page=1&token=[redacted]',
  ],
  ['uri', '/a;v=1/b', '/a;v=1/b'],
  ['uri', '/a;jsessionid=abc/b', '/a;jsessionid=[redacted]'],
  ['x-long', 'x'.repeat(5000), `${'x'.repeat(1000)}…`],
])('the value of %s: %s', (name, text, expected) => {
  expect(value(name, text)).toBe(expected)
})
