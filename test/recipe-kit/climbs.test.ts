import { climbs, leadsOut } from 'ledge/recipe-kit'
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
  '/%%32%65%%32%65/b',
  '/a%%32fb',
  '/%2%65%2e/b',
  '/%25%2532%2565./b',
  '/%2%3%35/b',
])('%s leads up', (path) => {
  expect(climbs(path)).toBe(true)
})

test.each([
  '/',
  '/a/b',
  '/.well-known/a',
  '/a..b/c',
  '/...',
  '/a./b',
  '/..a',
  '/%',
  '/%2',
  '/%25',
  '/%25%2Fa',
  '/%%2Fa',
  '/%C3%A4%35',
])('%s does not', (path) => {
  expect(climbs(path)).toBe(false)
})

test('a long path is read once', () => {
  expect(climbs(`/${'%25'.repeat(100_000)}`)).toBe(false)
  expect(climbs('/.'.repeat(100_000))).toBe(true)
})

test.each([
  ['/a/../b', false],
  ['//a/./b', false],
  ['/a/..%2fb', true],
  ['/a/..%2fb%2fc/..', true],
  ['/a%5Cb/../..', true],
  ['/a\\b/..', true],
  ['/a%252fb/../..', true],
  ['/a%2Fb', false],
  ['/%2e%2e;/b', true],
])('whether %s leads out of its folder: %s', (uri, out) => {
  expect(leadsOut(uri)).toBe(out)
})
