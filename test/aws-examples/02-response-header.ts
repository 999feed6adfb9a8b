// Dates an object by what was uploaded with it rather than by its upload. Works in viewer-response, too.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-overriding-response-header
import { ledge } from 'ledge'

export const app = ledge()

app.originResponse((ctx, next) => {
  const { headers } = ctx.response
  const modified = headers.get('x-amz-meta-last-modified')
  if (modified !== undefined) headers.set('last-modified', modified)
  return next()
})
