// Sends whoever has no session to the sign-in page, which learns where to send them back to.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html#lambda-examples-redirect-to-signin-page
import { ledge, redirect } from 'ledge'

export const app = ledge()

app.viewerRequest((ctx, next) => {
  const { cookies, headers, querystring, uri } = ctx.request
  if (cookies.has('session-id')) return next()
  const back = new URLSearchParams({
    redirect_url: `https://${headers.get('host')}${uri}?${querystring}`,
  })
  return redirect(`https://www.example.com/signin?${back}`)
})
