import { parseCookie, stringifyCookie } from 'cookie'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EdgeError } from '../../src/error.js'
import type { CloudFrontHeader, CloudFrontHeaders } from '../../src/event.js'
import { CookieView } from '../../src/message/cookies.js'
import { Draft } from '../../src/message/draft.js'
import { HeaderView } from '../../src/message/headers.js'

const requestWith = (...lines: (string | CloudFrontHeader)[]) => {
  const cookie = lines.map((line) =>
    typeof line === 'string' ? { key: 'Cookie', value: line } : line,
  )
  const headers: CloudFrontHeaders = {
    host: [{ key: 'Host', value: 'example.com' }],
    ...(cookie.length > 0 && { cookie }),
  }
  const draft = new Draft({ headers })
  return {
    cookies: new CookieView(new HeaderView(draft)),
    values: () => draft.headers.cookie?.map((line) => line.value),
    draft,
  }
}

/** Lines rich in what is special to them. */
const piece = fc.oneof(
  fc.constantFrom('a', 'b', 'ab', 'a=1', 'b=2', '=', ';', '; ', ' ', '\t', '"', ',', '%', '%20'),
  fc.constantFrom('%zz', '%E2%82%AC', '\u00a0', '__proto__', '__proto__=x', 'constructor=y', 'é'),
  fc.string({ maxLength: 3 }),
)
const line = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(''))
const lines = fc.array(line, { maxLength: 3 })
const names = fc.oneof(
  fc.constantFrom('a', 'b', 'ab', 'é', '', ' a', 'a ', 'a=1', 'a;b', '__proto__', 'constructor'),
  fc.string({ maxLength: 3 }),
)

/** The pairs as they are written, without the blanks around them. */
const pairs = (values: readonly string[] = []) =>
  values.flatMap((value) => value.split(';')).map((pair) => pair.replace(/^[ \t]+|[ \t]+$/g, ''))
const isNamed = (pair: string, name: string) => Object.hasOwn({ ...parseCookie(`${pair};`) }, name)

describe('reading', () => {
  test.each([
    ['a=1; b=2', 'b', '2'],
    ['a=1;b=2', 'b', '2'],
    ['a=1; a=2', 'a', '1'],
    ['ab=1; b=2', 'b', '2'],
    ['x=b; b=2', 'b', '2'],
    ['x=1 b=3; b=2', 'b', '2'],
    ['a = 1 ', 'a', '1'],
    ['a=', 'a', ''],
    ['a', 'a', undefined],
    ['a; a=1', 'a', '1'],
    ['a=b=c', 'a', 'b=c'],
    ['A=1', 'a', undefined],
    ['a="b c"', 'a', '"b c"'],
    ['a=%E2%82%AC%20', 'a', '€ '],
    ['a=%zz', 'a', '%zz'],
    ['a=%E2%82', 'a', '%E2%82'],
    ['a=1+2', 'a', '1+2'],
    ['a;b=1', 'a;b', undefined],
    ['a=b=c', 'a=b', undefined],
    ['=x', '', 'x'],
    ['__proto__=1', '__proto__', '1'],
    ['a=1', '__proto__', undefined],
    ['a=1', 'constructor', undefined],
  ])('in %j, %j is %j', (value, name, expected) => {
    const { cookies } = requestWith(value)
    expect(cookies.get(name)).toBe(expected)
    expect(cookies.has(name)).toBe(expected !== undefined)
    expect(cookies.all()[name]).toBe(expected)
  })

  test('goes over all lines, and the first cookie of a name counts', () => {
    const { cookies } = requestWith('a=1', 'b=2; a=3', '', 'c=4')
    expect({ ...cookies.all() }).toEqual({ a: '1', b: '2', c: '4' })
    expect(['a', 'b', 'c', 'd'].map((name) => cookies.get(name))).toEqual([
      '1',
      '2',
      '4',
      undefined,
    ])
  })

  test('a request without cookies, or without headers, has none', () => {
    expect({ ...requestWith().cookies.all() }).toEqual({})
    const bare = new CookieView(new HeaderView(new Draft({} as { headers: CloudFrontHeaders })))
    expect(bare.get('a')).toBeUndefined()
    expect(bare.delete('a')).toBe(false)
  })

  test('__proto__ is a name like others and changes no prototype', () => {
    const all = requestWith('__proto__=evil').cookies.all()
    expect(Object.keys(all)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(all)).toBeNull()
  })

  test('is what parseCookie reads, whatever comes', () => {
    fc.assert(
      fc.property(lines, names, (values, name) => {
        const { cookies } = requestWith(...values)
        // The blank keeps parseCookie from its one exception: it takes a lone "=" for no cookie.
        const expected = parseCookie(` ${values.join('; ')}`)
        expect({ ...cookies.all() }).toEqual({ ...expected })
        expect(cookies.get(name)).toBe(expected[name])
        for (const known of Object.keys(expected)) expect(cookies.get(known)).toBe(expected[known])
      }),
      { numRuns: 500 },
    )
  })

  // Each of them would take seconds if the work were quadratic.
  test.each([
    ['blanks', `a=1;${' '.repeat(20_000)}b`],
    ['semicolons', `${'a;'.repeat(10_000)}=; a=1`],
    ['names', 'a'.repeat(20_000)],
    ['blanks around names', `${' a '.repeat(7_000)}=1;a=1`],
  ])('survives a line full of %s', (_, value) => {
    const { cookies, values } = requestWith(value)
    expect(cookies.get('a')).toBe(parseCookie(value).a)
    expect({ ...cookies.all() }).toEqual({ ...parseCookie(value) })
    cookies.delete('a')
    expect(pairs(values())).not.toContain('a=1')
  })
})

