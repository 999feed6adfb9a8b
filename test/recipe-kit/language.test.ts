import fc from 'fast-check'
import Negotiator from 'negotiator'
import { expect, test } from 'vitest'
import { bestLanguage } from '../../src/recipe-kit/language.js'

test.each<[header: string | undefined, available: string[], best: string | undefined]>([
  [undefined, ['en'], undefined],
  ['', ['en'], undefined],
  ['*', ['en'], undefined],
  ['de', ['en', 'de'], 'de'],
  ['DE', ['en', 'de'], 'de'],
  ['de-AT', ['en', 'de'], 'de'],
  ['de-AT', ['en', 'de-at', 'de'], 'de-at'],
  ['pt', ['pt-BR'], undefined],
  ['pt-BR', ['pt-BR'], 'pt-BR'],
  ['fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5', ['de', 'en'], 'en'],
  ['en;q=0.1, de;q=0.2', ['en', 'de'], 'de'],
  ['en;q=0', ['en'], undefined],
  ['en-US, en;q=0', ['en'], undefined],
  ['de-AT, de;q=0', ['de-AT', 'de'], 'de-AT'],
  // The example of RFC 4647, section 3.4: single characters go together with what they announce.
  ['zh-Hant-CN-x-private1-private2', ['zh-Hant-CN-x'], undefined],
  ['zh-Hant-CN-x-private1-private2', ['zh-Hant-CN-x-private1'], 'zh-Hant-CN-x-private1'],
  ['zh-Hant-CN-x-private1-private2', ['zh', 'zh-Hant', 'zh-Hant-CN'], 'zh-Hant-CN'],
  ['zh-Hant-CN-x-private1-private2', ['zh', 'zh-Hant'], 'zh-Hant'],
  ['x-klingon', ['x'], undefined],
  ['-', ['en'], undefined],
  ['--de', ['de'], undefined],
  ['__proto__, constructor', ['en'], undefined],
  [`${'a-'.repeat(50_000)}a`, ['en'], undefined],
])('%s of %j', (header, available, best) => {
  expect(bestLanguage(header, available)).toBe(best)
})

test('where every language has one subtag, it is what negotiator finds', () => {
  const tag = fc.constantFrom('de', 'en', 'fr', 'it', 'ja')
  const entry = fc
    .tuple(tag, fc.integer({ min: 0, max: 10 }))
    .map(([name, tenths]) => `${name};q=${tenths / 10}`)
  const header = fc.uniqueArray(entry, { minLength: 1, selector: (e) => e.slice(0, 2) })
  fc.assert(
    fc.property(header, fc.uniqueArray(tag, { minLength: 1 }), (entries, available) => {
      const sent = entries.join(',')
      const oracle = new Negotiator({ headers: { 'accept-language': sent } })
      expect(bestLanguage(sent, available)).toBe(oracle.language(available))
    }),
    { numRuns: 500 },
  )
})
