import { ledge, redirect } from 'ledge'
import { abTest } from 'ledge/recipes/ab-test'
import { deviceImages } from 'ledge/recipes/device-images'
import { securityHeaders } from 'ledge/recipes/security-headers'

export const app = ledge()

app.use(securityHeaders())
app.use(abTest({ name: 'checkout', variants: { a: 90, b: 10 }, path: '/checkout{/*rest}' }))

app.viewerRequest('/old/:slug', (ctx) => redirect(`/new/${ctx.params.slug}`, 301))
app.viewerRequest('/images/*path', deviceImages({ widths: [480, 960, 1920] }))
app.viewerRequest((ctx, next) => {
  ctx.request.headers.delete('x-debug')
  return next()
})
app.originRequest('/api/*rest', (ctx, next) => {
  ctx.request.origin.useCustom({ domainName: 'api.example.com' })
  return next()
})
app.viewerResponse((ctx, next) => {
  ctx.response.headers.set('x-served-by', 'edge')
  return next()
})

export const { viewerRequest, originRequest, originResponse, viewerResponse } = app.handlers()
