// What the context of each trigger has, and what may be written there.
import { type Context, type Geo, ledge } from 'ledge'
import { expectTypeOf } from 'vitest'

const app = ledge()

app.viewerRequest((ctx, next) => {
  expectTypeOf(ctx.trigger).toEqualTypeOf<'viewer-request'>()
  ctx.request.uri = '/index.html'
  ctx.request.querystring = 'a=b'
  ctx.request.query.set('page', 2)
  ctx.request.cookies.delete('theme')
  ctx.request.body?.replace('a=b')
  expectTypeOf(ctx.lambda?.awsRequestId).toEqualTypeOf<string | undefined>()
  expectTypeOf(ctx.config.distributionId).toBeString()
  expectTypeOf(ctx.signal).toEqualTypeOf<AbortSignal>()

  // @ts-expect-error method is read-only
  ctx.request.method = 'POST'
  // @ts-expect-error clientIp is read-only
  ctx.request.clientIp = '203.0.113.7'
  // @ts-expect-error there is no origin before the cache
  ctx.request.origin
  // @ts-expect-error there is no response yet
  ctx.response
  // @ts-expect-error CloudFront does not tell the place here
  ctx.geo
  // @ts-expect-error CloudFront does not tell the device here
  ctx.device
  // @ts-expect-error the body may be absent
  ctx.request.body.text()
  // @ts-expect-error the event is for reading
  ctx.event.request.uri = '/'
  // @ts-expect-error the event's lines are for reading
  ctx.event.request.headers.host?.push({ value: 'shop.example' })
  // @ts-expect-error the config is for reading
  ctx.config.requestId = 'mine'
  // @ts-expect-error a uri is a text
  ctx.request.uri = new URL('https://shop.example')
  return next()
})

app.originRequest((ctx, next) => {
  expectTypeOf(ctx.geo).toEqualTypeOf<Geo>()
  expectTypeOf(ctx.geo.country).toEqualTypeOf<string | undefined>()
  expectTypeOf(ctx.geo.latitude).toEqualTypeOf<number | undefined>()
  expectTypeOf(ctx.device.mobile).toEqualTypeOf<boolean | undefined>()
  expectTypeOf(ctx.request.origin.type).toEqualTypeOf<'s3' | 'custom' | undefined>()
  ctx.request.uri = '/index.html'
  ctx.request.origin.useS3({ domainName: 'b.s3.amazonaws.com', customHeaders: { 'x-secret': '1' } })
  ctx.request.origin.useCustom({ domainName: 'www.shop.example', host: 'keep' })
  ctx.request.origin.customHeaders.set('x-secret', '1')

  // @ts-expect-error the origin is changed by its methods
  ctx.request.origin = { s3: {} }
  // @ts-expect-error likewise its fields
  ctx.request.origin.domainName = 'www.shop.example'
  // @ts-expect-error an origin has a domain
  ctx.request.origin.useS3({ region: 'eu-central-1' })
  // @ts-expect-error a bucket has no port
  ctx.request.origin.useS3({ domainName: 'b.s3.amazonaws.com', port: 443 })
  // @ts-expect-error no such protocol
  ctx.request.origin.useCustom({ domainName: 'www.shop.example', protocol: 'ftp' })
  // @ts-expect-error no such version of TLS at CloudFront
  ctx.request.origin.useCustom({ domainName: 'www.shop.example', sslProtocols: ['TLSv1.3'] })
  // @ts-expect-error there is no response yet
  ctx.response
  // @ts-expect-error where the viewer is, is told, not set
  ctx.geo.country = 'DE'
  return next()
})

app.originResponse((ctx, next) => {
  expectTypeOf(ctx.response.status).toBeNumber()
  expectTypeOf(ctx.response.body).toBeUndefined()
  expectTypeOf(ctx.geo.city).toEqualTypeOf<string | undefined>()
  expectTypeOf(ctx.request.origin?.s3?.region).toEqualTypeOf<string | undefined>()
  ctx.response.status = 200
  ctx.response.statusDescription = 'Fine'
  ctx.response.body = 'hello'
  ctx.response.body = new Uint8Array([1, 2, 3])
  ctx.response.cookies.set('seen', '1', { maxAge: 60, sameSite: 'lax' })

  // @ts-expect-error a status is a number
  ctx.response.status = '200'
  // @ts-expect-error CloudFront does not show the origin's body
  ctx.response.body.length
  // @ts-expect-error a body is text or bytes
  ctx.response.body = { hello: 'world' }
  // @ts-expect-error the request has been sent
  ctx.request.uri = '/'
  // @ts-expect-error the request has been sent, its query with it
  ctx.request.query.set('a', 'b')
  // @ts-expect-error the request has been sent, its headers with it
  ctx.request.headers.set('x-a', 'b')
  // @ts-expect-error the request has been sent, its cookies with it
  ctx.request.cookies.delete('theme')
  // @ts-expect-error the request has been sent, its origin with it
  ctx.request.origin?.useS3({ domainName: 'b.s3.amazonaws.com' })
  // @ts-expect-error response triggers do not get the body
  ctx.request.body
  // @ts-expect-error no such attribute
  ctx.response.cookies.set('seen', '1', { sameSite: 'sometimes' })
  return next()
})

app.viewerResponse((ctx, next) => {
  expectTypeOf(ctx.response.status).toBeNumber()
  expectTypeOf(ctx.request.cookies.get('theme')).toEqualTypeOf<string | undefined>()
  ctx.response.headers.set('x-a', 'b')
  ctx.response.cookies.delete('seen')

  // @ts-expect-error the status is settled
  ctx.response.status = 200
  // @ts-expect-error and so is its description
  ctx.response.statusDescription = 'Fine'
  // @ts-expect-error the body is settled
  ctx.response.body = 'hello'
  // @ts-expect-error the request has been answered
  ctx.request.uri = '/'
  // @ts-expect-error here there is no origin
  ctx.request.origin
  // @ts-expect-error CloudFront does not tell the place here
  ctx.geo
  return next()
})

/** For several triggers the context is a union, which `trigger` narrows. */
export function narrowed(ctx: Context): void {
  expectTypeOf(ctx.request.uri).toBeString()
  expectTypeOf(ctx.trigger).toEqualTypeOf<
    'viewer-request' | 'origin-request' | 'origin-response' | 'viewer-response'
  >()
  // @ts-expect-error not every trigger has a response
  ctx.response
  if (ctx.trigger === 'origin-response') ctx.response.status = 200
  if (ctx.trigger === 'origin-request') ctx.request.origin.update({ path: '/live' })
  if ('response' in ctx) ctx.response.headers.set('x-a', 'b')
}
