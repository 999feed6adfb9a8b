import 'ledge/testing/vitest'
import { run, viewerRequestEvent } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './18-change-form.js'

test('the origin gets the form with one field more', async () => {
  const event = viewerRequestEvent('/contact', { body: 'name=Ada&colour=blue' })
  const outcome = await run(app, event)
  expect(outcome.result).toEqual({
    ...event.Records[0].cf.request,
    body: {
      inputTruncated: false,
      action: 'replace',
      encoding: 'text',
      data: 'name=Ada&colour=blue&new-param-name=new-param-value',
    },
  })
})

test('what is no POST passes as it came', async () => {
  expect(await run(app, viewerRequestEvent('/contact'))).toPassThrough()
})
