import type { Middleware } from 'ledge'
import {
  askedHost,
  checkOptions,
  isListOf,
  type MovedOptions,
  moved,
  names,
  seconds,
} from 'ledge/recipe-kit'

export interface CanonicalHostOptions extends MovedOptions {
  /** The one name of the site, such as `www.example.com`. */
  readonly host: string
  /** Other names that stay as they are, such as `api.example.com`. Default none. */
  readonly except?: readonly string[]
}

/**
 * One name for a site: requests for any other name of the distribution, its own on cloudfront.net
 * included, are redirected to `https://` and that name, with their path and query, by 301, or by 308 where
 * the method is not GET or HEAD.
 *
 * It must run in viewer-request, on every request: later triggers see the origin's host. A function is
 * not told whether the viewer came over HTTPS; the behavior's viewer protocol policy, *redirect HTTP to
 * HTTPS*, is for that and costs nothing. It is applied first, so a visitor may be redirected twice.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { canonicalHost } from 'ledge/recipes/canonical-host'
 *
 * export const app = ledge()
 * app.viewerRequest(canonicalHost({ host: 'www.example.com', except: ['api.example.com'] }))
 * ```
 */
export function canonicalHost(options: CanonicalHostOptions): Middleware<'viewer-request'> {
  checkOptions<CanonicalHostOptions>('canonicalHost', options, {
    host: ['a host name in lower case, without a port', (host) => isListOf([host], hostName)],
    'except?': ['a list of host names in lower case', (list) => isListOf(list, hostName)],
    'cache?': seconds,
    'query?': names,
  })
  const { host, except = [] } = options
  const known = new Set([host, ...except])

  return function canonicalHost(ctx, next) {
    const { headers, uri } = ctx.request
    const asked = askedHost(headers)
    // Who names no host is asked for none.
    if (asked === '' || known.has(asked)) return next()
    const path = `/${uri.replace(/^\/+/, '')}`
    return moved(ctx, { origin: `https://${host}`, path, query: '', hash: '' }, options)
  }
}

const hostName = /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/
