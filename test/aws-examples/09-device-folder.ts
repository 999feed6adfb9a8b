// Serves each kind of device from a folder of its own.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-vary-on-device-type
import { ledge, withNeeds } from 'ledge'

const kinds = ['desktop', 'mobile', 'tablet', 'smartTv'] as const

const byDevice = withNeeds<'origin-request'>(
  {
    cacheKey: {
      headers: [
        'CloudFront-Is-Desktop-Viewer',
        'CloudFront-Is-Mobile-Viewer',
        'CloudFront-Is-Tablet-Viewer',
        'CloudFront-Is-SmartTV-Viewer',
      ],
    },
  },
  (ctx, next) => {
    const kind = kinds.find((kind) => ctx.device[kind])
    if (kind) ctx.request.uri = `/${kind.toLowerCase()}${ctx.request.uri}`
    return next()
  },
)

export const app = ledge()

app.originRequest(byDevice)
