import { forbidden, type Middleware, redirect } from 'ledge'
import { checkOptions, ipBlocks, isPage, refuseOptions } from 'ledge/recipe-kit'

export interface IpAllowOptions {
  /** Who gets in: addresses and CIDR blocks, IPv4 and IPv6. Default: everybody. */
  readonly allow?: readonly string[]
  /** Who does not, even if allowed. Default: nobody. */
  readonly deny?: readonly string[]
  /** Where the others are sent: a path, which is let through, or an https URL. Default: a 403. */
  readonly redirect?: string
}

/**
 * Lets in viewers by their address: that of the connection, `clientIp`, which nobody can make up. A
 * company's proxy or VPN is one address for all behind it. A lookup costs the same for ten blocks as for
 * ten thousand. For lists that change without a deploy, AWS WAF has IP sets.
 *
 * @throws EdgeError `bad-option` for what is no address, and for a block with bits set behind its
 * length.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { ipAllow } from 'ledge/recipes/ip-allow'
 *
 * export const app = ledge()
 * app.viewerRequest('/admin{/*rest}', ipAllow({ allow: ['203.0.113.0/24', '2001:db8:7::/48'] }))
 * app.viewerRequest(ipAllow({ deny: ['198.51.100.7'] }))
 * ```
 */
export function ipAllow(options: IpAllowOptions): Middleware<'viewer-request'> {
  checkOptions<IpAllowOptions>('ipAllow', options, {
    'allow?': ['a list of addresses and CIDR blocks', Array.isArray],
    'deny?': ['a list of addresses and CIDR blocks', Array.isArray],
    'redirect?': ['a path or an https URL', isPage],
  })
  const { allow, deny, redirect: elsewhere } = options
  refuseOptions('ipAllow', 'allow or deny', () => !allow && !deny && options)
  // An address that cannot be read is in no block, and so nobody's.
  const isAllowed = ipBlocks('ipAllow', allow ?? ['0.0.0.0/0', '::/0'])
  const isDenied = ipBlocks('ipAllow', deny ?? [])
  const page = elsewhere?.split('?')[0]

  return function ipAllow(ctx, next) {
    const { clientIp, uri } = ctx.request
    if (uri === page || (isAllowed(clientIp) && !isDenied(clientIp))) return next()
    return elsewhere ? redirect(elsewhere) : forbidden(`The address ${clientIp} is not let in.`)
  }
}
