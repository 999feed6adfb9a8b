import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redirect } from '../../src/message/redirect.js'

const locationOf = (location: string): string | undefined =>
  redirect(location).headers.get('location')

describe('redirect', () => {
  test('is a 302 unless told otherwise', () => {
    expect(redirect('/new').message).toMatchObject({ status: '302', statusDescription: 'Found' })
    expect(redirect('/new', 308).status).toBe(308)
  })

  test.each([
    ['/plain/path?q=1&r=%20#top', '/plain/path?q=1&r=%20#top'],
    ['https://other.example/x', 'https://other.example/x'],
    ['relative', 'relative'],
    ['?page=2', '?page=2'],
    ['//evil.example', '/evil.example'],
    ['///evil.example', '/evil.example'],
    ['/\\evil.example', '/%5Cevil.example'],
    ['\\\\evil.example', '%5C%5Cevil.example'],
    ['/\t/evil.example', '/%09/evil.example'],
    ['/a\r\nset-cookie: x=1', '/a%0D%0Aset-cookie:%20x=1'],
    ['/café', '/caf%C3%A9'],
    ['/\ud800', '/%EF%BF%BD'],
    ['/100%', '/100%'],
  ])('sends %j to %j', (from, to) => {
    expect(locationOf(from)).toBe(to)
  })

  test('stays on this host, whatever follows a slash', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (rest) => {
        const base = 'https://shop.example'
        expect(new URL(locationOf(`/${rest}`) ?? '', base).origin).toBe(base)
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.constantFrom('/', '\\', '\t', '\n', ' ', '.', '@', 'e')), (rest) => {
        const base = 'https://shop.example'
        expect(new URL(locationOf(`/${rest.join('')}`) ?? '', base).origin).toBe(base)
      }),
    )
  })

  test.each([[''], [undefined], [null]])('refuses %j as a location', (location) => {
    expect(() => redirect(location as string)).toThrow(
      expect.objectContaining({ code: 'bad-reply' }),
    )
  })

  test('refuses a status that is no redirect', () => {
    expect(() => redirect('/a', 200 as 302)).toThrow(/got 200/)
  })
})
