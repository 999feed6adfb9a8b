import { type Hsts, hstsOption, hstsText } from 'ledge/recipe-kit'
import { expect, test } from 'vitest'

const [, isGood] = hstsOption
const year = 31_536_000

test.each<[hsts: Hsts, text: string]>([
  [{ maxAge: 0 }, 'max-age=0'],
  [{ maxAge: 60, includeSubDomains: false }, 'max-age=60'],
  [{ maxAge: 60, includeSubDomains: true }, 'max-age=60; includeSubDomains'],
  [
    { maxAge: year, includeSubDomains: true, preload: true },
    'max-age=31536000; includeSubDomains; preload',
  ],
])('%j', (hsts, text) => {
  expect(isGood(hsts)).toBe(true)
  expect(hstsText(hsts)).toBe(text)
})

test.each([
  null,
  true,
  {},
  { maxAge: '60' },
  { maxAge: -1 },
  { maxAge: 1.5 },
  { maxAge: year, preload: true },
  { maxAge: year - 1, includeSubDomains: true, preload: true },
])('%j is refused', (hsts) => {
  expect(isGood(hsts)).toBe(false)
})
