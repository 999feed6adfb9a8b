import { expect, test } from 'vitest'
import {
  aBoolean,
  aFunction,
  aName,
  duration,
  isListOf,
  isTableOf,
  oneOf,
  orFalse,
  ownHeader,
  seconds,
} from '../../src/recipe-kit/option-checks.js'

test.each([
  ['a function', aFunction, [() => 1, Math.max], ['x', null, {}]],
  ['a boolean', aBoolean, [true, false], [0, 'true', null]],
  [
    'seconds',
    seconds,
    [0, 1, 31_536_000],
    [-1, 1.5, '1', Number.NaN, Number.POSITIVE_INFINITY, null],
  ],
  ['a duration', duration, [0.1, 60], [0, -1, '1', Number.NaN, Number.POSITIVE_INFINITY, null]],
  ['one of some texts', oneOf('a', 'b'), ['a', 'b'], ['c', '', 'a, b', ['a'], false]],
  ['the same, or false', orFalse(oneOf('a', 'b')), ['a', false], ['c', true, undefined, 0]],
  [
    'a list by form',
    ['', (value: unknown) => isListOf(value, /^[a-z]+$/)] as const,
    [[], ['a'], ['a', 'b']],
    ['a', null, ['A'], ['a', 7], [['a']], { 0: 'a' }],
  ],
  [
    'a table',
    ['', (value: unknown) => isTableOf(value, (item) => item === 1)] as const,
    [{}, { a: 1, 'b-c': 1 }],
    [null, 'a', { A: 1 }, { a: 2 }, { 'a b': 1 }, JSON.parse('{"__proto__":1}')],
  ],
  ['a name', aName, ['a', 'new-shop-2'], ['', '-a', 'a-', 'A', 'a b', 'a--b', 7, ['a'], null]],
  [
    'an own header',
    ownHeader,
    ['x-user', 'x-a-1', 'x-cached'],
    [
      'user',
      'X-User',
      'x-',
      'x-a b',
      'x-amz-date',
      'x-edge-a',
      'x-cache',
      'x-real-ip',
      ['x-a'],
      null,
    ],
  ],
])('%s', (_, [, holds], good, bad) => {
  expect(good.filter((value) => !holds(value))).toEqual([])
  expect(bad.filter((value) => holds(value))).toEqual([])
})
