import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { asEsModule } from '../../src/build/es-module.js'

test('the package that writes cookies is one when it is bundled, with all its names', async () => {
  const code = asEsModule(readFileSync('node_modules/cookie/dist/index.js', 'utf8'))
  const module = await import(`data:text/javascript,${encodeURIComponent(code!)}`)
  const { default: cookie } = await import('cookie')
  expect(Object.keys(module.default).sort()).toEqual(Object.keys(cookie).sort())
  expect(module.stringifySetCookie('a', 'b', { path: '/' })).toBe('a=b; Path=/')
  expect(module.default.parse('a=1; b=2')).toEqual({ a: '1', b: '2' })
})

test.each([
  ['nothing exported', 'const a = 1'],
  ['another module in it', 'const b = require("b")\nexports.a = a;\nfunction a() { return b }'],
  ['exports handed on', 'exports.a = a;\nfunction a() { return exports }'],
  ['a value made in place', 'exports.a = 1 + 1;\nexports.b = b;\nfunction b() {}'],
])('a module with %s stays as it is', (_, code) => {
  expect(asEsModule(code)).toBeUndefined()
})
