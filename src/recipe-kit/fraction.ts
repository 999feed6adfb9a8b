/**
 * A number from 0 up to, but without, 1 that is always the same for a text and evenly spread over
 * texts: to put visitors into groups by something they keep, such as an account's number.
 *
 * Put the name of the test before the id, so that two tests divide the same visitors independently.
 * It is no secret and no signature: whoever chooses the text chooses the number.
 *
 * @example
 * ```ts
 * const isEarly = fractionOf(`new-cart:${userId}`) < 0.1 // one in ten, always the same ones
 * ```
 */
export function fractionOf(text: string): number {
  // FNV-1a over UTF-16 code units, then the finish of MurmurHash3 (both in the public domain): a
  // nanosecond per character, where node:crypto must first be loaded.
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/**
 * A place from 0 up to, but without, 1 for a visitor: by what he keeps, if anything, else by chance.
 *
 * @param name Of the test, so that two of them divide the same visitors independently.
 */
export function pointFor(name: string, visitor: string | undefined): number {
  return visitor ? fractionOf(`${name}:${visitor}`) : Math.random()
}
