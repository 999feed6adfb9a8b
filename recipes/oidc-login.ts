import {
  createKey,
  type Key,
  type Middleware,
  type Reply,
  redirect,
  unauthorized,
  withNeeds,
} from 'ledge'
import type { JwtClaims } from 'ledge/jwt'
import { isNavigation, isPreflight, returnAddress, setClaimHeaders } from 'ledge/recipe-kit'
import { checkOidcLogin } from '#oidc-login-options'
import { createClient } from './oidc-login/client.js'
import { createJar, type Visit } from './oidc-login/jar.js'
import type { OidcLoginOptions } from './oidc-login/options.js'
import { allowedAddress, originOf } from './oidc-login/return-address.js'
import { createSeal } from './oidc-login/seal.js'
import { claimsOf, isRefusal, type Resumed, resume, type Session } from './oidc-login/session.js'
import { finishSignIn, startSignIn } from './oidc-login/sign-in.js'
import { signOutUrl } from './oidc-login/sign-out.js'

export { type CognitoOptions, cognito } from './oidc-login/cognito.js'
export type { OidcLoginOptions } from './oidc-login/options.js'
export type { OpenIdProvider } from './oidc-login/provider.js'

/** Who is signed in, for later steps of viewer-request. */
export interface OidcSession {
  readonly claims: JwtClaims
  readonly idToken: string
  /** Where the option `accessToken` asks for it. */
  readonly accessToken?: string | undefined
}

export interface OidcLogin {
  /** Sends to the provider, and in the end to `?return_to=`, or to `/`. */
  readonly login: Middleware<'viewer-request'>
  /** Where the provider sends back to: the option `callback`. */
  readonly callback: Middleware<'viewer-request'>
  /** Ends the session, here and at the provider, then goes to `?return_to=` or `afterLogout`. */
  readonly logout: Middleware<'viewer-request'>
  /**
   * For every path: lets everyone on, with or without a session. One whose tokens are over is refreshed
   * where a browser navigates or sends a form; the cookies stay here.
   */
  readonly refresh: Middleware<'viewer-request'>
  /** As `refresh`, for those who are signed in alone. Browsers that navigate go to the provider. */
  readonly required: Middleware<'viewer-request'>
  /** What `refresh` and `required` leave: `ctx.get(auth.session)?.claims.sub`. */
  readonly session: Key<OidcSession>
}

/**
 * Signs visitors in at an OpenID provider, Amazon Cognito among them, by authorization code and PKCE.
 *
 * The session is in encrypted cookies, which are taken out of the request before the cache key is made.
 * There is no store, and while the tokens are good nobody is called: who signs out elsewhere is out here
 * when they are over. Then a browser that navigates or sends a form gets a 307 to the same address with
 * new ones. Scripts without a good session get 401, never a sign-in page; who needs a provider that is
 * down gets 503.
 *
 * It acts on every request, so what the cache holds is guarded too. It does not tell whose answer the
 * cached one is: a behavior whose pages differ by visitor must not be cached. One comes back to the
 * address that the step saw, so put it before rewrites. CloudFront has nothing of the kind; its signed
 * cookies are for those whom a server of yours has signed in.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { oidcLogin } from 'ledge/recipes/oidc-login'
 *
 * export const app = ledge()
 * const auth = oidcLogin({
 *   provider: 'https://id.example.com',
 *   clientId: 'shop',
 *   secret: process.env.SESSION_SECRET ?? '',
 * })
 * app.viewerRequest('/auth/login', auth.login)
 * app.viewerRequest('/auth/callback', auth.callback)
 * app.viewerRequest('/auth/logout', auth.logout)
 * app.viewerRequest(auth.refresh)
 * app.viewerRequest('/account{/*rest}', auth.required)
 * ```
 */
export function oidcLogin(options: OidcLoginOptions): OidcLogin {
  checkOidcLogin(options)
  const { provider, clientId, secret, headers = {}, cookie = {}, preflight = true } = options
  const { callback = '/auth/callback', returnTo = ['/*'], afterLogout = '/' } = options
  const { scope = 'openid', parameters } = options
  const issuer = typeof provider === 'string' ? provider : provider.issuer
  const jar = createJar(cookie, createSeal(`oidc-login ${issuer} ${clientId}`, [secret].flat()))
  const client = createClient(options)
  const signedIn = createKey<OidcSession>('oidc-session')
  const resumed = createKey<Promise<Resumed>>('oidc-resumed')

  function start(ctx: Visit, address: string): Promise<Reply> {
    const here = originOf(callback, ctx.request)
    const { href: redirect_uri, origin } = new URL(callback, here)
    const made = { ...parameters, client_id: clientId, redirect_uri, scope }
    const page = address.length > longestAddress ? '/' : address
    // The callback may be at another host.
    const back = origin === here ? page : new URL(page, here).href
    return logged(ctx, startSignIn(client, jar, ctx, made, back))
  }

  function returnAddressOf(ctx: Visit): string | undefined {
    const address = ctx.request.query.get('return_to')
    if (address === undefined) return undefined
    return allowedAddress(address, originOf(callback, ctx.request), returnTo)
  }

  function guard(isRequired: boolean): Middleware<'viewer-request'> {
    const needs = { forward: { headers: Object.keys(headers) } }
    return withNeeds<'viewer-request'>(needs, async function oidcSession(ctx, next) {
      const { request } = ctx
      jar.take(ctx)
      setClaimHeaders(request, headers)
      if (preflight && isPreflight(request)) return next()
      // Once per request, however many of these steps there are.
      const pending = ctx.get(resumed) ?? logged(ctx, resume(client, jar, ctx))
      ctx.set(resumed, pending)
      const { session, answer } = await (isRequired ? pending : pending.catch(() => nobody))
      if (answer) return answer
      if (session) {
        const { idToken, accessToken } = session
        const claims = claimsOf(session)
        ctx.set(signedIn, { claims, idToken, accessToken })
        setClaimHeaders(request, headers, claims)
        return next()
      }
      if (!isRequired) return next()
      if (isNavigation(request)) return start(ctx, returnAddress(request))
      return unauthorized('There is no session.')
    })
  }

  return {
    session: signedIn,
    refresh: guard(false),
    required: guard(true),
    login: (ctx) => start(ctx, returnAddressOf(ctx) ?? '/'),
    callback: (ctx) => logged(ctx, finishSignIn(client, jar, ctx)),
    async logout(ctx) {
      const page = returnAddressOf(ctx) ?? afterLogout
      const { href } = new URL(page, originOf(callback, ctx.request))
      const answer = redirect(await signOutUrl(client, clientId, jar.get<Session>(ctx, ''), href))
      jar.delete(ctx, answer, '')
      return answer
    },
  }
}

const nobody: Resumed = {}

/** Of an address to come back to: it is in a cookie. */
const longestAddress = 1024

/** What the viewer sees is a status; why is for the log. */
async function logged<T>(ctx: Visit, act: Promise<T>): Promise<T> {
  try {
    return await act
  } catch (error) {
    ctx.log[isRefusal(error) ? 'warn' : 'error']('oidcLogin refused a request.', { error })
    throw error
  }
}
