// Sends every viewer elsewhere. Works in origin-request, too.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-http-redirect
import { ledge, redirect } from 'ledge'

export const app = ledge()

app.viewerRequest(() => redirect('https://docs.aws.amazon.com/lambda/latest/dg/lambda-edge.html'))
