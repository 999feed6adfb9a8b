// Gives query strings that mean the same one spelling and one order, and so one entry in the cache.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-normalize-query-string-parameters
import { ledge } from 'ledge'

export const app = ledge()

app.viewerRequest((ctx, next) => {
  ctx.request.querystring = ctx.request.querystring.toLowerCase()
  ctx.request.query.sort()
  return next()
})
