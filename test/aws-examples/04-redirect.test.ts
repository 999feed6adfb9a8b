import { expect, test } from 'vitest'
import { lines, viewerRequest } from '../fixtures/events.js'
import { app } from './04-redirect.js'
import { run } from './run.js'

test('every request is redirected', async () => {
  expect(await run(app, viewerRequest())).toEqual({
    status: '302',
    statusDescription: 'Found',
    headers: lines({
      Location: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-edge.html',
      'Cache-Control': 'no-store',
    }),
  })
})
