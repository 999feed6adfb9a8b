import 'ledge/testing/vitest'
import { run, viewerRequestEvent } from 'ledge/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { app } from './01-ab-test.js'

const pixel = '/experiment-pixel.jpg'
const control = '/experiment-group/control-pixel.jpg'
const treatment = '/experiment-group/treatment-pixel.jpg'

afterEach(() => vi.restoreAllMocks())

describe('the cookie decides', () => {
  test.each([
    [['X-Experiment-Name=A'], control],
    [['X-Experiment-Name=B'], treatment],
    [['First=1; Second=2', 'X-Experiment-Name=B; Third=3'], treatment],
  ])('%s', async (cookie, uri) => {
    const outcome = await run(app, viewerRequestEvent(pixel, { headers: { cookie } }))
    expect(outcome).toRewriteTo(uri)
  })
})

describe('without a known group the draw decides, three to one', () => {
  test.each([
    [0, {}, control],
    [0.74, {}, control],
    [0.75, {}, treatment],
    [0.99, { 'X-Experiment-Name': 'Z' }, treatment],
  ])('%d with %j', async (draw, cookies: Record<string, string>, uri) => {
    vi.spyOn(Math, 'random').mockReturnValue(draw)
    const outcome = await run(app, viewerRequestEvent(pixel, { cookies }))
    expect(outcome).toRewriteTo(uri)
  })
})

test('other requests pass as they came', async () => {
  expect(await run(app, viewerRequestEvent('/shoes'))).toPassThrough()
})
