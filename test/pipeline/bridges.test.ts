import { Hono } from 'hono'
import { fromFetch, fromHandler, ledge, text } from 'ledge'
import { describe, expect, test } from 'vitest'
import type { CloudFrontEvent, CloudFrontRequest, CloudFrontResponse } from '../../src/event.js'
import { originResponse, viewerRequest, viewerRequestWithBody } from '../fixtures/events.js'

const silent = { log: () => {} }
type Mutable<T> = { -readonly [K in keyof T]: T[K] }

describe('fromHandler', () => {
  const run = async (handler: never, event = viewerRequest()): Promise<unknown> => {
    const app = ledge().viewerRequest(fromHandler(handler), (ctx, next) => {
      ctx.request.headers.set('x-uri', ctx.request.uri)
      return next()
    })
    return app.handler('viewer-request', silent)(event)
  }

  test.each([
    [
      'async',
      async (event: CloudFrontEvent) => {
        const request: Mutable<CloudFrontRequest> = event.Records[0].cf.request
        request.uri = '/changed'
        return request
      },
    ],
    [
      'with a callback',
      (
        event: CloudFrontEvent,
        _context: unknown,
        callback: (error: null, result: unknown) => void,
      ) => {
        const request: Mutable<CloudFrontRequest> = event.Records[0].cf.request
        request.uri = '/changed'
        setTimeout(() => callback(null, request), 1)
      },
    ],
  ])('applies the request of a handler that is %s, and goes on', async (_kind, handler) => {
    expect(await run(handler as never)).toMatchObject({
      uri: '/changed',
      headers: { 'x-uri': [{ value: '/changed' }], host: [{ value: 'shop.example' }] },
    })
  })

  test('a response to a request is an answer', async () => {
    const result = await run((async () => ({
      status: 302,
      headers: { location: [{ value: '/a' }] },
    })) as never)
    expect(result).toEqual({ status: '302', headers: { location: [{ value: '/a' }] } })
  })

  test('a response in a response trigger takes the message’s place', async () => {
    const app = ledge()
    app.originResponse(
      fromHandler(async (event: CloudFrontEvent) => {
        const response = event.Records[0].cf.response as Mutable<CloudFrontResponse>
        response.status = '404'
        delete (response.headers as Record<string, unknown>).etag
        return response
      }),
      (ctx, next) => {
        ctx.response.headers.set('x-status', String(ctx.response.status))
        return next()
      },
    )
    const result = await app.handler('origin-response')(originResponse())
    expect(result).toMatchObject({ status: '404', headers: { 'x-status': [{ value: '404' }] } })
    expect(result.headers).not.toHaveProperty('etag')
  })

  test('the handler sees what earlier steps changed, and works on a copy', async () => {
    let seen = ''
    const app = ledge()
    app.viewerRequest((ctx, next) => {
      ctx.request.uri = '/before'
      return next()
    })
    app.viewerRequest(
      fromHandler(async (event: CloudFrontEvent) => {
        const request: Mutable<CloudFrontRequest> = event.Records[0].cf.request
        seen = request.uri
        request.uri = '/thrown/away'
        return { ...request, uri: '/returned' }
      }),
    )
    expect(await app.handler('viewer-request')(viewerRequest())).toMatchObject({ uri: '/returned' })
    expect(seen).toBe('/before')
  })

  test.each([
    ['gives back nothing', async () => undefined],
    [
      'throws',
      () => {
        throw new Error('x')
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('x')
      },
    ],
    [
      'calls back with an error',
      (_e: unknown, _c: unknown, callback: (error: Error) => void) => callback(new Error('x')),
    ],
  ])('a handler that %s is an error', async (_what, handler) => {
    expect(await run(handler as never)).toMatchObject({ status: '500' })
  })
})

describe('fromFetch', () => {
  const api = new Hono()
  api.get('/api/hello', (c) => {
    c.header('set-cookie', 'a=1', { append: true })
    c.header('set-cookie', 'b=2', { append: true })
    c.header('connection', 'keep-alive')
    c.header('x-edge-location', 'no')
    return c.text(`hello ${c.req.query('name')} from ${c.req.header('host')}`)
  })
  api.post('/api/form', async (c) => c.json(await c.req.parseBody(), 201))
  api.get('/api/pixel', (c) =>
    c.body(new Uint8Array([0, 255]), 200, { 'content-type': 'image/gif' }),
  )
  const app = ledge().viewerRequest('/api/*rest', fromFetch(api.fetch))
  const run = (event: CloudFrontEvent): Promise<unknown> => app.handler('viewer-request')(event)

  test('answers with what the app answers, without what CloudFront refuses', async () => {
    const result = await run(viewerRequest({ uri: '/api/hello', querystring: 'name=Ada' }))
    expect(result).toMatchObject({ status: '200', body: 'hello Ada from shop.example' })
    const { headers } = result as CloudFrontResponse
    expect(headers['set-cookie']?.map(({ value }) => value)).toEqual(['a=1', 'b=2'])
    expect(Object.keys(headers).sort()).toEqual(['cache-control', 'content-type', 'set-cookie'])
  })

  test('hands over the body, and takes bytes back as base64', async () => {
    expect(await run(viewerRequestWithBody({ uri: '/api/form' }))).toMatchObject({
      status: '201',
      body: '{"name":"Ada","colour":"blue"}',
    })
    expect(await run(viewerRequest({ uri: '/api/pixel' }))).toMatchObject({
      body: 'AP8=',
      bodyEncoding: 'base64',
    })
  })

  test('what it does not know goes on, unless told otherwise', async () => {
    expect(await run(viewerRequest({ uri: '/api/other' }))).toMatchObject({ uri: '/api/other' })
    const all = ledge().viewerRequest(fromFetch(api.fetch, { passThrough: false }))
    expect(await all.handler('viewer-request')(viewerRequest())).toMatchObject({ status: '404' })
  })

  test.each(['/%zz', '//evil', '/a b', '/\ud800'])('the path %j does not crash it', async (uri) => {
    const echo = ledge().viewerRequest(
      fromFetch((request) => new Response(new URL(request.url).host)),
    )
    expect(await echo.handler('viewer-request', silent)(viewerRequest({ uri }))).toMatchObject({
      body: 'shop.example',
    })
  })

  test('refuses what is no function', () => {
    expect(() => fromFetch(api as never)).toThrow(
      expect.objectContaining({ code: 'bad-registration' }),
    )
    expect(() => fromHandler(text('x') as never)).toThrow(
      expect.objectContaining({ code: 'bad-registration' }),
    )
  })
})
