import { EdgeError } from 'ledge'
import { importKeys, type JwkSet } from 'ledge/jwt'
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
  isAsSent,
  isRemoteUrl,
  refuseOptions,
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
  /**
   * Further parameters of the authorization request: `{ prompt: 'login' }`; none of those that are made
   * here, as `scope` and `state`. Default: none.
   */
  readonly parameters?: Readonly<Record<string, string>>
  /**
   * What `?return_to=` may name: paths of the host that was asked for and https URLs, spelled as browsers
   * send them, with `*` at the end for all below. Default `['/*']`, which is every path.
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
   * hosts give a `domain` and a name without `__Host-`. Of several providers or clients each needs a name
   * of its own, none of them another's with a `.` and more behind it: a sign-in takes the place of the
   * one with its name.
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
      'texts by name, beyond those that are made here',
      (value) =>
        typeof value === 'object' &&
        Object.entries(value ?? [0]).every(
          ([name, text]) => typeof text === 'string' && !ownParameters.includes(name),
        ),
    ],
    'returnTo?': [
      'a list of paths and https URLs, spelled as browsers send them, with /* for all below',
      (value) =>
        Array.isArray(value) &&
        value.every(
          (one) =>
            /^(?:https:\/\/[a-z\d.-]+(?::\d+)?)?\/(?![/\\])(?:[^*?#\\\s]*\/)?(?:\*|[^*?#\\\s]*)$/.test(
              one,
            ) && isAsSent(one),
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
        const { name = '__Host-', domain, path = '/', secure = true } = value as CookieOption
        const { sameSite = 'lax', partitioned, maxAge = 1 } = value as CookieOption
        const [, prefix] = /^__(host|secure)-/.exec(name.toLowerCase()) ?? []
        const site = sameSite.toLowerCase()
        const needsSecure = prefix !== undefined || partitioned || site === 'none'
        const isOfHost = domain === undefined && path === '/'
        return (
          (secure || !needsSecure) &&
          (isOfHost || prefix !== 'host') &&
          site !== 'strict' &&
          maxAge > 0
        )
      },
    ],
    'jwks?': ['a set of keys', isKeySet],
    'timeout?': duration,
    'preflight?': aBoolean,
  })
  const { cookie, callback = '/auth/callback' } = options
  refuseOptions('oidcLogin', 'a cookie.path that the callback is under', () => {
    const { path = '/' } = cookie ?? {}
    const { pathname } = new URL(callback, 'https://this.host.invalid')
    // RFC 6265 section 5.1.4.
    const isUnder = pathname === path || pathname.startsWith(path.replace(/\/?$/, '/'))
    return isUnder ? undefined : path
  })
}

const ownParameters = [
  'client_id',
  'code_challenge',
  'code_challenge_method',
  'nonce',
  'redirect_uri',
  'response_mode',
  'response_type',
  'scope',
  'state',
]

/** @throws EdgeError `bad-option` that says what is wrong with the keys. */
function isKeySet(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('keys' in value)) return false
  try {
    importKeys(value as JwkSet)
    return true
  } catch (cause) {
    const why = String((cause as Error).message).replace(/^\w+: expected/, 'expected for jwks')
    throw new EdgeError('bad-option', `oidcLogin: ${why}`, { cause })
  }
}
