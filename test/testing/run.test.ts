import {
  createCarry,
  createKey,
  defineRecipe,
  failOpen,
  forbidden,
  fromHandler,
  html,
  ledge,
  redirect,
  reply,
  tap,
  text,
} from 'ledge'
import { guard } from 'ledge/guard'
import {
  type Change,
  eventFromJson,
  originRequestEvent,
  originResponseEvent,
  type RunOptions,
  run,
  viewerRequestEvent,
  viewerResponseEvent,
} from 'ledge/testing'
import { describe, expect, test } from 'vitest'

const pathsOf = (changes: readonly Change[]): string[] => changes.map(({ path }) => path).sort()

const pass = viewerRequestEvent('/shoes?size=42', { cookies: { sid: '1', theme: 'dark' } })

describe('what is run', () => {
  test('is a middleware alone', async () => {
    const outcome = await run((ctx) => redirect(`/new${ctx.request.uri}`), pass)
    expect(outcome.status).toBe(302)
    expect(outcome.headers.get('location')).toBe('/new/shoes')
  })

  test('is a middleware under a path, with its params', async () => {
    const outcome = await run((ctx) => text(ctx.params.slug), pass, { path: '/:slug' })
    expect(outcome.body).toBe('shoes')
    expect((await run(() => text('no'), pass, { path: '/other' })).kind).toBe('passed')
  })

  test('is a recipe, at the trigger of the event', async () => {
    const served = createCarry<string>('served')
    const recipe = defineRecipe({
      name: 'served-by',
      carries: [served],
      viewerRequest: (ctx, next) => {
        served.set(ctx, 'edge')
        return next()
      },
      viewerResponse: (ctx, next) => {
        ctx.response.headers.set('x-served-by', served.get(ctx) ?? 'nobody')
        return next()
      },
    })
    const before = await run(recipe, pass)
    expect(before.headers.get('x-ledge-served')).toBe('edge')
    expect(before.trace.map(({ name }) => name)).toEqual(['strip served', 'served-by'])
    const after = await run(
      recipe,
      viewerResponseEvent('/', { request: { headers: { 'x-ledge-served': 'edge' } } }),
    )
    expect(after.headers.get('x-served-by')).toBe('edge')
    expect((await run(recipe, originResponseEvent('/'))).trace).toEqual([])
  })

  test('is an app, as often as wanted', async () => {
    const app = ledge()
    app.viewerRequest('/shoes', () => html('<h1>Shoes</h1>'))
    expect((await run(app, pass)).body).toBe('<h1>Shoes</h1>')
    expect((await run(app, pass)).body).toBe('<h1>Shoes</h1>')
    expect((await run(app, originResponseEvent('/'))).changes).toEqual([])
  })

  test('is a function written for Lambda, through fromHandler', async () => {
    const handler = async (event: ReturnType<typeof viewerRequestEvent>) => {
      const { request } = event.Records[0].cf
      Object.assign(request, { uri: '/changed-in-place' })
      return request
    }
    const outcome = await run(fromHandler<'viewer-request'>(handler), pass)
    expect(outcome.uri).toBe('/changed-in-place')
    expect(pass.Records[0].cf.request.uri).toBe('/shoes')
  })

  test('is told its Lambda context and the time that is left', async () => {
    const outcome = await run(
      (ctx) => text(`${ctx.lambda?.functionName} ${ctx.lambda?.getRemainingTimeInMillis()}`),
      originRequestEvent('/'),
    )
    const [name, left] = outcome.body?.split(' ') ?? []
    expect(name).toBe('us-east-1.origin-request')
    expect(Number(left)).toBeGreaterThan(25_000)
    expect(Number(left)).toBeLessThanOrEqual(30_000)
  })

  test.each([undefined, null, 'app', 7])('is not %j', async (target) => {
    await expect(run(target as never, pass)).rejects.toThrow('Expected an app, a recipe or')
  })

  test.each([undefined, {}, { Records: [] }, { Records: [{ cf: { request: {} } }] }])(
    'does not run on %j',
    async (event) => {
      await expect(run(ledge(), event as never)).rejects.toThrow('config.eventType')
    },
  )
})

