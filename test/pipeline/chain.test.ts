import { isReply, ledge, type Middleware, reply, text } from 'ledge'
import { describe, expect, test } from 'vitest'
import { viewerRequest, viewerResponse } from '../fixtures/events.js'

const mark =
  (order: string[], name: string): Middleware<'viewer-request'> =>
  async (_ctx, next) => {
    order.push(`${name} in`)
    const outcome = await next()
    order.push(`${name} out`)
    return outcome
  }

describe('order', () => {
  test('steps run in order of registration, and back again', async () => {
    const order: string[] = []
    const app = ledge()
    app.viewerRequest(mark(order, 'a'), mark(order, 'b'))
    app.viewerRequest('/shoes/*rest', mark(order, 'c'))
    app.viewerRequest('/hats/*rest', mark(order, 'never'))
    await app.handler('viewer-request')(viewerRequest())
    expect(order).toEqual(['a in', 'b in', 'c in', 'c out', 'b out', 'a out'])
  })

  test('an answer ends the way in, and the steps around it may change it', async () => {
    const app = ledge()
    app.viewerRequest(async (_ctx, next) => {
      const outcome = await next()
      if (isReply(outcome)) outcome.headers.set('x-seen', 'yes')
      return outcome
    })
    app.viewerRequest(() => text('closed', 503))
    app.viewerRequest(() => {
      throw new Error('not reached')
    })
    expect(await app.handler('viewer-request')(viewerRequest())).toMatchObject({
      status: '503',
      headers: { 'x-seen': [{ key: 'X-Seen', value: 'yes' }] },
    })
  })

  test('a chain of sync steps makes no promise', () => {
    let inner: unknown
    const app = ledge()
    app.viewerRequest((_ctx, next) => {
      inner = next()
      return inner as ReturnType<typeof next>
    })
    app.viewerRequest((_ctx, next) => next())
    void app.handler('viewer-request')(viewerRequest())
    expect(inner).toBeDefined()
    expect(inner).not.toBeInstanceOf(Promise)
  })
})

