import { describe, expect, test } from 'vitest'
import { countries, isCountry } from '../../src/recipe-kit/country.js'

/** What ICU knows of regions, beside countries: groups of them, and codes that are reserved. */
const noCountries = 'AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' ')

test('the countries are those that ICU names, by their present codes', () => {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters.flatMap((first) => letters.map((second) => first + second))
  const known = codes.filter(
    (code) => names.of(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`,
  )
  // Another ICU may know of a country that is newer: then this list wants another look.
  expect(codes.filter(isCountry)).toEqual(known.filter((code) => !noCountries.includes(code)))
  expect(codes.filter(isCountry)).toHaveLength(250)
})

test.each(['UK', 'EU', 'de', 'D', 'DEU', '', 'D ', 'A ', ' A', 7, null, undefined, ['DE']])(
  '%j is none',
  (value) => {
    expect(isCountry(value)).toBe(false)
  },
)

describe('an option of countries', () => {
  test.each([
    [['DE'], true],
    [['DE', 'XK'], true],
    [[], false],
    [['DE', 'UK'], false],
    ['DE', false],
    [null, false],
  ])('%j: %s', (value, holds) => {
    expect(countries[1](value)).toBe(holds)
  })
})
