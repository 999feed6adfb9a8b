import { originRequestEvent, run } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './03-static-page.js'

test('every request is answered with the page', async () => {
  const outcome = await run(app, originRequestEvent('/anything'))
  expect(outcome.result).toEqual({
    status: '200',
    statusDescription: 'OK',
    headers: {
      'cache-control': [{ key: 'Cache-Control', value: 'max-age=100' }],
      'content-type': [{ key: 'Content-Type', value: 'text/html; charset=utf-8' }],
    },
    body: expect.stringContaining('<p>This page has no origin.</p>'),
    bodyEncoding: 'text',
  })
})
