// What goes where: middlewares to their trigger, recipes to `use`, apps to `mount`.
import {
  type App,
  type Context,
  createCarry,
  defineRecipe,
  type Handlers,
  ledge,
  type Middleware,
  type Next,
  type RequestTrigger,
  type ResponseTrigger,
  redirect,
} from 'ledge'
import { expectTypeOf } from 'vitest'

const app = ledge({ sensitive: false, trailing: true, nonCanonical: 'reject' })

const onViewerRequest: Middleware<'viewer-request'> = (_ctx, next) => next()
const onOriginRequest: Middleware<'origin-request'> = (_ctx, next) => next()
const onRequests: Middleware<RequestTrigger> = (_ctx, next) => next()
const onResponses: Middleware<ResponseTrigger> = (_ctx, next) => next()
const anywhere: Middleware = async (_ctx, next) => await next()
const slugged: Middleware<'viewer-request', { slug: string }> = (ctx) => redirect(ctx.params.slug)

function annotated(ctx: Context<'viewer-request'>, next: Next): ReturnType<Next> {
  ctx.request.headers.delete('x-debug')
  return next()
}

expectTypeOf(app.viewerRequest('/a', onViewerRequest)).toEqualTypeOf<App>()
app.viewerRequest('/a', onViewerRequest, onRequests, anywhere, annotated)
app.originRequest(onOriginRequest).originRequest(onRequests).originRequest(anywhere)
app.originResponse(onResponses).originResponse(anywhere)
app.viewerResponse(onResponses).viewerResponse(anywhere)
app.viewerRequest('/:slug', slugged)

// @ts-expect-error made for another trigger
app.viewerRequest(onOriginRequest)
// @ts-expect-error made for another trigger, behind a path
app.originRequest('/a', onViewerRequest)
// @ts-expect-error made for response triggers
app.viewerRequest(onResponses)
// @ts-expect-error made for request triggers
app.viewerResponse(onRequests)
// @ts-expect-error it reads a parameter that the path has not
app.viewerRequest('/:page', slugged)
// @ts-expect-error it reads a parameter where there is no path
app.viewerRequest(slugged)
// @ts-expect-error a method is a text
app.viewerRequest({ method: 1 }, onViewerRequest)
// @ts-expect-error a match has no such field
app.viewerRequest({ paths: '/a' }, onViewerRequest)
// @ts-expect-error a match decides at once
app.viewerRequest({ when: async () => true }, onViewerRequest)
// @ts-expect-error there is no place before the cache
app.viewerRequest({ when: (ctx) => ctx.geo.country === 'DE' }, onViewerRequest)

app.viewerRequest({ path: ['/a', '/b'], method: ['GET', 'POST'], host: '*.example.com' }, anywhere)
app.originRequest({ when: (ctx) => ctx.geo.country === 'DE' }, onOriginRequest)
app.originResponse({ when: (ctx) => ctx.response.status >= 400 }, onResponses)

const recipe = defineRecipe({
  name: 'recipe',
  viewerRequest: (ctx, next) => {
    expectTypeOf(ctx.trigger).toEqualTypeOf<'viewer-request'>()
    // @ts-expect-error each part has its trigger's context
    ctx.request.origin
    return next()
  },
  originRequest: onRequests,
  originResponse: () => redirect('/'),
  viewerResponse: anywhere,
  onReply: (reply, ctx) => {
    if (ctx.trigger === 'viewer-request') reply.headers.set('x-id', ctx.config.requestId)
  },
  needs: { cacheKey: { cookies: ['variant'] }, body: true },
  carries: [createCarry<string>('recipe')],
})

app.use(recipe).use('/shop{/*rest}', recipe, recipe)
app.use({ host: 'shop.example', when: (ctx) => ctx.request.method === 'GET' }, recipe)
app.mount('/child', ledge())

// @ts-expect-error a middleware is no recipe
app.use(onViewerRequest)
// @ts-expect-error a middleware is no recipe behind a path either
app.use('/a', onViewerRequest)
// @ts-expect-error a recipe is no middleware
app.viewerRequest(recipe)
// @ts-expect-error a recipe is no app
app.mount('/child', recipe)
// @ts-expect-error a recipe has a name
defineRecipe({ viewerRequest: onViewerRequest })
// @ts-expect-error a part for another trigger
defineRecipe({ name: 'r', originRequest: onViewerRequest })
// @ts-expect-error no such part
defineRecipe({ name: 'r', viewerReqest: onViewerRequest })
// @ts-expect-error viewer-response cannot answer
defineRecipe({ name: 'r', viewerResponse: () => redirect('/') })
// @ts-expect-error a recipe is no carry
defineRecipe({ name: 'r', carries: [recipe] })
// @ts-expect-error needs are lists of names
defineRecipe({ name: 'r', needs: { cacheKey: { headers: 'accept' } } })
// @ts-expect-error no such option
ledge({ caseSensitive: true })
// @ts-expect-error no such choice
ledge({ nonCanonical: 'redirect' })
// @ts-expect-error no such trigger
app.handler('request')

expectTypeOf(app.handlers()).toEqualTypeOf<Handlers>()
