import { defineRecipe, type Recipe, type Reply } from 'ledge'
import {
  aBoolean,
  type Csp,
  checkOptions,
  cspOption,
  cspText,
  defaultCsp,
  type Hsts,
  hstsOption,
  hstsText,
  isListOf,
  oneOf,
  onWayBack,
  orFalse,
  type Permissions,
  permissionsOption,
  permissionsText,
  refuseOptions,
} from 'ledge/recipe-kit'

export interface SecurityHeadersOptions {
  /** Strict-Transport-Security; `maxAge` in seconds. Default a year, with subdomains. `false` leaves it out. */
  readonly hsts?: Hsts | false
  /**
   * Content-Security-Policy: sources by directive, keywords with their quotes. Yours take the place of
   * the default ones of the same name, and `false` removes one. `false` for all leaves the header out.
   */
  readonly csp?: Csp | false
  /** Only report what the policy would block; name where to in `report-to`. Default `false`. */
  readonly cspReportOnly?: boolean
  /** X-Frame-Options. Default `SAMEORIGIN`. */
  readonly frame?: 'DENY' | 'SAMEORIGIN' | false
  /** Referrer-Policy. Default `no-referrer`. */
  readonly referrer?: string | false
  /** Permissions-Policy: who may use a feature; `{ camera: [], fullscreen: ['self'] }`. Default: none. */
  readonly permissions?: Permissions
  /** Cross-Origin-Opener-Policy. Default `same-origin`. */
  readonly coop?: string | false
  /** Cross-Origin-Embedder-Policy, such as `require-corp`. Default `false`: it blocks what does not opt in. */
  readonly coep?: string | false
  /** Cross-Origin-Resource-Policy. Default `same-origin`; files for other sites need `cross-origin`. */
  readonly corp?: string | false
  /** Headers that tell what the origin runs on. Default `server`, `x-powered-by` and ASP.NET's. */
  readonly remove?: readonly string[]
  /** Also in viewer-response: on every request, for what was cached before. Default `false`. */
  readonly viewerResponse?: boolean
}

/**
 * Headers that make browsers careful, each once, on what the origin sends, errors too, and on what the
 * edge answers. They take the place of those that are there.
 *
 * It runs on misses; with `viewerResponse` on every request. A Response Headers Policy of CloudFront
 * sets constant headers without a function, for nothing. No function covers what CloudFront answers by
 * itself: refusals of AWS WAF and of its geographic restriction, its redirects to HTTPS, its own 5xx.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { securityHeaders } from 'ledge/recipes/security-headers'
 *
 * export const app = ledge()
 * app.use(securityHeaders({ csp: { 'img-src': ["'self'", 'https://images.example.com'] } }))
 * ```
 */
export function securityHeaders(options: SecurityHeadersOptions = {}): Recipe {
  checkOptions<SecurityHeadersOptions>('securityHeaders', options, {
    'hsts?': orFalse(hstsOption),
    'csp?': orFalse(cspOption),
    'cspReportOnly?': aBoolean,
    'frame?': orFalse(oneOf('DENY', 'SAMEORIGIN')),
    'referrer?': orFalse(['a policy', (value) => isListOf([value], /^[a-z, -]+$/)]),
    'permissions?': permissionsOption,
    'coop?': orFalse(
      oneOf('same-origin', 'same-origin-allow-popups', 'noopener-allow-popups', 'unsafe-none'),
    ),
    'coep?': orFalse(oneOf('require-corp', 'credentialless', 'unsafe-none')),
    'corp?': orFalse(oneOf('same-origin', 'same-site', 'cross-origin')),
    'remove?': ['a list of header names', (list) => isListOf(list, /^(?!via$|transfer-)[\w-]+$/i)],
    'viewerResponse?': aBoolean,
  })
  const headers = headersOf(options)
  const { remove = revealing } = options
  refuseOptions('securityHeaders', 'to remove no header that it sets', () =>
    remove.find((name) => headers.some(([set]) => set === name.toLowerCase())),
  )

  const decorate = (target: Reply['headers']): void => {
    for (const name of remove) target.delete(name)
    for (const [name, value] of headers) target.set(name, value)
  }
  return defineRecipe({
    name: 'security-headers',
    originResponse: onWayBack(decorate),
    viewerResponse: options.viewerResponse ? onWayBack(decorate) : undefined,
    onReply: ({ headers }) => decorate(headers),
  })
}

const revealing = ['server', 'x-powered-by', 'x-aspnet-version', 'x-aspnetmvc-version']

function headersOf(options: SecurityHeadersOptions): readonly (readonly [string, string])[] {
  const { hsts = { maxAge: 31_536_000, includeSubDomains: true }, csp, permissions = {} } = options
  const { frame = 'SAMEORIGIN', referrer = 'no-referrer' } = options
  const { coop = 'same-origin', coep = false, corp = 'same-origin' } = options
  const all: readonly (readonly [string, string | false])[] = [
    ['strict-transport-security', hsts && hstsText(hsts)],
    [
      options.cspReportOnly ? 'content-security-policy-report-only' : 'content-security-policy',
      csp !== false && cspText({ ...defaultCsp, ...csp }),
    ],
    ['x-content-type-options', 'nosniff'],
    ['x-frame-options', frame],
    ['referrer-policy', referrer],
    ['permissions-policy', permissionsText(permissions)],
    ['cross-origin-opener-policy', coop],
    ['cross-origin-embedder-policy', coep],
    ['cross-origin-resource-policy', corp],
  ]
  return all.filter((header): header is [string, string] => Boolean(header[1]))
}
