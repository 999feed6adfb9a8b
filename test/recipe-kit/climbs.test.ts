import { climbs } from 'ledge/recipe-kit'
import { expect, test } from 'vitest'

test.each([
  '/a/../b',
  '/a/./b',
  '/a/..',
  '/%2e%2E/b',
  '/a%2f..%2Fb',
  '/a\\..\\b',
  '/a%5c.%5cb',
  '/..;/b',
  '/..%3bx/b',
  '/..%252fb',
  '/%25252e%252e/b',
])('%s leads up', (path) => {
  expect(climbs(path)).toBe(true)
})

test.each(['/', '/a/b', '/.well-known/a', '/a..b/c', '/...', '/a./b', '/..a', '/%', '/%2', '/%25'])(
  '%s does not',
  (path) => {
    expect(climbs(path)).toBe(false)
  },
)

test('a long path is read once', () => {
  expect(climbs(`/${'%25'.repeat(100_000)}`)).toBe(false)
  expect(climbs('/.'.repeat(100_000))).toBe(true)
})
