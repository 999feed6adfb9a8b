import type { ReadableHeaders } from './headers.js'

/**
 * The host that a request is for, as names of hosts are written: in lower case, without the port and
 * without the dot that a full name may end in. Empty where the request names none.
 *
 * @example
 * ```ts
 * // Host: Shop.Example.com.:443
 * askedHost(ctx.request.headers) // 'shop.example.com'
 * ```
 */
export function askedHost(headers: ReadableHeaders): string {
  return (headers.get('host') ?? '').toLowerCase().replace(/\.?(?::\d*)?$/, '')
}

/** Whether a host is one of those listed, in any case; `*.example.com` is every host below it. */
export function hostTest(hosts: readonly string[]): (host: string) => boolean {
  const names = hosts.map((name) => name.toLowerCase())
  return (host) =>
    names.some((name) =>
      name.startsWith('*.') ? host.slice(1).endsWith(name.slice(1)) : host === name,
    )
}
