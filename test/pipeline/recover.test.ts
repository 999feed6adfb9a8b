import { type App, EdgeError, forbidden, isReply, ledge, text, unauthorized } from 'ledge'
import { describe, expect, test } from 'vitest'
import type { CloudFrontEvent, Trigger } from '../../src/event.js'
import {
  originRequestCustom,
  originResponse,
  originResponseChunked500,
  viewerRequest,
  viewerResponse,
} from '../fixtures/events.js'

async function run(
  app: App,
  event: CloudFrontEvent,
): Promise<{ result: unknown; logs: Record<string, unknown>[] }> {
  const logs: Record<string, unknown>[] = []
  const trigger = event.Records[0].cf.config.eventType
  const log = (_level: string, line: string): void => void logs.push(JSON.parse(line))
  return { result: await app.handler(trigger, { log })(event), logs }
}

const boom = (): never => {
  throw new Error('secret detail')
}

describe('an error nobody caught', () => {
  test.each([viewerRequest(), originRequestCustom()])(
    'is a plain 500 in a request trigger',
    async (event) => {
      const app = ledge()
      app.viewerRequest(boom).originRequest(boom)
      const { result, logs } = await run(app, event)
      expect(result).toMatchObject({ status: '500', body: 'Internal Server Error' })
      expect(JSON.stringify(result)).not.toContain('secret')
      expect(logs).toHaveLength(1)
      expect(logs[0]).toMatchObject({
        level: 'error',
        trigger: event.Records[0].cf.config.eventType,
        error: {
          name: 'Error',
          message: 'secret detail',
          stack: expect.stringContaining('recover.test'),
        },
      })
    },
  )

  test.each([originResponse(), viewerResponse()])(
    'passes the response on untouched, whatever was changed before',
    async (event) => {
      const app = ledge()
      const change = (ctx: {
        response: { headers: { set(n: string, v: string): void; delete(n: string): boolean } }
      }): void => {
        ctx.response.headers.set('etag', 'changed')
        ctx.response.headers.set('x-new', 'header')
        ctx.response.headers.delete('server')
      }
      app.originResponse((ctx) => {
        change(ctx)
        ctx.response.status = 201
        ctx.response.body = 'other'
        return boom()
      })
      app.viewerResponse((ctx) => {
        change(ctx)
        return boom()
      })
      const before = structuredClone(event.Records[0].cf.response)
      const { result, logs } = await run(app, event)
      expect(result).toEqual(before)
      expect(logs).toHaveLength(1)
    },
  )

  test('rejects next() for the steps outside, which may answer', async () => {
    const app = ledge()
    app.viewerRequest(async (_ctx, next) => {
      try {
        return await next()
      } catch (error) {
        return text(`caught ${(error as Error).message}`, 502)
      }
    })
    app.viewerRequest(boom)
    expect((await run(app, viewerRequest())).result).toMatchObject({
      status: '502',
      body: 'caught secret detail',
    })
  })

  test.each([undefined, null, 'text', 42, { odd: true }])('may be %j', async (thrown) => {
    const app = ledge()
    app.viewerRequest(() => {
      throw thrown
    })
    expect((await run(app, viewerRequest())).result).toMatchObject({ status: '500' })
  })
})

describe('onError', () => {
  test('answers, and the first answer wins', async () => {
    const app = ledge()
    app.viewerRequest(boom)
    app.onError(() => {})
    app.onError(async () => text('sorry', 503))
    app.onError(() => text('too late', 418))
    const { result, logs } = await run(app, viewerRequest())
    expect(result).toMatchObject({ status: '503', body: 'sorry' })
    expect(logs).toEqual([])
  })

  test('answers in origin-response, where the reply replaces the response', async () => {
    const app = ledge()
    app.originResponse(boom)
    app.onError(() => text('down', 503))
    const { result } = await run(app, originResponseChunked500())
    expect(result).toMatchObject({ status: '503', body: 'down' })
    expect((result as { headers: object }).headers).toHaveProperty('transfer-encoding')
  })

  test('that throws counts as no answer', async () => {
    const app = ledge()
    app.viewerRequest(() => {
      throw unauthorized('no token', { headers: { 'www-authenticate': 'Bearer' } })
    })
    app.onError(boom)
    const { result, logs } = await run(app, viewerRequest())
    expect(result).toMatchObject({ status: '401', body: 'Unauthorized' })
    expect(logs.map(({ message }) => message)).toEqual(['onError threw: it counts as no answer.'])
  })

  test('cannot answer in viewer-response', async () => {
    const app = ledge()
    app.viewerResponse(boom)
    app.onError(() => text('no'))
    const { result, logs } = await run(app, viewerResponse())
    expect(result).toEqual(viewerResponse().Records[0].cf.response)
    expect(logs).toHaveLength(1)
  })
})