describe('a middleware for another trigger', () => {
  test('does not compile, nor one that forgets its outcome', () => {
    // Never called: what counts is what the compiler says of it.
    const wrong = [
      // @ts-expect-error a request trigger has no response
      () => run((ctx, next) => [ctx.response, next()][1] as never, pass),
      // @ts-expect-error nothing is returned
      () => run(() => {}, pass),
    ]
    expect(wrong).toHaveLength(2)
  })
})

describe('a request that goes on', () => {
  test('shows what it is now', async () => {
    const outcome = await run(
      tap((ctx) => {
        ctx.request.uri = '/boots'
        ctx.request.query.set('size', 43)
        ctx.request.headers.set('x-a', '1')
        ctx.request.cookies.delete('theme')
      }),
      pass,
    )
    expect(outcome).toMatchObject({
      trigger: 'viewer-request',
      kind: 'passed',
      uri: '/boots',
      querystring: 'size=43',
      status: undefined,
      body: undefined,
      origin: undefined,
      error: undefined,
      findings: [],
      logs: [],
    })
    expect(outcome.query.get('size')).toBe('43')
    expect(outcome.headers.get('X-A')).toBe('1')
    expect(outcome.cookies.all()).toEqual({ sid: '1' })
    expect(new Set(outcome.changes)).toEqual(
      new Set([
        { path: 'uri', op: 'replace', before: '/shoes', after: '/boots' },
        { path: 'query.size', op: 'replace', before: '42', after: '43' },
        { path: 'headers.x-a', op: 'add', after: '1' },
        { path: 'cookies.theme', op: 'remove', before: 'dark' },
      ]),
    )
  })

  test('shows its origin and its body', async () => {
    const outcome = await run(
      tap((ctx) => {
        ctx.request.origin.useCustom({ domainName: 'api.example.com' })
        ctx.request.body?.replace('new')
      }),
      originRequestEvent('/', { body: 'old' }),
    )
    expect(outcome.origin?.custom?.domainName).toBe('api.example.com')
    expect(outcome.body).toBe('new')
    expect(pathsOf(outcome.changes)).toEqual([
      'body.action',
      'body.data',
      'body.encoding',
      'headers.host',
      'origin.custom.domainName',
    ])
  })
})

describe('an answer', () => {
  test('shows its status, headers, cookies and body', async () => {
    const outcome = await run(() => {
      const made = reply({ status: 200, body: new Uint8Array([104, 105]) })
      made.cookies.set('sid', 'new')
      return made
    }, pass)
    expect(outcome).toMatchObject({ kind: 'replied', status: 200, body: 'hi', uri: undefined })
    expect(outcome.cookies.get('sid')).toBe('new')
    expect(outcome.query.has('size')).toBe(false)
    expect(outcome.changes.map(({ path, op }) => `${op} ${path}`)).toContain('add cookies.sid')
  })

  test('in the place of a response is told from a response that goes on', async () => {
    expect((await run(() => text('gone', 410), originResponseEvent('/'))).kind).toBe('replied')
    const changed = await run(
      tap((ctx) => {
        ctx.response.status = 410
      }),
      originResponseEvent('/'),
    )
    expect(changed).toMatchObject({ kind: 'passed', status: 410 })
  })

  test('to an error that carries one is an answer', async () => {
    const outcome = await run(() => {
      throw forbidden()
    }, originResponseEvent('/'))
    expect(outcome).toMatchObject({ kind: 'replied', status: 403, error: undefined })
    expect(outcome.trace[0]).toMatchObject({ ended: true, error: { code: 'forbidden' } })
  })
})

