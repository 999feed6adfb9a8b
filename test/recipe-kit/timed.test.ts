import { ledge, type Middleware, text, withNeeds } from 'ledge'
import { timed } from 'ledge/recipe-kit'
import { run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { expect, test } from 'vitest'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('the time of the steps behind is not counted', async () => {
  const times: Record<string, number> = {}
  const step: Middleware<'viewer-request'> = async (_, next) => {
    await pause(20)
    return next()
  }
  const slow: Middleware<'viewer-request'> = async () => {
    await pause(200)
    return text('done')
  }
  const app = ledge()
    .viewerRequest(timed(step, (ms, ctx) => (times[ctx.trigger] = ms)))
    .viewerRequest(timed(slow, (ms) => (times.slow = ms)))
  expect(await run(app, viewerRequestEvent('/'))).toReplyWith(200)
  // Timers may fire up to a millisecond early.
  expect(times.slow).toBeGreaterThan(198)
  expect(times['viewer-request']).toBeGreaterThan(18)
  expect(times['viewer-request']).toBeLessThan(times.slow ?? 0)
})

test('a step that throws, or answers, tells its time too', async () => {
  const times: number[] = []
  const fails: Middleware<'viewer-request'> = () => {
    throw new Error('a mistake')
  }
  const outcome = await run(
    timed(fails, (ms) => times.push(ms)),
    viewerRequestEvent('/'),
  )
  expect(outcome.kind).toBe('failed')
  const answers = timed<'viewer-request'>(
    () => text('hello'),
    (ms) => times.push(ms),
  )
  expect((await run(answers, viewerRequestEvent('/'))).body).toBe('hello')
  expect(times).toHaveLength(2)
  expect(times.every((ms) => ms >= 0)).toBe(true)
})

test('it is the same step: its params, its needs, and what it must not do', async () => {
  const needs = { forward: { headers: ['x-a'] } }
  const step = withNeeds<'viewer-request', { id: string }>(needs, (ctx) => text(ctx.params.id))
  const same = timed(step, () => {})
  expect(same.needs).toEqual(needs)
  expect((await run(same, viewerRequestEvent('/7'), { path: '/:id' })).body).toBe('7')
  const twice = timed<'viewer-request'>(
    async (_, next) => {
      await next()
      return next()
    },
    () => {},
  )
  const { error } = await run(twice, viewerRequestEvent('/'))
  expect(error).toMatchObject({ code: 'next-twice' })
})
