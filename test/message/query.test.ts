import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EdgeError } from '../../src/error.js'
import { Query } from '../../src/message/query.js'

const queryOf = (querystring: string) => {
  const target = { querystring }
  return { target, query: new Query(target) }
}

/** The oracle. Only one leading "?" is dropped by it, so one in front of the text changes nothing. */
const oracle = (querystring: string) => new URLSearchParams(`?${querystring}`)

/** Query strings rich in what is special to them. */
const piece = fc.oneof(
  fc.constantFrom('a', 'b', 'A', '=', '&', '+', '%', '%41', '%61', '%20', '%2B', '%26', '%3d'),
  fc.constantFrom('%FF', '%C3%A9', '%c3', '%zz', '?', '#', ' ', 'é', '\ud800', '__proto__'),
  fc.string({ unit: 'binary', maxLength: 3 }),
)
const querystrings = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
const names = fc.oneof(fc.constantFrom('a', 'b', 'A', '', 'é', '+', '__proto__'), fc.string())

describe('reading', () => {
  test.each([
    ['', []],
    ['a=1&b=2', ['a 1', 'b 2']],
    ['a', ['a ']],
    ['a=', ['a ']],
    ['=', [' ']],
    ['&&a=1&&', ['a 1']],
    ['a=1&a=2', ['a 1', 'a 2']],
    ['a=b=c', ['a b=c']],
    ['q=x+y%20z', ['q x y z']],
    ['%61=%62', ['a b']],
    ['a=%', ['a %']],
    ['a=%zz', ['a %zz']],
    ['a=%FF', ['a \ufffd']],
    ['?a=1', ['?a 1']],
    ['A=1&a=2', ['A 1', 'a 2']],
    ['__proto__=1&constructor=2', ['__proto__ 1', 'constructor 2']],
  ])('%j holds %j', (querystring, pairs) => {
    expect([...queryOf(querystring).query].map((pair) => pair.join(' '))).toEqual(pairs)
  })

  test('an empty pair is none, though a pair may have an empty name', () => {
    const { query, target } = queryOf('&&=x&')
    expect([query.get(''), query.getAll('')]).toEqual(['x', ['x']])
    query.delete('')
    expect(target.querystring).toBe('&&')
    expect(query.has('')).toBe(false)
  })

  test('is what URLSearchParams reads, whatever comes', () => {
    fc.assert(
      fc.property(querystrings, names, (querystring, name) => {
        const { query, target } = queryOf(querystring)
        const expected = oracle(querystring)
        expect([...query]).toEqual([...expected])
        expect(query.get(name)).toBe(expected.get(name) ?? undefined)
        expect(query.getAll(name)).toEqual(expected.getAll(name))
        expect(query.has(name)).toBe(expected.has(name))
        expect(target.querystring).toBe(querystring)
      }),
    )
  })

  test('follows the query string when that is set', () => {
    const { query, target } = queryOf('a=1')
    expect(query.get('a')).toBe('1')
    target.querystring = 'a=2'
    expect(query.get('a')).toBe('2')
  })

  test('takes an event without a query string for an empty one', () => {
    const target = {} as { querystring: string }
    const query = new Query(target)
    expect([...query]).toEqual([])
    expect(query.delete('a')).toBe(false)
    expect(target).toEqual({})
    query.append('a', 1)
    expect(target.querystring).toBe('a=1')
  })

  test('a loop may delete what it comes across', () => {
    const { query, target } = queryOf('utm_source=x&utm_medium=y&id=1')
    for (const [name] of query) if (name.startsWith('utm_')) query.delete(name)
    expect(target.querystring).toBe('id=1')
  })
})

