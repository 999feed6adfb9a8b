import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Change, changesBetween, touches } from '../../src/testing/changes.js'
import * as fixtures from '../fixtures/events.js'

const { lines } = fixtures
const told = (before: unknown, after: unknown): string[] =>
  changesBetween(before, after)
    .map(({ path, op }) => `${op} ${path}`)
    .sort()

describe('the changes of a request', () => {
  test.each<[string, unknown, unknown, string[]]>([
    ['nothing', { uri: '/a' }, { uri: '/a' }, []],
    ['the uri', { uri: '/a' }, { uri: '/b' }, ['replace uri']],
    [
      'parameters, each by its name',
      { querystring: 'a=1&b=2' },
      { querystring: 'b=3&c=4' },
      ['add query.c', 'remove query.a', 'replace query.b'],
    ],
    [
      'only the order or the spelling of the query',
      { querystring: 'a=1&b=%7e' },
      { querystring: 'b=~&a=1' },
      ['replace querystring'],
    ],
    [
      'a cookie among others',
      { headers: lines({ Cookie: 'a=1; b=2' }) },
      { headers: lines({ Cookie: 'a=1; b=3' }) },
      ['replace cookies.b'],
    ],
    [
      'cookies on other lines',
      { headers: lines({ Cookie: 'a=1; b=2' }) },
      { headers: lines({ Cookie: ['a=1', 'b=2'] }) },
      ['replace headers.cookie'],
    ],
    [
      'headers in any spelling of their key',
      { headers: lines({ 'X-A': '1', 'X-B': '1' }) },
      { headers: { 'x-a': [{ key: 'x-A', value: '1' }], 'x-b': [{ value: '2' }] } },
      ['replace headers.x-b'],
    ],
    [
      'an origin, field by field',
      { origin: { custom: fixtures.customOrigin() } },
      {
        origin: {
          custom: fixtures.customOrigin({ path: '/new', customHeaders: lines({ A: 'b' }) }),
        },
      },
      [
        'add origin.custom.customHeaders.a',
        'remove origin.custom.customHeaders.x-origin-secret',
        'replace origin.custom.path',
      ],
    ],
  ])('tell %s', (_, before, after, expected) => {
    expect(told(before, after)).toEqual(expected)
  })
})

describe('the changes of a response', () => {
  test('tell the cookies that it sets, line by line', () => {
    const before = { headers: lines({ 'Set-Cookie': ['a=1; Path=/', 'b=2'] }) }
    const after = { headers: lines({ 'Set-Cookie': ['a=1; Path=/; Secure', 'c=3', 'c=4'] }) }
    expect(changesBetween(before, after)).toEqual([
      { path: 'cookies.a', op: 'replace', before: 'a=1; Path=/', after: 'a=1; Path=/; Secure' },
      { path: 'cookies.b', op: 'remove', before: 'b=2' },
      { path: 'cookies.c', op: 'add', after: ['c=3', 'c=4'] },
    ])
  })

  test('are all of it, where it was made', () => {
    const response = { status: '200', headers: lines({ 'Content-Type': 'text/plain' }), body: 'hi' }
    expect(told({}, response)).toEqual(['add body', 'add headers.content-type', 'add status'])
  })
})

test('no two messages are too strange to be compared', () => {
  const strange = fc.oneof(
    fc.jsonValue(),
    fc.record({
      headers: fc.jsonValue(),
      querystring: fc.jsonValue(),
      origin: fc.record({ custom: fc.record({ customHeaders: fc.jsonValue() }) }),
    }),
    fc.dictionary(fc.string(), fc.array(fc.jsonValue())).map((headers) => ({ headers })),
  )
  fc.assert(
    fc.property(strange, strange, (before, after) => {
      expect(changesBetween(before, before)).toEqual([])
      expect(Array.isArray(changesBetween(before, after))).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test.each<[finding: string, change: string, boolean]>([
  ['headers.host', 'headers.host', true],
  ['headers.host', 'headers.via', false],
  ['headers', 'headers.host', true],
  ['', 'uri', true],
  ['origin.custom', 'origin.custom.port', true],
  ['body.data', 'body', true],
  ['bodyEncoding', 'body', false],
  ['querystring', 'query.a', true],
  ['headers.set-cookie', 'cookies.sid', true],
  ['headers.cookie', 'query.a', false],
])('a finding at %j concerns a change of %s: %s', (finding, path, concerns) => {
  const change: Change = { path, op: 'add' }
  expect(touches(finding)(change)).toBe(concerns)
})
