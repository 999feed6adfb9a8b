import { run, viewerRequestEvent } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './06-normalise-query.js'

test.each([
  ['size=LARGE&color=RED', 'color=red&size=large'],
  ['Color=RED&SIZE=large', 'color=red&size=large'],
  ['b=2&a=%C3%BC&b=1', 'a=%c3%bc&b=2&b=1'],
  ['color=red&size=large', 'color=red&size=large'],
  ['', ''],
])('?%s', async (before, after) => {
  const outcome = await run(app, viewerRequestEvent(`/shirts?${before}`))
  expect(outcome.querystring).toBe(after)
})