describe('writing', () => {
  const cases: [from: string, call: (query: Query) => void, to: string][] = [
    ['', (q) => q.set('a', '1'), 'a=1'],
    ['b=2', (q) => q.set('a', '1'), 'b=2&a=1'],
    ['x=%7e&a=1&y&a=2&z=', (q) => q.set('a', 3), 'x=%7e&a=3&y&z='],
    ['a=1&b', (q) => q.set('a', ['2', 3, true]), 'a=2&a=3&a=true&b'],
    ['a=1&b&a=2', (q) => q.set('a', []), 'b'],
    ['%61=1&b', (q) => q.set('a', '2'), 'a=2&b'],
    ['&&A=1', (q) => q.set('a', ''), '&&A=1&a='],
    ['', (q) => q.set('', ''), '='],
    ['a=1', (q) => q.set('b c', 'd&e=f#g+h%'), 'a=1&b%20c=d%26e%3Df%23g%2Bh%25'],
    ['a=+%2B', (q) => q.append('a', '\n\0'), 'a=+%2B&a=%0A%00'],
    ['a', (q) => q.append('a', ['x', 'y']), 'a&a=x&a=y'],
    ['a=1', (q) => q.append('a', '\ud800'), 'a=1&a=%EF%BF%BD'],
    ['a=1&B=+&&a&c', (q) => q.delete('a'), 'B=+&&c'],
    ['a=1', (q) => q.delete('a'), ''],
    ['&', (q) => q.delete('a'), '&'],
    ['b=2&a=%2f&&B=1&a=1', (q) => q.sort(), 'B=1&a=%2f&a=1&b=2'],
    ['size=L&utm=1&color&&Size', (q) => q.keep(['size', 'color']), 'size=L&color'],
    ['a=1&b=2&c=%32', (q) => q.keep((_, value) => value === '2'), 'b=2&c=%32'],
    ['a=1', (q) => q.keep([]), ''],
  ]

  test.each(cases)('%j, %s, is %j', (from, call, to) => {
    const { query, target } = queryOf(from)
    call(query)
    expect(target.querystring).toBe(to)
  })

  test('delete says whether there was anything', () => {
    const { query } = queryOf('a=1&a=2')
    expect(query.delete('b')).toBe(false)
    expect(query.delete('a')).toBe(true)
    expect(query.delete('a')).toBe(false)
  })

  test('what changes nothing does not write', () => {
    const target = {
      get querystring() {
        return 'a=1&&b=2'
      },
      set querystring(_: string) {
        throw new Error('written')
      },
    }
    const query = new Query(target)
    query.delete('c')
    query.set('a', '1')
    query.append('a', [])
    expect(query.get('a')).toBe('1')
  })

  test('refuses what would read back as "undefined" or "[object Object]"', () => {
    const { query, target } = queryOf('a=1')
    for (const value of [undefined, null, {}, ['x', undefined]]) {
      expect(() => query.set('a', value as never)).toThrow(EdgeError)
      expect(() => query.append('a', value as never)).toThrow(/query parameter "a"/)
    }
    expect(target.querystring).toBe('a=1')
  })

  test('what is set reads back, and is fit for CloudFront', () => {
    const texts = fc.string({ unit: 'binary' })
    const name = fc.string({ unit: 'grapheme' })
    const values = fc.array(texts, { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(texts, name, values, querystrings, (other, name, values, querystring) => {
        const { query, target } = queryOf('')
        query.append(other, other)
        query.set(name, values)
        expect(target.querystring).toMatch(/^[!-"$-~]*$/)
        expect(query.getAll(name)).toEqual(values.map(wellFormed))
        target.querystring = querystring
        query.set(name, values)
        expect(query.getAll(name)).toEqual(values.map(wellFormed))
      }),
    )
  })

  test('set, append, delete and sort do to the pairs what URLSearchParams does', () => {
    fc.assert(
      fc.property(querystrings, names, fc.string(), (querystring, name, value) => {
        for (const call of ['set', 'append', 'delete', 'sort'] as const) {
          const { query } = queryOf(querystring)
          const expected = oracle(querystring)
          query[call](name, value)
          if (call === 'delete') expected.delete(name)
          else expected[call](name, value)
          expect([...query]).toEqual([...expected])
        }
      }),
    )
  })

  test('pairs that a call does not name keep every byte and their order', () => {
    fc.assert(
      fc.property(querystrings, names, fc.string(), (querystring, name, value) => {
        const untouched = (text: string) =>
          text.split('&').filter((pair) => pair === '' || !oracle(pair).has(name))
        const before = untouched(querystring).filter((pair) => pair !== '')
        for (const call of ['set', 'append', 'delete'] as const) {
          const { query, target } = queryOf(querystring)
          query[call](name, value)
          expect(untouched(target.querystring).filter((pair) => pair !== '')).toEqual(before)
        }
        const { query, target } = queryOf(querystring)
        query.keep((other) => other !== name)
        expect(target.querystring).toBe(before.join('&'))
      }),
    )
  })
})

/** As the URL standard's strings are: what UTF-8 cannot say is U+FFFD. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString()
}
