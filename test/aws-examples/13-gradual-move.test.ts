import { afterEach, expect, test, vi } from 'vitest'
import { lines, originRequestS3, s3Origin } from '../fixtures/events.js'
import { app } from './13-gradual-move.js'
import { cf, run } from './run.js'

afterEach(() => vi.restoreAllMocks())

test.each([0, 0.5, 0.79])('a draw of %d goes to the new bucket', async (draw) => {
  vi.spyOn(Math, 'random').mockReturnValue(draw)
  const event = originRequestS3()
  const { request } = cf(event)
  const domainName = 'blue-bucket.s3.amazonaws.com'
  expect(await run(app, event)).toEqual({
    ...request,
    origin: { s3: s3Origin({ domainName }) },
    headers: { ...request.headers, ...lines({ Host: domainName }) },
  })
})

test.each([0.8, 0.99])('a draw of %d stays with the old one', async (draw) => {
  vi.spyOn(Math, 'random').mockReturnValue(draw)
  const event = originRequestS3()
  expect(await run(app, event)).toEqual(cf(event).request)
})
