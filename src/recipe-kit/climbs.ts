import { canonicalPath } from '../pipeline/canonical-path.js'

/**
 * Whether a path leads up out of a folder for some server: by a dot segment, raw or in escapes of
 * escapes, between slashes or backslashes, or before a `;` that it cuts off what follows at. So does
 * one with an escape whose digits are escapes, as in `%%32e`: who decodes it twice finds anything in it.
 *
 * @example
 * ```ts
 * climbs('/ann/..%2Fbob') // true
 * climbs('/ann/.well-known') // false
 * ```
 */
export function climbs(path: string): boolean {
  const flat = path.replace(/%(?:25)+/g, '%')
  return step.test(flat) || hiddenDigit.test(flat)
}

/**
 * Whether a uri leads out of the folder that it seems to be in, for some server. Plain dot segments are
 * resolved first, as all do, unless the uri has slashes in escapes, or backslashes: then what they undo
 * hangs on who decodes what.
 */
export function leadsOut(uri: string): boolean {
  return climbs(/%(?:25)*(?:2f|5c)|\\/i.test(uri) ? uri : canonicalPath(uri))
}

const step = /(?:[/\\]|%2f|%5c)(?:\.|%2e){1,2}(?:[/\\;]|%2f|%5c|%3b|$)/i
const hiddenDigit = /%[\da-f]?%(?:3\d|[46][1-6])/i
