import { describe, expect, test } from 'vitest'
import { EdgeError } from '../../src/error.js'
import type { RouteOptions } from '../../src/pipeline/route-pattern.js'
import { checkPath, createLookup } from '../../src/pipeline/router.js'

const strict: RouteOptions = { sensitive: true, trailing: true }

/** A lookup in routes of one or more patterns each. */
function lookupOf(
  routes: readonly (string | readonly string[])[],
  options: RouteOptions = strict,
): (path: string) => [route: number, params: object][] {
  const lookup = createLookup(
    routes.map((paths) => [paths].flat()),
    options,
  )
  return (path) => lookup(path).map(({ route, params }) => [route, params])
}

/** The params of one pattern on one path. */
function paramsOf(pattern: string, path: string): object | undefined {
  return lookupOf([pattern])(path)[0]?.[1]
}

describe('which routes match', () => {
  test('all that do, in the order of registration', () => {
    const lookup = lookupOf(['/a/b', '/a/:x', '/*rest', '/c', '/:y/b', '/a/b'])
    expect(lookup('/a/b')).toEqual([
      [0, {}],
      [1, { x: 'b' }],
      [2, { rest: ['a', 'b'] }],
      [4, { y: 'a' }],
      [5, {}],
    ])
  })

  test('a route with several patterns once, with the params of the first that matches', () => {
    expect(lookupOf([['/a/:x', '/:y/b', '/a/b']])('/a/b')).toEqual([[0, { x: 'b' }]])
    expect(lookupOf([['/a/b', '/a/:x']])('/a/b')).toEqual([[0, {}]])
    expect(lookupOf([['/:x.html', '/:y']])('/z')).toEqual([[0, { y: 'z' }]])
  })

  test('a route without patterns never', () => {
    expect(lookupOf([[], '/a'])('/a')).toEqual([[1, {}]])
  })

  test('none', () => {
    const lookup = lookupOf(['/a', '/b/:c', '/d/*e'])
    for (const path of ['/', '/c', '/b', '/b/c/d', '/d', '/ab', '/a/b', '']) {
      expect(lookup(path)).toEqual([])
    }
  })
})

describe('nothing is allocated', () => {
  const lookup = createLookup(
    ['/a', '/a', '/b/:c', '/d/*e'].map((path) => [path]),
    strict,
  )

  test('where nothing matches', () => {
    expect(lookup('/nowhere')).toBe(lookup('/else'))
  })

  test('where only routes without params match', () => {
    expect(lookup('/a')).toHaveLength(2)
    expect(lookup('/a/')).toBe(lookup('/a'))
  })
})

describe('options', () => {
  test.each<[pattern: string, path: string, options: Partial<RouteOptions>, matches: boolean]>([
    ['/a', '/A', {}, false],
    ['/a', '/A', { sensitive: false }, true],
    ['/Straße', '/STRAßE', { sensitive: false }, true],
    ['/k', '/\u212a', { sensitive: false }, false],
    ['/a', '/a/', {}, true],
    ['/a', '/a//', {}, false],
    ['/a', '/a/', { trailing: false }, false],
    ['/a/', '/a', {}, false],
    ['/a/', '/a/', { trailing: false }, true],
    ['/:a', '/x/', {}, true],
    ['/:a', '/x/', { trailing: false }, false],
    ['/x.:a', '/x.y/', {}, true],
    ['/', '/', { trailing: false }, true],
    ['{/*rest}', '/', {}, true],
    ['{/*rest}', '/', { trailing: false }, false],
  ])('%s on %s with %j: %j', (pattern, path, options, matches) => {
    expect(lookupOf([pattern], { ...strict, ...options })(path)).toHaveLength(matches ? 1 : 0)
  })

  test('params keep their case where fixed text need not', () => {
    const lookup = lookupOf(['/user/:name'], { ...strict, sensitive: false })
    expect(lookup('/USER/Ada')).toEqual([[0, { name: 'Ada' }]])
  })
})