describe('writing', () => {
  const cases: [from: string[], call: (cookies: CookieView) => void, to: string[] | undefined][] = [
    [[], (c) => c.set('a', '1'), ['a=1']],
    [['b=2'], (c) => c.set('a', '1'), ['b=2; a=1']],
    [[''], (c) => c.set('a', '1'), ['a=1']],
    [['b=2', 'c=3'], (c) => c.set('a', '1'), ['b=2', 'c=3; a=1']],
    [['a=1; b="x"', 'a=2;c'], (c) => c.set('a', '3'), ['a=3; b="x"', 'c']],
    [['b=1', 'a=2'], (c) => c.set('b', 'x y;€\ud800'), ['b=x%20y%3B%E2%82%AC%EF%BF%BD', 'a=2']],
    [['a=1; b=2; c=%zz'], (c) => c.delete('b'), ['a=1; c=%zz']],
    [['a=1;b=2;  c=3'], (c) => c.delete('x'), ['a=1;b=2;  c=3']],
    [['a=1', 'b=2'], (c) => c.delete('a'), ['b=2']],
    [['a=1; ;', 'a=2'], (c) => c.delete('a'), undefined],
    [['a=1;  b=2', 'c=3;;d="4"; a'], (c) => c.keep(['d', 'a']), ['a=1', 'd="4"']],
    [['a=%31; b=2'], (c) => c.keep((name, value) => name === 'a' && value === '1'), ['a=%31']],
    [['a=1; b=2'], (c) => c.keep([]), undefined],
    [['__proto__=1; b=2'], (c) => c.delete('__proto__'), ['b=2']],
  ]

  test.each(cases)('%j, %s, is %j', (from, call, to) => {
    const { cookies, values, draft } = requestWith(...from)
    call(cookies)
    expect(values()).toEqual(to)
    expect('cookie' in draft.headers).toBe(to !== undefined)
  })

  test('delete says whether there was anything', () => {
    const { cookies } = requestWith('a=1; b=2')
    expect(cookies.delete('c')).toBe(false)
    expect(cookies.delete('a')).toBe(true)
    expect(cookies.delete('a')).toBe(false)
  })

  test('lines keep their spelling, and those without change their identity', () => {
    const first = { key: 'cookie', value: 'a=1;b=2' }
    const second = { value: 'c=3; d=4' }
    const { cookies, draft } = requestWith(first, second)
    cookies.delete('d')
    cookies.set('e', '5')
    expect(draft.headers.cookie).toEqual([first, { value: 'c=3; e=5' }])
    expect(draft.headers.cookie?.[0]).toBe(first)
  })

  test('what changes nothing does not write', () => {
    const { cookies, draft } = requestWith('a=1;  b=2;', ' c=3')
    const { message } = draft
    cookies.delete('x')
    cookies.set('a', '1')
    cookies.keep(() => true)
    expect(draft.message).toBe(message)
  })

  test.each([
    ['', '1'],
    ['a b', '1'],
    ['a;b', '1'],
    ['a=b', '1'],
    ['a\r\nX-Evil', '1'],
    ['é', '1'],
    [undefined, '1'],
    ['a', undefined],
    ['a', 1],
  ])('refuses to set %j to %j', (name, value) => {
    const { cookies, values } = requestWith('b=2')
    expect(() => cookies.set(name as string, value as string)).toThrow(EdgeError)
    expect(values()).toEqual(['b=2'])
  })

  test('what is refused does not show the value, which may be a session', () => {
    const { cookies } = requestWith()
    expect(() => cookies.set('a b', 'hunter2')).toThrow(/got "a b"/)
    expect(() => cookies.set('a b', 'hunter2')).not.toThrow(/hunter2/)
  })

  test('what is set reads back, and is what stringifyCookie writes', () => {
    fc.assert(
      fc.property(
        lines,
        fc.stringMatching(/^[!-:<>-~]+$/),
        fc.string({ unit: 'grapheme' }),
        (values, name, value) => {
          const { cookies, values: after } = requestWith(...values)
          cookies.set(name, value)
          expect(cookies.get(name)).toBe(value)
          expect(pairs(after())).toContain(stringifyCookie({ [name]: value }))
        },
      ),
    )
  })

  test('other cookies keep every byte, their order and their lines', () => {
    fc.assert(
      fc.property(lines, names, (values, name) => {
        const untouched = (text?: readonly string[]) =>
          pairs(text).filter((pair) => pair !== '' && !isNamed(pair, name))
        const deleted = requestWith(...values)
        deleted.cookies.delete(name)
        expect(deleted.cookies.has(name)).toBe(false)
        expect(untouched(deleted.values())).toEqual(untouched(values))

        const kept = requestWith(...values)
        kept.cookies.keep((other) => other !== name)
        expect(kept.cookies.all()).toEqual(deleted.cookies.all())

        if (!/^[!-:<>-~]+$/.test(name)) return
        const set = requestWith(...values)
        set.cookies.set(name, 'x')
        expect(untouched(set.values())).toEqual(untouched(values))
      }),
      { numRuns: 300 },
    )
  })
})
