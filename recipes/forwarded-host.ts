import { type Middleware, withNeeds } from 'ledge'
import { aBoolean, checkOptions, oneOf } from 'ledge/recipe-kit'

export interface ForwardedHostOptions {
  /** Whether the origin is told the host that the viewer asked for, in X-Forwarded-Host. Default true. */
  readonly host?: boolean
  /** Whether it is told the address of the viewer, in True-Client-IP. Default true. */
  readonly ip?: boolean
  /**
   * How X-Forwarded-Host goes on. Default `forward`: to the origin only. `cacheKey`: as part of the key,
   * too, for behaviors that cache and origins that answer by the host, as with absolute links; else
   * what was made for one host, be it the distribution's own, is served on all.
   */
  readonly as?: 'forward' | 'cacheKey'
}

/**
 * Tells the origin what CloudFront keeps from it under the policy AllViewerExceptHostHeader: the host
 * that the viewer asked for and the address of the connection. What a viewer sent under these names is
 * replaced, or taken away where the recipe does not set it.
 *
 * It must run in viewer-request, on every request. For nothing there is X-Forwarded-For, to which
 * CloudFront appends the address, but its beginning is what the viewer says; and a policy can ask for
 * `CloudFront-Viewer-Address` and `CloudFront-Forwarded-Proto`.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { forwardedHost } from 'ledge/recipes/forwarded-host'
 *
 * export const app = ledge()
 * app.viewerRequest('/api{/*rest}', forwardedHost())
 * ```
 */
export function forwardedHost(options: ForwardedHostOptions = {}): Middleware<'viewer-request'> {
  checkOptions<ForwardedHostOptions>('forwardedHost', options, {
    'host?': aBoolean,
    'ip?': aBoolean,
    'as?': oneOf('forward', 'cacheKey'),
  })
  const { host = true, ip = true, as = 'forward' } = options

  return withNeeds(
    host ? { [as]: { headers: ['x-forwarded-host'] } } : {},
    withNeeds(
      ip ? { forward: { headers: ['true-client-ip'] } } : {},
      function forwardedHost({ request: { headers, clientIp } }, next) {
        headers.delete('x-forwarded-host')
        headers.delete('true-client-ip')
        const asked = headers.get('host') ?? ''
        if (host && /^[\w.:[\]-]+$/.test(asked)) headers.set('x-forwarded-host', asked)
        if (ip && clientIp) headers.set('true-client-ip', clientIp)
        return next()
      },
    ),
  )
}
