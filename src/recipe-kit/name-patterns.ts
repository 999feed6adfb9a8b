import type { OptionCheck } from '../options.js'

/** For `checkOptions`: what `nameTest` takes. It may be an empty list. */
export const namePatterns: OptionCheck = [
  'a list of names, of which * may be the end',
  (value) =>
    Array.isArray(value) &&
    value.every((name) => typeof name === 'string' && /^(?:[^*]+\*?|\*)$/.test(name)),
]

/**
 * Whether a name is one of these: each is a name, or the beginning of names with `*` behind it.
 *
 * @example
 * ```ts
 * const isTracking = nameTest(['utm_*', 'gclid'])
 * isTracking('utm_source') // true
 * ```
 */
export function nameTest(patterns: readonly string[]): (name: string) => boolean {
  const whole = new Set(patterns.filter((pattern) => !pattern.endsWith('*')))
  const starts = patterns.flatMap((pattern) => (pattern.endsWith('*') ? pattern.slice(0, -1) : []))
  return (name) => whole.has(name) || starts.some((start) => name.startsWith(start))
}
