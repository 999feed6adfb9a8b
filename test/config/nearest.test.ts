import { expect, test } from 'vitest'
import { didYouMean } from '../../src/config/nearest.js'

test.each<[written: string, names: string[], meant: string | undefined]>([
  ['behaviours', ['app', 'behaviors'], 'behaviors'],
  ['orgins', ['origins', 'stages'], 'origins'],
  ['tset', ['prod', 'test'], 'test'],
  ['APP', ['app'], 'app'],
  ['ap', ['app'], 'app'],
  ['viewerRequest', ['origin-request', 'viewer-request'], 'viewer-request'],
  ['something', ['app', 'behaviors'], undefined],
  ['x', [], undefined],
])('%s among %j: %s', (written, names, meant) => {
  expect(didYouMean(written, names)).toBe(meant ? ` Did you mean '${meant}'?` : '')
})
