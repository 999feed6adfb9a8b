import { compose, ledge, type Middleware, withNeeds } from 'ledge'
import { expect, test } from 'vitest'

const routeOf = (step: Middleware) => ledge().viewerRequest(step).routes()[0]

test('what is said last is added to what the middleware says itself', () => {
  const parts = compose(
    withNeeds({ cacheKey: { headers: ['Accept'], cookies: ['theme'] } }, (_ctx, next) => next()),
    withNeeds({ cacheKey: { headers: ['accept'] }, body: true }, (_ctx, next) => next()),
  )
  expect(routeOf(withNeeds({ forward: { query: ['page'] } }, parts))?.needs).toEqual({
    cacheKey: { headers: ['accept'], cookies: ['theme'] },
    forward: { query: ['page'] },
    body: true,
  })
})

test('the middleware keeps its name', () => {
  const step = withNeeds({ body: true }, function readsForm(_ctx, next) {
    return next()
  })
  expect(routeOf(step)?.name).toBe('readsForm')
})
