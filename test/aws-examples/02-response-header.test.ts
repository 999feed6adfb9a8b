import 'ledge/testing/vitest'
import { originResponseEvent, run } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './02-response-header.js'

const stored = 'Mon, 02 Mar 2026 08:00:00 GMT'
const uploaded = 'Wed, 01 Jan 2025 00:00:00 GMT'

test('the date of what was uploaded takes the place of the bucket’s', async () => {
  const headers = { 'x-amz-meta-last-modified': uploaded, 'Last-Modified': stored }
  const outcome = await run(app, originResponseEvent('/price-list.pdf', { headers }))
  expect(outcome.changes).toEqual([
    { path: 'headers.last-modified', op: 'replace', before: stored, after: uploaded },
  ])
})

test('an object without a date gets one', async () => {
  const headers = { 'x-amz-meta-last-modified': uploaded }
  const outcome = await run(app, originResponseEvent('/price-list.pdf', { headers }))
  expect(outcome.changes).toEqual([{ path: 'headers.last-modified', op: 'add', after: uploaded }])
})

test('a response without that header passes as it came', async () => {
  const headers = { 'Last-Modified': stored }
  const outcome = await run(app, originResponseEvent('/price-list.pdf', { headers }))
  expect(outcome).toPassThrough()
})
