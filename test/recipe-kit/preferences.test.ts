import fc from 'fast-check'
import Negotiator from 'negotiator'
import { expect, test } from 'vitest'
import { preferences } from '../../src/recipe-kit/preferences.js'

test.each<[header: string | undefined, entries: [value: string, quality: number][]]>([
  [undefined, []],
  ['', []],
  [' , ,', []],
  ['de', [['de', 1]]],
  [
    'en;q=0.8, de, fr;q=0.9',
    [
      ['de', 1],
      ['fr', 0.9],
      ['en', 0.8],
    ],
  ],
  ['IMAGE/AVIF ; Q=0.5', [['image/avif', 0.5]]],
  ['image/webp;level=1;q=0.3;x=y', [['image/webp', 0.3]]],
  [
    'a;q=0, b;q=1.000',
    [
      ['b', 1],
      ['a', 0],
    ],
  ],
  [
    'a;q=0., b;q=1.',
    [
      ['b', 1],
      ['a', 0],
    ],
  ],
  // https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2: what is no qvalue says nothing.
  ['a;q=2, b;q=-1, c;q=, d;q=0.1234, e;q=1.001, f;q=NaN, g;q=1e0, h', [['h', 1]]],
])('%j', (header, entries) => {
  expect(preferences(header).map(({ value, quality }) => [value, quality])).toEqual(entries)
})

test('entries of one quality keep their order', () => {
  expect(preferences('c, a;q=0.5, b, d;q=0.5').map(({ value }) => value)).toEqual([
    'c',
    'b',
    'a',
    'd',
  ])
})

test('a header of 100 kB is read up to where a browser would have stopped', () => {
  expect(preferences('a,'.repeat(50_000)).length).toBeLessThanOrEqual(500)
})

test('the order is that of negotiator', () => {
  const name = fc.stringMatching(/^[a-z]{1,8}$/)
  const quality = fc.integer({ min: 1, max: 1000 }).map((n) => `;q=${n / 1000}`)
  const entry = fc.tuple(name, fc.option(quality, { nil: '' })).map((parts) => parts.join(''))
  fc.assert(
    fc.property(
      fc.uniqueArray(entry, { maxLength: 12, selector: (e) => e.split(';')[0] }),
      (all) => {
        const header = all.join(', ')
        const oracle = new Negotiator({ headers: { 'accept-language': header } })
        // Without the header, it takes anything.
        const languages = header === '' ? [] : oracle.languages()
        expect(preferences(header).map(({ value }) => value)).toEqual(languages)
      },
    ),
    { numRuns: 300 },
  )
})

test('whatever is sent, nothing throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (header) => {
      for (const { quality } of preferences(header)) {
        expect(quality >= 0 && quality <= 1).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})