describe('a failure', () => {
  const error = new Error('out of order')
  const broken = (): never => {
    throw error
  }

  test('shows the error, and what the viewer gets instead', async () => {
    const outcome = await run(broken, pass)
    expect(outcome).toMatchObject({ kind: 'failed', error, status: 500 })
    expect(outcome.logs).toMatchObject([{ level: 'error', error: { message: 'out of order' } }])
    expect(await run(broken, viewerResponseEvent('/'))).toMatchObject({
      kind: 'failed',
      changes: [],
    })
  })

  test('is none where the app answers it', async () => {
    const app = ledge()
    app.viewerRequest(broken)
    app.onError(() => text('sorry', 503))
    expect(await run(app, pass)).toMatchObject({ kind: 'replied', status: 503, error: undefined })
  })

  test('is none where it fails open', async () => {
    const outcome = await run(failOpen(broken), pass)
    expect(outcome).toMatchObject({ kind: 'passed', changes: [] })
    expect(outcome.logs).toHaveLength(1)
  })

  test('is also a middleware without an outcome, and an onReply that throws', async () => {
    const outcome = await run((() => undefined) as never, pass)
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'no-outcome' } })
    expect(outcome.trace[0]?.error).toBe(outcome.error)
    const app = ledge()
    app.viewerRequest(() => text('fine'))
    app.onReply(broken)
    expect(await run(app, pass)).toMatchObject({ kind: 'failed', error })
  })
})

describe('logs', () => {
  test('are caught and parsed', async () => {
    const outcome = await run((ctx, next) => {
      ctx.log.info('seen', { uri: ctx.request.uri })
      return next()
    }, pass)
    expect(outcome.logs).toEqual([
      {
        level: 'info',
        message: 'seen',
        uri: '/shoes',
        trigger: 'viewer-request',
        requestId: pass.Records[0].cf.config.requestId,
      },
    ])
  })
})

describe('what CloudFront would refuse', () => {
  const app = ledge()
  app.viewerRequest(function outer(_ctx, next) {
    return next()
  })
  app.viewerRequest(function forger(ctx, next) {
    ctx.request.headers.set('host' as 'x', 'other.example')
    return next()
  })

  test('fails the run, and says who did what', async () => {
    const failure = await run(app, pass).then(
      () => expect.unreachable(),
      (error: Error) => error,
    )
    expect(failure.name).toBe('AssertionError')
    expect(failure.message).toContain('error header-read-only at headers.host, changed by forger')
    expect(failure.message).toContain('+ headers.host: "other.example"')
    expect(failure.message).toContain('steps: outer → forger')
  })

  test('is only told where that is asked for', async () => {
    const { findings } = await run(app, pass, { findings: 'return' })
    expect(findings).toMatchObject([{ rule: 'header-read-only', middleware: 'forger' }])
  })

  test('is read as strictly as asked', async () => {
    const slow = tap<'origin-request'>((ctx) => ctx.request.origin.update({ readTimeout: 90 }))
    const options: RunOptions = { strictness: { readTimeout: [1, 120] } }
    await expect(run(slow, originRequestEvent('/'))).rejects.toThrow('origin-fields')
    expect(await run(slow, originRequestEvent('/'), options)).toMatchObject({ findings: [] })
  })

  test('warns without failing', async () => {
    const guess = tap<'viewer-request'>((ctx) =>
      ctx.request.headers.set('cloudfront-viewer-city', 'Rome'),
    )
    const { findings } = await run(guess, pass)
    expect(findings).toMatchObject([{ severity: 'warning', middleware: 'tap' }])
  })

  test('of a result that is none is told, too', async () => {
    const nonsense = fromHandler<'viewer-request'>(async () => ({ status: '99', headers: 'no' }))
    const { findings, kind } = await run(nonsense, pass, { findings: 'return' })
    expect(kind).toBe('replied')
    expect(findings.map(({ rule }) => rule)).toEqual(['status-range', 'headers-shape'])
  })
})

