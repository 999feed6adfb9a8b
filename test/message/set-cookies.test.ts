import { parseSetCookie } from 'cookie'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EdgeError } from '../../src/error.js'
import type { CloudFrontHeaders } from '../../src/event.js'
import { Draft } from '../../src/message/draft.js'
import { HeaderView } from '../../src/message/headers.js'
import type { CookieAttributes } from '../../src/message/set-cookie-line.js'
import { SetCookieView } from '../../src/message/set-cookies.js'

const responseWith = (...values: string[]) => {
  const headers: CloudFrontHeaders =
    values.length > 0 ? { 'set-cookie': values.map((value) => ({ key: 'set-cookie', value })) } : {}
  const draft = new Draft({ headers })
  return {
    cookies: new SetCookieView(new HeaderView(draft)),
    values: () => draft.headers['set-cookie']?.map((line) => line.value) ?? [],
    draft,
  }
}

const gone = 'Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT'

describe('set', () => {
  test.each<[value: string, attributes: CookieAttributes | undefined, line: string]>([
    ['1', undefined, 'a=1; Path=/'],
    ['', {}, 'a=; Path=/'],
    ['x y;€"\ud800', {}, 'a=x%20y%3B%E2%82%AC%22%EF%BF%BD; Path=/'],
    ['1', { path: undefined }, 'a=1; Path=/'],
    ['1', { path: '/shop' }, 'a=1; Path=/shop'],
    ['1', { maxAge: 3600 }, 'a=1; Max-Age=3600; Path=/'],
    ['1', { expires: new Date(0) }, 'a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    ['1', { domain: 'example.com' }, 'a=1; Domain=example.com; Path=/'],
    [
      '1',
      { httpOnly: true, secure: true, sameSite: 'none', partitioned: true, priority: 'high' },
      'a=1; Path=/; HttpOnly; Secure; Partitioned; Priority=High; SameSite=None',
    ],
    ['1', { httpOnly: false, secure: false, sameSite: undefined }, 'a=1; Path=/'],
  ])('%j with %o is written as %j', (value, attributes, line) => {
    const { cookies, values } = responseWith()
    cookies.set('a', value, attributes)
    expect(values()).toEqual([line])
  })

  test('the first line of a message is spelt Set-Cookie, further ones as those before', () => {
    const fresh = responseWith()
    fresh.cookies.set('a', '1')
    expect(fresh.draft.headers['set-cookie']?.[0]?.key).toBe('Set-Cookie')
    const { cookies, draft } = responseWith('b=2')
    cookies.set('a', '1')
    expect(draft.headers['set-cookie']?.map((line) => line.key)).toEqual([
      'set-cookie',
      'set-cookie',
    ])
  })

  test.each<[name: string, attributes: CookieAttributes, replaced: boolean]>([
    ['a', {}, true],
    ['a', { path: '/x' }, false],
    ['a', { domain: 'example.com' }, false],
    ['A', {}, false],
    ['b', { domain: 'Example.com', path: '/shop' }, true],
    ['b', { path: '/shop' }, false],
    ['c', {}, false],
    ['1', {}, false],
  ])('%s with %o replaces a line: %j', (name, attributes, replaced) => {
    const before = [
      'a=1; path=/; Secure',
      'b=2; Domain=.example.COM; Path=/shop',
      'c=%zz; HttpOnly',
    ]
    const { cookies, values } = responseWith(...before)
    cookies.set(name, 'new', attributes)
    const after = values()
    expect(after.at(-1)).toMatch(new RegExp(`^${name}=new;`))
    expect(after).toHaveLength(replaced ? 3 : 4)
    expect(before.filter((line) => after.includes(line))).toEqual(after.slice(0, -1))
  })

  test.each<[name: unknown, value: unknown, attributes: unknown]>([
    ['', '1', {}],
    ['a b', '1', {}],
    ['a=b', '1', {}],
    ['a;b', '1', {}],
    ['a\r\nX-Evil: 1', '1', {}],
    ['é', '1', {}],
    [undefined, '1', {}],
    ['a', undefined, {}],
    ['a', 1, {}],
    ['a', '1', { path: '/; Domain=evil.example' }],
    ['a', '1', { path: '/\r\n' }],
    ['a', '1', { domain: 'example.com; Secure' }],
    ['a', '1', { maxAge: 1.5 }],
    ['a', '1', { maxAge: Number.NaN }],
    ['a', '1', { expires: new Date('never') }],
    ['a', '1', { expires: 'tomorrow' }],
    ['a', '1', { sameSite: 'loose' }],
    ['a', '1', { priority: 'highest' }],
  ])('refuses %j=%j with %o and leaves the message alone', (name, value, attributes) => {
    const { cookies, values } = responseWith('b=2')
    const set = () => cookies.set(name as string, value as string, attributes as CookieAttributes)
    expect(set).toThrow(EdgeError)
    expect(set).toThrow(expect.objectContaining({ code: 'bad-cookie', reply: undefined }))
    expect(set).not.toThrow(/[\r\n]/)
    expect(values()).toEqual(['b=2'])
  })

  test('what is refused does not show the value, which may be a session', () => {
    const { cookies } = responseWith()
    expect(() => cookies.set('a b', 'hunter2')).toThrow(/a name that a cookie can have, got "a b"/)
    expect(() => cookies.set('a b', 'hunter2')).not.toThrow(/hunter2/)
  })

  test('reads back, and leaves other lines to the byte, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { maxLength: 4 }),
        fc.stringMatching(/^[!-:<>-~]+$/),
        fc.string({ unit: 'grapheme' }),
        (lines, name, value) => {
          const { cookies, values } = responseWith(...lines)
          cookies.set(name, value)
          cookies.set(name, value, { path: '/other' })
          expect(cookies.get(name)).toBe(value)
          const others = lines.filter((line) => {
            const other = parseSetCookie(line)
            return other.name !== name || (other.path !== '/' && other.path !== '/other')
          })
          expect(values().slice(0, -2)).toEqual(others)
        },
      ),
    )
  })
})

