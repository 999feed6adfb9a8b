// Fetches from the web server in Europe for viewers who are near to it.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-content-based-geo-header
import { ledge, withNeeds } from 'ledge'

const nearEurope = new Set(['GB', 'DE', 'IE'])

const nearestServer = withNeeds<'origin-request'>(
  { cacheKey: { headers: ['CloudFront-Viewer-Country'] } },
  (ctx, next) => {
    if (nearEurope.has(ctx.geo.country ?? '')) {
      ctx.request.origin.update({ domainName: 'eu.example.com' })
    }
    return next()
  },
)

export const app = ledge()

app.originRequest(nearestServer)
