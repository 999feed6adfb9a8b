import { forbidden, type Middleware, redirect } from 'ledge'
import { badOption, checkOptions, isAddress } from 'ledge/recipe-kit'

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
    'redirect?': ['a path or an https URL', isAddress],
  })
  const { allow, deny, redirect: elsewhere } = options
  if (!allow && !deny) throw badOption('ipAllow', 'allow or deny', options)
  const isAllowed = allow ? blockList(allow) : () => true
  const isDenied = blockList(deny ?? [])
  const page = elsewhere?.split('?')[0]

  return function ipAllow(ctx, next) {
    const { clientIp, uri } = ctx.request
    const ip = numberOf(clientIp)
    // An address that cannot be read is nobody's.
    if (uri === page || (ip !== undefined && isAllowed(ip) && !isDenied(ip))) return next()
    return elsewhere ? redirect(elsewhere) : forbidden(`The address ${clientIp} is not let in.`)
  }
}

/** Whether an address is in one of the blocks: per length of a block one look into a set. */
function blockList(cidrs: readonly string[]): (ip: bigint) => boolean {
  const sets = new Map<bigint, Set<bigint>>()
  for (const cidr of cidrs) {
    const [, ip = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(cidr) ?? []
    const number = numberOf(ip)
    const size = ip.includes(':') ? 128 : 32
    const bits = Number(length ?? size)
    const rest = BigInt(size - Math.min(bits, size))
    if (number === undefined || bits > size || (number >> rest) << rest !== number) {
      throw badOption('ipAllow', 'an address, or a block with zeros behind its length', cidr)
    }
    sets.set(rest, (sets.get(rest) ?? new Set()).add(number >> rest))
  }
  return (ip) => {
    for (const [rest, prefixes] of sets) if (prefixes.has(ip >> rest)) return true
    return false
  }
}

/** An address as one number; `undefined` for what is none. */
function numberOf(ip: string): bigint | undefined {
  const at = ip.lastIndexOf(':') + 1
  const octets = ip.slice(at).split('.')
  if (octets.length > 1 || at === 0) {
    // No leading zeros: some read them as octal, and then it is another address.
    const isV4 =
      octets.length === 4 && octets.every((o) => /^(0|[1-9]\d{0,2})$/.test(o) && +o < 256)
    const hex = octets.map((octet) => Number(octet).toString(16).padStart(2, '0')).join('')
    const groups = `${hex.slice(0, 4)}:${hex.slice(4)}`
    return isV4 ? numberOf(at === 0 ? `::ffff:${groups}` : ip.slice(0, at) + groups) : undefined
  }
  // RFC 4291 section 2.2: `::` stands once for as many zeros as are missing.
  const [before = [], after, more] = ip.split('::').map((part) => (part ? part.split(':') : []))
  const missing = 8 - before.length - (after?.length ?? 0)
  if (more || (after ? missing < 1 : missing !== 0)) return undefined
  const groups = [...before, ...Array<string>(missing).fill('0'), ...(after ?? [])]
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined
  const number = BigInt(`0x${groups.map((group) => group.padStart(4, '0')).join('')}`)
  // IPv4 stands above all of IPv6, so that no block of one holds an address of the other.
  return number >> 32n === 0xffffn ? number | (1n << 128n) : number
}