describe('a refusal', () => {
  test.each([
    [
      'thrown',
      () => {
        throw forbidden('because', { body: 'Members only' })
      },
    ],
    ['returned', () => forbidden('because', { body: 'Members only' })],
  ] as const)('%s becomes its reply, its message stays here', async (_how, step) => {
    const app = ledge()
    app.viewerRequest(step)
    const { result, logs } = await run(app, viewerRequest())
    expect(result).toMatchObject({ status: '403', body: 'Members only' })
    expect(JSON.stringify(result)).not.toContain('because')
    expect(logs).toEqual([])
  })

  test('returned is a Reply for the steps outside', async () => {
    const app = ledge()
    app.viewerRequest(async (_ctx, next) => {
      const outcome = await next()
      if (isReply(outcome)) outcome.headers.set('x-status', String(outcome.status))
      return outcome
    })
    app.viewerRequest(() => forbidden())
    expect((await run(app, viewerRequest())).result).toMatchObject({
      headers: { 'x-status': [{ value: '403' }] },
    })
  })

  test('is an EdgeError with a code', () => {
    expect(forbidden()).toBeInstanceOf(EdgeError)
    expect(forbidden()).toMatchObject({ code: 'forbidden', reply: { status: 403 } })
  })
})

describe('onReply', () => {
  test('decorates every reply once, error replies included, in order', async () => {
    for (const step of [() => text('fine'), boom, () => forbidden()]) {
      const app = ledge()
      app.viewerRequest(step)
      app.onReply((reply) => reply.headers.set('x-order', 'a'))
      app.onReply(async (reply, ctx) => {
        reply.headers.append('x-order', ctx.trigger)
      })
      const { result } = await run(app, viewerRequest())
      expect(result).toMatchObject({
        headers: { 'x-order': [{ value: 'a' }, { value: 'viewer-request' }] },
      })
    }
  })

  test('leaves alone what passes', async () => {
    const app = ledge()
    app.viewerRequest((_ctx, next) => next())
    app.onReply(boom)
    expect((await run(app, viewerRequest())).result).toEqual(viewerRequest().Records[0].cf.request)
  })

  test('does not make a trigger active', () => {
    const app = ledge()
    app.onReply(() => {})
    expect(app.triggers()).toEqual([])
  })

  test('that throws gives up the reply for an undecorated 500', async () => {
    const app = ledge()
    app.viewerRequest(() => text('fine'))
    app.onReply((reply) => reply.headers.set('x-first', 'yes'))
    app.onReply(boom)
    const { result, logs } = await run(app, viewerRequest())
    expect(result).toMatchObject({ status: '500' })
    expect(JSON.stringify(result)).not.toContain('x-first')
    expect(logs).toHaveLength(1)
  })

  test('that throws in origin-response leaves the origin’s response', async () => {
    const app = ledge()
    app.originResponse(() => text('replaced'))
    app.onReply(boom)
    const { result } = await run(app, originResponseChunked500())
    expect(result).toEqual(originResponseChunked500().Records[0].cf.response)
  })
})

describe('an event that is none', () => {
  test.each([
    [undefined, 'got undefined'],
    [{}, 'got an object with no keys'],
    [{ Records: [] }, 'got an object with Records'],
    [{ Records: [{ cf: {} }] }, 'got an object with no keys'],
    [{ requestContext: {}, rawPath: '/' }, 'got an object with requestContext, rawPath'],
    [viewerResponse(), 'got "viewer-response"'],
  ])('%j is refused in one clear sentence', async (event, message) => {
    const app = ledge()
    app.viewerRequest((_ctx, next) => next())
    for (const trigger of ['viewer-request', 'origin-request'] as Trigger[]) {
      await expect(app.handler(trigger)(event as CloudFrontEvent)).rejects.toMatchObject({
        code: 'bad-event',
        message: expect.stringContaining(message),
      })
    }
  })
})
