// Which headers may be written where. The names come from the table that the validator reads, too.
import { type Context, ledge, type WritableHeaders } from 'ledge'
import { expectTypeOf } from 'vitest'

const app = ledge()
const dynamic: string = 'host'

app.viewerRequest((ctx, next) => {
  const { headers } = ctx.request
  expectTypeOf(headers.get('host')).toEqualTypeOf<string | undefined>()
  expectTypeOf(headers.getAll('via')).toEqualTypeOf<string[]>()
  headers.set('x-experiment', 'a')
  headers.set('X-Experiment', ['a', 'b'])
  headers.append('accept-language', 'de')
  headers.delete('accept-encoding')
  headers.set(dynamic, 'only the rules can tell')
  headers.set(`x-${dynamic}`, 'likewise')

  // @ts-expect-error read-only here
  headers.set('host', 'shop.example')
  // @ts-expect-error whatever the case
  headers.set('Host', 'shop.example')
  // @ts-expect-error whatever the case
  headers.set('HOST', 'shop.example')
  // @ts-expect-error adding a line is a change
  headers.append('via', '1.1 edge')
  // @ts-expect-error so is deleting it
  headers.delete('Content-Length')
  // @ts-expect-error read-only here
  headers.delete('Transfer-Encoding')
  // @ts-expect-error read-only here
  headers.set('cdn-loop', 'edge')
  // @ts-expect-error CloudFront adds it after this trigger
  headers.set('CloudFront-Viewer-Country', 'DE')
  // @ts-expect-error functions may not set it anywhere
  headers.set('Connection', 'close')
  // @ts-expect-error nor what begins so
  headers.set('X-Edge-Anything', '1')
  // @ts-expect-error nor what begins so
  headers.delete('x-amz-cf-id')
  // @ts-expect-error a value is a text
  headers.set('x-experiment', 1)
  return next()
})

app.originRequest((ctx, next) => {
  const { headers } = ctx.request
  headers.set('Host', 'www.shop.example')
  headers.set('cloudfront-viewer-country', 'DE')
  ctx.request.origin.customHeaders.set('x-secret', '1')

  // @ts-expect-error read-only here
  headers.set('Accept-Encoding', 'br')
  // @ts-expect-error read-only here
  headers.delete('if-none-match')
  // @ts-expect-error read-only here
  headers.delete('If-Modified-Since')
  // @ts-expect-error read-only here
  headers.set('via', '1.1 edge')
  // @ts-expect-error functions may not set it anywhere
  headers.set('x-real-ip', '203.0.113.7')
  // @ts-expect-error nor through the origin's own headers
  ctx.request.origin.customHeaders.set('X-Forwarded-Proto', 'https')
  return next()
})

app.originResponse((ctx, next) => {
  const { headers } = ctx.response
  headers.delete('content-length')
  headers.delete('Content-Encoding')
  headers.set('warning', '199 - "stale"')

  // @ts-expect-error read-only here
  headers.delete('transfer-encoding')
  // @ts-expect-error read-only here
  headers.delete('Via')
  // @ts-expect-error functions may not set it anywhere
  headers.set('x-cache', 'Hit from edge')
  return next()
})

app.viewerResponse((ctx, next) => {
  const { headers } = ctx.response
  headers.set('cache-control', 'no-store')

  // @ts-expect-error read-only here
  headers.delete('content-length')
  // @ts-expect-error read-only here
  headers.set('Content-Encoding', 'gzip')
  // @ts-expect-error read-only here
  headers.set('warning', '199 - "stale"')
  // @ts-expect-error functions may not set it anywhere
  headers.set('keep-alive', 'timeout=5')
  return next()
})

/** For several triggers: what any of them refuses. */
export function inBoth(ctx: Context<'viewer-request' | 'origin-request'>): void {
  ctx.request.headers.set('x-a', 'b')
  // @ts-expect-error read-only in viewer-request
  ctx.request.headers.set('Host', 'shop.example')
  // @ts-expect-error read-only in origin-request
  ctx.request.headers.delete('accept-encoding')
  if (ctx.trigger === 'origin-request') {
    // @ts-expect-error what was asked of the whole function holds in its branches
    ctx.request.headers.set('Host', 'shop.example')
  }
}

export function everywhere(headers: WritableHeaders<'origin-response' | 'viewer-response'>): void {
  headers.set('strict-transport-security', 'max-age=63072000')
  // @ts-expect-error read-only in both
  headers.set('via', '1.1 edge')
  // @ts-expect-error read-only in viewer-response
  headers.delete('content-length')
}
