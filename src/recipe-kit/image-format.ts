import { preferences } from './preferences.js'

/** The formats that browsers may not know, smallest first. */
export type ImageFormat = 'avif' | 'webp'

/**
 * The extension of the best format for an image: of `formats` those that an Accept header names by
 * themselves, since browsers send `image/*` for formats they cannot show. The image's own where none of
 * them is as welcome.
 *
 * @param ext The image's own extension, of a JPEG or a PNG.
 * @param formats The best first.
 * @example
 * ```ts
 * bestImageFormat('image/webp,image/*', 'jpg', ['avif', 'webp']) // 'webp'
 * ```
 */
export function bestImageFormat(
  accept: string | undefined,
  ext: string,
  formats: readonly ImageFormat[],
): string {
  const sent = preferences(accept)
  const quality = (type: string): number | undefined =>
    sent.find(({ value }) => value === type)?.quality
  const original = ext.toLowerCase() === 'png' ? 'image/png' : 'image/jpeg'
  let best = ext
  let least = quality(original) ?? quality('image/*') ?? quality('*/*') ?? 0
  for (const format of formats) {
    const wanted = quality(`image/${format}`) ?? 0
    // Where both are as welcome, the better format is: it is the smaller one.
    if (wanted > least || (wanted === least && wanted > 0 && best === ext)) {
      best = format
      least = wanted
    }
  }
  return best
}
