import {
  createCarry,
  createKey,
  defineRecipe,
  type EdgeError,
  ledge,
  type Match,
  type Middleware,
  reply,
  text,
} from 'ledge'
import { describe, expect, test } from 'vitest'
import type { CloudFrontEvent, Trigger } from '../src/event.js'
import {
  originRequestCustom,
  originRequestS3,
  originResponse,
  originResponseChunked500,
  viewerRequest,
  viewerRequestWithBody,
  viewerResponse,
} from './fixtures/events.js'

const triggerOf = (event: CloudFrontEvent): Trigger => event.Records[0].cf.config.eventType
const pass: Middleware = (_ctx, next) => next()

describe('passing through', () => {
  const events = {
    viewerRequest,
    viewerRequestWithBody,
    originRequestCustom,
    originRequestS3,
    originResponse,
    originResponseChunked500,
    viewerResponse,
  }

  test.each(Object.entries(events))('%s comes out as it went in', async (_name, make) => {
    const { request, response } = make().Records[0].cf
    const trigger = triggerOf(make())
    const expected = trigger.endsWith('request') ? request : response
    expect(await ledge().handler(trigger)(make())).toEqual(expected)

    const app = ledge()
    for (const register of [
      'viewerRequest',
      'originRequest',
      'originResponse',
      'viewerResponse',
    ] as const) {
      app[register]('/never', pass)
      app[register](pass)
    }
    expect(await app.handler(trigger)(make())).toEqual(expected)
  })

  test('reading every part of a message changes nothing', async () => {
    const app = ledge()
    app.originRequest((ctx, next) => {
      void [...ctx.request.headers, ...ctx.request.query, ctx.request.cookies.all()]
      void [
        ctx.request.origin.customHeaders.get('x'),
        ctx.geo.country,
        ctx.device.mobile,
        ctx.event,
      ]
      return next()
    })
    const result = await app.handler('origin-request')(originRequestS3())
    expect(result).toEqual(originRequestS3().Records[0].cf.request)
  })

  test('thin events do not crash a middleware that asks for nothing they lack', async () => {
    const app = ledge()
    app.viewerRequest('/a', (ctx, next) => {
      ctx.request.headers.set('x-a', ctx.request.query.get('q') ?? 'none')
      return next()
    })
    app.viewerRequest({ method: 'POST', host: 'a.example' }, pass)
    app.viewerResponse((ctx, next) => {
      ctx.response.headers.set('x-b', ctx.request.cookies.get('c') ?? 'none')
      return next()
    })
    app.viewerResponse('/a', pass)
    const thin = (cf: object): CloudFrontEvent => ({ Records: [{ cf }] }) as CloudFrontEvent
    expect(await app.handler('viewer-request')(thin({ request: { uri: '/a' } }))).toEqual({
      uri: '/a',
      headers: { 'x-a': [{ key: 'X-A', value: 'none' }] },
    })
    expect(
      await app.handler('viewer-response')(thin({ response: { status: '200' } })),
    ).toMatchObject({
      headers: { 'x-b': [{ value: 'none' }] },
    })
  })
})

