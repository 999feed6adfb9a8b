// Fetches from a web server instead of the bucket where the query string asks for it.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-content-based-custom-origin-request-trigger
import { ledge, withNeeds } from 'ledge'

const fromServer = withNeeds<'origin-request'>(
  { cacheKey: { query: ['useCustomOrigin'] } },
  (ctx, next) => {
    if (ctx.request.query.get('useCustomOrigin') === 'true') {
      ctx.request.origin.useCustom({
        domainName: 'www.example.com',
        sslProtocols: ['TLSv1', 'TLSv1.1'], // as AWS has it; leave it out for TLS 1.2
        readTimeout: 5,
        keepaliveTimeout: 5,
      })
    }
    return next()
  },
)

export const app = ledge()

app.originRequest(fromServer)
