// Combinators hand on what they are given: trigger, parameters, outcome.
import {
  compose,
  deadline,
  except,
  failOpen,
  fromFetch,
  fromHandler,
  ledge,
  type Middleware,
  redirect,
  some,
  tap,
  when,
  withNeeds,
} from 'ledge'
import { expectTypeOf } from 'vitest'

const app = ledge()
const onViewerRequest: Middleware<'viewer-request'> = (_ctx, next) => next()
const onOriginRequest: Middleware<'origin-request'> = (_ctx, next) => next()

expectTypeOf(failOpen(onViewerRequest)).toEqualTypeOf<Middleware<'viewer-request'>>()
expectTypeOf(deadline(50, onViewerRequest)).toEqualTypeOf<Middleware<'viewer-request'>>()
expectTypeOf(compose(onOriginRequest)).toEqualTypeOf<Middleware<'origin-request'>>()
expectTypeOf(some(onOriginRequest)).toEqualTypeOf<Middleware<'origin-request'>>()
expectTypeOf(withNeeds({ body: true }, onOriginRequest)).toEqualTypeOf<
  Middleware<'origin-request'>
>()

// Where they stand tells the functions inside which trigger and which path they are for.
app.originRequest(
  failOpen(
    deadline(50, (ctx, next) => {
      expectTypeOf(ctx.geo.country).toEqualTypeOf<string | undefined>()
      return next()
    }),
  ),
)
app.viewerRequest(
  '/:slug',
  compose(
    (ctx, next) => {
      expectTypeOf(ctx.params.slug).toBeString()
      return next()
    },
    withNeeds({ cacheKey: { cookies: ['theme'] } }, (ctx) => redirect(ctx.params.slug)),
  ),
)
app.originResponse(
  when(
    (ctx) => ctx.response.status === 404,
    () => redirect('/'),
  ),
  except({ method: 'GET' }, (ctx, next) => {
    ctx.response.status = 200
    return next()
  }),
)
app.viewerResponse(tap((ctx) => ctx.response.headers.delete('server')))
app.viewerRequest(tap(async (ctx) => ctx.request.headers.delete('x-debug')))
app.viewerRequest(some(onViewerRequest, () => redirect('/login')))
app.viewerRequest(fromHandler(async (event: { Records: object[] }) => event.Records[0]))
app.viewerResponse(fromHandler((_event, _context, callback) => callback(null, {})))
app.originRequest(
  '/api/*rest',
  fromFetch((request) => new Response(request.url), { passThrough: false }),
)
export const standing = withNeeds<'origin-request'>(
  { cacheKey: { headers: ['CloudFront-Viewer-Country'] } },
  (ctx, next) => (ctx.geo.country === 'DE' ? redirect('/de/') : next()),
)

// @ts-expect-error what is inside was made for another trigger
app.originRequest(failOpen(onViewerRequest))
// @ts-expect-error one of them was made for another trigger
app.viewerRequest(compose(onViewerRequest, onOriginRequest))
// @ts-expect-error nothing is returned
app.viewerRequest(failOpen(() => {}))
// @ts-expect-error nothing is returned in one of them
app.viewerRequest(compose(onViewerRequest, () => {}))
// @ts-expect-error nothing is returned where it holds
app.viewerRequest(when({ method: 'GET' }, () => {}))
// @ts-expect-error nothing is returned
app.viewerRequest(withNeeds({ body: true }, () => {}))
// @ts-expect-error viewer-response cannot answer
app.viewerResponse(failOpen(() => redirect('/')))
// @ts-expect-error alternatives are for requests
app.viewerResponse(some((_ctx, next) => next()))
// @ts-expect-error a fetch-style app answers requests
app.originResponse(fromFetch(() => new Response()))
// @ts-expect-error milliseconds are a number
app.viewerRequest(deadline('50', onViewerRequest))
// @ts-expect-error there is no origin before the cache
app.viewerRequest(tap((ctx) => ctx.request.origin))
// @ts-expect-error a test decides at once
when<'viewer-request'>(async () => true, onViewerRequest)
// @ts-expect-error needs have no such field
withNeeds({ cookies: ['theme'] }, onViewerRequest)
