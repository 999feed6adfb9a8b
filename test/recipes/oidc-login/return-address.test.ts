import fc from 'fast-check'
import { type ReadableRequest, redirect } from 'ledge'
import { allowedAddress, originOf } from 'ledge/recipes/oidc-login/return-address'
import { describe, expect, test } from 'vitest'

const here = 'https://www.example.com'
const allowed = (address: string, ...rules: string[]): string | undefined => {
  try {
    return allowedAddress(address, here, rules.length > 0 ? rules : ['/*'])
  } catch (error) {
    expect(error).toMatchObject({ code: 'bad-request', reply: { status: 400 } })
    return undefined
  }
}

test.each([
  ['/', '/'],
  ['/cart?step=2#top', '/cart?step=2#top'],
  ['https://www.example.com/cart', '/cart'],
  ['https://WWW.example.com:443/cart', '/cart'],
  ['cart', '/cart'],
  ['https:cart', '/cart'],
  ['', '/'],
  ['/a/../b', '/b'],
  ['/a//b', '/a//b'],
  ['/.//evil.example', '/evil.example'],
  ['/%2F%2Fevil.example', '/%2F%2Fevil.example'],
  ['/a\r\nset-cookie: b', '/aset-cookie:%20b'],
  ['/\ud800é', '/%EF%BF%BD%C3%A9'],
])('%j is a path of this host: %s', (address, expected) => {
  expect(allowed(address)).toBe(expected)
})

test.each([
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  ' //evil.example',
  'https://evil.example/',
  'https://www.example.com.evil.example/',
  'https://www.example.com@evil.example/',
  'http://www.example.com/',
  'https://www.example.com:444/',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:https://evil.example/x',
  'https://',
  'https://[',
])('%j is another’s, and 400', (address) => {
  expect(allowed(address)).toBeUndefined()
})

describe('a list', () => {
  test.each([
    ['/account', '/account'],
    ['/account?a', '/account?a'],
    ['/account/x', undefined],
    ['/shop/x/y', '/shop/x/y'],
    ['/shop', undefined],
    ['/shop/../admin', undefined],
    ['/shop/%2e%2e/admin', undefined],
    ['https://pay.example.com/done?x=1', 'https://pay.example.com/done?x=1'],
    ['https://user:pass@pay.example.com/done', 'https://pay.example.com/done'],
    ['https://pay.example.com/other', undefined],
    ['https://docs.example.com/a/b', 'https://docs.example.com/a/b'],
    ['https://docs.example.com.evil.example/a', undefined],
  ])('has %s as %s', (address, expected) => {
    const rules = [
      '/account',
      '/shop/*',
      'https://pay.example.com/done',
      'https://docs.example.com/*',
    ]
    expect(allowed(address, ...rules)).toBe(expected)
  })
})

test('whatever comes, a browser stays at the host', () => {
  const part = fc.constantFrom(
    '/',
    '\\',
    '\t',
    '.',
    '..',
    '%2f',
    '%5c',
    'evil.example',
    '@',
    ':',
    '?',
    '#',
    'https:',
    ' ',
    'é',
  )
  const address = fc.array(part, { maxLength: 10 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(address, (text) => {
      const back = allowed(text)
      if (back === undefined) return
      const location = redirect(back).headers.get('location') ?? ''
      expect(new URL(location, here).origin).toBe(here)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['/auth/callback', 'shop.example.com', 'https://shop.example.com'],
  ['/auth/callback', 'localhost:3000', 'https://localhost:3000'],
  ['http://localhost:3000/cb', 'localhost:3000', 'http://localhost:3000'],
  ['https://login.example.com/cb', 'shop.example.com', 'https://shop.example.com'],
  ['/auth/callback', 'a b', undefined],
  ['/auth/callback', '', undefined],
])('with the callback %s a visitor of %s is at %s', (callback, host, expected) => {
  const request = { headers: { get: () => host } } as unknown as ReadableRequest
  if (expected) expect(originOf(callback, request)).toBe(expected)
  else expect(() => originOf(callback, request)).toThrow(/no good Host/)
})
