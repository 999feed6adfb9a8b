// Answers 200 with a text of its own where the origin fails.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-custom-error-static-body
import { ledge } from 'ledge'

export const app = ledge()

app.originResponse({ when: (ctx) => ctx.response.status >= 400 }, (ctx, next) => {
  ctx.response.status = 200
  ctx.response.body = 'Body generation example'
  return next()
})
