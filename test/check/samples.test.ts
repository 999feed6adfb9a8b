import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearMissesOf, samplesOf } from '../../src/check/samples.js'
import { canonicalPath } from '../../src/pipeline/canonical-path.js'
import { createLookup } from '../../src/pipeline/router.js'

const segment = fc.constantFrom('a', 'b.c', ':x', 'a-:x', '*r')
const pattern = fc
  .array(fc.tuple(segment, fc.boolean()), { minLength: 1, maxLength: 4 })
  .map((segments) =>
    segments
      .map(([text, optional], i) => (optional ? `{/${named(text, i)}}` : `/${named(text, i)}`))
      .join(''),
  )
  .filter((path) => path.split('*').length < 3)

test('every sample of a pattern is a path that the router matches to it', () => {
  fc.assert(
    fc.property(pattern, (path) => {
      const lookup = createLookup([[path]], {
        sensitive: true,
        trailing: true,
      })
      for (const sample of samplesOf(path)) expect(lookup(canonicalPath(sample))).toHaveLength(1)
    }),
  )
})

test('optional parts are taken and left out', () => {
  expect(samplesOf('/docs{/:page}')).toEqual([
    '/docs/17',
    '/docs/photo.jpg',
    '/docs/caf%C3%A9%zz',
    '/docs',
  ])
})

test('near misses are requests that a viewer can send', () => {
  expect(nearMissesOf('/old/17')).toEqual([
    '/old/17x',
    '/old/17/',
    '/x/old/17',
    '//old/17',
    '/OLD/17',
    '/old/17/%2e%2e/x',
  ])
})

/** Params of a pattern have different names. */
function named(text: string, i: number): string {
  return /[:*]/.test(text) ? `${text}${i}` : text
}
