import 'ledge/testing/vitest'
import { run, viewerRequestEvent } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './17-read-form.js'

test('the fields are logged and the request passes as it came', async () => {
  const outcome = await run(app, viewerRequestEvent('/contact', { body: 'name=Ada&colour=blue' }))
  expect(outcome).toPassThrough()
  const fields = [
    ['name', 'Ada'],
    ['colour', 'blue'],
  ]
  expect(outcome.logs).toMatchObject([{ message: 'form', fields }])
})

test('what is no POST passes without a look at it', async () => {
  expect(await run(app, viewerRequestEvent('/contact'))).toMatchObject({ changes: [], logs: [] })
})

test('the association must include the body', () => {
  expect(app.routes()).toMatchObject([{ needs: { body: true } }])
})
