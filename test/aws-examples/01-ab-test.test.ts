import { afterEach, describe, expect, test, vi } from 'vitest'
import { lines, viewerRequest } from '../fixtures/events.js'
import { app } from './01-ab-test.js'
import { cf, run } from './run.js'

const control = '/experiment-group/control-pixel.jpg'
const treatment = '/experiment-group/treatment-pixel.jpg'

const pixel = (...cookies: string[]) =>
  viewerRequest({
    uri: '/experiment-pixel.jpg',
    headers: lines({ Host: 'shop.example', Cookie: cookies }),
  })

afterEach(() => vi.restoreAllMocks())

describe('the cookie decides', () => {
  test.each([
    ['X-Experiment-Name=A', control],
    ['X-Experiment-Name=B', treatment],
    ['theme=dark; X-Experiment-Name=B; basket=7', treatment],
  ])('%s', async (cookie, uri) => {
    const event = pixel('session=5f2a', cookie)
    expect(await run(app, event)).toEqual({ ...cf(event).request, uri })
  })
})

describe('without a known group the draw decides, three to one', () => {
  test.each([
    [0, 'theme=dark', control],
    [0.74, 'theme=dark', control],
    [0.75, 'theme=dark', treatment],
    [0.99, 'X-Experiment-Name=Z', treatment],
  ])('%d with %s', async (draw, cookie, uri) => {
    vi.spyOn(Math, 'random').mockReturnValue(draw)
    const event = pixel(cookie)
    expect(await run(app, event)).toEqual({ ...cf(event).request, uri })
  })
})

test('other requests pass as they came', async () => {
  const event = viewerRequest()
  expect(await run(app, event)).toEqual(cf(event).request)
})
