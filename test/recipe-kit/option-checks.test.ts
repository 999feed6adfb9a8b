import { expect, test } from 'vitest'
import {
  aBoolean,
  aFunction,
  aName,
  duration,
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
