import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalEscapes, canonicalPath } from '../../src/pipeline/canonical-path.js'

describe('a path in normal form', () => {
  test.each<[uri: string, canonical: string]>([
    // as it is
    ['/', '/'],
    ['/a/b.html', '/a/b.html'],
    ['/a/', '/a/'],
    ['/.well-known/x', '/.well-known/x'],
    ['/a/...', '/a/...'],
    ['/a/..b/.c', '/a/..b/.c'],
    ['/a+b@c:d;e=f,g', '/a+b@c:d;e=f,g'],
    ['/é/😀', '/é/😀'],
    ['', ''],

    // unreserved characters are decoded (RFC 3986 section 6.2.2.2)
    ['/%61ccount', '/account'],
    ['/%41%5A%30%39', '/AZ09'],
    ['/%2D%2E%5F%7E', '/-._~'],
    ['/%7ejo', '/~jo'],

    // all others keep their escape, in capitals (section 6.2.2.1)
    ['/a%2fb', '/a%2Fb'],
    ['/%c3%a9', '/%C3%A9'],
    ['/%20%25%3f%23%00%7f', '/%20%25%3F%23%00%7F'],
    ['/%2561', '/%2561'],

    // slashes
    ['//account', '/account'],
    ['/a///b//', '/a/b/'],
    ['//', '/'],
    ['/a%2F/b', '/a%2F/b'],

    // dot segments (section 5.2.4)
    ['/x/../account/y', '/account/y'],
    ['/a/./b/.', '/a/b/'],
    ['/a/b/..', '/a/'],
    ['/..', '/'],
    ['/../../a', '/a'],
    ['/a/../..', '/'],
    ['/a//../b', '/b'],
    ['/a/%2e%2E/b', '/b'],
    ['/a/.%2e', '/'],
    ['/%2e', '/'],
    ['/%2e%2e%2fa', '/..%2Fa'],

    // what is no escape stays
    ['/100%', '/100%'],
    ['/%zz', '/%zz'],
    ['/%4', '/%4'],
    ['/%g1%61', '/%g1a'],
    // else `%61` would come of them, which is `a` to the next in line
    ['/%%36%31', '/%%361'],
    ['/%6%31', '/%6%31'],
    ['/%%61', '/%%61'],

    // what CloudFront does not send
    ['a/../b', 'a/b'],
    ['../%61', '../a'],
    ['/\ud800%61', '/\ud800a'],
  ])('%j is %j', (uri, canonical) => {
    expect(canonicalPath(uri)).toBe(canonical)
  })

  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    // lone surrogates
    fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes)),
    // near the grammar
    fc
      .array(fc.constantFrom('/', '.', '%', '%2', '%2e', '%2E', '2', 'e', '6', '%61', '%25', '%2f'))
      .map((parts) => `/${parts.join('')}`),
  )

  test('has itself for a normal form, whatever it is of', () => {
    fc.assert(
      fc.property(anything, (uri) => {
        const canonical = canonicalPath(uri)
        expect(canonicalPath(canonical)).toBe(canonical)
      }),
      { numRuns: 2000 },
    )
  })

  test('has neither repeated slashes nor dot segments nor an escaped letter', () => {
    fc.assert(
      fc.property(anything, (path) => {
        expect(canonicalPath(`/${path}`)).not.toMatch(/\/\/|\/\.\.?(\/|$)/)
        expect(canonicalPath(`/${path.replaceAll('%%', '')}x`)).not.toMatch(
          /(?<!%.?)%(4[1-9a-f]|2e)/i,
        )
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a respelled path', () => {
  const segment = fc
    .stringMatching(/^[\w.~!$&'()*+,;=:@-]{1,8}$/)
    .filter((text) => !/^\.+$/.test(text))

  const unreserved = /^[\w.~-]$/

  /** How a path can be written so that it means the same. */
  const spelling = fc.record({
    segments: fc.array(segment, { minLength: 1, maxLength: 5 }),
    end: fc.constantFrom('', '/'),
    choices: fc.infiniteStream(fc.nat(9)),
    detour: segment,
  })

  test('has the normal form of the plain one', () => {
    fc.assert(
      fc.property(spelling, ({ segments, end, choices, detour }) => {
        const choose = (...ways: string[]): string => ways[choices.next().value ?? 0] ?? ways[0]!
        const letter = (char: string): string => {
          const hex = char.charCodeAt(0).toString(16)
          if (!unreserved.test(char)) return char
          return choose(char, `%${hex}`, `%${hex.toUpperCase()}`)
        }
        const slash = (): string => {
          const dot = letter('.')
          return choose('/', '//', '///', `/${dot}/`, `/${detour}/${dot}${letter('.')}/`)
        }
        const respelled = segments.map((text) => slash() + [...text].map(letter).join('')).join('')
        const last = end && choose('/', '//', '/.', '/./', `/${detour}/..`)
        expect(canonicalPath(respelled + last)).toBe(`/${segments.join('/')}${end}`)
      }),
      { numRuns: 2000 },
    )
  })
})

test('a long hostile path takes no time', () => {
  const hostile = ['/', '/.', '/..', '/../a', '/a/..', '%', '%2', '%2e', '%%36%31', '/%2e%2e'].map(
    (part) => `/${part.repeat(8192 / part.length)}`,
  )
  const start = performance.now()
  for (const uri of hostile) canonicalPath(uri)
  expect(performance.now() - start).toBeLessThan(500)
})

test('escapes of a text are in normal form without its slashes', () => {
  expect(canonicalEscapes('a//../%62/%c3%a9')).toBe('a//../b/%C3%A9')
})
