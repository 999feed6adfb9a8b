import { preferences } from './preferences.js'

/**
 * The one of `available` that an Accept-Language header asks for, by the lookup of RFC 4647: for each
 * range, best first, an exact match, then the range without its last subtag, and so on. So `de-AT`
 * finds `de`, but `de` does not find `de-AT`. What is sent with quality 0 is never chosen, and `*`
 * finds nothing. `undefined` where nothing fits.
 *
 * https://www.rfc-editor.org/rfc/rfc4647#section-3.4
 *
 * @param available Language tags; the answer is spelt as here.
 * @example
 * ```ts
 * bestLanguage('de-AT,de;q=0.9,en;q=0.8', ['en', 'de']) // 'de'
 * ```
 */
export function bestLanguage<const Tag extends string>(
  acceptLanguage: string | undefined,
  available: readonly Tag[],
): Tag | undefined {
  const ranges = preferences(acceptLanguage)
  const refused = ranges.filter(({ quality }) => quality === 0).map(({ value }) => value)
  const wanted = available.filter((tag) => !refused.includes(tag.toLowerCase()))
  for (const { value, quality } of ranges) {
    if (quality === 0) break
    for (let range = value; range !== ''; range = shorter(range)) {
      const found = wanted.find((tag) => tag.toLowerCase() === range)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** Without the last subtag, and without a single character before it: `x` in `en-x-pirate`. */
function shorter(range: string): string {
  return range.replace(/(?:^|-)(?:[^-]-)?[^-]*$/, '')
}