describe('params', () => {
  test.each<[pattern: string, path: string, params: object]>([
    ['/:a/x/:b', '/1/x/2', { a: '1', b: '2' }],
    ['/img/:name.:ext', '/img/logo.min.svg', { name: 'logo', ext: 'min.svg' }],
    ['/v:major-:minor/x', '/v1-2/x', { major: '1', minor: '2' }],
    ['/v:n', '/v2', { n: '2' }],
    ['/:"user-id"', '/7', { 'user-id': '7' }],
    ['/files/*path', '/files/a/b', { path: ['a', 'b'] }],
    ['/files/*path', '/files/a/', { path: ['a', ''] }],
    ['/*dir/:file', '/a/b/c', { dir: ['a', 'b'], file: 'c' }],
    ['/shop{/:page}', '/shop', {}],
    ['/shop{/:page}', '/shop/2', { page: '2' }],
    ['{/:a{/:b}}/z', '/1/z', { a: '1' }],
    ['{/:a{/:b}}/z', '/1/2/z', { a: '1', b: '2' }],
    ['/:a/:a', '/1/2', { a: '2' }],
  ])('of %s on %s', (pattern, path, params) => {
    expect(paramsOf(pattern, path)).toEqual(params)
  })

  test.each<[raw: string, value: string]>([
    ['caf%C3%A9', 'café'],
    ['a%2Fb', 'a/b'],
    ['%zz', '%zz'],
    ['%E9', '%E9'],
    ['100%', '100%'],
    ['%C3%A9%E9', '%C3%A9%E9'],
  ])('%s is read as %s', (raw, value) => {
    expect(paramsOf('/:a', `/${raw}`)).toEqual({ a: value })
    expect(paramsOf('/:a.html', `/${raw}.html`)).toEqual({ a: value })
    expect(paramsOf('/*a', `/x/${raw}`)).toEqual({ a: ['x', value] })
  })

  test('can be taken apart, copied and listed', () => {
    const params = paramsOf('/:a/*b', '/1/2/3') as { a: string; b: string[] }
    const { a, ...rest } = params
    expect(a).toBe('1')
    expect(rest).toEqual({ b: ['2', '3'] })
    expect({ ...params }).toStrictEqual({ a: '1', b: ['2', '3'] })
    expect(Object.keys(params)).toEqual(['a', 'b'])
    expect(JSON.stringify(params)).toBe('{"a":"1","b":["2","3"]}')
  })

  test('are made once per match', () => {
    const [hit] = createLookup([['/:a']], strict)('/x')
    expect(hit?.params).toBe(hit?.params)
  })

  test('have no name that means more than another', () => {
    const params = paramsOf('/:__proto__/:constructor{/:toString}', '/a/b') as object
    expect(Object.entries(params)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ])
    expect('toString' in params).toBe(false)
    expect('polluted' in {}).toBe(false)
  })
})

describe('fixed text', () => {
  test.each(['/café', '/caf%C3%A9'])('that a uri must encode matches %s', (path) => {
    expect(lookupOf(['/café'])(path)).toHaveLength(1)
    expect(lookupOf(['/:a/café.:b'])(`/x${path}.y`)).toEqual([[0, { a: 'x', b: 'y' }]])
  })

  test('with an escape that is not in normal form matches what is', () => {
    expect(lookupOf(['/a%2fb'])('/a%2Fb')).toHaveLength(1)
    expect(lookupOf(['/%7Ejo'])('/~jo')).toHaveLength(1)
  })

  test('means itself, whatever it means to a regular expression', () => {
    expect(lookupOf(['/^.$|x'])('/^.$|x')).toHaveLength(1)
    expect(lookupOf(['/a.b/:c.d'])('/aXb/cXd')).toEqual([])
    expect(lookupOf(['/\\:a\\*\\{\\}'])('/:a*{}')).toHaveLength(1)
  })
})

