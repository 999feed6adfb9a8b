import { type Middleware, withNeeds } from 'ledge'
import { aBoolean, checkOptions } from 'ledge/recipe-kit'

export interface ForwardedHostOptions {
  /** Whether the origin is told the host that the viewer asked for, in X-Forwarded-Host. Default true. */
  readonly host?: boolean
  /** Whether it is told the address of the viewer, in True-Client-IP. Default true. */
  readonly ip?: boolean
}

/**
 * Tells the origin what CloudFront keeps from it under the policy AllViewerExceptHostHeader: the host
 * that the viewer asked for and the address of the connection. What a viewer sent under these names is
 * replaced, or taken away where the recipe does not set it.
 *
 * It must run in viewer-request, on every request. X-Forwarded-For, to which CloudFront appends the
 * address, is there for nothing, but its beginning is what the viewer says; that the viewer came over
 * HTTPS, a `CloudFront-Forwarded-Proto` in the policy tells.
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
  })
  const { host = true, ip = true } = options
  const sent = [...(host ? ['x-forwarded-host'] : []), ...(ip ? ['true-client-ip'] : [])]

  return withNeeds(
    { forward: { headers: sent } },
    function forwardedHost({ request: { headers, clientIp } }, next) {
      headers.delete('x-forwarded-host')
      headers.delete('true-client-ip')
      const asked = headers.get('host') ?? ''
      if (host && /^[\w.:[\]-]+$/.test(asked)) headers.set('x-forwarded-host', asked)
      if (ip && clientIp) headers.set('true-client-ip', clientIp)
      return next()
    },
  )
}
