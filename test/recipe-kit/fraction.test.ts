import { describe, expect, test } from 'vitest'
import { fractionOf, pointFor } from '../../src/recipe-kit/fraction.js'

const kinds: Readonly<Record<string, (i: number) => string>> = {
  'whole numbers': (i) => String(i),
  'words with a number': (i) => `user-${i}`,
  'ids in hexadecimals': (i) => `${i.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
}

const visitors = 100_000

/** Pearson's chi-squared of counts against what was expected of each. */
function chiSquared(counts: readonly number[], expected: readonly number[]): number {
  return counts.reduce((sum, count, i) => sum + (count - expected[i]!) ** 2 / expected[i]!, 0)
}

/** What chance stays below in 999 of 1,000 cases, by degrees of freedom. */
const critical: Readonly<Record<number, number>> = { 1: 10.83, 81: 125.8, 99: 148.2 }

describe('a fraction', () => {
  test.each(['', 'a', 'checkout:42', '\ud800', '\u0000', 'ü'.repeat(100_000)])(
    'of %j is from 0 up to 1, and always the same',
    (text) => {
      const fraction = fractionOf(text)
      expect(fraction).toBeGreaterThanOrEqual(0)
      expect(fraction).toBeLessThan(1)
      expect(fractionOf(text)).toBe(fraction)
    },
  )

  test('depends on every character and on the length', () => {
    const texts = ['', '\0', '\0\0', 'ab', 'ba', 'a', 'aa', 'a\u0100', 'á']
    expect(new Set(texts.map(fractionOf)).size).toBe(texts.length)
  })
})

describe.each(Object.entries(kinds))('of 100,000 %s', (_, idOf) => {
  test('the fractions are evenly spread over a hundred boxes', () => {
    const counts = new Array<number>(100).fill(0)
    for (let i = 0; i < visitors; i++) counts[box('checkout', idOf(i), 100)]! += 1
    const even = counts.map(() => visitors / 100)
    expect(chiSquared(counts, even)).toBeLessThan(critical[99]!)
  })

  test('two tests divide them independently', () => {
    // Ten boxes by ten: where they are independent, each pair is as frequent as the next one.
    const pairs = new Array<number>(100).fill(0)
    for (let i = 0; i < visitors; i++) {
      pairs[box('test-1', idOf(i), 10) * 10 + box('test-2', idOf(i), 10)]! += 1
    }
    const rows = sums(pairs, (i) => Math.floor(i / 10))
    const columns = sums(pairs, (i) => i % 10)
    const expected = pairs.map((_, i) => (rows[Math.floor(i / 10)]! * columns[i % 10]!) / visitors)
    expect(chiSquared(pairs, expected)).toBeLessThan(critical[81]!)
  })
})

test('a bit that changes in the text changes half of the bits', () => {
  const flips = Array.from({ length: 32 }, () => 0)
  const rounds = 2000
  for (let i = 0; i < rounds; i++) {
    const [a, b] = [`id-${i * 2}`, `id-${i * 2 + 1}`].map((id) => fractionOf(id) * 2 ** 32)
    for (let bit = 0; bit < 32; bit++) flips[bit]! += ((a! ^ b!) >>> bit) & 1
  }
  for (const count of flips) expect(Math.abs(count / rounds - 0.5)).toBeLessThan(0.06)
})

test('a visitor who is known has a place of his own in each test, any other one by chance', () => {
  expect(pointFor('a', 'ann')).toBe(fractionOf('a:ann'))
  expect(pointFor('b', 'ann')).not.toBe(pointFor('a', 'ann'))
  for (const visitor of [undefined, '']) {
    const points = Array.from({ length: 20 }, () => pointFor('a', visitor))
    expect(new Set(points).size).toBe(20)
    expect(points.every((point) => point >= 0 && point < 1)).toBe(true)
  }
})

function box(test: string, id: string, boxes: number): number {
  return Math.floor(fractionOf(`${test}:${id}`) * boxes)
}

function sums(counts: readonly number[], boxOf: (i: number) => number): number[] {
  const boxes = new Array<number>(10).fill(0)
  counts.forEach((count, i) => {
    boxes[boxOf(i)]! += count
  })
  return boxes
}
