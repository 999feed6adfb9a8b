import { deadline, EdgeError, failOpen, isReply, ledge, type Middleware, text } from 'ledge'
import { describe, expect, test } from 'vitest'
import { originResponse, viewerRequest } from '../fixtures/events.js'

const silent = { log: () => {} }
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function run(...steps: Middleware<'viewer-request'>[]): Promise<Record<string, unknown>> {
  const app = ledge().viewerRequest(steps[0] as Middleware<'viewer-request'>, ...steps.slice(1))
  const result = await app.handler('viewer-request', silent)(viewerRequest())
  return result as unknown as Record<string, unknown>
}

describe('deadline', () => {
  test('what is in time acts as if nothing were around it', async () => {
    const seen: unknown[] = []
    const step: Middleware<'viewer-request'> = async (ctx, next) => {
      await wait(1)
      ctx.request.headers.set('x-in', '1')
      const outcome = await next()
      seen.push(ctx.request.uri)
      ctx.request.headers.set('x-out', '2')
      return outcome
    }
    const below: Middleware<'viewer-request'> = (ctx, next) => {
      ctx.request.uri = `/below/${ctx.request.headers.get('x-in')}`
      return next()
    }
    const result = await run(deadline(1000, step), below)
    expect(result).toMatchObject({
      uri: '/below/1',
      headers: { 'x-in': [{ value: '1' }], 'x-out': [{ value: '2' }] },
    })
    expect(seen).toEqual(['/below/1'])
  })

  test('throws when the time is over, and tells the middleware by its signal', async () => {
    let aborted: boolean | undefined
    let code: unknown
    const app = ledge()
    app.viewerRequest(
      deadline(5, async function slow(ctx, next) {
        await new Promise<void>((resolve) => ctx.signal.addEventListener('abort', () => resolve()))
        aborted = ctx.signal.aborted
        return next()
      }),
    )
    app.onError((error) => {
      code = (error as EdgeError).code
    })
    expect(await app.handler('viewer-request', silent)(viewerRequest())).toMatchObject({
      status: '500',
    })
    expect([aborted, code]).toEqual([true, 'deadline'])
  })

  test('a late step changes nothing and runs nothing', async () => {
    let runs = 0
    let refused: unknown
    const done: Promise<void>[] = []
    const slow: Middleware<'viewer-request'> = (ctx, next) => {
      const work = async (): Promise<never> => {
        await wait(30)
        ctx.request.uri = '/late'
        ctx.request.headers.set('x-late', 'yes')
        ctx.request.cookies.set('late', 'yes')
        refused = await Promise.resolve(next()).catch((error: unknown) => error)
        return next() as never
      }
      const promise = work()
      done.push(
        promise.then(
          () => {},
          () => {},
        ),
      )
      return promise
    }
    const below: Middleware<'viewer-request'> = async (_ctx, next) => {
      runs++
      await wait(60)
      return next()
    }
    const result = await run(failOpen(deadline(5, slow)), below)
    await Promise.all(done)
    expect(result).toEqual(viewerRequest().Records[0].cf.request)
    expect(runs).toBe(1)
    expect(refused).toMatchObject({ code: 'deadline' })
  })

  test('a late step cannot change the reply it was shown', async () => {
    const done: Promise<unknown>[] = []
    const slow: Middleware<'viewer-request'> = (_ctx, next) => {
      const work = async (): Promise<never> => {
        const outcome = await next()
        await wait(30)
        if (isReply(outcome)) outcome.headers.set('x-late', 'yes')
        return outcome as never
      }
      const promise = work()
      done.push(promise)
      return promise
    }
    const outer: Middleware<'viewer-request'> = async (_ctx, next) => {
      const outcome = await next()
      await wait(60)
      return outcome
    }
    const result = await run(outer, failOpen(deadline(5, slow)), () => text('answer'))
    await Promise.all(done)
    expect(result).toMatchObject({ status: '200', body: 'answer' })
    expect(result.headers).not.toHaveProperty('x-late')
  })

  test('does not count the time of next()', async () => {
    const result = await run(
      deadline(25, async (ctx, next) => {
        const outcome = await next()
        ctx.request.headers.set('x-done', 'yes')
        return outcome
      }),
      async (_ctx, next) => {
        await wait(80)
        return next()
      },
    )
    expect(result).toMatchObject({ headers: { 'x-done': [{ value: 'yes' }] } })
  })

  test('in origin-response a reply in time stays changeable by both names', async () => {
    const app = ledge()
    app.originResponse(
      deadline(1000, async (ctx, next) => {
        const outcome = await next()
        if (isReply(outcome)) outcome.headers.set('x-outcome', '1')
        ctx.response.headers.set('x-response', '2')
        return outcome
      }),
      () => text('replaced'),
    )
    expect(await app.handler('origin-response')(originResponse())).toMatchObject({
      body: 'replaced',
      headers: { 'x-outcome': [{ value: '1' }], 'x-response': [{ value: '2' }] },
    })
  })

  test('errors of the middleware and of the steps below come through', async () => {
    const codes: unknown[] = []
    for (const steps of [
      [
        deadline<'viewer-request'>(50, () => {
          throw new EdgeError('forbidden')
        }),
      ],
      [
        deadline<'viewer-request'>(50, (_ctx, next) => next()),
        () => {
          throw new EdgeError('forbidden')
        },
      ],
    ] as Middleware<'viewer-request'>[][]) {
      const app = ledge().viewerRequest(steps[0] as Middleware<'viewer-request'>, ...steps.slice(1))
      app.onError((error) => void codes.push((error as EdgeError).code))
      await app.handler('viewer-request', silent)(viewerRequest())
    }
    expect(codes).toEqual(['forbidden', 'forbidden'])
  })

  test.each([0, -1, Number.NaN, 2 ** 31, '5'])('refuses %j milliseconds', (ms) => {
    expect(() => deadline(ms as number, (_ctx, next) => next())).toThrow(
      expect.objectContaining({ code: 'bad-option' }),
    )
  })
})