describe('routes', () => {
  test('a rewrite changes what later steps match, not what has run', async () => {
    const ran: string[] = []
    const app = ledge()
    app.viewerRequest('/shoes/*rest', (ctx, next) => {
      ran.push('shoes')
      ctx.request.uri = '/hats/red.html'
      return next()
    })
    app.viewerRequest('/shoes/*rest', (_ctx, next) => {
      ran.push('shoes again')
      return next()
    })
    app.viewerRequest('/hats/:name', (ctx, next) => {
      ran.push(`hats ${ctx.params.name}`)
      return next()
    })
    const result = await app.handler('viewer-request')(viewerRequest())
    expect(ran).toEqual(['shoes', 'hats red.html'])
    expect(result).toMatchObject({ uri: '/hats/red.html' })
  })

  test('params belong to the step’s own route, also after next()', async () => {
    const seen: unknown[] = []
    const app = ledge()
    app.viewerRequest('/:section/:page', async (ctx, next) => {
      seen.push({ ...ctx.params })
      const outcome = await next()
      seen.push({ ...ctx.params })
      return outcome
    })
    app.viewerRequest(async (ctx, next) => {
      seen.push({ ...ctx.params })
      const outcome = await next()
      await new Promise((resolve) => setTimeout(resolve, 1))
      seen.push({ ...ctx.params })
      return outcome
    })
    app.viewerRequest('/*rest', async (ctx, next) => {
      await new Promise((resolve) => setTimeout(resolve, 1))
      seen.push({ ...ctx.params })
      return next()
    })
    await app.handler('viewer-request')(viewerRequest())
    const outer = { section: 'shoes', page: 'red.html' }
    expect(seen).toEqual([outer, {}, { rest: ['shoes', 'red.html'] }, {}, outer])
  })

  test('params are the step’s own after a sync step with others, and an async one behind it', async () => {
    let after: object | undefined
    const app = ledge()
    app.viewerRequest(async (ctx, next) => {
      const outcome = await next()
      after = { ...ctx.params }
      return outcome
    })
    app.viewerRequest('/shoes/:name', (_ctx, next) => next())
    app.viewerRequest(async (_ctx, next) => {
      await Promise.resolve()
      return next()
    })
    await app.handler('viewer-request')(viewerRequest({ uri: '/shoes/red' }))
    expect(after).toEqual({})
  })

  test('params are the step’s own after a sync step below threw', async () => {
    const app = ledge()
    let after: unknown
    app.viewerRequest('/shoes/:page', (ctx, next) => {
      try {
        return next()
      } catch {
        after = { ...ctx.params }
        return text('caught')
      }
    })
    app.viewerRequest('/*all', () => {
      throw new Error('below')
    })
    await app.handler('viewer-request')(viewerRequest())
    expect(after).toEqual({ page: 'red.html' })
  })

  test.each(['/%61ccount/x', '//account/x', '/x/../account/y', '/./account/x', '/account/%2e/x'])(
    'a guard on /account is not walked around by %s, and the uri stays as it came',
    async (uri) => {
      const guarded = ledge()
      guarded.viewerRequest('/account{/*rest}', () => reply({ status: 403 }))
      const refused = await guarded.handler('viewer-request')(viewerRequest({ uri }))
      expect(refused).toMatchObject({ status: '403' })

      const open = ledge()
      open.viewerRequest('/account{/*rest}', (_ctx, next) => next())
      const passed = await open.handler('viewer-request')(viewerRequest({ uri }))
      expect(passed).toMatchObject({ uri })
    },
  )

  test.each(['/%zz', '/\ud800', '/%E0%A4%A', '/%', '/a%00b', '', '/'.repeat(9000)])(
    'a malformed uri %j matches what it matches and never throws',
    async (uri) => {
      const app = ledge()
      app.viewerRequest('/:name', (ctx, next) => {
        void ctx.params.name
        return next()
      })
      app.viewerRequest('/*rest', (ctx, next) => {
        void ctx.params.rest.length
        return next()
      })
      expect(await app.handler('viewer-request')(viewerRequest({ uri }))).toMatchObject({ uri })
    },
  )
})

describe('a broken contract', () => {
  const failing = async (middleware: unknown): Promise<string> => {
    const app = ledge()
    let message = ''
    app.viewerRequest(middleware as Middleware<'viewer-request'>)
    app.onError((error) => {
      message = String(error)
    })
    const silent = { log: () => {} }
    const result = await app.handler('viewer-request', silent)(viewerRequest())
    expect(result).toMatchObject({ status: '500' })
    return message
  }

  test('returning nothing lets nobody in, and names the middleware', async () => {
    expect(await failing(() => undefined)).toBe(
      'EdgeError: Expected viewer-request #1 to `return next()` or a reply, got undefined.',
    )
    expect(await failing(async function requireLogin() {})).toContain('Expected requireLogin')
    expect(
      await failing((_ctx: unknown, next: () => unknown) => {
        next()
      }),
    ).toContain('got undefined')
  })

  test.each([null, true, {}, { status: '200' }, 'next', new Error('no')])(
    'returning %j is no outcome',
    async (value) => {
      expect(await failing(() => value)).toContain('to `return next()` or a reply')
    },
  )

  test('next() twice is an error', async () => {
    const twice = async (_ctx: unknown, next: () => unknown): Promise<unknown> => {
      await next()
      return next()
    }
    expect(await failing(twice)).toContain('twice called next() twice')
  })

  test('a reply in viewer-response is refused, and the response goes on untouched', async () => {
    const app = ledge()
    let code: unknown
    app.viewerResponse((ctx) => {
      ctx.response.headers.set('x-late', 'change')
      return text('no') as never
    })
    app.onError((error) => {
      code = (error as { code: unknown }).code
    })
    const event = viewerResponse()
    const result = await app.handler('viewer-response', { log: () => {} })(event)
    expect(code).toBe('reply-not-allowed')
    expect(result).toEqual(viewerResponse().Records[0].cf.response)
  })
})
