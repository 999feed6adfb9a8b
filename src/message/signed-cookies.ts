import type { ReadableCookies } from './cookies.js'
import type { CookieAttributes } from './set-cookie-line.js'
import type { ResponseCookies } from './set-cookies.js'
import { signer } from './signature.js'

/** Cookies whose values the viewer can read but not make up. */
export interface SignedCookies {
  /** The value that was signed; `undefined` for a cookie that is absent, changed or another's. */
  get(ctx: CookieSource, name: string): string | undefined
  /** Sets the cookie on a reply or on `ctx.response`. */
  set(target: CookieTarget, name: string, value: string, attributes?: CookieAttributes): void
}

/** Every `ctx` is one. */
export interface CookieSource {
  readonly request: { readonly cookies: Pick<ReadableCookies, 'get'> }
}

/** Every reply is one, and `ctx.response`. */
export interface CookieTarget {
  readonly cookies: Pick<ResponseCookies, 'set'>
}

/**
 * Signs cookies with HMAC-SHA256 over name and value, so that neither another value nor the value of
 * another cookie passes. Given a list, the first secret signs and all verify: put a new one in front
 * and drop the old one once the cookies it signed have expired.
 *
 * A signature does not expire and does not hide the value. Write the time into the value if it must
 * end, and remember that the browser of the one it was made for is not the only one it works in.
 *
 * @throws EdgeError `bad-option` for a secret of less than 16 characters, or none. Use 32 random bytes.
 * @example
 * ```ts
 * const signed = signedCookies(process.env.COOKIE_SECRET ?? '')
 *
 * app.viewerRequest('/account{/*rest}', (ctx, next) =>
 *   signed.get(ctx, 'user') === undefined ? redirect('/login') : next(),
 * )
 * ```
 */
export function signedCookies(secret: string | readonly string[]): SignedCookies {
  const { sign, open } = signer('cookie', secret)
  // A name holds no "=", so what is signed can be read one way only.
  return {
    get: (ctx, name) => open(ctx.request.cookies.get(name) ?? '', `${name}=`),
    set(target, name, value, attributes) {
      target.cookies.set(name, sign(value, `${name}=`), attributes)
    },
  }
}
