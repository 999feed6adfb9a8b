import { expect, test } from 'vitest'
import type { Manifest } from '../../src/build/index.js'
import { stalePaths } from '../../src/build/stale.js'
import { manifestOf, shop } from '../deploy/manifest.js'

const withOther = (manifest: Manifest, name: string): Manifest => ({
  ...manifest,
  functions: { ...manifest.functions, [name]: { ...manifest.functions[name]!, sha256: 'other' } },
})

const behaviors = [
  { path: '/api/*', origin: 'api', cache: 'CachingDisabled' },
  { path: 'images/*.jpg', origin: 'site' },
  { path: '/old', origin: 'site', triggers: ['viewer-request'] },
  { path: '/new/?', origin: 'site' },
  { path: '*', origin: 'site', triggers: ['viewer-request'] },
] as const

test('the same code leaves nothing stale, and neither does other code of a viewer trigger', () => {
  expect(stalePaths(shop(), shop())).toEqual([])
  expect(stalePaths(withOther(shop(), 'viewer-request'), shop())).toEqual([])
  expect(stalePaths(withOther(shop(), 'viewer-response'), shop())).toEqual([])
})

test.each(['origin-request', 'origin-response'])(
  'other code of %s makes stale what its behaviors cached',
  (name) => {
    expect(stalePaths(withOther(shop(), name), shop())).toEqual(['/*'])
  },
)

test('what is not cached is not stale; a path is as an invalidation takes it', () => {
  const manifest = manifestOf({ behaviors })
  const other = withOther(manifest, 'origin-request')
  expect(stalePaths(other, manifest)).toEqual(['/images/*', '/new/*'])
})

test('a trigger that is new or gone makes stale, too', () => {
  const more = manifestOf({ behaviors })
  const fewer = manifestOf({ behaviors, triggers: { 'viewer-request': {} } })
  expect(stalePaths(more, fewer)).toEqual(['/images/*', '/new/*'])
  expect(stalePaths(fewer, more)).toEqual(['/images/*', '/new/*'])
})

test('without a build before there is nothing to be stale', () => {
  expect(stalePaths(shop(), undefined)).toEqual([])
})
