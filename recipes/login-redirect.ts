import { type Context, type Middleware, redirect, unauthorized } from 'ledge'
import {
  aBoolean,
  aFunction,
  checkOptions,
  isNavigation,
  isPage,
  isPreflight,
  signInUrl,
} from 'ledge/recipe-kit'

export interface LoginRedirectOptions {
  /** The sign-in page: a path, which is let through, or an https URL. */
  readonly login: string
  /** The cookie of those who are signed in. */
  readonly cookie: string
  /**
   * Whether the cookie's value is a good one. Default: any value is, and so anyone can make one up.
   * Without a check this is a convenience for visitors; what must not be seen, the origin must guard.
   */
  readonly isValid?: (value: string, ctx: Context<'viewer-request'>) => boolean | Promise<boolean>
  /** The query parameter in which the sign-in page gets the address to come back to. Default `return_to`. */
  readonly parameter?: string
  /** Whether CORS preflights pass, which never have a cookie. Default true. */
  readonly preflight?: boolean
}

/**
 * Sends those without a session to sign in: browsers that navigate by a 302, which is never cached,
 * with the address to come back to, always a path of this host. Scripts, images and programs get 401:
 * a page in place of what they asked for would only confuse them.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge, signedCookies } from 'ledge'
 * import { loginRedirect } from 'ledge/recipes/login-redirect'
 *
 * export const app = ledge()
 * const signed = signedCookies(process.env.COOKIE_SECRET ?? '')
 * app.viewerRequest(
 *   '/account{/*rest}',
 *   loginRedirect({
 *     login: '/login',
 *     cookie: 'session',
 *     isValid: (_, ctx) => signed.get(ctx, 'session') !== undefined,
 *   }),
 * )
 * ```
 */
export function loginRedirect(options: LoginRedirectOptions): Middleware<'viewer-request'> {
  checkOptions<LoginRedirectOptions>('loginRedirect', options, {
    login: ['a path or an https URL', isPage],
    cookie: ['the name of a cookie', (value) => typeof value === 'string' && value !== ''],
    'isValid?': aFunction,
    'parameter?': ['a name of letters, digits, - and _', (value) => /^[\w-]+$/.test(String(value))],
    'preflight?': aBoolean,
  })
  const { login, cookie, isValid, parameter = 'return_to', preflight = true } = options
  const [page] = login.split('?')

  return async function loginRedirect(ctx, next) {
    const { request } = ctx
    if (request.uri === page || (preflight && isPreflight(request))) return next()
    const value = request.cookies.get(cookie)
    if (value && (!isValid || (await isValid(value, ctx)))) return next()
    if (isNavigation(request)) return redirect(signInUrl(login, request, parameter))
    return unauthorized('There is no session.')
  }
}
