import type { WritableRequest } from '../message/request.js'
import type { OptionCheck } from '../options.js'
import { ownHeader } from './option-checks.js'

/** Request headers for the origin, by the claim that each holds: `{ 'x-user': 'sub' }`. */
export type ClaimHeaders = Readonly<Record<`x-${string}`, string>>

/** For `checkOptions`: names that viewer-request may set, and that mean nothing to CloudFront. */
export const claimHeaders: OptionCheck = ['x- headers, each with the name of a claim', isTable]

/**
 * Writes claims into the headers that are for them. What a viewer sent under these names goes, whether
 * or not there are claims. A text stands as it is, percent-encoded but for visible ASCII; all else as
 * JSON.
 */
export function setClaimHeaders(
  { headers }: WritableRequest<'viewer-request'>,
  table: ClaimHeaders,
  claims: Readonly<Record<string, unknown>> | undefined,
): void {
  for (const [name, claim] of Object.entries(table)) {
    const value = claims?.[claim]
    if (value === undefined) headers.delete(name)
    else headers.set(name, headerText(value))
  }
}

/** Nothing that could end a header, and no two values that read alike. */
function headerText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.toWellFormed().replace(/[^!-$&-~]+/g, encodeURIComponent)
}

function isTable(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const [, isOurs] = ownHeader
  return Object.entries(value).every(([name, claim]) => isOurs(name) && typeof claim === 'string')
}
