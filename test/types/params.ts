// What `ctx.params` has, read from the pattern as it is written.
import { ledge, type PathParams, tap } from 'ledge'
import { expectTypeOf } from 'vitest'

const app = ledge()

expectTypeOf<PathParams<'/old/:slug'>>().toEqualTypeOf<{ slug: string }>()
expectTypeOf<PathParams<'/:year/:month'>>().toEqualTypeOf<{ year: string; month: string }>()
expectTypeOf<PathParams<'/img/:name.:ext'>>().toEqualTypeOf<{ name: string; ext: string }>()
expectTypeOf<PathParams<'/:"user-id"'>>().toEqualTypeOf<{ 'user-id': string }>()
expectTypeOf<PathParams<'/files/*path'>>().toEqualTypeOf<{ path: string[] }>()
expectTypeOf<PathParams<'/shop{/:page}'>>().toEqualTypeOf<{ page?: string }>()
expectTypeOf<PathParams<'/account{/*rest}'>>().toEqualTypeOf<{ rest?: string[] }>()
expectTypeOf<PathParams<'/:lang{/:page}'>>().toEqualTypeOf<{ lang: string; page?: string }>()

app.viewerRequest('/old/:slug', (ctx, next) => {
  expectTypeOf(ctx.params.slug).toBeString()
  // @ts-expect-error no such parameter
  ctx.params.slag
  // @ts-expect-error params are for reading
  ctx.params.slug = 'new'
  return next()
})

app.originRequest('/files/*path', (ctx, next) => {
  expectTypeOf(ctx.params.path).toEqualTypeOf<string[]>()
  // @ts-expect-error a wildcard is a list
  ctx.params.path.toUpperCase()
  return next()
})

app.originResponse('/account{/*rest}', (ctx, next) => {
  expectTypeOf(ctx.params.rest).toEqualTypeOf<string[] | undefined>()
  // @ts-expect-error what is optional may be absent
  ctx.params.rest.length
  return next()
})

app.viewerResponse('/:"user-id"', (ctx, next) => {
  expectTypeOf(ctx.params['user-id']).toBeString()
  return next()
})

app.viewerRequest({ path: '/:lang/:page', method: 'GET' }, (ctx, next) => {
  expectTypeOf(ctx.params.lang).toBeString()
  // @ts-expect-error no such parameter
  ctx.params.slug
  return next()
})

app.viewerRequest('/a/b', (ctx, next) => {
  // @ts-expect-error the path has no parameter
  ctx.params.slug
  return next()
})

app.viewerRequest((ctx, next) => {
  // @ts-expect-error without a path there is no parameter
  ctx.params.slug
  return next()
})

app.viewerRequest(
  '/:slug',
  (ctx, next) => {
    expectTypeOf(ctx.params.slug).toBeString()
    return next()
  },
  tap((ctx) => {
    expectTypeOf(ctx.params.slug).toBeString()
  }),
)
