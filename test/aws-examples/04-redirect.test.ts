import { run, viewerRequestEvent } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './04-redirect.js'

test('every request is redirected', async () => {
  const outcome = await run(app, viewerRequestEvent('/anything'))
  expect(outcome.result).toEqual({
    status: '302',
    statusDescription: 'Found',
    headers: {
      location: [
        {
          key: 'Location',
          value: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-edge.html',
        },
      ],
      'cache-control': [{ key: 'Cache-Control', value: 'no-store' }],
    },
  })
})
