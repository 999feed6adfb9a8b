// What an answer is made of.
import { html, json, ledge, redirect, reply, signedCookies, text, unauthorized } from 'ledge'
import { expectTypeOf } from 'vitest'

const app = ledge()

reply()
reply({ status: 204 })
reply({ headers: { 'content-type': 'text/plain', 'x-list': ['a', 'b'] }, body: 'hello' })
reply({ headers: { 'content-length': '0' } }) // origin-response takes it
reply({ body: new Uint8Array([1, 2, 3]) })
reply({ headers: Object.fromEntries([['via', 'only the rules can tell']]) })
html('<h1>Gone</h1>', 410)
json({ ok: true }, { headers: { 'cache-control': 'max-age=60' } })
redirect('/new', 308)
unauthorized('no token', { headers: { 'www-authenticate': 'Bearer' } })

const answer = text('hello')
expectTypeOf(answer.status).toBeNumber()
expectTypeOf(answer.body).toBeString()
answer.status = 404
answer.body = new Uint8Array([1, 2, 3])
answer.headers.set('x-a', ['b', 'c'])
answer.headers.delete('cache-control')
answer.cookies.set('seen', '1', { maxAge: 60, secure: true })
signedCookies('sixteen characters or more').set(answer, 'user', '42', { httpOnly: true })

// @ts-expect-error a status is a number
reply({ status: '200' })
// @ts-expect-error a body is text or bytes: json() makes one of an object
reply({ body: { ok: true } })
// @ts-expect-error read-only in every trigger
reply({ headers: { Via: '1.1 edge' } })
// @ts-expect-error read-only in every trigger
reply({ headers: { 'Transfer-Encoding': 'chunked' } })
// @ts-expect-error functions may not set it anywhere
reply({ headers: { connection: 'close' } })
// @ts-expect-error nor what begins so
html('', { headers: { 'x-edge-id': '1' } })
// @ts-expect-error a header's value is a text
reply({ headers: { 'content-length': 0 } })
// @ts-expect-error read-only in every trigger
answer.headers.set('via', '1.1 edge')
// @ts-expect-error functions may not set it anywhere
answer.headers.append('Upgrade', 'h2c')
// @ts-expect-error 200 sends nobody elsewhere
redirect('/new', 200)
// @ts-expect-error a location is a text
redirect(new URL('https://shop.example'))
// @ts-expect-error no such attribute
answer.cookies.set('seen', '1', { maxage: 60 })
// @ts-expect-error a cookie's value is a text
answer.cookies.set('seen', 1)

app.viewerRequest((ctx, next) => {
  // @ts-expect-error a request sets no cookies at the viewer
  signedCookies('sixteen characters or more').set(ctx.request.headers, 'user', '42')
  return next()
})
