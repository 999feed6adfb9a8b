import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { behaviorMatches, pathOutside, sharedPath } from '../../src/build/reach.js'
import { createLookup } from '../../src/pipeline/router.js'

describe('a path that a route and a behavior share', () => {
  test.each<[routes: string[], behavior: string, earlier: string[], path: string | undefined]>([
    [[], '*', [], '/'],
    [[], '/api/*', [], '/api/'],
    [['/api/*rest'], '/api/*', [], '/api/a'],
    [['/api/*rest'], '*', [], '/api/a'],
    [['/api/*rest'], '*', ['/api/*'], undefined],
    [['/api{/*rest}'], '*', ['/api/*'], '/api'],
    [['/api/*rest'], '/account*', [], undefined],
    [['/images/:name'], '/images/*.jpg', [], '/images/.jpg'],
    [['/images/:name'], '/images/*/*', [], '/images/i/'],
    [['/images/:name'], '/images/*/?*', [], undefined],
    [['/images/:name'], '*.png', ['/images/?*'], undefined],
    [['/images/:name'], 'images/*', [], '/images/i'],
    [['/shop', '/basket'], '/b*', [], '/basket'],
    [['/Shop'], '/shop', [], '/shop'],
    [['/shop'], '/shop*', ['/SHOP*'], '/shop'],
    [['/shop'], '/shop/', [], '/shop/'],
    [['/:file.txt'], '/?.txt', [], '/:.txt'],
    [['/:file.txt'], '/?.html', [], undefined],
  ])('%j in %s behind %j: %s', (routes, behavior, earlier, path) => {
    expect(sharedPath(routes, behavior, earlier)).toBe(path)
  })
})

test('upper and lower case differ where they are to', () => {
  expect(sharedPath(['/Shop'], '/shop', [], 'as written')).toBeUndefined()
  expect(sharedPath(['/Shop'], '/S*', [], 'as written')).toBe('/Shop')
})

describe('a path of some routes that no other matches', () => {
  test.each<[routes: string[], others: string[][], path: string | undefined]>([
    [['/a'], [['/a']], undefined],
    [['/a'], [['/A']], '/a'],
    [['/docs/:page'], [['/docs{/*rest}']], undefined],
    [['/docs{/*rest}'], [['/docs/:page']], '/docs'],
    [['/docs{/:page}'], [['/docs'], ['/docs/:page']], undefined],
    [['/a', '/b'], [['/a']], '/b'],
    [['/a'], [[]], undefined],
    [[], [['/*rest']], '/'],
    [[], [], '/'],
  ])('%j without %j: %s', (routes, others, path) => {
    expect(pathOutside(routes, others)).toBe(path)
  })
})

const segment = fc.constantFrom('a', 'b', 'ab', ':x', 'a:x', '*r')
const route = fc
  .array(fc.tuple(segment, fc.boolean()), { minLength: 1, maxLength: 3 })
  .map((segments) =>
    segments
      .map(([text, optional], i) => (optional ? `{/${named(text, i)}}` : `/${named(text, i)}`))
      .join(''),
  )
  .filter((path) => path.split('*').length < 3)
const behavior = fc
  .array(fc.constantFrom('a', 'b', '/', '*', '?'), { maxLength: 6 })
  .map((characters) => `/${characters.join('')}`)
const path = fc
  .array(fc.constantFrom('a', 'b', '/', 'c'), { maxLength: 8 })
  .map((characters) => `/${characters.join('')}`.replace(/\/+/g, '/'))

test('is one that the router and CloudFront match so, and is found where there is one', () => {
  fc.assert(
    fc.property(
      route,
      behavior,
      fc.array(behavior, { maxLength: 2 }),
      path,
      (route, behavior, earlier, path) => {
        const shares = (candidate: string): boolean =>
          matchesRoute(route, candidate) &&
          matchesBehavior(behavior, candidate) &&
          !earlier.some((other) => matchesBehavior(other, candidate))
        const shared = sharedPath([route], behavior, earlier)
        expect(behaviorMatches(behavior, path)).toBe(matchesBehavior(behavior, path))
        if (shared !== undefined) expect(shares(shared)).toBe(true)
        else expect(shares(path)).toBe(false)
      },
    ),
    { numRuns: 300 },
  )
})

/** Params of a pattern have different names. */
function named(text: string, i: number): string {
  return /[:*]/.test(text) ? `${text}${i}` : text
}

function matchesRoute(pattern: string, path: string): boolean {
  const lookup = createLookup([[pattern]], {
    sensitive: true,
    trailing: true,
  })
  return lookup(path).length > 0
}

function matchesBehavior(pattern: string, path: string): boolean {
  const source = pattern.replaceAll('*', '.*').replaceAll('?', '.')
  return new RegExp(`^${source}$`).test(path)
}
