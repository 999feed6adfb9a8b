// Sends the viewer to another path, where another origin answers, where this one fails.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-custom-error-new-site
import { ledge } from 'ledge'

export const app = ledge()

app.originResponse({ when: (ctx) => ctx.response.status >= 400 }, (ctx, next) => {
  ctx.response.status = 302
  ctx.response.headers.set('location', `/plan-b/path?${ctx.request.querystring}`)
  ctx.response.body = ''
  return next()
})
