import { ledge, redirect } from 'ledge'

export const app = ledge()

app.viewerRequest('/old/:slug', (ctx) => redirect(`/new/${ctx.params.slug}`, 301))
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
