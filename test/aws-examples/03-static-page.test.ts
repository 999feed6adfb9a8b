import { expect, test } from 'vitest'
import { lines, originRequestCustom } from '../fixtures/events.js'
import { app } from './03-static-page.js'
import { run } from './run.js'

test('every request is answered with the page', async () => {
  expect(await run(app, originRequestCustom())).toEqual({
    status: '200',
    statusDescription: 'OK',
    headers: lines({
      'Cache-Control': 'max-age=100',
      'Content-Type': 'text/html; charset=utf-8',
    }),
    body: expect.stringContaining('<p>This page has no origin.</p>'),
    bodyEncoding: 'text',
  })
})
