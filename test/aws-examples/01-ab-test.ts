// Shows one of two pictures: the one the visitor's cookie names, else the first to three in four.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-a-b-testing
import { ledge } from 'ledge'

const pictures = new Map([
  ['A', '/experiment-group/control-pixel.jpg'],
  ['B', '/experiment-group/treatment-pixel.jpg'],
])

export const app = ledge()

app.viewerRequest('/experiment-pixel.jpg', (ctx, next) => {
  const group = ctx.request.cookies.get('X-Experiment-Name') ?? ''
  const drawn = Math.random() < 0.75 ? 'A' : 'B'
  ctx.request.uri = pictures.get(group) ?? pictures.get(drawn) ?? ctx.request.uri
  return next()
})