describe('matching', () => {
  const ran = async (match: Match<'viewer-request'>, event = viewerRequest()): Promise<boolean> => {
    const app = ledge()
    app.viewerRequest(match, () => reply({ status: 204 }))
    return 'status' in (await app.handler('viewer-request')(event))
  }
  const host = (value: string): CloudFrontEvent => viewerRequest({ headers: { host: [{ value }] } })

  test.each<[Match<'viewer-request'>, CloudFrontEvent, boolean]>([
    [{ method: 'GET' }, viewerRequest(), true],
    [{ method: 'get' }, viewerRequest({ method: 'HEAD' }), true],
    [{ method: ['PUT', 'post'] }, viewerRequest({ method: 'POST' }), true],
    [{ method: 'HEAD' }, viewerRequest(), false],
    [{ host: 'shop.example' }, host('SHOP.example:8080'), true],
    [{ host: 'shop.example' }, host('shop.example.'), true],
    [{ host: '*.shop.example' }, host('a.b.shop.example'), true],
    [{ host: '*.shop.example' }, host('shop.example'), false],
    [{ host: '*.shop.example' }, host('evilshop.example'), false],
    [{ host: ['a.example', 'shop.example'] }, host('shop.example'), true],
    [{ path: ['/hats/*rest', '/shoes/*rest'] }, viewerRequest(), true],
    [{ path: '/shoes/*rest', method: 'POST' }, viewerRequest(), false],
    [{ when: (ctx) => ctx.request.cookies.has('session') }, viewerRequest(), true],
    [{ when: () => false }, viewerRequest(), false],
    [{ path: '/SHOES/*rest' }, viewerRequest(), false],
    [{}, viewerRequest(), true],
  ])('%j', async (match, event, expected) => {
    expect(await ran(match, event)).toBe(expected)
  })

  test('options change case and the slash at the end', async () => {
    const app = ledge({ sensitive: false, trailing: false })
    app.viewerRequest('/Shoes', () => text('hit'))
    const run = app.handler('viewer-request')
    expect(await run(viewerRequest({ uri: '/shoes' }))).toHaveProperty('status')
    expect(await run(viewerRequest({ uri: '/shoes/' }))).not.toHaveProperty('status')
  })

  test('nonCanonical: reject answers 400 to a uri in other than normal form', async () => {
    const app = ledge({ nonCanonical: 'reject' })
    app.viewerRequest(pass)
    app.onReply((made) => made.headers.set('x-decorated', 'yes'))
    const run = app.handler('viewer-request')
    expect(await run(viewerRequest({ uri: '/a/%2e%2e/b' }))).toMatchObject({
      status: '400',
      headers: { 'x-decorated': [{ value: 'yes' }] },
    })
    expect(await run(viewerRequest({ uri: '/caf%C3%A9' }))).not.toHaveProperty('status')
  })
})

describe('mount', () => {
  const child = ledge()
  child.viewerRequest((ctx, next) => {
    ctx.request.headers.append('x-ran', 'all')
    return next()
  })
  child.viewerRequest('/', () => text('root'))
  child.viewerRequest('/item/:id', (ctx) => text(`${ctx.params.id} ${ctx.request.uri}`))
  child.viewerRequest('/boom', () => {
    throw new Error('boom')
  })
  child.onReply((made) => made.headers.append('x-by', 'child'))
  child.onError(() => text('child', 500))
  const app = ledge()
  app.onError(() => text('parent', 500))
  app.onReply((made) => made.headers.append('x-by', 'parent'))
  app.mount('/shop', child)
  app.viewerRequest('/boom', () => {
    throw new Error('boom')
  })
  app.viewerRequest((_ctx, next) => next())
  const get = (uri: string): Promise<unknown> =>
    app.handler('viewer-request')(viewerRequest({ uri }))

  test.each([
    ['/shop', 'root', ['parent', 'child']],
    ['/shop/', 'root', ['parent', 'child']],
    ['/shop/item/7', '7 /shop/item/7', ['parent', 'child']],
    ['/shop/boom', 'child', ['parent', 'child']],
    ['/boom', 'parent', ['parent']],
  ])('%s is answered with %j', async (uri, body, by) => {
    expect(await get(uri)).toMatchObject({
      body,
      headers: { 'x-by': by.map((value) => ({ value })) },
    })
  })

  test('what has no path acts under the prefix only', async () => {
    const header = { 'x-ran': [{ value: 'all' }] }
    expect(await get('/shop/other')).toMatchObject({ headers: header })
    expect(await get('/shopping')).not.toMatchObject({ headers: header })
    expect(await get('/item/7')).not.toHaveProperty('body')
  })

  test('is read when the parent compiles', async () => {
    const late = ledge()
    const parent = ledge().mount('/a', late)
    late.viewerRequest('/b', () => text('late'))
    expect(await parent.handler('viewer-request')(viewerRequest({ uri: '/a/b' }))).toHaveProperty(
      'status',
    )
    expect(() => late.viewerRequest(() => text('too late'))).toThrow(/compiled already/)
  })

  test('apps nest', async () => {
    const inner = ledge()
    inner.viewerRequest('/c', (ctx) => text(JSON.stringify(ctx.params)))
    const outer = ledge().mount('/:lang', ledge().mount('/b', inner))
    const result = await outer.handler('viewer-request')(viewerRequest({ uri: '/en/b/c' }))
    expect(result).toMatchObject({ body: '{"lang":"en"}' })
  })
})

