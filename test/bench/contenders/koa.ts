import compose, { type Middleware } from 'koa-compose'
import { match } from 'path-to-regexp'
import type { CloudFrontRequest, CloudFrontResponse, CloudFrontResult } from '../../../src/event.js'
import { type BenchHandler, type Contender, chainLength, securityHeaders } from '../workloads.js'

interface Context {
  request: { -readonly [K in keyof CloudFrontRequest]: CloudFrontRequest[K] }
  response: CloudFrontResponse | undefined
  reply?: CloudFrontResponse
}
type Step = Middleware<Context>

/** koa-compose with path-to-regexp: the onion that people build for themselves. */
const handler = (steps: Step[]): BenchHandler => {
  const run = compose(steps)
  return async (event) => {
    const { request, response } = event.Records[0].cf
    const ctx: Context = { request, response }
    await run(ctx)
    return (ctx.reply ?? ctx.response ?? ctx.request) as CloudFrontResult
  }
}

const route = (
  path: string,
  step: (ctx: Context, params: Record<string, string>) => void,
): Step => {
  const matches = match<Record<string, string>>(path)
  return (ctx, next) => {
    const hit = matches(ctx.request.uri)
    if (hit) step(ctx, hit.params)
    return hit && ctx.reply ? Promise.resolve() : next()
  }
}

const refuse = (): never => {
  throw new Error()
}

export const contender: Contender = {
  W1: () =>
    handler([
      route('/login', refuse),
      route('/account/*rest', refuse),
      route('/old/:slug', refuse),
    ]),
  W2: () =>
    handler([
      (ctx, next) => {
        ctx.request.headers['x-edge-app'] = [{ key: 'X-Edge-App', value: 'shop' }]
        return next()
      },
      (ctx, next) => {
        const [line] = ctx.request.headers.cookie ?? []
        const variant = /(?:^|;\s*)ab=([^;]*)/.exec(line?.value ?? '')?.[1]
        ctx.request.uri = `/${variant === 'b' ? 'b' : 'a'}${ctx.request.uri}`
        return next()
      },
      (ctx, next) => {
        delete ctx.request.headers['x-debug']
        return next()
      },
      route('/:variant/images/:size/:name', (ctx, { size, name }) => {
        ctx.request.headers['x-image'] = [{ key: 'X-Image', value: `${size}/${name}` }]
      }),
      (_ctx, next) => next(),
    ]),
  W3: () =>
    handler([
      route('/login', (ctx) => {
        ctx.reply = {
          status: '302',
          statusDescription: 'Found',
          headers: {
            location: [{ key: 'Location', value: '/home' }],
            'set-cookie': [
              { key: 'Set-Cookie', value: 'session=1; Path=/; Secure; HttpOnly' },
              { key: 'Set-Cookie', value: 'seen=yes; Path=/' },
            ],
            'cache-control': [{ key: 'Cache-Control', value: 'no-store' }],
          },
        }
      }),
    ]),
  'W5 sync': () => handler(Array.from({ length: chainLength }, (): Step => (_ctx, next) => next())),
  'W5 async': () =>
    handler(Array.from({ length: chainLength }, (): Step => async (_ctx, next) => await next())),
  W6: () =>
    handler([
      (ctx, next) => {
        for (const [key, value] of securityHeaders) {
          ctx.response!.headers[key.toLowerCase()] = [{ key, value }]
        }
        return next()
      },
    ]),
}
