import { isAddress, isPage, returnAddress, signInUrl } from 'ledge/recipe-kit'
import { describe, expect, test } from 'vitest'
import type { ReadableRequest } from '../../src/index.js'

const request = (uri: string, querystring = '') => ({ uri, querystring }) as ReadableRequest

describe('isAddress', () => {
  test.each([
    '/',
    '/login',
    '/login?a=b&c',
    'https://id.example.com/',
    'https://id.example.com/a?b=c',
  ])('takes %j', (value) => {
    expect(isAddress(value)).toBe(true)
  })

  test.each([
    '',
    'login',
    '//evil.example',
    '/\\evil.example',
    '/a b',
    '/a\n',
    '/\t/evil.example',
    '/a#b',
    '/é',
    'http://id.example.com/',
    'HTTPS://id.example.com/',
    'javascript:alert(1)',
    undefined,
    null,
    7,
    ['/login'],
  ])('does not take %j', (value) => {
    expect(isAddress(value)).toBe(false)
  })
})

describe('isPage', () => {
  test.each([
    '/login',
    '/login?a=/../b',
    '/.well-known/a',
    '/%61',
    'https://id.example.com/a/../b',
  ])('takes %j', (value) => {
    expect(isPage(value)).toBe(true)
  })

  test.each(['/a/../login', '/./login', '/a/%2e%2e/login', '/a/..?b', '/a"b', '/a b', undefined])(
    'does not take %j',
    (value) => {
      expect(isPage(value)).toBe(false)
    },
  )
})

describe('returnAddress', () => {
  test.each([
    ['/cart', '', '/cart'],
    ['/cart', 'step=2', '/cart?step=2'],
    ['//evil.example', '', '/evil.example'],
    ['/\\evil.example', 'a', '/evil.example?a'],
    ['/\r\n\t /\u2028/evil.example', '', '/evil.example'],
    ['/a//b\\c', '', '/a//b\\c'],
  ])('of %j and %j is %j', (uri, querystring, expected) => {
    expect(returnAddress(request(uri, querystring))).toBe(expected)
  })
})

describe('signInUrl', () => {
  test('puts the address into the query of the page', () => {
    const from = request('/cart', 'step=2&x=%26')
    expect(signInUrl('/login', from, 'next')).toBe('/login?next=%2Fcart%3Fstep%3D2%26x%3D%2526')
    expect(signInUrl('/login?a=b', from, 'next')).toMatch(/^\/login\?a=b&next=%2Fcart/)
  })

  test('survives half a surrogate pair', () => {
    expect(signInUrl('/login', request('/\ud800'), 'next')).toBe('/login?next=%2F%EF%BF%BD')
  })
})
