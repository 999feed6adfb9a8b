import { expect, test } from 'vitest'
import { nameTest } from '../../src/recipe-kit/name-patterns.js'

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
