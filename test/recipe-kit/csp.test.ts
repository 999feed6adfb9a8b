import { badOption, type Csp, cspOption, cspText, defaultCsp } from 'ledge/recipe-kit'
import { expect, test } from 'vitest'

const [expected, isGood] = cspOption

test.each<[policy: Csp, text: string]>([
  [{}, ''],
  [{ 'img-src': ["'self'", 'data:'] }, "img-src 'self' data:"],
  [
    { 'img-src': ['*'], 'style-src': false, 'upgrade-insecure-requests': [] },
    'img-src *; upgrade-insecure-requests',
  ],
  [
    { 'script-src': ["'sha256-abc='", 'https://*.example.com:8443/a/'] },
    "script-src 'sha256-abc=' https://*.example.com:8443/a/",
  ],
])('%j', (policy, text) => {
  expect(isGood(policy)).toBe(true)
  expect(cspText(policy)).toBe(text)
})

test('the default one is a policy', () => {
  expect(isGood(defaultCsp)).toBe(true)
})

test.each([
  null,
  'default-src self',
  ['default-src'],
  { 'default-src': 'self' },
  { 'default-src': ['self'] },
  { 'default-src': ['none'] },
  { 'script-src': ['unsafe-inline'] },
  { 'script-src': ['sha256-abc='] },
  { 'script-src': ["'nonce-abc'"] },
  { 'script-src': ['a b'] },
  { 'script-src': ['a;b'] },
  { 'script-src': ['a,b'] },
  { 'script-src': ['a\nb'] },
  { 'script-src': ['é'] },
  { 'script-src': [7] },
  { 'script src': [] },
  { __proto__: null, __proto: [] },
])('%j is refused', (policy) => {
  expect(isGood(policy)).toBe(false)
  expect(badOption('test', expected, policy).message).toContain('without nonces')
})
