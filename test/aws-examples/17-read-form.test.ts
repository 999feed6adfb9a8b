import { expect, test, vi } from 'vitest'
import { viewerRequest, viewerRequestWithBody } from '../fixtures/events.js'
import { app } from './17-read-form.js'
import { cf, run } from './run.js'

test('the fields are logged and the request passes as it came', async () => {
  const log = vi.spyOn(console, 'info').mockReturnValue()
  const event = viewerRequestWithBody()
  expect(await run(app, event)).toEqual(cf(event).request)
  const fields = [
    ['name', 'Ada'],
    ['colour', 'blue'],
  ]
  expect(JSON.parse(log.mock.lastCall?.[0])).toMatchObject({ message: 'form', fields })
  log.mockRestore()
})

test('what is no POST passes without a look at it', async () => {
  const event = viewerRequest()
  expect(await run(app, event)).toEqual(cf(event).request)
})

test('the association must include the body', () => {
  expect(app.routes()).toMatchObject([{ needs: { body: true } }])
})
