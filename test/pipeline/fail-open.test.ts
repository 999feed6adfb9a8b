import { failOpen, forbidden, ledge, type Middleware, type Passed, text } from 'ledge'
import { describe, expect, test } from 'vitest'
import { originResponse, viewerRequest } from '../fixtures/events.js'

const silent = { log: () => {} }
const boom = (): never => {
  throw new Error('boom')
}

async function run(...steps: Middleware<'viewer-request'>[]): Promise<unknown> {
  const app = ledge().viewerRequest(steps[0] as Middleware<'viewer-request'>, ...steps.slice(1))
  return app.handler('viewer-request', silent)(viewerRequest())
}

const change: Middleware<'viewer-request'> = (ctx, next) => {
  ctx.request.headers.set('x-half', 'done')
  ctx.request.headers.delete('cookie')
  ctx.request.uri = '/half'
  return next()
}
const passed = viewerRequest().Records[0].cf.request

describe('failOpen', () => {
  test('a failure before next() is undone, and the request goes on', async () => {
    const failing: Middleware<'viewer-request'> = (ctx) => {
      void change(ctx, () => undefined as never)
      return boom()
    }
    expect(await run(failOpen(failing))).toEqual(passed)
    expect(await run(failOpen(async (ctx) => failing(ctx, boom)))).toEqual(passed)
  })

  test('a failure after next() keeps what came of the rest, and runs it once', async () => {
    let runs = 0
    const late: Middleware<'viewer-request'> = async (ctx, next) => {
      ctx.request.headers.set('x-before', 'kept')
      await next()
      ctx.request.headers.set('x-after', 'undone')
      return boom()
    }
    const rest: Middleware<'viewer-request'> = (ctx, next) => {
      runs++
      ctx.request.uri = '/below'
      return next()
    }
    const result = await run(failOpen(late), rest)
    expect(result).toMatchObject({ uri: '/below', headers: { 'x-before': [{ value: 'kept' }] } })
    expect((result as typeof passed).headers).not.toHaveProperty('x-after')
    expect(runs).toBe(1)
  })

  test.each<[string, Middleware<'viewer-request'>]>([
    ['an error of a step below', boom],
    ['an async error of a step below', async () => boom()],
    ['nothing returned by a step below', (() => undefined) as never],
  ])('does not open %s', async (_what, below) => {
    expect(
      await run(
        failOpen((_ctx, next) => next()),
        below,
      ),
    ).toMatchObject({ status: '500' })
    const hides: Middleware<'viewer-request'> = async (_ctx, next) => {
      await Promise.resolve(next()).catch(() => {})
      throw new Error('of its own, after hiding the other')
    }
    expect(await run(failOpen(hides), below)).toMatchObject({ status: '500' })
  })

  test.each<[string, Middleware<'viewer-request'>]>([
    ['returned below', () => forbidden()],
    [
      'thrown below',
      () => {
        throw forbidden()
      },
    ],
  ])('does not open a refusal %s', async (_what, below) => {
    expect(
      await run(
        failOpen((_ctx, next) => next()),
        below,
      ),
    ).toMatchObject({ status: '403' })
    const throwsLater: Middleware<'viewer-request'> = async (_ctx, next) => {
      await next()
      return boom()
    }
    expect(await run(failOpen(throwsLater), below)).toMatchObject({ status: '403' })
  })

  test('a refusal of its own is an answer, thrown or returned', async () => {
    expect(await run(failOpen(() => forbidden()))).toMatchObject({ status: '403' })
    expect(
      await run(
        failOpen(() => {
          throw forbidden()
        }),
      ),
    ).toMatchObject({ status: '403' })
  })

  test('a forgotten return is no failure to be forgiven', async () => {
    expect(await run(failOpen((() => {}) as never))).toMatchObject({ status: '500' })
  })

  test('works on responses, where a reply below stands', async () => {
    const app = ledge()
    const fails = failOpen<'origin-response'>(async (ctx, next) => {
      const outcome: Passed = await next()
      ctx.response.headers.set('x-late', 'undone')
      void outcome
      return boom()
    })
    app.originResponse(fails, () => text('replaced', 503))
    const result = await app.handler('origin-response', silent)(originResponse())
    expect(result).toMatchObject({ status: '503', body: 'replaced' })
    expect((result as typeof passed).headers).not.toHaveProperty('x-late')
  })

  test('logs what it forgave', async () => {
    const lines: string[] = []
    const app = ledge().viewerRequest(
      failOpen(function personalise() {
        return boom()
      }),
    )
    await app.handler('viewer-request', { log: (_level, line) => lines.push(line) })(
      viewerRequest(),
    )
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        level: 'warn',
        message: expect.stringContaining('personalise failed'),
        error: { message: 'boom' },
      },
    ])
  })
})
