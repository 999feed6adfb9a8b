import { expect, test } from 'vitest'
import { lines, viewerRequest } from '../fixtures/events.js'
import { app } from './05-query-to-header.js'
import { cf, run } from './run.js'

test('the parameter becomes a header', async () => {
  const event = viewerRequest({ querystring: 'auth=test&foo=bar' })
  const { request } = cf(event)
  expect(await run(app, event)).toEqual({
    ...request,
    querystring: 'foo=bar',
    headers: { ...request.headers, ...lines({ 'Auth-Header': 'test' }) },
  })
})

test('without the parameter the viewer cannot set the header either', async () => {
  const event = viewerRequest()
  const { request } = cf(event)
  const forged = { ...request.headers, ...lines({ 'Auth-Header': 'test' }) }
  expect(await run(app, viewerRequest({ headers: forged }))).toEqual(request)
})
