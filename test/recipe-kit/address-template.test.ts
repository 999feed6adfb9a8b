import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressTemplate, readAddress } from '../../src/recipe-kit/address-template.js'

const text = (template: string, params: Record<string, string | string[]>): string => {
  const { origin = '', path, query, hash } = addressTemplate(template)(params)
  return origin + path + (query && `?${query}`) + hash
}

test.each([
  ['/new', {}, '/new'],
  ['/new/:slug', { slug: 'shoes' }, '/new/shoes'],
  ['/a/*rest', { rest: ['b', 'c', ''] }, '/a/b/c/'],
  ['/a/:rest', { rest: ['b', 'c'] }, '/a/b/c'],
  [
    '/search?q=:term&from=old#:term',
    { term: 'a b&c=d#e' },
    '/search?q=a%20b%26c%3Dd%23e&from=old#a%20b%26c%3Dd%23e',
  ],
  ['https://shop.example.com/*rest', { rest: ['x'] }, 'https://shop.example.com/x'],
  ['https://shop.example.com', {}, 'https://shop.example.com/'],
  ['http://localhost:3000?a=1', {}, 'http://localhost:3000/?a=1'],
  ['/straße/:x', { x: 'ü' }, '/stra%C3%9Fe/%C3%BC'],
  ['/:a/x', { a: '@ann:1' }, '/@ann:1/x'],
  ['/:a.html', { a: 'a/b?c#d%' }, '/a%2Fb%3Fc%23d%25.html'],
  ['/:a', { a: '\\evil.example' }, '/%5Cevil.example'],
  ['/:a', { a: 'a\r\nb\ud800' }, '/a%0D%0Ab%EF%BF%BD'],
])('%s', (template, params, expected) => {
  expect(text(template, params)).toBe(expected)
})

test('an absent param is nothing, and makes no other host', () => {
  expect(addressTemplate('/:a/:b')({ b: 'evil.example' }).path).toBe('/evil.example')
  expect(text('/*rest', { rest: ['', '', 'evil.example'] })).toBe('/evil.example')
})

test('a param inherits nothing', () => {
  expect(addressTemplate('/:constructor')(Object.create(null)).path).toBe('/')
})

test.each([
  '',
  'new',
  '?a=1',
  '#a',
  '//evil.example',
  '/\\evil.example',
  '///x',
  'https:/x',
  'https://',
  'ftp://example.com/',
  'javascript:alert(1)',
  'https://:tenant.example.com/',
  'https://example.:tld/',
  'https://example.com:rest',
  'https://example.com*rest',
  'https://user@example.com/',
  'https://user:pass@example.com/',
  'https://example.com\\x',
  '/a{/*rest}',
  '/a"b',
  '/<x>',
])('%j is no address', (to) => {
  expect(readAddress(to)).toBeUndefined()
})

test.each(['..', '../x', 'x/..', 'a/../b', '..\\x', '.', './x', 'a/./b'])(
  'a param that steps up is answered with 400: %j',
  (value) => {
    expect(() => text('/public/:file', { file: value })).toThrow(
      expect.objectContaining({ code: 'bad-request' }),
    )
    expect(() => text('/public/*file', { file: ['a', value] })).toThrow()
  },
)

test('whatever the params, an address stays on its host and under its path', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('//', '\\\\', '/..', '@', ':', '?', '#', '\t', 'evil.example', '.'),
  )
  const value = fc.array(hostile, { maxLength: 5 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(value, fc.array(value), (a, rest) => {
      for (const to of [
        '/:a',
        '/*rest',
        '/in/:a/*rest',
        '/in/*rest',
        'https://b.example/in/:a',
        '/:a/:a?:a#:a',
      ]) {
        let written: string
        try {
          written = text(to, { a, rest })
        } catch {
          continue
        }
        const url = new URL(written, 'https://a.example/')
        expect(url.origin).toBe(to.startsWith('/') ? 'https://a.example' : 'https://b.example')
        if (to.includes('/in/')) expect(url.pathname.startsWith('/in/')).toBe(true)
      }
    }),
  )
})
