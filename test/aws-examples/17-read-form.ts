// Logs what a form was filled in with. Works in origin-request, too, with bodies up to 1 MB.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-access-request-body-examples-read
import { ledge, type RequestTrigger, withNeeds } from 'ledge'

const logForm = withNeeds<RequestTrigger>({ body: true }, (ctx, next) => {
  const form = ctx.request.body?.form() ?? []
  ctx.log.info('form', { fields: [...form] })
  return next()
})

export const app = ledge()

app.viewerRequest({ method: 'POST' }, logForm)
