import 'ledge/testing/vitest'
import { originRequestEvent, run } from 'ledge/testing'
import { afterEach, expect, test, vi } from 'vitest'
import { app } from './13-gradual-move.js'

const green = 'green-bucket.s3.amazonaws.com'
const blue = 'blue-bucket.s3.amazonaws.com'

afterEach(() => vi.restoreAllMocks())

test.each([
  [0, blue],
  [0.79, blue],
  [0.8, green],
  [0.99, green],
])('a draw of %d goes to %s', async (draw, bucket) => {
  vi.spyOn(Math, 'random').mockReturnValue(draw)
  const origin = { s3: { domainName: green } }
  const outcome = await run(app, originRequestEvent('/logo.png', { origin }))
  expect(outcome).toUseOrigin(bucket)
  expect(outcome).toHaveHeader('host', bucket)
})
