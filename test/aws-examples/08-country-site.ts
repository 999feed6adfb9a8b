// Sends viewers to the site of their country, which CloudFront tells the origin triggers alone.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-redirect-based-on-country
import { ledge, redirect, withNeeds } from 'ledge'

const sites = new Map([
  ['TW', 'https://tw.example.com/'],
  ['US', 'https://us.example.com/'],
])

const toCountrySite = withNeeds<'origin-request'>(
  { cacheKey: { headers: ['CloudFront-Viewer-Country'] } },
  (ctx) => redirect(sites.get(ctx.geo.country ?? '') ?? 'https://example.com/'),
)

export const app = ledge()

app.originRequest(toCountrySite)
