import { stopwatch } from 'ledge/recipe-kit'
import { expect, test } from 'vitest'

test('tells milliseconds, which only grow, to the microsecond', async () => {
  const start = process.hrtime.bigint()
  const elapsed = stopwatch()
  const first = elapsed()
  await new Promise((resolve) => setTimeout(resolve, 5))
  const second = elapsed()
  const all = Number(process.hrtime.bigint() - start) / 1e6
  expect(first).toBeGreaterThanOrEqual(0)
  expect(second).toBeGreaterThanOrEqual(first)
  expect(second).toBeLessThanOrEqual(all + 0.001)
  expect(Number((second * 1000).toFixed(6)) % 1).toBe(0)
})
