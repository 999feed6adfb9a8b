import fc from 'fast-check'
import { createSeal } from 'ledge/recipes/oidc-login/seal'
import { expect, test } from 'vitest'

const soon = Date.now() + 60_000
const seal = createSeal('shop', ['one'])

test('what was sealed is opened, by its name, under the same purpose, with any of the secrets', () => {
  const value = { until: soon, text: 'ü\ud83d\ude00'.repeat(3000), list: [1, null] }
  const sealed = seal.seal('a', value)
  expect(seal.open('a', sealed)).toEqual(value)
  expect(createSeal('shop', ['two', 'one']).open('a', sealed)).toEqual(value)
  expect(seal.open('b', sealed)).toBeUndefined()
  expect(createSeal('other', ['one']).open('a', sealed)).toBeUndefined()
  expect(createSeal('shop', ['two']).open('a', sealed)).toBeUndefined()
  expect(createSeal('shop', ['two', 'one']).seal('a', value)).not.toBe(sealed)
  expect(seal.open('a', createSeal('shop', ['two', 'one']).seal('a', value))).toBeUndefined()
})

test('the same value is never sealed the same', () => {
  const made = Array.from({ length: 100 }, () => seal.seal('a', { until: soon }))
  expect(new Set(made.map((text) => text.slice(0, 16))).size).toBe(100)
})

test('what is over is not opened', () => {
  expect(seal.open('a', seal.seal('a', { until: Date.now() - 1 }))).toBeUndefined()
})

test('a part of it is worth nothing, as is anything else', () => {
  const sealed = seal.seal('a', { until: soon })
  const bytes = Buffer.from(sealed, 'base64url')
  for (let i = 0; i < bytes.length; i++) {
    expect(seal.open('a', bytes.subarray(0, i).toString('base64url'))).toBeUndefined()
    expect(seal.open('a', bytes.subarray(i + 1).toString('base64url'))).toBeUndefined()
    const changed = Buffer.from(bytes)
    changed[i] = (changed[i] ?? 0) ^ 1
    expect(seal.open('a', changed.toString('base64url'))).toBeUndefined()
  }
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String()), (text) => {
      expect(seal.open('a', text)).toBeUndefined()
    }),
  )
})
