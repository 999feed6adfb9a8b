import {
  createKey,
  EdgeError,
  type Key,
  type Middleware,
  type ReadableRequest,
  redirect,
  withNeeds,
} from 'ledge'
import {
  bearerToken,
  type JwtClaims,
  type JwtRules,
  jwtRuleChecks,
  jwtVerifier,
  type KeyInput,
  type RemoteKeys,
} from 'ledge/jwt'
import {
  aBoolean,
  badOption,
  type ClaimHeaders,
  checkOptions,
  claimHeaders,
  isNavigation,
  isPage,
  isPreflight,
  setClaimHeaders,
  signInUrl,
} from 'ledge/recipe-kit'

export interface JwtAuthOptions extends JwtRules {
  /** The issuer's keys: its JWKS, inlined, or `remoteJwks(url)`. This or `key`. */
  readonly jwks?: KeyInput | RemoteKeys
  /** A public key in PEM or JWK, or `{ secret }` for an HMAC; a list for rotation. This or `jwks`. */
  readonly key?: KeyInput | readonly KeyInput[]
  /** The cookie that has the token where no `Authorization: Bearer` does. Default: none. */
  readonly cookie?: string
  /**
   * Request headers for the origin by the claim that each holds: `{ 'x-user': 'sub' }`. A text stands
   * as it is, percent-encoded but for visible ASCII; all else as JSON. What a viewer sent under these
   * names is taken away before anything else. Default: none.
   */
  readonly headers?: ClaimHeaders
  /** Whether those without a good token go on too, as nobody, without claims. Default false. */
  readonly optional?: boolean
  /**
   * The sign-in page: a path, which is let through, or an https URL. Browsers that navigate are sent
   * there, with the address to come back to as `return_to`. Default: 401 for them too.
   */
  readonly login?: string
  /** Whether CORS preflights pass, which never have a token. Default true. */
  readonly preflight?: boolean
}

/** What the token said, for later steps of viewer-request: `ctx.get(jwtClaims)?.sub`. */
export const jwtClaims: Key<JwtClaims> = /* @__PURE__ */ createKey<JwtClaims>('jwt-claims')

/**
 * Lets in those who have a token. Others get 401 with `WWW-Authenticate`, or are sent to sign in; 503
 * where remote keys cannot be had.
 *
 * It acts on every request, so what the cache holds is guarded too. It proves the token, not that the
 * cached answer is this viewer's: a behavior whose pages differ by viewer must not be cached. Headers
 * made of claims are stripped on guarded paths only; inside `some`, strip them in a step before.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { forbidden, ledge } from 'ledge'
 * import { remoteJwks } from 'ledge/jwt'
 * import { jwtAuth, jwtClaims } from 'ledge/recipes/jwt-auth'
 *
 * export const app = ledge()
 * const jwks = remoteJwks('https://id.example.com/.well-known/jwks.json')
 * const member = jwtAuth({ jwks, audience: 'shop', cookie: 'token', login: '/login' })
 * app.viewerRequest('/account{/*rest}', member)
 * app.viewerRequest('/account/admin{/*rest}', (ctx, next) =>
 *   ctx.get(jwtClaims)?.role === 'admin' ? next() : forbidden(),
 * )
 * ```
 */
export function jwtAuth(options: JwtAuthOptions): Middleware<'viewer-request'> {
  checkOptions<JwtAuthOptions>('jwtAuth', options, {
    ...jwtRuleChecks,
    'jwks?': ['a set of keys, or what remoteJwks gave', (value) => typeof value === 'object'],
    'key?': ['a PEM, a JWK or { secret }', (value) => value !== null],
    'cookie?': ['the name of a cookie', (value) => typeof value === 'string' && value !== ''],
    'headers?': claimHeaders,
    'optional?': aBoolean,
    'login?': ['a path or an https URL', isPage],
    'preflight?': aBoolean,
  })
  const { jwks, key, cookie, headers = {}, optional, login, preflight = true, ...rules } = options
  const keys = jwks ?? key
  if (!keys || (jwks && key)) throw badOption('jwtAuth', 'either jwks or key', options)
  const verify = jwtVerifier({ ...rules, keys })
  const signIn = login?.split('?')[0]

  async function claimsOf(request: ReadableRequest): Promise<JwtClaims | EdgeError> {
    try {
      return await verify(bearerToken(request, cookie))
    } catch (error) {
      if (error instanceof EdgeError && error.reply) return error
      throw error
    }
  }

  const needs = { forward: { headers: Object.keys(headers) } }
  return withNeeds<'viewer-request'>(needs, async function jwtAuth(ctx, next) {
    const { request } = ctx
    setClaimHeaders(request, headers)
    if (preflight && isPreflight(request)) return next()
    const claims = await claimsOf(request)
    if (claims instanceof EdgeError) {
      if (claims.reply?.status === 503) ctx.log.error(claims.message, { error: claims })
      if (optional || request.uri === signIn) return next()
      const canSignIn = claims.reply?.status === 401 && isNavigation(request)
      return login && canSignIn ? redirect(signInUrl(login, request, 'return_to')) : claims
    }
    ctx.set(jwtClaims, claims)
    setClaimHeaders(request, headers, claims)
    return next()
  })
}
