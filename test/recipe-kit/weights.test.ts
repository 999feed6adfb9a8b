import { describe, expect, test } from 'vitest'
import { pickByWeight, weightOf, weights } from '../../src/recipe-kit/weights.js'

describe('what is picked', () => {
  test.each([
    [{ a: 90, b: 10 }, 0, 'a'],
    [{ a: 90, b: 10 }, 0.8999, 'a'],
    [{ a: 90, b: 10 }, 0.9, 'b'],
    [{ a: 90, b: 10 }, 0.999999, 'b'],
    [{ a: 0, b: 1, c: 0 }, 0, 'b'],
    [{ a: 0, b: 1, c: 0 }, 0.999999, 'b'],
    [{ a: 0.1, b: 0.2, c: 0.3 }, 0.9999999999999999, 'c'],
    [{ a: 1 }, 0.5, 'a'],
  ])('of %j at %d is %s', (table, point, name) => {
    expect(pickByWeight<string>(table, point)).toBe(name)
  })
})

describe('weights', () => {
  test.each<[value: unknown, holds: boolean]>([
    [{ a: 1 }, true],
    [{ 'new-shop_2.1': 0.5, b: 0 }, true],
    [{}, false],
    [{ a: 0, b: 0 }, false],
    [{ a: -1, b: 2 }, false],
    [{ a: Number.NaN, b: 2 }, false],
    [{ a: Number.POSITIVE_INFINITY }, false],
    [{ a: '1' }, false],
    [{ 'a b': 1 }, false],
    [{ 'a;b': 1 }, false],
    [{ '': 1 }, false],
    [null, false],
    ['ab', false],
    [[1, 2], true],
  ])('%j: %s', (value, holds) => {
    expect(weights[1](value)).toBe(holds)
  })
})

test.each<[name: string | undefined, weight: number | undefined]>([
  ['a', 90],
  ['b', 0],
  ['c', undefined],
  ['constructor', undefined],
  ['__proto__', undefined],
  ['', undefined],
  [undefined, undefined],
])('the weight of %j: %s', (name, weight) => {
  expect(weightOf({ a: 90, b: 0 }, name)).toBe(weight)
})
