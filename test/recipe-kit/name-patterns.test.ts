import { expect, test } from 'vitest'
import { namePatterns, nameTest } from '../../src/recipe-kit/name-patterns.js'

test.each<[patterns: string[], good: string[], bad: string[]]>([
  [
    ['a', 'b-*'],
    ['a', 'b-', 'b-1'],
    ['A', 'ab', 'b', ''],
  ],
  [['*'], ['', 'a', '__proto__'], []],
  [[], [], ['', 'a', 'constructor']],
])('%j', (patterns, good, bad) => {
  const holds = nameTest(patterns)
  expect(good.filter((name) => !holds(name))).toEqual([])
  expect(bad.filter((name) => holds(name))).toEqual([])
})

test.each<[value: unknown, holds: boolean]>([
  [['a', 'b*', '*'], true],
  [[], true],
  [['*a'], false],
  [['a*b'], false],
  [['a**'], false],
  [[''], false],
  [[1], false],
  ['a', false],
])('%j as patterns: %s', (value, holds) => {
  expect(namePatterns[1](value)).toBe(holds)
})
