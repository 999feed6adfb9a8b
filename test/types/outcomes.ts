// What a middleware may return. A forgotten `next()` must not compile: it would let nobody in, or everybody.
import { forbidden, html, isReply, ledge, type Passed, redirect, reply, text } from 'ledge'
import { expectTypeOf } from 'vitest'

const app = ledge()

app.viewerRequest((_ctx, next) => next())
app.viewerRequest(async (_ctx, next) => next())
app.viewerRequest(async (_ctx, next) => await next())
app.viewerRequest(() => redirect('/'))
app.viewerRequest(async () => html('<h1>Hello</h1>'))
app.viewerRequest(() => forbidden())
app.viewerRequest((ctx, next) => (ctx.request.uri === '/' ? next() : text('no', 404)))
app.viewerRequest('/:slug', (ctx) => text(ctx.params.slug))
app.originResponse(() => reply({ status: 404 }))
app.viewerResponse((_ctx, next) => next())
app.viewerResponse(async (_ctx, next) => next())

app.viewerRequest(() => {
  throw forbidden()
})

app.originRequest(async (_ctx, next) => {
  const outcome = await next()
  if (isReply(outcome)) outcome.headers.set('x-answered-by', 'edge')
  return outcome
})

app.viewerRequest((_ctx, next) => {
  const outcome = next()
  expectTypeOf(outcome).toEqualTypeOf<Passed | Promise<Passed>>()
  return outcome
})

// @ts-expect-error nothing is returned
app.viewerRequest(() => {})

// @ts-expect-error nothing is returned behind a path
app.viewerRequest('/:slug', () => {})

// @ts-expect-error nothing is returned behind a match
app.viewerRequest({ method: 'GET' }, () => {})

// @ts-expect-error what next() gave is not returned
app.viewerRequest((_ctx, next) => {
  void next()
})

// @ts-expect-error what next() gave is awaited and not returned
app.viewerRequest(async (_ctx, next) => {
  await next()
})

// @ts-expect-error one branch returns nothing
app.originRequest((ctx, next) => {
  if (ctx.request.method === 'GET') return next()
})

// @ts-expect-error one branch of an async middleware returns nothing
app.originRequest(async (ctx, next) => {
  if (ctx.request.method === 'GET') return next()
})

// @ts-expect-error one branch returns undefined
app.originResponse((ctx, next) => {
  if (ctx.response.status === 200) return next()
  return undefined
})

// @ts-expect-error nothing is returned in viewer-response
app.viewerResponse((ctx) => {
  ctx.response.headers.set('x-a', 'b')
})

// @ts-expect-error next is returned, not called
app.viewerRequest((_ctx, next) => next)

// @ts-expect-error a truth is no outcome
app.viewerRequest(() => true)

// @ts-expect-error a text is no outcome
app.viewerRequest(() => 'hello')

// @ts-expect-error the request is no outcome: next() lets it pass
app.viewerRequest((ctx) => ctx.request)

// @ts-expect-error a response as CloudFront has it is no outcome: reply() makes one
app.viewerRequest(() => ({ status: '200', headers: {} }))

// @ts-expect-error what looks like a pass is none: only next() gives one
app.viewerRequest(() => ({ passed: true }))

// @ts-expect-error an error without an answer is thrown, not returned
app.viewerRequest(() => new Error('no'))

// @ts-expect-error viewer-response cannot answer
app.viewerResponse(() => redirect('/'))

// @ts-expect-error viewer-response cannot answer later either
app.viewerResponse(async () => redirect('/'))

// @ts-expect-error viewer-response cannot refuse
app.viewerResponse(() => forbidden())
