// Adds a field to every form on its way to the origin.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-access-request-body-examples-replace
import { ledge, type RequestTrigger, withNeeds } from 'ledge'

const addField = withNeeds<RequestTrigger>({ body: true }, (ctx, next) => {
  const { body } = ctx.request
  if (body) {
    const form = body.form()
    form.append('new-param-name', 'new-param-value')
    body.replace(form.toString())
  }
  return next()
})

export const app = ledge()

app.viewerRequest({ method: 'POST' }, addField)
