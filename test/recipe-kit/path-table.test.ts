import fc from 'fast-check'
import { type PathTable, pathTable } from 'ledge/recipe-kit'
import { describe, expect, test } from 'vitest'
import { canonicalPath } from '../../src/pipeline/canonical-path.js'
import { createLookup } from '../../src/pipeline/router.js'

describe('a table of patterns', () => {
  const table = pathTable('table', ['/old', '/old/:slug', '/blog{/*rest}', '/', '/old/shoes'])

  test.each([
    ['/old', [{ route: 0, params: {} }]],
    ['/old/', [{ route: 0, params: {} }]],
    ['/old/hat', [{ route: 1, params: { slug: 'hat' } }]],
    [
      '/old/shoes',
      [
        { route: 1, params: { slug: 'shoes' } },
        { route: 4, params: {} },
      ],
    ],
    ['/blog', [{ route: 2, params: {} }]],
    ['/blog/a/b', [{ route: 2, params: { rest: ['a', 'b'] } }]],
    ['/', [{ route: 3, params: {} }]],
    ['/new', []],
    ['/OLD', []],
  ])('finds what matches %s, in order', (uri, hits) => {
    expect(table(uri).map(({ route, params }) => ({ route, params: { ...params } }))).toEqual(hits)
  })

  test.each(['/%6fld', '//old', '/./old', '/x/../old', '/%6Fld/'])(
    'finds the rule of /old for %s',
    (uri) => expect(table(uri)).toMatchObject([{ route: 0 }]),
  )

  test('takes a slash at the end of a pattern for none', () => {
    const slashed = pathTable('table', ['/old/', '/shop/:name/'])
    expect(slashed('/old')).toMatchObject([{ route: 0 }])
    expect(slashed('/old/')).toMatchObject([{ route: 0 }])
    expect(slashed('/shop/a')).toMatchObject([{ route: 1, params: { name: 'a' } }])
  })

  test('has names of what objects inherit for paths and params', () => {
    const odd = pathTable('table', ['/constructor', '/:__proto__/x'])
    expect(odd('/constructor')).toMatchObject([{ route: 0 }])
    expect(odd('/toString')).toEqual([])
    expect({}).not.toHaveProperty('x')
  })

  test.each(['old', '/a//b', '/a/../b', '/./a', '/:', '/(a)', '/*'])('refuses %j', (pattern) => {
    expect(() => pathTable('redirects', [pattern])).toThrow(/redirects: /)
  })
})

test('finds what a route of an app would match', () => {
  const segment = fc.constantFrom('a', 'b', 'a.b', '~', 'constructor', ':x', ':y', 'ü', 'a-:x', 'A')
  const pattern = fc
    .tuple(
      fc.array(segment, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '{/*rest}', '/*z'),
    )
    .map(([segments, end]) => `/${segments.join('/')}${end}`)
    .filter((text) => new Set(text.match(/:\w+/g)).size === (text.match(/:\w+/g) ?? []).length)
  const uri = fc
    .array(
      fc.constantFrom('a', 'b', 'a.b', '~', '%61', '', '.', '..', '%C3%BC', 'a-1', 'constructor'),
    )
    .map((segments) => `/${segments.join('/')}`)
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 8 }), uri, (patterns, path) => {
      const oracle = createLookup(
        patterns.map((text) => [text]),
        { sensitive: true, trailing: true },
      )
      const plain = (hits: ReturnType<PathTable>): unknown =>
        hits.map(({ route, params }) => [route, { ...params }])
      expect(plain(pathTable('table', patterns)(path))).toEqual(plain(oracle(canonicalPath(path))))
    }),
    { numRuns: 500 },
  )
})
