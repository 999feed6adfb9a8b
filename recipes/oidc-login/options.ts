import type { JwkSet } from 'ledge/jwt'
import {
  aBoolean,
  badOption,
  type ClaimHeaders,
  type CookieOption,
  checkOptions,
  claimHeaders,
  cookieOption,
  duration,
  isAddress,
  isRemoteUrl,
} from 'ledge/recipe-kit'
import { isProvider, type OpenIdProvider } from './provider.js'

export interface OidcLoginOptions {
  /**
   * The issuer's URL, from which its configuration is fetched at the first sign-in; or the configuration
   * itself, which saves that fetch: what `/.well-known/openid-configuration` says, or `cognito({…})`.
   */
  readonly provider: string | OpenIdProvider
  readonly clientId: string
  /** Default: none, as for a public client. PKCE is used with and without. */
  readonly clientSecret?: string
  /**
   * What the cookies are encrypted with: at least 32 characters, in a list for rotation, where the first
   * seals and all open. Who can read the function's code can read it, and sign in as anyone.
   */
  readonly secret: string | readonly string[]
  /**
   * Where `auth.callback` is: a path of the host that was asked for, over https, or a whole URL. With the
   * host before it, it must be among the redirect URIs at the provider. Default `/auth/callback`.
   */
  readonly callback?: string
  /** Default `openid`. Many providers give refresh tokens for `openid offline_access` only. */
  readonly scope?: string
  /** Further parameters of the authorization request: `{ prompt: 'login' }`. Default: none. */
  readonly parameters?: Readonly<Record<string, string>>
  /**
   * What `?return_to=` may name: paths of the host that was asked for and https URLs, with `*` at the end
   * for all below. Default `['/*']`, which is every path.
   */
  readonly returnTo?: readonly string[]
  /** Where a sign-out ends without `?return_to=`, as those are written. Default `/`. */
  readonly afterLogout?: string
  /** Request headers for the origin by claims of the ID token, as in `jwtAuth`. Default: none. */
  readonly headers?: ClaimHeaders
  /**
   * Whether the session keeps the access token, for a step that calls the origin with it:
   * `ctx.get(auth.session)?.accessToken`. It makes the cookie longer by half. Default false.
   */
  readonly accessToken?: boolean
  /**
   * The session's cookie. Its `maxAge` is how many seconds one stays signed in at most, refreshed or not.
   * Default: `__Host-session` for a week, over HTTPS, closed to scripts, `sameSite: 'lax'`. For several
   * hosts give a `domain` and a name without `__Host-`.
   */
  readonly cookie?: CookieOption
  /** The provider's keys as at the build; then only a `kid` that is not among them is fetched. Default: none. */
  readonly jwks?: JwkSet
  /** Seconds that each call of the provider may take; a callback makes up to three. Default 1.5. */
  readonly timeout?: number
  /** Whether CORS preflights pass, which never have a cookie. Default true. */
  readonly preflight?: boolean
}

/** @throws EdgeError `bad-option`. */
export function checkOidcLogin(options: OidcLoginOptions): void {
  // All in one place: a deployed bundle has `left-out.ts` for it, and nothing that stands in it.
  checkOptions<OidcLoginOptions>('oidcLogin', options, {
    provider: ['an https URL or a configuration with https endpoints', isProvider],
    clientId: ['a text', (value) => typeof value === 'string' && value !== ''],
    'clientSecret?': ['a text', (value) => typeof value === 'string' && value !== ''],
    secret: [
      'a secret',
      (value) => {
        const secrets = [value].flat()
        const isShort = (one: unknown): boolean => typeof one !== 'string' || one.length < 32
        if (secrets.length > 0 && !secrets.some(isShort)) return true
        // Its length and no more of it: a message ends up in a log.
        const came = secrets.map((one) => (typeof one === 'string' ? one.length : typeof one))
        const expected =
          'secret to have at least 32 characters (make one with: openssl rand -hex 32)'
        throw badOption('oidcLogin', expected, came.join(', '))
      },
    ],
    'callback?': [
      'a path or an https URL',
      (value) => isRemoteUrl(value) || /^\/(?!\/)[^\s\\?#]*$/.test(String(value)),
    ],
    'scope?': ['scopes with openid', (value) => /(?:^| )openid(?: |$)/.test(String(value))],
    'parameters?': [
      'texts by name',
      (value) =>
        typeof value === 'object' &&
        Object.values(value ?? [0]).every((text) => typeof text === 'string'),
    ],
    'returnTo?': [
      'a list of paths and https URLs, with /* for all below',
      (value) =>
        Array.isArray(value) &&
        value.every((one) =>
          /^(?:https:\/\/[a-z\d.-]+(?::\d+)?)?\/(?![/\\])(?:[^*?#\\\s]*\/)?(?:\*|[^*?#\\\s]*)$/.test(
            one,
          ),
        ),
    ],
    'afterLogout?': [
      'a path or an https URL without a query',
      (value) => isAddress(value) && !/[?#]/.test(value),
    ],
    'headers?': claimHeaders,
    'accessToken?': aBoolean,
    'cookie?': [
      'a cookie that browsers take, and not a strict one, which does not come back from the provider',
      (value) => {
        if (!cookieOption[1](value)) return false
        const { name = '__Host-', domain, path = '/', secure, ...rest } = value as CookieOption
        const isOfHost = domain === undefined && path === '/' && secure !== false
        const { sameSite, maxAge = 1 } = rest
        return (isOfHost || !name.startsWith('__Host-')) && sameSite !== 'strict' && maxAge > 0
      },
    ],
    'jwks?': ['a set of keys', (value) => typeof value === 'object' && value !== null],
    'timeout?': duration,
    'preflight?': aBoolean,
  })
}
