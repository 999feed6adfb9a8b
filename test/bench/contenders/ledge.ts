import { ledge, type Middleware, reply } from 'ledge'
import { type Contender, chainLength, securityHeaders } from '../workloads.js'

const refuse: Middleware<'viewer-request'> = () => {
  throw new Error()
}

export const contender: Contender = {
  W1: () => {
    const app = ledge()
    app.viewerRequest('/login', refuse)
    app.viewerRequest('/account/*rest', refuse)
    app.viewerRequest('/old/:slug', refuse)
    return app.handler('viewer-request')
  },
  W2: () => {
    const app = ledge()
    app.viewerRequest((ctx, next) => {
      ctx.request.headers.set('X-Edge-App' as string, 'shop')
      return next()
    })
    app.viewerRequest((ctx, next) => {
      ctx.request.uri = `/${ctx.request.cookies.get('ab') === 'b' ? 'b' : 'a'}${ctx.request.uri}`
      return next()
    })
    app.viewerRequest((ctx, next) => {
      ctx.request.headers.delete('x-debug')
      return next()
    })
    app.viewerRequest('/:variant/images/:size/:name', (ctx, next) => {
      ctx.request.headers.set('x-image', `${ctx.params.size}/${ctx.params.name}`)
      return next()
    })
    app.viewerRequest((_ctx, next) => next())
    return app.handler('viewer-request')
  },
  W3: () => {
    const app = ledge()
    app.viewerRequest('/login', () =>
      reply({
        status: 302,
        headers: {
          location: '/home',
          'set-cookie': ['session=1; Path=/; Secure; HttpOnly', 'seen=yes; Path=/'],
          'cache-control': 'no-store',
        },
      }),
    )
    return app.handler('viewer-request')
  },
  'W5 sync': () => {
    const app = ledge()
    for (let i = 0; i < chainLength; i++) app.viewerRequest((_ctx, next) => next())
    return app.handler('viewer-request')
  },
  'W5 async': () => {
    const app = ledge()
    for (let i = 0; i < chainLength; i++) app.viewerRequest(async (_ctx, next) => await next())
    return app.handler('viewer-request')
  },
  W6: () => {
    const app = ledge()
    app.viewerResponse((ctx, next) => {
      for (const [key, value] of securityHeaders) ctx.response.headers.set(key, value)
      return next()
    })
    return app.handler('viewer-response')
  },
}
