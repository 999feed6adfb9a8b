import { EdgeError } from 'ledge'
import { pathTest } from 'ledge/recipe-kit'
import { run, viewerRequestEvent } from 'ledge/testing'
import { describe, expect, test } from 'vitest'

async function asked(path: string | readonly string[] | undefined, uri: string): Promise<boolean> {
  const holds = pathTest('test', path)
  let answer = false
  await run((ctx, next) => {
    answer = holds(ctx)
    return next()
  }, viewerRequestEvent(uri))
  return answer
}

describe('pathTest', () => {
  test.each<[path: string | readonly string[] | undefined, uri: string, holds: boolean]>([
    [undefined, '/any', true],
    ['/shop{/*rest}', '/shop', true],
    ['/shop{/*rest}', '/shop/shoes/', true],
    ['/shop{/*rest}', '/%73hop/shoes', true],
    ['/shop{/*rest}', '/shopping', false],
    [['/a', '/b/:c'], '/b/1', true],
    [['/a', '/b/:c'], '/b', false],
  ])('%j and %s: %s', async (path, uri, holds) => {
    expect(await asked(path, uri)).toBe(holds)
  })

  test('refuses what is no pattern, and says where', () => {
    expect(() => pathTest('myRecipe', '/*')).toThrow(EdgeError)
    expect(() => pathTest('myRecipe', '/*')).toThrow('myRecipe')
  })
})
