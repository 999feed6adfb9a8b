import fc from 'fast-check'
import { match, type Path, parse } from 'path-to-regexp'
import { expect, test } from 'vitest'
import { canonicalEscapes } from '../../src/pipeline/canonical-path.js'
import type { RouteOptions } from '../../src/pipeline/route-pattern.js'
import { createLookup } from '../../src/pipeline/router.js'

// Small alphabets, so that patterns and paths meet: what matters is how their pieces join. With letters
// whose case is special, and with what means something in a regular expression or in a pattern.
const words = ['a', 'ab', 'A', 'b', 'x.y', '-', '.', '~', '%2F', '^(?:$|)', '\\d', '"', 'ſ', 'k']
const others = ['', 'é', 'É', '\u212a', 'ı', '😀', 'a b', ':', '*', '{a}']

const text = fc
  .constantFrom(...words, ...others)
  .map((word) => word.replace(/[{}()[\]+?!:*\\]/g, '\\$&'))
const name = fc.constantFrom('id', 'b', 'naïve', '"a name"', '"a\\"b"', '__proto__', 'constructor')
const param = name.map((word) => `:${word}`)
const wildcard = name.map((word) => `*${word}`)

const { segments } = fc.letrec<{ segments: string; segment: string; piece: string }>((tie) => ({
  segments: fc.array(tie('segment'), { minLength: 1, maxLength: 3 }).map((list) => list.join('')),
  segment: fc.oneof(
    { weight: 6, arbitrary: fc.oneof(text, param).map((piece) => `/${piece}`) },
    { weight: 2, arbitrary: fc.array(tie('piece'), { maxLength: 4 }).map((p) => `/${p.join('')}`) },
    { weight: 2, arbitrary: tie('segments').map((inner) => `{${inner}}`) },
    { weight: 1, arbitrary: wildcard.map((piece) => `/${piece}`) },
  ),
  piece: fc.oneof(
    { weight: 3, arbitrary: text },
    { weight: 3, arbitrary: param },
    { weight: 1, arbitrary: wildcard },
    { weight: 1, arbitrary: tie('piece').map((inner) => `{${inner}}`) },
  ),
}))

const end = fc.constantFrom('', '', '/')
const anyPattern = fc.tuple(segments, end).map((parts) => parts.join(''))

const segment = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words, ...others, '%zz', '%C3%A9', '%E9', 'c') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
)
const anyPath = fc
  .tuple(fc.array(segment, { maxLength: 4 }), end)
  .map(([parts, last]) => `/${parts.join('/')}${last}`)

const respelling = fc.constantFrom<(path: string) => string>(
  (path) => path,
  (path) => path.toUpperCase(),
  (path) => path.replace(/[^!-~]+/g, escapeWellFormed),
)

/** A path that comes near a pattern: what is variable is filled in, what is optional there or not. */
function pathNear(pattern: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.boolean(), fc.array(segment, { minLength: 4, maxLength: 4 }), respelling, end)
    .map(([taken, fillers, respell, last]) => {
      let next = 0
      const path = pattern
        .replace(taken ? /(?<!\\)[{}]/g : /(?<!\\)\{[^{}]*\}/g, '')
        .replace(/(?<!\\)[:*]("(\\.|[^"])*"|[\p{ID_Start}_]\p{ID_Continue}*)/gu, () => {
          next++
          return fillers[next % 4] ?? ''
        })
        .replace(/\\(.)/g, '$1')
      return respell(path) + last
    })
}

const routing: fc.Arbitrary<RouteOptions> = fc.record({
  sensitive: fc.boolean(),
  trailing: fc.boolean(),
})

/** Routes, paths that come near them or do not, and options. */
const scene = fc
  .array(fc.array(anyPattern.filter(isPattern), { maxLength: 3 }), { minLength: 1, maxLength: 6 })
  .chain((routes) => {
    const near = routes.flat().map(pathNear)
    const path = near.length > 0 ? fc.oneof(anyPath, ...near) : anyPath
    return fc.tuple(fc.constant(routes), fc.array(path, { minLength: 1, maxLength: 20 }), routing)
  })

test('a lookup finds what path-to-regexp finds, on every pattern and path', () => {
  const seen = { hits: 0, misses: 0, params: 0 }
  fc.assert(
    fc.property(scene, ([routes, paths, options]) => {
      const lookup = createLookup(routes, options)
      const oracles = routes.map((patterns) => oracle(patterns, options))
      for (const path of paths) {
        const expected = oracles.flatMap((paramsOf, route) => {
          const params = paramsOf(path)
          return params ? [{ route, params: Object.entries(params) }] : []
        })
        const hits = lookup(path)
        expect(
          hits.map(({ route, params }) => ({ route, params: Object.entries(params) })),
        ).toEqual(expected)
        seen.hits += hits.length
        seen.misses += routes.length - hits.length
        seen.params += expected.filter(({ params }) => params.length > 0).length
      }
    }),
    { numRuns: 500 },
  )
  // Else it would say nothing.
  expect(Math.min(seen.hits, seen.misses, seen.params)).toBeGreaterThan(1000)
})

test('it takes the patterns that path-to-regexp takes, and no other', () => {
  const nearPattern = fc
    .array(fc.constantFrom(...'/ab:*{}"\\?+()[]!', ':id', '*rest', '{/:a}'), { maxLength: 8 })
    .map((parts) => `/${parts.join('')}`)
  fc.assert(
    fc.property(fc.oneof(anyPattern, nearPattern), (pattern) => {
      let accepted = true
      try {
        createLookup([[pattern]], { sensitive: true, trailing: true })
      } catch {
        accepted = false
      }
      expect(accepted).toBe(isPattern(pattern))
    }),
    { numRuns: 2000 },
  )
})

/** What path-to-regexp does with a route's patterns, one after the other. */
function oracle(
  patterns: readonly string[],
  options: RouteOptions,
): (path: string) => object | undefined {
  const matchers = patterns.map((pattern) => match(spellings(pattern), { ...options, decode }))
  return (path) => {
    for (const matcher of matchers) {
      const found = matcher(path)
      if (found) return found.params
    }
    return undefined
  }
}

/** Fixed text as it stands, and as a uri has it. */
function spellings(pattern: string): Path[] {
  const encodePath = (fixed: string): string =>
    canonicalEscapes(fixed.replace(/[^!-~]+/g, encodeURIComponent))
  return [parse(pattern), parse(pattern, { encodePath })]
}

function isPattern(pattern: string): boolean {
  try {
    match(pattern)
    return true
  } catch {
    return false
  }
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

function escapeWellFormed(text: string): string {
  try {
    return encodeURIComponent(text)
  } catch {
    return text
  }
}
