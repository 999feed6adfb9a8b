// Fetches from a bucket instead of the web server where the query string asks for it.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-content-based-S3-origin-based-on-query
import { ledge, withNeeds } from 'ledge'

const fromBucket = withNeeds<'origin-request'>(
  { cacheKey: { query: ['useS3Origin'] } },
  (ctx, next) => {
    if (ctx.request.query.get('useS3Origin') === 'true') {
      ctx.request.origin.useS3({ domainName: 'my-bucket.s3.amazonaws.com' })
    }
    return next()
  },
)

export const app = ledge()

app.originRequest(fromBucket)
