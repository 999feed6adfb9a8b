import { run, viewerRequestEvent } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './05-query-to-header.js'

test('the parameter becomes a header', async () => {
  const outcome = await run(app, viewerRequestEvent('/?auth=test&foo=bar'))
  expect(outcome.querystring).toBe('foo=bar')
  expect(outcome.changes).toEqual([
    { path: 'query.auth', op: 'remove', before: 'test' },
    { path: 'headers.auth-header', op: 'add', after: 'test' },
  ])
})

test('without the parameter there is no header, whatever the viewer sends', async () => {
  const event = viewerRequestEvent('/?foo=bar', { headers: { 'Auth-Header': 'test' } })
  const outcome = await run(app, event)
  expect(outcome.changes).toEqual([{ path: 'headers.auth-header', op: 'remove', before: 'test' }])
})