describe('delete', () => {
  test('writes a line that expires the cookie', () => {
    const { cookies, values } = responseWith('b=2')
    cookies.delete('a')
    expect(values()).toEqual(['b=2', `a=; ${gone}`])
  })

  test('names path and domain, and takes over what the cookie was set with', () => {
    const session = { domain: 'example.com', path: '/x', secure: true, maxAge: 60 } as const
    const { cookies, values } = responseWith()
    cookies.set('a', '1', session)
    cookies.delete('a', session)
    expect(values()).toEqual([
      'a=; Max-Age=0; Domain=example.com; Path=/x; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Secure',
    ])
  })

  test('takes the place of a line that is about to set the cookie, and the other way round', () => {
    const { cookies, values } = responseWith('a=1; Path=/')
    cookies.delete('a')
    expect(values()).toEqual([`a=; ${gone}`])
    cookies.set('a', '2')
    expect(values()).toEqual(['a=2; Path=/'])
  })
})

describe('reading', () => {
  test('gives what the browser will have', () => {
    const past = 'Expires=Thu, 01 Jan 1970 00:00:00 GMT'
    const { cookies } = responseWith(
      'a=1',
      'a=2; Path=/x',
      'b=%20; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
      'c=3; Max-Age=0',
      'c=3; Max-Age=-1',
      `d=4; ${past}`,
      `e=5; ${past}`,
      'e=5; Path=/x; Expires=Fri, 01 Jan 2100 00:00:00 GMT',
      'f="q"; Expires=never',
      '__proto__=evil',
    )
    expect(Object.entries(cookies.all())).toEqual([
      ['a', '2'],
      ['b', ' '],
      ['e', '5'],
      ['f', '"q"'],
      ['__proto__', 'evil'],
    ])
    expect(cookies.get('a')).toBe('2')
    expect(cookies.has('c')).toBe(false)
    expect(cookies.get('constructor')).toBeUndefined()
  })

  test('a message without Set-Cookie sets none', () => {
    const { cookies } = responseWith()
    expect(Object.keys(cookies.all())).toEqual([])
    expect(cookies.get('a')).toBeUndefined()
  })
})
