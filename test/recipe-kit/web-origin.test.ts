import fc from 'fast-check'
import { badOption, originTest, type WebOrigins, webOrigins } from 'ledge/recipe-kit'
import { describe, expect, test } from 'vitest'

describe('originTest', () => {
  const isListed = originTest([
    'https://example.com',
    'https://*.shop.example',
    'http://localhost:5173',
    'capacitor://localhost',
    /https:\/\/pr-\d+\.example\.com/,
    /^https:\/\/(?:a|b)\.test$/gim,
    /x|https:\/\/either\.test|y/,
  ])

  test.each([
    'https://example.com',
    'https://a.shop.example',
    'https://a.b-c.shop.example',
    'http://localhost:5173',
    'capacitor://localhost',
    'https://pr-17.example.com',
    'https://a.test',
    'https://A.TEST',
    'https://either.test',
  ])('%s is listed', (origin) => {
    // Twice: an expression with a `g` goes on where it ended.
    expect([isListed(origin), isListed(origin)]).toEqual([true, true])
  })

  test.each([
    undefined,
    '',
    'null',
    '*',
    'http://example.com',
    'https://example.com:8443',
    'https://example.com/',
    'https://EXAMPLE.com',
    'https://www.example.com',
    'https://example.com.evil.example',
    'https://example.com, https://example.com',
    'https://exampleXcom',
    'https://shop.example',
    'https://evilshop.example',
    'https://evil.example/.shop.example',
    'https://evil.example:80@a.shop.example',
    'https://evil.example\\.shop.example',
    'https://pr-17.example.com.evil.example',
    'https://evil.example#https://pr-17.example.com',
    'https://evil.example\nhttps://a.test',
    'x',
    '__proto__',
    'https://a.test\0',
    '\ud800',
    `https://${'a.'.repeat(50_000)}shop.example`,
  ])('%j is not', (origin) => {
    expect(isListed(origin)).toBe(false)
  })

  test('what fits a wildcard is a host below that one, whatever is tried', () => {
    const part = fc.constantFrom('a', '.', '/', '@', ':', '#', '?', '\\', '%2e', '\n', '*')
    const starts = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(starts, fc.constantFrom('.shop.example', 'shop.example'), (start, end) => {
        const sent = `https://${start}${end}`
        if (!isListed(sent)) return
        expect(new URL(sent.replaceAll('..', '.')).hostname.endsWith('.shop.example')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('webOrigins', () => {
  const isGood = webOrigins[1]

  test.each<[list: WebOrigins[]]>([
    [['https://example.com', 'http://127.0.0.1:3000', 'http://[::1]:3000']],
    [['https://*.example.com']],
    [['chrome-extension://abcdefghijklmnop']],
    [[/https:\/\/.*\.example\.com/]],
  ])('%o', (list) => {
    expect(isGood(list)).toBe(true)
  })

  test.each<[list: unknown]>([
    [[]],
    ['https://example.com'],
    [['*']],
    [['null']],
    [['example.com']],
    [['*.example.com']],
    [['//example.com']],
    [['https://example.com/']],
    [['https://example.com/path']],
    [['https://Example.com']],
    [['https://example.com:443']],
    [['https://*']],
    [['https://a.*.example.com']],
    [['https://a*.example.com']],
    [['https://example.com https://b.example']],
    [[['https://example.com']]],
    [[/.*/]],
    [[/^https?:/, /https?:\/\/.+/]],
    [[7]],
    [[null]],
  ])('%o is refused', (list) => {
    expect(isGood(list)).toBe(false)
    expect(badOption('cors', `origin to be ${webOrigins[0]}`, list).message).toContain('https://')
  })
})
