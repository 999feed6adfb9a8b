import { expect, test } from 'vitest'
import { viewerRequest } from '../fixtures/events.js'
import { app } from './06-normalise-query.js'
import { cf, run } from './run.js'

test.each([
  ['size=LARGE&color=RED', 'color=red&size=large'],
  ['Color=RED&SIZE=large', 'color=red&size=large'],
  ['b=2&a=%C3%BC&b=1', 'a=%c3%bc&b=2&b=1'],
  ['color=red&size=large', 'color=red&size=large'],
  ['', ''],
])('?%s', async (before, after) => {
  const event = viewerRequest({ querystring: before })
  expect(await run(app, event)).toEqual({ ...cf(event).request, querystring: after })
})
