import { parseSetCookie, stringifySetCookie } from 'cookie'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { percentEncode } from '../../src/message/percent.js'
import {
  type CookieAttributes,
  readSetCookie,
  writeSetCookie,
} from '../../src/message/set-cookie-line.js'

// The package is the oracle of both directions, over what is sound and what is not.

const anyOf = <T>(...values: T[]) => fc.constantFrom(undefined, ...values)
const odd = fc.string({
  unit: fc.constantFrom('a', 'Z', '0', '-', '.', '/', ' ', ';', '=', '\n', 'é'),
})
const attributes = fc.record({
  path: fc.oneof(anyOf('/', '/shop', ''), odd),
  domain: fc.oneof(anyOf('example.com', '.Example.co.uk', 'a'.repeat(64)), odd),
  maxAge: fc.oneof(anyOf(0, 60, -1, 1.5, Number.NaN), fc.integer()),
  expires: anyOf(new Date(0), new Date('2030-01-01'), new Date('never')),
  httpOnly: anyOf(true, false),
  secure: anyOf(true, false),
  partitioned: anyOf(true, false),
  sameSite: anyOf('strict', 'lax', 'none', 'Lax', 'loose'),
  priority: anyOf('low', 'medium', 'high', 'HIGH', 'highest'),
})

test('a line is written as the package writes it, or refused where the package refuses it', () => {
  const name = fc.oneof(fc.constantFrom('session', '__Host-id', ''), odd)
  fc.assert(
    fc.property(name, fc.string({ unit: 'binary' }), attributes, (name, value, given) => {
      const theirs = outcomeOf(() =>
        stringifySetCookie(
          { ...(given as CookieAttributes), path: given.path ?? '/', name, value },
          { encode: percentEncode },
        ),
      )
      expect(outcomeOf(() => writeSetCookie(name, value, given as CookieAttributes))).toBe(theirs)
    }),
    { numRuns: 2000 },
  )
})

test('a line is read as the package reads it', () => {
  const part = fc.constantFrom(
    ...[
      'a=1',
      'a',
      '=',
      '',
      ' b = "x y" ',
      'a=%20%zz',
      '__proto__=1',
      'Path=/',
      'path',
      'PATH= /x ',
      'Path=',
    ],
    ...['Domain=.Example.com', 'Max-Age=0', 'max-age=-1', 'Max-Age=60', 'Max-Age=soon'],
    ...['Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'Expires=Fri, 01 Jan 2100 00:00:00 GMT'],
    ...['Secure', '\tHttpOnly', 'SameSite=Lax'],
  )
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const line = parts.join(';')
      const { name, value, path, domain, maxAge, expires } = parseSetCookie(line)
      const isExpired =
        maxAge === undefined ? expires !== undefined && expires <= new Date() : maxAge <= 0
      expect(readSetCookie(line)).toEqual({ name, value, path, domain, isExpired })
    }),
    { numRuns: 2000 },
  )
})

function outcomeOf(write: () => string): string {
  try {
    return write()
  } catch {
    return 'refused'
  }
}
