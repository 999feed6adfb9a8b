import { expect, test } from 'vitest'
import { Draft } from '../../src/message/draft.js'
import { HeaderView } from '../../src/message/headers.js'
import { hintedWidth } from '../../src/recipe-kit/image-hints.js'
import { lines } from '../fixtures/events.js'

test.each<[hints: Record<string, string | string[]>, width: number | undefined]>([
  [{}, undefined],
  [{ 'Sec-CH-Width': '640' }, 640],
  [{ 'Sec-CH-Width': '640', 'Sec-CH-Viewport-Width': '1200', 'Sec-CH-DPR': '2' }, 640],
  [{ 'Sec-CH-Viewport-Width': '390' }, 390],
  [{ 'Sec-CH-Viewport-Width': '390', 'Sec-CH-DPR': '3' }, 1170],
  [{ 'Sec-CH-Viewport-Width': '412', 'Sec-CH-DPR': '2.625' }, 1081.5],
  [{ 'Sec-CH-DPR': '2' }, undefined],
  [{ 'Sec-CH-Width': '0' }, undefined],
  [{ 'Sec-CH-Width': '-640' }, undefined],
  [{ 'Sec-CH-Width': '1e9' }, undefined],
  [{ 'Sec-CH-Width': '1000000' }, undefined],
  [{ 'Sec-CH-Width': '640, 480' }, undefined],
  [{ 'Sec-CH-Width': ['640', '480'] }, undefined],
  [{ 'Sec-CH-Width': 'Infinity', 'Sec-CH-Viewport-Width': '390' }, 390],
  [{ 'Sec-CH-Width': '9'.repeat(100_000) }, undefined],
  [{ 'Sec-CH-Viewport-Width': '390', 'Sec-CH-DPR': '0' }, 390],
  [{ 'Sec-CH-Viewport-Width': '390', 'Sec-CH-DPR': 'NaN' }, 390],
])('%j: %s', (hints, width) => {
  expect(hintedWidth(new HeaderView(new Draft({ headers: lines(hints) })))).toBe(width)
})