describe('a bad pattern', () => {
  test.each<[pattern: string, spelling: string]>([
    ['*', '*rest'],
    ['/files/*', '/files/*rest'],
    ['/files/*.jpg', '/files/*rest.jpg'],
    ['/(.*)', '/*rest'],
    ['/:x?', '{/:x}'],
    ['/a/:x?/b', '/a{/:x}/b'],
    ['/:from-:to?', '/:from-{:to}'],
    ['/:id(\\d+)', '/:id'],
    ['/:id(\\d+)?', '{/:id}'],
    ['/:x+', '/*x'],
    ['/:x*', '{/*x}'],
    ['/colou?r', '/colo{u}r'],
  ])('%s in the syntax of Express 4 is told to be %s', (pattern, spelling) => {
    expect(refusal(pattern)).toMatchObject({
      code: 'bad-path',
      message: expect.stringContaining(
        `viewer-request #3: Express 4 wrote '${pattern}'; write '${spelling}'`,
      ),
    })
    // What is proposed is a pattern.
    expect(() => checkPath(spelling, 'here')).not.toThrow()
  })

  test.each<[pattern: string, why: string]>([
    ['/a/:', 'Missing parameter name'],
    ['/{a', 'Unexpected end'],
    ['/a}', 'Unexpected }'],
    ['/:a:b', 'Missing text before "b"'],
    ['/:a{:b}', 'Missing text before "b"'],
    ['/(a|b)', 'Unexpected ('],
    ['/:"a', 'Unterminated quote'],
    ['/a\\', 'Unexpected end after \\'],
    ['{/a}'.repeat(9), 'Too many path combinations'],
    ['about', 'a path begins with /'],
    [':a/b', 'a path begins with /'],
    ['', 'a path begins with /'],
    ['/a//b', 'empty or dot segments'],
    ['/a/../b', 'empty or dot segments'],
    ['/a/.', 'empty or dot segments'],
  ])('%s is refused: %s', (pattern, why) => {
    expect(refusal(pattern)).toMatchObject({
      code: 'bad-path',
      message: expect.stringMatching(
        /^viewer-request #3: expected a path-to-regexp pattern, got '/,
      ),
    })
    expect(refusal(pattern)?.message).toContain(why)
  })

  test.each(['/', '/.well-known/x', '/a..b', '{/*rest}', '*rest', '/:a.:b', '/\\*', '/:"a?"'])(
    '%s is none',
    (pattern) => {
      expect(refusal(pattern)).toBeUndefined()
    },
  )

  function refusal(pattern: string): EdgeError | undefined {
    try {
      checkPath(pattern, 'viewer-request #3')
      return undefined
    } catch (error) {
      if (error instanceof EdgeError) return error
      throw error
    }
  }
})

test('a long hostile path is no work for any pattern', () => {
  const patterns = [
    ...['/:a', '/*a', '/:a/:b/:c', '/a{/:b}{/:c}{/*d}', '/:a.:b', '/:a-:b-:c-:d', '/x-:a-y'],
    ...['/*a/x', '/*a/:b', '/*a/x/*b', '/*a/*b/*c/*d', '/*a/:b/*c/:d/z', '/*a.:b', '/*a-:b-:c'],
    ...['{/*a}/x{/*b}/y{/*c}/z', '{/:a}{/:b}{/:c}{/*d}/z', '/:a.:b.:c.:d/z', '/*a-*b-*c/z'],
  ]
  const lookup = lookupOf(patterns)
  const parts = [
    '/',
    'a',
    '.',
    '-',
    '/x',
    '/a',
    'a.',
    'a-',
    '/x/',
    '%',
    '%2',
    '%zz',
    'x-y',
    '/z/y/x',
  ]
  lookup('/warm')
  const start = performance.now()
  for (const part of parts) {
    for (const last of ['', '/', '\n', '!']) {
      for (const [, params] of lookup(`/${part.repeat(8192 / part.length)}${last}`)) {
        Object.entries(params)
      }
    }
  }
  // 56 paths of 8 kB, 18 patterns each; a pattern that backtracks would need minutes for one.
  expect(performance.now() - start).toBeLessThan(5000)
})
