import { badOption } from '../options.js'

/**
 * Whether an address is in one of these blocks, or one of these addresses, IPv4 and IPv6: per length of
 * a block one look into a set. One that cannot be read is in none.
 *
 * @throws EdgeError `bad-option` for what is no address, and for a block with bits set behind its length.
 * @example
 * ```ts
 * const isOffice = ipBlocks('my recipe', ['203.0.113.0/24', '2001:db8:7::/48'])
 * isOffice('203.0.113.7') // true
 * ```
 */
export function ipBlocks(where: string, cidrs: readonly string[]): (ip: string) => boolean {
  const sets = new Map<bigint, Set<bigint>>()
  for (const cidr of cidrs) {
    const [, ip = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(cidr) ?? []
    const number = numberOf(ip)
    const size = ip.includes(':') ? 128 : 32
    const bits = Number(length ?? size)
    const rest = BigInt(size - Math.min(bits, size))
    if (number === undefined || bits > size || (number >> rest) << rest !== number) {
      throw badOption(where, 'an address, or a block with zeros behind its length', cidr)
    }
    sets.set(rest, (sets.get(rest) ?? new Set()).add(number >> rest))
  }
  return (address) => {
    const ip = numberOf(address)
    if (ip === undefined) return false
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
