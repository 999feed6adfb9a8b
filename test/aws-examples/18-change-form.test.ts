import { expect, test } from 'vitest'
import { viewerRequest, viewerRequestWithBody } from '../fixtures/events.js'
import { app } from './18-change-form.js'
import { cf, run } from './run.js'

test('the origin gets the form with one field more', async () => {
  const event = viewerRequestWithBody()
  expect(await run(app, event)).toEqual({
    ...cf(event).request,
    body: {
      inputTruncated: false,
      action: 'replace',
      encoding: 'text',
      data: 'name=Ada&colour=blue&new-param-name=new-param-value',
    },
  })
})

test('what is no POST passes as it came', async () => {
  const event = viewerRequest()
  expect(await run(app, event)).toEqual(cf(event).request)
})
