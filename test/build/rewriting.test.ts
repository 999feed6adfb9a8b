import { expect, test } from 'vitest'
import { mayRewrite } from '../../src/build/rewriting.js'

test.each<[code: string, rewrites: boolean]>([
  ["ctx.request.uri = '/a'", true],
  ["request.uri='/a'", true],
  ["ctx.request.uri += '/a'", true],
  ["ctx.request.uri ??= '/a'", true],
  ['request["uri"] = path', true],
  ['Object.assign(ctx.request, { uri })', true],
  ['app.viewerRequest(fromHandler(old))', true],
  ["if (ctx.request.uri === '/a') return next()", false],
  ["const isHome = ctx.request.uri == '/'", false],
  ['const long = ctx.request.uri.length >= 5 || ctx.request.uri <= other', false],
  ['list.map((request) => request.uri => 1)', false],
  ["ctx.response.headers.set('x-uri', ctx.request.uri)", false],
  ["Object.assign({}, options, { uri: '/a' })", false],
])('%s: %s', (code, rewrites) => {
  expect(mayRewrite(new Map([['edge.ts', code]]), '/project')).toBe(rewrites)
})

test('Ledge itself sets uri only when the project does', () => {
  const path = 'node_modules/ledge/dist/src/pipeline/chain.js'
  expect(mayRewrite(new Map([[path, 'this.uri = uri']]), '/project')).toBe(false)
  const recipe = 'node_modules/ledge/dist/recipes/ab-test.js'
  expect(mayRewrite(new Map([[recipe, 'ctx.request.uri = uri']]), '/project')).toBe(true)
})
