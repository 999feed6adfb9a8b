/** What a page or a picture is made for. `unknown` is whoever is no browser, or does not say. */
export type DeviceClass = 'mobile' | 'tablet' | 'desktop' | 'tv' | 'unknown'

/**
 * The kind of device that a User-Agent names. `Amazon CloudFront`, which origin triggers see where no
 * policy forwards the viewer's own, says nothing of the viewer: it is `unknown`, as are tools.
 *
 * An iPad asks for desktop pages since 2019 and then calls itself a Mac: it is a `desktop` here.
 *
 * @example
 * ```ts
 * deviceClassOf(ctx.request.headers.get('user-agent'))
 * ```
 */
export function deviceClassOf(userAgent = ''): DeviceClass {
  for (const [kind, signs] of kinds) if (signs.test(userAgent)) return kind
  return 'unknown'
}

// The first that fits. Televisions run Android too, tablets say Mobile now and then, and an Android
// without Mobile is a tablet: Chrome's rule, which the others follow.
const kinds: readonly (readonly [DeviceClass, RegExp])[] = [
  ['tv', /TV(?![a-z])|Web0S|BRAVIA|VIDAA|CrKey|Roku|Viera|\bAFT[A-Z]|PlayStation|Xbox/],
  ['tablet', /iPad|Tablet(?! PC)|PlayBook|Kindle/],
  ['mobile', /Mobi|iP(?:hone|od)|Opera Mini|BlackBerry|Dalvik/],
  ['tablet', /Android|Silk/],
  ['desktop', /^(?:Mozilla|Opera)\//],
]
