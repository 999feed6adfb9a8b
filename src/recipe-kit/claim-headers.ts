import type { WritableRequest } from '../message/request.js'
import type { OptionCheck } from '../options.js'
import { ownHeader } from './option-checks.js'

/** Request headers for the origin, by the claim that each holds: `{ 'x-user': 'sub' }`. */
export type ClaimHeaders = Readonly<Record<`x-${string}`, string>>

/** For `checkOptions`: names that viewer-request may set, and that mean nothing to CloudFront. */
export const claimHeaders: OptionCheck = ['x- headers, each with a claim', isTable]

/**
 * Writes claims into the headers that are for them. What a viewer sent under these names goes, with `_`
 * in place of `-` too, whether or not there are claims. A text stands as it is, percent-encoded but for
 * visible ASCII; all else as JSON.
 */
export function setClaimHeaders(
  { headers }: WritableRequest<'viewer-request'>,
  table: ClaimHeaders,
  claims?: Readonly<Record<string, unknown>>,
): void {
  // A server that makes variables of headers, as CGI and WSGI do, takes x_user for x-user.
  for (const [sent] of headers) {
    if (Object.hasOwn(table, sent.replace(/_/g, '-'))) headers.delete(sent)
  }
  for (const [name, claim] of Object.entries(table)) {
    const value = claims?.[claim]
    if (value !== undefined) headers.set(name, headerText(value))
  }
}

/** Nothing that could end a header, and no two values that read alike. */
function headerText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.toWellFormed().replace(/[^!-$&-~]+/g, encodeURIComponent)
}

function isTable(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(([name, claim]) => ownHeader[1](name) && typeof claim === 'string')
  )
}
