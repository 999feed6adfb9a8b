import type { ReadableRequest } from '../message/request.js'

/** Whether a text can be what a recipe sends viewers to: a path of this host, or an https URL. */
export function isAddress(value: unknown): value is string {
  return typeof value === 'string' && /^(\/(?!\/)|https:\/\/)[!"$-[\]-~]*$/.test(value)
}

/**
 * The same for a page that a recipe lets through, or leaves alone, by its path: that must be the one
 * that browsers ask for.
 */
export function isPage(value: unknown): value is string {
  return isAddress(value) && (value.startsWith('https:') || isAsSent(value))
}

/**
 * Whether browsers ask for an address in the very spelling that it has here: with no dot segments, with
 * its host in lower case, without the usual port. Who is sent to another spelling is not known to have
 * come, and is sent there again.
 */
export function isAsSent(address: string): boolean {
  const base = 'https://this.host.invalid'
  if (!URL.canParse(address, base)) return false
  const { href, origin, pathname, search } = new URL(address, base)
  return [href, origin, pathname + search].includes(address)
}

/**
 * The path and query that were asked for, to come back to: always a path of this host. A browser takes
 * `//host`, `/\host` and `/<tab>/host` for another one, so of what leads a path there is one slash.
 */
export function returnAddress({ uri, querystring }: ReadableRequest): string {
  const path = uri.replace(/^[\\/\s\p{Cc}]*/u, '/')
  return querystring === '' ? path : `${path}?${querystring}`
}

/**
 * The address of a page with the address to come back to in its query.
 *
 * @param page What `isAddress` takes.
 * @example
 * ```ts
 * signInUrl('/login', ctx.request, 'return_to') // '/login?return_to=%2Fcart%3Fstep%3D2'
 * ```
 */
export function signInUrl(page: string, request: ReadableRequest, parameter: string): string {
  const address = encodeURIComponent(returnAddress(request).toWellFormed())
  return `${page}${page.includes('?') ? '&' : '?'}${parameter}=${address}`
}
