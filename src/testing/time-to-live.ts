import type { SeenResponse } from './seen-response.js'

/** A cache policy's bounds, in seconds. */
export interface TimeToLive {
  /** Default 0. Above that, CloudFront stores even what says `no-store`. */
  readonly min?: number
  /** For a response that says nothing. Default 86400, a day. */
  readonly default?: number
  /** Default 31536000, a year. Nothing is stored where all three are 0. */
  readonly max?: number
}

/**
 * How many seconds CloudFront keeps a response; 0 where it stores none.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function secondsToKeep(
  { status, headers }: SeenResponse,
  bounds: TimeToLive,
  now: number,
): number {
  const { min = 0, default: unsaid = 86_400, max = 31_536_000 } = bounds
  const directives = headers.get('cache-control') ?? ''
  const forbidden = /(^|[,\s])(no-store|no-cache|private)\s*(,|$)/i.test(directives)
  const age = statedAge(directives, headers.get('expires'), now)
  if (status >= 400) return errorSeconds(status, age, forbidden)
  if (forbidden) return Math.min(min, max)
  return Math.min(Math.max(age ?? unsaid, min), max)
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html */
function errorSeconds(status: number, age: number | undefined, forbidden: boolean): number {
  const always = [404, 410, 414, 500, 501, 502, 503, 504].includes(status)
  const onDemand = [400, 403, 405, 412, 415].includes(status)
  if (forbidden && [404, 410, 414, 501].includes(status)) return 0
  return always || (onDemand && age !== undefined) ? Math.max(10, age ?? 0) : 0
}

function statedAge(
  directives: string,
  expires: string | undefined,
  now: number,
): number | undefined {
  for (const name of ['s-maxage', 'max-age']) {
    const seconds = new RegExp(`(?:^|[,\\s])${name}="?(\\d+)`, 'i').exec(directives)?.[1]
    if (seconds !== undefined) return Number(seconds)
  }
  if (expires === undefined) return undefined
  // A date that is none has passed: RFC 9111 section 5.3.
  const until = Date.parse(expires)
  return Number.isNaN(until) ? 0 : Math.max(0, Math.floor((until - now) / 1000))
}
