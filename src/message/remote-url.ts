/**
 * Whether a value is a URL that code at the edge may fetch what it trusts from: https, or http to this
 * machine, as tests and `ledge dev` have it.
 */
export function isRemoteUrl(value: unknown): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false
  const { protocol, hostname } = new URL(value)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return protocol === 'https:' || (protocol === 'http:' && isHere)
}