describe('the trace', () => {
  test('has each step that ran, what it changed itself, and who ended the chain', async () => {
    const user = createKey<string>('user')
    const app = ledge()
    app.viewerRequest(async function outer(ctx, next) {
      ctx.request.headers.set('x-in', '1')
      ctx.set(user, 'ada')
      const outcome = await next()
      if ('headers' in outcome) (outcome.headers as Headers).set('x-out', '1')
      return outcome
    })
    app.viewerRequest('/other', () => text('never'))
    app.viewerRequest(function middle(ctx, next) {
      ctx.request.uri = '/boots'
      return next()
    })
    app.viewerRequest('/boots', () => text('boots'))
    app.viewerRequest(() => text('never'))
    app.onReply((reply) => reply.headers.set('x-all', '1'))

    const { trace, changes } = await run(app, pass)
    expect(trace.map(({ name, changes, ended }) => [name, ended, pathsOf(changes)])).toEqual([
      ['outer', false, ['headers.x-in', 'headers.x-out']],
      ['middle', false, ['uri']],
      [
        "viewer-request #4 '/boots'",
        true,
        [
          'body',
          'bodyEncoding',
          'headers.cache-control',
          'headers.content-type',
          'status',
          'statusDescription',
        ],
      ],
    ])
    expect(changes.map(({ path }) => path)).toContain('headers.x-all')
  })

  test('gives each step its own time', async () => {
    const sleep = (ms: number) => new Promise((wake) => setTimeout(wake, ms))
    const app = ledge()
    app.viewerRequest(async function slow(_ctx, next) {
      await sleep(20)
      const outcome = await next()
      await sleep(20)
      return outcome
    })
    app.viewerRequest(async function slower(_ctx, next) {
      await sleep(120)
      return next()
    })
    const [slow, slower] = (await run(app, pass)).trace
    expect(slow?.ms).toBeGreaterThan(35)
    expect(slow?.ms).toBeLessThan(110)
    expect(slower?.ms).toBeGreaterThan(115)
  })

  test('blames who threw for what came of it, and onReply for what it added', async () => {
    const app = ledge()
    app.viewerRequest(function bouncer() {
      throw forbidden('No.', { headers: { via: 'me' } })
    })
    app.onReply((reply) => reply.headers.set('x-cache' as 'x', 'Hit'))
    const { findings } = await run(app, pass, { findings: 'return' })
    expect(findings.map(({ path, middleware }) => [path, middleware])).toEqual([
      ['headers.via', 'bouncer'],
      ['headers.x-cache', 'bouncer'],
    ])
  })

  test('tells what a guard did from what a middleware did', async () => {
    const app = ledge({ guard: guard({ mode: 'repair' }) })
    app.viewerRequest(function forger(ctx, next) {
      ctx.request.headers.set('host' as 'x', 'other.example')
      ctx.request.headers.set('x-a', '1')
      return next()
    })
    const { trace, changes, findings } = await run(app, pass)
    expect(findings).toEqual([])
    expect(pathsOf(trace[0]?.changes ?? [])).toEqual(['headers.host', 'headers.x-a'])
    expect(pathsOf(changes)).toEqual(['headers.x-a'])
  })

  test('blames onReply for what it did to the answer of origin-response', async () => {
    const app = ledge()
    app.originResponse(() => text('gone', 410))
    app.onReply((reply) => reply.headers.set('x-cache' as 'x', 'Hit'))
    const { findings } = await run(app, originResponseEvent('/'), { findings: 'return' })
    expect(findings).toMatchObject([{ path: 'headers.x-cache', middleware: 'onReply' }])
  })

  test('leaves the app as it is: what is sync stays so', async () => {
    const app = ledge()
    const seen: string[] = []
    app.viewerRequest((_ctx, next) => {
      const outcome = next()
      seen.push(String(outcome instanceof Promise))
      return outcome
    })
    app.viewerRequest(tap((ctx) => ctx.request.headers.set('x-a', '1')))
    app.viewerRequest('/shoes', () => text('shoes'))
    const plain = await app.handler('viewer-request')(structuredClone(pass))
    expect((await run(app, pass)).result).toEqual(plain)
    expect(seen).toEqual(['false', 'false'])
  })
})

test('an event from elsewhere runs an app just the same', async () => {
  const app = ledge()
  app.viewerRequest(() => text('hi'))
  expect((await run(app, eventFromJson(pass))).body).toBe('hi')
})
