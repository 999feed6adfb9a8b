import { type CookieAttributes, ledge, notFound, redirect, signedCookies } from 'ledge'

const codes = new Set(['spring-letter', 'spring-shop-window'])
const attributes: CookieAttributes = { httpOnly: true, secure: true, sameSite: 'lax' }

// Lambda@Edge has no environment: the value is put in when the function is bundled.
const signed = signedCookies(process.env.SALE_SECRET ?? '')

/** The sale is open to those who followed a link that we sent them. */
export const sale = ledge()

sale.viewerRequest('/enter/:code', function invite(ctx) {
  if (!codes.has(ctx.params.code)) return notFound(`no such code: ${ctx.params.code}`)
  const welcome = redirect('/sale')
  signed.set(welcome, 'invited', ctx.params.code, attributes)
  return welcome
})

sale.viewerRequest(function onlyInvited(ctx, next) {
  const code = signed.get(ctx, 'invited')
  return code && codes.has(code) ? next() : redirect('/')
})
