import fc from 'fast-check'
import { redactor } from 'ledge/recipe-kit'
import { describe, expect, test } from 'vitest'

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
  'user[passwd]',
  'client_secret',
  'cookie',
  'Set-Cookie',
  'PHPSESSID_session',
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
