import { expect, test } from 'vitest'
import { askedHost, hostTest } from '../../src/message/asked-host.js'

const headers = (host: string | undefined) => ({
  get: () => host,
  getAll: () => (host === undefined ? [] : [host]),
  has: () => host !== undefined,
  [Symbol.iterator]: () => [][Symbol.iterator](),
})

test.each([
  ['shop.example', 'shop.example'],
  ['SHOP.Example:8080', 'shop.example'],
  ['shop.example.', 'shop.example'],
  ['shop.example.:443', 'shop.example'],
  ['shop.example:', 'shop.example'],
  ['[::1]:80', '[::1]'],
  ['', ''],
  [undefined, ''],
])('Host: %s is for %s', (host, asked) => {
  expect(askedHost(headers(host))).toBe(asked)
})

test.each([
  [['shop.example'], 'shop.example', true],
  [['Shop.Example'], 'shop.example', true],
  [['*.shop.example'], 'a.b.shop.example', true],
  [['*.shop.example'], 'shop.example', false],
  [['*.shop.example'], '.shop.example', false],
  [['*.shop.example'], 'evilshop.example', false],
  [['a.example', 'b.example'], 'b.example', true],
  [[], 'b.example', false],
])('%j lists %s: %s', (hosts, host, listed) => {
  expect(hostTest(hosts)(host)).toBe(listed)
})
