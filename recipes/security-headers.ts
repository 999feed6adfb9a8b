import { type Context, defineRecipe, type Recipe, type Reply } from 'ledge'
import { aBoolean, badOption, checkOptions, type OptionCheck } from 'ledge/recipe-kit'

export interface SecurityHeadersOptions {
  /** Strict-Transport-Security; `maxAge` in seconds. Default a year, with subdomains. `false` leaves it out. */
  readonly hsts?: Hsts | false
  /**
   * Content-Security-Policy: sources by directive, keywords with their quotes. Yours take the place of
   * the default ones of the same name, and `false` removes one. `false` for all leaves the header out.
   */
  readonly csp?: Readonly<Record<string, readonly string[] | false>> | false
  /** Only report what the policy would block; name where to in `report-to`. Default `false`. */
  readonly cspReportOnly?: boolean
  /** X-Frame-Options. Default `SAMEORIGIN`. */
  readonly frame?: 'DENY' | 'SAMEORIGIN' | false
  /** Referrer-Policy. Default `no-referrer`. */
  readonly referrer?: string | false
  /** Permissions-Policy: who may use a feature; `{ camera: [], fullscreen: ['self'] }`. Default: none. */
  readonly permissions?: Readonly<Record<string, readonly string[]>>
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

export interface Hsts {
  readonly maxAge: number
  readonly includeSubDomains?: boolean
  readonly preload?: boolean
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
    'hsts?': ['max-age in seconds, a year and subdomains for preload, or false', isHsts],
    'csp?': ['sources by directive, without nonces, or false', isCsp],
    'cspReportOnly?': aBoolean,
    'frame?': oneOf('DENY', 'SAMEORIGIN'),
    'referrer?': [
      'a policy, or false',
      (value) => value === false || isToken(value, /^[a-z, -]+$/),
    ],
    'permissions?': ['lists of self, * and origins, by feature', isPermissions],
    'coop?': oneOf(
      'same-origin',
      'same-origin-allow-popups',
      'noopener-allow-popups',
      'unsafe-none',
    ),
    'coep?': oneOf('require-corp', 'credentialless', 'unsafe-none'),
    'corp?': oneOf('same-origin', 'same-site', 'cross-origin'),
    'remove?': ['a list of header names', (list) => isList(list, /^(?!via$|transfer-)[\w-]+$/i)],
    'viewerResponse?': aBoolean,
  })
  const headers = headersOf(options)
  const { remove = revealing } = options
  const set = remove.find((name) => headers.some(([other]) => other === name.toLowerCase()))
  if (set) throw badOption('securityHeaders', 'to remove no header that it sets', set)

  const decorate = ({ headers: target }: Pick<Reply, 'headers'>): void => {
    for (const name of remove) target.delete(name)
    for (const [name, value] of headers) target.set(name, value)
  }
  return defineRecipe({
    name: 'security-headers',
    originResponse: async (ctx, next) => {
      const outcome = await next()
      decorate(ctx.response as Context<'origin-response'>['response'] & Reply)
      return outcome
    },
    ...(options.viewerResponse && {
      viewerResponse: async (ctx, next) => {
        const outcome = await next()
        decorate(ctx.response as Context<'viewer-response'>['response'] & Reply)
        return outcome
      },
    }),
    onReply: decorate,
  })
}

const revealing = ['server', 'x-powered-by', 'x-aspnet-version', 'x-aspnetmvc-version']

const defaultCsp = {
  'default-src': ["'self'"],
  'base-uri': ["'self'"],
  'font-src': ["'self'", 'https:', 'data:'],
  'form-action': ["'self'"],
  'frame-ancestors': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'object-src': ["'none'"],
  'script-src': ["'self'"],
  'script-src-attr': ["'none'"],
  'style-src': ["'self'", 'https:', "'unsafe-inline'"],
  'upgrade-insecure-requests': [],
}

function headersOf(options: SecurityHeadersOptions): readonly (readonly [string, string])[] {
  const { hsts = { maxAge: 31_536_000, includeSubDomains: true }, csp, permissions = {} } = options
  const { frame = 'SAMEORIGIN', referrer = 'no-referrer' } = options
  const { coop = 'same-origin', coep = false, corp = 'same-origin' } = options
  const directives = Object.entries({ ...defaultCsp, ...(csp || {}) })
    .filter(([, sources]) => sources)
    .map(([name, sources]) => [name, ...(sources as readonly string[])].join(' '))
  const features = Object.entries(permissions).map(
    ([name, who]) =>
      `${name}=(${who.map((one) => (/^[*s]/.test(one) ? one : `"${one}"`)).join(' ')})`,
  )
  const all: readonly (readonly [string, string | false])[] = [
    ['strict-transport-security', hsts && hstsText(hsts)],
    [
      options.cspReportOnly ? 'content-security-policy-report-only' : 'content-security-policy',
      csp !== false && directives.join('; '),
    ],
    ['x-content-type-options', 'nosniff'],
    ['x-frame-options', frame],
    ['referrer-policy', referrer],
    ['permissions-policy', features.join(', ')],
    ['cross-origin-opener-policy', coop],
    ['cross-origin-embedder-policy', coep],
    ['cross-origin-resource-policy', corp],
  ]
  return all.filter((header): header is [string, string] => Boolean(header[1]))
}

function hstsText({ maxAge, includeSubDomains = false, preload = false }: Hsts): string {
  return `max-age=${maxAge}${includeSubDomains ? '; includeSubDomains' : ''}${preload ? '; preload' : ''}`
}

// https://hstspreload.org: the list takes a host only with its subdomains, and for a year.
function isHsts(value: unknown): boolean {
  if (value === false) return true
  const { maxAge, includeSubDomains, preload } = (value ?? {}) as Hsts
  if (!Number.isSafeInteger(maxAge) || maxAge < 0) return false
  return !preload || (includeSubDomains === true && maxAge >= 31_536_000)
}

/** A nonce in a header that is the same for everyone protects from nothing, and a bare `self` is a host. */
function isCsp(value: unknown): boolean {
  const source = /^(?!'nonce-|(?:self|none|unsafe-\w+|strict-dynamic|sha\d+-.*)$)[!"$-+\--:<-~]+$/
  return value === false || isTable(value, (list) => list === false || isList(list, source))
}

function isPermissions(value: unknown): boolean {
  return isTable(value, (list) => isList(list, /^(?:\*|self|https?:\/\/[\w.*:-]+)$/))
}

function isTable(value: unknown, holds: (item: unknown) => boolean): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(([name, item]) => /^[a-z]+(-[a-z]+)*$/.test(name) && holds(item))
  )
}

function isList(value: unknown, pattern: RegExp): boolean {
  return Array.isArray(value) && value.every((item) => isToken(item, pattern))
}

function isToken(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value)
}

function oneOf(...values: readonly string[]): OptionCheck {
  return [
    `${values.join(', ')} or false`,
    (value) => value === false || values.includes(value as string),
  ]
}
