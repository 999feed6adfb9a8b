/**
 * Whether a path leads up out of a folder for some server: by a dot segment, raw or in escapes of
 * escapes, between slashes or backslashes, or before a `;` that it cuts off what follows at.
 *
 * @example
 * ```ts
 * climbs('/ann/..%2Fbob') // true
 * climbs('/ann/.well-known') // false
 * ```
 */
export function climbs(path: string): boolean {
  return step.test(path.replace(/%(?:25)+/g, '%'))
}

const step = /(?:[/\\]|%2f|%5c)(?:\.|%2e){1,2}(?:[/\\;]|%2f|%5c|%3b|$)/i