describe('use', () => {
  const stamp = defineRecipe({
    name: 'stamp',
    viewerRequest: (ctx, next) => {
      ctx.request.headers.set('x-stamp', 'in')
      return next()
    },
    viewerResponse: (ctx, next) => {
      ctx.response.headers.set('x-stamp', 'out')
      return next()
    },
    onReply: (made) => made.headers.set('x-stamp', 'reply'),
    needs: { cacheKey: { headers: ['x-stamp'] } },
  })

  test('adds each part to its trigger', async () => {
    const app = ledge().use(stamp)
    expect(app.triggers()).toEqual(['viewer-request', 'viewer-response'])
    expect(await app.handler('viewer-request')(viewerRequest())).toMatchObject({
      headers: { 'x-stamp': [{ value: 'in' }] },
    })
    expect(await app.handler('viewer-response')(viewerResponse())).toMatchObject({
      headers: { 'x-stamp': [{ value: 'out' }] },
    })
  })

  test('a match guards each part', async () => {
    const app = ledge().use({ path: '/shoes{/*rest}', method: 'GET' }, stamp)
    app.viewerRequest({ when: (ctx) => ctx.request.query.has('answer') }, () => text('x'))
    const run = app.handler('viewer-request')
    const stamped = { headers: { 'x-stamp': [{}] } }
    expect(await run(viewerRequest())).toMatchObject(stamped)
    expect(await run(viewerRequest({ querystring: 'answer' }))).toMatchObject(stamped)
    expect(await run(viewerRequest({ uri: '/hats', querystring: 'answer' }))).not.toMatchObject(
      stamped,
    )
    expect(await run(viewerRequest({ method: 'POST', querystring: 'answer' }))).not.toMatchObject(
      stamped,
    )
  })

  test('registers the carries of a recipe, which strip what a viewer sent before all else', async () => {
    const carry = createCarry<string>('side')
    const seen: unknown[] = []
    const app = ledge()
    app.viewerRequest((ctx, next) => {
      seen.push(ctx.request.headers.get('x-ledge-side'), carry.get(ctx))
      return next()
    })
    app.use(defineRecipe({ name: 'sided', carries: [carry], originRequest: pass }))
    app.use(carry)
    expect(app.routes().map(({ name }) => name)).toEqual([
      'strip side',
      'viewer-request #2',
      'sided',
    ])
    await app.handler('viewer-request')(
      viewerRequest({ headers: { 'x-ledge-side': [{ value: 'forged' }] } }),
    )
    expect(seen).toEqual([undefined, undefined])
  })
})

describe('listing', () => {
  test('routes name trigger, step, paths and needs', () => {
    const app = ledge()
    app.viewerRequest('/old/:slug', () => text('x'))
    app.viewerRequest({ path: ['/a', '/b'], method: 'GET' }, function named(_ctx, next) {
      return next()
    })
    app.originResponse(Object.assign(pass, { needs: { forward: { cookies: ['a'] } } }))
    expect(app.routes()).toEqual([
      {
        trigger: 'viewer-request',
        name: "viewer-request #1 '/old/:slug'",
        paths: ['/old/:slug'],
        conditional: false,
        needs: undefined,
      },
      {
        trigger: 'viewer-request',
        name: 'named',
        paths: ['/a', '/b'],
        conditional: true,
        needs: undefined,
      },
      {
        trigger: 'origin-response',
        name: 'pass',
        paths: [],
        conditional: false,
        needs: { forward: { cookies: ['a'] } },
      },
    ])
    expect(app.triggers()).toEqual(['viewer-request', 'origin-response'])
  })

  test('handlers are functions of two parameters under their names', () => {
    const handlers = ledge().viewerRequest(pass).handlers()
    expect(Object.keys(handlers)).toEqual([
      'viewerRequest',
      'originRequest',
      'originResponse',
      'viewerResponse',
    ])
    for (const handler of Object.values(handlers)) expect(handler.length).toBeLessThanOrEqual(2)
  })

  test('a middleware keeps what it needs through an app, and compiles again', async () => {
    const app = ledge().viewerRequest(pass)
    const names: string[] = []
    const wrap = (step: { name: string; run: unknown }): never => {
      names.push(step.name)
      return step.run as never
    }
    app.handlers()
    await app.handler('viewer-request', { wrap })(viewerRequest())
    expect(names).toEqual(['pass'])
  })
})

