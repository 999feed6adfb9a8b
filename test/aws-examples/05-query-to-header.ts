// Moves a parameter of the query string into a header, where the origin looks for it.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-header-based-on-query-string
import { ledge } from 'ledge'

export const app = ledge()

app.viewerRequest((ctx, next) => {
  const { headers, query } = ctx.request
  const auth = query.get('auth')
  if (auth === undefined) headers.delete('auth-header')
  else headers.set('auth-header', auth)
  query.delete('auth')
  return next()
})
