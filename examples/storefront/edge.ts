// A shop in front of a web server, an API and two buckets, with something to do at every trigger.
import { EdgeError, html, ledge, redirect, text, withNeeds } from 'ledge'
import { homeTest } from './home-test.js'
import { sale } from './sale.js'
import { securityHeaders } from './security-headers.js'

export const app = ledge()

// What spans triggers, and what has a path and a file of its own.

app.use(securityHeaders)
app.use('/', homeTest)
app.mount('/sale', sale)

// viewer-request, before the cache: who is answered at once, and what the cache key is made of.

app.viewerRequest('/health', () => text('fine'))

app.viewerRequest({ host: 'www.shop.example' }, function toShortHost(ctx) {
  const { uri, querystring } = ctx.request
  return redirect(`https://shop.example${uri}${querystring && `?${querystring}`}`, 308)
})

app.viewerRequest('/p/:id', (ctx) => redirect(`/products/${ctx.params.id}`, 301))

app.viewerRequest(function oneSpelling(ctx, next) {
  const { cookies, query } = ctx.request
  query.keep((name) => !name.startsWith('utm_'))
  query.sort()
  cookies.keep(['basket', 'home', 'invited'])
  return next()
})

app.viewerRequest(
  { path: '/contact', method: 'POST' },
  withNeeds({ body: true }, function noRobots(ctx, next) {
    // People do not see the field called url; robots fill it in.
    return ctx.request.body?.form().get('url') ? text('Thank you!') : next()
  }),
)

// origin-request, on a miss: where the content comes from.

app.originRequest('/api/*rest', function toApi(ctx, next) {
  ctx.request.origin.useCustom({ domainName: 'api.shop.example', readTimeout: 10 })
  return next()
})

app.originRequest(
  '/images/*path',
  withNeeds(
    { cacheKey: { headers: ['CloudFront-Is-Mobile-Viewer'] } },
    function toImages(ctx, next) {
      ctx.request.origin.useS3({
        domainName: 'shop-images.s3.eu-central-1.amazonaws.com',
        path: ctx.device.mobile ? '/small' : '/large',
      })
      return next()
    },
  ),
)

// origin-response, before the cache: how long things are kept, and what is shown where there is nothing.

app.originResponse({ when: (ctx) => ctx.response.status === 404 }, function notHere() {
  const page = '<!doctype html><title>Not here</title><h1>We do not have that.</h1>'
  return html(page, { status: 404, headers: { 'cache-control': 'max-age=60' } })
})

app.originResponse('/assets/*path', function keepForGood(ctx, next) {
  const { headers, status } = ctx.response
  if (status === 200) headers.set('cache-control', 'public, max-age=31536000, immutable')
  return next()
})

// viewer-response, from the cache or not.

app.viewerResponse(function quiet(ctx, next) {
  ctx.response.headers.delete('server')
  ctx.response.headers.delete('x-powered-by')
  return next()
})

// Answers that are made at the edge. Those of origin triggers are cached: nothing of one visitor there.

app.onReply((reply, ctx) => {
  if (ctx.trigger === 'viewer-request') reply.headers.set('x-request-id', ctx.config.requestId)
})

app.onError((error, ctx) => {
  if (error instanceof EdgeError && error.reply) return // a refusal has its own answer
  ctx.log.error('The edge failed.', { error, uri: ctx.request.uri })
  if ('response' in ctx) return // what the origin sent is better than an apology
  return html('<!doctype html><title>Sorry</title><h1>Back in a minute.</h1>', 503)
})

export const { viewerRequest, originRequest, originResponse, viewerResponse } = app.handlers()
