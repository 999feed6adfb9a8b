// Fetches four misses in five from the bucket that is to take over, the rest from the old one.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-content-based-gradual-traffic-transfer
import { ledge } from 'ledge'

export const app = ledge()

app.originRequest((ctx, next) => {
  if (Math.random() < 0.8) {
    ctx.request.origin.update({ domainName: 'blue-bucket.s3.amazonaws.com' })
  }
  return next()
})
