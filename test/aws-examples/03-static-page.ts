// Answers with a page and no origin, cached for 100 seconds. Works in viewer-request, too, uncached.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-static-web-server
import { html, ledge } from 'ledge'

const page = `<!doctype html>
<html lang="en">
  <title>From the edge</title>
  <p>This page has no origin.</p>
</html>
`

export const app = ledge()

app.originRequest(() => html(page, { headers: { 'cache-control': 'max-age=100' } }))
