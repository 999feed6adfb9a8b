// Fetches from the bucket in the Region that is nearest to the viewer's country.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-content-based-S3-origin-request-trigger
import { ledge, withNeeds } from 'ledge'

const regions = new Map([
  ['DE', 'eu-central-1'],
  ['IE', 'eu-west-1'],
  ['GB', 'eu-west-2'],
  ['FR', 'eu-west-3'],
  ['JP', 'ap-northeast-1'],
  ['IN', 'ap-south-1'],
])

const nearestBucket = withNeeds<'origin-request'>(
  { cacheKey: { headers: ['CloudFront-Viewer-Country'] } },
  (ctx, next) => {
    const region = regions.get(ctx.geo.country ?? '')
    if (region) {
      ctx.request.origin.update({ domainName: `my-bucket-in-${region}.s3.amazonaws.com`, region })
    }
    return next()
  },
)

export const app = ledge()

app.originRequest(nearestBucket)
