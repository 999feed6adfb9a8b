import { badRequest, type ReadableRequest } from 'ledge'

/** Where the visitor is, which need not be where the callback is. It is http where the callback is. */
export function originOf(callback: string, { headers }: ReadableRequest): string {
  // Without a host it is no URL.
  const url = `http${callback.startsWith('http:') ? '' : 's'}://${headers.get('host') || ' '}`
  if (URL.canParse(url)) return new URL(url).origin
  throw badRequest('There is no good Host header.')
}

/**
 * An address as it may stand in a Location, if a rule allows it. It is read as browsers read it: `//host`,
 * `/\host` and a tab between two slashes lead to another host.
 *
 * @param here The origin that the visitor is at.
 * @throws EdgeError `bad-request` for one that no rule allows.
 */
export function allowedAddress(address: string, here: string, rules: readonly string[]): string {
  if (URL.canParse(address, here)) {
    const { origin, pathname, search, hash } = new URL(address, here)
    // The path of /.//evil.example is //evil.example.
    const path = pathname.replace(/^\/+/, '/')
    const place = origin === here ? path : origin + path
    const isAllowed = rules.some((rule) =>
      rule.endsWith('*') ? place.startsWith(rule.slice(0, -1)) : place === rule,
    )
    if (isAllowed) return place + search + hash
  }
  throw badRequest('The return address is not on the list.')
}
