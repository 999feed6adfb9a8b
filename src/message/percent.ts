/**
 * Percent-encodes all but letters, digits and `-_.!~*'()`, as `encodeURIComponent` does, and never
 * throws: half of a surrogate pair, which UTF-8 cannot say, becomes U+FFFD.
 */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