describe('context', () => {
  test('hands values from step to step by typed key', async () => {
    const user = createKey<{ id: string }>('user')
    const other = createKey<{ id: string }>('user')
    const app = ledge()
    app.viewerRequest((ctx, next) => {
      ctx.set(user, { id: '7' })
      return next()
    })
    app.viewerRequest((ctx) => text(`${ctx.get(user)?.id} ${ctx.get(other)}`))
    expect(await app.handler('viewer-request')(viewerRequest())).toMatchObject({
      body: '7 undefined',
    })
  })

  test('event shows the message as it would go on, without a trace of what is gone', async () => {
    const app = ledge()
    app.viewerRequest((ctx, next) => {
      ctx.request.headers.delete('cookie')
      ctx.request.uri = '/new'
      expect('cookie' in ctx.event.request.headers).toBe(false)
      expect(ctx.event.request.uri).toBe('/new')
      expect(ctx.event.config.distributionId).toBe(ctx.config.distributionId)
      return next()
    })
    const result = await app.handler('viewer-request')(viewerRequest())
    expect('cookie' in (result as { headers: object }).headers).toBe(false)
  })

  test('log lines are JSON with the request’s id, and escape what a viewer sent', async () => {
    const lines: string[] = []
    const app = ledge()
    app.viewerRequest((ctx, next) => {
      ctx.log.warn('odd\nname', { value: '\x1b[31m\x9b\u2028', level: 'forged', big: 1n })
      const cyclic: Record<string, unknown> = {}
      cyclic.self = cyclic
      ctx.log.info('cyclic', cyclic)
      return next()
    })
    await app.handler('viewer-request', { log: (_level, line) => lines.push(line) })(
      viewerRequest(),
    )
    expect(lines[0]).toMatch(/^[\x20-\x7e]+$/)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'warn',
      message: 'odd\nname',
      value: '\x1b[31m\x9b\u2028',
      trigger: 'viewer-request',
      requestId: viewerRequest().Records[0].cf.config.requestId,
      big: '1',
    })
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ message: 'cyclic' })
  })
})

describe('what is built wrongly is refused when it is built', () => {
  const codeOf = (build: () => unknown): string => {
    try {
      build()
    } catch (error) {
      return (error as EdgeError).code
    }
    return 'accepted'
  }

  test.each<[string, string, () => unknown]>([
    ['an unknown option', 'bad-option', () => ledge({ strict: true } as never)],
    ['an option of the wrong kind', 'bad-option', () => ledge({ trailing: 'yes' } as never)],
    ['no middleware', 'bad-registration', () => ledge().viewerRequest('/a')],
    [
      'a middleware that is none',
      'bad-registration',
      () => ledge().viewerRequest('/a', {} as never),
    ],
    ['nothing at all', 'bad-registration', () => ledge().viewerRequest(undefined as never)],
    ['a bad path', 'bad-path', () => ledge().viewerRequest('/a/:', pass)],
    [
      'an unknown key of a match',
      'bad-registration',
      () => ledge().viewerRequest({ uri: '/a' } as never, pass),
    ],
    ['an empty method', 'bad-registration', () => ledge().viewerRequest({ method: '' }, pass)],
    [
      'a `when` that is no function',
      'bad-registration',
      () => ledge().viewerRequest({ when: true } as never, pass),
    ],
    ['a middleware for use', 'bad-registration', () => ledge().use(pass as never)],
    ['a match without a recipe', 'bad-registration', () => ledge().use('/a')],
    [
      'a recipe’s part that is no function',
      'bad-registration',
      () => ledge().use({ name: 'x', viewerRequest: 1 } as never),
    ],
    ['a prefix without a slash', 'bad-registration', () => ledge().mount('a', ledge())],
    ['a prefix with a slash at its end', 'bad-registration', () => ledge().mount('/a/', ledge())],
    ['a child that is no app', 'bad-registration', () => ledge().mount('/a', {} as never)],
    ['onReply without a function', 'bad-registration', () => ledge().onReply(undefined as never)],
    ['onError without a function', 'bad-registration', () => ledge().onError({} as never)],
    [
      'a step after the app was compiled',
      'compiled',
      () => {
        const app = ledge()
        app.handlers()
        app.viewerRequest(pass)
      },
    ],
  ])('%s', (_what, code, build) => {
    expect(codeOf(build)).toBe(code)
  })

  test('the message for a middleware given to use says where it goes', () => {
    expect(() => ledge().use(function myAuth() {} as never)).toThrow(
      'use: expected a recipe (a middleware goes to its trigger: app.viewerRequest(middleware)), got function myAuth.',
    )
  })
})
